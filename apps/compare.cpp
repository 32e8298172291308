// dewline compare: two runs side by side.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "commands.hpp"
#include "dewline/io/document.hpp"
#include "dewline/record/reader.hpp"
#include "dewline/record/words.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

using record::LedgerRow;
using Key = std::tuple<std::string, std::string, std::string, std::string>; // centre, object, step, state

constexpr std::size_t kShownKeys = 40; // two different scenarios differ in hundreds

struct Side {
  record::RunTables tables;
  std::map<std::string, std::string> values; ///< every value in force, by path
  std::vector<LedgerRow> ledger;
};

/// Every scalar of a document by its dotted path.
void flatten(const io::Node& node, const std::string& path, std::map<std::string, std::string>& out) {
  for (const auto& entry : node.entries) flatten(entry.value, path.empty() ? entry.key.text : path + "." + entry.key.text, out);
  for (std::size_t i = 0; i < node.items.size(); ++i) flatten(node.items[i], fmt::format("{}[{}]", path, i), out);
  if (node.kind == io::Node::Kind::scalar) out[path] = node.text;
}

Side read(const std::string& given) {
  const auto folder = find_run(given);
  Side side{record::read_run(folder), {}, {}};
  side.ledger = side.tables.all<LedgerRow>();
  const std::string file = (folder / "scenario.resolved.yaml").string();
  io::Diagnostics problems;
  flatten(io::read_document(file, file, {file, 1, 1}, {}, problems), "", side.values);
  if (!problems.empty()) throw io::ScenarioError(problems.sorted());
  return side;
}

Key key_of(const LedgerRow& row) { return {row.centre, row.object, row.step, row.state}; }
double time_of(const LedgerRow& row) { return row.truth ? row.t_s : row.known_s; }

struct Moved {
  LedgerRow a, b;
  [[nodiscard]] double by_s() const { return time_of(b) - time_of(a); }
};

/// Rows of both, matched; a row that one side does not have is `never` there.
std::vector<Moved> match(const Side& a, const Side& b) {
  std::map<Key, LedgerRow> in_b;
  for (const auto& row : b.ledger) in_b[key_of(row)] = row;
  std::vector<Moved> out;
  for (const auto& row : a.ledger) {
    LedgerRow other = row;
    other.happened = false;
    other.known_s = other.t_s = record::kNeverS;
    if (const auto it = in_b.find(key_of(row)); it != in_b.end()) {
      other = it->second;
      in_b.erase(it);
    }
    out.push_back({row, other});
  }
  for (const auto& [key, row] : in_b) {
    LedgerRow absent = row;
    absent.happened = false;
    absent.known_s = absent.t_s = record::kNeverS;
    out.push_back({absent, row});
  }
  return out;
}

std::vector<std::array<std::string, 3>> changed_keys(const Side& a, const Side& b) {
  std::set<std::string> paths;
  for (const auto* values : {&a.values, &b.values})
    for (const auto& [path, text] : *values) paths.insert(path);
  std::vector<std::array<std::string, 3>> out;
  for (const auto& path : paths) {
    const auto x = a.values.find(path), y = b.values.find(path);
    const std::string before = x == a.values.end() ? "-" : x->second, after = y == b.values.end() ? "-" : y->second;
    if (before != after) out.push_back({path, before, after});
  }
  return out;
}

std::string cell(const LedgerRow& row) { return row.happened ? record::clock_words(time_of(row)) : "never"; }

std::string moved_words(const Moved& m) {
  if (m.a.happened != m.b.happened) return m.b.happened ? "now happens" : "no longer happens";
  if (!m.a.happened || std::abs(m.by_s()) < 0.5) return "";
  return fmt::format("{:+.0f} s", m.by_s());
}

nlohmann::json number(double s) { return std::isfinite(s) ? nlohmann::json(s) : nlohmann::json(nullptr); }

void print_json(const std::vector<std::array<std::string, 3>>& keys, const std::vector<Moved>& rows) {
  nlohmann::ordered_json out;
  out["keys"] = nlohmann::json::array();
  for (const auto& [path, a, b] : keys) out["keys"].push_back({{"path", path}, {"a", a}, {"b", b}});
  out["steps"] = nlohmann::json::array();
  for (const auto& m : rows)
    out["steps"].push_back({{"centre", m.a.centre}, {"object", m.a.object}, {"step", m.a.step}, {"state", m.a.state},
                            {"a_s", number(time_of(m.a))}, {"b_s", number(time_of(m.b))}});
  std::cout << out.dump(2) << '\n';
}

} // namespace

int compare(const CompareOptions& options) {
  const Side a = read(options.a), b = read(options.b);
  const auto keys = changed_keys(a, b);
  const auto rows = match(a, b);
  if (options.json) {
    print_json(keys, rows);
    return kOk;
  }
  std::vector<std::vector<std::string>> lines{{"key", "A", "B"}};
  for (const auto& [path, x, y] : keys)
    if (lines.size() <= kShownKeys) lines.push_back({path, x, y});
  std::cout << (keys.empty() ? "no key of the scenario differs\n" : table(lines));
  if (keys.size() > kShownKeys) std::cout << fmt::format("and {} more keys (--json shows all)\n", keys.size() - kShownKeys);
  std::cout << '\n';
  lines = {{"centre", "object", "step", "A", "B", "moved"}};
  for (const auto& m : rows)
    lines.push_back({m.a.centre, m.a.object, m.a.step + (m.a.state.empty() ? "" : " " + m.a.state), cell(m.a), cell(m.b),
                     moved_words(m)});
  std::cout << table(lines, {3, 4, 5});
  return kOk;
}

} // namespace dewline::apps
