#include "dewline/record/metrics/crlb.hpp"

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/matrix.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::record {
namespace {

/// (M^-1 + Q)^-1 with Q = L L': M - M L (I + L' M L)^-1 L' M, which needs no inverse of M.
MatNM<6> after_noise(const MatNM<6>& M, const MatNM<6>& Q) {
  const Cholesky<6> of_Q(Q);
  DW_CHECK(of_Q.ok);
  const MatNM<6> ML = M * of_Q.L;
  MatNM<6> sum = identity<6>() + transpose(of_Q.L) * ML;
  symmetrise(sum);
  MatNM<6> J = M - times_transposed(ML * Cholesky<6>(sum).inverse(), ML);
  symmetrise(J);
  return J;
}

void add(MatNM<6>& J, const Vec3& dp, const Vec3& dv, double sigma) {
  const VecN<6> h{dp.x, dp.y, dp.z, dv.x, dv.y, dv.z};
  J = J + 1 / (sigma * sigma) * outer(h, h);
}

double root_trace(const MatNM<6>& m, std::size_t first) {
  return std::sqrt(m(first, first) + m(first + 1, first + 1) + m(first + 2, first + 2));
}

} // namespace

BallisticBound::BallisticBound(const PosVel& truth_G, const MatNM<6>& information)
    : truth_G_(truth_G), information_(information) {}

void BallisticBound::advance(double dt_s, double psd_m2_s3) {
  DW_CHECK(std::isfinite(dt_s) && psd_m2_s3 >= 0);
  truth_G_ = track::coast(truth_G_, dt_s);
  const MatNM<6> back = track::transition(truth_G_, -dt_s).stm; // F^-1
  MatNM<6> M = transpose(back) * information_ * back;
  symmetrise(M);
  const bool noisy = psd_m2_s3 > 0 && dt_s != 0;
  information_ = noisy ? after_noise(M, track::white_acceleration(psd_m2_s3, dt_s)) : M;
}

void BallisticBound::take(const track::Face& face, const MeasurementNoise& noise) {
  DW_CHECK(noise.sigma_range_m > 0 && noise.sigma_u > 0 && noise.sigma_v > 0 &&
           noise.sigma_range_rate_m_s >= 0);
  const track::Polar at = track::polar(face, truth_G_.p);
  add(information_, at.line_of_sight_G, {}, noise.sigma_range_m);
  add(information_, at.du_G, {}, noise.sigma_u);
  add(information_, at.dv_G, {}, noise.sigma_v);
  if (noise.sigma_range_rate_m_s == 0) return;
  const track::RangeRate rate = track::range_rate(face, truth_G_);
  add(information_, rate.dp_G, rate.dv_G, noise.sigma_range_rate_m_s);
}

MatNM<6> BallisticBound::covariance() const {
  const Cholesky<6> factor(information_);
  DW_CHECK(factor.ok);
  for (std::size_t i = 0; i < 6; ++i) // a pivot that is rounding alone
    DW_CHECK(factor.L(i, i) * factor.L(i, i) > 1e-13 * information_(i, i));
  return factor.inverse();
}

double position_bound_m(const MatNM<6>& covariance) { return root_trace(covariance, 0); }
double velocity_bound_m_s(const MatNM<6>& covariance) { return root_trace(covariance, 3); }

} // namespace dewline::record
