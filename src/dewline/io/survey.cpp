#include "dewline/io/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/io/flight.hpp"

namespace dewline::io {
namespace {

constexpr double kDeg = std::numbers::pi / 180, kDay_s = 86400;
constexpr int kOnCircle = 6; ///< launch points on the rim of a region, beside its middle

[[noreturn]] void wrong(const char* option, const std::string& text, const std::string& what) {
  throw std::invalid_argument(fmt::format("{}: value `{}`: {}", option, text, what));
}

double quantity(const char* option, const std::string& text, Dimension dimension, double low, double high) {
  const Quantity q = parse_quantity(text, dimension);
  if (const auto* error = std::get_if<QuantityError>(&q))
    wrong(option, text, error->what + (error->hint.empty() ? "" : " (hint: " + error->hint + ")"));
  const double value = std::get<double>(q);
  if (!(value >= low && value <= high))
    wrong(option, text,
          fmt::format("must be between {} and {}", print_quantity(low, dimension),
                      print_quantity(high, dimension)));
  return value;
}

/// An angle with a unit, or a bare number of degrees.
double degrees(const char* option, const std::string& text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code == std::errc() && end == text.data() + text.size()) {
    if (!std::isfinite(value)) wrong(option, text, "must be a number");
    return value * kDeg;
  }
  return quantity(option, text, Dimension::angle, -4 * std::numbers::pi, 4 * std::numbers::pi);
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string part = text.substr(from, comma - from);
    const auto first = part.find_first_not_of(" \t"), last = part.find_last_not_of(" \t");
    parts.push_back(first == std::string::npos ? "" : part.substr(first, last - first + 1));
    from = comma + 1;
  }
  return parts;
}

double probability(const char* option, double value) {
  if (!(value > 0 && value < 1)) wrong(option, fmt::format("{:g}", value), "must lie between 0 and 1");
  return value;
}

std::vector<std::string> names_of(const auto& map) {
  std::vector<std::string> out;
  for (const auto& [name, entry] : map) out.push_back(name);
  return out;
}
[[noreturn]] void unknown(const char* option, const std::string& name,
                          const std::vector<std::string>& names) {
  const std::string near = nearest(name, names);
  throw std::invalid_argument(fmt::format("{}: there is no `{}`{}", option, name,
                                          near.empty()
                                              ? fmt::format("; there are: {}", fmt::join(names, ", "))
                                              : "; did you mean `" + near + "`?"));
}

/// The sensors asked for; all by default.
std::map<std::string, sense::SensorParams> chosen(const SurveyRequest& o, const run::Scenario& scenario) {
  if (o.sensors.empty()) return scenario.sensors;
  std::map<std::string, sense::SensorParams> out;
  for (const std::string& name : o.sensors) {
    const auto it = scenario.sensors.find(name);
    if (it == scenario.sensors.end()) unknown("--sensor", name, names_of(scenario.sensors));
    out.insert(*it);
  }
  return out;
}

/// What the answer depends on beside the scenario.
std::string key_of(const SurveyRequest& o) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", fmt::join(o.sensors, ","),
                     o.rcs, o.type, o.pd, o.cumulative, o.height, o.grid, o.region, o.exposure, o.plume, o.at,
                     o.gaps, o.from, o.loft, o.apogee, o.count, o.days, o.cloud, o.step);
}

double at_s(const SurveyRequest& o) { return quantity("--at", o.at, Dimension::time, 0, 30 * kDay_s); }

/// The circle about an asset's outlines.
LaunchArea area_of(const warn::AssetParams& asset) {
  if (asset.radius_m) return {asset.lat_rad.value(), asset.lon_rad.value(), *asset.radius_m, {}};
  std::vector<earth::PlaceParams> corners = asset.polygon;
  for (const auto& outline : asset.polygons)
    corners.insert(corners.end(), outline.vertices.begin(), outline.vertices.end());
  Vec3 sum{};
  for (const auto& c : corners) sum = sum + earth::ecef(earth::to_geodetic({c.lat_rad, c.lon_rad, 0}));
  const earth::Geodetic middle = earth::geodetic(sum);
  double radius_m = 0;
  for (const auto& c : corners)
    radius_m = std::max(radius_m,
                        earth::course({middle.lat_rad, middle.lon_rad, 0}, earth::to_geodetic(c)).distance_m);
  return {middle.lat_rad, middle.lon_rad, radius_m, {}};
}

