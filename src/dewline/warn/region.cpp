#include "dewline/warn/region.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "dewline/base/check.hpp"

namespace dewline::warn {
namespace {
using std::numbers::pi;

constexpr double kMaxEdge_m = 150e3; // an edge is drawn straight in the plane of the error: sagitta < 100 m
constexpr double kFar = 9;           // sigmas; exp(-kFar^2 / 2) = 3e-18
constexpr double kB_m = earth::kA_m * (1 - earth::kF);
constexpr double kE2 = earth::kF * (2 - earth::kF);

Vec3 on_ellipsoid(const Vec3& direction) {
  const Vec3 s{direction.x / earth::kA_m, direction.y / earth::kA_m, direction.z / kB_m};
  return direction / norm(s);
}
double angle(const Vec3& a, const Vec3& b) { return std::atan2(norm(cross(a, b)), dot(a, b)); }

/// The direction on a sphere of the ellipsoid's own area, on which areas keep their size.
Vec3 authalic(const Vec3& p_E) {
  const double sin_lat = [&] {
    const double t = p_E.z / (1 - kE2), w = std::hypot(p_E.x, p_E.y);
    return t / std::hypot(t, w);
  }();
  const double e = std::sqrt(kE2);
  const auto q = [&](double s) { return (1 - kE2) * (s / (1 - kE2 * s * s) + std::atanh(e * s) / e); };
  const double z = q(sin_lat) / q(1), w = std::sqrt(std::max(0.0, 1 - z * z)), r = std::hypot(p_E.x, p_E.y);
  return r > 0 ? Vec3{w * p_E.x / r, w * p_E.y / r, z} : Vec3{0, 0, z};
}
double authalic_radius2_m2() {
  const double e = std::sqrt(kE2);
  return earth::kA_m * earth::kA_m * (1 + (1 - kE2) * std::atanh(e) / e) / 2;
}
/// Signed excess of the spherical triangle a, b, c.
double excess(const Vec3& a, const Vec3& b, const Vec3& c) {
  return 2 * std::atan2(dot(a, cross(b, c)), 1 + dot(a, b) + dot(b, c) + dot(c, a));
}

std::vector<Vec3> divided(const std::vector<Vec3>& corners) {
  std::vector<Vec3> points;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Vec3 &a = corners[i], &b = corners[(i + 1) % corners.size()];
    const double arc = angle(a, b);
    const int n = std::max(1, static_cast<int>(std::ceil(arc * earth::kA_m / kMaxEdge_m)));
    for (int k = 0; k < n; ++k) {
      const double t = arc * k / n;
      points.push_back(on_ellipsoid(k == 0 ? a : std::sin(arc - t) * a + std::sin(t) * b));
    }
  }
  return points;
}
Vec3 mean_direction(const std::vector<Vec3>& directions) {
  Vec3 sum;
  for (const Vec3& d : directions) sum = sum + d;
  return unit(sum);
}

std::vector<earth::PlaceParams> drawn_circle(const earth::Geodetic& centre, double radius_m) {
  constexpr int n = 240;
  const double equal_area = std::sqrt(2 * pi / n / std::sin(2 * pi / n));
  std::vector<earth::PlaceParams> vertices;
  for (int i = 0; i < n; ++i) {
    const earth::Geodetic at = earth::destination(centre, -2 * pi * i / n, radius_m * equal_area);
    vertices.push_back({at.lat_rad, at.lon_rad, 0});
  }
  return vertices;
}

/// Where points of the ellipsoid lie from the mean, in a plane in which the error is standard normal.
class Plane {
 public:
  explicit Plane(const PlaceEstimate& place)
      : p_E_(earth::ecef({place.at.lat_rad, place.at.lon_rad, 0})), R_LE_(earth::enu_axes(place.at)) {
    const double s = std::sin(place.at.lat_rad), w2 = 1 - kE2 * s * s;
    curvature_east_ = std::sqrt(w2) / earth::kA_m;
    curvature_north_ = w2 * curvature_east_ / (1 - kE2);
    const double east = std::sqrt(std::max(1.0, place.var_east_m2)), slope = place.cov_east_north_m2 / (east * east);
    inv_east_ = 1 / east;
    slope_ = slope;
    inv_north_ = 1 / std::sqrt(std::max(1.0, place.var_north_m2 - slope * place.cov_east_north_m2));
  }
  struct Point {
    double x = 0, y = 0;
  };
  /// Normal-section azimuth and arc from the mean; the arc uses the curvature of that section at the mean.
  [[nodiscard]] Point operator()(const Vec3& point_E) const {
    const Vec3 d_L = R_LE_ * (point_E - p_E_);
    const double flat2 = d_L.x * d_L.x + d_L.y * d_L.y;
    if (!(flat2 > 0)) return {};
    const double curvature = (curvature_east_ * d_L.x * d_L.x + curvature_north_ * d_L.y * d_L.y) / flat2;
    const double half = std::min(1.0, 0.5 * curvature * norm(d_L));
    const double stretch = 2 * std::asin(half) / curvature / std::sqrt(flat2);
    const double east = d_L.x * stretch, north = d_L.y * stretch;
    return {east * inv_east_, (north - slope_ * east) * inv_north_};
  }

