// The filter cycle (constant velocity or acceleration; range, azimuth, elevation) of many tracks at once against Eigen's
// fixed-size matrices, one track after the other. The answer checked: the same tracks after all scans. Gates, as `ratio`
// (Eigen's best CPU time over ours, taken in turn): EKF of 6 states >= 12, UKF >= 10. Eigen's Kalman update is the
// standard one, P - K (P H')'; Joseph's form would take it longer. `ratio_linear`: against an unscented filter that
// predicts by F P F' + Q, since the motion is linear, instead of by sigma points.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <eigen3/Eigen/Dense>
#include <random>
#include <vector>

#include "dewline/track/filters/batch.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

constexpr std::size_t kNum = 2000, kScans = 20;
constexpr double kDt_s = 1, kSigma_m = 30, kSigma_rad = 1e-3;

template <std::size_t N>
BatchMotion<N> motion() {
  if constexpr (N == 6) return ConstantVelocity<3>(10);
  else return ConstantAcceleration<3>(1);
}

/// Targets in straight flight around a radar at the origin, and their detections.
template <std::size_t N>
struct Scene {
  std::vector<Gaussian<N>> start;
  std::vector<double> z[kScans][3];

  Scene() {
    std::mt19937_64 engine(3);
    std::normal_distribution<double> bell;
    std::uniform_real_distribution<double> even(-1, 1);
    for (std::size_t i = 0; i < kNum; ++i) {
      const double az = 3.14 * even(engine), r = 2e5 + 1.5e5 * even(engine);
      const Vec3 p{r * std::sin(az), r * std::cos(az), 5e4 + 4e4 * even(engine)};
      const Vec3 v{1e3 * even(engine), 1e3 * even(engine), 1e2 * even(engine)};
      Gaussian<N> g{};
      for (std::size_t k = 0; k < 3; ++k) {
        g.mean[k] = p[k] + 500 * bell(engine), g.mean[3 + k] = v[k] + 50 * bell(engine);
        for (std::size_t j = k; j < N; j += 3) g.cov(j, j) = j < 3 ? 2.5e5 : j < 6 ? 2.5e3 : 25;
      }
      start.push_back(g);
      for (std::size_t s = 0; s < kScans; ++s) {
        const Vec3 q = p + (static_cast<double>(s + 1) * kDt_s) * v;
        z[s][0].push_back(norm(q) + kSigma_m * bell(engine));
        z[s][1].push_back(std::atan2(q.x, q.y) + kSigma_rad * bell(engine));
        z[s][2].push_back(std::asin(q.z / norm(q)) + kSigma_rad * bell(engine));
      }
    }
  }
  [[nodiscard]] TrackBatch<N> batch() const {
    TrackBatch<N> t(kNum);
    for (std::size_t i = 0; i < kNum; ++i) t.set(i, start[i]);
    return t;
  }
};

/// Every scan of every track; of a batch, from its start each time.
template <std::size_t N>
void run(const Scene<N>& scene, const TrackBatch<N>& start, TrackBatch<N>& tracks, bool points) {
  tracks = start;
  for (const auto& z : scene.z) {
    const BatchPlots plots{{}, z[0], z[1], z[2], {&kSigma_m, 1}, {&kSigma_rad, 1}, {&kSigma_rad, 1}};
    if (points) ukf_cycle(tracks, motion<N>(), {&kDt_s, 1}, plots);
    else ekf_cycle(tracks, motion<N>(), {&kDt_s, 1}, plots);
  }
}

/// As a careful user of Eigen writes it.
template <int N>
class WithEigen {
 public:
  using Vector = Eigen::Matrix<double, N, 1>;
  using Matrix = Eigen::Matrix<double, N, N>;
  struct Track {
    Vector x;
    Matrix P;
  };
  enum class Kind { ekf, ukf, ukf_linear };
  std::vector<Track> tracks;

