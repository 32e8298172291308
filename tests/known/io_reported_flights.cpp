// Real flights of which apogee, range and time were reported: the library's types fly as long as reported,
// boost included; the bare arc does not. Apogee and range go in, the time comes out (not so for the Black
// Brant: its ballistic coefficient was fitted to the time, so that row is no evidence).
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/orbit/minimum_energy.hpp"
#include "dewline/truth/flight.hpp"
#include "support/csv.hpp"

namespace dewline {
namespace {

const std::filesystem::path kSource = DEWLINE_SOURCE_DIR;
const io::Options kOptions{{}, kSource / "data", kSource / "scenarios"};
constexpr double kDeg = std::numbers::pi / 180;
const earth::Geodetic kPad{39.6 * kDeg, 125.5 * kDeg, 0}; // about where the Korean flights began
constexpr double kAzimuth = 75 * kDeg;                    // towards the Sea of Japan; neither matters much

/// Minutes from launch to fall of an object; NaN if it does not fall.
double minutes_of(const truth::ObjectParams& object) {
  truth::Surroundings around;
  around.end = Time{} + std::chrono::hours(2);
  Problems problems;
  for (const truth::Body& body : truth::build_bodies(object, around, problems))
    for (const truth::Milestone& m : body.flight.milestones)
      if (body.suffix.empty() && m.what == "impact") return (seconds(m.at) - object.launch.time_s) / 60;
  return std::nan("");
}

truth::ObjectParams read(const std::string& keys) {
  const std::string text = "dewline: 1\ntitle: one flight\nepoch: 2017-06-01T00:00:00Z\nduration: 90 min\n"
                           "objects:\n  x: {grade: assumption, launch: {lat: 39.6 deg, lon: 125.5 deg}, " +
                           keys + "}\n";
  return io::load_text(text, "flight.yaml", kOptions).scenario.objects.at("x");
}

/// The flight of a row, boost included.
truth::ObjectParams boosted(const support::Row& row) {
  const std::string name = row.text("flight");
  if (name.starts_with("Black Brant")) {
    const auto file = kSource / "scenarios/norwegian-rocket-1995.yaml";
    return io::load(file, kOptions).scenario.objects.at("black-brant-xii");
  }
  const earth::Geodetic fall = earth::destination(kPad, kAzimuth, row.number("reported_range_km") * 1e3);
  // the farthest one is said to have carried a light mock payload (data/sources.bib, ucs2017)
  const std::string payload = name.starts_with("Hwasong-15") ? ", boost: {payload: 800 kg}" : "";
  return read("type: generic-liquid-icbm, aim: {lat: " + std::to_string(fall.lat_rad / kDeg) +
              " deg, lon: " + std::to_string(fall.lon_rad / kDeg) +
              " deg}, apogee: " + row.text("reported_apogee_km") + " km" + payload);
}

/// Minutes of the arc with that apogee and range: no boost, no air, a sphere at rest.
double bare_minutes(const support::Row& row) {
  const double range_km = row.blank("reported_range_km") ? 930 : row.number("reported_range_km");
  return orbit::arc_to_apogee(range_km * 1e3, row.number("reported_apogee_km") * 1e3).value().tof_s / 60;
}

TEST(ReportedFlights, TheTypesFlyAsLongAsReportedAndTheBareArcDoesNot) {
  int rows = 0;
  for (const support::Row& row : support::read_csv("ballistics_reported_flights_check.csv")) {
    SCOPED_TRACE(row.text("flight"));
    const double low = row.number("reported_time_min_low"), high = row.number("reported_time_min_high");
    const double flown = minutes_of(boosted(row)), bare = bare_minutes(row);
    EXPECT_GE(flown, 0.95 * low);
    EXPECT_LE(flown, 1.05 * high);
    EXPECT_LT(bare, 0.95 * low);
    EXPECT_NEAR(bare, row.number("calc_arc_time_min"), 0.01);
    RecordProperty("minutes_" + std::to_string(++rows), std::to_string(flown));
  }
  EXPECT_EQ(rows, 5);
}

} // namespace
} // namespace dewline
