#include "dewline/track/recorded/dynamics.hpp"

#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::track::recorded {
namespace {

constexpr Vec3 kOmega{0, 0, earth::kOmega_rad_s};

Mat3 axes_GL(const Origin& origin, double t_s) {
  const double c = std::cos(earth::kOmega_rad_s * t_s), s = std::sin(earth::kOmega_rad_s * t_s);
  return Mat3{{c, -s, 0, s, c, 0, 0, 0, 1}} * transpose(origin.R_LE);
}

/// [A 0; B A] P [A 0; B A]'
MatNM<6> turned(const Mat3& A, const Mat3& B, const MatNM<6>& P) {
  MatNM<6> T;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      T(i, j) = T(3 + i, 3 + j) = A(i, j);
      T(3 + i, j) = B(i, j);
    }
  return times_transposed(T * P, T);
}

Mat3 omega_times(const Mat3& A) {
  Mat3 B;
  for (std::size_t j = 0; j < 3; ++j) {
    const Vec3 column = cross(kOmega, {A(0, j), A(1, j), A(2, j)});
    for (std::size_t i = 0; i < 3; ++i) B(i, j) = column[i];
  }
  return B;
}

/// Axes agree with the Earth's at time 0; p_G = A (p_L + p_EL_L), v_G = A v_L + omega x p_G.
Gaussian<6> inertial(const Origin& origin, double t_s, const Gaussian<6>& x_L) {
  const Mat3 A = axes_GL(origin, t_s);
  const PosVel x = pos_vel(x_L.mean);
  const Vec3 p_G = A * (x.p + origin.R_LE * origin.p_EL_E);
  return {six({p_G, A * x.v + cross(kOmega, p_G)}), turned(A, omega_times(A), x_L.cov)};
}

Gaussian<6> local(const Origin& origin, double t_s, const Gaussian<6>& x_G) {
  const Mat3 A = axes_GL(origin, t_s), R_LG = transpose(A);
  const PosVel x = pos_vel(x_G.mean);
  const Vec3 p_L = R_LG * x.p - origin.R_LE * origin.p_EL_E;
  Mat3 B = R_LG * omega_times(Mat3::identity());
  for (double& b : B.a) b = -b;
  return {six({p_L, R_LG * (x.v - cross(kOmega, x.p))}), turned(R_LG, B, x_G.cov)};
}

} // namespace

Gaussian<6> BallisticModel::predicted(const State& x_L, const Step& step) const {
  const Origin& origin = *params_.origin;
  const Gaussian<6> x_G = track::predict(inertial(origin, step.from_s, x_L), step.dt_s, psd_m2_s3_);
  return local(origin, step.from_s + step.dt_s, x_G);
}

} // namespace dewline::track::recorded
