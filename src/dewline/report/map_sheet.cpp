#include "dewline/report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

namespace dewline::report {

std::string_view land_json(); // land.cpp.in

namespace {

constexpr double kDeg = std::numbers::pi / 180, kStep_m = 100e3;
constexpr double kFar_px = 1e6; ///< the rest of the world

Places read_ring(const nlohmann::json& ring) {
  Places out;
  for (const auto& corner : ring) {
    const earth::Geodetic to{corner[1].get<double>() * kDeg, corner[0].get<double>() * kDeg, 0};
    const earth::Geodetic from = out.empty() ? to : out.back();
    const double east_rad =
        std::remainder(to.lon_rad - from.lon_rad, 2 * std::numbers::pi); // the short way round
    const double span = std::max(std::abs(to.lat_rad - from.lat_rad), std::abs(east_rad));
    const int n =
        std::max(1, static_cast<int>(std::ceil(span / (2 * kDeg)))); // long edges follow the parallels
    for (int i = 1; i <= n; ++i) {
      const double f = static_cast<double>(i) / n;
      out.push_back({std::lerp(from.lat_rad, to.lat_rad, f), from.lon_rad + f * east_rad, 0});
    }
  }
  return out;
}

std::vector<LandPolygon> read_land() {
  std::vector<LandPolygon> out;
  const auto feature = nlohmann::json::parse(land_json());
  for (const auto& polygon : feature.at("geometry").at("coordinates")) {
    out.emplace_back();
    for (const auto& ring : polygon) out.back().push_back(read_ring(ring));
  }
  return out;
}

earth::Geodetic middle_of(std::span<const earth::Geodetic> places) {
  Vec3 sum{};
  for (const auto& p : places) sum = sum + earth::ecef({p.lat_rad, p.lon_rad, 0});
  const earth::Geodetic at = earth::geodetic(sum);
  return {at.lat_rad, at.lon_rad, 0};
}

/// East and north of the middle [m], at the true distance and in the true direction.
Point plane(const earth::Geodetic& middle, const earth::Geodetic& place) {
  const earth::Course c = earth::course(middle, place);
  return {c.distance_m * std::sin(c.az_start_rad), c.distance_m * std::cos(c.az_start_rad)};
}

struct Bounds {
  double x0 = HUGE_VAL, x1 = -HUGE_VAL, y0 = HUGE_VAL, y1 = -HUGE_VAL;
  void add(Point p) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
};

double net_step_deg(double span_deg) {
  for (const double step : {0.1, 0.2, 0.5, 1., 2., 5., 10., 15.})
    if (span_deg / step <= 7) return step;
  return 30;
}

std::string degree_words(double deg, double step, const char* positive, const char* negative) {
  const double at = std::remainder(deg, 360);
  return fmt::format("{:.{}f}°{}", std::abs(at), step < 1 ? 1 : 0,
                     at == 0 || std::abs(at) == 180 ? ""
                     : at > 0                       ? positive
                                                    : negative);
}

double nice_below(double value) {
  const double decade = std::pow(10.0, std::floor(std::log10(value)));
  return value >= 5 * decade ? 5 * decade : value >= 2 * decade ? 2 * decade : decade;
}

bool overlap(const Plot& a, const Plot& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/// One pass of the clip: what lies at or above zero of `side`.
template <class F>
std::vector<Point> half_plane(const std::vector<Point>& ring, F side) {
  std::vector<Point> out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    const double da = side(a), db = side(b);
    if (da >= 0) out.push_back(a);
    if ((da >= 0) == (db >= 0)) continue;
    const double f = da / (da - db);
    out.push_back({std::lerp(a.x, b.x, f), std::lerp(a.y, b.y, f)});
  }
  return out;
}

} // namespace

const std::vector<LandPolygon>& land() {
  static const std::vector<LandPolygon> all = read_land();
  return all;
}

std::vector<Point> clip_ring(std::vector<Point> ring, const Plot& box) {
  ring = half_plane(ring, [&](Point p) { return p.x - box.x; });
  ring = half_plane(ring, [&](Point p) { return box.x + box.width - p.x; });
  ring = half_plane(ring, [&](Point p) { return p.y - box.y; });
  return half_plane(ring, [&](Point p) { return box.y + box.height - p.y; });
}

double ring_area(std::span<const Point> ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice;
}

MapSheet::MapSheet(Svg& svg, Point corner, double width_px, std::span<const earth::Geodetic> shown,
                   double lowest, double highest)
    : svg_(&svg), middle_(middle_of(shown)) {
  Bounds b;
  for (const auto& place : shown) b.add(plane(middle_, place));
  const double least_m = 200; // half the height of a map of one place
  const double wide = std::max(1.14 * (b.x1 - b.x0), 2 * least_m);
  const double tall = std::max(1.14 * (b.y1 - b.y0), 2 * least_m);
  const double shape = std::clamp(tall / wide, lowest, highest);
  plot_ = {corner.x, corner.y, width_px, width_px * shape};
  px_per_m_ = std::min(plot_.width / wide, plot_.height / tall);
  west_m_ = (b.x0 + b.x1) / 2 - plot_.width / px_per_m_ / 2;
  north_m_ = (b.y0 + b.y1) / 2 + plot_.height / px_per_m_ / 2;
}

Point MapSheet::at(const earth::Geodetic& place) const {
  const Point p = plane(middle_, place);
  return {plot_.x + (p.x - west_m_) * px_per_m_, plot_.y + (north_m_ - p.y) * px_per_m_};
}

bool MapSheet::holds(Point p) const {
  return p.x >= plot_.x && p.x <= plot_.x + plot_.width && p.y >= plot_.y && p.y <= plot_.y + plot_.height;
}

void MapSheet::clip() {
  svg_->open_clipped(fmt::format("map-{}-{}", px(plot_.x), px(plot_.y)), plot_.x, plot_.y, plot_.width,
                     plot_.height);
}

void MapSheet::ground() {
  svg_->box(plot_.x, plot_.y, plot_.width, plot_.height, "sea");
  clip();
  const Plot around{plot_.x - 2, plot_.y - 2, plot_.width + 4, plot_.height + 4}; // no coast along the border
  for (const LandPolygon& polygon : land()) {
    std::vector<std::vector<Point>> rings;
    for (const Places& outline : polygon) {
      std::vector<Point> ring;
      for (const auto& place : outline) ring.push_back(at(place));
      // The data's outlines keep land on their right. One that turns the other way here holds the far side of
      // the Earth: land is what lies outside it.
      if (rings.empty() && ring_area(ring) < 0)
        rings.push_back(clip_ring(
            {{-kFar_px, -kFar_px}, {kFar_px, -kFar_px}, {kFar_px, kFar_px}, {-kFar_px, kFar_px}}, around));
      rings.push_back(clip_ring(std::move(ring), around));
    }
    svg_->rings(rings, "land");
  }
  for (const Line& l : net()) line(l.places, "net");
  unclip();
}

std::vector<MapSheet::Line> MapSheet::net() const {
  const double tall_deg = plot_.height / px_per_m_ / 111e3;
  const double middle_deg = middle_.lat_rad / kDeg;
  const double south = std::max(-90.0, middle_deg - tall_deg), north = std::min(90.0, middle_deg + tall_deg);
  const double shrink = std::max(0.05, std::cos(middle_.lat_rad));
  const double wide_deg = std::min(360.0, 2 * plot_.width / px_per_m_ / 111e3 / shrink);
  const double step = net_step_deg(tall_deg), lon_step = net_step_deg(wide_deg / 2);
  std::vector<Line> out;
  for (double lat = std::ceil(south / step) * step; lat <= north; lat += step) {
    out.push_back({{}, degree_words(lat, step, " N", " S"), false});
    for (int i = -60; i <= 60; ++i)
      out.back().places.push_back({lat * kDeg, middle_.lon_rad + i * wide_deg / 120 * kDeg, 0});
  }
  const double from = std::ceil((middle_.lon_rad / kDeg - wide_deg / 2) / lon_step) * lon_step;
  for (double lon = from; lon < from + std::min(wide_deg, 359.9); lon += lon_step) {
    out.push_back({{}, degree_words(lon, lon_step, " E", " W"), true});
    for (int i = 0; i <= 60; ++i)
      out.back().places.push_back({std::lerp(south, north, i / 60.0) * kDeg, lon * kDeg, 0});
  }
  return out;
}

/// Meridians are named where they cross the lower border, parallels at the left one.
void MapSheet::degrees(const Line& l) {
  const double border = l.meridian ? plot_.y + plot_.height : plot_.x;
  for (std::size_t i = 1; i < l.places.size(); ++i) {
    const Point a = at(l.places[i - 1]), b = at(l.places[i]);
    const double da = (l.meridian ? a.y : a.x) - border, db = (l.meridian ? b.y : b.x) - border;
    if ((da < 0) == (db < 0)) continue;
    const Point p{std::lerp(a.x, b.x, da / (da - db)), std::lerp(a.y, b.y, da / (da - db))};
    const double half = text_width(l.words, 10) / 2 + 2;
    const Plot box = l.meridian ? Plot{p.x - half, border + 3, 2 * half, 12}
                                : Plot{border - 2 * half - 3, p.y - 6, 2 * half, 12};
    const bool within = l.meridian ? p.x >= plot_.x && p.x <= plot_.x + plot_.width
                                   : p.y >= plot_.y + 5 && p.y <= plot_.y + plot_.height - 5;
    if (!within || !is_free(box)) continue;
    taken_.push_back(box);
    if (l.meridian) svg_->text(p.x, border + 13, l.words, "xs g m");
    else svg_->text(border - 5, p.y + 4, l.words, "xs g e");
    return;
  }
}

void MapSheet::scale_bar() {
  const double length_m = nice_below(0.24 * plot_.width / px_per_m_), wide = length_m * px_per_m_;
  const std::string words =
      length_m < 1000 ? fmt::format("{:.0f} m", length_m) : fmt::format("{:.0f} km", length_m / 1e3);
  const double y = plot_.y + plot_.height - 10;
  for (const double x : {plot_.x + plot_.width - wide - 12, plot_.x + 12}) {
    const Plot box{x - 4, y - 18, wide + 8, 24};
    if (!is_free(box) && x > plot_.x + 12) continue;
    taken_.push_back(box);
    svg_->line({x, y}, {x + wide, y}, "c4 curve");
    for (const double end : {x, x + wide}) svg_->line({end, y - 4}, {end, y + 1}, "c4 curve thin");
    svg_->text(x + wide / 2, y - 6, words, "xs m halo");
    return;
  }
}

void MapSheet::edge() {
  svg_->box(plot_.x, plot_.y, plot_.width, plot_.height, "plot");
  for (const Line& l : net()) degrees(l);
  scale_bar();
}

void MapSheet::line(std::span<const earth::Geodetic> places, const std::string& kind) {
  std::vector<Point> points;
  for (const auto& place : places) {
    if (std::isfinite(place.lat_rad)) points.push_back(at(place));
    else svg_->path(points, kind), points.clear(); // a gap
  }
  svg_->path(points, kind);
}

std::vector<Point> MapSheet::area(const Places& outline, const std::string& kind) {
  std::vector<Point> ring;
  for (std::size_t i = 0; i < outline.size(); ++i)
    for (const auto& place : geodesic(outline[i], outline[(i + 1) % outline.size()]))
      ring.push_back(at(place));
  svg_->ring(clip_ring(ring, {plot_.x - 3, plot_.y - 3, plot_.width + 6, plot_.height + 6}), kind);
  return clip_ring(std::move(ring), plot_);
}

bool MapSheet::is_free(const Plot& box) const {
  return std::ranges::none_of(taken_, [&](const Plot& t) { return overlap(t, box); });
}

void MapSheet::keep_clear(Point mark, double half) {
  taken_.push_back({mark.x - half, mark.y - half, 2 * half, 2 * half});
}

void MapSheet::name(Point mark, std::string_view words, const std::string& kind) {
  const double wide = text_width(words, 11), tall = 12, gap = 8;
  const std::array<Point, 8> corners{{{mark.x + gap, mark.y - 6},
                                      {mark.x - gap - wide, mark.y - 6},
                                      {mark.x - wide / 2, mark.y - gap - tall},
                                      {mark.x - wide / 2, mark.y + gap},
                                      {mark.x + gap, mark.y - 18},
                                      {mark.x + gap, mark.y + 6},
                                      {mark.x - gap - wide, mark.y - 18},
                                      {mark.x - gap - wide, mark.y + 6}}};
  for (const Point c : corners) {
    const Plot box{c.x, c.y, wide, tall};
    if (!is_free(box) || !holds(c) || !holds({c.x + wide, c.y + tall})) continue;
    taken_.push_back(box);
    svg_->text(c.x, c.y + tall - 2, words, kind + " s halo");
    return;
  }
}

Places ellipse_on_ground(const earth::Geodetic& middle, double major_m, double minor_m, double az_rad) {
  Places out;
  for (int i = 0; i < 72; ++i) {
    const double a = 2 * std::numbers::pi * i / 72;
    const double along = major_m * std::cos(a), across = minor_m * std::sin(a);
    out.push_back(earth::destination(middle, az_rad + std::atan2(across, along), std::hypot(along, across)));
  }
  return out;
}

Places geodesic(const earth::Geodetic& from, const earth::Geodetic& to) {
  const earth::Course c = earth::course(from, to);
  const int n = std::max(1, static_cast<int>(std::ceil(c.distance_m / kStep_m)));
  Places out;
  for (int i = 1; i < n; ++i) out.push_back(earth::destination(from, c.az_start_rad, c.distance_m * i / n));
  out.push_back(to);
  return out;
}

} // namespace dewline::report
