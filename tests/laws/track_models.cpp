// Laws of motion models and measurements: exact derivatives, steps that add up, covariances that stay
// covariances.
#include <gtest/gtest.h>

#include <random>

#include "dewline/track/filters/ekf.hpp"
#include "dewline/track/models/motion.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

/// Uniform in (low, high) from a fixed seed: the standard engine's words are the same everywhere.
class Any {
 public:
  double operator()(double low, double high) {
    return low + (high - low) * static_cast<double>(words_()) / 0x1p64;
  }
  Vec3 direction() {
    const double z = (*this)(-1, 1), a = (*this)(0, 2 * M_PI), s = std::sqrt(1 - z * z);
    return {s * std::cos(a), s * std::sin(a), z};
  }

 private:
  std::mt19937_64 words_{1969};
};

/// Steps of the difference quotient that suit a state.
template <std::size_t N>
VecN<N> steps(std::initializer_list<double> list) {
  VecN<N> s{};
  std::copy(list.begin(), list.end(), s.begin());
  return s;
}

template <Model M>
void expect_exact_derivative(const M& model, const VecN<M::kN>& x, double dt_s, const VecN<M::kN>& h) {
  constexpr std::size_t N = M::kN;
  const Moved<N> m = model.step(x, dt_s);
  const VecN<N> moved = model.move(x, dt_s);
  for (std::size_t i = 0; i < N; ++i) EXPECT_NEAR(m.x[i], moved[i], 1e-9 * (1 + std::abs(moved[i])));
  for (std::size_t j = 0; j < N; ++j) {
    VecN<N> low = x, high = x;
    low[j] -= h[j];
    high[j] += h[j];
    const VecN<N> a = model.move(low, dt_s), b = model.move(high, dt_s);
    for (std::size_t i = 0; i < N; ++i) {
      const double slope = (b[i] - a[i]) / (2 * h[j]);
      // the quotient's own rounding, and 1e-5 of the change that matters: a step of h[i] in state i
      const double rounding = 1e-15 * (std::abs(b[i]) + 1) / h[j];
      EXPECT_NEAR(m.F(i, j), slope, 1e-5 * (std::abs(slope) + h[i] / h[j]) + 4 * rounding) << i << ' ' << j;
    }
  }
}

template <Model M>
void expect_sum_of_steps(const M& model, const Gaussian<M::kN>& x, double a_s, double b_s, double tolerance) {
  const Gaussian<M::kN> once = predict(model, x, a_s + b_s),
                        twice = predict(model, predict(model, x, a_s), b_s);
  for (std::size_t i = 0; i < M::kN; ++i) {
    EXPECT_NEAR(once.mean[i], twice.mean[i], tolerance * std::sqrt(once.cov(i, i))) << i;
    for (std::size_t j = 0; j < M::kN; ++j)
      EXPECT_NEAR(once.cov(i, j), twice.cov(i, j), tolerance * std::sqrt(once.cov(i, i) * once.cov(j, j)))
          << i << ' ' << j;
  }
}

template <std::size_t N>
void expect_covariance(const MatNM<N>& P) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_EQ(P(i, j), P(j, i));
  VecN<N> scale{}; // judged as correlations, so that units do not matter
  MatNM<N> C = P;
  for (std::size_t i = 0; i < N; ++i) scale[i] = std::sqrt(P(i, i));
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) C(i, j) /= scale[i] * scale[j];
  EXPECT_TRUE(Cholesky<N>(C).ok);
}

VecN<6> any_place(Any& any, Axes axes, double low_m, double high_m) {
  const Vec3 up = any.direction(), p = (earth::kA_m + any(low_m, high_m)) * up;
  Vec3 v = any(1500, 6500) * unit(up * any(-0.5, 0.5) + cross(up, any.direction()));
  if (axes == Axes::inertial) v = v + cross(Vec3{0, 0, earth::kOmega_rad_s}, p);
  return {p.x, p.y, p.z, v.x, v.y, v.z};
}
template <std::size_t N>
VecN<N> with(const VecN<6>& pv, std::initializer_list<double> more) {
  VecN<N> x{};
  std::copy(pv.begin(), pv.end(), x.begin());
  std::copy(more.begin(), more.end(), x.begin() + 6);
  return x;
}
constexpr Axes kBoth[] = {Axes::inertial, Axes::earth_fixed};