 private:
  Vec3 p_E_;
  Mat3 R_LE_;
  double curvature_east_ = 0, curvature_north_ = 0, inv_east_ = 0, inv_north_ = 0, slope_ = 0;
};

/// 1/(2 pi) of the integral of exp(-r^2/2) d theta along the edge a, b, and of d theta.
struct EdgeIntegral {
  double tail = 0, turn = 0;
};
/// Integral over t in [ta, tb] of q exp(-(q^2 + t^2) / 2) / (q^2 + t^2) / (2 pi): Gauss-Legendre, for tb - ta < q, where
/// five points leave less than 1e-6 of the value; several times faster than Owen's T.
double short_tail(double q, double ta, double tb) {
  constexpr std::array<std::array<double, 2>, 5> kNodes{{{0, 0.5688888888888889},
                                                         {0.5384693101056831, 0.4786286704993665},
                                                         {-0.5384693101056831, 0.4786286704993665},
                                                         {0.9061798459386640, 0.2369268850561891},
                                                         {-0.9061798459386640, 0.2369268850561891}}};
  const double middle = 0.5 * (ta + tb), half = 0.5 * (tb - ta);
  double sum = 0;
  for (const auto& [x, weight] : kNodes) {
    const double t = middle + half * x, r2 = q * q + t * t;
    sum += weight * std::exp(-0.5 * r2) / r2;
  }
  return q * half * sum / (2 * pi);
}
EdgeIntegral integral(Plane::Point a, Plane::Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
  const double twice_area = a.x * b.y - a.y * b.x;
  const double turn = std::atan2(twice_area, a.x * b.x + a.y * b.y) / (2 * pi);
  if (!(length > 0)) return {};
  const double q = std::abs(twice_area) / length;
  if (q > kFar) return {0, turn};
  const double ta = (a.x * dx + a.y * dy) / length, tb = (b.x * dx + b.y * dy) / length;
  if (std::min(std::abs(ta), std::abs(tb)) > kFar && ta * tb > 0) return {0, turn};
  const double least = std::max(q, 1e-12); // T(q, t/q) -> sign(t)/4 on the edge itself
  const double tail = length < q ? short_tail(q, ta, tb)
                                 : boost::math::owens_t(least, tb / least) - boost::math::owens_t(least, ta / least);
  return {std::copysign(tail, std::signbit(twice_area) ? -1.0 : 1.0), turn};
}
/// Square of the distance of the edge a, b from the mean.
double distance2(Plane::Point a, Plane::Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(-(a.x * dx + a.y * dy) / length2, 0.0, 1.0) : 0;
  const double x = a.x + t * dx, y = a.y + t * dy;
  return x * x + y * y;
}
/// Calls f with both ends of every edge, in the plane of the error.
template <class F>
void each_edge(const std::vector<Vec3>& points_E, const PlaceEstimate& place, F&& f) {
  const Plane plane(place);
  const Plane::Point first = plane(points_E.front());
  Plane::Point a = first;
  for (std::size_t i = 1; i <= points_E.size(); ++i) {
    const Plane::Point b = i < points_E.size() ? plane(points_E[i]) : first;
    f(a, b);
    a = b;
  }
}
} // namespace

Region::Region(const AssetParams& params) {
  Problems problems;
  check(params, problems);
  DW_CHECK(problems.empty());
  if (params.radius_m) {
    circle_ = Circle{{*params.lat_rad, *params.lon_rad, 0}, *params.radius_m};
    add(drawn_circle(circle_->centre, circle_->radius_m));
  } else if (!params.polygon.empty()) {
    add(params.polygon);
  } else {
    for (const auto& outline : params.polygons) add(outline.vertices);
  }
}

