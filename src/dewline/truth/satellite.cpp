#include "dewline/truth/satellite.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace dewline::truth {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLowestPerigee_m = 100e3;

/// Greenwich mean sidereal time at t [rad].
double sidereal_time(const earth::Orientation& orientation, double t_s) {
  const Mat3 r_ET = orientation.R_ET(time_from_s(t_s));
  return std::atan2(r_ET(0, 1), r_ET(0, 0));
}

orbit::KeplerElements geostationary(double lon_rad, const earth::Orientation& orientation) {
  auto elements =
      orbit::repeating_orbit(1, 0, orbit::Kept::eccentricity, 0, orientation.sidereal_rate_rad_s());
  DW_CHECK(elements);
  elements->mean_anomaly_rad = sidereal_time(orientation, 0) + lon_rad;
  return *elements;
}

/// Size and shape, angles 0.
std::optional<orbit::KeplerElements> ellipse(const OrbitParams& o, double sidereal_rate_rad_s) {
  const double inclination_rad = o.inclination_rad.value();
  if (o.repeats) {
    const auto kept = o.perigee_m  ? orbit::Kept::perigee_radius
                      : o.apogee_m ? orbit::Kept::apogee_radius
                                   : orbit::Kept::eccentricity;
    const double value = o.perigee_m  ? earth::kA_m + *o.perigee_m
                         : o.apogee_m ? earth::kA_m + *o.apogee_m
                                      : o.eccentricity.value_or(0);
    return orbit::repeating_orbit(*o.repeats, inclination_rad, kept, value, sidereal_rate_rad_s);
  }
  const double low_m = earth::kA_m + (o.height_m ? *o.height_m : *o.perigee_m);
  const double high_m = earth::kA_m + (o.height_m ? *o.height_m : *o.apogee_m);
  const double eccentricity = (high_m - low_m) / (high_m + low_m);
  return orbit::KeplerElements{0.5 * (low_m + high_m), eccentricity, inclination_rad, 0, 0, 0};
}

double mean_anomaly_at_epoch(const OrbitParams& o, const orbit::AngleRates& rates) {
  if (o.apogee_time_s) return kPi - rates.mean_anomaly_rad_s * *o.apogee_time_s;
  if (o.perigee_time_s) return -rates.mean_anomaly_rad_s * *o.perigee_time_s;
  return o.mean_anomaly_rad.value_or(0);
}

/// The time of apogee that apogee_longitude speaks of.
double apogee_time(const OrbitParams& o, const orbit::KeplerElements& e, const orbit::AngleRates& rates) {
  if (o.apogee_time_s) return *o.apogee_time_s;
  const double to_go = std::remainder(kPi - e.mean_anomaly_rad, 2 * kPi);
  return (to_go < 0 ? to_go + 2 * kPi : to_go) / rates.mean_anomaly_rad_s;
}

/// The node at the epoch that puts the apogee over its longitude, or the node over its own.
double raan_at_epoch(const OrbitParams& o, const orbit::KeplerElements& e, const orbit::AngleRates& rates,
                     const earth::Orientation& orientation) {
  if (o.node_longitude_rad) return sidereal_time(orientation, 0) + *o.node_longitude_rad;
  if (!o.apogee_longitude_rad) return o.raan_rad.value_or(0);
  const double t_s = apogee_time(o, e, rates);
  const double latitude_argument = e.arg_perigee_rad + rates.arg_perigee_rad_s * t_s + kPi;
  const double past_node =
      std::atan2(std::cos(e.inclination_rad) * std::sin(latitude_argument), std::cos(latitude_argument));
  return sidereal_time(orientation, t_s) + *o.apogee_longitude_rad - past_node - rates.raan_rad_s * t_s;
}

} // namespace

std::optional<orbit::KeplerElements> design(const OrbitParams& o, const earth::Orientation& orientation,
                                            Problems& problems) {
  if (o.geostationary_rad) return geostationary(*o.geostationary_rad, orientation);
  auto e = ellipse(o, orientation.sidereal_rate_rad_s());
  if (!e) {
    const char* key = o.perigee_m ? "perigee" : o.apogee_m ? "apogee" : "eccentricity";
    problems.add(key, "", "fits no orbit of that many revolutions",
                 "the semi-major axis follows from repeats");
    return {};
  }
  const double perigee_m = e->a_m * (1 - e->eccentricity) - earth::kA_m;
  if (!(perigee_m >= kLowestPerigee_m)) {
    problems.add(o.repeats ? "repeats" : "perigee", "",
                 "puts the perigee at a height of " +
                     print_quantity(std::round(perigee_m), Dimension::length),
                 "below 100 km nothing stays in orbit");
    return {};
  }
  const auto rates = orbit::j2_rates(e->a_m, e->eccentricity, e->inclination_rad);
  e->arg_perigee_rad = o.arg_perigee_rad.value_or(e->eccentricity > 0 ? 1.5 * kPi : 0);
  e->mean_anomaly_rad = mean_anomaly_at_epoch(o, rates);
  e->raan_rad = raan_at_epoch(o, *e, rates, orientation);
  return e;
}

