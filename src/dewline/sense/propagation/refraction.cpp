#include "dewline/sense/propagation/refraction.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <cstddef>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/sense/propagation/cubic_table.hpp"
#include "dewline/sense/propagation/ray_march.hpp"

namespace dewline::sense {
namespace {

constexpr double kHalfPi = 1.5707963267948966;

// Table axes: equal steps in y = log(1 + sqrt(dh / 1 km)) and x = log(1 + e / 1 deg). Both functions are
// smooth there: near the horizon they go with the square root of the height above the site.
constexpr std::size_t kNumHeights = 72, kNumElevations = 72;
constexpr double kTopDh_m = 5e6, kElevationScale_rad = 0.017453292519943295, kRootScale = 31.622776601683793;
const double kMaxY = std::log1p(std::sqrt(kTopDh_m) / kRootScale);
const double kMaxX = std::log1p(kHalfPi / kElevationScale_rad);

double excess_at(const Atmosphere& air, double h_m) {
  return 1e-6 * air.n0 * std::exp(-air.decay_per_m * h_m);
}

double root_at(double y) { return kRootScale * std::expm1(y); } // sqrt(dh)

/// Closes the triangle of site, end of the ray and Earth's centre. angle: at the centre; dh: end above site.
Ray close_triangle(double el_rad, double r0_m, double dh_m, double angle, double path_m) {
  const double r = r0_m + dh_m, sine = std::sin(0.5 * angle);
  Ray ray;
  // cos(angle) - r0/r without cancellation
  ray.true_el_rad = std::atan2(dh_m / r - 2 * sine * sine, std::sin(angle));
  ray.el_error_rad = el_rad - ray.true_el_rad;
  ray.true_range_m = std::sqrt(dh_m * dh_m + 4 * r0_m * r * sine * sine);
  ray.range_error_m = path_m - ray.true_range_m;
  return ray;
}

/// One ray: Bouguer's integrals over s = sqrt(height above the site), where the integrand is smooth even at
/// elevation 0.
class Bouguer {
 public:
  Bouguer(const Atmosphere& air, double el_rad, double site_h_m, double radius_m)
      : decay_(air.decay_per_m),
        excess0_(1e-6 * air.n0 * std::exp(-air.decay_per_m * site_h_m)),
        r0_(radius_m + site_h_m),
        invariant_((1 + excess0_) * r0_ * std::cos(el_rad)),
        lift_((1 + excess0_) * r0_ * 2 * std::pow(std::sin(0.5 * el_rad), 2)) {}

  /// Moves the end of the ray from s_from to s_to.
  void extend(double s_from, double s_to) {
    using Rule = boost::math::quadrature::gauss<double, 10>;
    const double middle = 0.5 * (s_from + s_to), half = 0.5 * (s_to - s_from);
    for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
      add(middle + half * Rule::abscissa()[i], half * Rule::weights()[i]);
      add(middle - half * Rule::abscissa()[i], half * Rule::weights()[i]);
    }
  }

  /// The ray as it stands, its end at height dh above the site.
  [[nodiscard]] Ray end(double el_rad, double dh_m) const {
    return close_triangle(el_rad, r0_, dh_m, angle_, path_);
  }
  [[nodiscard]] double angle() const { return angle_; }
  [[nodiscard]] double path_m() const { return path_; }

 private:
  void add(double s, double weight) {
    const double dh = s * s, r = r0_ + dh;
    const double less = excess0_ * std::expm1(-decay_ * dh); // n - n0 <= 0
    const double n = 1 + excess0_ + less;
    const double above = (1 + excess0_) * dh + less * r + lift_; // n r - invariant
    const double root = std::sqrt(above * (n * r + invariant_)); // n r sin(e)
    const double dr = 2 * s * weight;
    angle_ += invariant_ / (r * root) * dr;
    path_ += n * n * r / root * dr;
  }

