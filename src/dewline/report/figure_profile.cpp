// Figures `profile`, `uncertainty`, `detections`: heights, errors and measurements over time.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/report/figure_time.hpp"

namespace dewline::report {
namespace {

using Points = std::vector<Point>;
constexpr std::size_t kMostDots = 1500;  ///< detections in a chart
constexpr std::size_t kMostObjects = 12; ///< true curves in a chart
constexpr double kSharp_m = 100e3;       ///< the ledger's `impact point known`: docs/ledger-steps.md

/// Height by object; at most kMostObjects, those that rise highest.
std::vector<std::pair<std::string, Points>> true_heights(const Subject& s) {
  std::map<std::string, Points> by_object;
  std::map<std::string, double> top_m;
  for (const auto& row : s.tables.all<record::TruthSampleRow>()) {
    by_object[row.object].push_back({row.t_s, row.h_m / 1e3});
    top_m[row.object] = std::max(top_m[row.object], row.h_m);
  }
  std::vector<std::pair<std::string, Points>> out(by_object.begin(), by_object.end());
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto& a, const auto& b) { return top_m[a.first] > top_m[b.first]; });
  if (out.size() > kMostObjects) out.resize(kMostObjects);
  return out;
}

/// A detection as it was measured: when, how high; false ones are known only to the truth.
struct Dot {
  record::DetectionRow row;
  double h_m = 0;
  bool is_false = false;
};

double measured_height_m(const Subject& s, const record::DetectionRow& d) {
  const auto sensor = s.scenario.sensors.find(d.sensor);
  if (sensor == s.scenario.sensors.end()) return record::kNoNumber;
  const std::size_t index = static_cast<std::size_t>(
      std::ranges::lower_bound(s.model->context.sensors, d.sensor) - s.model->context.sensors.begin());
  const earth::Geodetic site = earth::geodetic(s.model->sensors[index].p_ES_E(Time{}));
  const Vec3 direction_E = transpose(earth::enu_axes(site)) * earth::enu_direction(d.az_rad, d.el_rad);
  return earth::geodetic(earth::ecef(site) + d.range_m * direction_E).h_m;
}

/// Each detection once, whoever it was sent to; every k-th if there are too many.
std::vector<Dot> dots_of(const Subject& s, std::size_t& num_all) {
  std::map<std::string, bool> is_false;
  for (const auto& l : s.tables.all<record::LabelRow>())
    is_false[l.detection] = l.object == record::kNoObject;
  std::map<std::string, Dot> once;
  for (auto& d : s.tables.all<record::DetectionRow>())
    if (std::isfinite(d.range_m)) once.emplace(d.detection, Dot{d, 0, is_false[d.detection]}); // no lines of sight
  std::vector<Dot> out;
  for (auto& [name, dot] : once) out.push_back(std::move(dot));
  std::stable_sort(out.begin(), out.end(), [](const Dot& a, const Dot& b) { return a.row.t_s < b.row.t_s; });
  num_all = out.size();
  const std::size_t stride = (num_all + kMostDots - 1) / kMostDots;
  for (std::size_t i = 0; stride > 1 && i * stride < num_all; ++i) out[i] = out[i * stride];
  if (stride > 1) out.resize((num_all + stride - 1) / stride);
  for (Dot& dot : out) dot.h_m = measured_height_m(s, dot.row);
  return out;
}

struct TrackHeights {
  const ShownTrack* track;
  Points held, coasting; ///< NaN where it is not in that status
};
TrackHeights heights_of(const Subject& s, const ShownTrack& t) {
  TrackHeights out{&t, {}, {}};
  for (const auto& row : t.track.rows) {
    const Vec3 p_E = s.model->orientation.to_E(state_G(row), time_from_s(row.t_s)).p;
    const Point at{row.t_s, earth::geodetic(p_E).h_m / 1e3}, gap{row.t_s, record::kNoNumber};
    const bool coasts = row.status == "coasting";
    if (coasts && out.coasting.empty() && !out.held.empty()) out.coasting.push_back(out.held.back());
    (coasts ? out.coasting : out.held).push_back(at);
    if (!out.coasting.empty() && !coasts) out.coasting.push_back(gap);
    if (coasts) out.held.push_back(gap);
  }
  return out;
}

void add(std::vector<double>& out, const Points& points, double Point::*what) {
  for (const Point& p : points) out.push_back(p.*what);
}

std::map<std::string, Look> looks_of(const Subject& s) {
  std::map<std::string, Look> out;
  for (const auto& [id, radar] : s.scenario.sensors)
    out.emplace(id, look(out.size() + 5)); // not the first tracks' colours
  return out;
}

/// A cross is lines and has nothing to fill.
const char* drawn_as(Shape shape) { return shape == Shape::cross || shape == Shape::plus ? "stroke" : "dot"; }

