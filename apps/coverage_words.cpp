// A survey in words, as a summary and as pictures.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>

#include "coverage.hpp"
#include "dewline/report/figure_coverage.hpp"
#include "dewline/survey/tables.hpp"
#include "paths.hpp"
#include "terminal.hpp"
#include "trajectory.hpp"

namespace dewline::apps {
namespace {

using nlohmann::ordered_json;
constexpr double kDeg = std::numbers::pi / 180;

/// Median, least and greatest of what is finite.
struct Spread {
  std::size_t n = 0;
  double least = 0, median = 0, most = 0;
};
Spread spread(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return {};
  std::ranges::sort(values);
  return {values.size(), values.front(), values[values.size() / 2], values.back()};
}

std::string minutes(double t_s) { return fmt::format("{:.1f} min", t_s / 60); }

/// What every summary begins with.
ordered_json head(const char* kind, const io::Surveyed& s, const CoverageOptions& o) {
  ordered_json sensors = ordered_json::array();
  for (const auto& w : s.network.watchers()) sensors.push_back(survey::name_of(w));
  return {{"kind", kind},
          {"scenario", s.scenario.name},
          {"epoch", s.scenario.epoch},
          {"version", DEWLINE_VERSION},
          {"sensors", sensors},
          {"prob_detect", o.request.pd},
          {"cumulative", o.request.cumulative}};
}

std::string foot(const io::Surveyed& s, const char* kind) {
  return fmt::format("dewline {}, {} coverage {}", DEWLINE_VERSION, s.scenario.name, kind);
}

std::vector<report::DrawnPlace> sites(const io::Surveyed& s, Time at) {
  std::vector<report::DrawnPlace> out;
  for (const auto& watcher : s.network.watchers())
    if (const auto* radar = std::get_if<survey::RadarWatcher>(&watcher))
      out.push_back({radar->name(), earth::to_geodetic(radar->radar().params().at), report::Shape::square});
    else {
      const auto& eye = std::get<survey::InfraredWatcher>(watcher);
      out.push_back({eye.name(), earth::geodetic(eye.satellite().state_E(at).p), report::Shape::diamond});
    }
  return out;
}

std::string title_of(const io::Surveyed& s) {
  return s.scenario.title.empty() ? s.scenario.name : s.scenario.title;
}

std::string picture(const io::Surveyed& s, const survey::Grid& grid, const char* kind, std::string subtitle,
                    std::string legend, std::vector<double> limits, std::string none,
                    std::vector<double> values, std::vector<report::DrawnPlace> places) {
  return report::draw_cells(grid, {title_of(s), std::move(subtitle), foot(s, kind), std::move(legend),
                                   std::move(limits), std::move(none), std::move(values), std::move(places)});
}

std::vector<double> in_minutes(const std::vector<double>& seconds_of) {
  std::vector<double> out;
  for (const double t_s : seconds_of) out.push_back(t_s / 60);
  return out;
}

/// Share of the region's area in which a test of the cell holds.
template <class F>
double area_share(const survey::Grid& grid, F holds) {
  double all = 0, those = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const survey::CellEdges e = grid.edges(i);
    const double area = (std::sin(e.north_rad) - std::sin(e.south_rad)) * (e.east_rad - e.west_rad);
    all += area;
    if (holds(i)) those += area;
  }
  return those / all;
}

std::string heading(const io::Surveyed& s, const std::string& what) {
  return fmt::format("{}: {}\n\n", bold(s.scenario.name), what);
}

/// Curves of one radar at some elevations, NaN where there is nothing.
report::DrawnReach drawn(const io::Surveyed& s, const CoverageOptions& o, const survey::RadarWatcher& radar) {
  const survey::ReachRequest request = io::reach_of(o.request, data_dir());
  report::DrawnReach out{
      title_of(s),
      fmt::format("{}: range for {} with Pd {:g} in one look, by apparent elevation", radar.name(),
                  o.request.type.empty() ? o.request.rcs : o.request.type, o.request.pd),
      foot(s, "reach"),
      {}};
  double floor_rad = std::numbers::pi / 2, top_rad = 0;
  for (const auto& f : radar.faces())
    floor_rad = std::min(floor_rad, f.elevation_rad[0]), top_rad = std::max(top_rad, f.elevation_rad[1]);
  std::vector<double> elevations{floor_rad};
  for (const double deg : {10., 20., 40., 60.})
    if (deg * kDeg > floor_rad && deg * kDeg < top_rad) elevations.push_back(deg * kDeg);
  for (const double el_rad : elevations) {
    out.curves.push_back({fmt::format("{:g} deg", std::round(el_rad / kDeg * 10) / 10), {}});
    for (int az = 0; az <= 360; ++az) {
      const survey::Reach r = survey::reach_at(radar, request, (az % 360) * kDeg, el_rad);
      out.curves.back().az_and_range.push_back(
          {az * kDeg, r.range_m > 0 ? r.range_m / 1e3 : std::numeric_limits<double>::quiet_NaN()});
    }
  }
  return out;
}

/// What the check of one cell in a hundred found.
struct Check {
  Spread tof, warning, place;
  std::size_t flown = 0, disagree = 0;
};
Check check_of(const survey::WarningMap& map) {
  std::vector<double> tof, warning, place;
  Check out;
  for (const auto& f : map.flown) {
    tof.push_back(std::abs(f.tof_off_s)), warning.push_back(std::abs(f.warning_off_s)),
        place.push_back(f.place_off_m);
    out.disagree += f.num_disagree;
  }
  out.flown = map.flown.size();
  out.tof = spread(tof), out.warning = spread(warning), out.place = spread(place);
  return out;
}

ordered_json json_of(const Spread& s) {
  return {{"n", s.n}, {"least", s.least}, {"median", s.median}, {"most", s.most}};
}

} // namespace

