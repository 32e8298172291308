// The table of a trajectory.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>
#include <stdexcept>

#include "dewline/earth/time_scales.hpp"
#include "trajectory.hpp"

namespace dewline::apps {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostRows = 1'000'000;
/// Slower than this a velocity has no direction [m/s].
constexpr double kStill_m_s = 1e-3;

struct TrajectoryRow {
  static constexpr record::TableInfo kTable{"trajectory", "one body at one time", record::Origin::truth};
  double t_s = 0;
  std::string body;
  double lat_deg = 0, lon_deg = 0, height_m = 0, ground_range_m = 0, speed_m_s = 0, az_deg = 0, angle_deg = 0;
  double x_m = 0, y_m = 0, z_m = 0, vx_m_s = 0, vy_m_s = 0, vz_m_s = 0;
  std::string phase;
  double plume_W_sr = 0;
  static constexpr auto fields() {
    using R = TrajectoryRow;
    return std::tuple{
        field("t_s", &R::t_s, "time since the epoch"),
        field("body", &R::body, "the object, or a part of it"),
        field("lat_deg", &R::lat_deg, "geodetic latitude"),
        field("lon_deg", &R::lon_deg, "longitude, east positive"),
        field("height_m", &R::height_m, "above the ellipsoid"),
        field("ground_range_m", &R::ground_range_m, "geodesic from below the body's first point"),
        field("speed_m_s", &R::speed_m_s, "relative to the Earth"),
        field("az_deg", &R::az_deg, "heading of that velocity, clockwise from north"),
        field("angle_deg", &R::angle_deg, "of that velocity above the horizontal"),
        field("x_m", &R::x_m, "in the frame asked for"),
        field("y_m", &R::y_m, "in the frame asked for"),
        field("z_m", &R::z_m, "in the frame asked for"),
        field("vx_m_s", &R::vx_m_s, "in the frame asked for"),
        field("vy_m_s", &R::vy_m_s, "in the frame asked for"),
        field("vz_m_s", &R::vz_m_s, "in the frame asked for"),
        field("phase", &R::phase, "the milestone that was passed last"),
        field("plume_W_sr", &R::plume_W_sr, "infrared intensity of its plume")};
  }
};

std::string phase_at(const Flown& flown, ObjectId body, Time t) {
  std::string last;
  for (const auto& m : flown.model.milestones(body))
    if (m.at <= t) last = m.what;
  return last;
}

TrajectoryRow row_of(const Flown& flown, ObjectId body, Time t, bool inertial) {
  const Sample s = sample(flown, body, t, inertial);
  const auto& [p, v] = s.x;
  return {s.t_s,
          flown.name(body),
          s.at.lat_rad / kDeg,
          s.at.lon_rad / kDeg,
          s.at.h_m,
          s.ground_range_m,
          s.speed_m_s,
          s.az_rad / kDeg,
          s.angle_rad / kDeg,
          p.x,
          p.y,
          p.z,
          v.x,
          v.y,
          v.z,
          phase_at(flown, body, t),
          flown.model.plume_W_sr(body, t)};
}

/// As many decimals as its unit deserves; nothing for what has no value.
std::string cell(std::string_view column, double value) {
  if (!std::isfinite(value)) return "";
  if (column.ends_with("_deg")) return fmt::format("{:.7f}", value);
  if (column.ends_with("_m_s")) return fmt::format("{:.6f}", value);
  if (column.ends_with("_m")) return fmt::format("{:.3f}", value);
  return fmt::format("{:.15g}", value); // one digit less than a double has: no 500.00000000000006
}

std::vector<ObjectId> bodies_of(const truth::Model& model, const std::string& entry) {
  std::vector<ObjectId> out;
  for (std::uint32_t i = 0; i < model.num_objects(); ++i)
    if (model.entry(ObjectId{i}) == entry) out.push_back(ObjectId{i});
  return out; // by name: the object itself comes before its parts
}

} // namespace

