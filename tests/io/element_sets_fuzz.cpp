// 3,000 seeded mutations of good element sets in three forms: read or refused, and what is read has a state or an error.
#include <gtest/gtest.h>

#include <random>
#include <string>

#define LLVMFuzzerTestOneInput fuzz_element_sets
#include "fuzz/io_element_sets.cpp"
#undef LLVMFuzzerTestOneInput

namespace {

const std::string kGood[] = {
    "ISS\n1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927\n"
    "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537\n",
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,"
    "EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n"
    "ISS,1998-067A,2008-09-20T12:25:40.104192,15.72125391,.0006703,51.6416,247.4627,130.5360,325.0288,0,U,25544,292,"
    "56353,-.11606E-4,-.2182E-4,0\n",
    R"([{"OBJECT_NAME":"ISS","OBJECT_ID":"1998-067A","EPOCH":"2008-09-20T12:25:40.104192","MEAN_MOTION":15.72125391,)"
    R"("ECCENTRICITY":0.0006703,"INCLINATION":51.6416,"RA_OF_ASC_NODE":247.4627,"ARG_OF_PERICENTER":130.536,)"
    R"("MEAN_ANOMALY":325.0288,"NORAD_CAT_ID":25544,"BSTAR":-1.1606e-5}])"};

TEST(ElementSetsFuzz, MutationsAreReadOrRefused) {
  std::mt19937 random(20261122);
  for (const std::string& good : kGood) {
    dewline::io::Diagnostics none;
    const auto parse = good[0] == '[' ? dewline::io::parse_omm_json
                       : good[0] == 'O' ? dewline::io::parse_omm_csv
                                        : dewline::io::parse_tle;
    EXPECT_EQ(parse(good, "good", none).size(), 1u) << good;
    for (int i = 0; i < 1000; ++i) {
      std::string text = good;
      for (std::size_t n = 1 + random() % 3; n > 0 && !text.empty(); --n) {
        const std::size_t at = random() % text.size();
        if (random() % 3 == 0) text.erase(at, random() % 20);
        else if (random() % 2 == 0) text.insert(at, text.substr(random() % text.size(), random() % 20));
        else text[at] = static_cast<char>(random() % 3 == 0 ? random() : "0123456789.-+eE ,\"[{}\n"[random() % 22]);
      }
      EXPECT_EQ(fuzz_element_sets(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), 0) << i;
    }
  }
}

} // namespace
