// Simulated time: int64 nanoseconds since the scenario epoch.
#pragma once
#include <chrono>
#include <cstdint>

namespace dewline {

/// The simulated clock. It cannot be asked for the time: wall time cannot leak into a result.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<SimClock>;
  static constexpr bool is_steady = true;
  static time_point now() = delete;
};

using Time = SimClock::time_point;   ///< an instant, counted from the scenario epoch
using Duration = SimClock::duration; ///< a span of simulated time

inline constexpr Duration kTick{1}; ///< the least time between two instants: 1 ns

/// Seconds of a span, as double: for kernels only (named `dt_s` there).
constexpr double seconds(Duration d) { return static_cast<double>(d.count()) * 1e-9; }
/// Seconds since the scenario epoch, as double.
constexpr double seconds(Time t) { return seconds(t.time_since_epoch()); }

/// The span nearest to `s` seconds; |s| <= 9.2e9 (292 years), NaN and beyond are clamped to the ends.
constexpr Duration duration_from_s(double s) {
  constexpr double kMax = 9.2e18;
  const double ns = s * 1e9;
  if (!(ns < kMax)) return Duration::max();
  if (!(ns > -kMax)) return Duration::min();
  return Duration{static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5)};
}
/// The instant `s` seconds after the scenario epoch.
constexpr Time time_from_s(double s) { return Time{duration_from_s(s)}; }

inline constexpr Time kNever = Time::max(); ///< later than every event

} // namespace dewline
