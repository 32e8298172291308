// The published verification set of SGP4: tests/known/data/sgp4_ver.tle and sgp4_ver_expected.csv (their
// sources in them).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "dewline/io/element_sets.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace dewline {
namespace {

const std::filesystem::path kData = std::filesystem::path(DEWLINE_SOURCE_DIR) / "tests/known/data";

struct Row {
  std::uint32_t satellite = 0;
  double minutes = 0;
  PosVel x_TEME; ///< [m], [m/s]
  int error = 0;
};

std::vector<Row> expected() {
  std::ifstream in(kData / "sgp4_ver_expected.csv");
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] < '0' || line[0] > '9') continue;
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells(line);
    Row r;
    std::string last;
    auto& [p, v] = r.x_TEME;
    cells >> r.satellite >> r.minutes >> p.x >> p.y >> p.z >> v.x >> v.y >> v.z >> last;
    p = 1e3 * p, v = 1e3 * v;
    if (last.starts_with("err")) r.error = std::stoi(last.substr(3));
    rows.push_back(r);
  }
  return rows;
}

std::string text() {
  std::ifstream in(kData / "sgp4_ver.tle", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The set holds three lines that were changed for the test of errors, with the checksums of before.
std::string with_checksums(const std::string& all) {
  std::istringstream in(all);
  std::string out;
  for (std::string line; std::getline(in, line); out += line + "\n") {
    if (line.size() < 69 || (line[0] != '1' && line[0] != '2')) continue;
    int sum = 0;
    for (std::size_t i = 0; i < 68; ++i)
      sum += line[i] >= '0' && line[i] <= '9' ? line[i] - '0' : line[i] == '-';
    line[68] = static_cast<char>('0' + sum % 10);
  }
  return out;
}

std::map<std::uint32_t, orbit::Sgp4> satellites() {
  std::map<std::uint32_t, orbit::Sgp4> out;
  io::Diagnostics problems;
  for (const auto& set : io::parse_tle(with_checksums(text()), "sgp4_ver.tle", problems))
    out.insert_or_assign(set.catalog_number, orbit::Sgp4(set.mean));
  EXPECT_TRUE(problems.empty());
  return out;
}

TEST(Sgp4Verification, ThreeLinesOfTheSetHaveBrokenChecksumsAndAreNamed) {
  io::Diagnostics problems;
  const auto sets = io::parse_tle(text(), "sgp4_ver.tle", problems);
  EXPECT_EQ(sets.size() + 3, io::parse_tle(with_checksums(text()), "sgp4_ver.tle", problems).size());
  ASSERT_EQ(problems.size(), 3U);
  for (const auto& d : problems.sorted()) EXPECT_EQ(d.key, "checksum");
}

TEST(Sgp4Verification, EveryStateWithinAMillimetreAndEveryErrorCodeEqual) {
  const auto all = satellites();
  const auto rows = expected();
  ASSERT_EQ(rows.size(), 667U);
  EXPECT_EQ(all.size(), 32U);
  double worst_m = 0, worst_m_s = 0;
  for (const Row& row : rows) {
    const auto now = all.at(row.satellite).state(row.minutes);
    EXPECT_EQ(static_cast<int>(now.error), row.error) << row.satellite << " at " << row.minutes;
    if (row.error != 0) continue;
    worst_m = std::max(worst_m, norm(now.x_TEME.p - row.x_TEME.p));
    worst_m_s = std::max(worst_m_s, norm(now.x_TEME.v - row.x_TEME.v));
  }
  EXPECT_LT(worst_m, 1e-3);
  EXPECT_LT(worst_m_s, 1e-5);
  RecordProperty("worst_m", std::to_string(worst_m));
}

TEST(Sgp4Verification, TheOrderOfQuestionsChangesNothing) {
  const auto all = satellites();
  for (const auto& [number, satellite] : all) {
    const auto late = satellite.state(4000);
    (void)satellite.state(-720);
    const auto again = satellite.state(4000);
    EXPECT_EQ(late.x_TEME.p, again.x_TEME.p) << number;
  }
}

TEST(Sgp4BatchVerification, EveryStateWithinAMillimetreOfTheReadableKernelAndEveryErrorCodeEqual) {
  const auto all = satellites();
  std::vector<orbit::Sgp4> of_row;
  std::vector<double> minutes;
  for (const Row& row : expected()) {
    of_row.push_back(all.at(row.satellite));
    minutes.push_back(row.minutes);
  }
  std::vector<PosVel> x(minutes.size());
  std::vector<orbit::Sgp4Error> error(minutes.size());
  orbit::Sgp4Batch(of_row).states(minutes, x, error);
  ASSERT_EQ(x.size(), 667U);
  double worst_m = 0, worst_m_s = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const auto plain = of_row[k].state(minutes[k]);
    EXPECT_EQ(error[k], plain.error) << k;
    worst_m = std::max(worst_m, norm(x[k].p - plain.x_TEME.p));
    worst_m_s = std::max(worst_m_s, norm(x[k].v - plain.x_TEME.v));
  }
  EXPECT_LT(worst_m, 1e-3);
  EXPECT_LT(worst_m_s, 1e-5);
  RecordProperty("worst_m", std::to_string(worst_m));
}

} // namespace
} // namespace dewline
