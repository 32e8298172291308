// dewline compare: two runs side by side.
#include <fmt/format.h>

#include <array>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "beside.hpp"
#include "commands.hpp"
#include "dewline/io/document.hpp"
#include "dewline/record/reader.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

using record::LedgerRow;

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

void print_json(const std::vector<std::array<std::string, 3>>& keys, const std::vector<Moved>& rows) {
  nlohmann::ordered_json out;
  out["keys"] = nlohmann::json::array();
  for (const auto& [path, a, b] : keys) out["keys"].push_back({{"path", path}, {"a", a}, {"b", b}});
  out["steps"] = beside_json(rows);
  std::cout << out.dump(2) << '\n';
}

} // namespace

int compare(const CompareOptions& options) {
  const Side a = read(options.a), b = read(options.b);
  const auto keys = changed_keys(a, b);
  const auto rows = beside(a.ledger, b.ledger);
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
  std::cout << beside_table(rows, "A", "B");
  return kOk;
}

} // namespace dewline::apps