TEST(MotionLaws, DerivativesAreTheNumericOnes) {
  Any any;
  for (int k = 0; k < 20; ++k) {
    const double dt = any(0.2, 12);
    const VecN<4> pv{any(-1e5, 1e5), any(-1e5, 1e5), any(-300, 300), any(-300, 300)};
    expect_exact_derivative(ConstantVelocity<2>(), pv, dt, {1, 1, 1, 1});
    expect_exact_derivative(ConstantAcceleration<2>(), {pv[0], pv[1], pv[2], pv[3], 3, -4}, dt,
                            {1, 1, 1, 1, 1, 1});
    expect_exact_derivative(Singer<2>(10, any(1, 1000)), {pv[0], pv[1], pv[2], pv[3], 3, -4}, dt,
                            {1, 1, 1, 1, 1, 1});
    for (const double w : {any(-0.5, 0.5), 1e-5, 0.0, -5e-5})
      expect_exact_derivative(CoordinatedTurn{}, {pv[0], pv[1], pv[2], pv[3], w}, dt, {1, 1, 0.1, 0.1, 1e-5});
    for (const Axes axes : kBoth) {
      const VecN<6> high = any_place(any, axes, 2e5, 1e6), low = any_place(any, axes, 1.5e4, 6e4);
      const double a = any(-40, 60);
      expect_exact_derivative(Ballistic{1e-6, axes}, high, dt, {10, 10, 10, 0.01, 0.01, 0.01});
      expect_exact_derivative(Reentry{1, 1, axes}, with<7>(low, {any(5, 9)}), dt,
                              {5, 5, 5, 0.1, 0.1, 0.1, 1e-4});
      expect_exact_derivative(Accelerated{30, any(5, 60), axes}, with<9>(high, {a, 20, -7}), dt,
                              {10, 10, 10, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01});
      expect_exact_derivative(Boost{1, 1e-10, axes}, with<10>(high, {a, 20, -7, any(2e-4, 5e-4)}), dt,
                              {10, 10, 10, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 1e-6});
      expect_exact_derivative(Glide{1, 1, 2, 100, axes}, with<9>(low, {any(7, 9), any(-1, 3), any(-2, 2)}),
                              dt, {5, 5, 5, 0.1, 0.1, 0.1, 1e-4, 1e-3, 1e-3});
    }
  }
}

TEST(MotionLaws, TwoStepsAreOneForTheLinearModels) {
  Any any;
  for (int k = 0; k < 50; ++k) {
    const double a = any(0, 20), b = any(0, 20);
    const auto p4 = diagonal(VecN<4>{100, 100, 9, 9});
    expect_sum_of_steps(ConstantVelocity<2>(any(0.1, 5)), {{1, 2, 30, 40}, p4}, a, b, 1e-12);
    const Gaussian<6> six{{1, 2, 30, 40, 5, -6}, diagonal(VecN<6>{100, 100, 9, 9, 1, 1})};
    expect_sum_of_steps(ConstantAcceleration<2>(any(0.1, 5)), six, a, b, 1e-12);
    expect_sum_of_steps(Singer<2>(any(1, 50), std::exp(any(-1, 9))), six, a, b, 1e-11);
  }
}

