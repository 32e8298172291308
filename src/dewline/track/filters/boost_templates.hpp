// How boosts look from outside, by class: what a tracker may know before it sees one. Track's own data, never
// truth's.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace dewline::track {

/// Where a boost is, in the plane of its flight: height [m], way over ground from the launch [m], and their
/// rates.
struct BoostPath {
  double height_m = 0, way_m = 0, climb_m_s = 0, speed_m_s = 0;
};
/// One instant of a template: the depressed, the nominal and the lofted flight.
struct BoostPoint {
  double time_s = 0;
  std::array<BoostPath, 3> cases;
};
/// A class of boosters from ignition to burnout. Three generic classes whose burn times and burnout speeds
/// are those of published class figures; their stages are fictitious (assumption; the fit stretches time by 5
/// % and lofts freely).
struct BoostTemplate {
  std::string_view name;
  const std::vector<BoostPoint>& points;
  [[nodiscard]] double burn_s() const { return points.back().time_s; }
};
std::span<const BoostTemplate> boost_templates();

/// The path time_s after ignition; loft -1 is the depressed flight, 0 the nominal, 1 the lofted, by a
/// parabola in between and beyond. Before ignition and after burnout the cubic of the nearest piece runs on.
BoostPath path_of(const BoostTemplate& t, double time_s, double loft);

} // namespace dewline::track
