// Element sets: what is read, and what each defect says.
#include "dewline/io/element_sets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace dewline::io {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
const std::string kOne = "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753";
const std::string kTwo = "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667";

std::string with_checksum(std::string line) {
  int sum = 0;
  for (std::size_t i = 0; i < 68; ++i)
    sum += line[i] >= '0' && line[i] <= '9' ? line[i] - '0' : line[i] == '-';
  line[68] = static_cast<char>('0' + sum % 10);
  return line;
}
std::string changed(std::string line, std::size_t at, const std::string& text) {
  line.replace(at, text.size(), text);
  return with_checksum(line);
}
std::string both(const std::string& one, const std::string& two) { return one + "\n" + two + "\n"; }

std::string said(const std::string& text) {
  Diagnostics problems;
  EXPECT_TRUE(parse_tle(text, "x.tle", problems).empty());
  const auto list = problems.sorted();
  return list.size() == 1 ? print(list[0]) : "not one diagnostic but " + std::to_string(list.size());
}

TEST(ElementSets, ATwoLineSetIsRead) {
  Diagnostics problems;
  const auto sets = parse_tle("# a comment\n0 VANGUARD 1\n" + both(kOne, kTwo), "x.tle", problems);
  ASSERT_TRUE(problems.empty());
  ASSERT_EQ(sets.size(), 1U);
  EXPECT_EQ(sets[0].name, "VANGUARD 1");
  EXPECT_EQ(sets[0].catalog_number, 5U);
  EXPECT_EQ(sets[0].designator, "58002B");
  const auto& m = sets[0].mean;
  EXPECT_EQ(m.epoch_jd_utc, 2451722.5); // 2000 June 27, day 179
  EXPECT_NEAR(m.epoch_fraction, 0.78495062, 1e-12);
  EXPECT_NEAR(m.bstar, 0.28098e-4, 1e-12);
  EXPECT_NEAR(m.eccentricity, 0.1859667, 1e-15);
  EXPECT_NEAR(m.inclination_rad, 34.2682 * kDeg, 1e-15);
  EXPECT_NEAR(m.mean_motion_rad_min, 10.82419157 * 2 * std::numbers::pi / 1440, 1e-15);
}

TEST(ElementSets, Alpha5CountsOnAndSkipsIAndO) {
  const std::pair<const char*, std::uint32_t> cases[] = {{"A0000", 100000}, {"H9999", 179999},
                                                         {"J0000", 180000}, {"N9999", 229999},
                                                         {"P0000", 230000}, {"Z9999", 339999}};
  for (const auto& [text, number] : cases) {
    Diagnostics problems;
    const auto sets = parse_tle(both(changed(kOne, 2, text), changed(kTwo, 2, text)), "x.tle", problems);
    ASSERT_EQ(sets.size(), 1U) << text;
    EXPECT_EQ(sets[0].catalog_number, number);
  }
  EXPECT_NE(
      said(both(changed(kOne, 2, "I0000"), changed(kTwo, 2, "I0000"))).find("neither a number nor Alpha-5"),
      std::string::npos);
}

TEST(ElementSets, EachDefectIsNamedWithItsPlace) {
  const auto expect = [](const std::string& text, const std::string& what) {
    EXPECT_NE(said(text).find(what), std::string::npos) << said(text);
  };
  std::string bad_sum = kOne;
  bad_sum[68] = '4';
  expect(both(bad_sum, kTwo), "x.tle:1:69: key `checksum`: value `4`: is not that of the line, 3");
  expect(both(kOne.substr(0, 60), kTwo), "has 60 characters, must have 69");
  expect(both(kOne, changed(kTwo, 2, "00006")),
         "x.tle:2:3: key `catalogue number`: value `00006`: differs from that of line 1");
  expect(both(changed(kOne, 2, "100000"), kTwo), "differs from that of line 1");
  expect(both(changed(kOne, 2, "000051"), kTwo), "has six digits");
  expect(both(changed(kOne, 20, "400.00000000"), kTwo), "is no day of its year");
  expect(both(changed(kOne, 18, "xx"), kTwo), "is not YYDDD.DDDDDDDD");
  expect(both(kOne, changed(kTwo, 8, "  x     ")), "key `inclination`");
  expect(both(kOne, changed(kTwo, 52, "00.00000000")), "must lie in (0, 20) revolutions a day");
  expect(kOne + "\n", "is a first line without its second");
  expect(kTwo + "\n", "is a second line without its first");
}

const std::string kCsv =
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_"
    "ANOMALY,"
    "EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_"
    "MOTION_DDOT\n"
    "\"VANGUARD, "
    "1\",1958-002B,2000-06-27T18:50:19.733568,10.82419157,.1859667,34.2682,348.7242,331.7664,19.3264,0,U,"
    "123456789,475,41366,.28098E-4,.23E-6,0\n";