TEST(MotionLaws, TwoStepsAreNearlyOneForTheOthers) {
  Any any;
  for (int k = 0; k < 10; ++k)
    for (const Axes axes : kBoth) {
      const VecN<6> high = any_place(any, axes, 2e5, 1e6), low = any_place(any, axes, 2e4, 6e4);
      const VecN<6> d6{1e4, 1e4, 1e4, 100, 100, 100};
      expect_sum_of_steps(Ballistic{1e-3, axes}, {high, diagonal(d6)}, 1, 1, 1e-4);
      expect_sum_of_steps(Reentry{1e-2, 1e-3, axes},
                          {with<7>(low, {7}), diagonal(VecN<7>{1e4, 1e4, 1e4, 100, 100, 100, 0.1})}, 0.5, 0.5,
                          2e-2);
      expect_sum_of_steps(
          Accelerated{30, 30, axes},
          {with<9>(high, {10, 20, 5}), diagonal(VecN<9>{1e4, 1e4, 1e4, 100, 100, 100, 9, 9, 9})}, 1, 1, 1e-4);
      expect_sum_of_steps(Boost{1, 1e-12, axes},
                          {with<10>(high, {10, 20, 5, 3e-4}),
                           diagonal(VecN<10>{1e4, 1e4, 1e4, 100, 100, 100, 9, 9, 9, 1e-9})},
                          1, 1, 2e-2);
      expect_sum_of_steps(
          Glide{1e-1, 1e-4, 2, 100, axes},
          {with<9>(low, {8, 1, 0.5}), diagonal(VecN<9>{1e4, 1e4, 1e4, 100, 100, 100, 0.1, 0.3, 0.3})}, 0.5,
          0.5, 5e-2);
    }
  const Gaussian<5> turning{{0, 0, 200, 100, 0.05}, diagonal(VecN<5>{100, 100, 25, 25, 1e-4})};
  expect_sum_of_steps(CoordinatedTurn{1, 1e-6}, turning, 1, 1, 2e-2);
}

TEST(MotionLaws, SingerIsConstantAccelerationForShortStepsAndWhiteForLongOnes) {
  const SingerStep brief = singer_step(10, 1e7, 1);
  const double q = 2 * 100 / 1e7;
  EXPECT_NEAR(brief.Q(0, 0), q / 20, 1e-6 * q);
  EXPECT_NEAR(brief.Q(1, 1), q / 3, 1e-6 * q);
  EXPECT_NEAR(brief.Q(2, 2), q, 1e-6 * q);
  EXPECT_NEAR(brief.F(0, 2), 0.5, 1e-7);
  const double tau = 1e-3, white = 2 * 100 * tau;
  const SingerStep slow = singer_step(10, tau, 10);
  EXPECT_NEAR(slow.Q(0, 0), white * 1000 / 3, 1e-3 * white * 1000 / 3);
  EXPECT_NEAR(slow.Q(1, 1), white * 10, 1e-3 * white * 10);
}

TEST(MotionLaws, SingerSeriesAndClosedFormMeet) {
  const double tau = 40, seam = 0.25 * tau;
  const SingerStep below = singer_step(10, tau, seam * (1 - 1e-12)), above = singer_step(10, tau, seam);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(below.Q.a[i], above.Q.a[i], 1e-9 * above.Q.a[i]);
}

TEST(MotionLaws, NoiseIsACovarianceAndPredictionKeepsOne) {
  Any any;
  for (int k = 0; k < 20; ++k)
    for (const Axes axes : kBoth) {
      const double dt = any(0.1, 10);
      const VecN<6> low = any_place(any, axes, 2e4, 6e4);
      const Gaussian<7> seven{with<7>(low, {7}), diagonal(VecN<7>{1e4, 1e4, 1e4, 100, 100, 100, 0.1})};
      expect_covariance(predict(Reentry{1e-2, 1e-3, axes}, seven, dt).cov);
      expect_covariance(Reentry{1e-2, 1e-3, axes}.noise(seven.mean, dt));
      expect_covariance(Boost{1, 1e-10, axes}.noise(with<10>(low, {10, 20, 5, 3e-4}), dt));
      expect_covariance(Glide{1, 1e-4, 2, 100, axes}.noise(with<9>(low, {8, 1, 0.5}), dt));
      expect_covariance(Accelerated{30, 30, axes}.noise(with<9>(low, {8, 1, 0.5}), dt));
      expect_covariance(CoordinatedTurn{}.noise({0, 0, 200, 100, 0.05}, dt));
    }
}

