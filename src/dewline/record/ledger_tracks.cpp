// The lives of a centre's own tracks.
#include <fmt/format.h>

#include <algorithm>

#include "dewline/record/ledger_pair.hpp"
#include "dewline/record/limits.hpp"
#include "dewline/record/words.hpp"

namespace dewline::record {

const Pair::Mine* Pair::first_by(TrackMoment TrackLog::*moment) const {
  const Mine* best = nullptr;
  for (const Mine& m : tracks_)
    if ((m.log->*moment).known < kNever && (!best || (m.log->*moment).known < (best->log->*moment).known))
      best = &m;
  return best;
}

std::string Pair::no_track() const {
  if (tracks_.empty()) {
    const LedgerRow& first = row_of("first-detection");
    return first.happened ? "not confirmed: its detections started no track" : first.missing;
  }
  std::size_t most = 0;
  for (const Mine& m : tracks_) most = std::max(most, m.log->evidence.size());
  return fmt::format("not confirmed: {} tentative, the longest of {} detections", tracks_.size(), most);
}

void Pair::track() {
  const Mine* mine = first_by(&TrackLog::confirmed);
  if (!mine) {
    never("track", no_track());
    return;
  }
  const TrackMoment& m = mine->log->confirmed;
  LedgerRow& row = came("track", m.at, m.known);
  put_track(row, mine->id, m.evidence);
  put_evidence_sensor(row, *mine);
  const bool named = node_.index < c_.confirm_words.size() && !c_.confirm_words[node_.index].empty();
  row.waited_for =
      named ? c_.confirm_words[node_.index] + " detections" : fmt::format("{} detections", m.evidence);
  if (node_.index < c_.confirm_param.size()) row.limit_param = c_.confirm_param[node_.index];
}

void Pair::coasting() {
  const Mine* mine = first_by(&TrackLog::coasting);
  if (!mine) {
    never("coasting", confirmed() ? "its track never coasted" : "no confirmed track");
    return;
  }
  LedgerRow& row = came("coasting", mine->log->coasting.at, mine->log->coasting.known);
  put_track(row, mine->id, mine->log->coasting.evidence);
  put_evidence_sensor(row, *mine);
  row.waited_for = "no further detection";
  const TrackMoment& m = mine->log->coasting;
  if (const auto gone = closed_on(*mine, m.evidence, m.at)) put(row, *gone);
}

/// The limit that closed the view of the sensor behind the track's last true detection, between it and `by`.
std::optional<Waited> Pair::closed_on(const Mine& mine, std::size_t evidence, Time by) const {
  evidence = std::min(evidence, mine.log->evidence.size());
  while (evidence > 0 && !log_.hits.contains(mine.log->evidence[evidence - 1])) --evidence;
  if (evidence == 0) return std::nullopt;
  const DetectionId last = mine.log->evidence[evidence - 1];
  const Time seen = log_.hits.at(last).valid;
  const auto all = windows(last.sensor);
  for (const sense::Window& w : all) {
    if (w.end < seen || w.end > by || !is_limit(w.closed_by) || goes_on(all, w)) continue;
    Waited waited = limit(last.sensor, w.face, w.closed_by, "closed", w.end);
    waited.words += "; last detection " + clock_words(time_s(seen));
    return waited;
  }
  return std::nullopt;
}

std::vector<Pair::Life> Pair::lives() const {
  std::vector<Life> out;
  for (const Mine& m : tracks_)
    if (m.log->confirmed.known < kNever) out.push_back({m.log->confirmed.known, m.log->deleted, &m});
  std::stable_sort(out.begin(), out.end(), [](const Life& a, const Life& b) { return a.begin < b.begin; });
  return out;
}

void Pair::lost() {
  const auto all = lives();
  if (all.empty()) {
    never("lost", "no confirmed track");
    return;
  }
  Life last = all.front();
  for (const Life& life : all) {
    if (life.begin > last.end) break;
    if (life.end > last.end) last = life;
  }
  if (last.end == kNever) {
    never("lost", "tracked to the end");
    return;
  }
  LedgerRow& row = came("lost", last.end, last.end);
  put_track(row, last.mine->id, static_cast<std::uint32_t>(last.mine->log->evidence.size()));
  put_evidence_sensor(row, *last.mine);
  row.waited_for = "no detection since " + clock_words(time_s(last.mine->log->last_detection));
  const auto gone = closed_on(*last.mine, last.mine->log->evidence.size(), last.end);
  if (gone) put(row, *gone);
}

} // namespace dewline::record
