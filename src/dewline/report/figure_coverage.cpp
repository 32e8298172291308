#include "dewline/report/figure_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/report/figure_parts.hpp"

namespace dewline::report {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kWidth = 820, kPlotX = 50, kPlotW = kWidth - kPlotX - kSheetSide, kPolarR = 300;

/// Eight steps from dark to light that keep their order in grey and for every eye (after viridis, from
/// general knowledge of its ends), and what lies over and under them.
constexpr std::string_view kStyle =
    ".k0{fill:#440154}.k1{fill:#46327e}.k2{fill:#365c8d}.k3{fill:#277f8e}.k4{fill:#1fa187}.k5{fill:#4ac16d}"
    ".k6{fill:#a0da39}.k7{fill:#fde725}.coast{fill:none;stroke:#1f2328;stroke-width:.6}.bare{fill:#eceff2}";

std::string document(const std::string& title, const std::string& subtitle, const std::string& foot,
                     const std::string& shows, double height, const Svg& drawing) {
  Svg frame;
  frame.box(0, 0, kWidth, height, "paper");
  frame.text(kSheetSide, 26, shortened(title, kWidth - 2 * kSheetSide, 17), "head");
  frame.text(kSheetSide, 44, shortened(subtitle, kWidth - 2 * kSheetSide));
  Svg below;
  below.text(kSheetSide, height - 10,
             shortened(std::string(kSimulation) + "  \u00b7  " + foot, kWidth - 2 * kSheetSide, 10), "xs g");
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{2}</title>\n"
      "<desc id=\"desc\">{3}. {4} {5}.</desc>\n<style>{6}{7}</style>\n{8}{9}{10}</svg>\n",
      px(kWidth), px(height), xml(title), xml(subtitle), xml(shows), kSimulation, figure_style(), kStyle,
      frame.elements(), drawing.elements(), below.elements());
}

/// A plate carree of a grid's region.
class FlatMap {
 public:
  FlatMap(const survey::GridParams& region, double top)
      : west_rad_(region.lon_min_rad), north_rad_(region.lat_max_rad) {
    const double wide_rad = region.lon_max_rad - region.lon_min_rad,
                 tall_rad = region.lat_max_rad - region.lat_min_rad;
    px_per_rad_ = std::min(kPlotW / wide_rad, 560 / tall_rad);
    plot_ = {kPlotX, top, wide_rad * px_per_rad_, tall_rad * px_per_rad_};
  }
  [[nodiscard]] const Plot& plot() const { return plot_; }
  [[nodiscard]] Point at(double lat_rad, double lon_rad) const {
    return {plot_.x + (lon_rad - west_rad_) * px_per_rad_, plot_.y + (north_rad_ - lat_rad) * px_per_rad_};
  }
  /// The place's image inside the region, if it is there.
  [[nodiscard]] std::vector<Point> images(const earth::Geodetic& place) const {
    std::vector<Point> out;
    for (const int turn : {-1, 0, 1}) {
      const Point p = at(place.lat_rad, place.lon_rad + 2 * std::numbers::pi * turn);
      if (p.x >= plot_.x && p.x <= plot_.x + plot_.width && p.y >= plot_.y && p.y <= plot_.y + plot_.height)
        out.push_back(p);
    }
    return out;
  }

  /// The data's outlines end at the date line: they are drawn a turn to either side as well.
  void coast(Svg& svg) const {
    svg.open_clipped("flat-map", plot_.x, plot_.y, plot_.width, plot_.height);
    const Plot around{plot_.x - 2, plot_.y - 2, plot_.width + 4, plot_.height + 4};
    for (const LandPolygon& polygon : land())
      for (const Places& outline : polygon)
        for (const int turn : {-1, 0, 1}) {
          std::vector<Point> ring;
          for (const auto& p : outline)
            ring.push_back(at(p.lat_rad, p.lon_rad + 2 * std::numbers::pi * turn));
          svg.ring(clip_ring(std::move(ring), around), "coast");
        }
    svg.close();
  }

