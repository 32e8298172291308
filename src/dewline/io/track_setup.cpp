#include "dewline/io/track_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/units.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::io {
namespace {

using track::recorded::Measures;
using track::recorded::Motion;
using track::recorded::Params;
using track::recorded::Target;

constexpr double kDeg = std::numbers::pi / 180;
/// Noise where nobody states any: said in a warning, since gates and scores hang on it.
constexpr double kSigmaPosition_m = 50, kSigmaRange_m = 50, kSigmaAngle_rad = 1e-3, kSigmaRate_m_s = 5;
constexpr double kCutoffPlane_m = 100, kCutoffSpace_m = 500;

/// What a target's kind decides. Assumptions: aircraft fly up to some 300 m/s and turn; a ballistic target
/// near burnout has 2 to 7 km/s and nothing but gravity.
struct Defaults {
  Motion motion;
  double acceleration_psd_m2_s3, sigma_speed_m_s, sigma_vertical_speed_m_s;
};
Defaults defaults_of(Target target) {
  if (target == Target::ballistic) return {Motion::ballistic, 1e-4, 3000, 2000};
  return {Motion::manoeuvring, 1, 150, 50};
}

std::string si(double value, Dimension dimension) { return print_quantity(value, dimension); }

/// Collects what is wrong, at the configuration.
class Wrong {
 public:
  explicit Wrong(const std::string& file) : at_{file, 1, 1} {}
  void add(const std::string& key, const std::string& what, const std::string& hint = "") {
    diagnostics_.add(at_, key, "", what, hint);
  }
  void stop() const {
    if (!diagnostics_.empty()) throw ScenarioError(diagnostics_.sorted());
  }

