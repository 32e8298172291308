#include "dewline/io/track_states.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "dewline/io/track_cells.hpp"

namespace dewline::io {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1), kMaxDefects = 20;
constexpr double kMaxTime_s = 9e9;

/// The columns of one file, by place.
struct Columns {
  std::size_t time = kNone, scan = kNone, id = kNone;
  std::array<std::size_t, 6> x{kNone, kNone, kNone, kNone, kNone, kNone}; ///< position, velocity
  std::vector<std::size_t> more;
  std::vector<std::string> names, unread;
};

std::optional<Columns> read_header(const TableLine& line, const std::vector<std::string>& more,
                                   Diagnostics& diagnostics) {
  Columns c;
  std::vector<bool> read(line.cells.size(), false);
  const auto find = [&](std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (const auto at = std::ranges::find(line.cells, name); at != line.cells.end()) {
        const auto i = static_cast<std::size_t>(at - line.cells.begin());
        read[i] = true;
        return i;
      }
    return kNone;
  };
  c.time = find({"time_s"}), c.scan = find({"scan"}), c.id = find({"truth_id", "label", "track_id"});
  c.x = {find({"x_m", "east_m"}),
         find({"y_m", "north_m"}),
         find({"z_m", "up_m"}),
         find({"vx_m_s", "vx_mps", "veast_m_s", "veast_mps"}),
         find({"vy_m_s", "vy_mps", "vnorth_m_s", "vnorth_mps"}),
         find({"vz_m_s", "vz_mps", "vup_m_s", "vup_mps"})};
  for (const std::string& name : more) c.more.push_back(find({name.c_str()}));
  const auto needs = [&](std::size_t at, const char* name) {
    if (at == kNone) diagnostics.add(line.at, name, "", "is missing among the columns");
  };
  needs(c.time, "time_s"), needs(c.id, "truth_id or track_id"), needs(c.x[0], "x_m"), needs(c.x[1], "y_m");
  c.names.assign(line.cells.begin(), line.cells.end());
  for (std::size_t i = 0; i < read.size(); ++i)
    if (!read[i]) c.unread.push_back(c.names[i]);
  if (!diagnostics.empty()) return {};
  return c;
}

/// Nothing for a row that is wrong (a diagnostic) or has a number that is not finite (`bad`).
std::optional<TableState> read_row(const TableLine& line, const Columns& c, bool& bad,
                                   Diagnostics& diagnostics) {
  if (line.cells.size() != c.names.size()) {
    diagnostics.add(line.where(c.names.size()), "", "",
                    "has " + std::to_string(line.cells.size()) + " cells, but the header has " +
                        std::to_string(c.names.size()));
    return {};
  }
  const auto number = [&](std::size_t i) {
    if (i == kNone) return 0.0;
    const auto value = table_number(line.cell(i));
    if (!value)
      diagnostics.add(line.where(i), c.names[i], std::string(line.cell(i).substr(0, 60)), "is no number");
    return value.value_or(0.0);
  };
  const std::size_t before = diagnostics.size();
  TableState row;
  const double time_s = number(c.time);
  row.id = std::string(line.cell(c.id));
  const double scan = number(c.scan);
  if (c.scan != kNone && std::abs(scan) < 9e15) row.scan = static_cast<std::int64_t>(scan);
  row.p = {number(c.x[0]), number(c.x[1]), number(c.x[2])};
  row.v = {number(c.x[3]), number(c.x[4]), number(c.x[5])};
  if (diagnostics.size() != before) return {};
  bad = !(std::abs(time_s) <= kMaxTime_s) || !std::isfinite(norm(row.p)) || !std::isfinite(norm(row.v));
  if (bad) return {};
  row.time = time_from_s(time_s);
  row.line = line.at.line;
  for (const std::size_t i : c.more) row.more.emplace_back(i == kNone ? std::string_view{} : line.cell(i));
  return row;
}

} // namespace

StateTable read_states(std::string_view text, const std::string& file, const std::vector<std::string>& more) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3); // a byte order mark
  Diagnostics diagnostics;
  csv::Lines lines(text);
  StateTable table;
  const auto at = [&] { return Where{file, static_cast<int>(lines.number()), 1}; };
  if (!lines.next()) diagnostics.add({file, 1, 1}, "", "", "is empty");
  const auto columns =
      diagnostics.empty() ? read_header(TableLine(lines.line(), at()), more, diagnostics) : std::nullopt;
  while (columns && diagnostics.size() < kMaxDefects && lines.next()) {
    bool bad = false;
    if (auto row = read_row(TableLine(lines.line(), at()), *columns, bad, diagnostics))
      table.rows.push_back(*row);
    table.num_bad += bad;
  }
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  table.has_z = columns->x[2] != kNone;
  table.has_velocity = columns->x[3] != kNone && columns->x[4] != kNone &&
                       (!table.has_z || columns->x[5] != kNone);
  table.unread = columns->unread;
  std::ranges::stable_sort(table.rows, {}, &TableState::time);
  return table;
}

} // namespace dewline::io
