#include "dewline/sense/propagation/refraction.hpp"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <cstddef>
#include <utility>

#include "dewline/base/check.hpp"

namespace dewline::sense {
namespace {

constexpr double kHalfPi = 1.5707963267948966;

// Table axes: equal steps in y = log(1 + sqrt(dh / 1 km)) and x = log(1 + e / 1 deg). Both functions are
// smooth there: near the horizon they go with the square root of the height above the site.
constexpr std::size_t kNumHeights = 72, kNumElevations = 72;
constexpr double kTopDh_m = 5e6, kElevationScale_rad = 0.017453292519943295, kRootScale = 31.622776601683793;
const double kMaxY = std::log1p(std::sqrt(kTopDh_m) / kRootScale);
const double kMaxX = std::log1p(kHalfPi / kElevationScale_rad);

double root_at(double y) { return kRootScale * std::expm1(y); } // sqrt(dh)

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
    const double r = r0_ + dh_m, sine = std::sin(0.5 * angle_);
    Ray ray;
    // cos(angle) - r0/r without cancellation
    ray.true_el_rad = std::atan2(dh_m / r - 2 * sine * sine, std::sin(angle_));
    ray.el_error_rad = el_rad - ray.true_el_rad;
    ray.true_range_m = std::sqrt(dh_m * dh_m + 4 * r0_ * r * sine * sine);
    ray.range_error_m = path_ - ray.true_range_m;
    return ray;
  }

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

/// Cell and the four cubic (Lagrange) weights at position t of an axis with `count` knots a unit apart.
struct Stencil {
  std::size_t first;
  std::array<double, 4> w;
  Stencil(double t, std::size_t count) {
    const auto last = static_cast<double>(count - 4);
    first = static_cast<std::size_t>(std::clamp(std::floor(t) - 1, 0.0, last));
    const double a = t - static_cast<double>(first), b = a - 1, c = a - 2, d = a - 3;
    w = {-b * c * d / 6, a * c * d / 2, -a * b * d / 2, a * b * c / 6};
  }
};

Stencil height_stencil(double dh_m) {
  const double y = std::log1p(std::sqrt(std::clamp(dh_m, 0.0, kTopDh_m)) / kRootScale);
  return {y / kMaxY * (kNumHeights - 1), kNumHeights};
}

double look_up(const std::vector<double>& table, const Stencil& rows, const Stencil& columns) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double* row = &table[(rows.first + i) * kNumElevations + columns.first];
    sum += rows.w[i] *
           (columns.w[0] * row[0] + columns.w[1] * row[1] + columns.w[2] * row[2] + columns.w[3] * row[3]);
  }
  return sum;
}

Stencil elevation_stencil(double el_rad) {
  const double x = std::log1p(std::clamp(el_rad, 0.0, kHalfPi) / kElevationScale_rad);
  return {x / kMaxX * (kNumElevations - 1), kNumElevations};
}

} // namespace

Ray trace(const Atmosphere& air, double apparent_el_rad, double target_h_m, double site_h_m,
          double earth_radius_m) {
  DW_CHECK(apparent_el_rad >= 0 && apparent_el_rad <= kHalfPi + 1e-12);
  DW_CHECK(target_h_m > site_h_m && earth_radius_m + site_h_m > 0);
  const double top = std::sqrt(target_h_m - site_h_m), top_y = std::log1p(top / kRootScale);
  const int num_panels = 1 + static_cast<int>(top_y / 0.1);
  Bouguer ray(air, apparent_el_rad, site_h_m, earth_radius_m);
  double from = 0;
  for (int i = 1; i <= num_panels; ++i) {
    const double to = i == num_panels ? top : root_at(top_y * i / num_panels);
    ray.extend(from, to);
    from = to;
  }
  return ray.end(apparent_el_rad, target_h_m - site_h_m);
}

double horizon_el_rad(const Atmosphere& air, double site_h_m, double surface_h_m, double earth_radius_m) {
  DW_CHECK(earth_radius_m + std::min(surface_h_m, site_h_m) > 0);
  if (!(site_h_m > surface_h_m)) return 0;
  // 1 - cos(dip) from the difference of n r, whose digits a cosine near 1 would lose
  const double site_n = 1e-6 * air.n0 * std::exp(-air.decay_per_m * site_h_m);
  const double rise = site_h_m - surface_h_m;
  const double more_n = site_n * std::expm1(air.decay_per_m * rise);
  const double site_nr = (1 + site_n) * (earth_radius_m + site_h_m);
  const double drop = (1 + site_n) * rise - more_n * (earth_radius_m + surface_h_m);
  return -2 * std::asin(std::sqrt(std::max(0.0, 0.5 * drop / site_nr)));
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
}

Refraction::Seen Refraction::at_apparent(double apparent_el_rad, double target_h_m) const {
  const Stencil rows = height_stencil(target_h_m - site_h_m_), columns = elevation_stencil(apparent_el_rad);
  return {apparent_el_rad, look_up(el_error_, rows, columns), look_up(range_error_, rows, columns)};
}

Refraction::Seen Refraction::seen(double true_el_rad, double target_h_m) const {
  const Stencil rows = height_stencil(target_h_m - site_h_m_);
  const auto error = [&](double apparent) { return look_up(el_error_, rows, elevation_stencil(apparent)); };
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
  const double el_error = look_up(el_error_, rows, columns);
  return {true_el_rad + el_error, el_error, look_up(range_error_, rows, columns)};
}

double Refraction::height_m(double true_el_rad, double range_m) const {
  const double r0 = radius_m_ + site_h_m_;
  return std::sqrt(r0 * r0 + range_m * range_m + 2 * r0 * range_m * std::sin(true_el_rad)) - radius_m_;
}

double Refraction::range_m(double apparent_el_rad, double target_h_m) const {
  DW_CHECK(apparent_el_rad >= 0 && target_h_m >= site_h_m_);
  const double el = apparent_el_rad - at_apparent(apparent_el_rad, target_h_m).el_error_rad;
  const double r0 = radius_m_ + site_h_m_, dh = target_h_m - site_h_m_, up = r0 * std::sin(el);
  return std::sqrt(up * up + dh * (2 * r0 + dh)) - up;
}

} // namespace dewline::sense
