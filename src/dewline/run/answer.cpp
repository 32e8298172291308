#include "dewline/run/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "dewline/earth/gravity.hpp"
#include "dewline/record/words.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::run {
namespace {

using record::LedgerRow;

std::string capital(std::string name) {
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  return name;
}

/// The row of a step for the same centre, object and state as `like`; nullptr if it is not there or never happened.
const LedgerRow* beside(std::span<const LedgerRow> ledger, const LedgerRow& like, std::string_view step) {
  for (const auto& row : ledger)
    if (row.step == step && row.centre == like.centre && row.object == like.object && row.happened &&
        (row.state == like.state || row.state.empty()))
      return &row;
  return nullptr;
}

/// `8.9 min`, `95 s`.
std::string span_words(double s) { return s < 120 ? fmt::format("{:.0f} s", s) : fmt::format("{:.1f} min", s / 60); }

/// The row in which the centre's own track had excluded what it guards, if that came before `until_s` and the same track
/// did not threaten it afterwards; nullptr if not.
const LedgerRow* excluded_before(std::span<const LedgerRow> ledger, const LedgerRow& like, double until_s) {
  const LedgerRow* excluded = beside(ledger, like, "region-excluded");
  if (excluded == nullptr || !(excluded->known_s < until_s)) return nullptr;
  const LedgerRow* threatened = beside(ledger, like, "region-threatened");
  return threatened != nullptr && threatened->known_s > excluded->known_s ? nullptr : excluded;
}

/// When the centre's own track had excluded what it guards, and what the rest of the time went into.
std::string excluded_words(std::span<const LedgerRow> ledger, const LedgerRow& withdrawn) {
  const LedgerRow* excluded = excluded_before(ledger, withdrawn, withdrawn.known_s);
  if (excluded == nullptr) return ".";
  const LedgerRow* met = beside(ledger, withdrawn, "withdraw-met");
  return fmt::format(". Its own track had excluded an impact in what it guards at {}; the {} after that waited for {}{}.",
                     record::clock_words(excluded->known_s), span_words(withdrawn.known_s - excluded->known_s),
                     met == nullptr || met->waited_for.empty() ? "" : met->waited_for + " and for ", withdrawn.waited_for);
}

/// What stands next below a state of a centre by the rule set's order; empty: the record tells of none.
std::string state_below(std::span<const record::AlertRow> alerts, const std::string& centre, const std::string& state) {
  const auto own = [&](const record::AlertRow& a) { return a.centre == centre && a.raised_by == centre; };
  const auto same = std::ranges::find_if(alerts, [&](const auto& a) { return own(a) && a.state == state; });
  if (same == alerts.end()) return {};
  const auto below = std::ranges::find_if(alerts, [&](const auto& a) { return own(a) && a.level == same->level - 1; });
  return below == alerts.end() ? std::string() : below->state;
}

/// `, which it withdraws at 16:40`: what became of the state to which an alert was taken down, step by step.
std::string below_words(std::span<const record::AlertRow> alerts, const std::string& centre, const std::string& state,
                        double since_s, double impact_s) {
  const record::AlertRow* end = nullptr;
  for (const auto& a : alerts) {
    const bool ends = a.step == "withdrawn" || a.step == "downgraded";
    if (ends && a.centre == centre && a.raised_by == centre && a.state == state && a.known_s >= since_s &&
        (end == nullptr || a.known_s < end->known_s))
      end = &a;
  }
  if (end == nullptr) return "; that is never withdrawn";
  if (end->known_s >= impact_s) return "; that still stands then";
  const std::string at = record::clock_words(end->known_s), below = state_below(alerts, centre, state);
  if (end->step == "withdrawn" || below.empty())
    return fmt::format(", which it {} at {}", end->step == "withdrawn" ? "withdraws" : "takes down", at);
  return fmt::format(", which it takes down to {} at {}", below, at) + below_words(alerts, centre, below, end->known_s, impact_s);
}

/// `, 12.8 min before impact`; empty without one.
std::string impact_words(const LedgerRow& row) {
  if (!std::isfinite(row.to_impact_s)) return "";
  return fmt::format(", {} {} impact", span_words(std::fabs(row.to_impact_s)), row.to_impact_s < 0 ? "after" : "before");
}

/// How it ended, as far as that came before the impact: what is withdrawn after it was no false alarm.
std::string declared_words(std::span<const LedgerRow> ledger, std::span<const record::AlertRow> alerts, const LedgerRow& row) {
  std::string words = fmt::format("{} declares {} about {} at {}", capital(row.centre), row.state, row.object,
                                  record::clock_words(row.known_s));
  const LedgerRow *withdrawn = beside(ledger, row, "withdrawn"), *down = beside(ledger, row, "downgraded");
  const LedgerRow* end = withdrawn != nullptr ? withdrawn : down;
  if (end == nullptr) return words + impact_words(row) + "; it is never withdrawn.";
  const double impact_s = row.to_impact_s >= 0 ? row.known_s + row.to_impact_s : record::kNeverS;
  if (end->known_s >= impact_s) return words + impact_words(row) + "; it still stands then.";
  if (excluded_before(ledger, row, end->known_s) == nullptr && std::isfinite(row.to_impact_s)) words += impact_words(row) + ",";
  const std::string at = record::clock_words(end->known_s), later = span_words(end->known_s - row.known_s);
  if (withdrawn != nullptr) return words + fmt::format(" and withdraws it at {}, {} later", at, later) + excluded_words(ledger, *withdrawn);
  const std::string below = state_below(alerts, row.centre, row.state);
  return words + fmt::format(" and takes it down{} at {}, {} later", below.empty() ? "" : " to " + below, at, later) +
         (below.empty() ? "" : below_words(alerts, row.centre, below, end->known_s, impact_s)) + ".";
}

/// `It is declared again at 22:52 and withdrawn at 25:10.`; empty if it is not.
std::string again_words(std::span<const record::AlertRow> alerts, const LedgerRow& row) {
  std::vector<record::AlertRow> later = raised_again(alerts);
  std::erase_if(later, [&](const auto& a) { return a.centre != row.centre || a.state != row.state; });
  const auto declared = std::ranges::count(later, "declared", &record::AlertRow::step);
  if (declared == 0) return "";
  const record::AlertRow& last = later.back();
  std::string words = fmt::format(" It is declared again at {}", record::clock_words(later.front().known_s));
  if (declared > 1) words += fmt::format(", {} more times in all", declared);
  if (last.step != "declared")
    words += fmt::format("{} {} at {}", declared > 1 ? ", last" : " and", last.step == "withdrawn" ? "withdrawn" : "taken down",
                         record::clock_words(last.known_s));
  return words + ".";
}

/// Of each centre that declared something, in order: the first declaration of the gravest state that it declared.
std::vector<const LedgerRow*> gravest(std::span<const LedgerRow> ledger, std::span<const record::AlertRow> alerts) {
  std::map<std::pair<std::string, std::string>, std::int64_t> level;
  for (const auto& a : alerts)
    if (a.centre == a.raised_by) level[{a.centre, a.state}] = a.level;
  std::vector<const LedgerRow*> rows;
  for (const auto& row : ledger) {
    if (row.step != "declared" || !row.happened) continue;
    const auto same = std::ranges::find(rows, row.centre, &LedgerRow::centre);
    if (same == rows.end()) rows.push_back(&row);
    else if (level[{row.centre, row.state}] > level[{(*same)->centre, (*same)->state}]) *same = &row;
  }
  return rows;
}

std::string never_words(const LedgerRow& row) {
  return fmt::format("{} never declares {} about {}: {}.", capital(row.centre), row.state, row.object,
                     row.missing.empty() ? "its rule was never met" : row.missing);
}

std::string band_words(const record::Band& band) {
  const auto& s = band.share;
  std::string words = fmt::format("{} {} in {} of {} repeats ({:.0f} %, 95 % CI {:.0f} to {:.0f})", band.state, band.step,
                                  s.happened, s.runs, 100.0 * static_cast<double>(s.happened) / static_cast<double>(s.runs),
                                  100 * s.low, 100 * s.high);
  if (s.happened > 0)
    words += fmt::format("; if so, at {} to {} (middle 90 %)", record::clock_words(band.known_s.low),
                         record::clock_words(band.known_s.high));
  return words;
}

bool is_weak(const Note& note) { return note.grade == Grade::assumption || note.grade == Grade::fitted; }

} // namespace