 private:
  Where at_;
  Diagnostics diagnostics_;
};

std::map<std::string, TrackSensorConfig> sensors_of(const TrackConfig& config, const TrackColumns& columns,
                                                    Wrong& wrong) {
  auto sensors = config.sensors;
  if (sensors.empty()) sensors["sensor"] = config.every;
  if (columns.sensor == TrackColumns::kNone && sensors.size() > 1)
    wrong.add("sensors", "has several, but the file has no column `sensor` that says which saw what",
              "add the column, or keep one sensor");
  for (const auto& [id, s] : sensors)
    if (columns.polar() && !s.azimuth)
      wrong.add("sensors." + id + ".azimuth",
                "must be stated: the file has azimuths, and there is no default",
                "north-clockwise (a compass) or east-counterclockwise (atan2(y, x))");
  return sensors;
}

/// The extent of a value in the region of false detections.
double extent(const ClutterRegion::Row& row, const std::string& key, Wrong& wrong) {
  if (!row) wrong.add(key, "is missing: the file measures it, so the region must bound it");
  return row ? (*row)[1] - (*row)[0] : 1;
}

std::optional<double> density_of(const std::string& id, const TrackSensorConfig& s,
                                 const TrackColumns& columns, Wrong& wrong) {
  if (s.clutter_density) return s.clutter_density;
  if (!s.false_per_scan) return {};
  if (*s.false_per_scan <= 0 || !s.region) return 0.0;
  const ClutterRegion& r = *s.region;
  const std::string at = "sensors." + id + ".region.";
  double size = columns.polar()
                    ? extent(r.range_m, at + "range", wrong) * extent(r.azimuth_rad, at + "azimuth", wrong)
                    : extent(r.east_m, at + "east", wrong) * extent(r.north_m, at + "north", wrong);
  if (columns.num_values() > 2)
    size *=
        columns.polar() ? extent(r.elevation_rad, at + "elevation", wrong) : extent(r.up_m, at + "up", wrong);
  if (columns.num_values() > 3) size *= extent(r.range_rate_m_s, at + "range_rate", wrong);
  return *s.false_per_scan / size;
}

std::array<double, 4> sigmas_of(const TrackSensorConfig& s, bool polar) {
  if (polar)
    return {s.sigma_range_m.value_or(kSigmaRange_m), s.sigma_azimuth_rad.value_or(kSigmaAngle_rad),
            s.sigma_elevation_rad.value_or(s.sigma_azimuth_rad.value_or(kSigmaAngle_rad)),
            s.sigma_range_rate_m_s.value_or(kSigmaRate_m_s)};
  const double plane_m = s.sigma_position_m.value_or(kSigmaPosition_m);
  return {plane_m, plane_m, s.sigma_height_m.value_or(plane_m), 0};
}

/// Noise that neither the file nor the configuration states.
void warn_of_noise(const std::string& id, const TrackSensorConfig& s, const TrackColumns& c,
                   std::vector<std::string>& warnings) {
  const auto unless = [&](bool stated, std::size_t value, const char* key, const std::string& taken) {
    if (!stated && c.sigma[value].empty() && value < c.num_values())
      warnings.push_back(
          fmt::format("{} of {} is not stated: {} is taken; gates and weights hang on it", key, id, taken));
  };
  if (!c.polar())
    return unless(s.sigma_position_m.has_value(), 0, "sigma_position",
                  si(kSigmaPosition_m, Dimension::length));
  unless(s.sigma_range_m.has_value(), 0, "sigma_range", si(kSigmaRange_m, Dimension::length));
  unless(s.sigma_azimuth_rad.has_value(), 1, "sigma_azimuth", si(kSigmaAngle_rad, Dimension::angle));
  unless(s.sigma_elevation_rad || s.sigma_azimuth_rad, 2, "sigma_elevation",
         si(kSigmaAngle_rad, Dimension::angle));
  unless(s.sigma_range_rate_m_s.has_value(), 3, "sigma_range_rate", si(kSigmaRate_m_s, Dimension::speed));
}

std::string sensor_words(const track::recorded::Sensor& s, const TrackSensorConfig& from, bool polar) {
  std::string words = fmt::format("{}: detects with {}, ", s.id, s.prob_detect);
  words += s.clutter_density ? fmt::format("false density {:.3g} (SI)", *s.clutter_density)
                             : std::string("false density estimated");
  if (polar) words += fmt::format(", azimuth {}", word(*from.azimuth));
  words += from.site && from.site->place ? ", at a site" : ", no site";
  return words;
}

/// Axes of the first site, and every sensor in them.
void place_sensors(const std::map<std::string, TrackSensorConfig>& sensors, const std::string& axes,
                   Params& params, Wrong& wrong) {
  const auto placed = [](const auto& entry) { return entry.second.site && entry.second.site->place; };
  const auto num = std::ranges::count_if(sensors, placed);
  if (num == 0) return;
  if (static_cast<std::size_t>(num) != sensors.size())
    return wrong.add("sensors", "have a site in part: give every sensor one, or none");
  const auto& first = axes.empty() ? sensors.begin()->second : sensors.at(axes);
  const earth::Geodetic at = earth::to_geodetic(*first.site->place);
  params.origin = track::recorded::Origin{earth::ecef(at), earth::enu_axes(at)};
  for (track::recorded::Sensor& s : params.sensors) {
    const earth::Geodetic here = earth::to_geodetic(*sensors.at(s.id).site->place);
    s.p_LS_L = params.origin->R_LE * (earth::ecef(here) - params.origin->p_EL_E);
    s.R_SL = earth::enu_axes(here) * transpose(params.origin->R_LE);
  }
}

template <class T>
void take(const std::optional<T>& from, T& to) {
  if (from) to = *from;
}

/// Gravity is where a site is: without one a ballistic target is followed as something that accelerates for
/// long.
Params params_of(const TrackConfig& c, bool has_gravity) {
  Defaults d = defaults_of(c.target);
  if (d.motion == Motion::ballistic && !has_gravity) d.motion = Motion::singer;
  Params p;
  p.motion = c.motion.model.value_or(d.motion);
  p.acceleration_psd_m2_s3 = c.motion.acceleration_psd_m2_s3.value_or(d.acceleration_psd_m2_s3);
  p.sigma_speed_m_s = c.initial_speed_m_s.value_or(d.sigma_speed_m_s);
  p.sigma_vertical_speed_m_s = c.initial_vertical_speed_m_s.value_or(
      c.initial_speed_m_s ? std::min(*c.initial_speed_m_s, d.sigma_vertical_speed_m_s)
                          : d.sigma_vertical_speed_m_s);
  take(c.motion.sigma_acceleration_m_s2, p.sigma_acceleration_m_s2),
      take(c.motion.correlation_s, p.correlation_s);
  take(c.motion.manoeuvre_every_s, p.manoeuvre_every_s),
      take(c.motion.manoeuvre_lasts_s, p.manoeuvre_lasts_s);
  take(c.associator, p.associator), take(c.prob_gate, p.prob_gate), take(c.num_at_start, p.num_at_start);
  take(c.new_targets_per_s, p.new_targets_per_s), take(c.lifetime_s, p.lifetime_s);
  take(c.prob_confirm, p.prob_confirm), take(c.prob_drop, p.prob_drop);
  return p;
}

std::vector<std::string> picks_of(const TrackConfig& c, const Params& p) {
  std::vector<std::string> picks;
  picks.push_back(fmt::format("target {}: motion {}{}, acceleration psd {:g} m2/s3", word(c.target),
                              word(p.motion), c.motion.model ? "" : " (picked)", p.acceleration_psd_m2_s3));
  picks.push_back(fmt::format("associator {}{}, gate {:g}, confirmed from {:g}, dropped below {:g}",
                              word(p.associator), c.associator ? "" : " (picked)", p.prob_gate,
                              p.prob_confirm, p.prob_drop));
  picks.push_back(
      fmt::format("new tracks: speed {} (1 sigma, each axis), vertical {}; they live {} on average",
                  si(p.sigma_speed_m_s, Dimension::speed), si(p.sigma_vertical_speed_m_s, Dimension::speed),
                  si(p.lifetime_s, Dimension::time)));
  return picks;
}

record::ScoreParams score_of(const TrackScoreConfig& c, std::size_t dimensions) {
  record::ScoreParams s;
  s.c_m = c.cutoff_m.value_or(dimensions == 2 ? kCutoffPlane_m : kCutoffSpace_m);
  s.p = c.order, s.alpha = c.alpha, s.ospa_p = c.ospa_order;
  s.num_axes = static_cast<std::int64_t>(dimensions);
  return s;
}

} // namespace

