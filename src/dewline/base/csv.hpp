// Plain tables of text: lines, cells, numbers. Views into the text: it must outlive them.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dewline::csv {

/// Without blanks, carriage returns and quotes at both ends.
std::string_view trimmed(std::string_view s);
/// The cells of a line, trimmed, parted by commas; a comma inside quotes parts too (no table here has such).
std::vector<std::string_view> cells(std::string_view line);
/// A finite number that fills the whole text; nothing otherwise.
std::optional<double> number(std::string_view text);

/// The rows of a text that are not empty and no comments (`#`), with their line numbers.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  /// Moves to the next row; false at the end.
  bool next();
  [[nodiscard]] std::string_view line() const { return line_; }
  [[nodiscard]] std::size_t number() const { return number_; }
  /// `line 12`
  [[nodiscard]] std::string where() const { return "line " + std::to_string(number_); }

 private:
  std::string_view rest_, line_;
  std::size_t number_ = 0;
};

} // namespace dewline::csv
