// Objects for the truth tests.
#pragma once
#include <cmath>

#include "dewline/earth/time_scales.hpp"
#include "dewline/truth/model.hpp"

namespace support {
using namespace dewline;
inline constexpr double kDeg = M_PI / 180;

inline truth::ObjectParams object_at(double lat_deg, double lon_deg) {
  truth::ObjectParams o;
  o.launch = {lat_deg * kDeg, lon_deg * kDeg, 0, 0};
  o.rcs_m2 = {{"any", 1}};
  return o;
}

inline truth::StageParams stage(double propellant_kg, double dry_kg, double isp_s, double burn_s, double exit_m2,
                                double area_m2, double coast_s = 0) {
  truth::StageParams s;
  s.propellant_kg = propellant_kg, s.dry_kg = dry_kg, s.isp_vacuum_s = isp_s, s.burn_s = burn_s;
  s.nozzle_exit_area_m2 = exit_m2, s.reference_area_m2 = area_m2, s.coast_s = coast_s;
  return s;
}

/// The four-stage profile of scenarios/norwegian-rocket-1995.yaml: assumptions, with payload, elevation and
/// ballistic coefficient fitted to the record.
inline truth::ObjectParams black_brant() {
  truth::ObjectParams o = object_at(69.294, 16.021);
  truth::BoostParams b;
  b.azimuth_rad = 355 * kDeg;
  b.elevation_rad = 84.6 * kDeg;
  b.payload_kg = 158.6;
  b.stages = {stage(1290, 560, 230, 5.2, 0.25, 0.47), stage(755, 600, 235, 3.5, 0.20, 0.42, 4),
              stage(997, 270, 258, 32.4, 0.11, 0.15, 4), stage(320, 80, 280, 17.8, 0.08, 0.15, 40)};
  o.boost = b;
  o.ballistic_coefficient_kg_m2 = 1000;
  return o;
}

inline const earth::Orientation& orientation() {
  static const earth::Orientation o(earth::parse_utc("1995-01-25T06:24:00Z"));
  return o;
}

inline truth::Surroundings around(Time end = time_from_s(3600)) {
  return {orientation().omega_E(), end, &orientation()};
}

inline std::vector<truth::Body> bodies_of(const truth::ObjectParams& object, const truth::Surroundings& where = around()) {
  Problems problems;
  auto bodies = truth::build_bodies(object, where, problems);
  if (bodies.empty() || !problems.empty())
    throw std::runtime_error(problems.empty() ? "?" : problems.list()[0].path + problems.list()[0].what);
  return bodies;
}

inline truth::Flight flight_of(const truth::ObjectParams& object, Time end = time_from_s(3600)) {
  return std::move(bodies_of(object, around(end)).front().flight);
}

inline const truth::Milestone& milestone(const truth::Flight& flight, const std::string& what) {
  for (const auto& m : flight.milestones)
    if (m.what == what) return m;
  throw std::runtime_error("no milestone " + what);
}

/// Height, climb speed and the rest at a time.
inline double height_m(const truth::Flight& f, double t_s) {
  return earth::geodetic(f.path.at(time_from_s(t_s)).p).h_m;
}
} // namespace support
