#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "dewline/record/ledger.hpp"
#include "dewline/record/limits.hpp"
#include "dewline/record/words.hpp"

namespace dewline::record {
namespace {

using Owner = std::optional<ObjectId>; ///< nothing: mostly false detections

struct Waited {
  std::string words, param;
};

/// The rows of one centre about one object (or about no object), step by step.
class Pair {
 public:
  Pair(const Context& context, const LedgerLog& log, NodeId node, Owner object,
       const std::map<TrackId, Owner>& owners)
      : c_(context), log_(log), node_(node), object_(object) {
    for (const auto& [id, track] : log.tracks)
      if (id.node == node && owners.at(id) == object) tracks_.push_back({id, &track});
    for (const warn::Alert& a : log.alerts)
      if (a.node == node && is_about(a, owners)) alerts_.push_back(&a);
    impact_ = milestone("impact");
  }

  std::vector<LedgerRow> rows() {
    if (!milestone("separation")) { // a part of another object is neither launched nor burnt out
      truth("launch", "no launch in the truth");
      truth("burnout", "no burnout in the truth");
    }
    visible();
    first_detection();
    track();
    estimate_step("launch-call", &TrackLog::launch_call, no_launch_call());
    estimate_step("impact-point", &TrackLog::impact_point, no_impact_point());
    estimate_step("region-excluded", &TrackLog::excluded, no_exclusion());
    alert_step(warn::Step::rule_met);
    alert_step(warn::Step::declared);
    left_field();
    coasting();
    lost();
    alert_step(warn::Step::withdraw_met);
    alert_step(warn::Step::withdrawn);
    truth("impact", "no impact while the data last");
    if (!object_) std::erase_if(rows_, [](const LedgerRow& r) { return !r.happened; });
    return std::move(rows_);
  }

 private:
  struct Mine {
    TrackId id;
    const TrackLog* log;
  };

  // --- rows ---
  LedgerRow blank(std::string_view step) const {
    LedgerRow row;
    row.centre = c_.nodes.at(node_.index);
    row.object = object_ ? c_.objects.at(object_->index) : kNoObject;
    row.step = step;
    const auto steps = ledger_steps();
    row.truth =
        std::find_if(steps.begin(), steps.end(), [&](const auto& s) { return s.name == step; })->truth;
    if (row.truth) row.known_s = kNoNumber;
    return row;
  }
  LedgerRow& never(std::string_view step, std::string missing) {
    rows_.push_back(blank(step));
    rows_.back().missing = std::move(missing);
    return rows_.back();
  }
  LedgerRow& came(std::string_view step, Time at, Time known) {
    rows_.push_back(blank(step));
    LedgerRow& row = rows_.back();
    row.happened = true;
    row.t_s = time_s(at);
    if (!row.truth) row.known_s = time_s(known);
    if (impact_) row.to_impact_s = time_s(*impact_) - (row.truth ? row.t_s : row.known_s);
    return row;
  }
  static void put(LedgerRow& row, const Waited& waited) {
    row.waited_for = waited.words;
    row.limit_param = waited.param;
  }
  void put_track(LedgerRow& row, const Mine& mine, std::uint32_t evidence) const {
    row.track = mine.id.number;
    row.evidence = evidence;
    if (evidence > 0 && evidence <= mine.log->evidence.size())
      row.sensor = c_.sensors.at(mine.log->evidence[evidence - 1].sensor.index);
  }

  // --- truth ---
  std::optional<Time> milestone(std::string_view what) const {
    std::optional<Time> last; // of several burnouts the last one counts
    if (object_ && object_->index < c_.milestones.size())
      for (const Milestone& m : c_.milestones[object_->index])
        if (m.what == what) last = m.at;
    return last;
  }
  void truth(std::string_view step, std::string missing) {
    const auto at = milestone(step);
    if (at) came(step, *at, kNever);
    else never(step, std::move(missing));
  }