std::string headline(std::span<const LedgerRow> ledger, std::span<const record::AlertRow> alerts) {
  std::string declared; // a sentence for each centre that declares something
  for (const LedgerRow* row : gravest(ledger, alerts))
    declared += (declared.empty() ? "" : " ") + declared_words(ledger, alerts, *row) + again_words(alerts, *row);
  if (!declared.empty()) return declared;
  for (const auto& row : ledger)
    if (row.step == "declared") return never_words(row);
  for (const auto& row : ledger)
    if (row.step == "first-detection" && row.happened)
      return fmt::format("{} first learns of {} at {}; no alert rule speaks of it.", capital(row.centre), row.object,
                         record::clock_words(row.known_s));
  return "Nothing was detected.";
}

std::string headline(const record::RunTables& tables) {
  return headline(tables.all<LedgerRow>(), tables.all<record::AlertRow>());
}

std::vector<record::AlertRow> raised_again(std::span<const record::AlertRow> alerts) {
  std::map<std::pair<std::string, std::string>, std::int64_t> first; // of a centre and state: the alert of its ledger
  std::vector<record::AlertRow> out;
  for (const auto& a : alerts) {
    if (a.centre != a.raised_by || (a.step != "declared" && a.step != "withdrawn" && a.step != "downgraded")) continue;
    if (first.try_emplace({a.centre, a.state}, a.number).first->second != a.number) out.push_back(a);
  }
  std::ranges::stable_sort(out, {}, &record::AlertRow::known_s);
  return out;
}

