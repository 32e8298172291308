// A designed orbit as a scenario states it, and where a satellite on it is.
#pragma once
#include <numbers>
#include <optional>
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/orbit/mean_elements.hpp"

namespace dewline::orbit {

/// A designed orbit: Kepler's ellipse with the mean rates of J2 (docs/models/orbits.md). Heights are above
/// the equator's radius, 6378.137 km; right ascensions count from the mean equinox of date, as those of
/// element sets do.
struct OrbitParams {
  std::optional<double> geostationary_rad;
  std::optional<double> height_m, perigee_m, apogee_m, repeats, eccentricity;
  std::optional<double> inclination_rad;
  std::optional<double> raan_rad, node_longitude_rad, apogee_longitude_rad;
  std::optional<double> arg_perigee_rad;
  std::optional<double> mean_anomaly_rad, apogee_time_s, perigee_time_s;
  static constexpr auto fields() {
    using O = OrbitParams;
    constexpr double kTurn = 2 * std::numbers::pi, kMonth_s = 30 * 86400.0;
    return std::tuple{
        field("geostationary_rad", &O::geostationary_rad, "over the equator at this longitude; says all",
              between(-kTurn, kTurn)),
        field("height_m", &O::height_m, "height of a circular orbit", between(100e3, 4e8)),
        field("perigee_m", &O::perigee_m, "least height", between(100e3, 4e8)),
        field("apogee_m", &O::apogee_m, "greatest height", between(100e3, 4e8)),
        field("repeats", &O::repeats,
              "revolutions in one turn of the Earth under the orbit: the ground track comes back (1: Tundra, "
              "2: Molniya); takes the place of height, perigee or apogee",
              between(0.1, 17)),
        field("eccentricity", &O::eccentricity, "with repeats only, instead of perigee or apogee",
              between(0, 0.9)),
        field("inclination_rad", &O::inclination_rad, "to the equator", between(0, std::numbers::pi)),
        field("raan_rad", &O::raan_rad, "right ascension of the ascending node at the epoch",
              between(-kTurn, kTurn)),
        field("node_longitude_rad", &O::node_longitude_rad,
              "longitude of the ascending node at the epoch, instead of raan", between(-kTurn, kTurn)),
        field("apogee_longitude_rad", &O::apogee_longitude_rad,
              "longitude under the first apogee after the epoch, or the one at apogee_time; instead of raan",
              between(-kTurn, kTurn)),
        field("arg_perigee_rad", &O::arg_perigee_rad,
              "argument of perigee at the epoch; default 270 deg (apogee farthest north), 0 for a circle",
              between(-kTurn, kTurn)),
        field("mean_anomaly_rad", &O::mean_anomaly_rad, "mean anomaly at the epoch; default 0, at perigee",
              between(-kTurn, kTurn)),
        field("apogee_time_s", &O::apogee_time_s, "when it is at apogee, instead of mean_anomaly",
              between(-kMonth_s, kMonth_s)),
        field("perigee_time_s", &O::perigee_time_s, "when it is at perigee, instead of mean_anomaly",
              between(-kMonth_s, kMonth_s))};
  }
};
static_assert(complete<OrbitParams>());

/// What can be said without building: forms that exclude each other, numbers that do not fit.
void check(const OrbitParams& orbit, Problems& problems);

/// The mean elements of a designed orbit at the epoch, in TEME. Nothing, and a problem, if there is no such
/// ellipse or its perigee lies below 100 km. Assumes check() passed.
std::optional<KeplerElements> design(const OrbitParams& orbit, const earth::Orientation& orientation,
                                     Problems& problems);

/// Where a satellite with these mean elements (TEME, at the epoch) is at t: position [m] and velocity over
/// ground [m/s], Earth-fixed; j2_state turned by R_ET. A body of truth on the same orbit is within 1 m.
PosVel state_E(const KeplerElements& elements, const earth::Orientation& orientation, Time t);

} // namespace dewline::orbit
