// Element sets that a scenario names: chosen, turned into numbers, and carried by the resolved file.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "dewline/base/hash.hpp"
#include "dewline/io/satellite_sets.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/run/model.hpp"
#include "dewline/truth/satellite.hpp"
#include "support/scenario_text.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = DEWLINE_SOURCE_DIR;

constexpr const char* kThree = R"(ISS (ZARYA)
1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927
2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537
DELTA 1 DEB
1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985
2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774
DELTA 1 DEB
1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836
2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550
)";

/// A file of sets beside the scenario.
class SatelliteSets : public support::ScenarioText {
 protected:
  void SetUp() override { std::ofstream(folder_ / "three.tle") << kThree; }

  static std::string scenario(const std::string& elements) {
    return "dewline: 1\ntitle: Satellites\nepoch: 2006-06-26T00:00:00Z\nduration: 2 h\nobjects:\n"
           "  sats: {kind: satellite, rcs: 1 m2, elements: " + elements + "}\n";
  }
  Loaded load_with(const std::string& elements) const { return load(scenario(elements)); }
  std::string errors_with(const std::string& elements) const { return errors_of(scenario(elements)); }
};

TEST_F(SatelliteSets, AllOfAFileBecomeBodiesWithNamesOfTheirOwn) {
  const Loaded loaded = load_with("{path: three.tle}");
  const auto& elements = *loaded.scenario.objects.at("sats").elements;
  ASSERT_EQ(elements.sets.size(), 3u);
  EXPECT_EQ(elements.sets[0].id, "iss-zarya");
  EXPECT_EQ(elements.sets[1].id, "delta-1-deb-6251");
  EXPECT_EQ(elements.sets[2].id, "delta-1-deb-28057");
  EXPECT_EQ(elements.sets[1].revolutions_per_day, 15.56387291);
  EXPECT_EQ(elements.sets[1].epoch.substr(0, 26), "2006-06-25T19:46:43.980095"); // .980095999: to the nanosecond
  EXPECT_EQ(elements.origin, "three.tle, hash " + hex(hash64(kThree)));
  const auto model = run::compile(loaded.scenario);
  EXPECT_EQ(model->truth.names(),
            (std::vector<std::string>{"sats/delta-1-deb-28057", "sats/delta-1-deb-6251", "sats/iss-zarya"}));
}

TEST_F(SatelliteSets, OneByNumberByNameOrByLines) {
  for (const char* text : {"{path: three.tle, number: 6251}", "{path: three.tle, number: 25544}",
                           "{path: three.tle, name: iss (zarya)}"}) {
    const auto elements = *load_with(text).scenario.objects.at("sats").elements;
    ASSERT_EQ(elements.sets.size(), 1u) << text;
    EXPECT_TRUE(elements.path.empty() && elements.name.empty() && !elements.number) << text;
  }
  const Loaded lines = load_with(
      "{line1: \"1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985\", "
      "line2: \"2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\"}");
  const auto& set = lines.scenario.objects.at("sats").elements->sets.at(0);
  EXPECT_EQ(set.id, "6251");
  EXPECT_EQ(run::compile(lines.scenario)->truth.names(), std::vector<std::string>{"sats"});
}

TEST_F(SatelliteSets, TheSetNearestToTheEpochIsTaken) {
  std::ofstream(folder_ / "history.tle")
      << "1 06251U 62025E   06170.82412014  .00008885  00000-0  12808-3 0  3989\n"
         "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\n"
         "1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985\n"
         "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\n";
  const auto elements = *load_with("{path: history.tle}").scenario.objects.at("sats").elements;
  ASSERT_EQ(elements.sets.size(), 1u);
  EXPECT_EQ(elements.sets[0].epoch.substr(0, 19), "2006-06-25T19:46:43");
}

TEST_F(SatelliteSets, TheResolvedFileNeedsNoDataAndIsAFixedPoint) {
  const Loaded once = load_with("{path: three.tle, source: telemetry2018, grade: press}");
  fs::remove(folder_ / "three.tle");
  const Loaded twice = load_text(once.resolved, "elsewhere/resolved.yaml", {{}, kSource / "data", {}});
  EXPECT_EQ(once.resolved, twice.resolved);
  EXPECT_EQ(once.scenario.hash, twice.scenario.hash);
  EXPECT_TRUE(once.scenario.data_files.empty());
  const auto &a = once.scenario.objects.at("sats").elements->sets, &b = twice.scenario.objects.at("sats").elements->sets;
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = truth::to_mean_elements(a[i]), y = truth::to_mean_elements(b[i]);
    EXPECT_EQ(x.epoch_jd_utc, y.epoch_jd_utc);
    EXPECT_EQ(x.epoch_fraction, y.epoch_fraction);
    EXPECT_EQ(x.bstar, y.bstar);
    EXPECT_EQ(x.inclination_rad, y.inclination_rad);
    EXPECT_EQ(x.raan_rad, y.raan_rad);
    EXPECT_EQ(x.eccentricity, y.eccentricity);
    EXPECT_EQ(x.arg_perigee_rad, y.arg_perigee_rad);
    EXPECT_EQ(x.mean_anomaly_rad, y.mean_anomaly_rad);
    EXPECT_EQ(x.mean_motion_rad_min, y.mean_motion_rad_min);
  }
}

