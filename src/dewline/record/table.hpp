// A table as typed columns: what a run records, what the run file holds, what Python sees.
#pragma once
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/field.hpp"

namespace dewline::record {

inline constexpr double kNeverS = std::numeric_limits<double>::infinity();  ///< a time that never comes [s]
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN(); ///< there is no such number
/// The object of a track whose detections are mostly false.
inline constexpr const char* kNoObject = "(none)";

/// A record that cannot be written or read: the message names the file and what is wrong with it.
struct RecordError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Whose knowledge a table holds. A centre's view never joins a truth table unless the reader asks.
enum class Origin { truth, centre, run };
constexpr auto enum_words(Origin*) {
  return std::array{std::pair{Origin::truth, "truth"}, std::pair{Origin::centre, "centre"},
                    std::pair{Origin::run, "run"}};
}

struct TableInfo {
  std::string_view name, doc;
  Origin origin = Origin::centre;
};

/// A row type: a struct with a field list (base/field.hpp) and its table's name. Members are double,
/// std::int64_t, std::string or bool; the field's name is the column's name.
template <class R>
concept Row = HasFields<R> && requires { { R::kTable } -> std::convertible_to<TableInfo>; };

using Cells = std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>,
                           std::vector<bool>>;

struct Column {
  std::string name;
  Cells cells;
};

struct Table {
  std::string name;
  std::vector<Column> columns; ///< all of one length
  [[nodiscard]] std::size_t num_rows() const;
  /// The column of that name; nullptr if there is none.
  [[nodiscard]] const Column* find(std::string_view column) const;
};

/// Equal in names, types and every cell; numbers by bits, all NaN alike.
bool same(const Table& a, const Table& b);

template <Row R>
Table empty_table() {
  Table table{std::string(R::kTable.name), {}};
  for_each_field<R>([&](const auto& f) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    table.columns.push_back({std::string(f.name), std::vector<T>{}});
  });
  return table;
}

/// Appends a row; `table` must be of R's layout (empty_table<R>()).
template <Row R>
void append(Table& table, const R& row) {
  DW_CHECK(table.name == R::kTable.name);
  std::size_t i = 0;
  for_each_field<R>([&](const auto& f) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    std::get<std::vector<T>>(table.columns[i++].cells).push_back(row.*(f.member));
  });
}

/// All rows, columns matched by name. Throws RecordError if one is missing or has another type
/// (a file of another version).
template <Row R>
std::vector<R> rows(const Table& table) {
  std::vector<R> out(table.num_rows());
  for_each_field<R>([&](const auto& f) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    const Column* column = table.find(f.name);
    const auto* cells = column ? std::get_if<std::vector<T>>(&column->cells) : nullptr;
    if (!cells)
      throw RecordError("table " + table.name + ": column " + std::string(f.name) +
                        " is missing or has another type: the run was written by another version");
    for (std::size_t i = 0; i < out.size(); ++i) out[i].*(f.member) = (*cells)[i];
  });
  return out;
}

/// All tables of a run, in the order of tables.hpp.
struct RunTables {
  std::vector<Table> tables;

  /// The table of that name. Throws RecordError if there is none.
  [[nodiscard]] const Table& table(std::string_view name) const;
  [[nodiscard]] Table& table(std::string_view name);
  template <Row R>
  void add(const R& row) {
    append(table(R::kTable.name), row);
  }
  template <Row R>
  [[nodiscard]] std::vector<R> all() const {
    return rows<R>(table(R::kTable.name));
  }
};

/// Content hash of every table but `run_info` (which names compiler and libraries, not results): names,
/// types and typed cells in order, never the bytes of a file. Equal hash: the runs gave the same rows.
std::uint64_t tables_hash(const RunTables& run);
std::uint64_t table_hash(const Table& table);

} // namespace dewline::record
