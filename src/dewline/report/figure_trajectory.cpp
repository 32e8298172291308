#include "dewline/report/figure_trajectory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dewline/report/figure_parts.hpp"

namespace dewline::report {
namespace {

constexpr double kWidth = 760, kPlotX = 78, kPlotW = kWidth - kPlotX - kSheetSide, kProfileH = 260;
constexpr double kNamesH = 46; ///< between the legend and the profile, for one row of names
constexpr double kRowH = 14;   ///< for each further row
constexpr double kAxisH = 62;  ///< below the profile: figures, label, air

std::string kind_of(std::size_t path) {
  const Look as = look(path);
  return path == 0 ? "c0 curve" : as.colour + " curve thin " + as.dash;
}

std::vector<Tick> names_of(const DrawnFlight& flight) {
  std::vector<Tick> out;
  for (const auto& m : flight.moments) out.push_back({m.profile.x, m.words});
  return out;
}

double draw_legend(Svg& svg, const DrawnFlight& flight, double y) {
  std::vector<LegendItem> items;
  for (std::size_t i = 0; i < flight.paths.size(); ++i)
    items.push_back({flight.paths[i].name, Shape::circle, "", kind_of(i), ""});
  items.push_back({"milestones", Shape::circle, "c7 open", "", ""});
  return legend(svg, items, {kSheetSide, y}, kWidth - 2 * kSheetSide);
}

/// Returns where it ends.
double draw_profile_of(Svg& svg, const DrawnFlight& flight, double y) {
  std::vector<double> across, heights{0};
  for (const auto& path : flight.paths)
    for (const Point& p : path.profile) across.push_back(p.x), heights.push_back(p.y);
  const Axis x = axis_over(Scale::linear, across, flight.x_label);
  Axis up = axis_over(Scale::linear, heights, "height above the ellipsoid [km]");
  up.low = std::max(up.low, 0.0);
  Svg scratch;
  const int rows = Chart(scratch, {kPlotX, 0, kPlotW, kProfileH}, x, up).instants(names_of(flight), "");
  y += kNamesH + kRowH * std::max(0, rows - 1);
  Chart chart(svg, {kPlotX, y, kPlotW, kProfileH}, x, up);
  chart.frame();
  chart.instants(names_of(flight), "i");
  chart.clip();
  for (std::size_t i = flight.paths.size(); i-- > 0;) chart.line(flight.paths[i].profile, kind_of(i));
  chart.unclip();
  for (const auto& m : flight.moments)
    svg.mark(Shape::circle, chart.at(m.profile.x, m.profile.y), "c7 open", 0.8);
  return y + kProfileH + kAxisH;
}

double draw_map_of(Svg& svg, const DrawnFlight& flight, double y) {
  Places shown;
  for (const auto& path : flight.paths) shown.insert(shown.end(), path.ground.begin(), path.ground.end());
  MapSheet map(svg, {kPlotX, y}, kPlotW, shown, 0.4, 0.8);
  map.ground();
  map.clip();
  for (std::size_t i = flight.paths.size(); i-- > 0;) map.line(flight.paths[i].ground, kind_of(i));
  for (const auto& m : flight.moments) {
    svg.mark(Shape::circle, map.at(m.at), "c7 open", 0.8);
    map.keep_clear(map.at(m.at));
  }
  map.unclip();
  map.edge();
  for (const auto& m : flight.moments) map.name(map.at(m.at), m.words, "i");
  return y + map.plot().height;
}

} // namespace

std::string draw_flight(const DrawnFlight& flight) {
  Svg svg;
  double y = kSheetTop + 10;
  y += draw_legend(svg, flight, y);
  y = draw_map_of(svg, flight, draw_profile_of(svg, flight, y));
  const double height = y + 20 + kSheetFoot;
  Svg frame;
  frame.box(0, 0, kWidth, height, "paper");
  frame.text(kSheetSide, 26, shortened(flight.title, kWidth - 2 * kSheetSide, 17), "head");
  frame.text(kSheetSide, 44, shortened(flight.subtitle, kWidth - 2 * kSheetSide));
  svg.text(kSheetSide, height - 10,
           shortened(std::string(kSimulation) + "  \u00b7  " + flight.foot, kWidth - 2 * kSheetSide, 10),
           "xs g");
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{2}</title>\n"
      "<desc id=\"desc\">{3}. Profile above, ground track below: an azimuthal equidistant map about its "
      "middle. "
      "Land: Natural Earth 1:110m, public domain. {4}.</desc>\n<style>{5}</style>\n{6}{7}</svg>\n",
      px(kWidth), px(height), xml(flight.title), xml(flight.subtitle), kSimulation, figure_style(),
      frame.elements(), svg.elements());
}

} // namespace dewline::report
