#include "dewline/record/ledger_pair.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/record/words.hpp"

namespace dewline::record {

Pair::Pair(const Context& context, const LedgerLog& log, NodeId node, Owner object, const Owners& owners)
    : c_(context), log_(log), node_(node), object_(object) {
  for (const auto& [id, track] : log.tracks) {
    if (owners.at(id) != object) continue;
    about_.push_back(&track);
    if (id.node == node) tracks_.push_back({id, &track});
  }
  const auto is_of = [&](TrackId id) {
    const auto it = owners.find(id);
    return (it == owners.end() ? Owner{} : it->second) == object_;
  };
  for (auto it = log.estimates.lower_bound({node, TrackId{}}); it != log.estimates.end() && it->first.first == node; ++it)
    if (is_of(it->first.second)) judged_.push_back({it->first.second, &it->second});
  for (const warn::Alert& a : log.alerts)
    if (a.node == node && is_about(a, owners)) alerts_.push_back(&a);
  if (const auto it = log.news.find(node); it != log.news.end())
    for (const Told& told : it->second)
      if (is_about(told, owners)) news_.push_back(&told);
  impact_ = milestone("impact");
}

std::vector<LedgerRow> Pair::rows() {
  if (!milestone("separation")) { // a part of another object is neither launched nor burnt out
    truth("launch", "no launch in the truth");
    truth("burnout", "no burnout in the truth");
  }
  visible();
  first_detection();
  track();
  estimate_step("launch-call", &EstimateLog::launch_call, no_launch_call());
  second_kind();
  estimate_step("impact-point", &EstimateLog::impact_point, no_impact_point());
  estimate_step("region-excluded", &EstimateLog::excluded, no_exclusion());
  estimate_step("region-threatened", &EstimateLog::threatened, no_threat());
  estimate_step("classified", &EstimateLog::classified, no_class());
  told();
  alert_step(warn::Step::rule_met);
  assessed();
  alert_step(warn::Step::declared);
  delivered();
  decision();
  left_field();
  coasting();
  lost();
  alert_step(warn::Step::withdraw_met);
  alert_step(warn::Step::withdrawn);
  alert_step(warn::Step::downgraded);
  truth("impact", "no impact while the data last");
  if (!object_) std::erase_if(rows_, [](const LedgerRow& r) { return !r.happened; });
  for (LedgerRow& row : rows_)
    if (const auto it = c_.value_words.find(row.limit_param); it != c_.value_words.end()) row.limit_value = it->second;
  return std::move(rows_);
}

LedgerRow Pair::blank(std::string_view step) const {
  LedgerRow row;
  row.centre = c_.nodes.at(node_.index);
  row.object = object_ ? c_.objects.at(object_->index) : kNoObject;
  row.step = step;
  row.truth = ledger_step(step).truth;
  if (row.truth) row.known_s = kNoNumber;
  return row;
}

LedgerRow& Pair::never(std::string_view step, std::string missing) {
  rows_.push_back(blank(step));
  rows_.back().missing = std::move(missing);
  return rows_.back();
}

LedgerRow& Pair::came(std::string_view step, Time at, Time known) {
  rows_.push_back(blank(step));
  LedgerRow& row = rows_.back();
  row.happened = true;
  row.t_s = time_s(at);
  if (!row.truth) row.known_s = time_s(known);
  if (impact_) row.to_impact_s = time_s(*impact_) - (row.truth ? row.t_s : row.known_s);
  return row;
}

void Pair::put(LedgerRow& row, const Waited& waited) {
  row.waited_for = waited.words;
  row.limit_param = waited.param;
}

void Pair::put_track(LedgerRow& row, TrackId id, std::uint32_t evidence) const {
  row.track = id.number;
  row.track_of = c_.nodes.at(id.node.index);
  row.evidence = evidence;
}

/// Of a row that holds the number of detections: the sensor of the newest.
void Pair::put_evidence_sensor(LedgerRow& row, const Mine& mine) const {
  const auto n = static_cast<std::size_t>(row.evidence);
  if (n > 0 && n <= mine.log->evidence.size()) row.sensor = c_.sensors.at(mine.log->evidence[n - 1].sensor.index);
}

std::string Pair::value_of(const std::string& param) const {
  const auto it = c_.value_words.find(param);
  return it == c_.value_words.end() ? std::string() : ": " + it->second;
}

const LedgerRow& Pair::row_of(std::string_view step) const {
  const auto it = std::find_if(rows_.begin(), rows_.end(), [&](const LedgerRow& r) { return r.step == step; });
  DW_CHECK(it != rows_.end());
  return *it;
}

std::optional<Time> Pair::milestone(std::string_view what) const {
  std::optional<Time> last; // of several burnouts the last one counts
  if (object_ && object_->index < c_.milestones.size())
    for (const Milestone& m : c_.milestones[object_->index])
      if (m.what == what) last = m.at;
  return last;
}

void Pair::truth(std::string_view step, std::string missing) {
  const auto at = milestone(step);
  if (at) came(step, *at, kNever);
  else never(step, std::move(missing));
}

} // namespace dewline::record
