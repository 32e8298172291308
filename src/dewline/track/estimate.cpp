#include "dewline/track/estimate.hpp"

#include <algorithm>

#include "dewline/base/matrix.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/track/models/flight.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track {
namespace {

constexpr double kPiece_s = 2; ///< the air's pull on ln(b)'s noise is held no longer
constexpr double kKnownSpeed_m_s = 500; ///< with a larger error of the velocity the air is left out
constexpr double kPsdLogBeta_per_s = 1e-3;

template <std::size_t N>
MatNM<7, 3> moved(const MatNM<N>& F, const MatNM<7, 3>& C) {
  MatNM<7, 3> to = C;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      to(i, j) = 0;
      for (std::size_t k = 0; k < N; ++k) to(i, j) += F(i, k) * C(k, j);
    }
  return to;
}

template <std::size_t N>
Estimate moved(const Estimate& from, const VecN<7>& mean, const MatNM<N>& F, const MatNM<N>& Q) {
  const MatNM<7>& P = from.x_G.cov;
  Estimate to{{mean, P}, from.biases}; // what F does not know (ln b without air) stays
  MatNM<N, 7> FP;
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t k = 0; k < N; ++k)
      for (std::size_t j = 0; j < 7; ++j) FP(i, j) += F(i, k) * P(k, j);
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = N; j < 7; ++j) to.x_G.cov(i, j) = to.x_G.cov(j, i) = FP(i, j);
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = Q(i, j);
      for (std::size_t k = 0; k < N; ++k) sum += FP(i, k) * F(j, k);
      to.x_G.cov(i, j) = to.x_G.cov(j, i) = sum;
    }
  }
  for (FaceBias& b : to.biases) b.cov = moved(F, b.cov);
  return to;
}

/// In the air, and fast or slow is known: the drag of a first guess would say nothing.
bool in_air(const Estimate& x) {
  const MatNM<7>& P = x.x_G.cov;
  if (!(P(3, 3) + P(4, 4) + P(5, 5) < kKnownSpeed_m_s * kKnownSpeed_m_s)) return false;
  const Vec3 p = pos_vel(x).p;
  const double highest_m = earth::kA_m + kAirTop_m; // spares most the height above the ellipsoid
  if (dot(p, p) > highest_m * highest_m) return false;
  const double h_m = orbit::radial_height(p);
  return h_m > 0 && h_m < kAirTop_m;
}

Estimate through_air(Estimate x, double dt_s, double psd_m2_s3) {
  const int n = static_cast<int>(std::ceil(std::abs(dt_s) / kPiece_s));
  const Reentry model{psd_m2_s3, kPsdLogBeta_per_s, Axes::inertial};
  for (int i = 0; i < n; ++i) {
    const Moved<7> m = model.step(x.x_G.mean, dt_s / n);
    x = moved(x, m.x, m.F, model.noise(x.x_G.mean, std::abs(dt_s) / n));
  }
  return x;
}

} // namespace

Estimate with_drag(const Gaussian<6>& x_G) {
  Estimate x;
  for (std::size_t i = 0; i < 6; ++i) {
    x.x_G.mean[i] = x_G.mean[i];
    for (std::size_t j = 0; j < 6; ++j) x.x_G.cov(i, j) = x_G.cov(i, j);
  }
  x.x_G.mean[6] = kLogBeta;
  x.x_G.cov(6, 6) = kSigmaLogBeta * kSigmaLogBeta;
  return x;
}

Gaussian<6> motion_of(const Estimate& x) {
  Gaussian<6> m;
  for (std::size_t i = 0; i < 6; ++i) {
    m.mean[i] = x.x_G.mean[i];
    for (std::size_t j = 0; j < 6; ++j) m.cov(i, j) = x.x_G.cov(i, j);
  }
  return m;
}

Estimate predict_without_air(const Estimate& x_G, double dt_s, double psd_m2_s3) {
  if (dt_s == 0) return x_G;
  const Transition t = transition(pos_vel(x_G), dt_s);
  const VecN<6> six_G = six(t.x_G);
  VecN<7> mean = x_G.x_G.mean;
  std::copy(six_G.begin(), six_G.end(), mean.begin());
  return moved(x_G, mean, t.stm, white_acceleration(psd_m2_s3, dt_s));
}

Estimate predict(const Estimate& x_G, double dt_s, double psd_m2_s3) {
  if (dt_s == 0) return x_G;
  if (in_air(x_G)) return through_air(x_G, dt_s, psd_m2_s3);
  Estimate to = predict_without_air(x_G, dt_s, psd_m2_s3);
  return in_air(to) ? through_air(x_G, dt_s, psd_m2_s3) : to;
}

Gaussian<6> mixture(const std::vector<Weighted>& parts) {
  double sum = 0;
  for (const Weighted& p : parts) sum += p.weight;
  Gaussian<6> all;
  for (const Weighted& p : parts) all.mean = plus(all.mean, scaled(p.weight / sum, p.x.mean));
  for (const Weighted& p : parts) {
    const VecN<6> d = minus(p.x.mean, all.mean);
    all.cov = all.cov + (p.weight / sum) * (p.x.cov + outer(d, d));
  }
  return all;
}

} // namespace dewline::track
