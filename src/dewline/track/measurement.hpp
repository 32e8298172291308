// What a radar face measures of a state: range, direction cosines and range rate, with exact derivatives.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::track {

/// A face at one instant, seen from the inertial frame: p_SO_S = R_SG p_EO_G - p_ES_S.
struct Face {
  Mat3 R_SG;
  Vec3 p_ES_S;
  Vec3 omega_G; ///< Earth's rotation [rad/s]
};
/// R_EG at the detection's validity; omega_E as earth::Orientation gives it.
Face face_at(const sense::Coverage& coverage, const Mat3& R_EG, const Vec3& omega_E);

/// Range [m] and direction cosines of a point, with derivatives by p_G.
struct Polar {
  double range_m = 0, u = 0, v = 0;
  Vec3 line_of_sight_G; ///< = d range / d p_G
  Vec3 du_G, dv_G;      ///< [1/m]
};
Polar polar(const Face& face, const Vec3& p_G);

/// Range rate [m/s] relative to the site on the turning Earth, with derivatives by p_G and v_G.
struct RangeRate {
  double range_rate_m_s = 0;
  Vec3 dp_G, dv_G;
};
RangeRate range_rate(const Face& face, const PosVel& x_G);

/// Variance of the direction's error, half its trace across the line of sight [rad^2].
double angle_variance(const sense::Detection& z);
/// sigma_r^2 + (r sigma_theta^2)^2 [m^2]: a range across an uncertain direction is a shell, not a plane; the
/// second term is the spread of the shell's sagitta (c1^2 + c2^2) / 2r for two cross-range errors of r
/// sigma_theta.
double range_variance(const sense::Detection& z);

/// The detection as a normal distribution of position [m] in G: linearised at the measured values, range
/// variance as above. Directions beyond the face's edge (w < 0.05) are taken at w = 0.05.
Gaussian<3> cartesian(const sense::Detection& z, const Face& face);

} // namespace dewline::track
