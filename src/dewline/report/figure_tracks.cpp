#include "dewline/report/figure_tracks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dewline/report/chart.hpp"
#include "dewline/report/figure_parts.hpp"

namespace dewline::report {
namespace {

constexpr double kWidth = 820, kPlotX = 70, kPlotW = kWidth - kPlotX - kSheetSide;
constexpr double kTop = kSheetTop + 38;          ///< of the plot: the legend stands above it
constexpr double kLowest = 240, kHighest = 760; ///< height of the plot [px]
constexpr double kFew = 0.01;                   ///< share of detections that may lie outside, on each side

struct Extent {
  double low = 0, high = 1;
  [[nodiscard]] double size() const { return high - low; }
};

/// All of `few`, and `many` less a share at both ends; with some room.
Extent extent_of(std::vector<double> few, std::vector<double> many) {
  std::ranges::sort(many);
  const auto cut = static_cast<std::size_t>(kFew * static_cast<double>(many.size()));
  if (!many.empty()) few.insert(few.end(), {many[cut], many[many.size() - 1 - cut]});
  if (few.empty()) return {-1e3, 1e3};
  const auto [low, high] = std::ranges::minmax(few);
  const double room = std::max(0.05 * (high - low), 10.0);
  return {low - room, high + room};
}

template <class Of>
Extent extent(const DrawnTracks& d, Of of) {
  std::vector<double> few, many;
  for (const auto* all : {&d.tracks, &d.truth})
    for (const DrawnTrack& t : *all)
      for (const Point& p : t.places) few.push_back(of(p));
  for (const Point& p : d.detections) many.push_back(of(p));
  return extent_of(std::move(few), std::move(many));
}

Extent widened(const Extent& e, double size) {
  const double middle = (e.low + e.high) / 2;
  return {middle - size / 2, middle + size / 2};
}

std::vector<Point> in_km(const std::vector<Point>& places) {
  std::vector<Point> out;
  for (const Point& p : places) out.push_back({p.x / 1e3, p.y / 1e3});
  return out;
}

/// Axes of one scale: the plot's height follows from the data, within bounds.
Chart chart_of(const DrawnTracks& d, Svg& svg, double& height) {
  Extent x = extent(d, [](const Point& p) { return p.x; }), y = extent(d, [](const Point& p) { return p.y; });
  height = std::clamp(kPlotW * y.size() / x.size(), kLowest, kHighest);
  const double m_per_px = std::max(x.size() / kPlotW, y.size() / height);
  x = widened(x, m_per_px * kPlotW), y = widened(y, m_per_px * height);
  return {svg,
          {kPlotX, kTop, kPlotW, height},
          {Scale::linear, x.low / 1e3, x.high / 1e3, "x, east [km]"},
          {Scale::linear, y.low / 1e3, y.high / 1e3, "y, north [km]"}};
}

void draw_names(const DrawnTracks& d, const Chart& chart, Svg& svg) {
  for (std::size_t i = 0; i < d.tracks.size(); ++i) {
    if (d.tracks[i].places.empty()) continue;
    const Point end = chart.at(d.tracks[i].places.back().x / 1e3, d.tracks[i].places.back().y / 1e3);
    svg.mark(look(i).shape, end, "fill " + look(i).colour, 0.8);
    if (d.tracks.size() <= 60) svg.text(end.x + 6, end.y + 4, d.tracks[i].name, "xs halo");
  }
}

std::string document(const DrawnTracks& d, double height, const Svg& drawing) {
  Svg frame;
  frame.box(0, 0, kWidth, height, "paper");
  frame.text(kSheetSide, 26, shortened(d.title, kWidth - 2 * kSheetSide, 17), "head");
  frame.text(kSheetSide, 44, shortened(d.subtitle, kWidth - 2 * kSheetSide));
  Svg below;
  below.text(kSheetSide, height - 10, shortened(d.foot, kWidth - 2 * kSheetSide, 10), "xs g");
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{2}</title>\n"
      "<desc id=\"desc\">{3}. Dots are detections, coloured lines are tracks as they were known at each scan"
      "{4}.</desc>\n<style>{5}</style>\n{6}{7}{8}</svg>\n",
      px(kWidth), px(height), xml(d.title), xml(d.subtitle),
      d.truth.empty() ? "" : ", thin dashes are the truth", figure_style(), frame.elements(),
      drawing.elements(), below.elements());
}

} // namespace

std::string draw_tracks(const DrawnTracks& d) {
  Svg svg;
  double height = 0;
  Chart chart = chart_of(d, svg, height);
  std::vector<LegendItem> items{{"detections", Shape::circle, "dot c7", "", ""},
                                {"tracks", Shape::circle, "fill c0", "curve c0", ""}};
  if (!d.truth.empty()) items.push_back({"truth", Shape::circle, "", "curve thin c4 d2", ""});
  legend(svg, items, {kPlotX, kSheetTop + 2}, kPlotW);
  chart.frame();
  chart.clip();
  chart.dots(in_km(d.detections), {"c7", "", Shape::circle}, "dot", 0.35);
  for (const DrawnTrack& t : d.truth) chart.line(in_km(t.places), "curve thin c4 d2");
  for (std::size_t i = 0; i < d.tracks.size(); ++i)
    chart.line(in_km(d.tracks[i].places), "curve " + look(i).colour);
  draw_names(d, chart, svg);
  chart.unclip();
  return document(d, kTop + height + kSheetFoot + 24, svg);
}

} // namespace dewline::report