TEST(MotionLaws, ShorterStepsOfTheAirModelsChangeCentimetres) {
  const Vec3 up = unit(Vec3{0.3, 0.5, 0.81}), side = unit(cross(up, Vec3{0, 0, 1}));
  const Vec3 p = (earth::kA_m + 9e4) * up, v = 7000 * (std::cos(1.0472) * side - std::sin(1.0472) * up);
  const VecN<7> x{p.x, p.y, p.z, v.x, v.y, v.z, std::log(5000.0)};
  const Reentry model{0, 0, Axes::earth_fixed};
  VecN<7> fine = x;
  for (int i = 0; i < 240; ++i) fine = model.move(fine, 0.05);
  const VecN<7> once = model.move(x, 12);
  EXPECT_LT(norm(Vec3{once[0] - fine[0], once[1] - fine[1], once[2] - fine[2]}), 0.02);
}

TEST(MotionLaws, InertialAndTurningAxesAgree) {
  Any any;
  for (int k = 0; k < 5; ++k) { // at the start the axes coincide; after dt E has turned by omega dt
    const VecN<6> low = any_place(any, Axes::earth_fixed, 2e4, 6e4);
    const double dt = 8, a = earth::kOmega_rad_s * dt;
    const Mat3 R_EG{{std::cos(a), std::sin(a), 0, -std::sin(a), std::cos(a), 0, 0, 0, 1}};
    const Vec3 w{0, 0, earth::kOmega_rad_s};
    VecN<9> x_E = with<9>(low, {8, 1, 0.5}), x_G = x_E;
    const Vec3 spin = cross(w, Vec3{low[0], low[1], low[2]});
    for (std::size_t i = 0; i < 3; ++i) x_G[3 + i] += spin[i];
    const VecN<9> y_E = Glide{0, 0, 2, 100, Axes::earth_fixed}.move(x_E, dt);
    const VecN<9> y_G = Glide{0, 0, 2, 100, Axes::inertial}.move(x_G, dt);
    const Vec3 p = R_EG * Vec3{y_G[0], y_G[1], y_G[2]}, v = R_EG * Vec3{y_G[3], y_G[4], y_G[5]} - cross(w, p);
    EXPECT_LT(norm(p - Vec3{y_E[0], y_E[1], y_E[2]}), 1e-3);
    EXPECT_LT(norm(v - Vec3{y_E[3], y_E[4], y_E[5]}), 1e-4);
  }
}

TEST(MotionLaws, LocalAxesAreOnlyAnotherView) {
  const earth::Geodetic origin{1.1, 0.6, 200};
  const Local<Accelerated> local{{30, 30, Axes::earth_fixed}, earth::enu_axes(origin), earth::ecef(origin)};
  const VecN<9> x_L{3e4, -5e4, 9e4, 1500, 2000, 900, 10, -5, 20};
  expect_exact_derivative(local, x_L, 5, {10, 10, 10, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01});
  const VecN<9> there = local.to_L(local.model.move(local.to_E(x_L), 5)), here = local.move(x_L, 5);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(there[i], here[i]);
  expect_covariance(local.noise(x_L, 5));
}

// --- measurements ---

template <class S, std::size_t N>
void expect_exact_derivative(const S& sensor, const VecN<N>& x) {
  const auto at = sensor.template at<N>(x);
  for (std::size_t j = 0; j < N; ++j) {
    const double h = 0.1;
    VecN<N> low = x, high = x;
    low[j] -= h;
    high[j] += h;
    const auto d = sensor.residual(sensor.template value<N>(high), sensor.template value<N>(low));
    for (std::size_t i = 0; i < S::kM; ++i)
      EXPECT_NEAR(at.H(i, j), d[i] / (2 * h),
                  1e-7 * std::abs(at.H(i, j)) + 1e-9 * std::abs(at.z[i]) / h * 1e-3 + 2e-12)
          << i << ' ' << j;
  }
}

