#include "dewline/base/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dewline::csv {

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\r\""), last = s.find_last_not_of(" \t\r\"");
  return first == std::string_view::npos ? std::string_view{} : s.substr(first, last - first + 1);
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    out.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

bool Lines::next() {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    if (const auto text = trimmed(line_); !text.empty() && text.front() != '#') return true;
  }
  return false;
}

} // namespace dewline::csv
