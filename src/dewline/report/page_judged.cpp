// What centres made of their tracks: classes over time, the threat picture, judgements, and what they were told.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dewline/record/words.hpp"
#include "dewline/report/page_parts.hpp"
#include "dewline/warn/alert.hpp"

namespace dewline::report {
namespace {

constexpr double kClassChange = 0.01; ///< a row when the probability of some class moved by this
constexpr double kHeadingChange_rad = 0.02;

Number number(double v) { return std::isfinite(v) ? Number(v) : std::nullopt; }

/// In plain words, as the glossary has them.
std::string plain_class(warn::ObjectClass c) {
  using enum warn::ObjectClass;
  switch (c) {
    case icbm: return "intercontinental missile";
    case slbm: return "missile from the sea";
    case shorter: return "shorter-range missile";
    case sounding_rocket: return "sounding rocket";
    case space_launch: return "space launch";
    case reentry: return "object that re-enters";
    case satellite: return "satellite";
    case aircraft: return "aircraft";
    case cruise_missile: return "cruise missile";
    case drone: return "drone";
    case false_event: return "nothing: a false event";
  }
  return {};
}

/// The column of a class, after known_s; 0: no such class.
std::size_t class_column(const std::string& word) {
  std::size_t column = 1;
  for (const auto& [value, text] : enum_words(static_cast<warn::ObjectClass*>(nullptr))) {
    if (text == word) return column;
    ++column;
  }
  return 0;
}

/// Drops rows that say nearly the same as the last one kept; the first and the last stay.
void thin(std::vector<std::vector<double>>& rows, double change) {
  std::vector<std::vector<double>> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto moved = [&](std::size_t k) { return !(std::abs(rows[i][k] - kept.back()[k]) < change); };
    bool keep = kept.empty() || i + 1 == rows.size();
    for (std::size_t k = 1; !keep && k < rows[i].size(); ++k) keep = moved(k);
    if (keep) kept.push_back(rows[i]);
  }
  rows = std::move(kept);
}

std::vector<Rows> listed(std::map<std::string, Rows> by_id) {
  std::vector<Rows> out;
  for (auto& [id, rows] : by_id) out.push_back(std::move(rows));
  return out;
}

Judgement judgement_of(const record::EstimateRow& e) {
  Judgement j;
  j.centre = e.centre, j.track = track_id({e.centre, e.track_of == e.centre ? "" : e.track_of, e.track}), j.known_s = e.known_s;
  for (std::size_t from = 0; from < e.kinds.size();) {
    const std::size_t plus = std::min(e.kinds.find('+', from), e.kinds.size());
    j.kinds.push_back(e.kinds.substr(from, plus - from));
    from = plus + 1;
  }
  j.num_sensors = e.num_sensors;
  j.booster = e.booster, j.prob_booster = number(e.prob_booster);
  j.heading_rad = number(e.heading_rad), j.sigma_heading_rad = number(e.sigma_heading_rad);
  j.manoeuvres = e.manoeuvres, j.notified = e.notified;
  j.catalogue_number = e.catalogue_number;
  return j;
}

bool moved(const Number& a, const Number& b, double by) {
  return a.has_value() != b.has_value() || (a && !(std::abs(*a - *b) < by));
}
bool same(const Judgement& a, const Judgement& b) {
  return a.kinds == b.kinds && a.num_sensors == b.num_sensors && a.booster == b.booster && a.manoeuvres == b.manoeuvres &&
         a.notified == b.notified && a.catalogue_number == b.catalogue_number &&
         !moved(a.prob_booster, b.prob_booster, 0.05) && !moved(a.heading_rad, b.heading_rad, kHeadingChange_rad);
}

std::string window_words(Number opens_s, Number closes_s) {
  if (!opens_s || !closes_s) return {};
  return ", window " + record::clock_words(*opens_s) + " to " + record::clock_words(*closes_s);
}
std::string message_words(const PageMessage& m) {
  if (m.kind == word(warn::MessageKind::launch_notification))
    return "a rocket will be launched" + window_words(m.opens_s, m.closes_s);
  if (m.count == 0) return "the display shows no missile";
  return fmt::format("the display shows {} missile{}", m.count, m.count == 1 ? "" : "s");
}

/// One that reached nobody: only the scenario knows it.
PageMessage lost_message(const std::string& id, const warn::MessageParams& params) {
  PageMessage m;
  m.id = id, m.centre = params.to, m.kind = word(params.kind), m.sender = params.sender, m.truth = true;
  m.known_s = params.arrives_s, m.count = params.count;
  m.opens_s = params.opens_s, m.closes_s = params.closes_s;
  return m;
}
PageMessage told_message(const record::MessageRow& row) {
  PageMessage m;
  m.id = row.message, m.centre = row.centre, m.kind = row.kind, m.sender = row.sender, m.known_s = row.known_s;
  m.count = row.num_missiles;
  m.lat_rad = number(row.from_lat_rad), m.lon_rad = number(row.from_lon_rad), m.radius_m = number(row.radius_m);
  m.opens_s = number(row.opens_s), m.closes_s = number(row.closes_s);
  return m;
}

} // namespace

