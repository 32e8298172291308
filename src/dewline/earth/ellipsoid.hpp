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
/// Geometric azimuth in [0, 2 pi), elevation and range of an Earth-fixed point from a place.
AzElRange az_el_range(const Geodetic& site, const Vec3& p_EO_E);
/// Direction in L from azimuth and elevation.
Vec3 enu_direction(double az_rad, double el_rad);

/// Geodesic on the ellipsoid (GeographicLib).
struct Course {
  double distance_m = 0, az_start_rad = 0, az_end_rad = 0;
};
Course course(const Geodetic& from, const Geodetic& to);
/// The place reached from `from` along az for distance_m, at height 0.
Geodetic destination(const Geodetic& from, double az_rad, double distance_m);

} // namespace dewline::earth
