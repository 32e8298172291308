// Sensors of several kinds in one block.
#include <gtest/gtest.h>

#include <fstream>
#include <variant>

#include "dewline/run/model.hpp"
#include "support/scenario_text.hpp"

namespace dewline::io {
namespace {

constexpr const char* kHead = R"(dewline: 1
title: Sensors of several kinds
epoch: 2026-03-20T12:00:00Z
duration: 10 min
types:
  watcher: {kind: infrared, doc: for tests, scan_period: 10 s, threshold: 20 kW/sr}
  ears: {kind: surveillance, doc: for tests, revisit: 4 s}
centres: {north: {rules: watch}}
rules: {watch: {states: {quiet: nothing, seen: something}, raise: {seen: infrared.track}}}
objects:
  airliner:
    rcs: 10 m2
    transponder: true
    waypoints: [{lat: 60 deg, lon: 30 deg, height: 10 km}, {lat: 61 deg, lon: 30 deg, height: 10 km, speed: 250 m/s}]
sensors:
)";

class Sensors : public support::ScenarioText {
 protected:
  Loaded load_with(const std::string& sensors) const { return load(kHead + sensors); }
  std::string errors_with(const std::string& sensors) const { return errors_of(kHead + sensors); }
};

TEST_F(Sensors, ATypesKindIsTheEntrys) {
  const Loaded loaded = load_with("  tundra: {type: watcher, reports_to: north, orbit: {geostationary: 80 deg}}\n"
                                  "  mast: {type: ears, reports_to: north, at: {lat: 60 deg, lon: 30 deg}}\n");
  EXPECT_EQ(sense::kind(loaded.scenario.sensors.at("tundra")), sense::Kind::infrared);
  EXPECT_EQ(std::get<sense::InfraredParams>(loaded.scenario.sensors.at("tundra")).scan_period_s, 10);
  EXPECT_EQ(std::get<sense::SurveillanceParams>(loaded.scenario.sensors.at("mast")).revisit_s, 4);
  EXPECT_NE(loaded.resolved.find("  mast:\n    kind: surveillance\n"), std::string::npos);
  EXPECT_EQ(loaded.scenario.values.at("sensors.tundra.kind"), "infrared");
  const Loaded again = load(loaded.resolved);
  EXPECT_EQ(again.resolved, loaded.resolved);
}

TEST_F(Sensors, AreCompiledWithTheirKindAndPlace) {
  const Loaded loaded = load_with("  geo: {kind: infrared, reports_to: north, orbit: {geostationary: 80 deg}, scan_period: 10 s}\n"
                                  "  mast: {kind: surveillance, reports_to: north, at: {lat: 60 deg, lon: 30 deg}}\n");
  const auto model = run::compile(loaded.scenario);
  ASSERT_EQ(model->sensors.size(), 2u);
  EXPECT_EQ(model->context.sensor_kinds[0], sense::Kind::infrared);
  EXPECT_NEAR(norm(model->sensors[0].p_ES_E(Time{})), 42164e3, 10e3);
  EXPECT_EQ(model->context.windows[1].size(), 1u);
}

TEST_F(Sensors, AFeedsFileIsFoundAndItsHashIsKept) {
  std::ofstream(folder_ / "seen.csv") << "time_s,lat_deg,lon_deg,height_m\n10,60.2,30,10000\n";
  const Loaded loaded = load_with("  other: {kind: feed, reports_to: north, at: {lat: 60 deg, lon: 30 deg}, path: seen.csv}\n");
  ASSERT_EQ(loaded.scenario.data_files.size(), 1u);
  EXPECT_EQ(loaded.scenario.data_files[0].first, "seen.csv");
  EXPECT_NE(loaded.resolved.find("path: seen.csv"), std::string::npos);
  EXPECT_EQ(run::compile(loaded.scenario)->sensors[0].kind(), sense::Kind::feed);
}

TEST_F(Sensors, WhatIsWrongIsSaid) {
  EXPECT_EQ(errors_with("  x: {kind: infra-red, reports_to: north}\n"),
            "sensors.x.kind: must be radar, infrared, surveillance or feed (did you mean `infrared`?)\n");
  EXPECT_EQ(errors_with("  x: {type: watcher, kind: infra-red, reports_to: north, orbit: {geostationary: 80 deg}}\n"),
            "sensors.x.kind: must be radar, infrared, surveillance or feed (did you mean `infrared`?)\n");
  EXPECT_NE(errors_with("  x: {type: watcher, kind: radar, reports_to: north}\n")
                .find("sensors.x.type: is a type of infrared; here radar is needed\n"),
            std::string::npos);
  EXPECT_EQ(errors_with("  x: {kind: feed, reports_to: north, at: {lat: 60 deg, lon: 30 deg}, path: gone.csv}\n"),
            "sensors.x.path: cannot be read (it is relative to the scenario file)\n");
  EXPECT_NE(errors_with("  x: {kind: surveillance, reports_to: north, at: {lat: 60 deg, lon: 30 deg}, faces: []}\n")
                .find("sensors.x.faces: unknown key (known here: reports_to, at, revisit"),
            std::string::npos);
}

} // namespace
} // namespace dewline::io
