// Cells of one line of a table, with their places in the file for messages.
#pragma once
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/base/csv.hpp"
#include "dewline/io/error.hpp"

namespace dewline::io {

/// One line of a table.
struct TableLine {
  std::string_view text;
  Where at; ///< its file and line
  std::vector<std::string_view> cells;

  TableLine(std::string_view line, Where where) : text(line), at(std::move(where)), cells(csv::cells(line)) {}

  [[nodiscard]] std::string_view cell(std::size_t i) const {
    return i < cells.size() ? cells[i] : std::string_view{};
  }
  /// Where a cell stands; the end of the line if it has too few.
  [[nodiscard]] Where where(std::size_t i) const {
    const bool inside = i < cells.size() && cells[i].data() != nullptr;
    return {at.file, at.line, inside ? static_cast<int>(cells[i].data() - text.data()) + 1
                                     : static_cast<int>(text.size()) + 1};
  }
};

/// A number; NaN for `nan`, `inf` and what is too large for a double; nothing for other words.
std::optional<double> table_number(std::string_view text);

} // namespace dewline::io