  // --- windows ---
  std::vector<SensorId> sensors_here() const {
    std::vector<SensorId> out;
    const auto sent = log_.reporting.find(node_);
    for (std::uint32_t s = 0; s < c_.sensors.size(); ++s) {
      const bool declared =
          s < c_.sensor_reports_to.size() && c_.sensor_reports_to[s] == c_.nodes.at(node_.index);
      if (declared || (sent != log_.reporting.end() && sent->second.contains({s}))) out.push_back({s});
    }
    return out;
  }
  /// This object's windows at a sensor, by begin.
  std::vector<sense::Window> windows(SensorId sensor) const {
    std::vector<sense::Window> out;
    if (object_ && sensor.index < c_.windows.size())
      for (const sense::Window& w : c_.windows[sensor.index])
        if (w.object == *object_) out.push_back(w);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return out;
  }
  std::string value_of(const std::string& param) const {
    const auto it = c_.value_words.find(param);
    return it == c_.value_words.end() ? std::string() : ": " + it->second;
  }
  Waited limit(SensorId sensor, std::uint32_t face, sense::Limit limit, std::string_view verb,
               Time at) const {
    const std::string param = limit_param(c_, sensor, face, limit, *object_);
    const std::string when = clock_words(time_s(at));
    if (limit == sense::Limit::existence) return {fmt::format("the object itself, {}", when), param};
    if (limit == sense::Limit::scenario) return {fmt::format("the scenario's own span, {}", when), param};
    if (limit == sense::Limit::fire)
      return {fmt::format("the fire, which {} at {}", verb == "opened" ? "begins" : "ends", when), param};
    return {fmt::format("{} of {}{}, {} {}", limit_word(limit), c_.sensors.at(sensor.index), value_of(param),
                        verb, when),
            param};
  }
  void visible() {
    std::optional<sense::Window> first;
    SensorId by;
    for (SensorId s : sensors_here())
      for (const sense::Window& w : windows(s))
        if (!first || w.begin < first->begin) first = w, by = s;
    if (!first) {
      never("visible", sensors_here().empty() ? "no sensor reports here"
                                              : "never inside the field of regard: " + sensor_list());
      return;
    }
    LedgerRow& row = came("visible", first->begin, kNever);
    row.sensor = c_.sensors.at(by.index);
    put(row, limit(by, first->face, first->opened_by, "opened", first->begin));
  }
  std::string sensor_list() const {
    std::string out;
    for (SensorId s : sensors_here()) out += (out.empty() ? "" : ", ") + c_.sensors.at(s.index);
    return out;
  }

