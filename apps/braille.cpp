#include "braille.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "dewline/report/chart.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

/// Which bit of U+2800 a dot is: by row, then column (Unicode's chart of Braille patterns).
constexpr std::array<std::array<std::uint8_t, 2>, 4> kBits{
    {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};

std::string utf8_braille(std::uint8_t bits) {
  if (bits == 0) return " ";
  return {static_cast<char>(0xE2), static_cast<char>(0xA0 | (bits >> 6)),
          static_cast<char>(0x80 | (bits & 0x3F))};
}

class Canvas {
 public:
  explicit Canvas(const TextPlot& plot)
      : plot_(plot), cells_(plot.rows * plot.columns), letters_(cells_.size()) {}

  void line(std::pair<double, double> a, std::pair<double, double> b) {
    const auto [ax, ay] = dot(a);
    const auto [bx, by] = dot(b);
    const int steps = 1 + static_cast<int>(std::max(std::abs(bx - ax), std::abs(by - ay)));
    for (int k = 0; k <= steps; ++k) set(ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps);
  }
  void pin(const Pin& pin) {
    const auto [x, y] = dot({pin.x, pin.y});
    if (const auto at = cell(x, y); at < letters_.size() && letters_[at] == 0) letters_[at] = pin.letter;
  }
  [[nodiscard]] std::string row(std::size_t i) const {
    std::string out;
    for (std::size_t at = i * plot_.columns; at < (i + 1) * plot_.columns; ++at)
      out += letters_[at] != 0 ? std::string(1, letters_[at]) : utf8_braille(cells_[at]);
    return out;
  }

 private:
  /// In dots from the upper left corner.
  [[nodiscard]] std::pair<double, double> dot(std::pair<double, double> value) const {
    const double wide = 2.0 * static_cast<double>(plot_.columns) - 1,
                 high = 4.0 * static_cast<double>(plot_.rows) - 1;
    return {(value.first - plot_.x_low) / (plot_.x_high - plot_.x_low) * wide,
            high - value.second / plot_.y_high * high};
  }
  [[nodiscard]] std::size_t cell(double x, double y) const {
    const long column = std::lround(x) / 2, line = std::lround(y) / 4;
    const bool inside = x >= -0.5 && y >= -0.5 && column < static_cast<long>(plot_.columns) &&
                        line < static_cast<long>(plot_.rows);
    return inside ? static_cast<std::size_t>(line) * plot_.columns + static_cast<std::size_t>(column)
                  : cells_.size();
  }
  void set(double x, double y) {
    if (const auto at = cell(x, y); at < cells_.size())
      cells_[at] |=
          kBits[static_cast<std::size_t>(std::lround(y) % 4)][static_cast<std::size_t>(std::lround(x) % 2)];
  }

  const TextPlot& plot_;
  std::vector<std::uint8_t> cells_;
  std::vector<char> letters_;
};

/// Round figures under the axis, none over another; a tick mark above each.
std::string x_axis(const TextPlot& plot, std::size_t margin) {
  std::string marks, figures(margin + plot.columns + 12, ' ');
  for (std::size_t i = 0; i < plot.columns; ++i) marks += "\u2500";
  std::size_t free = 0;
  for (const auto& tick : report::ticks({report::Scale::linear, plot.x_low, plot.x_high, ""}, 6)) {
    const double share = (tick.at - plot.x_low) / (plot.x_high - plot.x_low);
    if (tick.words.empty() || share < 0 || share > 1) continue;
    const auto column = static_cast<std::size_t>(std::lround(share * static_cast<double>(plot.columns - 1)));
    const std::size_t middle = margin + 1 + column, left = middle - std::min(middle, width(tick.words) / 2);
    if (left < free || left + tick.words.size() > figures.size()) continue;
    marks.replace(3 * column, 3, "\u252c");
    figures.replace(left, tick.words.size(), tick.words);
    free = left + tick.words.size() + 2;
  }
  figures.erase(figures.find_last_not_of(' ') + 1);
  return std::string(margin, ' ') + "\u2514" + marks + '\n' + figures + "  " + plot.x_label + '\n';
}

} // namespace

std::string text_plot(const TextPlot& plot, const std::vector<std::pair<double, double>>& curve,
                      const std::vector<Pin>& pins) {
  Canvas canvas(plot);
  for (std::size_t i = 1; i < curve.size(); ++i) canvas.line(curve[i - 1], curve[i]);
  for (const Pin& pin : pins) canvas.pin(pin);
  std::vector<std::string> labels(plot.rows);
  for (const auto& tick : report::ticks({report::Scale::linear, 0, plot.y_high, ""}, 5)) {
    const auto line = static_cast<std::size_t>(
        std::lround((1 - tick.at / plot.y_high) * static_cast<double>(plot.rows - 1)));
    if (line < plot.rows && labels[line].empty()) labels[line] = tick.words;
  }
  std::size_t margin = 0;
  for (const auto& label : labels) margin = std::max(margin, width(label));
  std::string out = plot.y_label + '\n';
  for (std::size_t i = 0; i < plot.rows; ++i) {
    std::string line = std::string(margin - width(labels[i]), ' ') + labels[i] +
                       (labels[i].empty() ? "\u2502" : "\u2524") + canvas.row(i);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out + x_axis(plot, margin);
}

} // namespace dewline::apps