CoverageResult result_of(const CoverageOptions& o, const io::Surveyed& s,
                         const std::vector<std::vector<survey::Reach>>& reach) {
  CoverageResult out{"reach", {}, {}, {}, {}, {}};
  ordered_json summary = head("reach", s, o);
  std::vector<std::vector<std::string>> lines{
      {"radar", "farthest", "at azimuth", "elevation", "height there", "ends by"}};
  std::size_t i = 0;
  for (const auto& watcher : s.network.watchers()) {
    const auto* radar = std::get_if<survey::RadarWatcher>(&watcher);
    if (radar == nullptr) continue;
    const auto& mine = reach[i++];
    survey::append_rows(out.table, survey::table_of(radar->name(), mine));
    out.pictures.emplace_back("reach-" + radar->name(), report::draw_reach(drawn(s, o, *radar)));
    const auto best = *std::ranges::max_element(mine, {}, &survey::Reach::range_m);
    lines.push_back({radar->name(), fmt::format("{:.0f} km", best.range_m / 1e3),
                     fmt::format("{:.0f} deg", best.az_rad / kDeg),
                     fmt::format("{:.0f} deg", best.el_rad / kDeg),
                     fmt::format("{:.0f} km", best.height_m / 1e3), std::string(word(best.end))});
    summary["radars"].push_back({{"name", radar->name()},
                                 {"range_m", best.range_m},
                                 {"az_deg", best.az_rad / kDeg},
                                 {"el_deg", best.el_rad / kDeg},
                                 {"height_m", best.height_m},
                                 {"ends_by", word(best.end)}});
  }
  out.words = heading(s, fmt::format("reach for {} with Pd {:g} in one look",
                                     o.request.type.empty() ? o.request.rcs : o.request.type, o.request.pd)) +
              table(lines, {1, 2, 3, 4});
  out.summary = summary.dump(1) + "\n";
  return out;
}

CoverageResult result_of(const CoverageOptions& o, const io::Surveyed& s, const survey::CoverMap& map) {
  CoverageResult out{"height", survey::table_of(map), {}, {}, {}, {}};
  out.geojson = survey::geojson(map.grid, out.table);
  const std::vector<double> count(map.num_sensors.begin(), map.num_sensors.end());
  const auto places = sites(s, io::cover_of(o.request, data_dir()).at);
  out.pictures.emplace_back(
      "sensors", picture(s, map.grid, "height",
                         fmt::format("sensors that see {} at {} with Pd {:g} in one look", o.request.rcs,
                                     o.request.height, o.request.pd),
                         "sensors", {1, 2, 3, 4, 5, 6}, "none", count, places));
  out.pictures.emplace_back(
      "cumulative",
      picture(s, map.grid, "height", fmt::format("cumulative Pd of all sensors after {}", o.request.exposure),
              "Pd", {0.1, 0.3, 0.5, 0.7, 0.9, 0.99}, "below 0.1", map.cumulative, places));
  ordered_json summary = head("height", s, o);
  summary["height"] = o.request.height, summary["exposure"] = o.request.exposure,
  summary["cells"] = map.grid.size();
  std::vector<std::vector<std::string>> lines{{"seen by at least", "share of the region's area"}};
  for (std::uint32_t n = 1; n <= std::min<std::size_t>(map.watchers.size(), 6); ++n) {
    const double share = area_share(map.grid, [&](std::size_t i) { return map.num_sensors[i] >= n; });
    lines.push_back({fmt::format("{} sensor{}", n, n == 1 ? "" : "s"), fmt::format("{:.1f} %", 100 * share)});
    summary["area_seen_by_at_least"].push_back(share);
  }
  const double sure =
      area_share(map.grid, [&](std::size_t i) { return map.cumulative[i] >= o.request.cumulative; });
  summary["area_detected"] = sure;
  out.words = heading(s, fmt::format("targets at {}", o.request.height)) + table(lines, {1}) +
              fmt::format("\ndetected within {} with probability {:g}: {:.1f} % of the area\n",
                          o.request.exposure, o.request.cumulative, 100 * sure);
  out.summary = summary.dump(1) + "\n";
  return out;
}