void draw_dots(Chart& chart, const std::vector<Dot>& dots, const std::map<std::string, Look>& looks,
               double (*y)(const Dot&)) {
  chart.clip();
  for (const Dot& dot : dots) {
    const auto it = looks.find(dot.row.sensor);
    const Look as = dot.is_false ? Look{"c7", "", Shape::cross} : it == looks.end() ? Look{} : it->second;
    const Point at{dot.row.t_s, y(dot)};
    chart.dots({&at, 1}, as, drawn_as(as.shape), 0.55);
  }
  chart.unclip();
}

double height_km(const Dot& d) { return d.h_m / 1e3; }
double range_km(const Dot& d) { return d.row.range_m / 1e3; }
double snr_db(const Dot& d) { return d.row.snr_db; }

std::vector<LegendItem> sensor_items(const std::map<std::string, Look>& looks, bool any_false) {
  std::vector<LegendItem> items;
  for (const auto& [id, l] : looks)
    items.push_back({"detections of " + id, l.shape, l.colour + " " + drawn_as(l.shape), "", ""});
  if (any_false) items.push_back({"false detections", Shape::cross, "c7 stroke", "", ""});
  return items;
}

bool any_false(const std::vector<Dot>& dots) {
  return std::ranges::any_of(dots, [](const Dot& d) { return d.is_false; });
}

Csv profile_numbers(const std::vector<std::pair<std::string, Points>>& truth,
                    const std::vector<TrackHeights>& tracks, const std::vector<Dot>& dots) {
  Csv csv("what,name,t_s,height_km,status");
  const auto put = [&](std::string_view what, std::string_view name, const Points& points,
                       std::string_view status) {
    for (const Point& p : points) {
      if (!std::isfinite(p.y)) continue;
      csv << what << name << p.x << p.y << status;
      csv.end_row();
    }
  };
  for (const auto& [id, points] : truth) put("truth", id, points, "");
  for (const TrackHeights& t : tracks)
    put("track", t.track->name, t.held, "held"), put("track", t.track->name, t.coasting, "coasting");
  for (const Dot& d : dots) {
    const Point at{d.row.t_s, height_km(d)};
    put("detection", d.row.detection, {&at, &at + 1}, d.is_false ? "false" : "");
  }
  return csv;
}

} // namespace

std::string no_profile(const Subject& subject) {
  return subject.tables.table("truth_samples").num_rows() < 2 ? "no object has samples of its path" : "";
}

Figure draw_profile(const Subject& s) {
  const auto truth = true_heights(s);
  const auto shown = shown_tracks(s);
  std::vector<TrackHeights> tracks;
  for (const ShownTrack& t : shown) tracks.push_back(heights_of(s, t));
  std::size_t num_all = 0;
  const auto dots = dots_of(s, num_all);
  std::vector<double> times, heights;
  for (const auto& [id, points] : truth) add(times, points, &Point::x), add(heights, points, &Point::y);
  for (const Dot& d : dots)
    if (!d.is_false) times.push_back(d.row.t_s), heights.push_back(height_km(d));
  Axis y = axis_over(Scale::linear, heights, "height above the ellipsoid [km]");
  y.low = std::max(y.low, 0.0);

  TimeSheet sheet("profile", "height over time: truth, tracks, detections", times);
  const auto looks = looks_of(s);
  std::vector<LegendItem> items{{"truth", Shape::circle, "", "c4 curve thin d1", ""}};
  for (const TrackHeights& t : tracks)
    items.push_back({"track " + t.track->name, Shape::circle, "", t.track->look.colour + " curve", ""});
  if (!tracks.empty()) items.push_back({"a track that coasts", Shape::circle, "", "c7 curve d2", ""});
  for (auto& item : sensor_items(looks, any_false(dots))) items.push_back(std::move(item));
  sheet.add_legend(items);
  Chart chart = sheet.add_chart(330, y, known_instants(s));
  draw_dots(chart, dots, looks, height_km);
  chart.clip();
  for (const auto& [id, points] : truth) chart.line(points, "c4 curve thin d1");
  for (const TrackHeights& t : tracks) {
    chart.line(t.held, t.track->look.colour + " curve");
    chart.line(t.coasting, t.track->look.colour + " curve d2");
  }
  chart.unclip();
  const std::string shows = "Dashed: the true height of each object, which no centre knows. Solid: height of "
                            "each confirmed track at the instant of its "
                            "estimate; dotted while it coasts. Marks: heights that single detections say, by "
                            "sensor; crosses are false ones." +
                            left_out_words(truth.size(), s.model->truth.num_objects(), "objects") +
                            left_out_words(dots.size(), num_all, "detections");
  return sheet.finish(s, shows, profile_numbers(truth, tracks, dots));
}