orbit::MeanElements to_mean_elements(const ElementSetParams& set) {
  const earth::JulianDate epoch = earth::parse_utc(set.epoch);
  orbit::MeanElements mean;
  mean.epoch_jd_utc = epoch.day, mean.epoch_fraction = epoch.fraction;
  mean.bstar = set.bstar, mean.eccentricity = set.eccentricity, mean.inclination_rad = set.inclination_rad;
  mean.raan_rad = set.raan_rad, mean.arg_perigee_rad = set.arg_perigee_rad;
  mean.mean_anomaly_rad = set.mean_anomaly_rad;
  mean.mean_motion_rad_min = set.revolutions_per_day * (2 * kPi / 1440);
  return mean;
}

namespace {

Orbiting orbiting(const orbit::KeplerElements& elements) {
  return [elements](double t_s) -> std::optional<Vec3> { return orbit::j2_state(elements, t_s).p; };
}

Orbiting orbiting(const ElementSetParams& set, const earth::Orientation& orientation) {
  const orbit::Sgp4 sgp4(to_mean_elements(set));
  const double start_min = sgp4.minutes_at(orientation.utc_epoch());
  return [sgp4, start_min](double t_s) -> std::optional<Vec3> {
    const orbit::Sgp4State state = sgp4.state(start_min + t_s / 60);
    return state.error == orbit::Sgp4Error::none ? std::optional(state.x_TEME.p) : std::nullopt;
  };
}

/// One satellite from launch.time on; nothing if it is not in orbit then.
std::optional<Body> body_of(const std::string& suffix, const Orbiting& where, const ObjectParams& object,
                            const Surroundings& around) {
  const Time begin = time_from_s(object.launch.time_s);
  Body body{suffix, {follow(where, *around.orientation, begin, std::max(around.end, begin)), {}}, {}, {}};
  if (body.flight.path.empty()) return {};
  if (body.flight.path.end() <= around.end) body.flight.mark("decay", body.flight.path.end());
  body.looks = {{begin, Signature(object.rcs_m2, object.rcs_by_aspect)}};
  return body;
}

std::vector<Body> bodies_of(const std::vector<Member>& all, const ObjectParams& object,
                            const Surroundings& around) {
  std::vector<Body> bodies;
  for (const Member& m : all)
    bodies.push_back(body_of(m.suffix, orbiting(m.elements), object, around).value());
  return bodies;
}

std::vector<Body> bodies_of(const std::vector<ElementSetParams>& sets, const ObjectParams& object,
                            const Surroundings& around, Problems& problems) {
  std::vector<Body> bodies;
  const Time begin = time_from_s(object.launch.time_s);
  const std::string start = earth::print_utc(earth::utc_after(around.orientation->utc_epoch(), begin), 0);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const orbit::Sgp4 sgp4(to_mean_elements(sets[i]));
    if (!(std::abs(sgp4.minutes_at(around.orientation->utc_epoch())) <= orbit::kSgp4MaxMinutes)) {
      problems.add("sets[" + std::to_string(i) + "].epoch", sets[i].epoch,
                   "is more than 100 years from the scenario's",
                   "element sets are good for days; take one of that time");
      continue;
    }
    const std::string suffix = sets.size() == 1 ? "" : sets[i].id;
    auto body = body_of(suffix, orbiting(sets[i], *around.orientation), object, around);
    if (body) bodies.push_back(std::move(*body));
    else
      problems.add("sets[" + std::to_string(i) + "]", sets[i].id,
                   "is not in orbit at " + start + ": SGP4 has it decayed or refuses it",
                   "take a set whose epoch, " + sets[i].epoch + ", is nearer to the scenario's");
  }
  return bodies;
}

} // namespace

std::vector<Body> build_satellites(const ObjectParams& object, const Surroundings& around,
                                   Problems& problems) {
  if (around.orientation == nullptr) return {}; // a file whose epoch was misread: told elsewhere
  std::vector<Body> bodies;
  if (object.orbit)
    problems.at("orbit", [&] {
      if (const auto elements = design(*object.orbit, *around.orientation, problems))
        bodies = bodies_of(std::vector{Member{"", *elements}}, object, around);
    });
  if (object.shell) bodies = bodies_of(members(*object.shell), object, around);
  if (object.elements)
    problems.at("elements", [&] { bodies = bodies_of(object.elements->sets, object, around, problems); });
  return bodies;
}

} // namespace dewline::truth
