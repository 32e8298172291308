// Figure `map`: where it flew, what the centres tracked, and how the ellipse of the predicted impact shrank.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "dewline/record/words.hpp"
#include "dewline/report/figure_time.hpp"
#include "dewline/report/map_sheet.hpp"

namespace dewline::report {
namespace {

constexpr double kDeg = std::numbers::pi / 180, kWidth = 760, kMapX = 56, kZoomW = 200, kLabelW = 66;
constexpr std::size_t kMostObjects = 12, kMostEllipses = 8;
constexpr earth::Geodetic kGap{record::kNoNumber, 0, 0};

struct Flown {
  std::string object;
  Places path;
  std::vector<double> t_s;
};
struct Tracked {
  const ShownTrack* track;
  Places all; ///< one for each of its rows
  Places held, coasting; ///< the same by status, with gaps
  std::vector<record::EstimateRow> ellipses;
};
struct Scene {
  std::vector<Flown> flown;
  std::vector<ShownTrack> tracks;
  std::vector<Tracked> tracked;
  std::vector<record::MilestoneRow> milestones; ///< of the objects that are drawn
};

std::vector<Flown> flown_of(const Subject& s) {
  std::vector<Flown> out;
  for (const auto& row : s.tables.all<record::TruthSampleRow>()) {
    auto it = std::ranges::find(out, row.object, &Flown::object);
    if (it == out.end()) it = out.insert(out.end(), Flown{row.object, {}, {}});
    it->path.push_back({row.lat_rad, row.lon_rad, 0}), it->t_s.push_back(row.t_s);
  }
  if (out.size() > kMostObjects) out.resize(kMostObjects);
  return out;
}

/// The first ellipse and then each that is smaller or larger than the one before by the factor.
std::vector<record::EstimateRow> thinned(const std::vector<record::EstimateRow>& all, double factor) {
  std::vector<record::EstimateRow> out;
  double before = 0;
  for (const auto& e : all) {
    const double size = std::sqrt(e.impact_major_m * e.impact_minor_m);
    if (!std::isfinite(size) || !std::isfinite(e.impact_lat_rad)) continue;
    if (!out.empty() && size > before * factor && size < before / factor) continue;
    out.push_back(e), before = size;
  }
  return out;
}

std::vector<record::EstimateRow> ellipses_of(const ShownTrack& t) {
  for (double factor = 0.7; factor > 1e-6; factor *= 0.8)
    if (auto some = thinned(t.estimates, factor); some.size() <= kMostEllipses) return some;
  auto some = thinned(t.estimates, 1e-6);
  some.resize(std::min(some.size(), kMostEllipses));
  return some;
}

Tracked tracked_of(const Subject& s, const ShownTrack& t) {
  Tracked out{&t, {}, {}, {}, ellipses_of(t)};
  for (const auto& row : t.track.rows) {
    const Vec3 p_E = s.model->orientation.to_E(state_G(row), time_from_s(row.t_s)).p;
    const earth::Geodetic above = earth::geodetic(p_E), at{above.lat_rad, above.lon_rad, 0};
    const bool coasts = row.status == "coasting";
    out.all.push_back(at);
    if (coasts && !out.held.empty() && std::isfinite(out.held.back().lat_rad))
      out.coasting.push_back(out.held.back());
    (coasts ? out.coasting : out.held).push_back(at);
    if (!coasts && !out.coasting.empty()) out.coasting.push_back(kGap);
    if (coasts) out.held.push_back(kGap);
  }
  return out;
}

Scene scene_of(const Subject& s) {
  Scene out{flown_of(s), shown_tracks(s), {}, {}};
  for (const ShownTrack& t : out.tracks) out.tracked.push_back(tracked_of(s, t));
  for (auto& m : s.tables.all<record::MilestoneRow>()) {
    const bool whole = m.object.find('/') == std::string::npos; // of arc/stage-1 only the impact is told
    const bool told = m.what == "impact" || (whole && (m.what == "launch" || m.what == "burnout" ||
                                                       m.what == "apogee" || m.what == "end of data"));
    if (told && std::ranges::count(out.flown, m.object, &Flown::object)) out.milestones.push_back(m);
  }
  return out;
}

Places places_of(const std::vector<earth::PlaceParams>& vertices) {
  Places out;
  for (const auto& v : vertices) out.push_back(earth::to_geodetic(v));
  return out;
}

std::vector<Places> outlines_of(const warn::AssetParams& asset) {
  std::vector<Places> out;
  if (asset.lat_rad && asset.lon_rad && asset.radius_m)
    out.push_back(
        ellipse_on_ground({*asset.lat_rad, *asset.lon_rad, 0}, *asset.radius_m, *asset.radius_m, 0));
  if (!asset.polygon.empty()) out.push_back(places_of(asset.polygon));
  for (const auto& outline : asset.polygons) out.push_back(places_of(outline.vertices));
  return out;
}

/// What the map must hold: paths, sensors, round assets that are no larger than the scene.
Places wanted(const Subject& s, const Scene& scene) {
  Places out;
  const auto add = [&](const Places& places) {
    for (const auto& p : places)
      if (std::isfinite(p.lat_rad)) out.push_back(p);
  };
  for (const Flown& f : scene.flown) add(f.path);
  for (const Tracked& t : scene.tracked) {
    add(t.held);
    for (const auto& e : t.ellipses) out.push_back({e.impact_lat_rad, e.impact_lon_rad, 0});
  }
  for (const sense::Sensor& sensor : s.model->sensors) // satellites look at the scene, they do not belong to it
    if (sensor.infrared() == nullptr) out.push_back(earth::geodetic(sensor.p_ES_E(Time{})));
  for (const auto& [id, asset] : s.scenario.assets)
    if (asset.radius_m && *asset.radius_m < 300e3)
      for (const auto& outline : outlines_of(asset)) add(outline);
  return out;
}

Point centroid(const std::vector<Point>& ring) {
  Point sum{};
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    const double w = a.x * b.y - b.x * a.y;
    sum.x += (a.x + b.x) * w, sum.y += (a.y + b.y) * w, twice += w;
  }
  return twice == 0 ? ring.front() : Point{sum.x / (3 * twice), sum.y / (3 * twice)};
}

class Drawing {
 public:
  Drawing(Svg& svg, MapSheet& map) : svg_(svg), map_(map) {}

