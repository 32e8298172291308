#include "dewline/orbit/designed.hpp"

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::orbit {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kLowestPerigee_m = 100e3;

/// Greenwich mean sidereal time at t [rad].
double sidereal_time(const earth::Orientation& orientation, double t_s) {
  const Mat3 r_ET = orientation.R_ET(time_from_s(t_s));
  return std::atan2(r_ET(0, 1), r_ET(0, 0));
}

KeplerElements geostationary(double lon_rad, const earth::Orientation& orientation) {
  auto elements =
      repeating_orbit(1, 0, Kept::eccentricity, 0, orientation.sidereal_rate_rad_s());
  DW_CHECK(elements);
  elements->mean_anomaly_rad = sidereal_time(orientation, 0) + lon_rad;
  return *elements;
}

/// Size and shape, angles 0.
std::optional<KeplerElements> ellipse(const OrbitParams& o, double sidereal_rate_rad_s) {
  const double inclination_rad = o.inclination_rad.value();
  if (o.repeats) {
    const auto kept = o.perigee_m  ? Kept::perigee_radius
                      : o.apogee_m ? Kept::apogee_radius
                                   : Kept::eccentricity;
    const double value = o.perigee_m  ? earth::kA_m + *o.perigee_m
                         : o.apogee_m ? earth::kA_m + *o.apogee_m
                                      : o.eccentricity.value_or(0);
    return repeating_orbit(*o.repeats, inclination_rad, kept, value, sidereal_rate_rad_s);
  }
  const double low_m = earth::kA_m + (o.height_m ? *o.height_m : *o.perigee_m);
  const double high_m = earth::kA_m + (o.height_m ? *o.height_m : *o.apogee_m);
  const double eccentricity = (high_m - low_m) / (high_m + low_m);
  return KeplerElements{0.5 * (low_m + high_m), eccentricity, inclination_rad, 0, 0, 0};
}

double mean_anomaly_at_epoch(const OrbitParams& o, const AngleRates& rates) {
  if (o.apogee_time_s) return kPi - rates.mean_anomaly_rad_s * *o.apogee_time_s;
  if (o.perigee_time_s) return -rates.mean_anomaly_rad_s * *o.perigee_time_s;
  return o.mean_anomaly_rad.value_or(0);
}

/// The time of apogee that apogee_longitude speaks of.
double apogee_time(const OrbitParams& o, const KeplerElements& e, const AngleRates& rates) {
  if (o.apogee_time_s) return *o.apogee_time_s;
  const double to_go = std::remainder(kPi - e.mean_anomaly_rad, 2 * kPi);
  return (to_go < 0 ? to_go + 2 * kPi : to_go) / rates.mean_anomaly_rad_s;
}

/// The node at the epoch that puts the apogee over its longitude, or the node over its own.
double raan_at_epoch(const OrbitParams& o, const KeplerElements& e, const AngleRates& rates,
                     const earth::Orientation& orientation) {
  if (o.node_longitude_rad) return sidereal_time(orientation, 0) + *o.node_longitude_rad;
  if (!o.apogee_longitude_rad) return o.raan_rad.value_or(0);
  const double t_s = apogee_time(o, e, rates);
  const double latitude_argument = e.arg_perigee_rad + rates.arg_perigee_rad_s * t_s + kPi;
  const double past_node =
      std::atan2(std::cos(e.inclination_rad) * std::sin(latitude_argument), std::cos(latitude_argument));
  return sidereal_time(orientation, t_s) + *o.apogee_longitude_rad - past_node - rates.raan_rad_s * t_s;
}

struct Given {
  const char* key;
  bool is;
};

/// The first of some keys that is given, as long as no other is; else null, with a problem at each further
/// one.
const char* one_of(std::initializer_list<Given> all, Problems& problems) {
  const char* first = nullptr;
  for (const Given& each : all) {
    if (!each.is) continue;
    if (first != nullptr)
      problems.add(each.key, "", std::string("stands beside ") + first, "keep one of them");
    else first = each.key;
  }
  return first;
}

void check_size(const OrbitParams& o, Problems& problems) {
  const bool perigee = o.perigee_m.has_value(), apogee = o.apogee_m.has_value();
  if (o.height_m) {
    one_of({{"height", true},
            {"perigee", perigee},
            {"apogee", apogee},
            {"repeats", o.repeats.has_value()},
            {"eccentricity", o.eccentricity.has_value()}},
           problems);
    return;
  }
  if (o.repeats) {
    one_of({{"perigee", perigee}, {"apogee", apogee}, {"eccentricity", o.eccentricity.has_value()}},
           problems);
    return;
  }
  if (o.eccentricity)
    problems.add("eccentricity", "", "stands without repeats", "give perigee and apogee, or repeats");
  if (!perigee && !apogee)
    problems.add("", "", "does not say how large the orbit is",
                 "give perigee and apogee, height, repeats, or geostationary");
  else if (!perigee || !apogee)
    problems.add(perigee ? "apogee" : "perigee", "", "is missing", "give both, or height for a circle");
  else if (*o.apogee_m < *o.perigee_m) problems.add("apogee", "", "lies below the perigee", "swap them");
}

} // namespace

std::optional<KeplerElements> design(const OrbitParams& o, const earth::Orientation& orientation,
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
  const auto rates = j2_rates(e->a_m, e->eccentricity, e->inclination_rad);
  e->arg_perigee_rad = o.arg_perigee_rad.value_or(e->eccentricity > 0 ? 1.5 * kPi : 0);
  e->mean_anomaly_rad = mean_anomaly_at_epoch(o, rates);
  e->raan_rad = raan_at_epoch(o, *e, rates, orientation);
  return e;
}

void check(const OrbitParams& o, Problems& problems) {
  const Given others[] = {{"height", o.height_m.has_value()}, {"perigee", o.perigee_m.has_value()},
                          {"apogee", o.apogee_m.has_value()}, {"repeats", o.repeats.has_value()},
                          {"eccentricity", o.eccentricity.has_value()},
                          {"inclination", o.inclination_rad.has_value()}, {"raan", o.raan_rad.has_value()},
                          {"node_longitude", o.node_longitude_rad.has_value()},
                          {"apogee_longitude", o.apogee_longitude_rad.has_value()},
                          {"arg_perigee", o.arg_perigee_rad.has_value()},
                          {"mean_anomaly", o.mean_anomaly_rad.has_value()},
                          {"apogee_time", o.apogee_time_s.has_value()},
                          {"perigee_time", o.perigee_time_s.has_value()}};
  if (o.geostationary_rad) {
    for (const Given& each : others)
      if (each.is) problems.add(each.key, "", "stands beside geostationary, which says all", "leave it out");
    return;
  }
  check_size(o, problems);
  if (!o.inclination_rad) problems.add("inclination", "", "is missing");
  const char* node = one_of({{"raan", o.raan_rad.has_value()},
                             {"node_longitude", o.node_longitude_rad.has_value()},
                             {"apogee_longitude", o.apogee_longitude_rad.has_value()}},
                            problems);
  if (node == nullptr)
    problems.add("", "", "does not say where its plane stands",
                 "give raan, node_longitude or apogee_longitude");
  one_of({{"mean_anomaly", o.mean_anomaly_rad.has_value()},
          {"apogee_time", o.apogee_time_s.has_value()},
          {"perigee_time", o.perigee_time_s.has_value()}},
         problems);
}

PosVel state_E(const KeplerElements& elements, const earth::Orientation& orientation, Time t) {
  return orientation.teme_to_E(j2_state(elements, seconds(t)), t);
}

} // namespace dewline::orbit
