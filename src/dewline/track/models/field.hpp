// Accelerations in the Earth's field and their derivatives by place and velocity: gravity, the turning axes,
// drag.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/track/models/flight.hpp"

namespace dewline::track {

/// An acceleration [m/s^2] with its derivatives.
struct Pull {
  Vec3 a;
  Mat3 by_p, by_v;
};
Mat3 operator+(const Mat3& a, const Mat3& b);
Mat3 operator*(double s, const Mat3& a);
Mat3 outer(const Vec3& a, const Vec3& b);
/// [w x]
Mat3 cross_matrix(const Vec3& w);

inline Pull operator+(const Pull& a, const Pull& b) {
  return {a.a + b.a, a.by_p + b.by_p, a.by_v + b.by_v};
}

/// Gravity with J2, and the accelerations of turning axes.
Pull field_pull(const Vec3& p, const Vec3& v, Axes axes);

/// Density [kg/m^3] at p and its gradient. Height is the distance along p from the ellipsoid, which is within
/// 1 m of the geodetic height to 100 km.
struct AirAt {
  double density_kg_m3;
  Vec3 gradient;
};
AirAt air(const Vec3& p);

/// Speed against the air and its derivative by p (by v it is the unit matrix).
struct Wind {
  Vec3 u;
  Mat3 by_p;
};
Wind against_air(const Vec3& p, const Vec3& v, Axes axes);

/// Drag -rho |u| u / 2b; its derivative by ln(b) is -a.
Pull drag(const Vec3& p, const Vec3& v, double log_beta, Axes axes);

/// Lift of n_up and n_side times the drag, with the derivatives by both ratios.
struct Lift {
  Pull pull;
  Vec3 by_up, by_side;
};
Lift lift(const Vec3& p, const Vec3& v, double log_beta, double n_up, double n_side, Axes axes);

} // namespace dewline::track
