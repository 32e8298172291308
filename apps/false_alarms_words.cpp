// A study of false alarms in words and as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "dewline/base/hash.hpp"
#include "false_alarms.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

using nlohmann::ordered_json;
using study::RocRow;

std::string number_words(double x) {
  if (x == 0) return "0";
  return x >= 0.01 && x < 1e4 ? fmt::format("{:.3g}", x) : fmt::format("{:.1e}", x);
}

std::string interval_words(const study::Interval& i) { return number_words(i.low) + " to " + number_words(i.high); }

std::string disputed_words(const study::Interval& i) {
  return i.low == i.high ? "-" : interval_words(i);
}

std::string share_words(const record::Share& s) {
  return fmt::format("{:.3g} % ({:.3g} to {:.3g})", 100.0 * static_cast<double>(s.happened) / static_cast<double>(s.runs),
                     100 * s.low, 100 * s.high);
}

std::string delay_words(const RocRow& row) {
  if (!row.missed) return "-";
  return std::isfinite(row.delay_s.median) ? fmt::format("{:.1f} min", row.delay_s.median / 60) : "never";
}

std::string tree_words(const RocRow& row) {
  if (!row.tree_per_year) return "no tree";
  return number_words(*row.tree_per_year) + (row.agrees ? "" : " (!)");
}

std::string causes_table(const study::FalseAlarms& r) {
  std::vector<std::vector<std::string>> lines{{"cause", "a year", "disputed", "shows", "episodes", "what happens"}};
  for (std::size_t i = 0; i < r.causes.size(); ++i) {
    const study::Cause& c = r.causes[i];
    lines.push_back({c.name, number_words(c.per_year), disputed_words(c.disputed),
                     c.num_manifestations > 1 ? fmt::format("{:.3g} times", c.num_manifestations) : "once",
                     i < r.num_played.size() ? std::to_string(r.num_played[i]) : "0", c.doc.empty() ? c.kind : c.doc});
  }
  return table(lines, {1, 2, 3, 4});
}

std::string rows_table(const FalseAlarmOptions& o, const study::FalseAlarms& r) {
  std::vector<std::vector<std::string>> lines{{"rules", "centre", "state", "false alerts", "a year", "95 % counting",
                                               "disputed rates", "fault tree", o.years == 1 ? std::string("in a year") : fmt::format("in {:g} years", o.years),
                                               "at least one", "attacks missed", "delay"}};
  for (const RocRow& row : r.rows)
    lines.push_back({row.rules, row.centre, row.state, rate_words(row.false_alerts.per_year),
                     number_words(row.false_alerts.per_year), interval_words(row.false_alerts.counting),
                     disputed_words(row.disputed), tree_words(row), number_words(row.alerts_per_year * o.years),
                     fmt::format("{:.3g} %", 100 * study::prob_any(row, o.years)), row.missed ? share_words(*row.missed) : "-",
                     delay_words(row)});
  return table(lines, {4, 5, 6, 7, 8, 9, 11});
}

/// The greatest contributions of each row that has any.
std::string parts_table(const study::FalseAlarms& r) {
  std::vector<std::vector<std::string>> lines{{"rules", "centre", "state", "cause", "declared in episodes", "a year"}};
  for (const RocRow& row : r.rows) {
    auto parts = row.parts;
    std::erase_if(parts, [](const auto& p) { return p.declared.happened == 0; });
    const auto rate = [](const study::Contribution& p) {
      return p.per_year * static_cast<double>(p.declared.happened) / static_cast<double>(p.declared.runs);
    };
    std::ranges::stable_sort(parts, std::ranges::greater{}, rate);
    for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), 4); ++i)
      lines.push_back({row.rules, row.centre, row.state, fmt::format("{}", fmt::join(parts[i].causes, " with ")),
                       share_words(parts[i].declared), number_words(rate(parts[i]))});
  }
  return lines.size() == 1 ? "no false alert was declared in any episode\n" : table(lines, {5});
}

std::string counts_table(const study::FalseAlarms& r) {
  std::vector<std::vector<std::string>> lines{{"published", "centre", "state", "years", "count", "model", "middle 90 %", "what was counted"}};
  for (const study::CountRow& c : r.counts) {
    const bool predicted = !c.is_input;
    const std::string count = c.between.low == c.between.high ? number_words(c.published) : number_words(c.published) + " (" + interval_words(c.between) + ")";
    lines.push_back({c.name, c.centre, c.state, number_words(c.years), count, predicted ? number_words(c.expected) : "input",
                     predicted ? fmt::format("{} to {}", c.low, c.high) : "", c.text});
  }
  return bold("published counts") + dim("   the interval covers chance and the disputed rates; nothing is fitted to them") +
         "\n" + table(lines, {3, 4, 5, 6});
}

std::string pairs_words(const study::FalseAlarms& r) {
  std::string all;
  for (const auto& pair : r.pairs) all += (all.empty() ? "" : ", ") + fmt::format("{}", fmt::join(pair, " with "));
  std::string words = fmt::format("two causes at once   {}\n", all.empty() ? "no pair declares what one cause does not" : all);
  if (r.num_minor_pairs > 0)
    words += fmt::format("                     {} more pairs add less than 0.1 % each and are left out\n", r.num_minor_pairs);
  return words;
}