Flown::Flown(run::Scenario&& of, std::string object)
    : scenario(std::move(of)),
      entry(std::move(object)),
      orientation(earth::parse_utc(scenario.epoch), scenario.eop, duration_from_s(scenario.duration_s)),
      model({{entry, scenario.objects.at(entry)}}, orientation, time_from_s(scenario.duration_s)),
      bodies(bodies_of(model, entry)) {}

earth::Geodetic Flown::begin(ObjectId body) const {
  const auto& path = model.path(body);
  return earth::geodetic(path.at(path.begin()).p);
}

Time Flown::end(ObjectId body) const {
  const Time last = model.path(body).end();
  return model.milestones(body).empty() ? std::min(last, time_from_s(scenario.duration_s)) : last;
}

Sample sample(const Flown& flown, ObjectId body, Time t, bool inertial) {
  const PosVel x_E = flown.model.path(body).at(t);
  Sample out;
  out.t_s = seconds(t);
  out.at = earth::geodetic(x_E.p);
  out.ground_range_m = earth::course(flown.begin(body), out.at).distance_m;
  out.speed_m_s = norm(x_E.v);
  const Vec3 v_L = earth::enu_axes(out.at) * x_E.v;
  const double along_m_s = std::hypot(v_L.x, v_L.y);
  out.az_rad = along_m_s < kStill_m_s ? kNone : std::atan2(v_L.x, v_L.y);
  if (out.az_rad < 0) out.az_rad += 2 * std::numbers::pi;
  out.angle_rad = out.speed_m_s < kStill_m_s ? kNone : std::atan2(v_L.z, along_m_s);
  out.x = inertial ? flown.orientation.to_G(x_E, t) : x_E;
  return out;
}

std::vector<Time> times_of(const Flown& flown, ObjectId body, Duration step) {
  const auto& path = flown.model.path(body);
  const Time end = flown.end(body);
  const double span = seconds(end - path.begin());
  if (span / seconds(step) > static_cast<double>(kMostRows))
    throw std::invalid_argument(
        fmt::format("--step: {} s makes over a million rows of {:.0f} s", seconds(step), span));
  std::vector<Time> out;
  for (Time t = path.begin(); t < end; t += step) out.push_back(t);
  out.push_back(end);
  for (const auto& m : flown.model.milestones(body))
    if (m.at > path.begin() && m.at < end) out.push_back(m.at);
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

record::Table rows_of(const Flown& flown, const std::vector<ObjectId>& bodies, Duration step, bool inertial) {
  record::Table table = record::empty_table<TrajectoryRow>();
  for (const ObjectId body : bodies)
    for (const Time t : times_of(flown, body, step)) {
      if (table.num_rows() > kMostRows)
        throw std::invalid_argument("--step: makes over a million rows; take a longer one");
      record::append(table, row_of(flown, body, t, inertial));
    }
  return table;
}

std::string csv_of(const record::Table& table) {
  std::string out;
  for (const auto& column : table.columns) out += (out.empty() ? "" : ",") + column.name;
  out += '\n';
  for (std::size_t i = 0; i < table.num_rows(); ++i)
    for (const auto& column : table.columns) {
      const auto* numbers = std::get_if<std::vector<double>>(&column.cells);
      out += numbers != nullptr ? cell(column.name, (*numbers)[i])
                                : std::get<std::vector<std::string>>(column.cells)[i];
      out += &column == &table.columns.back() ? '\n' : ',';
    }
  return out;
}

std::string json_of(const record::Table& table, const Flown& flown, std::string_view frame) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < table.num_rows(); ++i) {
    nlohmann::ordered_json row;
    for (const auto& column : table.columns)
      if (const auto* numbers = std::get_if<std::vector<double>>(&column.cells))
        row[column.name] = std::isfinite((*numbers)[i]) ? nlohmann::ordered_json((*numbers)[i]) : nullptr;
      else row[column.name] = std::get<std::vector<std::string>>(column.cells)[i];
    rows.push_back(std::move(row));
  }
  const nlohmann::ordered_json whole{
      {"object", flown.entry}, {"epoch", flown.scenario.epoch}, {"frame", frame}, {"rows", std::move(rows)}};
  return whole.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace dewline::apps
