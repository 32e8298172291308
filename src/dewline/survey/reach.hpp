// How far a radar detects a target, by azimuth and elevation.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/survey/watcher.hpp"
#include "dewline/truth/body.hpp"

namespace dewline::survey {

/// What ends the range in a direction.
enum class End { detection, instrumented, field, height };
constexpr auto enum_words(End*) {
  return std::array{std::pair{End::detection, "detection"},
                    std::pair{End::instrumented, "instrumented range"},
                    std::pair{End::field, "field of regard"}, std::pair{End::height, "height"}};
}

struct ReachRequest {
  truth::Signature target; ///< taken nose-on where it depends on the aspect
  double prob_detect = 0.5; ///< of one look
  double az_step_rad = sense::kPi / 180, el_step_rad = sense::kPi / 180;
  Time at{}; ///< for jamming that comes and goes
};

/// One direction. Elevation is apparent: as the beam is pointed.
struct Reach {
  double az_rad = 0, el_rad = 0;
  double range_m = 0; ///< farthest at which Pd is reached; 0 outside of the field of regard
  double height_m = 0; ///< above the ellipsoid there, the ray bent; the site's own outside of the field
  bool searched = false; ///< inside the fence
  End end = End::field;
};

/// All directions of the upper half: azimuths from 0 in steps, elevations from 0 to 90 deg in steps. The
/// range is bracketed to 1 m by halving on the radar's own SNR and Pd, which fall with range: sector, fence,
/// scan loss, minimum and instrumented range are the radar's. Throws ContractError for steps outside 0.01 to
/// 30 deg.
std::vector<Reach> reach(const RadarWatcher& radar, const ReachRequest& request);
/// One direction; `p_EO_E` of the end is on the straight line with refraction taken off.
Reach reach_at(const RadarWatcher& radar, const ReachRequest& request, double az_rad, double el_rad);

/// The farthest slant range [m] at which a target at a height is detected at an azimuth, over all elevations
/// of the field of regard: what the horizon, the range and the ceiling leave. 0 if it is never seen there.
double reach_at_height_m(const RadarWatcher& radar, const ReachRequest& request, double az_rad,
                         double height_m);

} // namespace dewline::survey
