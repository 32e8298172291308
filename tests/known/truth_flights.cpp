// Real flights and reference boosters (tests/known/data, sources in the files).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "support/csv.hpp"
#include "dewline/truth/ascent.hpp"
#include "dewline/truth/hit.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;

const std::string kSes11 = DEWLINE_SOURCE_DIR "/tests/known/data/flight_SES-11_analysed.json";

truth::ObjectParams ses11(std::optional<double> smoothing_s) {
  auto o = object_at(28.6082, -80.6041); // Cape Canaveral, LC-39A
  o.file = truth::FileParams{kSes11, 93.5 * kDeg, smoothing_s};
  return o;
}
nlohmann::json telemetry() { return nlohmann::json::parse(std::ifstream(kSes11)); }

TEST(KnownTruth, Ses11CoastIsPredictedWithinAKilometreFor220Seconds) {
  const auto data = telemetry();
  // the row t = 165 s: place from downrange, velocity_x along the heading and velocity_y up, relative to the
  // Earth
  const earth::Geodetic pad{28.6082 * kDeg, -80.6041 * kDeg, 0};
  earth::Geodetic at =
      earth::destination(pad, 93.5 * kDeg, data["downrange_distance"][165].get<double>() * 1e3);
  at.h_m = data["altitude"][165].get<double>() * 1e3;
  const double vx = data["velocity_x"][165], vy = data["velocity_y"][165], v = data["velocity"][165];
  EXPECT_NEAR(std::hypot(vx, vy), v, 0.5);
  const double az = earth::course(pad, at).az_end_rad;
  const PosVel x0 = truth::at_place(at, std::hypot(vx, vy), az, std::atan2(vy, vx));
  double worst = 0;
  for (int t = 165; t <= 385; ++t) {
    const double h = earth::geodetic(orbit::propagate_E(x0, t - 165, {}).p).h_m;
    worst = std::max(worst, std::abs(h - data["altitude"][t].get<double>() * 1e3));
  }
  std::printf("  SES-11 coast: worst altitude error %.0f m\n", worst);
  EXPECT_LE(worst, 1000);
}

TEST(KnownTruth, Ses11TelemetryKeepsItsHeightsAndSpeeds) {
  const auto data = telemetry();
  const auto f = flight_of(ses11({})); // smoothed over 5 s each way by default
  double worst_h = 0, worst_v = 0, sum = 0;
  for (int t = 5; t < 385; ++t) {
    worst_h = std::max(worst_h, std::abs(height_m(f, t) - data["altitude"][t].get<double>() * 1e3));
    const double dv = norm(f.path.at(time_from_s(t)).v) - data["velocity"][t].get<double>();
    worst_v = std::max(worst_v, std::abs(dv));
    sum += dv * dv;
  }
  std::printf("  SES-11 file: worst %.1f m in height, %.2f m/s in speed, rms %.2f\n", worst_h, worst_v,
              std::sqrt(sum / 380));
  // the worst is at engine cut-off, where the smoothing rounds the kink
  EXPECT_LE(worst_h, 120);
  EXPECT_LE(worst_v, 22);
  EXPECT_LE(std::sqrt(sum / 380), 3.5);
}

/// The reference boosters by model name: the table's stages, and a vertical rise of 8 s.
std::map<std::string, truth::BoostParams> reference_boosters() {
  std::map<std::string, truth::BoostParams> boosters;
  for (const auto& row : read_csv("ballistics_generic_boosters.csv")) {
    truth::BoostParams& b = boosters[row.text("model")];
    b.azimuth_rad = 90 * kDeg;
    b.vertical_rise_s = 8;
    b.payload_kg = row.number("payload_kg");
    b.stages.push_back(stage(row.number("propellant_kg"), row.number("dry_kg"), row.number("isp_vac_s"),
                             row.number("burn_s"), row.number("nozzle_exit_area_m2"), row.number("ref_area_m2")));
  }
  return boosters;
}

/// The table's simplifications: a sphere of 6,371 km at rest with a point's gravity, and a two-body arc in vacuum from
/// burnout to the sphere.
TEST(KnownTruth, ReferenceBoostersBurnOutAndFallAsTabulatedWithin2PerMille) {
  const auto boosters = reference_boosters();
  int rows = 0;
  for (const auto& row : read_csv("ballistics_generic_boost_summary.csv")) {
    SCOPED_TRACE(row.text("model") + " " + row.text("case"));
    auto o = object_at(0, 0);
    o.boost = boosters.at(row.text("model"));
    o.boost->kick_rad = row.number("kick_deg") * kDeg;
    truth::Surroundings sphere{{}, time_from_s(7200)};
    sphere.gravity = earth::Gravity::two_body;
    sphere.sphere_radius_m = 6371e3;
    const truth::Rocket rocket(*o.boost, {0, 0, 0}, 0, sphere);
    truth::ClimbLog log;
    const orbit::Node end = rocket.climb(rocket.stated(), &log).value();
    const PosVel& x = end.x;
    const auto arc = truth::two_body_hit(x, 6371e3, 0).value();
    const Vec3 pad = unit(log.events.front().node.x.p);
    const double range_km = 6371 * std::acos(dot(pad, unit(arc.p_E)));
    EXPECT_NEAR(end.t_s, row.number("t_burnout_s"), 1e-6);
    EXPECT_NEAR(norm(x.v) / (row.number("v_burnout_km_s") * 1e3), 1, 2e-3);
    EXPECT_NEAR(range_km / row.number("impact_range_km"), 1, 2e-3);
    EXPECT_NEAR((norm(x.p) - 6371e3) / (row.number("alt_burnout_km") * 1e3), 1, 2e-3);
    EXPECT_NEAR((arc.apogee_radius_m - 6371e3) / (row.number("apogee_km") * 1e3), 1, 2e-3);
    EXPECT_NEAR((end.t_s + arc.tof_s) / (60 * row.number("total_time_min")), 1, 2e-3);
    // on the turning Earth, northwards: the same speed within a few percent
    o.boost->azimuth_rad = 0;
    const auto turning = flight_of(o);
    EXPECT_NEAR(norm(turning.path.at(time_from_s(end.t_s)).v) / (row.number("v_burnout_km_s") * 1e3), 1, 0.03);
    std::printf("  v %.5f h %.5f apogee %.5f range %.5f\n", norm(x.v) / (row.number("v_burnout_km_s") * 1e3),
                (norm(x.p) - 6371e3) / (row.number("alt_burnout_km") * 1e3),
                (arc.apogee_radius_m - 6371e3) / (row.number("apogee_km") * 1e3), range_km / row.number("impact_range_km"));
    ++rows;
  }
  EXPECT_EQ(rows, 9);
}

} // namespace
