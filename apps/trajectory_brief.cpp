// A flight in a few numbers.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "dewline/base/problem.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/truth/flight.hpp"
#include "trajectory.hpp"

namespace dewline::apps {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
/// A lower arc is no arc of Kepler's by hand: it flies in the air.
constexpr double kAirless_m = 100e3;
/// The reach is found to this [m].
constexpr double kReachStep_m = 5e3;

const truth::Milestone* milestone(const Flown& flown, ObjectId body, std::string_view what) {
  const auto& all = flown.model.milestones(body);
  const auto it = std::ranges::find(all, what, &truth::Milestone::what);
  return it == all.end() ? nullptr : &*it;
}

/// Where the object itself shall come down.
std::optional<earth::Geodetic> aim_of(const truth::ObjectParams& object) {
  if (object.aim && object.aim->place) return earth::to_geodetic(*object.aim->place);
  if (object.arc && object.arc->impact) return earth::to_geodetic(*object.arc->impact);
  return std::nullopt;
}

bool is_met(const Flown& flown, const truth::ObjectParams& object) {
  Problems problems;
  const truth::Surroundings around{flown.orientation.omega_E(), time_from_s(flown.scenario.duration_s),
                                   &flown.orientation};
  return !truth::build_bodies(object, around, problems).empty() && problems.list().empty();
}

} // namespace

Brief brief_of(const Flown& flown, ObjectId body) {
  const auto& path = flown.model.path(body);
  Brief out;
  out.begin_s = seconds(path.begin());
  out.end_s = seconds(flown.end(body));
  if (const auto* burnout = milestone(flown, body, "burnout")) {
    out.burnout_s = seconds(burnout->at);
    out.burnout_speed_m_s = norm(path.at(burnout->at).v);
    out.burnout_height_m = burnout->where.h_m;
  }
  if (const auto* apogee = milestone(flown, body, "apogee")) {
    out.apogee_m = apogee->where.h_m;
    out.apogee_s = seconds(apogee->at);
  }
  const auto* impact = milestone(flown, body, "impact");
  if (impact == nullptr) return out;
  const Sample end = sample(flown, body, impact->at);
  out.impact_s = end.t_s;
  out.ground_range_m = end.ground_range_m;
  out.impact_speed_m_s = end.speed_m_s;
  out.impact_angle_rad = end.angle_rad;
  if (const auto aim = aim_of(flown.params()); aim && body == flown.bodies.front())
    out.miss_m = earth::course(impact->where, *aim).distance_m;
  if (!flown.params().glide && out.apogee_m && *out.apogee_m > kAirless_m && *out.ground_range_m > 0)
    out.kepler_s = run::kepler_arc_s(*out.ground_range_m, *out.apogee_m);
  return out;
}

std::optional<double> reach_m(const Flown& flown) {
  const truth::ObjectParams& object = flown.params();
  const auto aim = aim_of(object);
  if (!object.claimed_range_m || !object.boost || !object.aim || !aim) return std::nullopt;
  const earth::Geodetic from = flown.begin(flown.bodies.front());
  const earth::Course way = earth::course(from, *aim);
  double met_m = way.distance_m, missed_m = 19.9e6;
  while (missed_m - met_m > kReachStep_m) {
    const double middle_m = (met_m + missed_m) / 2;
    const earth::Geodetic there = earth::destination(from, way.az_start_rad, middle_m);
    truth::ObjectParams farther = object;
    farther.aim->place = earth::PlaceParams{there.lat_rad, there.lon_rad, 0};
    (is_met(flown, farther) ? met_m : missed_m) = middle_m;
  }
  return met_m;
}

std::string summary_json(const Flown& flown, const std::vector<ObjectId>& bodies) {
  nlohmann::ordered_json out{
      {"object", flown.entry}, {"kind", flown.params().kind}, {"epoch", flown.scenario.epoch}};
  const auto put = [](nlohmann::ordered_json& to, const char* key, const std::optional<double>& value,
                      double unit = 1) {
    if (value && std::isfinite(*value)) to[key] = *value / unit;
  };
  put(out, "claimed_range_m", flown.params().claimed_range_m);
  put(out, "reach_m", reach_m(flown));
  for (const ObjectId body : bodies) {
    const Brief b = brief_of(flown, body);
    nlohmann::ordered_json one{{"body", flown.name(body)}, {"begin_s", b.begin_s}, {"end_s", b.end_s}};
    put(one, "burnout_s", b.burnout_s);
    put(one, "burnout_speed_m_s", b.burnout_speed_m_s);
    put(one, "burnout_height_m", b.burnout_height_m);
    put(one, "apogee_s", b.apogee_s);
    put(one, "apogee_m", b.apogee_m);
    put(one, "impact_s", b.impact_s);
    put(one, "ground_range_m", b.ground_range_m);
    put(one, "impact_speed_m_s", b.impact_speed_m_s);
    put(one, "impact_angle_deg", b.impact_angle_rad, kDeg);
    put(one, "miss_m", b.miss_m);
    put(one, "kepler_s", b.kepler_s);
    one["milestones"] = nlohmann::ordered_json::array();
    for (const auto& m : flown.model.milestones(body)) {
      const Sample s = sample(flown, body, m.at);
      one["milestones"].push_back({{"what", m.what},
                                   {"t_s", s.t_s},
                                   {"lat_deg", s.at.lat_rad / kDeg},
                                   {"lon_deg", s.at.lon_rad / kDeg},
                                   {"height_m", s.at.h_m},
                                   {"ground_range_m", s.ground_range_m},
                                   {"speed_m_s", s.speed_m_s}});
    }
    out["bodies"].push_back(std::move(one));
  }
  return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace dewline::apps