TEST(ElementSets, OmmSaysTheSameAsTheTwoLines) {
  Diagnostics problems;
  const auto csv = parse_omm_csv(kCsv, "x.csv", problems);
  const auto tle = parse_tle(both(kOne, kTwo), "x.tle", problems);
  ASSERT_TRUE(problems.empty()) << print(problems.sorted()[0]);
  ASSERT_EQ(csv.size(), 1U);
  EXPECT_EQ(csv[0].name, "VANGUARD, 1");
  EXPECT_EQ(csv[0].catalog_number, 123456789U);
  const auto a = orbit::Sgp4(csv[0].mean).state(360), b = orbit::Sgp4(tle[0].mean).state(360);
  EXPECT_LT(norm(a.x_TEME.p - b.x_TEME.p), 1e-3);
}

TEST(ElementSets, OmmDefects) {
  const auto said_of = [](std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    Diagnostics problems;
    EXPECT_TRUE(parse_omm_csv(text, "x.csv", problems).empty());
    return problems.empty() ? std::string() : print(problems.sorted()[0]);
  };
  EXPECT_NE(said_of(kCsv, "BSTAR", "BSTUR").find("the file has no such column"), std::string::npos);
  EXPECT_NE(said_of(kCsv, ".1859667", "1.5").find("must lie in [0, 1)"), std::string::npos);
  EXPECT_NE(said_of(kCsv, "2000-06-27T", "2000-13-27T").find("EPOCH"), std::string::npos);
  EXPECT_NE(said_of(kCsv, ",41366", "").find("has 16 cells, the header 17"), std::string::npos);
}

TEST(ElementSets, DefectsThatLookLikeNumbers) {
  const auto expect = [](const std::string& text, const std::string& what) {
    EXPECT_NE(said(text).find(what), std::string::npos) << said(text);
  };
  expect(both(changed(kOne, 2, "9e99 "), changed(kTwo, 2, "9e99 ")), "neither a number nor Alpha-5");
  expect(both(changed(kOne, 2, "-0005"), changed(kTwo, 2, "-0005")), "neither a number nor Alpha-5");
  expect(both(changed(kOne, 18, "-5"), kTwo), "is not YYDDD.DDDDDDDD");
  expect(both(changed(kOne, 53, "128098-4"), kTwo), "is not of the form");
  expect(both(kOne, changed(kTwo, 43, "999.9999")),
         "key `mean anomaly`: value `1000`: must lie in [-360, 360] deg");
  expect(both(changed(kOne, 53, " 28098 9"), kTwo), "key `B*`");
}

TEST(ElementSets, JsonDefectsNameTheEntryAndItsPlace) {
  const std::string good =
      R"({"NORAD_CAT_ID": 5, "EPOCH": "2000-02-29T18:50:19", "MEAN_MOTION": 10.8, "ECCENTRICITY": 0.1,
    "INCLINATION": 34, "RA_OF_ASC_NODE": 1, "ARG_OF_PERICENTER": 2, "MEAN_ANOMALY": 3, "BSTAR": "1e-4", "OBJECT_NAME": "a \"{],"})";
  std::string no_day = good;
  no_day.replace(no_day.find("2000"), 4, "2001");
  Diagnostics problems;
  const auto sets = parse_omm_json("[" + good + ",\n  " + no_day + ", 7]", "x.json", problems);
  ASSERT_EQ(sets.size(), 1U);
  EXPECT_EQ(sets[0].name, "a \"{],");
  const auto list = problems.sorted();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(print(list[0]).find("x.json:3:3: key `[1].EPOCH`: value `2001-02-29T18:50:19`"), 0U)
      << print(list[0]);
  EXPECT_EQ(print(list[1]).find("x.json:4:"), 0U) << print(list[1]);
  EXPECT_NE(print(list[1]).find("key `[2]`: is not an object"), std::string::npos) << print(list[1]);
}

TEST(ElementSets, NoBytesBreakTheReaders) {
  std::mt19937 random(7);
  const std::string good = both(kOne, kTwo) + both(kOne, kTwo);
  for (int i = 0; i < 5000; ++i) {
    std::string tle = good, csv = kCsv,
                json = "[{\"NORAD_CAT_ID\": 5, \"EPOCH\": \"2000-06-27T18:50:19\", \"MEAN_MOTION\": 10.8}]";
    for (std::string* text : {&tle, &csv, &json})
      for (int k = 0; k < 3; ++k) (*text)[random() % text->size()] = static_cast<char>(random());
    Diagnostics problems;
    for (const auto& set : parse_tle(tle, "x", problems)) (void)orbit::Sgp4(set.mean).state(1000);
    for (const auto& set : parse_omm_csv(csv, "x", problems)) (void)orbit::Sgp4(set.mean).state(1000);
    for (const auto& set : parse_omm_json(json, "x", problems)) (void)orbit::Sgp4(set.mean).state(1000);
  }
}

} // namespace
} // namespace dewline::io
