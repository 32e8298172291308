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

} // namespace

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
