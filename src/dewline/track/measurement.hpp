// What a sensor's face measures of a state: range, direction cosines and range rate, with exact derivatives.
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
/// The face at the detection's validity t, R_EG then; omega_E as earth::Orientation gives it.
Face face_at(const sense::Coverage& coverage, Time t, const Mat3& R_EG, const Vec3& omega_E);

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

/// How far a point is from the measured line of sight, in metres across it at the point's range.
double across_m(const sense::Detection& z, const Face& face, const Vec3& p_G);

/// Variance of the direction's error, half its trace across the line of sight [rad^2].
double angle_variance(const sense::Detection& z);
/// sigma_r^2 + (r sigma_theta^2)^2 [m^2]: a range across an uncertain direction is a shell, not a plane; the
/// second term is the spread of the shell's sagitta (c1^2 + c2^2) / 2r for two cross-range errors of r
/// sigma_theta.
double range_variance(const sense::Detection& z);

/// Where along a line of sight a burning plume may be: its height is kPlumeHeight_m with a standard deviation of as
/// much (boosts burn from the cloud tops to 100 ... 300 km; assumption, ours), on the ellipsoid that is that much
/// larger; a line that misses it has its nearest point and half the length of the chord that it cuts out of the shell
/// twice as high. For starting a track only.
struct PlumeRange {
  double range_m = 0, sigma_m = 0;
};
inline constexpr double kPlumeHeight_m = 40e3;
PlumeRange plume_range(const Vec3& p_ES_G, const Vec3& direction_G);

/// The detection as a normal distribution of position [m] in G: linearised at the measured values, range
/// variance as above; that of a line of sight from plume_range. Directions beyond the face's edge (w < 0.05) are
/// taken at w = 0.05.
Gaussian<3> cartesian(const sense::Detection& z, const Face& face);

/// d p_G / d(range, u, v) at the measured values [m, m, m]; the range of a line of sight is plume_range's.
Mat3 place_by_measured(const sense::Detection& z, const Face& face);

} // namespace dewline::track