std::vector<std::string> luck(std::span<const record::Band> bands) {
  std::set<std::pair<std::string, std::string>> seen; // centre and object, in some repeat
  std::set<std::string> sighted;                      // centres that see something
  for (const auto& b : bands)
    if (!b.truth && b.share.happened > 0) seen.insert({b.centre, b.object}), sighted.insert(b.centre);
  std::set<std::tuple<std::string, std::string, std::string>> declared; // what never was is not withdrawn
  for (const auto& b : bands)
    if (b.step == "declared" && b.share.happened > 0) declared.insert({b.centre, b.object, b.state});
  const auto told = [&](const record::Band& b) {
    if (b.step == "downgraded" && b.share.happened == 0) return false;
    if (b.step == "withdrawn" && !declared.contains({b.centre, b.object, b.state})) return false;
    const bool part = b.object.find('/') != std::string::npos; // of an entry's bodies, and of no object: only what happened
    return (b.step == "declared" || b.step == "withdrawn" || b.step == "downgraded") && b.share.runs > 0 &&
           ((!part && b.object != record::kNoObject) || b.share.happened > 0) && (!sighted.contains(b.centre) || seen.contains({b.centre, b.object}));
  };
  std::map<std::tuple<std::string, std::string, std::string>, int> alike; // lines that only an object's name tells apart
  for (const auto& b : bands)
    if (told(b)) ++alike[{b.centre, b.step, b.state}];
  std::vector<std::string> lines;
  for (const auto& b : bands)
    if (told(b))
      lines.push_back(fmt::format("{}{}: {}", capital(b.centre), alike[{b.centre, b.step, b.state}] > 1 ? " about " + b.object : "",
                                  band_words(b)));
  return lines;
}

