// Ballistic motion of a track: gravity with J2, its gradient, state transition and process noise.
#pragma once
#include "dewline/base/vec.hpp"

namespace dewline::track {

/// Acceleration [m/s^2] and its gradient da/dp [1/s^2] at a point.
struct FieldAt {
  Vec3 accel_m_s2;
  Mat3 gradient;
};
/// Point mass and J2 at p_G (z taken as the pole; the pole of date is 0.1 to 0.2 deg from GCRF's z, which
/// moves the J2 term by less than 1e-4 m/s^2). Agrees with earth::gravity(p, j2): tests/track/motion.cpp.
FieldAt gravity_with_gradient(const Vec3& p_G);

/// The longest Runge-Kutta step [s]; below 1 cm a minute at any height.
inline constexpr double kMaxStep_s = 30;

/// State after dt_s (either sign): classical Runge-Kutta in equal steps of at most kMaxStep_s.
PosVel coast(const PosVel& x_G, double dt_s);

/// State after dt_s and d(state after)/d(state before), integrated by the same steps.
struct Transition {
  PosVel x_G;
  MatNM<6> stm;
};
Transition transition(const PosVel& x_G, double dt_s);

/// Covariance of white acceleration of spectral density psd_m2_s3 (each axis) over |dt_s|:
/// psd [[dt^3/3, dt^2/2], [dt^2/2, dt]].
MatNM<6> white_acceleration(double psd_m2_s3, double dt_s);

/// Mean and covariance after dt_s (either sign; noise is added for either).
Gaussian<6> predict(const Gaussian<6>& x_G, double dt_s, double psd_m2_s3);

inline PosVel pos_vel(const VecN<6>& x) { return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}; }
inline VecN<6> six(const PosVel& x) { return {x.p.x, x.p.y, x.p.z, x.v.x, x.v.y, x.v.z}; }

} // namespace dewline::track
