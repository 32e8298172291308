// Lines of sight of a satellite past and onto the Earth's ellipsoid.
#pragma once
#include <optional>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

/// Where a line from p_ES_E along a direction (any length) first meets the WGS84 ellipsoid, its axes grown by
/// height_m; nothing if it passes by or points away.
std::optional<Vec3> meets_earth(const Vec3& p_ES_E, const Vec3& direction_E, double height_m = 0);

/// Height over the ellipsoid of the point of the whole line through S and O that is nearest to the Earth [m]
/// (in axes that make the ellipsoid a sphere), negative inside; `beyond`: O lies on the far side of that
/// point.
struct Passage {
  double height_m = 0;
  bool beyond = false;
  Vec3 p_E; ///< that point
};
Passage passage(const Vec3& p_ES_E, const Vec3& p_EO_E);

/// Where the line of sight of a detection meets the ellipsoid; if it passes by, its point nearest to the
/// Earth.
Vec3 ground_point(const Detection& detection, const Coverage& coverage);

/// Axes S of an infrared sensor as R_SE: z along z_E, x along z cross the Earth's axis (to the east when z
/// points at the nadir), y = z cross x (to the south). Over a pole x is E's x made level.
Mat3 axes_S(const Vec3& z_E);

/// The edge of what a cone of half angle half_angle_rad about z_E (any length) sees of the ellipsoid: the
/// cone's edge where it meets the Earth, elsewhere the limb; num_points places in order round z.
std::vector<earth::Geodetic> footprint(const Vec3& p_ES_E, const Vec3& z_E, double half_angle_rad,
                                       int num_points);

} // namespace dewline::sense
