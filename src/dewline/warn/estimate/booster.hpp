// How boosts look from outside, by class of booster: what a centre may know before it sees one.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace dewline::warn {

/// A boost at one instant, in the plane of its flight: height and way over ground from the launch [m], their
/// rates [m/s], the speed over ground as at the height flown.
struct BoostPoint {
  double h_m = 0, way_m = 0, climb_m_s = 0, speed_m_s = 0;
};
/// One flight of a booster from ignition to its last burnout, in equal steps of time.
struct BoostCase {
  static constexpr std::size_t kSteps = 12;
  double burn_s = 0;
  std::array<BoostPoint, kSteps + 1> points;
  /// At age_s after ignition, linear between the steps (a kilometre of height between steps of an ICBM's
  /// burn).
  [[nodiscard]] BoostPoint at(double age_s) const;
};
/// A class of boosters: near and far aims, flat and steep ones.
struct BoosterProfile {
  std::string_view name; ///< `three-stage solid, intercontinental`
  std::span<const BoostCase> cases;
};

std::vector<BoosterProfile> missile_profiles();
std::vector<BoosterProfile> rocket_profiles();
/// Every class there is: fictitious boosters of the library and others of our making (assumptions;
/// docs/models/impact-prediction.md says how they were made). Thread-safe.
std::span<const BoosterProfile> booster_profiles();

} // namespace dewline::warn
