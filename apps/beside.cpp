#include "beside.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "dewline/record/bands.hpp"
#include "dewline/record/ledger_text.hpp"
#include "dewline/record/words.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

using record::LedgerRow;
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>; // centre, object, step, state, receiver

Key key_of(const LedgerRow& row) { return {row.centre, row.object, row.step, row.state, record::receiver(row)}; }
double time_of(const LedgerRow& row) { return row.truth ? row.t_s : row.known_s; }

/// The same step on a side that does not have it.
LedgerRow absent(LedgerRow row) {
  row.happened = false;
  row.known_s = row.t_s = record::kNeverS;
  return row;
}

std::string cell(const LedgerRow& row) { return row.happened ? record::clock_words(time_of(row)) : "never"; }

std::string moved_words(const Moved& m) {
  if (m.a.happened != m.b.happened) return m.b.happened ? "now happens" : "no longer happens";
  if (!m.a.happened || std::abs(m.by_s()) < 0.5) return "";
  return fmt::format("{:+.0f} s", m.by_s());
}

nlohmann::json number(double s) { return std::isfinite(s) ? nlohmann::json(s) : nlohmann::json(nullptr); }

} // namespace

double Moved::by_s() const { return time_of(b) - time_of(a); }

std::vector<Moved> beside(const std::vector<LedgerRow>& a, const std::vector<LedgerRow>& b) {
  std::map<Key, LedgerRow> in_b;
  for (const auto& row : b) in_b[key_of(row)] = row;
  std::vector<Moved> out;
  for (const auto& row : a) {
    const auto it = in_b.find(key_of(row));
    out.push_back({row, it == in_b.end() ? absent(row) : it->second});
    if (it != in_b.end()) in_b.erase(it);
  }
  for (const auto& [key, row] : in_b) out.push_back({absent(row), row});
  return out;
}

std::string beside_table(const std::vector<Moved>& rows, const std::string& a, const std::string& b) {
  std::vector<std::vector<std::string>> lines{{"centre", "object", "step", a, b, "moved"}};
  for (const auto& m : rows)
    lines.push_back({m.a.centre, m.a.object, record::row_words(m.a), cell(m.a), cell(m.b), moved_words(m)});
  return table(lines, {3, 4, 5});
}

nlohmann::ordered_json beside_json(const std::vector<Moved>& rows) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& m : rows)
    out.push_back({{"centre", m.a.centre}, {"object", m.a.object}, {"step", m.a.step}, {"state", m.a.state}, {"other", m.a.other},
                   {"a_s", number(time_of(m.a))}, {"b_s", number(time_of(m.b))}});
  return out;
}

} // namespace dewline::apps
