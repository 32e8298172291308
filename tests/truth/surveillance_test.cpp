// Surveillance tables: what is read, what is refused, and how well a path comes back from its reports.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "dewline/base/draws.hpp"
#include "dewline/truth/route/route.hpp"
#include "dewline/truth/surveillance.hpp"
#include "support/scratch.hpp"
#include "truth/support_truth.hpp"
#define LLVMFuzzerTestOneInput fuzz_surveillance
#include "fuzz/truth_surveillance.cpp"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_terrain
#include "fuzz/truth_terrain.cpp"
#undef LLVMFuzzerTestOneInput

namespace {
using namespace support;
namespace fs = std::filesystem;

/// Rows as in OpenSky's CSV samples, made up: two aircraft; the second begins 2 s later and is heard every
/// other second.
std::string table() {
  std::string text =
      "time,icao24,lat,lon,velocity,heading,vertrate,callsign,onground,alert,spi,squawk,baroaltitude,"
      "geoaltitude,lastposupdate,lastcontact\n";
  for (int t = 0; t < 12; ++t) {
    const int now = 1480760792 + t;
    text +=
        fmt::format("{0},3c6444,{1:.5f},10,200,0,0,DLH1    ,False,False,False,1000,9144,9200,{0}.2,{0}.3\n",
                    now, 50 + 0.0018 * t);
    if (t < 2) continue;
    const int heard = now - t % 2;
    text += fmt::format("{0},4b1815,{1:.5f},10.5,200,0,0,,False,False,False,,{2},{2},{3}.0,{0}.3\n", now,
                        51 + 0.0018 * (heard - 1480760792), t == 5 ? "" : "8000", heard);
  }
  return text;
}

std::optional<std::vector<truth::SurveillanceTrack>> read(const std::string& text,
                                                          const truth::FileParams& file = {}) {
  Problems problems;
  return truth::read_surveillance(text, file, problems);
}
std::string refusal(const std::string& text, const truth::FileParams& file = {}) {
  Problems problems;
  EXPECT_FALSE(truth::read_surveillance(text, file, problems));
  return problems.empty() ? "no problem" : problems.list()[0].path + ": " + problems.list()[0].what;
}

TEST(Surveillance, AStateVectorTableIsReadAircraftByAircraft) {
  EXPECT_TRUE(truth::is_surveillance(table()));
  EXPECT_FALSE(truth::is_surveillance("time_s,lat_deg,lon_deg,height_m,id\n"));
  const auto tracks = read(table());
  ASSERT_TRUE(tracks);
  ASSERT_EQ(tracks->size(), 2u);
  EXPECT_EQ(tracks->at(0).id, "3c6444");
  ASSERT_EQ(tracks->at(0).time_s.size(), 12u);
  EXPECT_NEAR(tracks->at(0).time_s[0], 0.2, 1e-6);
  EXPECT_NEAR(tracks->at(0).sample[1].x, 50.0018 * kDeg, 1e-12);
  EXPECT_EQ(tracks->at(0).sample[1].z, 9200);
  EXPECT_EQ(tracks->at(1).time_s.size(), 5u); // repeats of a position are one report
  EXPECT_NEAR(tracks->at(1).time_s[0], 2, 1e-6);
  truth::FileParams pick;
  pick.pick = "4b1815";
  const auto one = read(table(), pick);
  ASSERT_TRUE(one && one->size() == 1);
  EXPECT_NEAR(one->at(0).time_s[0], 2, 1e-6); // counted from the earliest row, not from its own
  pick.altitude = truth::Altitude::barometric;
  EXPECT_EQ(read(table(), pick)->at(0).sample[0].z, 8000);
}

TEST(Surveillance, UnitsAreStatedNeverGuessed) {
  const auto of = [](const std::string& name, const std::string& value) {
    std::string text = "time_s,id,lat,lon," + name + "\n";
    for (int t = 0; t < 6; ++t) text += std::to_string(t) + ",a,50,10," + value + "\n";
    return text;
  };
  EXPECT_NEAR(read(of("altitude_ft", "30000"))->at(0).sample[0].z, 9144, 1e-9);
  EXPECT_NEAR(read(of("altitude_m", "9144"))->at(0).sample[0].z, 9144, 1e-9);
  EXPECT_EQ(refusal(of("altitude", "30000")), "line 1: is a column that does not state its unit");
  EXPECT_EQ(refusal(of("baroaltitude", "9144")), ": has no geometric altitude, only a barometric one");
}

TEST(Surveillance, RefusalsNameTheLine) {
  const std::string head = "time,icao24,lat,lon,geoaltitude\n";
  const std::string good = "1,a,50,10,0\n2,a,50,10,0\n3,a,50,10,0\n4,a,50,10,0\n";
  EXPECT_EQ(refusal(""), ": is empty");
  EXPECT_EQ(refusal("time,icao24,lat\n"), ": lacks a column of time, aircraft, place or altitude");
  EXPECT_EQ(refusal(head), ": has no rows");
  EXPECT_EQ(refusal(head + good), "line 2: has 4 positions, fewer than five");
  EXPECT_EQ(refusal(head + good + "3,a,50,10,0\n"), "line 6: is before the row before of this aircraft");
  EXPECT_EQ(refusal(head + good + "4,a,50,10,0\n"), "line 6: is the time of the row before of this aircraft");
  EXPECT_EQ(refusal(head + good + "500,a,50,10,0\n"),
            "line 6: comes 496 s after the last position of a: longer than max_gap");
  EXPECT_EQ(refusal(head + good + "nan,a,50,10,0\n"), "line 6: is no time");
  EXPECT_EQ(refusal(head + good + "5,a,nan,10,0\n"), "line 6: is no latitude");
  EXPECT_EQ(refusal(head + good + "5,a,91,10,0\n"), "line 6: is no latitude");
  EXPECT_EQ(refusal(head + good + "5,a,50,ten,0\n"), "line 6: is no longitude");
  EXPECT_EQ(refusal(head + good + "5,a,50,10,1e9\n"), "line 6: is no altitude from -1 to 100 km");
  EXPECT_EQ(refusal(head + good + "5,a,50,10\n"), "line 6: has 4 fields, the header has 5");
  truth::FileParams pick;
  pick.pick = "b";
  EXPECT_EQ(refusal(head + good, pick), ": has no row of `b`");
}

/// A flown route, reported every second with the steps of a transponder (1e-5 deg, 25 ft), read back.
TEST(Surveillance, APathComesBackFromItsReports) {
  truth::ObjectParams o;
  o.rcs_m2 = {{"any", 1}};
  for (const auto& [lat, lon, h] :
       {std::tuple{60.0, 10.0, 3000.0}, {60.4, 10.2, 3000.0}, {60.5, 11.5, 5000.0}, {61.0, 11.6, 4000.0}})
    o.waypoints.push_back({lat * kDeg, lon * kDeg, h, {}, 200});
  o.route.emplace();
  const auto flown = flight_of(o);
  const dewline::support::ScratchFolder scratch;
  const fs::path path = scratch.path() / "heard.csv";
  {
    std::ofstream file(path);
    file << "timestamp,icao24,latitude,longitude,geoaltitude_ft\n";
    for (int t = 0; time_from_s(t) <= flown.path.end(); ++t) {
      if (t > 300 && t < 320) continue; // not heard
      const earth::Geodetic at = earth::geodetic(flown.path.at(time_from_s(t)).p);
      for (const char* id : {"abc123", "def456"})
        file << fmt::format("{},{},{:.5f},{:.5f},{}\n", 1700000000 + t, id, at.lat_rad / kDeg,
                            at.lon_rad / kDeg, 25 * std::lround(at.h_m / 0.3048 / 25));
    }
  }
  truth::ObjectParams back;
  back.rcs_m2 = o.rcs_m2;
  back.route.emplace(); // of its type: not used, as there are no waypoints
  back.file.emplace().path = path.string();
  const auto bodies = bodies_of(back);
  ASSERT_EQ(bodies.size(), 2u);
  EXPECT_EQ(bodies[0].suffix, "abc123");
  double worst_m = 0, sum = 0;
  int num = 0;
  for (double t = 2; t < seconds(bodies[0].flight.path.end()) - 2; t += 0.5, ++num) {
    const PosVel a = bodies[0].flight.path.at(time_from_s(t)), b = flown.path.at(time_from_s(t));
    worst_m = std::max(worst_m, norm(a.p - b.p));
    sum += dot(a.v - b.v, a.v - b.v);
  }
  std::printf("  %.1f m at worst, %.2f m/s rms\n", worst_m, std::sqrt(sum / num));
  EXPECT_LT(worst_m, 60);
  EXPECT_LT(std::sqrt(sum / num), 3);
  back.file->pick = "def456";
  EXPECT_EQ(bodies_of(back).front().suffix, "");
  Problems problems;
  std::ofstream(path) << "time_s,lat_deg,lon_deg,height_m\n0,1,1,0\n1,1,1,0\n2,1,1,0\n3,1,1,0\n";
  truth::check(back, around(), problems);
  EXPECT_EQ(problems.list().at(0).path, "file.pick");
}

template <class Fuzz>
void mutate(std::uint64_t seed, const std::string& from, int trials, Fuzz&& fuzz) {
  const Draws draws(seed, 0);
  for (int n = 0; n < trials; ++n) {
    std::string text = from;
    const auto words = draws.words({Purpose::test, 0, 0, static_cast<std::uint64_t>(n), 0});
    for (std::uint64_t k = 0; k < 1 + words[0] % 4; ++k) {
      const auto w = draws.words({Purpose::test, 1, k, static_cast<std::uint64_t>(n), 0});
      const std::size_t at = w[0] % text.size();
      if (w[1] % 4 == 0)
        text.erase(at, 1 + w[2] % 5);
      else if (w[1] % 4 == 1)
        text.insert(at, text.substr(w[2] % text.size(), w[3] % 12));
      else
        text[at] = static_cast<char>(w[1] % 4 == 2 ? w[2] % 256 : "0123456789,.-eE\n \t#"[w[2] % 19]);
      if (text.empty()) text = "0";
    }
    fuzz(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
}

TEST(Surveillance, MutatedTablesAndRastersAreTakenOrRefused) {
  mutate(11, table(), 5000, fuzz_surveillance);
  mutate(12,
         "\1ncols 4\nnrows 3\nxllcorner 10.0\nyllcorner 60\ncellsize 0.5\nNODATA_value -32768\n1 2 3 4\n5 6 "
         "-32768 8\n9 1 2 3\n",
         20000, fuzz_terrain);
  mutate(13, std::string("\0N51E010.hgt", 12), 2000, fuzz_terrain);
}

} // namespace