  double decay_, excess0_, r0_, invariant_, lift_;
  double angle_ = 0, path_ = 0; ///< angle at the Earth's centre, group path
};

Stencil height_stencil(double dh_m) {
  const double y = std::log1p(std::sqrt(std::clamp(dh_m, 0.0, kTopDh_m)) / kRootScale);
  return {y / kMaxY * (kNumHeights - 1), kNumHeights};
}

Stencil elevation_stencil(double el_rad) {
  const double x = std::log1p(std::clamp(el_rad, 0.0, kHalfPi) / kElevationScale_rad);
  return {x / kMaxX * (kNumElevations - 1), kNumElevations};
}

/// From the site up to a height above it, in panels.
Bouguer rise(const Atmosphere& air, double el_rad, double dh_m, double site_h_m, double radius_m) {
  const double top = std::sqrt(dh_m), top_y = std::log1p(top / kRootScale);
  const int num_panels = 1 + static_cast<int>(top_y / 0.1);
  Bouguer ray(air, el_rad, site_h_m, radius_m);
  double from = 0;
  for (int i = 1; i <= num_panels; ++i) {
    const double to = i == num_panels ? top : root_at(top_y * i / num_panels);
    ray.extend(from, to);
    from = to;
  }
  return ray;
}

/// n r of the site less n r at a depth below it, without cancellation.
double drop_of_nr(const Atmosphere& air, double site_h_m, double radius_m, double depth_m) {
  const double excess = excess_at(air, site_h_m);
  const double r = radius_m + site_h_m - depth_m;
  DW_CHECK(excess_at(air, site_h_m - depth_m) * air.decay_per_m * r <
           1); // else a duct: no ray is lowest there
  return (1 + excess) * depth_m - excess * std::expm1(air.decay_per_m * depth_m) * r;
}

} // namespace

Ray trace(const Atmosphere& air, double apparent_el_rad, double target_h_m, double site_h_m,
          double earth_radius_m) {
  DW_CHECK(apparent_el_rad >= -kHalfPi && apparent_el_rad <= kHalfPi + 1e-12);
  DW_CHECK(earth_radius_m + site_h_m > 0);
  const double dh = target_h_m - site_h_m;
  DW_CHECK(apparent_el_rad < 0 || dh > 0);
  // Just above level the integrand bends sharply at the site: there the level ray's integral is the smooth
  // one.
  constexpr double kNearLevel_rad = 1e-3;
  if (apparent_el_rad == 0 || apparent_el_rad >= kNearLevel_rad)
    return rise(air, apparent_el_rad, dh, site_h_m, earth_radius_m).end(apparent_el_rad, dh);
  // Two level rays from the lowest point, which an upward ray has behind it: to the site and to the target.
  const double lowest = lowest_height_m(air, -std::abs(apparent_el_rad), site_h_m, earth_radius_m);
  DW_CHECK(target_h_m > lowest);
  const Bouguer site = rise(air, 0, std::max(site_h_m - lowest, 1e-12), lowest, earth_radius_m);
  const Bouguer target = rise(air, 0, target_h_m - lowest, lowest, earth_radius_m);
  const double sign = apparent_el_rad < 0 ? 1 : -1;
  return close_triangle(apparent_el_rad, earth_radius_m + site_h_m, dh, target.angle() + sign * site.angle(),
                        target.path_m() + sign * site.path_m());
}

Ray trace_to_range(const Atmosphere& air, double apparent_el_rad, double range_m, double site_h_m,
                   double earth_radius_m) {
  DW_CHECK(std::abs(apparent_el_rad) <= kHalfPi + 1e-12);
  DW_CHECK(range_m > 0 && earth_radius_m + site_h_m > 0);
  RayMarch ray(air, apparent_el_rad, site_h_m, earth_radius_m);
  constexpr double kFirst_m = 1e3,
                   kGrowth = 1.1; // steps grow with the range: the air's layers go by more slowly
  const auto no_loss = [](double) { return 0.0; };
  for (double to = kFirst_m; to < range_m; to *= kGrowth) ray.advance(to, no_loss);
  ray.advance(range_m, no_loss);
  return ray.ray();
}

double lowest_height_m(const Atmosphere& air, double apparent_el_rad, double site_h_m,
                       double earth_radius_m) {
  DW_CHECK(apparent_el_rad <= 0 && apparent_el_rad >= -kHalfPi && earth_radius_m + site_h_m > 0);
  const double nr = (1 + excess_at(air, site_h_m)) * (earth_radius_m + site_h_m);
  const double drop = nr * 2 * std::pow(std::sin(0.5 * apparent_el_rad), 2);
  double depth = drop;
  for (int i = 0; i < 60; ++i) { // n r grows by 0.7 to 1 a metre: this slope closes in from either side
    const double miss = drop - drop_of_nr(air, site_h_m, earth_radius_m, depth);
    depth += miss / 0.8;
    if (std::abs(miss) < 1e-10) break;
  }
  return site_h_m - depth;
}