ordered_json json_of(const study::Interval& i) { return {i.low, i.high}; }
ordered_json json_of(const record::Share& s) {
  return {{"happened", s.happened}, {"runs", s.runs}, {"low", s.low}, {"high", s.high}};
}
ordered_json number(double x) { return std::isfinite(x) ? ordered_json(x) : ordered_json(); }

ordered_json json_of(const RocRow& row, double years) {
  ordered_json out{{"rule_set", row.rules}, {"centre", row.centre}, {"state", row.state}, {"level", row.level},
                   {"false_per_year", row.false_alerts.per_year}, {"low", row.false_alerts.counting.low},
                   {"high", row.false_alerts.counting.high}, {"disputed_low", row.disputed.low},
                   {"disputed_high", row.disputed.high}, {"alerts_per_year", row.alerts_per_year},
                   {"tree_per_year", row.tree_per_year ? number(*row.tree_per_year) : ordered_json()},
                   {"tree_agrees", row.agrees}, {"prob_any", study::prob_any(row, years)}};
  if (row.missed) {
    out["miss"] = static_cast<double>(row.missed->happened) / static_cast<double>(row.missed->runs);
    out["miss_low"] = row.missed->low, out["miss_high"] = row.missed->high;
    out["delay_s"] = number(row.delay_s.median);
    out["delay_low_s"] = number(row.delay_s.low), out["delay_high_s"] = number(row.delay_s.high);
  }
  out["parts"] = ordered_json::array();
  for (const auto& p : row.parts)
    out["parts"].push_back({{"causes", p.causes}, {"per_year", p.per_year}, {"disputed", json_of(p.disputed)},
                            {"num_manifestations", p.num_manifestations}, {"declared", json_of(p.declared)},
                            {"tree", p.tree ? number(*p.tree) : ordered_json()}});
  return out;
}

} // namespace

std::string rate_words(double per_year) {
  if (!(per_year > 0)) return "none counted";
  if (per_year >= 1) return fmt::format("{:.3g} a year", per_year);
  return fmt::format("1 in {} years", number_words(1 / per_year));
}

std::string words_of(const FalseAlarmOptions& o, const run::Scenario& scenario, const study::FalseAlarms& r) {
  std::string out = fmt::format("dewline {}   {} {}   seed {}   {} episodes of {:.3g} min   {}\n\n", DEWLINE_VERSION, scenario.name,
                                hex(scenario.hash).substr(0, 8), o.seed, o.episodes, r.window_s / 60,
                                bold("simulation, not real-world data"));
  out += causes_table(r) + "\n" + rows_table(o, r) + "\n" + bold("where they come from") + "\n" + parts_table(r) + "\n";
  if (!r.counts.empty()) out += counts_table(r) + "\n";
  out += pairs_words(r);
  if (r.quiet_alerts.runs > 0)
    out += fmt::format("with no cause at all an alert was declared in {} of {} episodes\n", r.quiet_alerts.happened, r.quiet_alerts.runs);
  const bool disagree = std::ranges::any_of(r.rows, [](const RocRow& row) { return !row.agrees; });
  out += disagree ? "(!) the fault tree lies outside the 99 % interval from counting: see docs/models/false-alarms.md\n"
                  : "the fault tree lies in every 99 % interval from counting\n";
  return out;
}

std::string json_of(const FalseAlarmOptions& o, const run::Scenario& scenario, const study::FalseAlarms& r) {
  ordered_json out{{"scenario", scenario.name}, {"hash", hex(scenario.hash)}, {"version", DEWLINE_VERSION}, {"seed", o.seed},
                   {"episodes", o.episodes}, {"years", o.years}, {"window_s", r.window_s}, {"complete", r.complete},
                   {"confidence", study::kConfidence}};
  for (std::size_t i = 0; i < r.causes.size(); ++i)
    out["causes"].push_back({{"name", r.causes[i].name}, {"kind", r.causes[i].kind}, {"doc", r.causes[i].doc},
                             {"per_year", r.causes[i].per_year}, {"disputed", json_of(r.causes[i].disputed)},
                             {"num_manifestations", r.causes[i].num_manifestations},
                             {"episodes", i < r.num_played.size() ? r.num_played[i] : 0}});
  out["rows"] = ordered_json::array();
  for (const RocRow& row : r.rows) out["rows"].push_back(json_of(row, o.years));
  out["counts"] = ordered_json::array();
  for (const auto& c : r.counts)
    out["counts"].push_back({{"name", c.name}, {"centre", c.centre}, {"state", c.state}, {"is_input", c.is_input},
                             {"published", c.published}, {"between", json_of(c.between)}, {"years", c.years},
                             {"expected", c.expected}, {"low", c.low}, {"high", c.high}, {"text", c.text}});
  out["pairs"] = r.pairs;
  out["num_minor_pairs"] = r.num_minor_pairs;
  out["quiet"] = json_of(r.quiet_alerts);
  return out.dump(1) + "\n";
}

} // namespace dewline::apps
