#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "dewline/base/draws.hpp"
#include "dewline/truth/telemetry.hpp"
#include "fuzz/truth_telemetry.cpp"

namespace {
using namespace dewline;
using truth::TelemetryKind;

const std::string kCsv =
    "# a "
    "flight\ntime_s,lat_deg,lon_deg,height_km,note_s\n0,10,20,1,0\n1,10.1,20,2,0\n2,10.2,20,3,0\n3,10.3,20.5,"
    "4,0\n";

std::string refusal(std::string_view text) {
  Problems problems;
  EXPECT_FALSE(truth::read_telemetry(text, problems));
  return problems.empty() ? "no problem" : problems.list()[0].path + ": " + problems.list()[0].what;
}

TEST(Telemetry, CsvInDegreesAndKilometresBecomesSi) {
  Problems problems;
  const auto t = truth::read_telemetry(kCsv, problems);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->kind, TelemetryKind::geodetic);
  ASSERT_EQ(t->sample.size(), 4u);
  EXPECT_NEAR(t->sample[3].y, 20.5 * M_PI / 180, 1e-12);
  EXPECT_EQ(t->sample[1].z, 2000);
}

TEST(Telemetry, WebcastTableIsReadAsPublished) {
  std::ifstream file(DEWLINE_SOURCE_DIR "/tests/known/data/flight_SES-11_analysed.json");
  std::stringstream text;
  text << file.rdbuf();
  Problems problems;
  const auto t = truth::read_telemetry(text.str(), problems);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->kind, TelemetryKind::flat);
  EXPECT_EQ(t->sample.size(), 432u);
  EXPECT_NEAR(t->sample[165].y, 72278, 1);
}

TEST(Telemetry, RefusalsNameTheLineAndTheFault) {
  EXPECT_EQ(refusal(""), ": has no column time_s");
  EXPECT_EQ(refusal("time_s,x_m\n1,2\n"), ": has no columns that give a position");
  EXPECT_EQ(refusal("time_s,x_m,y_m,z_m\n0,7e6,0\n"), "line 2: has 3 fields, the header has 4");
  EXPECT_EQ(refusal("time_s,x_m,y_m,z_m\n0,7e6,0,nan\n"),
            "row 1: has a value that is missing, no number, or out of reach");
  EXPECT_EQ(refusal("time_s,x_m,y_m,z_m\n0,7e6,0,0\n0,7e6,0,0\n"), "row 2: time does not rise");
  EXPECT_EQ(refusal("time_s,x_m,y_m,z_m\n0,7e6,0,0\n1,7e6,0,0\n"), ": has fewer than four rows");
  EXPECT_EQ(refusal("{\"time_s\": [0, 1"), ": is no JSON object of columns");
  EXPECT_EQ(refusal("time_s,lat_deg,lon_deg,height_m\n0,95,0,0\n"),
            "row 1: has a value that is missing, no number, or out of reach");
}

TEST(Telemetry, TwentyThousandMutationsAreTakenOrRefusedWithAReason) {
  const std::string json =
      R"({"time": [0, 1, 2, 3, 4], "altitude": [0, 1, 3, 6, 8.5], "downrange_distance": [0, 0.1, 0.5, 1, 2]})";
  const Draws draws(7, 0);
  int accepted = 0;
  for (std::uint64_t n = 0; n < 20000; ++n) {
    std::string text = n % 2 ? kCsv : json;
    const auto words = draws.words({Purpose::test, 0, 0, n, 0});
    for (std::uint64_t k = 0; k < 1 + words[0] % 4; ++k) {
      const auto w = draws.words({Purpose::test, 1, k, n, 0});
      const std::size_t at = w[0] % text.size();
      if (w[1] % 4 == 0) text.erase(at, 1 + w[2] % 5);
      else if (w[1] % 4 == 1) text.insert(at, text.substr(w[2] % text.size(), w[3] % 12));
      else text[at] = static_cast<char>(w[1] % 4 == 2 ? w[2] % 256 : "0123456789,.-eE[]{}\":\n"[w[2] % 22]);
      if (text.empty()) text = "0";
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    Problems problems;
    accepted += truth::read_telemetry(text, problems).has_value();
  }
  EXPECT_GT(accepted, 500); // the mutations are mild enough to reach past the first check
  EXPECT_LT(accepted, 19000);
}

} // namespace