  void assets(const Subject& s) {
    for (const auto& [id, asset] : s.scenario.assets) {
      std::vector<Point> largest;
      for (const Places& outline : outlines_of(asset)) {
        auto seen = map_.area(outline, "c3 tint curve thin");
        if (!seen.empty() && (largest.empty() || std::abs(ring_area(seen)) > std::abs(ring_area(largest))))
          largest = std::move(seen);
      }
      if (!largest.empty()) names_.push_back({centroid(largest), id, "c3 word i"});
    }
  }

  /// Each face's sector to its instrumented range, taken as a distance on the ground.
  void sectors(const Subject& s) {
    for (const auto& c : s.tables.all<record::CoverageRow>()) {
      if (c.from_frame != 0 || !std::isfinite(c.range_max_m)) continue;
      const earth::Geodetic site{c.lat_rad, c.lon_rad, 0};
      const double reach_m = std::min(c.range_max_m, 15e6);
      Places fan{site};
      for (int i = 0; i <= 24; ++i)
        fan.push_back(earth::destination(site, c.az_start_rad + c.az_width_rad * i / 24, reach_m));
      map_.area(fan, "c2 tint");
      for (const std::size_t end : {std::size_t{1}, fan.size() - 1}) {
        Places edge{site};
        for (const auto& p : geodesic(site, fan[end])) edge.push_back(p);
        map_.line(edge, "c2 curve hair");
      }
    }
  }

  void sensors(const Subject& s) {
    for (std::size_t i = 0; i < s.model->sensors.size(); ++i)
      if (s.model->sensors[i].infrared() == nullptr) mark(Shape::square, earth::geodetic(s.model->sensors[i].p_ES_E(Time{})), "c2 fill", s.model->context.sensors[i],
           "c2 word b");
  }

  void paths(const Scene& scene) {
    for (const Flown& f : scene.flown) map_.line(f.path, "c4 curve thin d1");
    for (const Tracked& t : scene.tracked) {
      map_.line(t.held, t.track->look.colour + " curve");
      map_.line(t.coasting, t.track->look.colour + " curve d2");
      for (const auto& e : t.ellipses) ellipse(e, t.track->look.colour + " tint curve hair");
    }
  }

  void ellipse(const record::EstimateRow& e, const std::string& kind) {
    const earth::Geodetic middle{e.impact_lat_rad, e.impact_lon_rad, 0};
    map_.area(ellipse_on_ground(middle, e.impact_major_m, e.impact_minor_m, e.impact_az_rad), kind);
  }

  void milestones(const Scene& scene) {
    for (const auto& m : scene.milestones) {
      const std::string who = scene.flown.size() > 1 ? m.object + " " : "";
      mark(Shape::circle, {m.lat_rad, m.lon_rad, 0}, "c7 open",
           who + m.what + " " + record::clock_words(m.t_s), "i");
    }
  }