std::vector<record::WeakInput> weakest_inputs(const Scenario& scenario, std::span<const LedgerRow> ledger) {
  std::vector<record::WeakInput> weak;
  std::set<std::string> seen;
  for (const auto& row : ledger) {
    if (row.limit_param.empty() || !seen.insert(row.limit_param).second) continue;
    const Note* note = note_for(scenario, row.limit_param);
    const auto value = scenario.values.find(row.limit_param);
    if (note == nullptr && value != scenario.values.end() && row.limit_param.starts_with("centres."))
      weak.push_back({row.limit_param, value->second, "assumption", "", "the program's default"});
    if (note == nullptr || !is_weak(*note)) continue;
    weak.push_back({row.limit_param, value == scenario.values.end() ? note->value_text : value->second,
                    std::string(word(*note->grade)),
                    note->between ? note->between->first + " to " + note->between->second : "", note->note});
  }
  return weak;
}

record::Summary summarise(const Scenario& scenario, const Recorded& recorded, std::uint64_t seed, std::string_view version) {
  record::Summary s;
  s.headline = headline(recorded.tables);
  s.complete = recorded.complete;
  s.until_s = recorded.until_s;
  if (!s.complete) s.headline = "Stopped at " + record::clock_words(s.until_s) + ", before its end. Until then: " + s.headline;
  s.title = scenario.title;
  s.question = scenario.question;
  s.scenario = scenario.name;
  s.epoch_utc = scenario.epoch;
  s.version = version;
  s.scenario_hash = scenario.hash;
  s.tables_hash = recorded.tables_hash;
  s.seed = seed;
  s.ledger = recorded.ledger;
  s.counts = record::row_counts(recorded.tables);
  s.weakest = weakest_inputs(scenario, recorded.ledger);
  return s;
}

double kepler_arc_s(double ground_range_m, double apogee_h_m, double r_m) {
  const double half = 0.5 * ground_range_m / r_m, ra = r_m + apogee_h_m;
  const double e = (ra - r_m) / (ra - r_m * std::cos(half)); // 1 if it goes straight up
  const double a = ra / (1 + e);
  // Eccentric anomaly of the launch point, from its radius: r = a (1 - e cos E).
  const double E = std::acos(std::clamp((1 - r_m / a) / e, -1.0, 1.0));
  const double mean = E - e * std::sin(E);
  return 2 * (std::numbers::pi - mean) * std::sqrt(a * a * a / earth::kMu_m3_s2);
}

std::vector<HandCheck> hand_checks(const record::Context& context) {
  std::vector<HandCheck> checks;
  for (std::size_t i = 0; i < context.objects.size(); ++i) {
    const record::Milestone *launch = nullptr, *apogee = nullptr, *impact = nullptr;
    for (const auto& m : context.milestones[i]) {
      if (m.what == "launch") launch = &m;
      if (m.what == "apogee") apogee = &m;
      if (m.what == "impact") impact = &m;
    }
    if (launch == nullptr || apogee == nullptr || impact == nullptr || apogee->where.h_m < 100e3) continue;
    const double range = earth::course(launch->where, impact->where).distance_m;
    checks.push_back({context.objects[i], range, apogee->where.h_m, kepler_arc_s(range, apogee->where.h_m),
                      seconds(impact->at - launch->at)});
  }
  return checks;
}

std::vector<FirstSight> first_sights(const Model& model) {
  const truth::State state = truth::start(model.truth);
  const truth::View view(model.truth, state);
  std::vector<FirstSight> sights;
  for (std::size_t s = 0; s < model.sensors.size(); ++s) {
    std::set<ObjectId> seen;
    for (const auto& window : model.context.windows[s]) {
      if (!seen.insert(window.object).second) continue;
      const Vec3 p_E = view.state_E(window.object, window.begin).p;
      sights.push_back({model.context.sensors[s], model.context.objects[window.object.index],
                        record::limit_word(window.opened_by), seconds(window.begin),
                        norm(p_E - model.sensors[s].p_ES_E(window.begin)), earth::geodetic(p_E).h_m});
    }
  }
  return sights;
}

} // namespace dewline::run