CoverageResult result_of(const CoverageOptions& o, const io::Surveyed& s, const survey::GapMap& map) {
  CoverageResult out{"gaps", survey::table_of(map), {}, {}, {}, {}};
  out.geojson = survey::geojson(map.grid, out.table);
  std::vector<double> day(map.grid.size(), 0);
  for (std::size_t i = 0; i < map.uncovered.size(); ++i) day[i / 24] += map.uncovered[i] / 24;
  out.pictures.emplace_back(
      "gaps", picture(s, map.grid, "gaps", "share of the day in which no satellite has a line of sight",
                      "uncovered", {0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.999}, "always covered", day,
                      sites(s, io::gaps_of(o.request, s).begin)));
  ordered_json summary = head("gaps", s, o);
  summary["satellites"] = map.satellites, summary["days"] = o.request.days,
  summary["cells"] = map.grid.size();
  summary["mean_uncovered_by_hour"] = map.mean_uncovered;
  std::vector<std::vector<std::string>> lines{{"hour (UTC)", "uncovered", "hour (UTC)", "uncovered"}};
  for (std::size_t h = 0; h < 12; ++h)
    lines.push_back({fmt::format("{:02} to {:02}", h, h + 1),
                     fmt::format("{:.1f} %", 100 * map.mean_uncovered[h]),
                     fmt::format("{:02} to {:02}", h + 12, h + 13),
                     fmt::format("{:.1f} %", 100 * map.mean_uncovered[h + 12])});
  out.words =
      heading(s, fmt::format("no line of sight from any of {} satellites, mean over the region's area",
                             map.satellites.size())) +
      table(lines, {1, 3});
  out.summary = summary.dump(1) + "\n";
  return out;
}

CoverageResult result_of(const CoverageOptions& o, const io::Surveyed& s, const survey::WarningMap& map) {
  CoverageResult out{"warning", survey::table_of(map), {}, {}, {}, {}};
  out.geojson = survey::geojson(map.grid, out.table);
  const io::LaunchArea area = io::launch_area(o.request, s.scenario);
  auto places = sites(s, io::warning_of(o.request, s, data_dir()).launches.front().at);
  places.push_back({"launch", {area.lat_rad, area.lon_rad, 0}, report::Shape::triangle});
  const std::string what = o.request.type.empty() ? "shots" : o.request.type;
  const std::vector<double> limits{0, 5, 10, 15, 20, 25, 30, 40};
  out.pictures.emplace_back(
      "warning",
      picture(s, map.grid, "warning",
              fmt::format("{} from {}: impact less first detection", what, o.request.from),
              "minutes of warning", limits, "no arc, or no warning", in_minutes(map.warning_s), places));
  out.pictures.emplace_back(
      "joint-warning",
      picture(s, map.grid, "warning",
              fmt::format("{} from {}: impact less detection by {} sensors", what, o.request.from,
                          o.request.count),
              "minutes", limits, "no arc, or not so many", in_minutes(map.joint_warning_s), places));
  const Spread reached = spread(map.tof_s), first = spread(map.warning_s),
               joint = spread(map.joint_warning_s);
  const Check check = check_of(map);
  ordered_json summary = head("warning", s, o);
  summary["from"] = o.request.from, summary["type"] = o.request.type, summary["cells"] = map.grid.size();
  summary["cells_reached"] = reached.n, summary["cells_warned"] = first.n;
  summary["tof_s"] = json_of(reached), summary["warning_s"] = json_of(first),
  summary["joint_warning_s"] = json_of(joint);
  summary["check"] = {{"flown", check.flown},
                      {"tof_off_s", json_of(check.tof)},
                      {"warning_off_s", json_of(check.warning)},
                      {"place_off_m", json_of(check.place)},
                      {"sensors_disagree", check.disagree}};
  out.summary = summary.dump(1) + "\n";
  std::vector<std::vector<std::string>> lines{{"", "cells", "least", "median", "most"}};
  const auto line = [&](const std::string& name, const Spread& of) {
    lines.push_back({name, fmt::format("{}", of.n), of.n ? minutes(of.least) : "",
                     of.n ? minutes(of.median) : "", of.n ? minutes(of.most) : ""});
  };
  line("time of flight", reached), line("warning by the first sensor", first);
  line(fmt::format("warning by {} sensors", o.request.count), joint);
  out.words = heading(s, fmt::format("{} from {} to {} cells, {} within reach", what, o.request.from,
                                     map.grid.size(), reached.n)) +
              table(lines, {1, 2, 3, 4}) +
              fmt::format(
                  "\ncheck: {} cells flown in full; differences at most {:.1f} s in time of flight, {:.1f} s "
                  "in warning "
                  "(median {:.1f} s), {:.1f} km in place; {} of {} sensors' answers differ in kind\n",
                  check.flown, check.tof.most, check.warning.most, check.warning.median,
                  check.place.most / 1e3, check.disagree, check.flown * map.watchers.size());
  return out;
}

} // namespace dewline::apps
