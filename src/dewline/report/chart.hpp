// A small chart: two axes with good ticks, series clipped to the plot, instants with names that do not
// overlap, a legend.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/report/svg.hpp"

namespace dewline::report {

enum class Scale : std::uint8_t { linear, log, time };

struct Axis {
  Scale scale = Scale::linear;
  double low = 0, high = 1; ///< low < high; log: low > 0; time [s]
  std::string label;        ///< with its unit
  /// Where a value lies between low (0) and high (1); beyond them too. A log axis puts what is not positive
  /// far below.
  [[nodiscard]] double share(double value) const;
};

struct Tick {
  double at = 0;
  std::string words; ///< empty: a line without words
};
/// Round values on the axis, some `about` of them: 1, 2, 5 times a power of ten; decades; seconds, minutes,
/// hours.
std::vector<Tick> ticks(const Axis& axis, int about);
/// An axis from values: a little room at both ends, rounded outwards on a log scale; what is not finite (log:
/// not positive) is left out; [0, 1] (log: [0.1, 1]) if nothing is left.
Axis axis_over(Scale scale, std::span<const double> values, std::string label);
/// A time as ticks say it: `T+02:00`, `1:02:00` from an hour on, with a sign before T.
std::string tick_time(double t_s);

struct Plot {
  double x = 0, y = 0, width = 0, height = 0; ///< [px]
};

/// Draws into an Svg; both outlive it. Values, not pixels, go in.
class Chart {
 public:
  Chart(Svg& svg, const Plot& plot, Axis x, Axis y);
  [[nodiscard]] Point at(double x, double y) const;

  void frame();   ///< grid, ticks, labels of both axes
  void frame_x(); ///< the same without those of y
  void line(std::span<const Point> values, const std::string& kind);
  void steps(std::span<const Point> values, const std::string& kind); ///< each value holds until the next
  void dots(std::span<const Point> values, const Look& look, const std::string& kind, double size);
  void level(double y, const std::string& words, const std::string& kind);
  /// A span of x over the whole height.
  void span(double from, double to, const std::string& kind);
  /// Instants: a line down each, its name above the plot; names share lines of text as they fit. Returns how
  /// many.
  int instants(std::vector<Tick> when, const std::string& kind);
  void clip(); ///< what follows is cut at the plot, until unclip()
  void unclip();

 private:
  void grid_x();
  void grid_y();
  Svg& svg_;
  Plot plot_;
  Axis x_, y_;
};

/// One line of a legend.
struct LegendItem {
  std::string words;
  Shape shape = Shape::circle;
  std::string mark;  ///< classes of the mark; empty: none
  std::string curve; ///< classes of the line through it; empty: none
  std::string box;   ///< classes of a patch; empty: none
};
/// Items from left to right, in as many lines as it takes; returns the height that it took.
double legend(Svg& svg, std::span<const LegendItem> items, Point from, double width);

/// Moves labels apart on a line: wanted middles and widths in, lefts out, in the order given; overlaps go to
/// a next row.
struct PlacedLabel {
  double left = 0;
  int row = 0;
};
std::vector<PlacedLabel> place_labels(std::span<const Point> middle_and_width, double left, double right);

} // namespace dewline::report
