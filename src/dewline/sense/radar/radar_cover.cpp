// Where a frame looked, when that is not simply everywhere.
#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {
namespace {

/// The azimuths of a stroke: one piece, or two if it runs over the sweep's end. In shares of the sweep's
/// width.
std::vector<std::array<double, 2>> pieces(const Stroke& stroke) {
  const double end = stroke.phase + stroke.part;
  if (stroke.part <= 0) return {};
  if (end <= 1) return {{stroke.phase, stroke.part}};
  return {{stroke.phase, 1 - stroke.phase}, {0, end - 1}};
}

} // namespace

/// What the face follows: its whole field of regard and no fence. Where not every track had its turn no miss
/// can be counted: the sector is then empty.
Coverage Radar::held_coverage(std::uint32_t face, bool all_held) const {
  Coverage c = coverage_[face];
  c.fence_min_rad = c.fence_max_rad = -kPi;
  c.clutter_density = 0;
  if (!all_held) c.az_width_rad = 0;
  if (!track_) return c;
  c.reference_snr_db += 10 * std::log10(track_->energy);
  c.prob_fa = track_->prob_fa;
  c.prob_detect = prob_detect(c.reference_snr_db, track_->prob_fa, track_->num_pulses, params_.swerling);
  return c;
}

/// One coverage for each piece of a stroke, one for what each face follows (if it follows anything); moves
/// the detections' `face` to their coverage.
std::vector<Coverage> Radar::covered(const std::vector<Stroke>& strokes, const std::vector<bool>& all_held,
                                     std::vector<Found>& found) const {
  std::vector<Coverage> out;
  std::vector<std::uint32_t> of_stroke, of_face;
  for (const Stroke& stroke : strokes) {
    const Sweep& s = sweeps_[stroke.sweep];
    of_stroke.push_back(static_cast<std::uint32_t>(out.size()));
    for (const auto& [from, width] : pieces(stroke)) {
      Coverage c = coverage_[s.face];
      c.az_start_rad = turn_rad(s.az_start_rad + from * s.az_width_rad);
      c.az_width_rad = width * s.az_width_rad;
      c.el_min_rad = c.fence_min_rad = bands_[stroke.sweep][0];
      c.el_max_rad = c.fence_max_rad = bands_[stroke.sweep][1];
      out.push_back(c);
    }
  }
  const bool follows = !params_.budget || track_;
  for (std::uint32_t face = 0; face < faces_.size() && follows; ++face) {
    of_face.push_back(static_cast<std::uint32_t>(out.size()));
    out.push_back(held_coverage(face, all_held[face]));
  }
  for (Found& f : found) {
    std::uint32_t& face = f.detection.face;
    if (f.stroke == kHeld) {
      face = of_face.at(face);
      continue;
    }
    const auto swept = pieces(strokes.at(f.stroke));
    DW_CHECK(!swept.empty()); // who swept nothing found nothing
    face = of_stroke.at(f.stroke) + (swept.size() == 2 && f.along >= swept[0][1] ? 1 : 0);
  }
  return out;
}

} // namespace dewline::sense
