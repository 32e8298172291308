// A region on the ellipsoid and the probability that a place with an error lies in it.
#pragma once
#include <optional>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/warn/alert.hpp"
#include "dewline/warn/asset.hpp"

namespace dewline::warn {

/// A declared region: outlines on the ellipsoid, edges are arcs of planes through the Earth's centre (within
/// some metres of geodesics for edges of some hundred km, 1 km for 4,000 km along a parallel). No poles, no antimeridian: all work is on vectors.
/// An outline encloses the side that holds the mean of its corners' directions; less than a hemisphere.
class Region {
 public:
  /// Throws ContractError on parameters that `check` refuses.
  explicit Region(const AssetParams& params);

  /// Is the place inside? Exact for the edges as defined; a place on an edge may count either way.
  [[nodiscard]] bool contains(const earth::Geodetic& at) const;
  /// Area on the ellipsoid [m^2]; <= 1e-5 relative (tests/warn/region.cpp).
  [[nodiscard]] double area_m2() const { return area_m2_; }

  /// Probability that the place lies inside, its error normal in distance and azimuth from the mean:
  ///   P = [mean inside] - 1/(2 pi) closed integral over the outline of exp(-r^2 / 2) d theta,
  /// r and theta being polar coordinates in which the error is standard normal; along a straight edge at distance
  /// q from the mean the integral is a difference of Owen's T(q, a). Deterministic, no sampling; <= 1e-4 for
  /// polygons and 2e-4 for circles (240 corners of equal area) against closed forms (tests/warn/region.cpp). Errors under 1 m
  /// count as 1 m. An outline more than 9 sigma away is skipped: its probability is below 3e-18.
  [[nodiscard]] double prob_inside(const PlaceEstimate& place) const;
  /// Least Mahalanobis distance of the region from the mean [sigma], in the plane of prob_inside: 0 if the mean is
  /// inside, otherwise to the nearest point of the outline. prob_inside <= exp(-d^2 / 2), for the region lies
  /// wholly outside that ellipse. Infinity for outlines more than 9 sigma away, as prob_inside skips them.
  /// <= 1e-3 sigma against a closed form (tests/warn/region.cpp); circles as drawn (240 corners).
  [[nodiscard]] double min_mahalanobis(const PlaceEstimate& place) const;

 private:
  struct Outline {
    std::vector<Vec3> corners;  ///< directions from the Earth's centre, counter-clockwise seen from outside
    std::vector<Vec3> points_E; ///< on the ellipsoid, edges divided to kMaxEdge_m
    Vec3 axis;                  ///< of the cap that holds it
    double cap_rad = 0;
  };
  struct Circle {
    earth::Geodetic centre;
    double radius_m;
  };
  void add(const std::vector<earth::PlaceParams>& vertices);
  static bool encloses(const Outline& outline, const Vec3& direction);
  static bool far_off(const Outline& outline, const PlaceEstimate& place);
  static double prob_inside(const Outline& outline, const PlaceEstimate& place);
  static double min_mahalanobis(const Outline& outline, const PlaceEstimate& place);

  std::vector<Outline> outlines_;
  std::optional<Circle> circle_;
  double area_m2_ = 0;
};

} // namespace dewline::warn
