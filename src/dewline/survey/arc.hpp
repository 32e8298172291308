// Arcs from a launch to many places at once: cut-off from the table, then free flight with J2.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dewline/survey/cutoff.hpp"

namespace dewline::survey {

/// A flight to one aim: as watchers see it, with what is said of it.
struct Arc {
  Flown flown;
  double tof_s = 0; ///< from launch to impact
  double apogee_h_m = 0; ///< above the ellipsoid
  double miss_m = 0; ///< of the aim, as far as corrected
};

/// The arcs to many aims; nothing where the table has no cut-off, or where no small change of its speed and
/// course leads to the aim.
///
/// Cut-off states are interpolated; then Newton's rule on speed and course until orbit::impacts (J2, the
/// object's drag) comes down within 100 m of the aim, with slopes of two-body arcs. The path is the climb of
/// the table (cubics through its states) and, from the cut-off on, quintics through the steps of Dopri5 under
/// J2 in vacuum, up to the time of impact: below some 60 km a light body is really up to kilometres behind
/// it. Accuracy: against flown arcs by survey/warning.hpp's check of one cell in a hundred, and test_survey
/// Arcs.
std::vector<std::optional<Arc>> arcs_to(const CutoffTable& table, std::span<const earth::Geodetic> aims);

} // namespace dewline::survey
