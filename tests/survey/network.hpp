// A made-up network and made-up launches that the survey's tests and benches use; no real site is meant.
#pragma once
#include <map>
#include <string>

#include "dewline/earth/time_scales.hpp"
#include "dewline/survey/network.hpp"
#include "dewline/survey/warning.hpp"

namespace dewline::survey {

inline constexpr double kDeg = std::numbers::pi / 180;

/// A surveillance radar: 1 m2 at 3,000 km gives 15 dB; 120 deg about its boresight, 3 to 85 deg.
inline sense::RadarParams radar(double lat_deg, double lon_deg, double boresight_deg) {
  sense::RadarParams p;
  p.at = {lat_deg * kDeg, lon_deg * kDeg, 0};
  p.faces = {{boresight_deg * kDeg, 20 * kDeg, 120 * kDeg, {3 * kDeg, 85 * kDeg}}};
  p.reference_range_m = 3e6;
  p.reference_snr_db = 15;
  p.max_range_m = 5e6;
  p.num_cells = 0;
  return p;
}

/// A scanning satellite over the equator; 20 kW/sr at 36,000 km is detected in half of its looks.
inline sense::InfraredParams stationary(double lon_deg) {
  sense::InfraredParams p;
  p.orbit.geostationary_rad = lon_deg * kDeg;
  p.scan_period_s = 10;
  p.frames_to_declare = 3;
  return p;
}
/// One on a twelve-hour ellipse, highest over 60 deg north at a longitude and a time after the epoch.
inline sense::InfraredParams elliptic(double apogee_lon_deg, double apogee_h) {
  sense::InfraredParams p = stationary(0);
  p.orbit = {};
  p.orbit.repeats = 2;
  p.orbit.perigee_m = 600e3;
  p.orbit.inclination_rad = 63.4 * kDeg;
  p.orbit.arg_perigee_rad = 270 * kDeg;
  p.orbit.apogee_longitude_rad = apogee_lon_deg * kDeg;
  p.orbit.apogee_time_s = apogee_h * 3600;
  return p;
}

/// Six radars and five satellites.
inline std::map<std::string, sense::SensorParams> eleven() {
  return {{"radar-1", radar(65, -20, 0)},     {"radar-2", radar(64, -149, 340)},
          {"radar-3", radar(76, -68, 0)},     {"radar-4", radar(54, -1, 30)},
          {"radar-5", radar(39, -121, 315)},  {"radar-6", radar(42, -70, 60)},
          {"stationary-1", stationary(-100)}, {"stationary-2", stationary(10)},
          {"stationary-3", stationary(100)},  {"elliptic-1", elliptic(60, 0)},
          {"elliptic-2", elliptic(60, 12)}};
}

inline truth::StageParams stage(double propellant_kg, double dry_kg, double isp_s, double burn_s,
                                double plume_W_sr) {
  truth::StageParams s;
  s.propellant_kg = propellant_kg, s.dry_kg = dry_kg, s.isp_vacuum_s = isp_s, s.burn_s = burn_s;
  s.reference_area_m2 = 3.5, s.plume_W_sr = plume_W_sr, s.rcs_m2 = {{"any", 10}};
  return s;
}

/// A two-stage rocket whose last stage can be shut down (round numbers of generic-liquid-icbm).
inline LaunchParams rocket(double lat_deg, double lon_deg, truth::Loft loft = truth::Loft::minimum_energy) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 0.5}};
  o.ballistic_coefficient_kg_m2 = 10000;
  o.loft = loft;
  truth::BoostParams b;
  b.vertical_rise_s = 8;
  b.payload_kg = 1500;
  b.stages = {stage(70000, 6000, 290, 130, 1e6), stage(12500, 2300, 312, 110, 1e5)};
  b.stages[0].nozzle_exit_area_m2 = 1.6;
  b.stages[1].shutdown = true;
  o.boost = b;
  return {o, lat_deg * kDeg, lon_deg * kDeg, 0, {}};
}

/// A least-energy shot from the ground, without a boost.
inline LaunchParams shot(double lat_deg, double lon_deg) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 0.5}};
  o.arc = truth::ArcParams{};
  return {o, lat_deg * kDeg, lon_deg * kDeg, 0, {}};
}

inline GridParams region(double south_deg, double north_deg, double west_deg, double east_deg,
                         double step_deg) {
  return {step_deg * kDeg, south_deg * kDeg, north_deg * kDeg, west_deg * kDeg, east_deg * kDeg};
}

/// The sensors with the sky they need, for a day from the March equinox on.
struct Sky {
  earth::Orientation orientation{earth::parse_utc("2026-03-20T00:00:00Z"), {}, std::chrono::hours{30}};
  Network network;
  explicit Sky(const std::map<std::string, sense::SensorParams>& sensors = eleven())
      : network(sensors, orientation, Time{} + std::chrono::hours{30}) {}
};

} // namespace dewline::survey