std::string no_uncertainty(const Subject& subject) {
  return shown_tracks(subject).empty() ? "no centre confirmed a track" : "";
}

Figure draw_uncertainty(const Subject& s) {
  const auto tracks = shown_tracks(s);
  Csv csv("track,known_s,status,sigma_position_km,sigma_impact_major_km,sigma_impact_minor_km");
  std::vector<double> times, all;
  std::vector<std::array<Points, 3>> curves(tracks.size());
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    for (const auto& row : tracks[i].track.rows) {
      curves[i][0].push_back({row.known_s, sigma_m(row) / 1e3});
      csv << tracks[i].name << row.known_s << row.status << sigma_m(row) / 1e3 << record::kNoNumber
          << record::kNoNumber;
      csv.end_row();
    }
    for (const auto& e : tracks[i].estimates) {
      curves[i][1].push_back({e.known_s, e.impact_major_m / 1e3}),
          curves[i][2].push_back({e.known_s, e.impact_minor_m / 1e3});
      csv << tracks[i].name << e.known_s << "" << record::kNoNumber << e.impact_major_m / 1e3
          << e.impact_minor_m / 1e3;
      csv.end_row();
    }
    for (const Points& points : curves[i]) add(times, points, &Point::x), add(all, points, &Point::y);
  }
  all.push_back(1.5 * kSharp_m / 1e3); // its line is on the sheet, with room for its words
  TimeSheet sheet("uncertainty",
                  "how sure the centres were: 1-sigma errors of position and of the predicted impact", times);
  std::vector<LegendItem> items{
      {"position, worst axis", Shape::circle, "", "c4 curve", ""},
      {"impact ellipse, major axis", Shape::square, "c4 fill", "c4 curve d1", ""},
      {"impact ellipse, minor axis", Shape::triangle, "c4 fill", "c4 curve d2", ""}};
  for (const auto& t : tracks)
    items.push_back({"track " + t.name, Shape::circle, "", "", t.look.colour + " bar"});
  sheet.add_legend(items);
  Chart chart = sheet.add_chart(320, axis_over(Scale::log, all, "1-sigma error [km]"), known_instants(s));
  chart.clip();
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const Look& l = tracks[i].look;
    chart.line(curves[i][0], l.colour + " curve");
    for (const std::size_t k : {1, 2}) {
      chart.line(curves[i][k], l.colour + (k == 1 ? " curve d1" : " curve d2"));
      chart.dots(curves[i][k], {l.colour, "", k == 1 ? Shape::square : Shape::triangle}, "fill", 0.75);
    }
  }
  chart.level(kSharp_m / 1e3, "impact point known: major axis at most 100 km", "c7 curve hair d3");
  chart.unclip();
  return sheet.finish(
      s,
      "Solid: 1-sigma error of the position of each confirmed track along its worst axis, over the time at "
      "which "
      "the centre knew it. Squares and dashes: semi-major axis of the 1-sigma ellipse of the predicted "
      "impact; "
      "triangles and dots: its semi-minor axis. A gap: no impact was predicted. These are the errors that a "
      "centre states, not its true errors.",
      csv);
}

std::string no_detections(const Subject& subject) {
  return subject.tables.table("detections").num_rows() == 0 ? "no sensor detected anything" : "";
}

Figure draw_detections(const Subject& s) {
  std::size_t num_all = 0;
  const auto dots = dots_of(s, num_all);
  const auto looks = looks_of(s);
  Csv csv("detection,sensor,t_s,range_km,snr_db,false");
  std::vector<double> times, ranges, snrs;
  for (const Dot& d : dots) {
    times.push_back(d.row.t_s), ranges.push_back(range_km(d)), snrs.push_back(snr_db(d));
    csv << d.row.detection << d.row.sensor << d.row.t_s << range_km(d) << snr_db(d)
        << (d.is_false ? "true" : "false");
    csv.end_row();
  }
  TimeSheet sheet("detections", "what the sensors measured: range and signal", times);
  sheet.add_legend(sensor_items(looks, any_false(dots)));
  Chart range = sheet.add_chart(210, axis_over(Scale::linear, ranges, "range [km]"), known_instants(s));
  draw_dots(range, dots, looks, range_km);
  Chart snr = sheet.add_chart(170, axis_over(Scale::linear, snrs, "signal to noise ratio [dB]"));
  draw_dots(snr, dots, looks, snr_db);
  return sheet.finish(s,
                      "Each mark is a detection of the sensor that its shape and colour name, at its time of "
                      "validity; crosses "
                      "are false detections, which only the truth can tell." +
                          left_out_words(dots.size(), num_all, "detections"),
                      csv);
}

} // namespace dewline::report