  void degrees(Svg& svg, const survey::GridParams& region) const {
    svg.box(plot_.x, plot_.y, plot_.width, plot_.height, "plot");
    const double wide_deg = (region.lon_max_rad - region.lon_min_rad) / kDeg;
    const double tall_deg = (region.lat_max_rad - region.lat_min_rad) / kDeg;
    const double lon_step = step(wide_deg), lat_step = step(tall_deg * 1.5);
    for (double lon = std::ceil(region.lon_min_rad / kDeg / lon_step) * lon_step;
         lon <= region.lon_max_rad / kDeg + 1e-9; lon += lon_step)
      svg.text(at(0, lon * kDeg).x, plot_.y + plot_.height + 14, words(std::remainder(lon, 360), "E", "W"),
               "xs g m");
    for (double lat = std::ceil(region.lat_min_rad / kDeg / lat_step) * lat_step;
         lat <= region.lat_max_rad / kDeg + 1e-9; lat += lat_step)
      svg.text(plot_.x - 5, at(lat * kDeg, 0).y + 4, words(lat, "N", "S"), "xs g e");
  }

 private:
  static double step(double span_deg) {
    for (const double one : {0.1, 0.2, 0.5, 1., 2., 5., 10., 15., 30.})
      if (span_deg / one <= 9) return one;
    return 60;
  }
  static std::string words(double deg, const char* positive, const char* negative) {
    const double size = std::abs(deg);
    return fmt::format("{:g}\u00b0{}", std::round(size * 10) / 10,
                       size == 0 || size == 180 ? ""
                       : deg > 0                ? positive
                                                : negative);
  }

  double west_rad_, north_rad_, px_per_rad_ = 1;
  Plot plot_;
};

/// The class of a value; -1: none.
int class_of(double value, const std::vector<double>& limits) {
  int k = -1;
  while (k + 1 < static_cast<int>(limits.size()) && value >= limits[static_cast<std::size_t>(k + 1)]) ++k;
  return k;
}

/// Classes are spread over the eight colours.
std::string colour(int k, std::size_t num_classes) {
  const double share = num_classes > 1 ? static_cast<double>(k) / static_cast<double>(num_classes - 1) : 1;
  return fmt::format("k{}", static_cast<int>(std::lround(share * 7)));
}

/// Neighbours of one class in a row are one box.
void draw_boxes(Svg& svg, const FlatMap& map, const survey::Grid& grid, const DrawnCells& cells) {
  const survey::GridParams& region = grid.params();
  const std::size_t n = grid.num_columns();
  const auto lon_at = [&](std::size_t column) {
    return std::min(region.lon_max_rad, region.lon_min_rad + static_cast<double>(column) * region.step_rad);
  };
  for (std::size_t row = 0; row < grid.num_rows(); ++row) {
    const survey::CellEdges e = grid.edges(row * n);
    for (std::size_t from = 0, to; from < n; from = to) {
      const int k = class_of(cells.values[row * n + from], cells.limits);
      for (to = from + 1; to < n && class_of(cells.values[row * n + to], cells.limits) == k;) ++to;
      if (k < 0) continue;
      const Point a = map.at(e.north_rad, lon_at(from)), b = map.at(e.south_rad, lon_at(to));
      svg.box(a.x, a.y, b.x - a.x + 0.3, b.y - a.y + 0.3, colour(k, cells.limits.size()));
    }
  }
}

std::vector<LegendItem> legend_of(const DrawnCells& cells) {
  std::vector<LegendItem> items;
  for (std::size_t k = 0; k < cells.limits.size(); ++k) {
    const std::string words = k + 1 < cells.limits.size()
                                  ? fmt::format("{:g} to {:g}", cells.limits[k], cells.limits[k + 1])
                                  : fmt::format("from {:g}", cells.limits[k]);
    items.push_back({(k == 0 ? cells.legend + ": " : "") + words, Shape::circle, "", "",
                     colour(static_cast<int>(k), cells.limits.size())});
  }
  items.push_back({cells.none, Shape::circle, "", "", "bare"});
  return items;
}

Point polar(Point middle, double az_rad, double radius_px) {
  return {middle.x + radius_px * std::sin(az_rad), middle.y - radius_px * std::cos(az_rad)};
}

