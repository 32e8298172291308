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

std::string after(const std::string& what) { return what.empty() ? "" : ", after " + what; }

/// Rank when there are more than kMaxMoments: the lowest stay. 0: no moment of its own.
int rank(const std::string& step) {
  static const std::map<std::string, int> kRank{
      {"declared", 1}, {"withdrawn", 2}, {"launch-call", 3}, {"region-excluded", 4}, {"first-detection", 5},
      {"rule-met", 6}, {"impact-point", 7}, {"withdraw-met", 8}, {"coasting", 9}, {"track", 10}, {"lost", 11}};
  const auto it = kRank.find(step);
  return it == kRank.end() ? 0 : it->second;
}

/// A step of the ledger, or of an alert that came after the one that the ledger speaks of.
struct Told : LedgerRow {
  bool again = false;
};

/// What one step says, as part of a sentence: `confirms track 3 with 3 detections`.
std::string clause(const Told& row, const Estimates& estimates, const std::string& track) {
  if (row.step == "first-detection")
    return fmt::format("gets its first detection, from {}, {:.0f} s after the echo", row.sensor, row.known_s - row.t_s);
  if (row.step == "track") return fmt::format("confirms {} with {} detections", track, row.evidence);
  if (row.step == "launch-call") return fmt::format("calls {} a launch", track);
  if (row.step == "rule-met") return fmt::format("has the rule for {} met", row.state);
  if (row.step == "declared") return fmt::format("declares {}{}{}", row.state, row.again ? " again" : "", after(row.waited_for));
  if (row.step == "impact-point") {
    const auto* e = estimate_at(estimates, row.centre, row.track, row.known_s);
    return e == nullptr ? "knows where it falls"
                        : fmt::format("knows where {} falls: 1-sigma {:.0f} by {:.0f} km", track, e->impact_major_m / 1e3,
                                      e->impact_minor_m / 1e3);
  }
  if (row.step == "region-excluded") return "excludes a fall in anything that it guards";
  if (row.step == "withdraw-met") return fmt::format("has the rule for withdrawing {} met", row.state);
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
Cap scene_of(const Subject& subject, const std::vector<KnownTrack>& tracks, const Estimates& estimates, const Moment& m) {
  Cap cap;
  for (const auto& [id, radar] : subject.scenario.sensors) {
    const auto to = subject.scenario.reports_to.find(id);
    if (to != subject.scenario.reports_to.end() && to->second == m.centre) cap.add(radar.at.lat_rad, radar.at.lon_rad);
  }
  for (const KnownTrack& k : tracks) {
    if (k.key.centre != m.centre || !k.key.from.empty() || k.key.number != m.track) continue;
    for (const auto& row : k.rows) {
      if (row.known_s > m.t_s) break;
      const Vec3 p_G{row.x_m, row.y_m, row.z_m};
      const auto at = earth::geodetic(subject.model->orientation.to_E({p_G, {}}, time_from_s(row.t_s)).p);
      cap.add(at.lat_rad, at.lon_rad, at.h_m);
    }
  }
  if (const auto* e = estimate_at(estimates, m.centre, m.track, m.t_s)) cap.add(e->impact_lat_rad, e->impact_lon_rad);
  return cap;
}

/// Steps of one centre that it knew, in order of time: those of its ledger and of its later alerts.
std::vector<Told> known_steps(const Subject& subject, const std::string& centre) {
  std::vector<Told> out;
  for (const auto& row : subject.summary.ledger)
    if (row.centre == centre && row.happened && !row.truth && std::isfinite(row.known_s) && rank(row.step) > 0)
      out.push_back({row, false});
  for (const auto& alert : run::raised_again(subject.tables.all<record::AlertRow>())) {
    if (alert.centre != centre) continue;
    LedgerRow row;
    row.centre = centre, row.step = alert.step, row.state = alert.state, row.happened = true;
    row.t_s = alert.t_s, row.known_s = alert.known_s, row.waited_for = alert.waited_for;
    row.track = track_of_alert(subject.tables, alert).second;
    out.push_back({row, true});
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
  std::string track = first.track > 0 ? fmt::format("track {}", first.track) : "its track";
  for (std::size_t i = 0; i < group.size(); ++i) {
    const std::string said = clause(group[i], estimates, track);
    words += (i == 0 ? " " : i + 1 == group.size() ? ", and " : ", ") + said;
    if (said.find(track) != std::string::npos) track = "it"; // named once
    m.title += (i == 0 ? "" : ", ") + step_label(group[i].step, group[i].state) + (group[i].again ? " again" : "");
    if (m.track == 0) m.track = group[i].track;
  }
  m.title = capital(m.title);
  m.words = words + ".";
  return m;
}

/// What a centre's own headline may call the body behind each object of its ledger.
std::map<std::string, std::string> track_names(const std::vector<LedgerRow>& ledger, const std::string& centre) {
  std::map<std::string, std::string> out;
  for (const auto& row : ledger)
    if (row.centre == centre && row.track > 0) out.emplace(row.object, fmt::format("its track {}", row.track));
  return out;
}

} // namespace

std::string centre_headline(const record::RunTables& tables, const std::string& centre) {
  const auto ledger = tables.all<LedgerRow>();
  const auto names = track_names(ledger, centre);
  std::vector<LedgerRow> known;
  for (const LedgerRow& row : ledger) {
    const auto name = names.find(row.object);
    if (row.centre != centre || row.truth || name == names.end()) continue;
    known.push_back(row);
    known.back().object = name->second;
    known.back().to_impact_s = record::kNoNumber;
  }
  return known.empty() ? capital(centre) + " learns of nothing that flies." : run::headline(known);
}

std::vector<Moment> moment_part(const Subject& subject, const std::vector<KnownTrack>& tracks, const Estimates& estimates) {
  std::vector<Moment> out;
  for (const auto& [centre, params] : subject.scenario.centres)
    for (const Group& group : choose(together(known_steps(subject, centre)))) {
      Moment m = moment_of(group, estimates);
      if (m.track == 0) // the first detection has no track yet; the view is that of the track to come
        for (const auto& row : subject.summary.ledger)
          if (m.track == 0 && row.centre == centre && row.object == group.front().object) m.track = row.track;
      scene_of(subject, tracks, estimates, m).put(m);
      if (m.step == "first-detection") m.track = 0;
      out.push_back(std::move(m));
    }
  return out;
}

} // namespace dewline::report
