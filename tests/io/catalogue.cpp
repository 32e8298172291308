// The block `catalogue` of a scenario.
#include <gtest/gtest.h>

#include <fstream>

#include "dewline/base/hash.hpp"
#include "dewline/io/catalogue.hpp"
#include "support/scenario_text.hpp"

namespace dewline {
namespace {

constexpr const char* kSets =
    "VANGUARD 1\n"
    "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753\n"
    "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667\n";
const std::string kHead = "dewline: 1\ntitle: test\nepoch: 2000-06-28T00:00:00Z\nduration: 10 min\n";

class Catalogue : public support::ScenarioText {};

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

TEST_F(Catalogue, IsReadWithItsHashAndKeys) {
  write(folder_ / "sets.tle", kSets);
  const auto loaded = load(kHead + "catalogue: {file: sets.tle, sigma_in_track: 2 km, max_age: 10 day}\n");
  const run::Scenario& s = loaded.scenario;
  ASSERT_TRUE(s.catalogue);
  EXPECT_EQ(s.catalogue->sigma_in_track_m, 2000);
  EXPECT_EQ(s.catalogue->max_age_s, 864000);
  EXPECT_EQ(s.catalogue->sigma_radial_m, 300);
  ASSERT_EQ(s.catalogue_entries.size(), 1U);
  EXPECT_EQ(s.catalogue_entries[0].number, 5U);
  EXPECT_EQ(s.catalogue_entries[0].name, "VANGUARD 1");
  ASSERT_EQ(s.data_files.size(), 1U);
  EXPECT_EQ(s.data_files[0], std::pair(std::string("sets.tle"), hash64(kSets)));
  EXPECT_NE(loaded.resolved.find("file: sets.tle"), std::string::npos);
  EXPECT_EQ(load(loaded.resolved).scenario.hash, s.hash);
}

TEST_F(Catalogue, OfAScenarioWithoutOneIsEmpty) {
  const auto s = load(kHead).scenario;
  EXPECT_FALSE(s.catalogue);
  EXPECT_TRUE(s.catalogue_entries.empty());
}

TEST_F(Catalogue, DefectsAreTold) {
  EXPECT_NE(errors_of(kHead + "catalogue: {file: none.tle}\n").find("catalogue.file: cannot be read"),
            std::string::npos);
  EXPECT_NE(errors_of(kHead + "catalogue: {max_age: 1 day}\n").find("catalogue.file"), std::string::npos);
  write(folder_ / "bad.tle", "1 00005U\n");
  EXPECT_NE(errors_of(kHead + "catalogue: {file: bad.tle}\n"), "no error");
  write(folder_ / "sets.tle", kSets);
  EXPECT_NE(errors_of(kHead + "catalogue: {file: sets.tle, gate_prob: 2}\n").find("gate_prob"),
            std::string::npos);
}

TEST(NewestOf, KeepsOneSetANumber) {
  std::vector<catalog::Entry> entries(4);
  for (std::size_t k = 0; k < 4; ++k) entries[k].mean.epoch_jd_utc = 2461000.5 + static_cast<double>(k);
  entries[0].number = entries[2].number = 7, entries[1].number = entries[3].number = 3;
  const auto newest = io::newest_of(entries);
  ASSERT_EQ(newest.size(), 2U);
  EXPECT_EQ(newest[0].number, 3U);
  EXPECT_EQ(newest[0].mean.epoch_jd_utc, 2461003.5);
  EXPECT_EQ(newest[1].mean.epoch_jd_utc, 2461002.5);
}

} // namespace
} // namespace dewline
