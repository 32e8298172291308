// Refraction below 0 deg: what an elevated site sees between level and its horizon, and in front of it.
#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/sense/propagation/cubic_table.hpp"
#include "dewline/sense/propagation/ray_march.hpp"
#include "dewline/sense/propagation/refraction.hpp"

namespace dewline::sense {
namespace {

constexpr std::size_t kNumDips = 32;
constexpr double kTopRange_m = 1.2e7; // 5,000 km high above the horizon
const LogAxis& range_axis() {
  static const LogAxis axis(0, kTopRange_m, 10e3, 96);
  return axis;
}

Stencil dip_stencil(double apparent_el_rad, double horizon_el_rad) {
  const double share = std::clamp(apparent_el_rad, horizon_el_rad, 0.0) / horizon_el_rad;
  return {(1 - share) * (kNumDips - 1), kNumDips};
}

/// True elevation at which a point of radius r stands at a range from a site of radius r0.
double true_el_of_radius(double r0_m, double r_m, double range_m) {
  const double sine = ((r_m - r0_m) * (r_m + r0_m) - range_m * range_m) / (2 * r0_m * range_m);
  return std::asin(std::clamp(sine, -1.0, 1.0));
}

} // namespace

void Refraction::tabulate_dip() {
  if (!(horizon_el_rad_ < 0)) return;
  horizon_range_m_ = trace(air_, 0, site_h_m_, surface_h_m_, radius_m_).true_range_m;
  const LogAxis& axis = range_axis();
  const auto no_loss = [](double) { return 0.0; };
  for (std::size_t j = 0; j < kNumDips; ++j) {
    const double el = horizon_el_rad_ * (1 - static_cast<double>(j) / (kNumDips - 1));
    RayMarch ray(air_, el, site_h_m_, radius_m_);
    dip_el_error_.push_back(0);
    dip_range_error_.push_back(0);
    for (std::size_t i = 1; i < axis.count(); ++i) {
      ray.advance(axis.knot(i), no_loss);
      const Ray end = ray.ray();
      dip_el_error_.push_back(end.el_error_rad);
      dip_range_error_.push_back(end.range_error_m);
    }
  }
}

/// Errors at an apparent elevation between horizon and level (the nearer of them outside) and a range.
Refraction::Seen Refraction::dip_errors(double apparent_el_rad, double range_m) const {
  const Stencil rows = dip_stencil(apparent_el_rad, horizon_el_rad_), columns = range_axis().at(range_m);
  return {apparent_el_rad, look_up(dip_el_error_, range_axis().count(), rows, columns),
          look_up(dip_range_error_, range_axis().count(), rows, columns)};
}

Refraction::Seen Refraction::seen_at(double true_el_rad, double range_m) const {
  DW_CHECK(range_m > 0 && std::abs(true_el_rad) < 1.6);
  // Below level for certain if even the level ray's error does not lift it there: saves the search above.
  const bool sunk =
      true_el_rad < 0 && horizon_el_rad_ < 0 && true_el_rad + dip_errors(0, range_m).el_error_rad < 0;
  if (!sunk) {
    const Seen risen = seen(true_el_rad, height_m(true_el_rad, range_m));
    if (risen.apparent_el_rad >= 0 || !(horizon_el_rad_ < 0)) return risen;
  }
  const Seen level = dipped(true_el_rad, range_m);
  const bool before = level.apparent_el_rad < horizon_el_rad_ && range_m < horizon_range_m_;
  return before ? before_horizon(true_el_rad, range_m) : level;
}

/// By the table: apparent - error(apparent) = true elevation, by a secant as in seen(). Beyond the horizon
/// the errors stay the horizon ray's.
Refraction::Seen Refraction::dipped(double true_el_rad, double range_m) const {
  const Stencil columns = range_axis().at(range_m);
  const auto miss_at = [&](double el) {
    const Stencil rows = dip_stencil(el, horizon_el_rad_);
    return true_el_rad + look_up(dip_el_error_, range_axis().count(), rows, columns) - el;
  };
  double before = std::clamp(true_el_rad, horizon_el_rad_, 0.0), miss_before = miss_at(before);
  double apparent = before + miss_before;
  for (int i = 0; i < 6; ++i) {
    const double miss = miss_at(apparent);
    if (std::abs(miss) < 1e-11 || miss == miss_before) break;
    const double next = apparent + miss * (apparent - before) / (miss_before - miss);
    before = std::exchange(apparent, next);
    miss_before = miss;
  }
  Seen seen = dip_errors(apparent, range_m);
  seen.apparent_el_rad = true_el_rad + seen.el_error_rad;
  return seen;
}

/// In front of the horizon, looking down on what stands before the ground: the ray is a short arc over its
/// chord. Error at the site: 1/R integral of (R - s) K ds with K = -n'/n cos(e) the ray's curvature along the
/// chord raised by the arc's own rise over it; excess path: integral of (n - 1) ds, and half the integral of
/// the arc's slope squared, by which it is longer than the chord.
Refraction::Seen Refraction::before_horizon(double true_el_rad, double range_m) const {
  using Rule = boost::math::quadrature::gauss<double, 10>;
  const double level = (radius_m_ + site_h_m_) * std::cos(true_el_rad);
  const auto bend_and_excess = [&](double h_m) {
    const double excess = 1e-6 * air_.n0 * std::exp(-air_.decay_per_m * h_m);
    return std::pair(air_.decay_per_m * excess / (1 + excess) * level / (radius_m_ + h_m), excess);
  };
  // Three curvatures give the arc's rise over its chord: first at the ends, then in the middle of the arc.
  const double near = bend_and_excess(site_h_m_).first;
  const double far = bend_and_excess(height_m(true_el_rad, range_m)).first, range2 = range_m * range_m;
  const double middle_h_m = height_m(true_el_rad, 0.5 * range_m) + range2 * (near + far) / 16;
  const double middle = bend_and_excess(middle_h_m).first;
  const double b = 4 * middle - 3 * near - far, c = 2 * (near + far - 2 * middle);
  double error = 0, far_error = 0, excess_path = 0;
  for (std::size_t i = 0; i < Rule::abscissa().size(); ++i)
    for (const double side : {-1.0, 1.0}) {
      const double t = 0.5 * (1 + side * Rule::abscissa()[i]), s = t * range_m;
      const double rise = range2 * t * (1 - t) * (near / 2 + b * (1 + t) / 6 + c * (1 + t + t * t) / 12);
      const auto [bend, excess] = bend_and_excess(height_m(true_el_rad, s) + rise);
      const double weight = 0.5 * range_m * Rule::weights()[i];
      error += weight * (1 - t) * bend;
      far_error += weight * t * bend;
      excess_path += weight * excess;
    }
  const double slope2 = error * error - error * far_error + far_error * far_error;
  return {true_el_rad + error, error, excess_path + slope2 * range_m / 6};
}

double Refraction::least_apparent_el_rad(double range_m) const {
  DW_CHECK(range_m > 0);
  if (!(range_m < horizon_range_m_)) return horizon_el_rad_;
  const double ground_el = true_el_of_radius(radius_m_ + site_h_m_, radius_m_ + surface_h_m_, range_m);
  return std::min(horizon_el_rad_, before_horizon(ground_el, range_m).apparent_el_rad);
}

Refraction::Seen Refraction::after_dip(double apparent_el_rad, double target_h_m) const {
  const double el = std::max(apparent_el_rad, horizon_el_rad_);
  Seen seen = dip_errors(el, range_after_dip_m(el, target_h_m));
  seen.apparent_el_rad = apparent_el_rad;
  return seen;
}

/// The farther range at which a ray that dips passes a height.
double Refraction::range_after_dip_m(double apparent_el_rad, double target_h_m) const {
  const double lowest = lowest_height_m(air_, apparent_el_rad, site_h_m_, radius_m_);
  DW_CHECK(target_h_m >= lowest);
  const auto above = [&](double range_m) {
    return height_m(apparent_el_rad - dip_errors(apparent_el_rad, range_m).el_error_rad, range_m) -
           target_h_m;
  };
  const double first = trace(air_, 0, site_h_m_, std::min(lowest, site_h_m_ - 1e-6), radius_m_).true_range_m;
  if (above(first) >= 0) return first; // the target is the lowest point, to the table's accuracy
  std::uintmax_t max_steps = 100;
  const auto close = [](double a, double b) { return std::abs(b - a) < 1e-4; };
  DW_CHECK(above(kTopRange_m) > 0);
  const auto [low, high] = boost::math::tools::toms748_solve(above, first, kTopRange_m, close, max_steps);
  return 0.5 * (low + high);
}

} // namespace dewline::sense