TrackSetup set_up(const TrackConfig& config, const TrackColumns& columns, const std::string& config_file) {
  Wrong wrong(config_file);
  const auto sensors = sensors_of(config, columns, wrong);
  wrong.stop();
  TrackSetup setup;
  const bool flat = columns.num_values() == 2;
  const bool has_site =
      std::ranges::any_of(sensors, [](const auto& s) { return s.second.site && s.second.site->place; });
  setup.params = params_of(config, has_site && !flat);
  setup.picks = picks_of(config, setup.params);
  for (const auto& [id, from] : sensors) {
    track::recorded::Sensor s;
    s.id = id;
    s.measures = columns.measures;
    s.sigma = sigmas_of(from, columns.polar());
    take(from.prob_detect, s.prob_detect), take(from.max_range_m, s.max_range_m);
    s.clutter_density = density_of(id, from, columns, wrong);
    setup.picks.push_back(sensor_words(s, from, columns.polar()));
    warn_of_noise(id, from, columns, setup.warnings);
    setup.params.sensors.push_back(s);
    setup.sensors.push_back({id, from.azimuth});
    setup.periods.push_back(duration_from_s(from.scan_period_s.value_or(0)));
  }
  place_sensors(sensors, config.axes, setup.params, wrong);
  wrong.stop();
  setup.score = score_of(config.score, flat ? 2 : 3);
  Problems problems;
  track::recorded::check(setup.params, problems);
  for (const Problem& p : problems.list()) wrong.add(p.path, p.what, p.hint);
  wrong.stop();
  return setup;
}

std::string in_words(const TrackColumns& columns, const track::recorded::Plot& plot) {
  const bool polar = columns.polar(), flat = columns.num_values() == 2;
  const double range_m = polar  ? plot.z[0]
                         : flat ? std::hypot(plot.z[0], plot.z[1])
                                : std::hypot(plot.z[0], plot.z[1], plot.z[2]);
  const double from_east = polar ? std::numbers::pi / 2 - plot.z[1] : std::atan2(plot.z[1], plot.z[0]);
  const double deg = std::remainder(from_east, 2 * std::numbers::pi) / kDeg; // -180 to 180, towards north
  const double off = std::abs(deg) <= 90 ? std::abs(deg) : 180 - std::abs(deg);
  std::string words = fmt::format("{:.1f} km, {:.0f} deg {} of {}", range_m / 1000, off,
                                  deg >= 0 ? "north" : "south", std::abs(deg) <= 90 ? "east" : "west");
  if (!flat)
    words += fmt::format(", {:.1f} deg up", (polar ? plot.z[2] : std::asin(plot.z[2] / range_m)) / kDeg);
  return words;
}

} // namespace dewline::io
