#include "dewline/io/track_config.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dewline/io/track_file.hpp"
#include "dewline/io/track_setup.hpp"

namespace dewline::io {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
const std::string kData = std::string(DEWLINE_SOURCE_DIR) + "/data/recorded/";

TrackColumns columns(const std::string& header) {
  Diagnostics diagnostics;
  return read_track_header(header, {"d.csv", 1, 1}, diagnostics).value();
}
TrackSetup setup(const std::string& config, const std::string& header = "time_s,x_m,y_m") {
  return set_up(read_track_config(config, "c.yaml"), columns(header), "c.yaml");
}
std::string wrong(const std::string& config, const std::string& header = "time_s,x_m,y_m") {
  try {
    (void)setup(config, header);
    return "nothing is wrong";
  } catch (const ScenarioError& e) {
    return e.what();
  }
}
void says(const std::string& words, const std::string& part) {
  EXPECT_NE(words.find(part), std::string::npos) << words;
}

TEST(TrackConfig, TwoLinesSuffice) {
  const TrackSetup s = setup(
      "target: aircraft\nsensors: {radar: {azimuth: north-clockwise, sigma_range: 50 m, sigma_azimuth: 2 "
      "mrad}}",
      "time_s,range_m,az_rad,el_rad");
  EXPECT_EQ(s.params.motion, track::recorded::Motion::manoeuvring);
  ASSERT_EQ(s.params.sensors.size(), 1u);
  EXPECT_EQ(s.params.sensors[0].sigma, (std::array<double, 4>{50, 0.002, 0.002, 5}));
  EXPECT_FALSE(s.params.sensors[0].clutter_density.has_value()) << "estimated";
  EXPECT_EQ(s.score.c_m, 500);
  EXPECT_TRUE(s.warnings.empty());
  says(s.picks[0], "manoeuvring (picked)");
}

TEST(TrackConfig, WhatStandsAtTheTopHoldsForEverySensor) {
  const TrackSetup s =
      setup("prob_detect: 0.7\nsigma_position: 30 m\nsensors: {a: {prob_detect: 0.8}, b: {}}",
            "time_s,sensor,x_m,y_m");
  EXPECT_EQ(s.params.sensors[0].prob_detect, 0.8);
  EXPECT_EQ(s.params.sensors[1].prob_detect, 0.7);
  EXPECT_EQ(s.params.sensors[0].sigma[1], 30);
  EXPECT_EQ(s.sensors[1].id, "b");
}

TEST(TrackConfig, DensityIsANumberOverARegion) {
  const TrackSetup s = setup(
      "sigma_position: 20 m\nfalse_per_scan: 10\nregion: {east: [-15 km, 15 km], north: [-15 km, 15 km]}");
  EXPECT_DOUBLE_EQ(s.params.sensors[0].clutter_density.value(), 10 / 9e8);
  const TrackSetup r = setup(
      "azimuth: east-counterclockwise\nfalse_per_scan: 10\nregion: {range: [10 km, 130 km], "
      "azimuth: [-60 deg, 60 deg], elevation: [0 rad, 0.5 rad]}",
      "time_s,range_m,az_rad,el_rad");
  EXPECT_NEAR(r.params.sensors[0].clutter_density.value(), 7.957747154594768e-05, 1e-15)
      << "as the reference set states";
  says(wrong("false_per_scan: 10\nregion: {east: [-15 km, 15 km]}"), "sensors.sensor.region.north");
  says(wrong("false_per_scan: 10"), "needs `region`");
  says(wrong("region: {east: [5 km, 4 km]}"), "must rise");
}

TEST(TrackConfig, SitesMakeAxes) {
  const TrackSetup s = setup(
      "azimuth: north-clockwise\nsensors: {a: {site: {lat: 0 deg, lon: 0 deg}}, b: {site: {lat: 0 deg, lon: "
      "1 deg}}}",
      "time_s,sensor,range_m,az_rad,el_rad");
  ASSERT_TRUE(s.params.origin);
  EXPECT_NEAR(norm(s.params.origin->p_EL_E), 6378137, 1e-6);
  EXPECT_NEAR(norm(s.params.sensors[0].p_LS_L), 0, 1e-6);
  const Vec3 p = s.params.sensors[1].p_LS_L; // east, and down with the round Earth
  EXPECT_NEAR(p.x, 6378137 * std::sin(kDeg), 1e-6);
  EXPECT_NEAR(p.z, -6378137 * (1 - std::cos(kDeg)), 1e-6);
  const Vec3 up_S = s.params.sensors[1].R_SL * Vec3{std::sin(kDeg), 0, std::cos(kDeg)};
  EXPECT_NEAR(up_S.z, 1, 1e-12) << "its own up, in its own axes";
  says(wrong("sensors: {a: {site: {lat: 0 deg, lon: 0 deg}}, b: {}}", "time_s,sensor,x_m,y_m,z_m"),
       "give every sensor one");
}

TEST(TrackConfig, ABallisticTargetNeedsASiteForGravity) {
  using track::recorded::Motion;
  const std::string header = "time_s,range_m,az_rad,el_rad";
  EXPECT_EQ(setup("target: ballistic\nazimuth: north-clockwise\nsite: {lat: 45 deg, lon: 10 deg}", header)
                .params.motion,
            Motion::ballistic);
  EXPECT_EQ(setup("target: ballistic\nazimuth: north-clockwise\nsite: none", header).params.motion,
            Motion::singer);
  says(wrong("motion: {model: ballistic}"), "three dimensions");
}

TEST(TrackConfig, MistakesAreNamed) {
  says(wrong("", "time_s,range_m,az_rad"), "c.yaml:1:1");
  says(wrong("target: aircraft", "time_s,range_m,az_rad"), "sensors.sensor.azimuth");
  says(wrong("sensors: {a: {}, b: {}}"), "no column `sensor`");
  says(wrong("target: aircraft\nassociator: best\n"), "c.yaml:2:13");
  says(wrong("target: aircraft\nsite: here\n"), "must be `none` or a place");
  says(wrong("motion: {correlation: 20}"), "unit");
  says(wrong("prob_confirm: 0.3\nprob_drop: 0.4"), "prob_drop");
  says(wrong("axes: c\nsensors: {a: {}}"), "is none of the sensors");
}

TEST(TrackConfig, NoiseThatNobodyStatesIsWarnedOf) {
  EXPECT_EQ(setup("target: aircraft").warnings.size(), 1u);
  EXPECT_TRUE(setup("target: aircraft", "time_s,x_m,y_m,sigma_x_m,sigma_y_m").warnings.empty());
  EXPECT_TRUE(setup("sigma_position: 3 m").warnings.empty());
}

TEST(TrackConfig, TheDocumentedExampleShowsTheDefaults) {
  const std::string header = "time_s,sensor,range_m,az_deg,el_deg";
  const auto shown = set_up(read_track_config(read_table_text(kData + "two-radars.yaml"), "two-radars.yaml"),
                            columns(header), "two-radars.yaml")
                         .params;
  const auto plain = setup("azimuth: north-clockwise\nsensors: {a: {}}", header).params;
  EXPECT_EQ(shown.motion, plain.motion);
  EXPECT_EQ(shown.associator, plain.associator);
  for (const auto& [a, b] :
       {std::pair{shown.acceleration_psd_m2_s3, plain.acceleration_psd_m2_s3},
        std::pair{shown.sigma_acceleration_m_s2, plain.sigma_acceleration_m_s2},
        std::pair{shown.correlation_s, plain.correlation_s},
        std::pair{shown.manoeuvre_every_s, plain.manoeuvre_every_s},
        std::pair{shown.manoeuvre_lasts_s, plain.manoeuvre_lasts_s},
        std::pair{shown.sigma_speed_m_s, plain.sigma_speed_m_s},
        std::pair{shown.sigma_vertical_speed_m_s, plain.sigma_vertical_speed_m_s},
        std::pair{shown.prob_gate, plain.prob_gate}, std::pair{shown.num_at_start, plain.num_at_start},
        std::pair{shown.new_targets_per_s, plain.new_targets_per_s},
        std::pair{shown.lifetime_s, plain.lifetime_s}, std::pair{shown.prob_confirm, plain.prob_confirm},
        std::pair{shown.prob_drop, plain.prob_drop}})
    EXPECT_EQ(a, b);
}

TEST(TrackConfig, FirstDetectionsInWords) {
  track::recorded::Plot plot;
  plot.z = {60100, 82 * kDeg, 24.7 * kDeg, 0};
  EXPECT_EQ(in_words(columns("time_s,range_m,az_rad,el_rad"), plot),
            "60.1 km, 8 deg north of east, 24.7 deg up");
  plot.z = {-3000, -4000, 0, 0};
  EXPECT_EQ(in_words(columns("time_s,x_m,y_m"), plot), "5.0 km, 53 deg south of west");
}

} // namespace
} // namespace dewline::io
