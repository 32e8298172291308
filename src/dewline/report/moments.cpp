// Moments: the stops of a chronology, made from the ledger; and the answer of one centre. No object is named.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/report/page_parts.hpp"
#include "dewline/run/answer.hpp"

namespace dewline::report {
namespace {

using record::LedgerRow;

constexpr std::size_t kMaxMoments = 10;
constexpr double kTogether_s = 1.0;  ///< steps so near to each other are one stop
constexpr double kMargin = 1.35;     ///< of the view around what it shows
constexpr double kLeastSpan_rad = 0.15;

std::string capital(std::string words) {
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

std::string after(const std::string& what) {
  return what.empty() ? "" : what == "no human delay" ? " at once" : ", after " + what;
}

/// Rank when there are more than kMaxMoments: the lowest stay. 0: no moment of its own.
int rank(const std::string& step) {
  static const std::map<std::string, int> kRank{
      {"declared", 1}, {"withdrawn", 2}, {"downgraded", 2}, {"launch-call", 3}, {"region-threatened", 3},
      {"second-kind", 4}, {"region-excluded", 4}, {"told", 5}, {"first-detection", 5}, {"classified", 6},
      {"rule-met", 6}, {"decision", 7}, {"impact-point", 7}, {"withdraw-met", 8}, {"coasting", 9}, {"track", 10}, {"lost", 11}};
  const auto it = kRank.find(step);
  return it == kRank.end() ? 0 : it->second;
}

/// A step of the ledger, or of an alert that came after the one that the ledger speaks of.
struct Told : LedgerRow {
  TrackKey about; ///< number 0: no track yet
  bool again = false;
};

/// What one step says, as part of a sentence: `confirms track 3 with 3 detections`.
std::string clause(const Told& row, const Estimates& estimates, const std::string& track) {
  if (row.step == "first-detection")
    return fmt::format("gets its first detection, from {}, known {:.0f} s later", row.sensor, row.known_s - row.t_s);
  if (row.step == "track") return fmt::format("confirms {} with {} detections", track, row.evidence);
  if (row.step == "launch-call") return fmt::format("calls {} a launch", track);
  if (row.step == "rule-met") return fmt::format("finds the rule for {} met", row.state);
  if (row.step == "declared") return fmt::format("declares {}{}{}", row.state, row.again ? " again" : "", after(row.waited_for));
  if (row.step == "impact-point") {
    const auto* e = estimate_at(estimates, row.about, row.known_s);
    return e == nullptr ? "knows where it falls"
                        : fmt::format("knows where {} falls: 1-sigma {:.0f} by {:.0f} km", track, e->impact_major_m / 1e3,
                                      e->impact_minor_m / 1e3);
  }
  if (row.step == "second-kind") return "has a second kind of sensor behind " + track;
  if (row.step == "region-threatened") return "thinks it more likely than not that " + track + " falls on what it guards";
  if (row.step == "classified") return "is nearly sure what " + track + " is";
  if (row.step == "told") return row.other.empty() ? "is told of it" : "is told of it by " + row.other;
  if (row.step == "decision") return fmt::format("has those who are warned decide on {}", row.state);
  if (row.step == "downgraded") return fmt::format("takes {} down to the state below", row.state);
  if (row.step == "region-excluded") return "excludes a fall in anything that it guards";
  if (row.step == "withdraw-met") return fmt::format("finds the rule for withdrawing {} met", row.state);
  if (row.step == "withdrawn") return fmt::format("withdraws {}{}{}", row.state, row.again ? " again" : "", after(row.waited_for));
  if (row.step == "coasting") return "holds " + track + " without further detections";
  return "has lost " + track; // lost
}

/// Directions that a view should hold, and the height that it needs around them.
class Cap {
 public:
  void add(double lat_rad, double lon_rad, double h_m = 0) {
    if (!std::isfinite(lat_rad) || !std::isfinite(lon_rad)) return;
    height_rad_ = std::max(height_rad_, h_m / earth::kA_m);
    directions_.push_back({std::cos(lat_rad) * std::cos(lon_rad), std::cos(lat_rad) * std::sin(lon_rad), std::sin(lat_rad)});
  }
  void put(Moment& m) const {
    m.span_rad = kLeastSpan_rad;
    if (directions_.empty()) return;
    Vec3 sum;
    for (const Vec3& d : directions_) sum = sum + d;
    const Vec3 middle = norm(sum) > 1e-6 ? unit(sum) : directions_.front();
    m.lat_rad = std::asin(std::clamp(middle.z, -1.0, 1.0));
    m.lon_rad = std::atan2(middle.y, middle.x);
    for (const Vec3& d : directions_)
      m.span_rad = std::max(m.span_rad, kMargin * std::acos(std::clamp(dot(middle, d), -1.0, 1.0)));
    m.span_rad = std::min(m.span_rad + height_rad_, std::numbers::pi / 2);
  }

 private:
  std::vector<Vec3> directions_;
  double height_rad_ = 0;
};

/// The track, the sensors that serve the centre, and the predicted fall.
Cap scene_of(const Subject& subject, const std::vector<KnownTrack>& tracks, const Estimates& estimates, const TrackKey& about,
             double t_s) {
  Cap cap;
  for (std::size_t i = 0; i < subject.model->sensors.size(); ++i) {
    const sense::Sensor& sensor = subject.model->sensors[i];
    if (sensor.infrared() != nullptr) continue;
    const auto at = earth::geodetic(sensor.p_ES_E(Time{}));
    if (reports_to(subject.scenario, subject.model->context.sensors[i]).contains(about.centre))
      cap.add(at.lat_rad, at.lon_rad);
  }
  for (const KnownTrack& k : tracks) {
    if (k.key != about) continue;
    for (const auto& row : k.rows) {
      if (row.known_s > t_s) break;
      const auto at = earth::geodetic(subject.model->orientation.to_E(state_G(row), time_from_s(row.t_s)).p);
      cap.add(at.lat_rad, at.lon_rad, at.h_m);
    }
  }
  if (own_number(about) == 0) return cap;
  if (const auto* e = estimate_at(estimates, about, t_s)) cap.add(e->impact_lat_rad, e->impact_lon_rad);
  return cap;
}

/// Steps of one centre that it knew, in order of time: those of its ledger and of its later alerts.
std::vector<Told> known_steps(const Subject& subject, const std::string& centre) {
  const AlertTracks alerts = alert_tracks(subject.tables);
  std::vector<Told> out;
  for (const auto& row : subject.summary.ledger)
    if (row.centre == centre && row.happened && !row.truth && row.known_s <= subject.summary.until_s && rank(row.step) > 0)
      out.push_back({row, track_of(alerts, row), false});
  for (const auto& alert : run::raised_again(subject.tables.all<record::AlertRow>())) {
    if (alert.centre != centre) continue;
    LedgerRow row;
    row.centre = centre, row.step = alert.step, row.state = alert.state, row.happened = true;
    row.t_s = alert.t_s, row.known_s = alert.known_s, row.waited_for = alert.waited_for;
    out.push_back({row, track_of(alerts, row), true});
  }
  std::ranges::stable_sort(out, {}, &Told::known_s);
  return out;
}

using Group = std::vector<Told>;

/// Steps of one object within a second are one stop, each state and step said once.
std::vector<Group> together(const std::vector<Told>& rows) {
  std::vector<Group> groups;
  for (const Told& row : rows) {
    const bool same = !groups.empty() && row.known_s - groups.back().front().known_s < kTogether_s &&
                      row.object == groups.back().front().object;
    if (!same) groups.emplace_back();
    const bool said = std::ranges::any_of(groups.back(), [&](const Told& r) { return r.step == row.step && r.state == row.state; });
    if (!said) groups.back().push_back(row);
  }
  return groups;
}

int best_rank(const Group& group) {
  int best = 99;
  for (const Told& row : group) best = std::min(best, rank(row.step));
  return best;
}

/// The most telling stops, in order of time.
std::vector<Group> choose(std::vector<Group> groups) {
  while (groups.size() > kMaxMoments)
    groups.erase(std::max_element(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return best_rank(a) < best_rank(b); }));
  return groups;
}

Moment moment_of(const Group& group, const Estimates& estimates) {
  const Told& first = *std::ranges::min_element(group, {}, [](const Told& row) { return rank(row.step); });
  Moment m;
  m.centre = first.centre, m.t_s = group.back().known_s, m.step = first.step, m.state = first.state;
  std::string words = capital(first.centre);
  std::string track = first.about.number > 0 ? track_words(first.about) : "its track";
  for (std::size_t i = 0; i < group.size(); ++i) {
    const std::string said = clause(group[i], estimates, track);
    words += (i == 0 ? " " : i + 1 == group.size() ? ", and " : ", ") + said;
    if (said.find(track) != std::string::npos) track = "it"; // named once
    m.title += (i == 0 ? "" : ", ") + step_label(group[i].step, group[i].state) + (group[i].again ? " again" : "");
    if (m.track == 0) m.track = own_number(group[i].about);
  }
  m.title = capital(m.title);
  m.words = words + ".";
  return m;
}

/// What a centre's own words may call the body behind each object of its ledger.
std::map<std::string, std::string> track_names(const Subject& subject, const std::string& centre) {
  const AlertTracks alerts = alert_tracks(subject.tables);
  std::map<std::string, std::string> out;
  for (const auto& row : subject.summary.ledger) {
    if (row.centre != centre || row.truth || row.track == 0) continue;
    const TrackKey track = track_of(alerts, row);
    out.emplace(row.object, (track.from.empty() ? "its " : "") + track_words(track));
  }
  return out;
}

/// The track that a stop is about; of a first detection, which has none yet, that to come.
TrackKey subject_of(const Group& group, const std::vector<Told>& steps) {
  for (const Told& row : group)
    if (row.about.number > 0) return row.about;
  const auto later = std::ranges::find_if(steps, [&](const Told& s) { return s.about.number > 0 && s.object == group.front().object; });
  return later == steps.end() ? TrackKey{group.front().centre, "", 0} : later->about;
}

} // namespace

std::string centre_headline(const Subject& subject, const std::string& centre) {
  const auto names = track_names(subject, centre);
  std::vector<LedgerRow> known;
  for (const LedgerRow& row : subject.summary.ledger) {
    const auto name = names.find(row.object);
    if (row.centre != centre || row.truth || name == names.end()) continue;
    known.push_back(row);
    known.back().object = name->second;
    known.back().to_impact_s = record::kNoNumber;
    known.back().waited_for = known_words(row);
  }
  if (known.empty()) return capital(centre) + " learns of nothing that flies.";
  return run::headline(known, subject.tables.all<record::AlertRow>());
}

std::vector<std::string> luck_part(const Subject& subject) {
  std::map<std::string, std::map<std::string, std::string>> names;
  for (const auto& [centre, params] : subject.scenario.centres) names[centre] = track_names(subject, centre);
  std::vector<record::Band> bands;
  for (const auto& band : subject.summary.bands) {
    const auto name = names[band.centre].find(band.object);
    if (name == names[band.centre].end()) continue; // an object that it does not know of in this run
    bands.push_back(band);
    bands.back().object = name->second;
  }
  return run::luck(bands);
}

std::vector<Moment> moment_part(const Subject& subject, const std::vector<KnownTrack>& tracks, const Estimates& estimates) {
  std::vector<Moment> out;
  for (const auto& [centre, params] : subject.scenario.centres) {
    const std::vector<Told> steps = known_steps(subject, centre);
    for (const Group& group : choose(together(steps))) {
      Moment m = moment_of(group, estimates);
      scene_of(subject, tracks, estimates, subject_of(group, steps), m.t_s).put(m);
      out.push_back(std::move(m));
    }
  }
  return out;
}

} // namespace dewline::report
