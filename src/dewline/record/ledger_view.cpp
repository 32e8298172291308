// When the geometry opened, and what the first detection waited for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "dewline/record/ledger_pair.hpp"
#include "dewline/record/limits.hpp"
#include "dewline/record/words.hpp"

namespace dewline::record {

std::vector<SensorId> Pair::sensors_here() const {
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
std::vector<sense::Window> Pair::windows(SensorId sensor) const {
  std::vector<sense::Window> out;
  if (object_ && sensor.index < c_.windows.size())
    for (const sense::Window& w : c_.windows[sensor.index])
      if (w.object == *object_) out.push_back(w);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return out;
}

Waited Pair::limit(SensorId sensor, std::uint32_t face, sense::Limit limit, std::string_view verb,
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

void Pair::visible() {
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

std::string Pair::sensor_list() const {
  std::string out;
  for (SensorId s : sensors_here()) out += (out.empty() ? "" : ", ") + c_.sensors.at(s.index);
  return out;
}

void Pair::first_detection() {
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

std::string Pair::no_detection() const {
  if (const LedgerRow& visible = row_of("visible"); !visible.happened) return visible.missing;
  std::int64_t made = 0;
  for (const auto& [id, hit] : log_.hits)
    made += is_mine(hit);
  if (made == 0) return "no detection: in the field of regard, but the signal never crossed the threshold";
  return fmt::format("detections did not arrive: {} made, none reached this centre", made);
}

Waited Pair::detection_wait(const FirstHit& first) const {
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

/// True detections of this object by the same sensor, from a frame on, before the first that counts.
std::vector<DetectionId> Pair::earlier(const FirstHit& first, std::int64_t from) const {
  const DetectionId& until = first.detection;
  std::vector<DetectionId> out;
  for (auto it = log_.hits.lower_bound({until.sensor, from, 0}); it != log_.hits.end(); ++it) {
    if (it->first.sensor != until.sensor || it->first.frame >= until.frame) break;
    if (is_mine(it->second)) out.push_back(it->first);
  }
  return out;
}

/// Whether this centre's tracks hold them: `in other tracks`, `in no track`, `in other tracks or in none`.
std::string Pair::where(const std::vector<DetectionId>& detections) const {
  std::set<DetectionId> tracked;
  for (const auto& [id, track] : log_.tracks)
    if (id.node == node_) tracked.insert(track.evidence.begin(), track.evidence.end());
  const auto n = std::count_if(detections.begin(), detections.end(),
                               [&](const DetectionId& d) { return tracked.contains(d); });
  if (n == 0) return "in no track";
  return std::cmp_equal(n, detections.size()) ? "in other tracks" : "in other tracks or in none";
}

/// Why earlier detections do not count: lost or late on the way here, or here in time and not in the track, or never
/// sent here (what another centre reports is a track, with the detections behind it).
Waited Pair::earlier_wait(const FirstHit& first, const std::vector<DetectionId>& earlier) const {
  const auto here = log_.reporting.find(node_);
  const SensorId sensor = first.detection.sensor;
  if (here == log_.reporting.end() || !here->second.contains(sensor))
    return {fmt::format("reports: {} earlier detections are not behind the track reported here", earlier.size()), {}};
  const Route& route = here->second.at(sensor);
  const auto due = [&](const DetectionId& d) {
    const auto it = route.due.find(d.frame);
    return it == route.due.end() ? kNever : it->second;
  };
  const Time came = std::min(due(first.detection), first.known);
  std::vector<DetectionId> in_time;
  bool late = false; // one that arrived at last
  for (const DetectionId& d : earlier) {
    if (due(d) <= came) in_time.push_back(d);
    else late |= due(d) < kNever;
  }
  if (in_time.size() == earlier.size())
    return {fmt::format("association: {} earlier detections {}", earlier.size(), where(earlier)),
            "centres." + c_.nodes.at(node_.index) + ".tracker.prob_gate"};
  const std::string words = fmt::format("link: {} earlier detections lost or later", earlier.size() - in_time.size());
  if (route.link.empty()) return {words, "sensors." + c_.sensors.at(sensor.index) + ".reports_to"};
  return {words, "links." + route.link + (late ? ".delay" : ".delivery_ratio")};
}

bool Pair::is_mine(const Hit& hit) const {
  return object_ && std::find(hit.objects.begin(), hit.objects.end(), *object_) != hit.objects.end();
}

/// Frames went by with the object in the field of regard.
Waited Pair::slow_wait(const FirstHit& first, SensorId sensor, std::int64_t opened_in,
                 std::int64_t frames) const {
  const std::string path = "sensors." + c_.sensors.at(sensor.index);
  if (const auto before = earlier(first, opened_in); !before.empty()) return earlier_wait(first, before);
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


/// Another window of the sensor covers the end of this one.
bool Pair::goes_on(const std::vector<sense::Window>& all, const sense::Window& w) {
  return std::any_of(all.begin(), all.end(), [&](const sense::Window& o) {
    return o.begin <= w.end + Duration(1'000'000) && o.end > w.end; // root bracketing: to 1 ms
  });
}


/// Ends of visibility over all faces of one sensor: a window's end that no other window of it covers.
void Pair::left_field() {
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
  put_track(row, held.mine->id, 0);
  put(row, limit(by, first->face, first->closed_by, "closed", first->end));
}

bool Pair::is_limit(sense::Limit limit) {
  return limit != sense::Limit::existence && limit != sense::Limit::scenario &&
         limit != sense::Limit::signal;
}

} // namespace dewline::record
