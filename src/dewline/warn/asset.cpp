#include "dewline/warn/asset.hpp"

#include <cmath>
#include <string>

#include "dewline/base/vec.hpp"

namespace dewline::warn {
namespace {

/// On a sphere of latitudes as written: good enough to tell whether edges cross.
Vec3 direction(const earth::PlaceParams& p) {
  const double c = std::cos(p.lat_rad);
  return {c * std::cos(p.lon_rad), c * std::sin(p.lon_rad), std::sin(p.lat_rad)};
}
/// Do the arcs a-b and c-d cross at a point inside both?
bool cross_inside(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
  const Vec3 ab = cross(a, b), cd = cross(c, d);
  const double acb = -dot(ab, c), bda = dot(ab, d), cbd = -dot(cd, b), dac = dot(cd, a);
  constexpr double kRounding = 1e-15; // corners along one arc do not cross it
  const auto same_side = [&](double x) { return acb > 0 ? x > kRounding : x < -kRounding; };
  return std::abs(acb) > kRounding && same_side(bda) && same_side(cbd) && same_side(dac);
}
std::string at(std::size_t i) { return "[" + std::to_string(i) + "]"; }

void check_places(const std::vector<earth::PlaceParams>& v, Problems& problems) {
  if (v.size() < 3) return problems.add("", "", "an outline needs at least 3 corners, this one has " + std::to_string(v.size()));
  std::vector<Vec3> p;
  for (const auto& place : v) p.push_back(direction(place));
  const std::size_t n = v.size();
  for (std::size_t i = 0; i < n; ++i)
    if (norm(p[(i + 1) % n] - p[i]) < 1e-7)
      return problems.add(at((i + 1) % n), "", "is the same place as the corner before it",
                          i + 1 == n ? "the last corner joins the first by itself: leave the repeated one out" : "");
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 2; j < n; ++j)
      if ((j + 1) % n != i && cross_inside(p[i], p[(i + 1) % n], p[j], p[(j + 1) % n]))
        return problems.add(at(i), "", "the edge from here crosses the edge from corner " + at(j),
                            "give the corners in order along the outline");
}
} // namespace

void check(const AssetParams& a, Problems& problems) {
  const bool circle = a.lat_rad || a.lon_rad || a.radius_m;
  const int kinds = int{!a.polygon.empty()} + int{!a.polygons.empty()} + int{circle};
  if (kinds != 1)
    problems.add("", "", kinds == 0 ? "has no outline" : "has more than one kind of outline",
                 "give one of polygon, polygons, or lat, lon and radius");
  if (circle && !(a.lat_rad && a.lon_rad && a.radius_m))
    problems.add(!a.lat_rad ? "lat" : !a.lon_rad ? "lon" : "radius", "", "is missing: a circle needs lat, lon and radius");
  if (!a.polygon.empty()) problems.at("polygon", [&] { check_places(a.polygon, problems); });
  for (std::size_t i = 0; i < a.polygons.size(); ++i)
    problems.at("polygons" + at(i), [&] {
      problems.at("vertices", [&] { check_places(a.polygons[i].vertices, problems); });
    });
}

} // namespace dewline::warn