  void mark(Shape shape, const earth::Geodetic& place, const std::string& kind, std::string words,
            std::string word_kind) {
    const Point p = map_.at(place);
    if (!map_.holds(p)) return;
    svg_.mark(shape, p, kind);
    map_.keep_clear(p);
    names_.push_back({p, std::move(words), std::move(word_kind)});
  }

  /// Names come last: each must know of all marks.
  void names() {
    for (const Name& n : names_) map_.name(n.at, n.words, n.kind);
  }

 private:
  struct Name {
    Point at;
    std::string words, kind;
  };
  Svg& svg_;
  MapSheet& map_;
  std::vector<Name> names_;
};

/// The track whose impact the zoom shows: of those with ellipses the one with most detections.
const Tracked* zoomed(const Scene& scene) {
  for (const Tracked& t : scene.tracked)
    if (!t.ellipses.empty()) return &t;
  return nullptr;
}

Places wanted_zoom(const Tracked& t, const Scene& scene) {
  Places out;
  double largest_m = 0;
  for (const auto& e : t.ellipses) {
    largest_m = std::max(largest_m, e.impact_major_m);
    const Places ring = ellipse_on_ground({e.impact_lat_rad, e.impact_lon_rad, 0}, e.impact_major_m,
                                          e.impact_minor_m, e.impact_az_rad);
    out.insert(out.end(), ring.begin(), ring.end());
  }
  for (const auto& m : scene.milestones)
    if (m.what == "impact" && m.object == t.track->track.object &&
        earth::course({m.lat_rad, m.lon_rad, 0}, out.front()).distance_m < 5 * largest_m)
      out.push_back({m.lat_rad, m.lon_rad, 0});
  return out;
}

/// When each ellipse was known, beside the zoom in the order of their right ends, so that no two leaders
/// cross.
void label_ellipses(Svg& svg, const MapSheet& map, const Tracked& t) {
  struct Label {
    Point end;
    std::string words;
  };
  std::vector<Label> labels;
  for (const auto& e : t.ellipses) {
    Point end{-HUGE_VAL, 0};
    for (const auto& place : ellipse_on_ground({e.impact_lat_rad, e.impact_lon_rad, 0}, e.impact_major_m,
                                               e.impact_minor_m, e.impact_az_rad))
      if (const Point p = map.at(place); p.x > end.x) end = p;
    labels.push_back({end, record::clock_words(e.known_s)});
  }
  std::ranges::stable_sort(labels, {}, [](const Label& l) { return l.end.y; });
  const Plot& box = map.plot();
  const double x = box.x + box.width + 24, step = 15;
  double y = box.y + 6;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double last = box.y + box.height - 4 - step * static_cast<double>(labels.size() - 1 - i);
    y = std::min(std::max(y, labels[i].end.y), last);
    svg.line(labels[i].end, {x - 4, y}, "leader");
    svg.text(x, y + 4, labels[i].words, "s");
    y += step;
  }
}

/// Returns where it ends.
double draw_zoom(Svg& svg, const Scene& scene, const Tracked& t, Point corner) {
  svg.text(corner.x, corner.y - 8, "predicted impact (1 sigma), " + t.track->name, "s b");
  const Places shown = wanted_zoom(t, scene);
  MapSheet map(svg, corner, kZoomW, shown, 1, 1.3);
  map.ground();
  Drawing drawing(svg, map);
  map.clip();
  for (const auto& e : t.ellipses) drawing.ellipse(e, t.track->look.colour + " tint curve thin");
  for (const Flown& f : scene.flown) map.line(f.path, "c4 curve thin d1");
  for (const auto& m : scene.milestones)
    if (m.what == "impact")
      drawing.mark(Shape::circle, {m.lat_rad, m.lon_rad, 0}, "c7 open",
                   scene.flown.size() > 1 ? m.object + " impact" : "true impact", "i");
  map.unclip();
  label_ellipses(svg, map, t);
  map.edge();
  drawing.names();
  return corner.y + map.plot().height;
}

