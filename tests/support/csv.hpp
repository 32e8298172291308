// Reference tables for tests: a CSV file whose comment lines start with '#', whose first other line names the
// columns, and whose fields may be quoted.
//
//   for (const auto& row : support::read_csv("frames_geodetic_ecef.csv"))
//     EXPECT_NEAR(f(row.number("lat_deg")), row.number("x_m"), 1e-6);
#pragma once
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// One line of a table, by column name.
class Row {
 public:
  Row(std::map<std::string, std::string, std::less<>> cells, std::string where)
      : cells_(std::move(cells)), where_(std::move(where)) {}

  /// The text of a column; throws std::out_of_range if there is no such column.
  [[nodiscard]] const std::string& text(std::string_view column) const {
    const auto found = cells_.find(column);
    if (found == cells_.end()) throw std::out_of_range(where_ + ": no column " + std::string(column));
    return found->second;
  }
  /// The number of a column; throws std::invalid_argument unless the whole cell is a number.
  [[nodiscard]] double number(std::string_view column) const {
    const std::string& cell = text(column);
    char* end = nullptr;
    const double value = std::strtod(cell.c_str(), &end);
    if (cell.empty() || *end != '\0')
      throw std::invalid_argument(where_ + ": " + std::string(column) + " is no number: '" + cell + "'");
    return value;
  }
  [[nodiscard]] bool has(std::string_view column) const { return cells_.contains(column); }
  [[nodiscard]] bool blank(std::string_view column) const { return text(column).empty(); }
  /// "file:line", for SCOPED_TRACE.
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  std::map<std::string, std::string, std::less<>> cells_;
  std::string where_;
};

/// The fields of one line; "" inside a quoted field is one quote.
inline std::vector<std::string> split_csv(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') fields.back() += line[++i];
    else if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) fields.emplace_back();
    else if (c != '\r') fields.back() += c;
  }
  return fields;
}

/// Every row of a table; `name` is a file of tests/known/data or an absolute path. Throws if the file is
/// missing, has no rows, or a row has another number of fields than the header: a test never passes on
/// nothing.
inline std::vector<Row> read_csv(const std::string& name) {
  const std::string path = name.starts_with('/') ? name : DEWLINE_SOURCE_DIR "/tests/known/data/" + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line == "\r" || line.front() == '#') continue;
    const auto fields = split_csv(line);
    if (columns.empty()) {
      columns = fields;
      continue;
    }
    const std::string where = name + ":" + std::to_string(number);
    if (fields.size() != columns.size()) throw std::runtime_error(where + ": wrong number of fields");
    std::map<std::string, std::string, std::less<>> cells;
    for (std::size_t i = 0; i < fields.size(); ++i) cells[columns[i]] = fields[i];
    rows.emplace_back(std::move(cells), where);
  }
  if (rows.empty()) throw std::runtime_error("no rows in " + path);
  return rows;
}

} // namespace support
