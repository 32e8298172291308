#include "dewline/earth/ellipsoid.hpp"

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>
#include <cmath>
#include <numbers>

#include "dewline/earth/place.hpp"

namespace dewline::earth {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kE2 = kF * (2 - kF); ///< first eccentricity squared

/// An angle in (-2 pi, 2 pi) brought into [0, 2 pi).
double full_circle(double angle_rad) {
  if (angle_rad >= 0) return angle_rad;
  const double turned = angle_rad + 2 * std::numbers::pi;
  return turned < 2 * std::numbers::pi ? turned : 0; // a tiny negative angle rounds up to 2 pi
}

} // namespace

Vec3 ecef(const Geodetic& at) {
  const double s = std::sin(at.lat_rad), c = std::cos(at.lat_rad);
  const double n_m = kA_m / std::sqrt(1 - kE2 * s * s); // prime vertical radius
  const double equatorial_m = (n_m + at.h_m) * c;
  return {equatorial_m * std::cos(at.lon_rad), equatorial_m * std::sin(at.lon_rad),
          (n_m * (1 - kE2) + at.h_m) * s};
}

Geodetic geodetic(const Vec3& p_EO_E) {
  double lat_deg = 0, lon_deg = 0, h_m = 0;
  GeographicLib::Geocentric::WGS84().Reverse(p_EO_E.x, p_EO_E.y, p_EO_E.z, lat_deg, lon_deg, h_m);
  return {lat_deg * kDeg, lon_deg * kDeg, h_m};
}

Mat3 enu_axes(const Geodetic& at) {
  const double sin_lat = std::sin(at.lat_rad), cos_lat = std::cos(at.lat_rad);
  const double sin_lon = std::sin(at.lon_rad), cos_lon = std::cos(at.lon_rad);
  return {{-sin_lon, cos_lon, 0,                                 // east
           -sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat,      // north
           cos_lat * cos_lon, cos_lat * sin_lon, sin_lat}};      // up
}

AzElRange az_el_range(const Geodetic& site, const Vec3& p_EO_E) {
  const Vec3 enu = enu_axes(site) * (p_EO_E - ecef(site));
  return {full_circle(std::atan2(enu.x, enu.y)), std::atan2(enu.z, std::hypot(enu.x, enu.y)), norm(enu)};
}

Vec3 enu_direction(double az_rad, double el_rad) {
  const double c = std::cos(el_rad);
  return {c * std::sin(az_rad), c * std::cos(az_rad), std::sin(el_rad)};
}

Course course(const Geodetic& from, const Geodetic& to) {
  double distance_m = 0, start_deg = 0, end_deg = 0;
  GeographicLib::Geodesic::WGS84().Inverse(from.lat_rad / kDeg, from.lon_rad / kDeg, to.lat_rad / kDeg,
                                           to.lon_rad / kDeg, distance_m, start_deg, end_deg);
  return {distance_m, full_circle(start_deg * kDeg), full_circle(end_deg * kDeg)};
}

Geodetic destination(const Geodetic& from, double az_rad, double distance_m) {
  double lat_deg = 0, lon_deg = 0;
  GeographicLib::Geodesic::WGS84().Direct(from.lat_rad / kDeg, from.lon_rad / kDeg, az_rad / kDeg, distance_m,
                                          lat_deg, lon_deg);
  return {lat_deg * kDeg, lon_deg * kDeg, 0};
}

Geodetic to_geodetic(const PlaceParams& place) {
  return {place.lat_rad, std::remainder(place.lon_rad, 2 * std::numbers::pi), place.height_m};
}

} // namespace dewline::earth
