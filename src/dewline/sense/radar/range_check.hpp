// How far a radar sees, for its self-check: both waveforms, the horizon, jamming, and beside them what is
// claimed.
#pragma once
#include <vector>

#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {

/// The range at which a target on boresight is detected with prob_detect in one look of a waveform, in free
/// space, at most the instrumented range [m]; the horizon is another matter.
double detection_range_m(const Radar& radar, const Waveform& waveform, double rcs_m2, double prob_detect);
/// The same along the path at an apparent elevation and azimuth: with gases, rain and lobes (the farthest
/// range from which no nearer one is lost: lobes have gaps), found by bisection to 1 m.
double path_range_m(const Radar& radar, const Waveform& waveform, double rcs_m2, double prob_detect,
                    double az_rad, double apparent_el_rad);
/// Where the search waveform's echo burns through noise that is raised by noise_rise_db whatever the range:
/// the detection range over the fourth root of the rise [m].
double burn_through_range_m(const Radar& radar, double rcs_m2, double prob_detect, double noise_rise_db);

/// The least height at which a target at a slant range stands above an apparent elevation >= 0, with
/// refraction [m]: horizon_range_m the other way round.
double least_height_m(const Radar& radar, double el_min_rad, double range_m);

/// Search of one face inside its budget, with no other load: the shares of its time and of its allowed
/// transmission that one frame of search takes, and how long its slowest volume then takes. All 0 without a
/// budget but the last.
struct SearchLoad {
  double time = 0, energy = 0;
  double revisit_s = 0;
};
SearchLoad search_load(const Radar& radar, std::uint32_t face);

/// A claim beside what the radar's parameters say.
struct RangeCheck {
  double claimed_m = 0;
  double rcs_m2 = 0, prob_detect = 0;
  double search_m = 0;  ///< by the search waveform
  double longest_m = 0; ///< by the longest pulses: track's, if there are such
  double max_range_m = 0; ///< instrumented
  double least_el_rad = 0;   ///< lowest elevation of any field of regard
  double least_height_m = 0; ///< of a target at the claimed range above that elevation
  double horizon_m = 0; ///< to the claim's target height; 0 if none is stated
};
RangeCheck range_check(const Radar& radar, const ClaimParams& claim);

} // namespace dewline::sense
