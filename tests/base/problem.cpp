#include "dewline/base/problem.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

TEST(Problem, PathsAreDottedAndIndicesStick) {
  Problems problems;
  problems.at("sensors", [&] {
    problems.at("olenegorsk", [&] {
      problems.at("faces", [&] {
        problems.at("[0]", [&] {
          problems.add("elevation", "91 deg", "must be <= 90 deg", "90 deg is straight up");
        });
      });
      problems.add("", "x", "itself");
    });
  });
  problems.add("title", "", "is missing");
  ASSERT_EQ(problems.list().size(), 3U);
  EXPECT_EQ(problems.list()[0].path, "sensors.olenegorsk.faces[0].elevation");
  EXPECT_EQ(problems.list()[0].value, "91 deg");
  EXPECT_EQ(problems.list()[0].hint, "90 deg is straight up");
  EXPECT_EQ(problems.list()[1].path, "sensors.olenegorsk");
  EXPECT_EQ(problems.list()[2].path, "title");
}

TEST(Problem, NothingAddedIsEmpty) {
  Problems problems;
  problems.at("a", [] {});
  EXPECT_TRUE(problems.empty());
}

TEST(Check, ABrokenContractThrowsInEveryBuildAndSaysWhere) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NO_THROW(DW_CHECK(1 > 0));
  EXPECT_THROW(DW_CHECK(nan > 0), ContractError);
  try {
    DW_CHECK(1 > 2);
    FAIL();
  } catch (const ContractError& e) {
    EXPECT_NE(std::string(e.what()).find("problem.cpp"), std::string::npos);
    EXPECT_NE(std::string(e.what()).find("contract broken: 1 > 2"), std::string::npos);
  }
}

} // namespace
} // namespace dewline