/// A type of the library as an object without an aim. It is read with some direction, which a check asks for.
truth::ObjectParams type_of(const SurveyRequest& o, const std::filesystem::path& data_dir) {
  FlightRequest request;
  request.type = o.type;
  request.from = "0 deg, 0 deg";
  request.sets = {"boost.azimuth=90 deg", "boost.kick=1 deg"};
  try {
    auto object = load_flight(request, data_dir).scenario.objects.at(kFlightName);
    object.boost->azimuth_rad.reset();
    object.boost->kick_rad = 0;
    return object;
  } catch (const ScenarioError& error) {
    auto list = error.diagnostics();
    std::erase_if(list, [](const Diagnostic& d) { return d.at.file != "--type"; });
    if (!list.empty()) throw ScenarioError(list);
    throw std::invalid_argument("--type: `" + o.type + "` is no rocket: it has no boost that could be aimed");
  }
}

truth::ObjectParams object_of(const SurveyRequest& o, const LaunchArea& area,
                              const std::filesystem::path& data_dir) {
  truth::ObjectParams object;
  if (!o.type.empty())
    object = type_of(o, data_dir);
  else if (area.object && area.object->boost)
    object = *area.object;
  else {
    object.arc = truth::ArcParams{};
    object.rcs_m2 = {{"any", quantity("--rcs", o.rcs, Dimension::area, 1e-8, 1e8)}};
  }
  if (object.glide)
    throw std::invalid_argument("--type: `" + object.kind +
                                "` glides; arcs to every cell are for ballistic types");
  if (object.boost) object.boost->azimuth_rad.reset(), object.boost->kick_rad = 0;
  object.aim.reset();
  if (!o.loft.empty()) {
    const auto words = enum_words(static_cast<truth::Loft*>(nullptr));
    const auto it = std::ranges::find(words, o.loft, &std::pair<truth::Loft, const char*>::second);
    if (it == words.end()) wrong("--loft", o.loft, "must be minimum_energy, lofted or depressed");
    if (!object.boost)
      throw std::invalid_argument("--loft needs a --type; a shot without one takes --apogee");
    object.loft = it->first;
  }
  if (!o.apogee.empty()) {
    const double apogee_m = quantity("--apogee", o.apogee, Dimension::length, 1e4, 1e8);
    if (object.boost)
      object.apogee_m = apogee_m;
    else
      object.arc->apogee_m = apogee_m;
  }
  return object;
}

/// What radars look for: a type after its burnout, else a cross-section.
truth::Signature target_of(const SurveyRequest& o, const std::filesystem::path& data_dir) {
  if (o.type.empty() || !o.from.empty())
    return truth::Signature({{"any", quantity("--rcs", o.rcs, Dimension::area, 1e-8, 1e8)}}, {});
  const truth::ObjectParams object = type_of(o, data_dir);
  return {object.rcs_m2, object.rcs_by_aspect};
}

} // namespace

std::unique_ptr<const Surveyed> surveyed(run::Scenario&& scenario, const SurveyRequest& o) {
  const auto sensors = chosen(o, scenario);
  const double span_s = std::max(scenario.duration_s, at_s(o) + kDay_s * (o.days + 1));
  earth::Orientation orientation(earth::parse_utc(scenario.epoch), scenario.eop, duration_from_s(span_s));
  const std::uint64_t hash = combine(scenario.hash, hash64(key_of(o)));
  auto made = std::make_unique<const Surveyed>(std::move(scenario), hash, std::move(orientation), sensors,
                                               time_from_s(span_s), probability("--cloud", o.cloud));
  if (made->network.watchers().empty())
    throw std::invalid_argument("there is no radar and no infrared satellite among the sensors");
  return made;
}

survey::GridParams grid_of(const SurveyRequest& o) {
  survey::GridParams grid;
  grid.step_rad = degrees("--grid", o.grid);
  if (!o.region.empty()) {
    const auto parts = parts_of(o.region);
    if (parts.size() != 4)
      wrong("--region", o.region, "must be south, north, west, east: `30, 70, -120, 0` in degrees");
    grid.lat_min_rad = degrees("--region", parts[0]), grid.lat_max_rad = degrees("--region", parts[1]);
    grid.lon_min_rad = degrees("--region", parts[2]), grid.lon_max_rad = degrees("--region", parts[3]);
  }
  Problems problems;
  survey::check(grid, problems);
  if (problems.empty()) return grid;
  const Problem& p = problems.list().front();
  throw std::invalid_argument(fmt::format("--{}: value `{}`: {}{}", p.path, p.value, p.what,
                                          p.hint.empty() ? "" : " (hint: " + p.hint + ")"));
}