void Region::add(const std::vector<earth::PlaceParams>& vertices) {
  Outline outline;
  for (const auto& v : vertices) outline.corners.push_back(unit(earth::ecef({v.lat_rad, v.lon_rad, 0})));
  outline.points_E = divided(outline.corners);
  const auto sum = [](const Outline& o) {
    const Vec3 middle = authalic(on_ellipsoid(mean_direction(o.corners)));
    double total = 0;
    for (std::size_t i = 0; i < o.points_E.size(); ++i)
      total += excess(middle, authalic(o.points_E[i]), authalic(o.points_E[(i + 1) % o.points_E.size()]));
    return total;
  };
  const double area_sr = sum(outline);
  if (area_sr < 0) {
    std::reverse(outline.corners.begin(), outline.corners.end());
    outline.points_E = divided(outline.corners);
  }
  outline.axis = mean_direction(outline.corners);
  for (const Vec3& p : outline.points_E) outline.cap_rad = std::max(outline.cap_rad, angle(outline.axis, p));
  area_m2_ += std::abs(area_sr) * authalic_radius2_m2();
  outlines_.push_back(std::move(outline));
}

/// Turns of the corners around the direction: a plane through it and an edge's two ends turns by less than pi.
bool Region::encloses(const Outline& outline, const Vec3& direction) {
  const Vec3 across = unit(std::abs(direction.z) < 0.9 ? cross({0, 0, 1}, direction) : cross({1, 0, 0}, direction));
  const Vec3 up = cross(direction, across);
  if (angle(outline.axis, direction) > outline.cap_rad) return false;
  double turn = 0;
  for (std::size_t i = 0; i < outline.corners.size(); ++i) {
    const Vec3 &a = outline.corners[i], &b = outline.corners[(i + 1) % outline.corners.size()];
    const double ax = dot(a, across), ay = dot(a, up), bx = dot(b, across), by = dot(b, up);
    turn += std::atan2(ax * by - ay * bx, ax * bx + ay * by);
  }
  return turn > pi;
}

bool Region::contains(const earth::Geodetic& at) const {
  if (circle_) return earth::course(circle_->centre, {at.lat_rad, at.lon_rad, 0}).distance_m <= circle_->radius_m;
  const Vec3 direction = unit(earth::ecef({at.lat_rad, at.lon_rad, 0}));
  return std::any_of(outlines_.begin(), outlines_.end(), [&](const Outline& o) { return encloses(o, direction); });
}

bool Region::far_off(const Outline& outline, const PlaceEstimate& place) {
  const double away = angle(unit(earth::ecef({place.at.lat_rad, place.at.lon_rad, 0})), outline.axis);
  return (away - outline.cap_rad) * 0.99 * kB_m > kFar * std::max(1.0, ellipse(place).major_m);
}

double Region::prob_inside(const Outline& outline, const PlaceEstimate& place) {
  if (far_off(outline, place)) return 0;
  const Vec3 mean = unit(earth::ecef({place.at.lat_rad, place.at.lon_rad, 0}));
  double tail = 0, turn = 0;
  each_edge(outline.points_E, place, [&](Plane::Point a, Plane::Point b) {
    const EdgeIntegral edge = integral(a, b);
    tail += edge.tail;
    turn += edge.turn;
  });
  // an outline around the far side of the Earth runs the other way round in the plane: it leaves out its outside
  if (angle(mean, outline.axis) > pi - outline.cap_rad && encloses(outline, -mean)) turn += 1;
  return std::clamp(std::round(turn) - tail, 0.0, 1.0);
}

double Region::prob_inside(const PlaceEstimate& place) const {
  double sum = 0;
  for (const Outline& outline : outlines_) sum += prob_inside(outline, place);
  return std::min(1.0, sum);
}

double Region::min_mahalanobis(const Outline& outline, const PlaceEstimate& place) {
  if (far_off(outline, place)) return std::numeric_limits<double>::infinity();
  if (encloses(outline, unit(earth::ecef({place.at.lat_rad, place.at.lon_rad, 0})))) return 0;
  double least2 = std::numeric_limits<double>::infinity();
  each_edge(outline.points_E, place,
            [&](Plane::Point a, Plane::Point b) { least2 = std::min(least2, distance2(a, b)); });
  const double least = std::sqrt(least2);
  return least > kFar ? std::numeric_limits<double>::infinity() : least;
}

double Region::min_mahalanobis(const PlaceEstimate& place) const {
  double least = std::numeric_limits<double>::infinity();
  for (const Outline& outline : outlines_) least = std::min(least, min_mahalanobis(outline, place));
  return least;
}

} // namespace dewline::warn
