// A score in words: table for people, JSON for machines. One list of numbers serves both.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "dewline/record/metrics/score.hpp"

namespace dewline::record {
namespace {

using Json = nlohmann::ordered_json;

Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }
double count(std::int64_t n) { return static_cast<double>(n); }

void add_means(std::vector<ScoreLine>& out, const Score& s) {
  const ScoreMeans& m = s.mean;
  const std::string to_the_p = s.params.p == 1 ? "m" : fmt::format("m^{:g}", s.params.p);
  const double each = s.params.alpha == 2 ? std::pow(s.params.c_m, s.params.p) / 2 : std::nan("");
  out.push_back({"num_instants", count(static_cast<std::int64_t>(s.steps.size())), "",
                 "instants with a track or an object"});
  out.push_back({"gospa_m", m.gospa_m, "m", "mean GOSPA: errors, missed and false tracks in one number"});
  out.push_back({"gospa_location", m.location, to_the_p, "its part from position errors"});
  out.push_back({"gospa_missed", each * m.num_missed, to_the_p, "its part from objects without a track"});
  out.push_back({"gospa_false", each * m.num_false, to_the_p, "its part from tracks without an object"});
  out.push_back({"num_missed", m.num_missed, "", "objects without a track, per instant"});
  out.push_back({"num_false", m.num_false, "", "tracks without an object, per instant"});
  out.push_back({"match_error_m", m.match_error_m, "m", "typical position error of matched tracks"});
  out.push_back({"ospa_m", m.ospa_m, "m", "mean OSPA: error per object, c for each one too many or too few"});
}

void add_siap(std::vector<ScoreLine>& out, const Siap& s) {
  out.push_back({"siap_completeness", s.completeness, "", "share of objects with a track; 1 is best"});
  out.push_back({"siap_ambiguity", s.ambiguity, "", "tracks per tracked object; 1 is best"});
  out.push_back({"siap_spuriousness", s.spuriousness, "", "share of tracks without an object; 0 is best"});
  out.push_back({"siap_position_accuracy_m", s.position_accuracy_m, "m", "mean position error"});
  out.push_back({"siap_velocity_accuracy_m_s", s.velocity_accuracy_m_s, "m/s", "mean velocity error"});
  out.push_back({"siap_number_changes_per_s", s.number_changes_per_s, "1/s", "changes of track number"});
  out.push_back({"siap_longest_segment", s.longest_segment, "",
                 "longest time with one track, share of the objects' lives; 1 is best"});
}

void add_continuity(std::vector<ScoreLine>& out, const Continuity& c) {
  out.push_back({"completeness", c.completeness, "", "share of the objects' instants with a matched track"});
  out.push_back({"purity", c.purity, "", "share of matched rows on the track's main object; 1 is best"});
  out.push_back({"num_breaks", count(c.num_breaks), "", "gaps: tracked, not tracked, tracked again"});
  out.push_back({"num_changes", count(c.num_changes), "", "an object's track is another than before"});
  out.push_back({"num_swaps", count(c.num_swaps), "", "of these: it was another object's track"});
  out.push_back({"num_never_tracked", count(c.num_never), "", "objects that never had a track"});
  out.push_back({"num_false_tracks", count(c.num_false), "", "tracks that never had an object"});
  out.push_back(
      {"mean_latency_s", c.mean_latency_s, "s", "from an object's first instant to its first track"});
  out.push_back({"max_latency_s", c.max_latency_s, "s", "the longest of these"});
}

void add_nees(std::vector<ScoreLine>& out, const Consistency& n) {
  out.push_back({"num_nees", count(n.num_samples), "", "matched rows with a covariance"});
  out.push_back({"num_nees_singular", count(n.num_singular), "", "covariances not positive definite"});
  out.push_back({"nees", n.mean, "", fmt::format("normalised error squared; {:g} is honest", n.dof)});
  out.push_back({"nees_low", n.band95.low, "", "95 % band of that mean, as if rows were independent: from"});
  out.push_back({"nees_high", n.band95.high, "", "to"});
  out.push_back(
      {"nees_share_in_95", n.share_in_95, "", "share of rows in the 95 % band of one; 0.95 is honest"});
}

Json step_json(const ScoreStep& s) {
  return {{"time_s", seconds(s.time)},
          {"gospa_m", number(s.gospa.value_m)},
          {"gospa_location", number(s.gospa.location)},
          {"gospa_missed", number(s.gospa.missed)},
          {"gospa_false", number(s.gospa.false_alarms)},
          {"num_matched", s.gospa.num_matched},
          {"num_missed", s.gospa.num_missed},
          {"num_false", s.gospa.num_false},
          {"ospa_m", number(s.ospa_m)}};
}

} // namespace

std::vector<ScoreLine> lines(const Score& score) {
  std::vector<ScoreLine> out;
  add_means(out, score);
  add_siap(out, score.siap);
  add_continuity(out, score.continuity);
  add_nees(out, score.nees);
  return out;
}

std::string conditions(const ScoreParams& p) {
  return fmt::format("c = {:g} m, p = {:g}, alpha = {:g}, OSPA p = {:g}, {}", p.c_m, p.p, p.alpha, p.ospa_p,
                     word(p.knowledge));
}

std::string score_text(const Score& score) {
  std::string out = conditions(score.params) + "\n";
  for (const ScoreLine& line : lines(score)) {
    const std::string value = std::isfinite(line.value) ? fmt::format("{:.6g}", line.value) : "-";
    out += fmt::format("  {:<28}{:>12} {:<4} {}\n", line.key, value, line.unit, line.says);
  }
  return out;
}

std::string score_json(const Score& score, Steps steps) {
  const ScoreParams& p = score.params;
  Json json{{"c_m", p.c_m},
            {"p", p.p},
            {"alpha", p.alpha},
            {"ospa_p", p.ospa_p},
            {"knowledge", std::string(word(p.knowledge))}};
  for (const ScoreLine& line : lines(score)) json[line.key] = number(line.value);
  if (steps == Steps::with) {
    json["steps"] = Json::array();
    for (const ScoreStep& s : score.steps) json["steps"].push_back(step_json(s));
  }
  return json.dump(1);
}

} // namespace dewline::record