  explicit WithEigen(const Scene<N>& scene) : scene_(scene) {
    const auto one = [](double t) {
      Eigen::Matrix3d f, q;
      f << 1, t, t * t / 2, 0, 1, t, 0, 0, 1;
      if (N == 6) q << 10 * t * t * t / 3, 10 * t * t / 2, 0, 10 * t * t / 2, 10 * t, 0, 0, 0, 0;
      else q << std::pow(t, 5) / 20, std::pow(t, 4) / 8, t * t * t / 6, std::pow(t, 4) / 8, t * t * t / 3, t * t / 2,
            t * t * t / 6, t * t / 2, t;
      return std::pair(f, q);
    }(kDt_s);
    for (int i = 0; i < N; ++i)
      for (int j = 0; j < N; ++j) {
        F_(i, j) = i % 3 == j % 3 ? one.first(i / 3, j / 3) : 0;
        Q_(i, j) = i % 3 == j % 3 ? one.second(i / 3, j / 3) : 0;
      }
    R_ = Eigen::Vector3d(kSigma_m * kSigma_m, kSigma_rad * kSigma_rad, kSigma_rad * kSigma_rad).asDiagonal();
  }
  void run(Kind kind) {
    tracks.resize(kNum);
    for (std::size_t i = 0; i < kNum; ++i) {
      tracks[i].x = Eigen::Map<const Vector>(scene_.start[i].mean.data());
      tracks[i].P = Eigen::Map<const Matrix>(scene_.start[i].cov.a.data());
    }
    for (const auto& z : scene_.z)
      for (std::size_t i = 0; i < kNum; ++i) {
        if (kind == Kind::ukf) predict_points(tracks[i]);
        else predict(tracks[i]);
        const Eigen::Vector3d measured(z[0][i], z[1][i], z[2][i]);
        if (kind == Kind::ekf) update(tracks[i], measured);
        else update_points(tracks[i], measured);
      }
  }

 private:
  static constexpr int kPoints = 2 * N + 1;
  using Points = Eigen::Matrix<double, N, kPoints>;
  static constexpr double kAlpha = 0.5, kBeta = 2, kScale = kAlpha * kAlpha * 3; // kappa 3 - n

  void predict(Track& t) const {
    t.x = F_ * t.x;
    const Matrix FP = F_ * t.P;
    t.P.noalias() = FP * F_.transpose();
    t.P += Q_;
  }
  static double wrapped(double a) { return std::remainder(a, 2 * EIGEN_PI); }
  static Eigen::Vector3d measure(const Eigen::Vector3d& p) {
    return {p.norm(), std::atan2(p.x(), p.y()), std::atan2(p.z(), std::hypot(p.x(), p.y()))};
  }
  void update(Track& t, const Eigen::Vector3d& z) const {
    const Eigen::Vector3d p = t.x.template head<3>();
    const double flat2 = p.x() * p.x() + p.y() * p.y(), flat = std::sqrt(flat2), r2 = flat2 + p.z() * p.z(), r = std::sqrt(r2);
    Eigen::Matrix<double, 3, N> H = Eigen::Matrix<double, 3, N>::Zero();
    H.template leftCols<3>() << p.x() / r, p.y() / r, p.z() / r, p.y() / flat2, -p.x() / flat2, 0,
        -p.x() * p.z() / (r2 * flat), -p.y() * p.z() / (r2 * flat), flat / r2;
    Eigen::Vector3d y = z - Eigen::Vector3d(r, std::atan2(p.x(), p.y()), std::atan2(p.z(), flat));
    y[1] = wrapped(y[1]);
    const Eigen::Matrix<double, N, 3> PHt = t.P * H.transpose();
    Eigen::Matrix3d S = R_;
    S.noalias() += H * PHt;
    const Eigen::Matrix<double, N, 3> K = PHt * S.inverse();
    t.x.noalias() += K * y;
    t.P.noalias() -= K * PHt.transpose();
  }
  static Points points_of(const Track& t) {
    const Matrix L = t.P.llt().matrixL();
    Points X;
    X.col(0) = t.x;
    X.template middleCols<N>(1) = (std::sqrt(kScale) * L).colwise() + t.x;
    X.template rightCols<N>() = (-std::sqrt(kScale) * L).colwise() + t.x;
    return X;
  }
  static constexpr double kEach = 0.5 / kScale, kMiddle = (kScale - N) / kScale;
  static constexpr double kMiddleCov = kMiddle + 1 - kAlpha * kAlpha + kBeta;

