// A ray marched along its path: nothing special happens where it is level, so it may dip and rise again.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/sense/propagation/refraction.hpp"

namespace dewline::sense {

/// The ray equation d/ds (n t) = grad n in the ray's plane, with the site at the origin, x level and z up, by
/// Runge-Kutta's classic steps of fourth order. Group path and loss add up on the way.
class RayMarch {
 public:
  RayMarch(const Atmosphere& air, double apparent_el_rad, double site_h_m, double earth_radius_m)
      : air_(air), el_rad_(apparent_el_rad), radius_m_(earth_radius_m), r0_m_(earth_radius_m + site_h_m) {
    const double n = 1 + excess(site_h_m);
    state_ = {0, 0, n * std::cos(apparent_el_rad), n * std::sin(apparent_el_rad), 0, 0};
  }

  [[nodiscard]] double range_m() const { return std::hypot(state_[0], state_[1]); } ///< straight
  [[nodiscard]] double loss_db() const { return state_[5]; }
  [[nodiscard]] Ray ray() const {
    Ray ray;
    ray.true_el_rad = std::atan2(state_[1], state_[0]);
    ray.el_error_rad = el_rad_ - ray.true_el_rad;
    ray.true_range_m = range_m();
    ray.range_error_m = state_[4] - ray.true_range_m;
    return ray;
  }

  /// Moves the end of the ray to a straight range beyond where it is, to a micrometre or so.
  /// loss_db_m: attenuation at a height [m].
  template <class Loss>
  void advance(double to_range_m, const Loss& loss_db_m) {
    const double way = to_range_m - range_m();
    const double num_steps = std::clamp(std::ceil(way / kLongStep_m), 1.0, kMostSteps);
    for (double i = 0; i < num_steps; ++i) step(way / num_steps, loss_db_m);
    for (int i = 0; i < 3; ++i) { // the path is longer than the chord: a little remains
      const double range = range_m(), n = std::hypot(state_[2], state_[3]);
      const double along = (state_[0] * state_[2] + state_[1] * state_[3]) / (range * n);
      step((to_range_m - range) / along, loss_db_m);
    }
  }

 private:
  using State = std::array<double, 6>; ///< x, z, n t_x, n t_z, group path, loss
  static constexpr double kLongStep_m = 2e3, kMostSteps = 8;

  [[nodiscard]] double excess(double h_m) const { return 1e-6 * air_.n0 * std::exp(-air_.decay_per_m * h_m); }

  template <class Loss>
  State slope(const State& y, const Loss& loss_db_m) const {
    const double z = y[1] + r0_m_, r = std::hypot(y[0], z), h = r - radius_m_;
    const double more = excess(h), n = 1 + more, pull = -air_.decay_per_m * more / r;
    return {y[2] / n, y[3] / n, pull * y[0], pull * z, n, loss_db_m(h)};
  }

  template <class Loss>
  void step(double length_m, const Loss& loss_db_m) {
    const auto moved = [&](const State& slope, double by) {
      State y = state_;
      for (std::size_t i = 0; i < y.size(); ++i) y[i] += by * slope[i];
      return y;
    };
    const State a = slope(state_, loss_db_m), b = slope(moved(a, 0.5 * length_m), loss_db_m);
    const State c = slope(moved(b, 0.5 * length_m), loss_db_m), d = slope(moved(c, length_m), loss_db_m);
    for (std::size_t i = 0; i < state_.size(); ++i)
      state_[i] += length_m / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
  }

  Atmosphere air_;
  double el_rad_, radius_m_, r0_m_;
  State state_;
};

} // namespace dewline::sense
