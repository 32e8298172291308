// A small map of warning times, its numbers in git.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "survey/network.hpp"

namespace dewline::survey {
namespace {

const std::filesystem::path kGolden =
    std::filesystem::path(DEWLINE_SOURCE_DIR) / "tests/golden/warning-map.txt";

std::string number(double value, int decimals) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
}

std::string text_of(const WarningMap& map) {
  std::string out = "# lat lon tof_s apogee_km warning_s joint_warning_s; - : none\n";
  for (std::size_t i = 0; i < map.grid.size(); ++i) {
    const earth::Geodetic at = map.grid.centre(i);
    out += fmt::format("{:.0f} {:.0f} {} {} {} {}\n", at.lat_rad / kDeg, at.lon_rad / kDeg,
                       number(map.tof_s[i], 1), number(map.apogee_h_m[i] / 1e3, 0),
                       number(map.warning_s[i], 0), number(map.joint_warning_s[i], 0));
  }
  return out;
}

TEST(WarningMap, OfTenDegreesIsTheOneInGit) {
  const Sky sky;
  WarningRequest request;
  request.grid = region(20, 80, -160, 40, 20);
  request.launches = {rocket(50, 60)};
  const std::string now = text_of(warning_map(request, sky.network.watchers()));
  if (std::getenv("DEWLINE_UPDATE") != nullptr) std::ofstream(kGolden) << now;
  std::ifstream in(kGolden);
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(now, golden) << "./dw test --update rewrites it; review the difference";
}

} // namespace
} // namespace dewline::survey
