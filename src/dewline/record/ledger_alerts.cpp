// The steps of a centre's alerts: rules, human delays, delivery.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dewline/record/ledger_pair.hpp"
#include "dewline/record/words.hpp"
#include "dewline/warn/evidence.hpp"

namespace dewline::record {

/// An alert is about the objects of its tracks; one without tracks, about those of its state's last change.
bool Pair::is_about(const warn::Alert& alert, const Owners& owners) const {
  const warn::Alert* named = &alert;
  for (const warn::Alert& a : log_.alerts) {
    if (&a == &alert) break;
    if (alert.tracks.empty() && a.node == alert.node && a.state == alert.state && !a.tracks.empty())
      named = &a;
  }
  if (named->tracks.empty()) return !object_;
  return std::any_of(named->tracks.begin(), named->tracks.end(), [&](TrackId t) {
    const auto it = owners.find(t);
    return (it == owners.end() ? Owner{} : it->second) == object_;
  });
}

std::vector<std::string> Pair::states() const {
  std::vector<std::string> out;
  if (node_.index < c_.alert_states.size()) out = c_.alert_states[node_.index];
  for (const warn::Alert* a : alerts_)
    if (std::find(out.begin(), out.end(), a->state) == out.end()) out.push_back(a->state);
  if (out.empty()) out.emplace_back();
  return out;
}

const warn::Alert* Pair::find_alert(const std::string& state, const auto& wanted) const {
  const auto it = std::find_if(alerts_.begin(), alerts_.end(),
                               [&](const warn::Alert* a) { return a->state == state && wanted(*a); });
  return it == alerts_.end() ? nullptr : *it;
}

/// A step of the one alert that the ledger speaks of: the first that was declared, else the first that was raised.
const warn::Alert* Pair::first_alert(warn::Step step, const std::string& state) const {
  const auto is = [](warn::Step wanted) { return [wanted](const warn::Alert& a) { return a.step == wanted; }; };
  const warn::Alert* spoken_of = find_alert(state, is(warn::Step::declared));
  if (!spoken_of) spoken_of = find_alert(state, is(warn::Step::rule_met));
  if (!spoken_of) return nullptr;
  return find_alert(state, [&](const warn::Alert& a) { return a.step == step && a.number == spoken_of->number; });
}

/// The declaration, if no rule stands behind it: the state above was taken down to this one.
const warn::Alert* Pair::taken_down(const std::string& state) const {
  return first_alert(warn::Step::rule_met, state) ? nullptr : first_alert(warn::Step::declared, state);
}

/// The newest beginning of the way down of that alert: one whose condition ceased may begin anew.
const warn::Alert* Pair::last_withdraw_met(const std::string& state) const {
  const warn::Alert* first = first_alert(warn::Step::withdraw_met, state);
  const auto it = std::find_if(alerts_.rbegin(), alerts_.rend(), [&](const warn::Alert* a) {
    return first && a->state == state && a->step == first->step && a->number == first->number;
  });
  return it == alerts_.rend() ? nullptr : *it;
}

/// Why what follows `before` by human delay did not come. Bands count reasons up to their colon.
std::string Pair::not_yet(const warn::Alert* before, const std::string& missing) const {
  if (!before) return missing;
  const std::string due = clock_words(time_s(before->due)), at = clock_words(time_s(before->at));
  if (before->due > log_.finished) return "the run ended before the human chain: due " + due;
  return fmt::format("the condition no longer held when the human chain had run: {} at {}, due {}", step_word(before->step), at, due);
}

/// Of an alert that was raised and given up: the reason that it gives, and the rule's parts as they held when it was met.
std::string Pair::given_up(const warn::Alert& drop, const warn::Alert& met) const {
  constexpr std::string_view kNot = "not declared: "; // the row says so itself
  const std::string reason = drop.because.substr(drop.because.starts_with(kNot) ? kNot.size() : 0);
  return fmt::format("{}{}dropped at {}, met at {} by {}", reason, reason.find(':') == std::string::npos ? ": " : ", ",
                     clock_words(time_s(drop.at)), clock_words(time_s(met.at)), met.because);
}

std::string Pair::no_alert(warn::Step step, const std::string& state) const {
  using enum warn::Step;
  const auto find = [&](warn::Step wanted) { return first_alert(wanted, state); };
  if (const warn::Alert* down = taken_down(state); down && step == rule_met)
    return "its rule was not asked: " + down->waited_for;
  if (step == rule_met) return judged_.empty() && !confirmed() ? "no confirmed track" : unmet(state);
  const warn::Alert *met = find(rule_met), *drop = find(warn::Step::dropped);
  if (step == declared) return met && drop ? given_up(*drop, *met) : not_yet(met, "no rule was met");
  if (!find(declared)) return "nothing was declared";
  if (step == withdraw_met) return "the withdrawal condition never held long enough";
  const warn::Alert* other = find(step == withdrawn ? downgraded : withdrawn);
  if (other) return step_word(other->step) + " instead: at " + clock_words(time_s(other->at));
  return not_yet(last_withdraw_met(state), "the withdrawal condition never held long enough");
}

/// An alert is a state of the centre: what comes second finds it standing.
std::string Pair::unmet(const std::string& state) const {
  const auto stood = std::find_if(log_.alerts.begin(), log_.alerts.end(), [&](const warn::Alert& a) {
    return a.node == node_ && a.state == state && a.step == warn::Step::rule_met;
  });
  if (stood == log_.alerts.end()) return "its condition never held long enough";
  return "that alert stood already about another body: since " + clock_words(time_s(stood->at));
}

/// `assessment 30 s (assumption), conference 1 min (press)`: each delay with the grade of its value.
std::string Pair::graded(const std::string& waited_for, const std::string& limit_param) const {
  std::string out;
  for (std::size_t at = 0; at < waited_for.size();) {
    const std::size_t end = std::min(waited_for.find(", ", at), waited_for.size());
    const std::string part = waited_for.substr(at, end - at), word = part.substr(0, part.find(' '));
    out += (out.empty() ? "" : ", ") + part + grade_of(word, limit_param);
    at = end + 2;
  }
  return out;
}

std::string Pair::human_param(std::string_view word) const {
  return fmt::format("centres.{}.{}", c_.nodes.at(node_.index), word == "stand-down" ? "stand_down" : word);
}

std::string Pair::grade_of(const std::string& word, const std::string& limit_param) const {
  static const std::set<std::string_view> kHuman{"assessment", "conference", "decision", "stand-down"};
  const std::string path = kHuman.contains(word) ? human_param(word) : word == "hold" ? limit_param : std::string();
  const auto it = c_.value_words.find(path);
  if (it == c_.value_words.end() || !it->second.ends_with(')')) return {};
  return " " + it->second.substr(it->second.rfind('('));
}

/// The detection that was valid last.
std::optional<DetectionId> Pair::newest_of(const std::vector<DetectionId>& evidence) const {
  std::optional<DetectionId> newest;
  Time valid = Time::min();
  for (const DetectionId& d : evidence)
    if (const auto hit = log_.hits.find(d); hit != log_.hits.end() && hit->second.valid >= valid) {
      newest = d;
      valid = hit->second.valid;
    }
  return newest;
}

void Pair::put_alert(LedgerRow& row, const warn::Alert& a) const {
  row.state = a.state;
  if (!a.tracks.empty()) put_track(row, a.tracks.front(), 0);
  row.evidence = static_cast<std::int64_t>(a.evidence_for.size());
  if (const auto newest = newest_of(a.evidence_for)) row.sensor = c_.sensors.at(newest->sensor.index);
}

void Pair::alert_step(warn::Step step) {
  for (const std::string& state : states()) {
    const warn::Alert* a = first_alert(step, state);
    if (!a) {
      never(step_word(step), no_alert(step, state)).state = state;
      continue;
    }
    LedgerRow& row = came(step_word(step), a->at, a->at);
    put_alert(row, *a);
    put(row, {graded(a->waited_for, a->limit_param), a->limit_param});
  }
}

/// A step that comes by human delay alone after an alert's own.
void Pair::human_step(std::string_view step, std::string_view word, const warn::Alert& alert, Time due) {
  LedgerRow& row = came(step, due, due);
  put_alert(row, alert);
  const double dt_s = time_s(due) - time_s(alert.at); // so that 480 s is 8 min
  if (dt_s > 0) put(row, {graded(fmt::format("{} {}", word, warn::plain_time(dt_s)), {}), human_param(word)});
  else put(row, {fmt::format("no {} time", word), human_param(word)});
}

void Pair::assessed() {
  for (const std::string& state : states()) {
    const warn::Alert* met = first_alert(warn::Step::rule_met, state);
    const warn::Alert* down = taken_down(state);
    std::string missing = down ? "not assessed again: " + down->waited_for : "no rule was met";
    const Time due = !met ? kNever : met->assessed == kNever ? met->at : met->assessed; // without one: at once
    if (met) missing = "the run ended before: due " + clock_words(time_s(due));
    if (met && due <= log_.finished) human_step("assessed", "assessment", *met, due);
    else never("assessed", missing).state = state;
  }
}

std::string Pair::no_decision(const warn::Alert* declared, const std::string& state) const {
  if (!declared) return "nothing was declared";
  if (declared->decided == kNever) return "no decision is told of";
  for (const warn::Step step : {warn::Step::withdrawn, warn::Step::downgraded})
    if (const warn::Alert* end = first_alert(step, state); end && end->at < declared->decided)
      return fmt::format("{} before: at {}, due {}", step_word(step), clock_words(time_s(end->at)), clock_words(time_s(declared->decided)));
  if (declared->decided > log_.finished) return "the run ended before: due " + clock_words(time_s(declared->decided));
  return {};
}

void Pair::decision() {
  for (const std::string& state : states()) {
    const warn::Alert* declared = first_alert(warn::Step::declared, state);
    const std::string missing = no_decision(declared, state);
    if (missing.empty()) human_step("decision", "decision", *declared, declared->decided);
    else never("decision", missing).state = state;
  }
}

void Pair::delivered() {
  std::set<std::uint32_t> receivers;
  if (node_.index < c_.alert_receivers.size())
    receivers.insert(c_.alert_receivers[node_.index].begin(), c_.alert_receivers[node_.index].end());
  for (const Delivery& d : log_.deliveries)
    if (d.from == node_) receivers.insert(d.to.index);
  for (const std::string& state : states()) {
    const warn::Alert* declared = first_alert(warn::Step::declared, state);
    if (receivers.empty())
      never("delivered", declared ? "no link carries its alerts to another centre" : "nothing was declared").state = state;
    for (const std::uint32_t receiver : receivers) delivered_to({receiver}, state, declared);
  }
}

void Pair::delivered_to(NodeId receiver, const std::string& state, const warn::Alert* declared) {
  const Delivery* first = nullptr; // by the fastest link
  for (const Delivery& d : log_.deliveries)
    if (declared && d.from == node_ && d.to == receiver && d.number == declared->number && (!first || d.due < first->due))
      first = &d;
  const bool came_in = first && first->due <= log_.finished;
  LedgerRow& row = came_in ? came("delivered", first->due, first->due)
                           : never("delivered", !declared ? "nothing was declared" : !first ? "it was not sent there" : undelivered(*first));
  if (came_in) put_alert(row, *declared);
  row.state = state, row.other = c_.nodes.at(receiver.index);
  if (!first || first->way.link.empty()) return;
  row.limit_param = "links." + first->way.link + (came_in || first->due < kNever ? ".delay" : first->out ? ".outages" : ".delivery_ratio");
  if (!came_in) return;
  row.waited_for = fmt::format("link {}, {} on the way", first->way.link, warn::plain_time(time_s(first->due) - time_s(first->way.sent)));
  if (first->trust == net::Trust::confirm) row.waited_for += "; it may only confirm there";
  if (first->trust == net::Trust::ignore) row.waited_for += "; it is ignored there";
}

std::string Pair::undelivered(const Delivery& d) const {
  const std::string link = d.way.link.empty() ? "on the way" : "on link " + d.way.link;
  if (d.out) return "lost: link " + d.way.link + " was out";
  if (d.due == kNever) return "lost " + link;
  return "the run ended before it arrived: due " + clock_words(time_s(d.due));
}

} // namespace dewline::record