double horizon_el_rad(const Atmosphere& air, double site_h_m, double surface_h_m, double earth_radius_m) {
  DW_CHECK(earth_radius_m + std::min(surface_h_m, site_h_m) > 0);
  if (!(site_h_m > surface_h_m)) return 0;
  const double nr = (1 + excess_at(air, site_h_m)) * (earth_radius_m + site_h_m);
  const double drop = drop_of_nr(air, site_h_m, earth_radius_m, site_h_m - surface_h_m);
  return -2 * std::asin(std::sqrt(std::max(0.0, 0.5 * drop / nr)));
}

Refraction::Refraction(const Atmosphere& air, double site_h_m, double earth_radius_m, double surface_h_m)
    : air_(air),
      site_h_m_(site_h_m),
      radius_m_(earth_radius_m),
      surface_h_m_(std::min(surface_h_m, site_h_m)),
      horizon_el_rad_(sense::horizon_el_rad(air, site_h_m, surface_h_m, earth_radius_m)),
      el_error_(kNumHeights * kNumElevations),
      range_error_(el_error_) {
  for (std::size_t j = 0; j < kNumElevations; ++j) {
    const double el = std::min(kHalfPi, kElevationScale_rad * std::expm1(kMaxX * j / (kNumElevations - 1)));
    Bouguer ray(air, el, site_h_m, earth_radius_m);
    double from = 0;
    for (std::size_t i = 1; i < kNumHeights; ++i) { // row 0, height 0: no error
      const double to = root_at(kMaxY * i / (kNumHeights - 1));
      ray.extend(from, to);
      const Ray end = ray.end(el, to * to);
      el_error_[i * kNumElevations + j] = end.el_error_rad;
      range_error_[i * kNumElevations + j] = end.range_error_m;
      from = to;
    }
  }
  tabulate_dip();
}

Refraction::Seen Refraction::at_apparent(double apparent_el_rad, double target_h_m) const {
  if (apparent_el_rad < 0 && horizon_el_rad_ < 0) return after_dip(apparent_el_rad, target_h_m);
  const Stencil rows = height_stencil(target_h_m - site_h_m_), columns = elevation_stencil(apparent_el_rad);
  return {apparent_el_rad, look_up(el_error_, kNumElevations, rows, columns),
          look_up(range_error_, kNumElevations, rows, columns)};
}

Refraction::Seen Refraction::seen(double true_el_rad, double target_h_m) const {
  const Stencil rows = height_stencil(target_h_m - site_h_m_);
  const auto error = [&](double apparent) {
    return look_up(el_error_, kNumElevations, rows, elevation_stencil(apparent));
  };
  // apparent - error(apparent) grows with apparent: a secant from the true elevation converges in a few
  // steps.
  double before = std::max(0.0, true_el_rad), miss_before = true_el_rad + error(before) - before;
  double apparent = before + miss_before;
  for (int i = 0; i < 6 && apparent > 0; ++i) {
    const double miss = true_el_rad + error(apparent) - apparent;
    if (std::abs(miss) < 1e-10 || miss == miss_before) break;
    const double next = apparent + miss * (apparent - before) / (miss_before - miss);
    before = std::exchange(apparent, next);
    miss_before = miss;
  }
  const Stencil columns = elevation_stencil(apparent);
  const double el_error = look_up(el_error_, kNumElevations, rows, columns);
  return {true_el_rad + el_error, el_error, look_up(range_error_, kNumElevations, rows, columns)};
}

double Refraction::height_m(double true_el_rad, double range_m) const {
  const double r0 = radius_m_ + site_h_m_;
  return std::sqrt(r0 * r0 + range_m * range_m + 2 * r0 * range_m * std::sin(true_el_rad)) - radius_m_;
}

double Refraction::range_m(double apparent_el_rad, double target_h_m) const {
  if (apparent_el_rad < 0 && apparent_el_rad >= horizon_el_rad_)
    return range_after_dip_m(apparent_el_rad, target_h_m);
  DW_CHECK(apparent_el_rad >= 0 && target_h_m >= site_h_m_);
  const double el = apparent_el_rad - at_apparent(apparent_el_rad, target_h_m).el_error_rad;
  const double r0 = radius_m_ + site_h_m_, dh = target_h_m - site_h_m_, up = r0 * std::sin(el);
  return std::sqrt(up * up + dh * (2 * r0 + dh)) - up;
}

} // namespace dewline::sense
