#include "dewline/record/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dewline/record/words.hpp"

namespace dewline::record {
namespace {

constexpr LedgerStep kSteps[] = {
    {"launch", "the object leaves the ground",
     "truth's launch",
     "the object is not launched in this scenario", true},
    {"burnout", "its last motor stops",
     "truth's last burnout",
     "truth knows no burnout: a file or an arc", true},
    {"visible", "the geometry opens for a sensor that reports here",
     "the first window in which the object is inside the field of regard of a face whose scans are "
     "sent to this centre",
     "it is never inside one while the run lasts", true},
    {"first-detection", "the first detection of the object reaches the centre",
     "t_s: validity at the target; known_s: when the scan that holds it arrived; the first by known_s",
     "no detection of the object reached the centre", false},
    {"track", "the centre confirms a track of it",
     "the first confirmation of a track most of whose detections came from the object",
     "no track of the object was confirmed here", false},
    {"launch-call", "the centre calls the track a launch",
     "the first estimate with the launch call set",
     "no estimate of the object's tracks set it", false},
    {"impact-point", "the impact point is known within 100 km",
     "the first estimate whose 1-sigma impact ellipse has a semi-major axis of at most 100 km",
     "no estimate was that sharp", false},
    {"region-excluded", "the impact is seen to fall outside every asset of the centre",
     "the first estimate in which every asset of this centre lies wholly outside the 99 % ellipse of the "
     "impact (or the track is shown not to fall); stricter than a probability below 1 % in each, which a "
     "vague prediction meets too; it may end again",
     "they never all lay outside it at once, or the centre declares no asset", false},
    {"rule-met", "the condition of an alert state holds",
     "the rule set's condition has held as long as it must",
     "the condition never held that long", false},
    {"declared", "the centre declares the alert",
     "the human chain after rule-met has ended",
     "no rule was met, or the human chain had not ended when the run did", false},
    {"left-field", "the object leaves the field of regard of a sensor while it is tracked",
     "the end of the first visibility (over all faces of one sensor that reports here) that a limit "
     "of the sensor closed, at an instant at which a confirmed or coasting track of it exists here",
     "it was not tracked then, or never left", true},
    {"coasting", "its track goes on without updates",
     "the first time a track of the object coasts",
     "no track of it ever coasted", false},
    {"lost", "the centre has no track of it any more",
     "the last confirmed or coasting track of the object is deleted, for the first time",
     "a track lasted to the end, or there never was one", false},
    {"withdraw-met", "the condition for withdrawing holds",
     "the rule set's withdrawal condition has held as long as it must",
     "nothing was declared, or the condition never held that long", false},
    {"withdrawn", "the centre withdraws the alert",
     "the human chain after withdraw-met has ended",
     "the withdrawal was not due, or its human chain had not ended when the run did", false},
    {"impact", "the object meets the ground",
     "truth's impact, height 0, drag included",
     "it does not while its data last", true},
};

/// `face` counts the scan's coverage, as a detection's does: a face may have several entries.
bool narrower(const sense::Scan& scan, std::uint32_t face) {
  const sense::Coverage& c = scan.coverage.at(face);
  return c.fence_max_rad < c.el_max_rad || c.fence_min_rad > c.el_min_rad;
}

void keep_first(TrackMoment& moment, TrackMoment candidate) {
  if (moment.known == kNever) moment = std::move(candidate);
}

} // namespace

std::span<const LedgerStep> ledger_steps() { return kSteps; }

std::string ledger_steps_markdown() {
  std::string out = "| step | in plain words | the instant | `never` means |\n|---|---|---|---|\n";
  for (const LedgerStep& s : kSteps)
    out +=
        fmt::format("| {}{} | {} | {} | {} |\n", s.name, s.truth ? " [truth]" : "", s.line, s.when, s.never);
  return out;
}

void Ledger::see(Time at, const Fact& fact) {
  std::visit([&](const auto& f) { take(at, f); }, fact);
}

void Ledger::take(Time, const ScanMade& made) {
  newest_frame_[made.scan.sensor] = made.scan.frame;
  for (const sense::Label& label : made.labels) {
    if (label.objects.empty()) continue;
    const auto d = std::find_if(made.scan.detections.begin(), made.scan.detections.end(),
                                [&](const sense::Detection& x) { return x.id == label.detection; });
    DW_CHECK(d != made.scan.detections.end());
    log_.hits[d->id] = {label.objects, d->valid, d->range_m, d->snr_db, narrower(made.scan, d->face)};
  }
}

void Ledger::know(NodeId node, const DetectionId& detection, Time known) {
  const auto hit = log_.hits.find(detection);
  if (hit == log_.hits.end() || known == kNever) return;
  for (ObjectId object : hit->second.objects) {
    FirstHit& first = log_.first[{node, object}];
    if (std::pair(known, hit->second.valid) < std::pair(first.known, first.valid))
      first = {detection, hit->second.valid, known};
  }
}

void Ledger::take(Time, const Mailed& mailed) {
  const auto scan = scan_in(mailed, newest_frame_);
  if (!scan || mailed.envelope.to.room < net::Room::track) return;
  const NodeId node{mailed.envelope.to.owner};
  Route& route = log_.reporting[node][scan->first];
  route.link = mailed.link;
  if (mailed.envelope.due == kNever) route.lost.insert(scan->second);
  for (auto it = log_.hits.lower_bound({scan->first, scan->second, 0});
       it != log_.hits.end() && it->first.sensor == scan->first && it->first.frame == scan->second; ++it)
    know(node, it->first, mailed.envelope.due);
}

void Ledger::take(Time, const PictureMade& made) {
  const track::Picture& p = made.picture;
  for (const track::Track& t : p.tracks) {
    TrackLog& log = log_.tracks[t.id];
    log.last_detection = t.last_detection;
    for (std::size_t i = log.evidence.size(); i < t.evidence.size(); ++i) {
      log.evidence.push_back(t.evidence[i]);
      know(p.node, t.evidence[i], p.at);
    }
  }
  for (const track::TrackEvent& e : p.events) {
    TrackLog& log = log_.tracks[e.track];
    const TrackMoment moment{e.at, p.at, static_cast<std::uint32_t>(log.evidence.size()), {}};
    if (e.change == track::Change::confirmed) keep_first(log.confirmed, moment);
    if (e.change == track::Change::coasting) keep_first(log.coasting, moment);
    if (e.change == track::Change::deleted || e.change == track::Change::merged) log.deleted = p.at;
  }
}

void Ledger::take(Time, const Assessed& assessed) {
  for (const warn::Estimate& e : assessed.estimates) take_estimate(assessed.node, e);
}

void Ledger::take_estimate(NodeId node, const warn::Estimate& e) {
  if (e.track.node != node) return; // another centre's track: its own centre keeps its log
  TrackLog& log = log_.tracks[e.track];
  ++log.num_estimates;
  const TrackMoment now{e.at, e.at, e.num_evidence, {}};
  if (e.launch_call && log.launch_call.known == kNever) log.called_by_count = log.too_few_updates;
  if (e.launch_call) keep_first(log.launch_call, now);
  log.too_few_updates = e.too_few_updates;
  if (e.impact) {
    const double major_m = warn::ellipse(*e.impact).major_m;
    log.best_major_m = std::fmin(log.best_major_m, major_m);
    if (major_m <= kImpactPointMajor_m)
      keep_first(log.impact_point,
                 {e.at, e.at, e.num_evidence, fmt::format("1-sigma {:.0f} km", major_m / 1e3)});
  }
  if (e.assets.empty()) return;
  const auto top = std::max_element(e.assets.begin(), e.assets.end(), [](const auto& a, const auto& b) {
    return a.prob_reach < b.prob_reach;
  });
  log.least_asset_reach = std::fmin(log.least_asset_reach, top->prob_reach);
  if (top->prob_reach < kExcludedProbability)
    keep_first(log.excluded,
               {e.at, e.at, e.num_evidence,
                fmt::format("P({}) at most {:.2g}", context_->assets.at(top->asset.index), top->prob_reach)});
}

} // namespace dewline::record
