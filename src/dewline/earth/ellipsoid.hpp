// WGS84 ellipsoid: geodetic and Earth-fixed coordinates, local level axes.
#pragma once
#include "dewline/base/vec.hpp"

namespace dewline::earth {

inline constexpr double kA_m = 6378137.0;               ///< WGS84 semi-major axis [m]
inline constexpr double kF = 1.0 / 298.257223563;       ///< WGS84 flattening
inline constexpr double kOmega_rad_s = 7.292115146706979e-5; ///< Earth rotation rate [rad/s] (IERS)

/// A place: geodetic latitude, longitude (east positive), height above the ellipsoid.
struct Geodetic {
  double lat_rad = 0, lon_rad = 0, h_m = 0;
};

/// Geodetic to Earth-fixed. GeographicLib; <= 1e-6 m against the reference table.
Vec3 ecef(const Geodetic& at);
/// Earth-fixed to geodetic; any point, the centre included.
Geodetic geodetic(const Vec3& p_EO_E);
/// Rows east, north, up at the place: turns E components into local L components (R_LE).
Mat3 enu_axes(const Geodetic& at);

/// Azimuth clockwise from north, elevation up, slant range.
struct AzElRange {
  double az_rad = 0, el_rad = 0, range_m = 0;
};
/// Geometric azimuth in [0, 2 pi) [rad], elevation [rad] and range [m] of an Earth-fixed point [m] from a
/// place, no refraction. Straight up or down the azimuth means nothing. To the printed digits of
/// frames_site_enu_azel.csv (known_earth, SiteTable). Throws nothing.
AzElRange az_el_range(const Geodetic& site, const Vec3& p_EO_E);
/// Unit vector in L (east, north, up) from azimuth and elevation [rad].
Vec3 enu_direction(double az_rad, double el_rad);

/// A geodesic on the ellipsoid: its length [m] and its azimuths [rad] at both ends, clockwise from north, in
/// [0, 2 pi).
struct Course {
  double distance_m = 0, az_start_rad = 0, az_end_rad = 0;
};
/// The shortest way between two places at height 0 (their heights are ignored). GeographicLib's inverse
/// problem: the example of its documentation to the printed digits (known_earth, Geodesic); there and back
/// 1e-6 m (laws_earth). Throws nothing; a latitude beyond the poles gives NaN.
Course course(const Geodetic& from, const Geodetic& to);
/// The place reached from `from` along az_rad [rad, clockwise from north] for distance_m [m], at height 0.
/// GeographicLib's direct problem; accuracy and limits as course().
Geodetic destination(const Geodetic& from, double az_rad, double distance_m);

} // namespace dewline::earth