survey::ReachRequest reach_of(const SurveyRequest& o, const std::filesystem::path& data_dir) {
  const double step_rad = degrees("--step", o.step);
  if (!(step_rad >= 0.01 * kDeg && step_rad <= 30 * kDeg))
    wrong("--step", o.step, "must be between 0.01 deg and 30 deg");
  return {target_of(o, data_dir), probability("--pd", o.pd), step_rad, step_rad, time_from_s(at_s(o))};
}

survey::CoverRequest cover_of(const SurveyRequest& o, const std::filesystem::path& data_dir) {
  survey::CoverRequest r;
  r.grid = grid_of(o);
  r.height_m = quantity("--height", o.height, Dimension::length, 0, 1e8);
  r.target = target_of(o, data_dir);
  if (!o.plume.empty()) r.plume_W_sr = quantity("--plume", o.plume, Dimension::radiant_intensity, 1, 1e9);
  r.prob_detect = probability("--pd", o.pd);
  r.cumulative = probability("--cumulative", o.cumulative);
  r.exposure_s = quantity("--exposure", o.exposure, Dimension::time, 1e-3, kDay_s);
  r.at = time_from_s(at_s(o));
  r.threads = o.threads;
  return r;
}

survey::GapRequest gaps_of(const SurveyRequest& o, const Surveyed& s) {
  if (std::ranges::none_of(s.network.watchers(),
                           [](const auto& w) { return std::holds_alternative<survey::InfraredWatcher>(w); }))
    throw std::invalid_argument("--gaps: there is no infrared satellite among the sensors");
  survey::GapRequest r;
  r.grid = grid_of(o);
  r.num_days = o.days;
  r.threads = o.threads;
  // The first midnight at or after --at, so that columns are hours of the day.
  const earth::JulianDate& epoch = s.orientation.utc_epoch();
  const double day = epoch.day + epoch.fraction + 0.5 + at_s(o) / kDay_s;
  r.begin = time_from_s(at_s(o) + (std::ceil(day - 1e-9) - day) * kDay_s);
  return r;
}

LaunchArea launch_area(const SurveyRequest& o, const run::Scenario& scenario) {
  if (const auto it = scenario.objects.find(o.from); it != scenario.objects.end()) {
    const auto& launch = it->second.launch;
    if (!launch.lat_rad || !launch.lon_rad) wrong("--from", o.from, "this object has no launch point");
    return {*launch.lat_rad, *launch.lon_rad, 0, it->second};
  }
  if (const auto it = scenario.assets.find(o.from); it != scenario.assets.end()) return area_of(it->second);
  const auto parts = parts_of(o.from);
  if (parts.size() != 2 && parts.size() != 3) {
    std::vector<std::string> names = names_of(scenario.objects);
    for (const auto& name : names_of(scenario.assets)) names.push_back(name);
    unknown("--from", o.from, names);
  }
  LaunchArea area{degrees("--from", parts[0]), degrees("--from", parts[1]), 0, {}};
  if (!(std::abs(area.lat_rad) <= 90 * kDeg))
    wrong("--from", o.from, "the latitude must lie between -90 deg and 90 deg");
  if (parts.size() == 3) area.radius_m = quantity("--from", parts[2], Dimension::length, 0, 3e6);
  return area;
}

survey::WarningRequest warning_of(const SurveyRequest& o, const Surveyed& s,
                                  const std::filesystem::path& data_dir) {
  survey::WarningRequest r;
  r.grid = grid_of(o);
  r.criterion = {probability("--pd", o.pd), probability("--cumulative", o.cumulative)};
  if (o.count < 1) wrong("--count", fmt::format("{}", o.count), "must be at least 1");
  r.num_sensors = o.count;
  r.threads = o.threads;
  const LaunchArea area = launch_area(o, s.scenario);
  survey::LaunchParams launch{object_of(o, area, data_dir), area.lat_rad, area.lon_rad, 0,
                              time_from_s(at_s(o))};
  r.launches.push_back(launch);
  for (int i = 0; i < kOnCircle && area.radius_m > 0; ++i) {
    const auto at = earth::destination({area.lat_rad, area.lon_rad, 0}, 2 * std::numbers::pi * i / kOnCircle,
                                       area.radius_m);
    launch.lat_rad = at.lat_rad, launch.lon_rad = at.lon_rad;
    r.launches.push_back(launch);
  }
  return r;
}

} // namespace dewline::io