Csv numbers(const Scene& scene) {
  Csv csv("what,name,t_s,known_s,lat_deg,lon_deg,status,sigma_major_km,sigma_minor_km,major_azimuth_deg");
  const double no = record::kNoNumber;
  const auto put = [&](std::string_view what, std::string_view name, double t_s, double known_s,
                       const earth::Geodetic& at, std::string_view status, double major_m, double minor_m,
                       double az_rad) {
    csv << what << name << t_s << known_s << at.lat_rad / kDeg << at.lon_rad / kDeg << status;
    csv << major_m / 1e3 << minor_m / 1e3 << az_rad / kDeg;
    csv.end_row();
  };
  for (const Flown& f : scene.flown)
    for (std::size_t i = 0; i < f.path.size(); ++i)
      put("truth", f.object, f.t_s[i], no, f.path[i], "", no, no, no);
  for (const auto& m : scene.milestones)
    put("milestone", m.object, m.t_s, no, {m.lat_rad, m.lon_rad, 0}, m.what, no, no, no);
  for (const Tracked& t : scene.tracked) {
    const auto& rows = t.track->track.rows;
    for (std::size_t i = 0; i < rows.size(); ++i)
      put("track", t.track->name, rows[i].t_s, rows[i].known_s, t.all[i], rows[i].status, no, no, no);
    for (const auto& e : t.ellipses)
      put("impact ellipse", t.track->name, e.t_s, e.known_s, {e.impact_lat_rad, e.impact_lon_rad, 0}, "",
          e.impact_major_m, e.impact_minor_m, e.impact_az_rad);
  }
  return csv;
}

std::vector<LegendItem> legend_items(const Subject& s, const Scene& scene) {
  std::vector<LegendItem> items{{"true path over ground", Shape::circle, "", "c4 curve thin d1", ""},
                                {"truth: launch, burnout, impact", Shape::circle, "c7 open", "", ""},
                                {"sensor and its sector", Shape::square, "c2 fill", "", "c2 tint"}};
  for (const Tracked& t : scene.tracked)
    items.push_back({"track " + t.track->name, Shape::circle, "", t.track->look.colour + " curve", ""});
  if (std::ranges::any_of(scene.tracked, [](const Tracked& t) { return !t.coasting.empty(); }))
    items.push_back({"a track that coasts", Shape::circle, "", "c7 curve d2", ""});
  if (!s.scenario.assets.empty())
    items.push_back({"what a centre guards", Shape::circle, "", "", "c3 tint curve thin"});
  return items;
}

std::string shows(const Subject& s, const Scene& scene) {
  std::string out =
      "Azimuthal equidistant map about its middle. Dashed: the true path over the ground, which no centre "
      "knows; open circles: "
      "its milestones. Solid: where each confirmed track was at the instant of its estimate; dotted while it "
      "coasts. Squares: "
      "sensors, with the sector of each face to its instrumented range, taken as a distance on the ground.";
  if (zoomed(scene) != nullptr)
    out +=
        " Ellipses: the predicted impact at 1 sigma (39 % of the probability), each with the instant at "
        "which the centre "
        "knew it; of all estimates the first is drawn and those that are clearly smaller or larger than the "
        "last one drawn.";
  if (!s.scenario.assets.empty()) out += " Outlines: what a centre guards.";
  return out + left_out_words(scene.flown.size(), s.model->truth.num_objects(), "objects") +
         " Land: Natural Earth 1:110m, public domain.";
}

} // namespace

std::string no_map(const Subject& subject) {
  return subject.tables.table("truth_samples").num_rows() < 2 ? "no object has samples of its path" : "";
}

Figure draw_map(const Subject& s) {
  const Scene scene = scene_of(s);
  const Tracked* near = zoomed(scene);
  Sheet sheet{"map",  "where it flew, what was tracked, and where the impact was predicted",
              kWidth, 0,
              {},     shows(s, scene)};
  double y = kSheetTop + 10;
  y += 22 + legend(sheet.drawing, legend_items(s, scene), {kSheetSide, y}, kWidth - 2 * kSheetSide);
  const double zoom_x = kWidth - kSheetSide - kLabelW - kZoomW;
  const double right = near != nullptr ? zoom_x - 56 : kWidth - kSheetSide;
  MapSheet map(sheet.drawing, {kMapX, y}, right - kMapX, wanted(s, scene), near != nullptr ? 0.9 : 0.5,
               near != nullptr ? 1.4 : 0.9);
  map.ground();
  Drawing drawing(sheet.drawing, map);
  map.clip();
  drawing.assets(s);
  drawing.sectors(s);
  drawing.paths(scene);
  drawing.sensors(s);
  drawing.milestones(scene);
  map.unclip();
  map.edge();
  drawing.names();
  y += map.plot().height;
  if (near != nullptr) y = std::max(y, draw_zoom(sheet.drawing, scene, *near, {zoom_x, map.plot().y}));
  sheet.height = y + 20 + kSheetFoot;
  return finished(s, sheet, numbers(scene));
}

} // namespace dewline::report
