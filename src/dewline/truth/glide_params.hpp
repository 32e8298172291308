// A lifting glide after a boost or an arc, as a scenario states it.
#pragma once
#include <numbers>
#include <optional>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"

namespace dewline::truth {

/// From here on the vehicle is banked so, until the next point or the dive.
struct BankPoint {
  double after_s = 0, bank_rad = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("after_s", &BankPoint::after_s, "time after the glide began", at_least(0)),
        required("bank_rad", &BankPoint::bank_rad, "bank angle, positive to the right",
                 between(-75 * std::numbers::pi / 180, 75 * std::numbers::pi / 180))};
  }
};
static_assert(complete<BankPoint>());

/// What ends the glide: at most one of speed, height, after, range; none: a speed of 1,500 m/s, about Mach 5,
/// below which a hypersonic lift-to-drag ratio no longer stands.
struct DiveParams {
  std::optional<double> speed_m_s, height_m, after_s, range_m;
  double angle_rad = std::numbers::pi / 4;
  static constexpr auto fields() {
    using D = DiveParams;
    return std::tuple{
        field("speed_m_s", &D::speed_m_s, "when the speed relative to the Earth has fallen to this",
              between(100, 8000)),
        field("height_m", &D::height_m, "when the height has fallen to this", between(1e3, 80e3)),
        field("after_s", &D::after_s, "time after the glide began", between(0, 20000)),
        field("range_m", &D::range_m, "distance over ground from where the glide began", between(0, 19.5e6)),
        field("angle_rad", &D::angle_rad, "angle below the horizon that the lift turns it to; default 45 deg",
              between(std::numbers::pi / 36, 85 * std::numbers::pi / 180))};
  }
};
static_assert(complete<DiveParams>());

/// Equilibrium glide: pull-up out of the descent, glide at a constant lift-to-drag ratio, terminal dive.
struct GlideParams {
  double lift_to_drag = 0;
  double ballistic_coefficient_kg_m2 = 0;
  double pull_up_height_m = 80e3;
  std::optional<double> pull_up_ballistic_coefficient_kg_m2;
  double max_load_factor = 10;
  std::vector<BankPoint> bank;
  DiveParams dive;
  static constexpr auto fields() {
    using G = GlideParams;
    return std::tuple{
        required("lift_to_drag", &G::lift_to_drag, "hypersonic lift-to-drag ratio", between(0.1, 6)),
        required("ballistic_coefficient_kg_m2", &G::ballistic_coefficient_kg_m2,
                 "mass / (drag coefficient x area) in the glide; the descent before it falls with the same",
                 between(100, 1e6)),
        field("pull_up_height_m", &G::pull_up_height_m,
              "height on the way down from which the lift is used; default 80 km", between(20e3, 150e3)),
        field("pull_up_ballistic_coefficient_kg_m2", &G::pull_up_ballistic_coefficient_kg_m2,
              "the same until the path has levelled off: smaller at a high angle of attack; default as in "
              "the glide",
              between(10, 1e6)),
        field("max_load_factor", &G::max_load_factor,
              "greatest lift, in multiples of the weight at 9.80665 m/s2; default 10", between(1.5, 100)),
        field("bank", &G::bank, "bank schedule in order of time; empty: wings level"),
        field("dive", &G::dive, "what ends the glide, and how steeply; default at 1,500 m/s, 45 deg")};
  }
};
static_assert(complete<GlideParams>());

} // namespace dewline::truth
