#include "dewline/record/ledger_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "dewline/record/words.hpp"

namespace dewline::record {
namespace {

using Rows = std::span<const LedgerRow* const>;

bool one_of(std::string_view step, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), step) != list.end();
}

/// Of the same state (or of none), did that step happen?
bool happened(Rows pair, std::string_view step, const std::string& state) {
  return std::any_of(pair.begin(), pair.end(), [&](const LedgerRow* r) {
    return r->step == step && r->happened && (r->state == state || r->state.empty());
  });
}

/// `9.1 min`, `95 s`.
std::string span_words(double s) { return s < 120 ? fmt::format("{:.0f} s", s) : fmt::format("{:.1f} min", s / 60); }

/// What stands last in `track length: 14 detections, icbm 0.93`.
std::string result_in(const std::string& waited_for) {
  const auto comma = waited_for.rfind(", ");
  return comma == std::string::npos ? std::string() : waited_for.substr(comma + 2);
}
std::string until(const std::string& words, std::string_view mark) { return words.substr(0, words.find(mark)); }

std::string plain(const LedgerRow& r) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kPlain{{
      {"first-detection", "first detection"}, {"track", "track confirmed"}, {"launch-call", "launch call"},
      {"second-kind", "second kind of sensor"}, {"impact-point", "impact point within 100 km"},
      {"region-excluded", "what it guards excluded"}, {"region-threatened", "what it guards threatened"},
      {"classified", "classified"}, {"told", "told"}, {"visible", "in view"}, {"coasting", "track coasts"},
      {"lost", "track lost"}, {"left-field", "out of view"}, {"impact", "impact"}}};
  const auto it = std::find_if(kPlain.begin(), kPlain.end(), [&](const auto& p) { return p.first == r.step; });
  if (it != kPlain.end()) return std::string(it->second);
  if (r.step == "rule-met") return "rule for " + r.state + " met";
  if (r.step == "withdraw-met") return "rule for withdrawing " + r.state + " met";
  if (r.step == "decision") return "decision on " + r.state;
  if (r.step == "downgraded") return r.state + " taken down";
  if (r.step == "delivered") return r.state + " delivered" + (r.other.empty() ? "" : " to " + r.other);
  return r.state.empty() ? r.step : r.state + " " + r.step;
}

/// What belongs to a step besides its time.
std::string detail(const LedgerRow& r) {
  const std::string left = std::isfinite(r.to_impact_s) ? span_words(r.to_impact_s) : "";
  if (one_of(r.step, {"first-detection", "launch-call"})) return r.sensor.empty() ? "" : " by " + r.sensor;
  if (r.step == "second-kind") return " (" + until(r.waited_for, ";") + ")";
  if (r.step == "told") return " of " + until(r.waited_for, ";");
  if (one_of(r.step, {"classified", "region-excluded", "region-threatened", "impact-point"}))
    return " (" + result_in(r.waited_for) + ")";
  if (r.step == "declared" && !left.empty()) return ", " + left + " before impact";
  if (r.step == "decision" && !left.empty()) return ", decision time left " + left;
  return "";
}

double known_s(const LedgerRow& r) { return r.truth ? r.t_s : r.known_s; }

/// The steps that a sentence names; the rest is in the table.
bool in_words(const LedgerRow& r) {
  return !one_of(r.step, {"launch", "burnout", "visible", "left-field", "rule-met", "assessed", "withdraw-met", "coasting"});
}

} // namespace

std::string row_words(const LedgerRow& row) {
  return row.step + (row.state.empty() ? "" : " " + row.state) +
         (row.step == "delivered" && !row.other.empty() ? " to " + row.other : "");
}

bool tells_something(const LedgerRow& row, Rows pair) {
  if (row.happened) return true;
  const auto came = [&](std::string_view step) { return happened(pair, step, row.state); };
  if (one_of(row.step, {"launch", "burnout", "impact", "left-field", "coasting", "lost", "downgraded"})) return false;
  if (row.step == "told") return !row.limit_param.empty(); // a notification that did not arrive
  if (row.step == "first-detection") return came("visible");
  if (row.step == "track") return came("first-detection");
  if (one_of(row.step, {"launch-call", "impact-point", "classified"})) return row.missing != "no confirmed track";
  if (row.step == "second-kind") return came("launch-call");
  if (row.step == "region-excluded") return false; // what is threatened is said by the next
  if (row.step == "region-threatened") return came("launch-call") && !came("region-excluded") && row.missing != "the centre declares no asset";
  if (row.step == "rule-met") return !came("declared") && row.missing != "no confirmed track";
  if (one_of(row.step, {"assessed", "declared"})) return came("rule-met");
  if (row.step == "delivered") return came("declared") && !row.other.empty();
  if (one_of(row.step, {"decision", "withdraw-met"})) return came("declared");
  if (row.step == "withdrawn") return came("withdraw-met") && !came("downgraded");
  return true;
}

std::string ledger_text(std::span<const LedgerRow> ledger, std::string_view centre, std::string_view object) {
  std::vector<const LedgerRow*> rows;
  for (const LedgerRow& r : ledger)
    if (r.centre == centre && r.object == object) rows.push_back(&r);
  if (rows.empty()) return {};
  std::string name(centre), came, never;
  name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  const std::vector<const LedgerRow*> pair = rows;
  std::stable_sort(rows.begin(), rows.end(), [](const LedgerRow* a, const LedgerRow* b) {
    return (a->happened ? known_s(*a) : kNeverS) < (b->happened ? known_s(*b) : kNeverS);
  });
  for (const LedgerRow* r : rows) {
    if (!in_words(*r) || !tells_something(*r, pair)) continue;
    if (r->happened) came += fmt::format("{}{} T+{}{}", came.empty() ? "" : "; ", plain(*r), clock_words(known_s(*r)), detail(*r));
    else never += fmt::format("{}{} ({})", never.empty() ? "" : "; ", plain(*r), r->missing);
  }
  if (came.empty()) came = "nothing";
  return fmt::format("{} centre about {}: {}.{}", name, object, came, never.empty() ? "" : " Never: " + never + ".");
}

} // namespace dewline::record