  // --- detections ---
  void first_detection() {
    const auto it = object_ ? log_.first.find({node_, *object_}) : log_.first.end();
    if (it == log_.first.end() || it->second.known > log_.finished) {
      never("first-detection", no_detection());
      return;
    }
    const FirstHit& first = it->second;
    LedgerRow& row = came("first-detection", first.valid, first.known);
    row.sensor = c_.sensors.at(first.detection.sensor.index);
    row.evidence = 1;
    put(row, detection_wait(first));
    if (const double late_s = seconds(first.known - first.valid); late_s >= 1)
      row.waited_for += fmt::format("; known {:.0f} s after", late_s);
  }
  std::string no_detection() const {
    if (rows_.back().step == "visible" && !rows_.back().happened) return rows_.back().missing;
    std::int64_t made = 0;
    for (const auto& [id, hit] : log_.hits)
      made += is_mine(hit);
    if (made == 0) return "no detection: in the field of regard, but the signal never crossed the threshold";
    return fmt::format("detections did not arrive: {} made, none reached this centre", made);
  }
  Waited detection_wait(const FirstHit& first) const {
    const SensorId sensor = first.detection.sensor;
    const double revisit_s = sensor.index < c_.revisit_s.size() ? c_.revisit_s[sensor.index] : 0;
    std::optional<sense::Window> window; // the newest that had opened
    for (const sense::Window& w : windows(sensor))
      if (w.begin <= first.valid) window = w;
    if (!window || !(revisit_s > 0)) return {};
    const auto opened_in = static_cast<std::int64_t>(std::floor(seconds(window->begin) / revisit_s));
    const std::int64_t frames = first.detection.frame - opened_in;
    if (frames <= 0) return limit(sensor, window->face, window->opened_by, "opened", window->begin);
    if (frames == 1) {
      Waited w = limit(sensor, window->face, window->opened_by, "opened", window->begin);
      w.words += fmt::format("; revisit {:g} s", revisit_s);
      return w;
    }
    return slow_wait(first, sensor, opened_in, frames);
  }
  /// The link's parameter behind detections that came late or never.
  std::string link_param(SensorId sensor, std::int64_t from, const FirstHit& first) const {
    const auto here = log_.reporting.find(node_);
    if (here == log_.reporting.end() || !here->second.contains(sensor)) return {};
    const Route& route = here->second.at(sensor);
    if (route.link.empty()) return "sensors." + c_.sensors.at(sensor.index) + ".reports_to";
    bool late = false; // one that arrived at last
    for (auto it = log_.hits.lower_bound({sensor, from, 0}); it != log_.hits.end(); ++it) {
      if (it->first.sensor != sensor || it->first.frame >= first.detection.frame) break;
      late |= is_mine(it->second) && !route.lost.contains(it->first.frame);
    }
    return "links." + route.link + (late ? ".delay" : ".delivery_ratio");
  }
  bool is_mine(const Hit& hit) const {
    return object_ && std::find(hit.objects.begin(), hit.objects.end(), *object_) != hit.objects.end();
  }
  /// Frames went by with the object in the field of regard.
  Waited slow_wait(const FirstHit& first, SensorId sensor, std::int64_t opened_in,
                   std::int64_t frames) const {
    const std::string path = "sensors." + c_.sensors.at(sensor.index);
    std::int64_t earlier = 0;
    for (auto it = log_.hits.lower_bound({sensor, opened_in, 0}); it != log_.hits.end(); ++it) {
      if (it->first.sensor != sensor || it->first.frame >= first.detection.frame) break;
      earlier += is_mine(it->second);
    }
    if (earlier > 0)
      return {fmt::format("link: {} earlier detections lost or later", earlier),
              link_param(sensor, opened_in, first)};
    const Hit& hit = log_.hits.at(first.detection);
    if (is_kind(c_, sensor, sense::Kind::infrared))
      return {fmt::format("clouds, signal or frames to declare: {} frames without a report, then SNR {:.0f} dB",
                          frames - 1, hit.snr_db),
              path + ".cloud"};
    return {fmt::format("{}: {} frames without a hit, then SNR {:.0f} dB at {:.0f} km",
                        hit.fence_is_narrower ? "signal or search fence" : "signal", frames - 1, hit.snr_db,
                        hit.range_m / 1e3),
            path + ".reference_range"};
  }

