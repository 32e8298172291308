#include "dewline/record/table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>

#include "dewline/base/hash.hpp"

namespace dewline::record {
namespace {

/// One bit pattern for all NaN, one for both zeros: equal numbers hash alike.
std::uint64_t bits(double v) {
  if (std::isnan(v)) return 0x7ff8000000000000ull;
  return std::bit_cast<std::uint64_t>(v == 0 ? 0.0 : v);
}

std::uint64_t hash_words(const std::vector<std::uint64_t>& words) {
  return hash64(std::as_bytes(std::span(words)));
}

struct HashCells {
  std::uint64_t operator()(const std::vector<double>& cells) const {
    std::vector<std::uint64_t> words(cells.size());
    std::transform(cells.begin(), cells.end(), words.begin(), bits);
    return hash_words(words);
  }
  std::uint64_t operator()(const std::vector<std::int64_t>& cells) const {
    return hash64(std::as_bytes(std::span(cells)));
  }
  std::uint64_t operator()(const std::vector<bool>& cells) const {
    return hash64(std::string(cells.begin(), cells.end()));
  }
  std::uint64_t operator()(const std::vector<std::string>& cells) const {
    std::uint64_t hash = 0;
    for (const std::string& cell : cells) hash = combine(hash, hash64(cell));
    return hash;
  }
};

template <class T>
bool equal_cells(const std::vector<T>& a, const std::vector<T>& b) {
  return a == b;
}
bool equal_cells(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return bits(x) == bits(y); });
}

const Table* find_table(const RunTables& run, std::string_view name) {
  const auto it =
      std::find_if(run.tables.begin(), run.tables.end(), [&](const Table& t) { return t.name == name; });
  return it == run.tables.end() ? nullptr : &*it;
}

} // namespace

std::size_t Table::num_rows() const {
  return columns.empty() ? 0
                         : std::visit([](const auto& cells) { return cells.size(); }, columns.front().cells);
}

const Column* Table::find(std::string_view column) const {
  const auto it =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == column; });
  return it == columns.end() ? nullptr : &*it;
}

bool same(const Table& a, const Table& b) {
  if (a.name != b.name || a.columns.size() != b.columns.size()) return false;
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    const Cells& y = b.columns[i].cells;
    if (a.columns[i].name != b.columns[i].name || a.columns[i].cells.index() != y.index()) return false;
    const bool equal = std::visit(
        [&](const auto& x) { return equal_cells(x, std::get<std::remove_cvref_t<decltype(x)>>(y)); },
        a.columns[i].cells);
    if (!equal) return false;
  }
  return true;
}

const Table& RunTables::table(std::string_view name) const {
  if (const Table* found = find_table(*this, name)) return *found;
  throw RecordError("the run has no table " + std::string(name));
}
Table& RunTables::table(std::string_view name) {
  return const_cast<Table&>(std::as_const(*this).table(name));
}

std::uint64_t table_hash(const Table& table) {
  std::uint64_t hash = combine(hash64(table.name), table.num_rows());
  for (const Column& column : table.columns) {
    hash = combine(hash, combine(hash64(column.name), column.cells.index()));
    hash = combine(hash, std::visit(HashCells{}, column.cells));
  }
  return hash;
}

std::uint64_t tables_hash(const RunTables& run) {
  std::uint64_t hash = 0;
  for (const Table& table : run.tables)
    if (table.name != "run_info") hash = combine(hash, table_hash(table));
  return hash;
}

} // namespace dewline::record
