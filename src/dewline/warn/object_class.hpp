// Doorway: what a body may be.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace dewline::warn {

/// The classes that a centre weighs (docs/models/classification.md). shorter: intermediate range and below.
enum class ObjectClass : std::uint8_t {
  icbm, slbm, shorter, sounding_rocket, space_launch, reentry, satellite, aircraft, cruise_missile, drone, false_event
};
constexpr auto enum_words(ObjectClass*) {
  using enum ObjectClass;
  return std::array{std::pair{icbm, "icbm"}, std::pair{slbm, "slbm-like"}, std::pair{shorter, "irbm-or-shorter"},
                    std::pair{sounding_rocket, "sounding-rocket"}, std::pair{space_launch, "space-launch"},
                    std::pair{reentry, "re-entering-object"}, std::pair{satellite, "satellite"},
                    std::pair{aircraft, "aircraft"}, std::pair{cruise_missile, "cruise-missile"},
                    std::pair{drone, "drone"}, std::pair{false_event, "false-event"}};
}
inline constexpr std::size_t kNumClasses = 11;

/// By class; they sum to 1. All 0: nothing is known.
using ClassProbabilities = std::array<double, kNumClasses>;

/// Ballistic missiles: what an attack by them consists of.
constexpr bool is_missile(ObjectClass c) {
  return c == ObjectClass::icbm || c == ObjectClass::slbm || c == ObjectClass::shorter;
}
inline double prob_missile(const ClassProbabilities& p) { return p[0] + p[1] + p[2]; }

} // namespace dewline::warn