  // --- tracks ---
  const Mine* first_by(TrackMoment TrackLog::*moment) const {
    const Mine* best = nullptr;
    for (const Mine& m : tracks_)
      if ((m.log->*moment).known < kNever && (!best || (m.log->*moment).known < (best->log->*moment).known))
        best = &m;
    return best;
  }
  std::string no_track() const {
    if (tracks_.empty()) {
      const auto d =
          std::find_if(rows_.begin(), rows_.end(), [](const auto& r) { return r.step == "first-detection"; });
      return d->happened ? "not confirmed: its detections started no track" : d->missing;
    }
    std::size_t most = 0;
    for (const Mine& m : tracks_) most = std::max(most, m.log->evidence.size());
    return fmt::format("not confirmed: {} tentative, the longest of {} detections", tracks_.size(), most);
  }
  void track() {
    const Mine* mine = first_by(&TrackLog::confirmed);
    if (!mine) {
      never("track", no_track());
      return;
    }
    const TrackMoment& m = mine->log->confirmed;
    LedgerRow& row = came("track", m.at, m.known);
    put_track(row, *mine, m.evidence);
    const bool named = node_.index < c_.confirm_words.size() && !c_.confirm_words[node_.index].empty();
    row.waited_for =
        named ? c_.confirm_words[node_.index] + " detections" : fmt::format("{} detections", m.evidence);
    if (node_.index < c_.confirm_param.size()) row.limit_param = c_.confirm_param[node_.index];
  }
  bool confirmed() const { return first_by(&TrackLog::confirmed) != nullptr; }
  std::string no_launch_call() const {
    if (!confirmed()) return "no confirmed track";
    std::uint32_t n = 0;
    for (const Mine& m : tracks_) n += m.log->num_estimates;
    return fmt::format("no launch call: in none of {} estimates", n);
  }
  std::string no_impact_point() const {
    if (!confirmed()) return "no confirmed track";
    double best_m = kNeverS;
    for (const Mine& m : tracks_) best_m = std::min(best_m, m.log->best_major_m);
    if (std::isinf(best_m)) return "no impact prediction";
    return fmt::format("not sharp enough: best 1-sigma {:.0f} km, {:.0f} km wanted", best_m / 1e3,
                       kImpactPointMajor_m / 1e3);
  }
  std::string no_exclusion() const {
    const std::string& centre = c_.nodes.at(node_.index);
    if (std::find(c_.asset_of.begin(), c_.asset_of.end(), centre) == c_.asset_of.end())
      return "the centre declares no asset";
    if (!confirmed()) return "no confirmed track";
    double least = kNeverS;
    for (const Mine& m : tracks_) least = std::min(least, m.log->least_asset_reach);
    if (std::isinf(least)) return "no impact prediction";
    return fmt::format("an asset stayed within reach: P at most {:.2g} at best, {:g} wanted", least,
                       kExcludedProbability);
  }
  void estimate_step(std::string_view step, TrackMoment TrackLog::*moment, std::string missing) {
    const Mine* mine = first_by(moment);
    if (!mine) {
      never(step, std::move(missing));
      return;
    }
    const TrackMoment& m = mine->log->*moment;
    LedgerRow& row = came(step, m.at, m.known);
    put_track(row, *mine, m.evidence);
    row.waited_for = m.known == mine->log->confirmed.known
                         ? "the track: nothing further"
                         : fmt::format("track length: {} detections", m.evidence);
    if (!m.words.empty()) row.waited_for += ", " + m.words;
    row.limit_param = estimate_param(*mine, m, step == "launch-call");
  }
  /// One value: what confirmed the track; or what the launch call asks of it; or what makes it grow.
  std::string estimate_param(const Mine& mine, const TrackMoment& m, bool call) const {
    const std::string judge = "centres." + c_.nodes.at(node_.index) + ".judge.";
    if (m.known == mine.log->confirmed.known)
      return node_.index < c_.confirm_param.size() ? c_.confirm_param[node_.index] : std::string();
    if (call) return judge + (mine.log->called_by_count ? "min_updates" : "significance");
    if (m.evidence == 0 || m.evidence > mine.log->evidence.size()) return judge + "significance";
    return "sensors." + c_.sensors.at(mine.log->evidence[m.evidence - 1].sensor.index) + ".revisit";
  }
  void coasting() {
    const Mine* mine = first_by(&TrackLog::coasting);
    if (!mine) {
      never("coasting", confirmed() ? "its track never coasted" : "no confirmed track");
      return;
    }
    LedgerRow& row = came("coasting", mine->log->coasting.at, mine->log->coasting.known);
    put_track(row, *mine, mine->log->coasting.evidence);
    row.waited_for = "no further detection";
    const TrackMoment& m = mine->log->coasting;
    if (const auto gone = closed_on(*mine, m.evidence, m.at)) put(row, *gone);
  }
  /// The limit that closed the view of the sensor behind the track's last true detection, between it and `by`.
  std::optional<Waited> closed_on(const Mine& mine, std::size_t evidence, Time by) const {
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
  /// Another window of the sensor covers the end of this one.
  static bool goes_on(const std::vector<sense::Window>& all, const sense::Window& w) {
    return std::any_of(all.begin(), all.end(), [&](const sense::Window& o) {
      return o.begin <= w.end + Duration(1'000'000) && o.end > w.end; // root bracketing: to 1 ms
    });
  }

  struct Life {
    Time begin, end;
    const Mine* mine;
  };
  std::vector<Life> lives() const {
    std::vector<Life> out;
    for (const Mine& m : tracks_)
      if (m.log->confirmed.known < kNever) out.push_back({m.log->confirmed.known, m.log->deleted, &m});
    std::stable_sort(out.begin(), out.end(), [](const Life& a, const Life& b) { return a.begin < b.begin; });
    return out;
  }
  void lost() {
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
    put_track(row, *last.mine, static_cast<std::uint32_t>(last.mine->log->evidence.size()));
    row.waited_for = "no detection since " + clock_words(time_s(last.mine->log->last_detection));
    const auto gone = closed_on(*last.mine, last.mine->log->evidence.size(), last.end);
    if (gone) put(row, *gone);
  }

  /// Ends of visibility over all faces of one sensor: a window's end that no other window of it covers.
  void left_field() {
    std::optional<sense::Window> first;
    SensorId by;
    Life held{};
    const auto all = lives();
    for (SensorId s : sensors_here()) {
      const auto mine = windows(s);
      for (const sense::Window& w : mine) {
        const auto life = std::find_if(all.begin(), all.end(),
                                       [&](const Life& l) { return l.begin <= w.end && w.end < l.end; });
        if (goes_on(mine, w) || !is_limit(w.closed_by) || life == all.end() || (first && first->end <= w.end))
          continue;
        first = w, by = s, held = *life;
      }
    }
    if (!first) {
      never("left-field", all.empty() ? "no confirmed track" : "not while it was tracked");
      return;
    }
    LedgerRow& row = came("left-field", first->end, kNever);
    row.sensor = c_.sensors.at(by.index);
    row.track = held.mine->id.number;
    put(row, limit(by, first->face, first->closed_by, "closed", first->end));
  }
  static bool is_limit(sense::Limit limit) {
    return limit != sense::Limit::existence && limit != sense::Limit::scenario &&
           limit != sense::Limit::signal;
  }

  // --- alerts ---
  /// An alert is about the objects of its tracks; one without tracks, about those of its state's last change.
  bool is_about(const warn::Alert& alert, const std::map<TrackId, Owner>& owners) const {
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
  std::vector<std::string> states() const {
    std::vector<std::string> out;
    if (node_.index < c_.alert_states.size()) out = c_.alert_states[node_.index];
    for (const warn::Alert* a : alerts_)
      if (std::find(out.begin(), out.end(), a->state) == out.end()) out.push_back(a->state);
    if (out.empty()) out.emplace_back();
    return out;
  }
  const warn::Alert* find_alert(const std::string& state, const auto& wanted) const {
    const auto it = std::find_if(alerts_.begin(), alerts_.end(),
                                 [&](const warn::Alert* a) { return a->state == state && wanted(*a); });
    return it == alerts_.end() ? nullptr : *it;
  }
  /// A step of the one alert that the ledger speaks of: the first that was declared, else the first that was raised.
  const warn::Alert* first_alert(warn::Step step, const std::string& state) const {
    const auto is = [](warn::Step wanted) { return [wanted](const warn::Alert& a) { return a.step == wanted; }; };
    const warn::Alert* spoken_of = find_alert(state, is(warn::Step::declared));
    if (!spoken_of) spoken_of = find_alert(state, is(warn::Step::rule_met));
    if (!spoken_of) return nullptr;
    return find_alert(state, [&](const warn::Alert& a) { return a.step == step && a.number == spoken_of->number; });
  }
  std::string no_alert(warn::Step step, const std::string& state) const {
    const auto pending = [&](warn::Step before, std::string missing) {
      const warn::Alert* a = first_alert(before, state);
      if (!a) return missing;
      if (a->due == kNever || a->due <= log_.finished)
        return "ended before the human chain: " + step_word(before) + " at " + clock_words(time_s(a->at));
      return "the run ended before the human chain: due " + clock_words(time_s(a->due));
    };
    if (step == warn::Step::rule_met) return confirmed() ? unmet(state) : "no confirmed track";
    if (step == warn::Step::declared) return pending(warn::Step::rule_met, "no rule was met");
    if (!first_alert(warn::Step::declared, state)) return "nothing was declared";
    if (step == warn::Step::withdraw_met) return "the withdrawal condition never held long enough";
    return pending(warn::Step::withdraw_met, "the withdrawal condition never held long enough");
  }
  /// An alert is a state of the centre: what comes second finds it standing.
  std::string unmet(const std::string& state) const {
    const auto stood = std::find_if(log_.alerts.begin(), log_.alerts.end(), [&](const warn::Alert& a) {
      return a.node == node_ && a.state == state && a.step == warn::Step::rule_met;
    });
    if (stood == log_.alerts.end()) return "its condition never held long enough";
    return "that alert stood already about another body, since " + clock_words(time_s(stood->at));
  }
  /// `assessment 30 s (assumption), conference 1 min (press)`: each delay with the grade of its value.
  std::string graded(const std::string& waited_for, const std::string& limit_param) const {
    std::string out;
    for (std::size_t at = 0; at < waited_for.size();) {
      const std::size_t end = std::min(waited_for.find(", ", at), waited_for.size());
      const std::string part = waited_for.substr(at, end - at), word = part.substr(0, part.find(' '));
      out += (out.empty() ? "" : ", ") + part + grade_of(word, limit_param);
      at = end + 2;
    }
    return out;
  }
  std::string grade_of(const std::string& word, const std::string& limit_param) const {
    const std::string centre = "centres." + c_.nodes.at(node_.index) + ".";
    const std::string path = word == "assessment" || word == "conference" ? centre + word
                             : word == "stand-down"                       ? centre + "stand_down"
                             : word == "hold"                             ? limit_param
                                                                          : std::string();
    const auto it = c_.value_words.find(path);
    if (it == c_.value_words.end() || !it->second.ends_with(')')) return {};
    return " " + it->second.substr(it->second.rfind('('));
  }
  /// The detection that was valid last.
  std::optional<DetectionId> newest_of(const std::vector<DetectionId>& evidence) const {
    std::optional<DetectionId> newest;
    Time valid = Time::min();
    for (const DetectionId& d : evidence)
      if (const auto hit = log_.hits.find(d); hit != log_.hits.end() && hit->second.valid >= valid) {
        newest = d;
        valid = hit->second.valid;
      }
    return newest;
  }
  void alert_step(warn::Step step) {
    for (const std::string& state : states()) {
      const warn::Alert* a = first_alert(step, state);
      LedgerRow& row =
          a ? came(step_word(step), a->at, a->at) : never(step_word(step), no_alert(step, state));
      row.state = state;
      if (!a) continue;
      put(row, {graded(a->waited_for, a->limit_param), a->limit_param});
      row.evidence = static_cast<std::int64_t>(a->evidence_for.size());
      if (const auto newest = newest_of(a->evidence_for)) row.sensor = c_.sensors.at(newest->sensor.index);
      if (!a->tracks.empty()) row.track = a->tracks.front().number;
    }
  }

  const Context& c_;
  const LedgerLog& log_;
  NodeId node_;
  Owner object_;
  std::vector<Mine> tracks_;
  std::vector<const warn::Alert*> alerts_;
  std::optional<Time> impact_;
  std::vector<LedgerRow> rows_;
};

/// The object that most of a track's detections came from; nothing if most were false.
Owner owner(const LedgerLog& log, const TrackLog& track) {
  std::map<ObjectId, std::size_t> count;
  std::size_t none = 0;
  for (const DetectionId& d : track.evidence) {
    const auto hit = log.hits.find(d);
    if (hit == log.hits.end()) ++none;
    else for (ObjectId object : hit->second.objects) ++count[object];
  }
  Owner best;
  for (const auto& [object, n] : count)
    if (!best || n > count[*best]) best = object;
  return best && count[*best] >= none ? best : Owner{};
}

} // namespace

std::vector<LedgerRow> ledger_rows(const Context& context, const LedgerLog& log) {
  std::map<TrackId, Owner> owners;
  for (const auto& [id, track] : log.tracks) owners[id] = owner(log, track);
  std::vector<LedgerRow> out;
  for (std::uint32_t n = 0; n < context.nodes.size(); ++n)
    for (std::uint32_t o = 0; o <= context.objects.size(); ++o) {
      const Owner object = o < context.objects.size() ? Owner{ObjectId{o}} : Owner{};
      for (LedgerRow& row : Pair(context, log, {n}, object, owners).rows()) out.push_back(std::move(row));
    }
  return out;
}

} // namespace dewline::record
