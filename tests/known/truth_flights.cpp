// Real flights and reference boosters (tests/known/data, sources in the files).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "support/csv.hpp"
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

TEST(KnownTruth, ReferenceBoostersBurnOutAsTabulatedOnAnEarthAtRest) {
  std::map<std::string, std::vector<truth::StageParams>> stages;
  std::map<std::string, double> payload;
  for (const auto& row : read_csv("ballistics_generic_boosters.csv")) {
    stages[row.text("model")].push_back(stage(row.number("propellant_kg"), row.number("dry_kg"), row.number("isp_vac_s"),
                                              row.number("burn_s"), row.number("nozzle_exit_area_m2"),
                                              row.number("ref_area_m2")));
    payload[row.text("model")] = row.number("payload_kg");
  }
  for (const auto& row : read_csv("ballistics_generic_boost_summary.csv")) {
    SCOPED_TRACE(row.text("model") + " " + row.text("case"));
    auto o = object_at(35.26, 0); // where the ellipsoid's radius is the table's 6,371 km
    truth::BoostParams b;
    b.azimuth_rad = 90 * kDeg;
    b.vertical_rise_s = 8;
    b.kick_rad = row.number("kick_deg") * kDeg;
    b.payload_kg = payload[row.text("model")];
    b.stages = stages[row.text("model")];
    o.boost = b;
    const auto f = bodies_of(o, {{}, time_from_s(7200)}).front().flight;
    const auto& end = milestone(f, "burnout");
    EXPECT_NEAR(seconds(end.at), row.number("t_burnout_s"), 1e-6);
    EXPECT_NEAR(norm(f.path.at(end.at).v) / (row.number("v_burnout_km_s") * 1e3), 1, 0.02);
    EXPECT_NEAR(end.where.h_m / (row.number("alt_burnout_km") * 1e3), 1, 0.02);
    EXPECT_NEAR(milestone(f, "apogee").where.h_m / (row.number("apogee_km") * 1e3), 1, 0.03);
    // on the turning Earth, northwards: the same speed within a few percent
    o.boost->azimuth_rad = 0;
    const auto turning = flight_of(o);
    EXPECT_NEAR(norm(turning.path.at(end.at).v) / (row.number("v_burnout_km_s") * 1e3), 1, 0.03);
    std::printf("  v %.4f h %.4f apogee %.4f\n",
                norm(f.path.at(end.at).v) / (row.number("v_burnout_km_s") * 1e3),
                end.where.h_m / (row.number("alt_burnout_km") * 1e3),
                milestone(f, "apogee").where.h_m / (row.number("apogee_km") * 1e3));
  }
}

} // namespace
