// Declared regions and places: what an impact would threaten.
#pragma once
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/earth/place.hpp"

namespace dewline::warn {

/// One closed outline of a region that has several: an island, an exclave.
struct OutlineParams {
  std::string name;                         ///< for people: `novaya-zemlya`
  std::vector<earth::PlaceParams> vertices; ///< at least three, either way round; the last joins the first

  static constexpr auto fields() {
    return std::tuple{field("name", &OutlineParams::name, "what this outline is, for people"),
                      required("vertices", &OutlineParams::vertices,
                            "corners in order; the last joins the first")};
  }
};
static_assert(complete<OutlineParams>());

/// A region of one centre: one polygon, several polygons that do not overlap, or a circle.
struct AssetParams {
  std::string of;
  double weight = 1;
  std::vector<earth::PlaceParams> polygon;
  std::vector<OutlineParams> polygons;
  std::optional<double> lat_rad, lon_rad, radius_m;

  static constexpr auto fields() {
    return std::tuple{
        required("of", &AssetParams::of, "the centre that must warn about it"),
        field("weight", &AssetParams::weight, "what it counts in the threat picture", between(0, 1)),
        field("polygon", &AssetParams::polygon, "one outline: corners in order, the last joins the first"),
        field("polygons", &AssetParams::polygons, "several outlines that do not overlap: mainland, islands"),
        field("lat_rad", &AssetParams::lat_rad,
              "latitude of a circle's centre", between(-1.5707963267948966, 1.5707963267948966)),
        field("lon_rad", &AssetParams::lon_rad,
              "longitude of a circle's centre", between(-3.1415926535897936, 6.283185307179587)),
        field("radius_m", &AssetParams::radius_m,
              "radius of the circle, along the ellipsoid", between(1, 9e6))};
  }
};
static_assert(complete<AssetParams>());

/// Cross-field rules: exactly one kind of outline, corners apart, no edge that crosses another.
void check(const AssetParams& asset, Problems& problems);

} // namespace dewline::warn
