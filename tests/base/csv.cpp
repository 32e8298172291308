// Plain tables of text.
#include <gtest/gtest.h>

#include "dewline/base/csv.hpp"

namespace dewline::csv {
namespace {

TEST(Csv, CellsAreTrimmedAndEmptyOnesKept) {
  EXPECT_EQ(cells(" a, \"b\" ,,c\r"), (std::vector<std::string_view>{"a", "b", "", "c"}));
  EXPECT_EQ(cells("").size(), 1u);
  EXPECT_EQ(cells(",").size(), 2u);
}

TEST(Csv, ANumberFillsItsCell) {
  EXPECT_EQ(number("-1.5e3"), -1500);
  for (const char* bad : {"", "1 m", "nan", "inf", "1e999", "0x10", "+ 1"}) EXPECT_FALSE(number(bad)) << bad;
}

TEST(Csv, LinesSkipCommentsAndKeepTheirNumbers) {
  Lines lines("# head\n\n  \r\nfirst\n#no\nlast");
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.line(), "first");
  EXPECT_EQ(lines.where(), "line 4");
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.line(), "last");
  EXPECT_EQ(lines.number(), 6u);
  EXPECT_FALSE(lines.next());
}

} // namespace
} // namespace dewline::csv