void draw_ring(Svg& svg, Point middle, double radius_px) {
  std::vector<Point> ring;
  for (int i = 0; i <= 120; ++i) ring.push_back(polar(middle, 2 * std::numbers::pi * i / 120, radius_px));
  svg.path(ring, "net");
}

void draw_polar_net(Svg& svg, Point middle, double most_km, double step_km) {
  for (double km = step_km; km <= most_km * (1 + 1e-9); km += step_km) {
    draw_ring(svg, middle, kPolarR * km / most_km);
    svg.text(middle.x + 3, middle.y - kPolarR * km / most_km - 3, fmt::format("{:g} km", km), "xs g");
  }
  for (int az = 0; az < 360; az += 30) {
    svg.line(middle, polar(middle, az * kDeg, kPolarR), "net");
    const Point p = polar(middle, az * kDeg, kPolarR + 14);
    svg.text(p.x, p.y + 4, fmt::format("{}\u00b0", az), "xs g m");
  }
}

} // namespace

std::string draw_cells(const survey::Grid& grid, const DrawnCells& cells) {
  Svg svg;
  const auto items = legend_of(cells);
  double y = kSheetTop + 10;
  y += 16 + legend(svg, items, {kSheetSide, y}, kWidth - 2 * kSheetSide);
  const FlatMap map(grid.params(), y);
  const Plot& plot = map.plot();
  svg.box(plot.x, plot.y, plot.width, plot.height, "bare");
  svg.open_clipped("flat-map", plot.x, plot.y, plot.width, plot.height);
  draw_boxes(svg, map, grid, cells);
  svg.close();
  map.coast(svg);
  map.degrees(svg, grid.params());
  for (const DrawnPlace& place : cells.places)
    for (const Point& p : map.images(place.at)) {
      svg.mark(place.shape, p, "c1 fill");
      const bool left = p.x + 9 + text_width(place.name, 11) > plot.x + plot.width;
      svg.text(left ? p.x - 8 : p.x + 8, p.y + 4, place.name, left ? "s halo e" : "s halo");
    }
  return document(
      cells.title, cells.subtitle, cells.foot,
      "A plate carree: degrees of latitude and longitude are equal lengths. Land: Natural Earth 1:110m, "
      "public domain.",
      plot.y + plot.height + 26 + kSheetFoot, svg);
}

std::string draw_reach(const DrawnReach& reach) {
  Svg svg;
  std::vector<LegendItem> items;
  double most_km = 1;
  for (std::size_t i = 0; i < reach.curves.size(); ++i) {
    const Look as = look(i);
    items.push_back({reach.curves[i].name, Shape::circle, "", as.colour + " curve " + as.dash, ""});
    for (const Point& p : reach.curves[i].az_and_range)
      if (std::isfinite(p.y)) most_km = std::max(most_km, p.y);
  }
  const double decade = std::pow(10, std::floor(std::log10(most_km)));
  const double step_km = most_km / decade > 5 ? 2 * decade : most_km / decade > 2 ? decade : decade / 2;
  most_km = std::ceil(most_km / step_km) * step_km;
  double y = kSheetTop + 10;
  y += 36 + legend(svg, items, {kSheetSide, y}, kWidth - 2 * kSheetSide);
  const Point middle{kWidth / 2, y + kPolarR};
  draw_polar_net(svg, middle, most_km, step_km);
  for (std::size_t i = reach.curves.size(); i-- > 0;) {
    const Look as = look(i);
    std::vector<Point> line;
    for (const Point& p : reach.curves[i].az_and_range) {
      if (std::isfinite(p.y))
        line.push_back(polar(middle, p.x, kPolarR * p.y / most_km));
      else
        svg.path(line, as.colour + " curve " + as.dash), line.clear();
    }
    svg.path(line, as.colour + " curve " + as.dash);
  }
  svg.mark(Shape::square, middle, "c4 fill");
  return document(reach.title, reach.subtitle, reach.foot,
                  "Polar: north is up, azimuth runs clockwise, rings are slant range.",
                  middle.y + kPolarR + 26 + kSheetFoot, svg);
}

} // namespace dewline::report