std::vector<ObjectKind> class_part() {
  std::vector<ObjectKind> out;
  for (const auto& [value, text] : enum_words(static_cast<warn::ObjectClass*>(nullptr)))
    out.push_back({std::string(text), plain_class(value)});
  return out;
}

std::vector<std::string> assessment_words() {
  std::vector<std::string> out;
  for (const auto& [value, text] : enum_words(static_cast<warn::Assessment*>(nullptr))) out.emplace_back(text);
  return out;
}

std::vector<std::string> class_columns() {
  std::vector<std::string> out{"known_s"};
  for (const auto& kind : class_part()) out.push_back(kind.word);
  return out;
}

std::vector<Rows> class_rows(const record::RunTables& tables) {
  std::map<std::string, Rows> by_track;
  for (const auto& p : tables.all<record::ClassProbabilityRow>()) {
    const std::size_t column = class_column(p.object_class);
    if (column == 0) continue;
    const std::string id = track_id({p.centre, p.track_of == p.centre ? "" : p.track_of, p.track});
    auto& rows = by_track.try_emplace(id, Rows{id, {}}).first->second.rows;
    if (rows.empty() || rows.back()[0] != p.known_s) { // classes below one in a thousand have no row
      rows.emplace_back(1 + warn::kNumClasses, 0.0);
      rows.back()[0] = p.known_s;
    }
    rows.back()[column] = p.prob;
  }
  for (auto& [id, rows] : by_track) thin(rows.rows, kClassChange);
  return listed(std::move(by_track));
}

std::vector<std::string> threat_columns() {
  return {"known_s", "raid_mean", "raid_low", "raid_high", "num_waves", "prob_attack", "assessment"};
}

std::vector<Rows> threat_rows(const record::RunTables& tables) {
  const auto words = assessment_words();
  std::map<std::string, Rows> by_centre;
  for (const auto& t : tables.all<record::ThreatRow>()) {
    const auto level = std::ranges::find(words, t.assessment) - words.begin();
    by_centre.try_emplace(t.centre, Rows{t.centre, {}})
        .first->second.rows.push_back({t.t_s, t.raid_mean, static_cast<double>(t.raid_low), static_cast<double>(t.raid_high),
                                       static_cast<double>(t.num_waves), t.prob_attack, static_cast<double>(level)});
  }
  for (auto& [id, rows] : by_centre) thin(rows.rows, kClassChange);
  return listed(std::move(by_centre));
}

std::vector<std::string> asset_threat_columns() { return {"known_s", "prob_any", "expected"}; }

std::vector<Rows> asset_threat_rows(const record::RunTables& tables) {
  std::map<std::string, Rows> by_asset;
  for (const auto& t : tables.all<record::ThreatAssetRow>()) {
    const std::string id = t.centre + "/" + t.asset;
    by_asset.try_emplace(id, Rows{id, {}}).first->second.rows.push_back({t.t_s, t.prob_any, t.expected});
  }
  for (auto& [id, rows] : by_asset) thin(rows.rows, kClassChange);
  return listed(std::move(by_asset));
}

std::vector<Judgement> judgement_part(const Estimates& estimates) {
  std::vector<Judgement> out;
  for (const auto& [key, rows] : estimates) {
    std::size_t first = out.size();
    for (const auto& row : rows) {
      Judgement j = judgement_of(row);
      if (out.size() == first || !same(out.back(), j)) out.push_back(std::move(j));
    }
  }
  std::ranges::stable_sort(out, {}, &Judgement::known_s);
  return out;
}

std::vector<PageMessage> message_part(const Subject& subject) {
  std::vector<PageMessage> out;
  for (const auto& row : subject.tables.all<record::MessageRow>())
    if (row.known_s <= subject.summary.until_s) out.push_back(told_message(row));
  for (const auto& [id, params] : subject.scenario.messages)
    if (!params.delivered) out.push_back(lost_message(id, params));
  for (PageMessage& m : out) {
    m.words = message_words(m);
    if (const auto it = subject.scenario.messages.find(m.id); it != subject.scenario.messages.end()) m.cause = it->second.cause;
  }
  std::ranges::stable_sort(out, {}, &PageMessage::known_s);
  return out;
}

} // namespace dewline::report
