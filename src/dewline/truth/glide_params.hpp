// A lifting glide after a boost or an arc, as a scenario states it.
#pragma once
#include <numbers>
#include <optional>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"

namespace dewline::truth {

/// From here on the vehicle is banked so.
struct BankPoint {
  double after_s = 0, bank_rad = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("after_s", &BankPoint::after_s, "time after the glide began", at_least(0)),
        required("bank_rad", &BankPoint::bank_rad, "bank angle, positive to the right",
                 between(-std::numbers::pi / 2, std::numbers::pi / 2))};
  }
};
static_assert(complete<BankPoint>());

/// Equilibrium glide: pull-up out of the descent, glide at a constant lift-to-drag ratio, terminal dive.
struct GlideParams {
  double lift_to_drag = 0;
  double ballistic_coefficient_kg_m2 = 0;
  std::vector<BankPoint> bank;
  static constexpr auto fields() {
    using G = GlideParams;
    return std::tuple{
        required("lift_to_drag", &G::lift_to_drag, "hypersonic lift-to-drag ratio", between(0.1, 6)),
        required("ballistic_coefficient_kg_m2", &G::ballistic_coefficient_kg_m2,
                 "mass / (drag coefficient x area) in the glide", between(100, 1e6)),
        field("bank", &G::bank, "bank schedule; empty: wings level")};
  }
};
static_assert(complete<GlideParams>());

} // namespace dewline::truth