  void predict_points(Track& t) const {
    const Points before = points_of(t);
    Points X;
    X.noalias() = F_ * before;
    t.x = kMiddle * X.col(0) + kEach * X.template rightCols<2 * N>().rowwise().sum();
    X.colwise() -= t.x;
    t.P = Q_ + kMiddleCov * X.col(0) * X.col(0).transpose();
    t.P.noalias() += kEach * X.template rightCols<2 * N>() * X.template rightCols<2 * N>().transpose();
  }
  void update_points(Track& t, const Eigen::Vector3d& z) const {
    Points X = points_of(t);
    Eigen::Matrix<double, 3, kPoints> Z;
    for (int i = 0; i < kPoints; ++i) {
      Z.col(i) = measure(X.template block<3, 1>(0, i));
      Z(1, i) = Z(1, 0) + wrapped(Z(1, i) - Z(1, 0));
    }
    const Eigen::Vector3d mean = kMiddle * Z.col(0) + kEach * Z.template rightCols<2 * N>().rowwise().sum();
    X.colwise() -= t.x;
    Z.colwise() -= mean;
    Eigen::Matrix<double, 3, kPoints> W = kEach * Z;
    W.col(0) = kMiddleCov * Z.col(0);
    Eigen::Matrix3d S = R_;
    S.noalias() += Z * W.transpose();
    const Eigen::Matrix<double, N, 3> Pxz = X * W.transpose(), K = Pxz * S.inverse();
    Eigen::Vector3d y = z - mean;
    y[1] = wrapped(y[1]);
    t.x.noalias() += K * y;
    t.P.noalias() -= K * Pxz.transpose();
  }

  const Scene<N>& scene_;
  Matrix F_, Q_;
  Eigen::Matrix3d R_;
};

template <class Work>
double seconds(const Work& work) {
  timespec a{}, b{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
  work();
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
  return double(b.tv_sec - a.tv_sec) + 1e-9 * double(b.tv_nsec - a.tv_nsec);
}

template <std::size_t N>
bool same(const TrackBatch<N>& ours, const WithEigen<static_cast<int>(N)>& theirs) {
  for (std::size_t i = 0; i < kNum; ++i) {
    const Gaussian<N> x = ours[i];
    for (std::size_t k = 0; k < N; ++k) {
      const auto at = static_cast<int>(k);
      const double sigma2 = theirs.tracks[i].P(at, at);
      if (!(std::abs(x.mean[k] - theirs.tracks[i].x[at]) < 1e-6 * std::sqrt(sigma2))) return false;
      if (!(std::abs(x.cov(k, k) - sigma2) < 1e-6 * sigma2)) return false;
    }
  }
  return true;
}

template <std::size_t N>
void cycle(benchmark::State& state, bool points) {
  using Kind = typename WithEigen<N>::Kind;
  static const Scene<N> scene;
  WithEigen<N> eigen(scene);
  const TrackBatch<N> start = scene.batch();
  TrackBatch<N> tracks = start;
  double ours = 1e9, theirs = 1e9, linear = 1e9;
  for (int repeat = 0; repeat < 15; ++repeat) {
    for (int again = 0; again < 5; ++again) ours = std::min(ours, seconds([&] { run(scene, start, tracks, points); }));
    if (points) linear = std::min(linear, seconds([&] { eigen.run(Kind::ukf_linear); }));
    theirs = std::min(theirs, seconds([&] { eigen.run(points ? Kind::ukf : Kind::ekf); }));
  }
  if (!same<N>(tracks, eigen)) return state.SkipWithError("another answer than Eigen's");
  for (auto _ : state) run(scene, start, tracks, points);
  constexpr double kSteps = kNum * kScans;
  state.counters["ratio"] = theirs / ours;
  if (points) state.counters["ratio_linear"] = linear / ours;
  state.counters["eigen_per_s"] = kSteps / theirs;
  state.counters["best_per_s"] = kSteps / ours;
  state.SetItemsProcessed(static_cast<std::int64_t>(kSteps) * state.iterations());
}
void ekf6(benchmark::State& state) { cycle<6>(state, false); }
void ekf9(benchmark::State& state) { cycle<9>(state, false); }
void ukf6(benchmark::State& state) { cycle<6>(state, true); }
void ukf9(benchmark::State& state) { cycle<9>(state, true); }
BENCHMARK(ekf6)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(ekf9)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(ukf6)->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(ukf9)->Unit(benchmark::kMillisecond)->Iterations(200);

} // namespace