TEST(MeasurementLaws, DerivativesAreTheNumericOnes) {
  Any any;
  for (int k = 0; k < 50; ++k) {
    const earth::Geodetic at{any(-1.4, 1.4), any(-3, 3), 300};
    Site site = site_on_ground(at);
    site.v_FS_F = 300 * any.direction();
    const Vec3 p = site.p_FS_F + any(3e4, 3e5) * any.direction();
    const VecN<9> x{p.x, p.y, p.z, any(-7e3, 7e3), any(-7e3, 7e3), 100, 1, 2, 3};
    expect_exact_derivative(Cartesian<3>{}, x);
    expect_exact_derivative(RangeAzimuthElevation(site), x);
    expect_exact_derivative(RangeAzimuthElevationRate(site), x);
    expect_exact_derivative(RangeRateOnly(site), x);
    expect_exact_derivative(RangeCosines(site), x);
    expect_exact_derivative(TwoAngles(site), x);
    expect_exact_derivative(RangeAzimuth({1e3, -2e3}), VecN<4>{any(1e4, 2e5), any(-2e5, 2e5), 1, 2});
    expect_exact_derivative(Cartesian<2>{}, VecN<4>{any(1e4, 2e5), any(-2e5, 2e5), 1, 2});
  }
}

TEST(MeasurementLaws, AzimuthAndElevationAreTheEarthRooms) {
  Any any;
  for (int k = 0; k < 50; ++k) {
    const earth::Geodetic at{any(-1.4, 1.4), any(-3, 3), any(0, 3000)};
    const Vec3 p = earth::ecef(at) + any(1e3, 1e6) * any.direction();
    const earth::AzElRange good = earth::az_el_range(at, p);
    const VecN<6> x{p.x, p.y, p.z, 0, 0, 0};
    const RangeAzimuthElevation sensor(site_on_ground(at));
    const VecN<3> d = sensor.residual(sensor.value<6>(x), {good.range_m, good.az_rad, good.el_rad});
    EXPECT_NEAR(d[0], 0, 1e-6);
    EXPECT_NEAR(d[1], 0, 1e-9);
    EXPECT_NEAR(d[2], 0, 1e-9);
    const Gaussian<3> back = place_of(sensor, sensor.value<6>(x), {10, 1e-3, 1e-3});
    EXPECT_LT(norm(Vec3{back.mean[0], back.mean[1], back.mean[2]} - p), 1e-5);
    // the same sensor, its frame at another origin
    const earth::Geodetic origin{at.lat_rad + 0.01, at.lon_rad - 0.02, 0};
    const Vec3 p_L = earth::enu_axes(origin) * (p - earth::ecef(origin));
    const RangeAzimuthElevation moved(site_on_ground(at, origin));
    const VecN<3> e = sensor.residual(moved.value<6>({p_L.x, p_L.y, p_L.z, 0, 0, 0}), sensor.value<6>(x));
    EXPECT_NEAR(e[0], 0, 1e-6);
    EXPECT_NEAR(e[1], 0, 1e-9);
    EXPECT_NEAR(e[2], 0, 1e-9);
  }
}

TEST(MeasurementLaws, AzimuthWrapsAtSouth) {
  const RangeAzimuth sensor;
  const VecN<2> west = sensor.value<4>({-1, -1e3, 0, 0}), east = sensor.value<4>({1, -1e3, 0, 0});
  EXPECT_NEAR(sensor.residual(west, east)[1], 2e-3, 1e-8);
}

TEST(MeasurementLaws, AStationOnTheTurningEarthSeesNoRangeRateOfTheGround) {
  const earth::Geodetic here{1.0, 0.3, 0}, there{1.02, 0.33, 500};
  const Mat3 R_EG = Mat3::identity();
  const Vec3 p = earth::ecef(there), v = cross(Vec3{0, 0, earth::kOmega_rad_s}, p);
  const RangeAzimuthElevationRate sensor(site_inertial(site_on_ground(here), R_EG));
  EXPECT_NEAR(sensor.value<6>({p.x, p.y, p.z, v.x, v.y, v.z})[3], 0, 1e-9);
}

} // namespace
