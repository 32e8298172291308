// What a centre concluded of the tracks that it judged, its own and those that others report, and who told it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dewline/record/ledger_pair.hpp"
#include "dewline/record/limits.hpp"
#include "dewline/record/words.hpp"
#include "dewline/warn/evidence.hpp"

namespace dewline::record {

const Pair::Judged* Pair::first_judged(TrackMoment EstimateLog::*moment) const {
  const Judged* best = nullptr;
  for (const Judged& j : judged_)
    if ((j.log->*moment).known < kNever && (!best || (j.log->*moment).known < (best->log->*moment).known)) best = &j;
  return best;
}

const Pair::Mine* Pair::own(TrackId id) const {
  const auto it = std::find_if(tracks_.begin(), tracks_.end(), [&](const Mine& m) { return m.id == id; });
  return it == tracks_.end() ? nullptr : &*it;
}

std::string Pair::no_estimate() const { return confirmed() ? "no estimate of its track" : "no confirmed track"; }

std::string Pair::no_launch_call() const {
  if (judged_.empty()) return no_estimate();
  std::uint32_t n = 0;
  for (const Judged& j : judged_) n += j.log->num_estimates;
  return fmt::format("no launch call: in none of {} estimates", n);
}

std::string Pair::no_impact_point() const {
  if (judged_.empty()) return no_estimate();
  double best_m = kNeverS;
  for (const Judged& j : judged_) best_m = std::min(best_m, j.log->best_major_m);
  if (std::isinf(best_m)) return "no impact prediction";
  return fmt::format("not sharp enough: best 1-sigma {:.0f} km, {:.0f} km wanted", best_m / 1e3,
                     kImpactPointMajor_m / 1e3);
}

bool Pair::has_assets() const {
  return std::find(c_.asset_of.begin(), c_.asset_of.end(), c_.nodes.at(node_.index)) != c_.asset_of.end();
}

std::string Pair::no_exclusion() const {
  if (!has_assets()) return "the centre declares no asset";
  if (judged_.empty()) return no_estimate();
  double least = kNeverS;
  for (const Judged& j : judged_) least = std::min(least, j.log->least_asset_reach);
  if (std::isinf(least)) return "no impact prediction";
  return fmt::format("an asset stayed within reach: P at most {:.2g} at best, {:g} wanted", least,
                     kExcludedProbability);
}

std::string Pair::no_threat() const {
  if (!has_assets()) return "the centre declares no asset";
  if (judged_.empty()) return no_estimate();
  const auto most = std::max_element(judged_.begin(), judged_.end(), [](const Judged& a, const Judged& b) {
    return a.log->most_asset_impact < b.log->most_asset_impact;
  });
  if (most->log->most_asset_impact < 0) return "no impact prediction";
  return fmt::format("not likely enough: {} at most, {:g} wanted", most->log->most_asset_words, kThreatenedProbability);
}

std::string Pair::no_class() const {
  if (judged_.empty()) return no_estimate();
  const auto most = std::max_element(judged_.begin(), judged_.end(), [](const Judged& a, const Judged& b) {
    return a.log->most_class < b.log->most_class;
  });
  if (!(most->log->most_class > 0)) return "no class was weighed";
  return fmt::format("not sure enough: {} at most, {:g} wanted", most->log->most_class_words, kClassifiedProbability);
}

void Pair::estimate_step(std::string_view step, TrackMoment EstimateLog::*moment, std::string missing) {
  const Judged* judged = first_judged(moment);
  if (!judged) {
    never(step, std::move(missing));
    return;
  }
  const TrackMoment& m = judged->log->*moment;
  LedgerRow& row = came(step, m.at, m.known);
  put_estimate(row, *judged, m);
  put(row, estimate_wait(*judged, m, step == "launch-call"));
}

void Pair::put_estimate(LedgerRow& row, const Judged& judged, const TrackMoment& m) const {
  put_track(row, judged.id, m.evidence);
  if (m.newest) row.sensor = c_.sensors.at(m.newest->sensor.index);
}

Waited Pair::estimate_wait(const Judged& judged, const TrackMoment& m, bool call) const {
  const Mine* mine = own(judged.id);
  std::string words = fmt::format("track length: {} detections", m.evidence);
  if (mine != nullptr && m.known == mine->log->confirmed.known) words = "the track: nothing further";
  if (judged.id.node != node_ && m.known == judged.log->first.known)
    words = fmt::format("{}'s track: nothing further", c_.nodes.at(judged.id.node.index));
  return {m.words.empty() ? words : words + ", " + m.words, estimate_param(judged, m, call)};
}

/// One value: what confirmed or brought the track; or what the launch call asks of it; or what makes it grow.
std::string Pair::estimate_param(const Judged& judged, const TrackMoment& m, bool call) const {
  const std::string judge = "centres." + c_.nodes.at(node_.index) + ".judge.";
  if (const Mine* mine = own(judged.id); mine != nullptr && m.known == mine->log->confirmed.known)
    return node_.index < c_.confirm_param.size() ? c_.confirm_param[node_.index] : std::string();
  if (judged.id.node != node_ && m.known == judged.log->first.known)
    for (const Told* told : news_)
      if (std::find(told->tracks.begin(), told->tracks.end(), judged.id) != told->tracks.end())
        return told_wait(*told).param;
  if (call) return judge + (judged.log->called_by_count ? "min_updates" : "significance");
  return m.newest ? "sensors." + c_.sensors.at(m.newest->sensor.index) + ".revisit" : judge + "significance";
}

void Pair::second_kind() {
  struct Call {
    std::size_t kind;
    const Judged* by;
    const TrackMoment* moment;
  };
  std::vector<Call> first; // of each kind
  for (std::size_t k = 0; k < kSeeingKinds.size(); ++k) {
    Call call{k, nullptr, nullptr};
    for (const Judged& j : judged_)
      if (const TrackMoment& m = j.log->called_by[k]; m.known < (call.by ? call.moment->known : kNever))
        call.by = &j, call.moment = &m;
    if (call.by) first.push_back(call);
  }
  std::stable_sort(first.begin(), first.end(),
                   [](const Call& a, const Call& b) { return a.moment->known < b.moment->known; });
  if (first.size() < 2) {
    never("second-kind", first.empty() ? no_launch_call() : fmt::format("one kind of sensor: {} only", word(kSeeingKinds[first[0].kind])));
    return;
  }
  const Call& second = first[1];
  LedgerRow& row = came("second-kind", second.moment->at, second.moment->known);
  put_estimate(row, *second.by, *second.moment);
  const Waited wait = second_wait(second.kind, *second.by, *second.moment, first[0].moment->known);
  put(row, wait);
  row.waited_for = fmt::format("{} beside {}", word(kSeeingKinds[second.kind]), word(kSeeingKinds[first[0].kind])) +
                   (wait.words.empty() ? "" : "; " + wait.words);
}

/// The view of the second kind's first detection if it opened after the first kind had called, or the tracks that took
/// its detections before; else the track.
Waited Pair::second_wait(std::size_t kind, const Judged& by, const TrackMoment& m, Time first_call) const {
  const auto look = first_look(kSeeingKinds[kind], m);
  const bool way = look && (look->waited.param.empty() || look->waited.param.starts_with("links.")); // no view, a link
  const bool opened = look && look->valid > first_call && !way;
  if (m.known > first_call && opened && !look->waited.words.empty()) return look->waited;
  return estimate_wait(by, m, true);
}

/// The first detection of the object by a sensor of that kind, in any centre's track of it, up to an estimate.
std::optional<Pair::Look> Pair::first_look(sense::Kind kind, const TrackMoment& m) const {
  std::optional<FirstHit> first;
  for (const TrackLog* track : about_)
    for (const DetectionId& d : track->evidence) {
      const auto hit = log_.hits.find(d);
      if (hit == log_.hits.end() || !is_mine(hit->second) || !is_kind(c_, d.sensor, kind)) continue;
      if (hit->second.valid <= m.at && (!first || hit->second.valid < first->valid))
        first = FirstHit{d, hit->second.valid, m.known};
    }
  return first ? std::optional(Look{first->valid, detection_wait(*first)}) : std::nullopt;
}

bool Pair::is_about(const Told& told, const Owners& owners) const {
  const auto is_of = [&](TrackId t) {
    const auto it = owners.find(t);
    return (it == owners.end() ? Owner{} : it->second) == object_;
  };
  if (told.tracks.empty() && told.objects.empty()) return !object_;
  return std::any_of(told.tracks.begin(), told.tracks.end(), is_of) ||
         (object_ && std::find(told.objects.begin(), told.objects.end(), *object_) != told.objects.end());
}

Waited Pair::told_wait(const Told& told) const {
  if (!told.message.empty()) return {told.words, "messages." + told.message + ".arrives"};
  if (!told.way) return {told.words, {}};
  const std::string way = fmt::format("{} on the way", warn::plain_time(time_s(told.at) - time_s(told.way->sent)));
  if (told.way->link.empty()) return {told.words + ", " + way, {}};
  return {fmt::format("{}; link {}, {}", told.words, told.way->link, way), "links." + told.way->link + ".delay"};
}

void Pair::told() {
  if (news_.empty()) {
    const auto lost = object_ ? log_.undelivered.find({node_, *object_}) : log_.undelivered.end();
    LedgerRow& row = never("told", lost == log_.undelivered.end() ? "no word about it from elsewhere"
                                                                  : "the notification " + lost->second + " was not delivered");
    if (lost != log_.undelivered.end()) row.other = lost->second, row.limit_param = "messages." + lost->second + ".delivered";
    return;
  }
  const Told& first = *news_.front();
  LedgerRow& row = came("told", first.way ? first.way->sent : first.at, first.at);
  row.other = first.from ? c_.nodes.at(first.from->index) : first.message;
  if (!first.tracks.empty()) put_track(row, first.tracks.front(), 0);
  put(row, told_wait(first));
}

} // namespace dewline::record