/// From the file's own numbers to those of the scenario: every set of the verification file, a day around its epoch.
TEST_F(SatelliteSets, NumbersKeepThePositionToAHundredthOfAMillimetre) {
  double worst_m = 0;
  std::size_t num = 0;
  std::ifstream in(kSource / "tests/known/data/sgp4_ver.tle");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Diagnostics three_broken_checksums;
  for (const ElementSet& set : parse_tle(text, "sgp4_ver.tle", three_broken_checksums)) {
    const auto params = to_params(set);
    const orbit::Sgp4 from_file(set.mean), from_scenario(truth::to_mean_elements(params));
    for (double minutes = -1440; minutes <= 1440; minutes += 97) {
      const auto a = from_file.state(minutes), b = from_scenario.state(minutes);
      ASSERT_EQ(a.error, b.error);
      if (a.error != orbit::Sgp4Error::none) continue;
      // an epoch that is half a nanosecond later moves the whole path in time
      const double dt_min = from_scenario.minutes_at(from_file.epoch_utc());
      worst_m = std::max(worst_m, norm(from_scenario.state(minutes + dt_min).x_TEME.p - a.x_TEME.p));
      ++num;
    }
  }
  std::printf("  %zu states, worst %.2e m\n", num, worst_m);
  EXPECT_GT(num, 500u);
  EXPECT_LE(worst_m, 1e-5);
}

TEST_F(SatelliteSets, WhatIsWrongIsSaid) {
  EXPECT_EQ(errors_with("{}"), "objects.sats.elements: says no element set (give path, line1 and line2, or sets)\n");
  EXPECT_EQ(errors_with("{path: none.tle}"),
            "objects.sats.elements.path: cannot be read (it is relative to the scenario file)\n");
  EXPECT_EQ(errors_with("{path: three.tle, number: 7}"), "objects.sats.elements.number: no such satellite in three.tle\n");
  EXPECT_EQ(errors_with("{path: three.tle, name: ISS (ZARIA)}"),
            "objects.sats.elements.name: no such satellite in three.tle (did you mean `ISS (ZARYA)`?)\n");
  EXPECT_EQ(errors_with("{number: 7}"),
            "objects.sats.elements.number: stands without path (it takes one satellite from a file)\n");
  EXPECT_EQ(errors_with("{path: three.tle, number: 7, name: a}"),
            "objects.sats.elements.name: stands beside number (keep one of them)\n");
  EXPECT_EQ(errors_with("{line1: \"1 2\"}"), "objects.sats.elements.line1: stands without the other line\n");
  EXPECT_EQ(errors_with("{line1: \"x\", line2: \"y\"}"),
            "objects.sats.elements.line1: is no first line of a two-line set\n");
  EXPECT_EQ(errors_with("{path: three.tle, line1: a, line2: b}"),
            "objects.sats.elements: says its sets more than once (give one of path, line1 and line2, sets)\n");
  EXPECT_EQ(errors_with("{path: {value: three.tle, source: telemetry2018}}"),
            "objects.sats.elements.path: a note here would be lost (put source and grade beside it: `{path: ..., "
            "source: ...}`)\n");
  const std::string sum = errors_with(
      "{line1: \"1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3986\", "
      "line2: \"2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\"}");
  EXPECT_NE(sum.find("objects.sats.elements.line1: checksum is not that of the line, 5"), std::string::npos) << sum;
  std::ofstream(folder_ / "cut.tle") << "1 06251U 62025E   06176.82412014\n2 06251  58.0579\n";
  EXPECT_NE(errors_with("{path: cut.tle}").find("has 32 characters, must have 69"), std::string::npos);
}

TEST_F(SatelliteSets, ADesignedOrbitAndAShellLoadInOneLineEach) {
  const std::string text =
      "dewline: 1\ntitle: Designed\nepoch: 2026-06-26T00:00:00Z\nduration: 2 h\nobjects:\n"
      "  geo: {rcs: 10 m2, orbit: {geostationary: -135 deg}}\n"
      "  tundra: {rcs: 10 m2, orbit: {perigee: 1650 km, apogee: 38520 km, inclination: 63.8 deg, apogee_longitude: "
      "-100 deg, apogee_time: 0 s}}\n"
      "  shell: {rcs: 1 m2, shell: {walker: 6/3/1, height: 1200 km, inclination: 87 deg}}\n";
  const Loaded loaded = load_text(text, folder_ / "designed.yaml", {{}, kSource / "data", {}});
  EXPECT_EQ(loaded.resolved, load_text(loaded.resolved, folder_ / "r.yaml", {{}, kSource / "data", {}}).resolved);
  EXPECT_EQ(run::compile(loaded.scenario)->truth.num_objects(), 8u);
}

} // namespace
} // namespace dewline::io
