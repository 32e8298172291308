#include "dewline/base/hash.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

namespace dewline {
namespace {

// Stored runs and seeds depend on these numbers: a change is a break of the promise, not a new expectation.
TEST(Hash, IsXxh3AndNeverChanges) {
  EXPECT_EQ(hex(hash64("")), "2d06800538d394c2"); // XXH3-64 of nothing, seed 0, as xxHash documents it
  EXPECT_EQ(hex(hash64("olenegorsk")), "4831297d07798576");
  EXPECT_EQ(hex(hash64("black-brant-xii")), "a610226c5d568030");
  EXPECT_EQ(hex(hash64(std::string(1000, 'x'))), "c0a4877b962cba82");
  EXPECT_EQ(hex(combine(1, 2)), "07ee86c281446bef");
}

TEST(Hash, BytesAndTextAgree) {
  const std::array bytes{std::byte{'a'}, std::byte{'b'}};
  EXPECT_EQ(hash64(std::span<const std::byte>(bytes)), hash64("ab"));
}

TEST(Hash, CombineDependsOnOrder) {
  EXPECT_NE(combine(1, 2), combine(2, 1));
  std::set<std::uint64_t> seen;
  for (std::uint64_t a = 0; a < 100; ++a)
    for (std::uint64_t b = 0; b < 100; ++b) seen.insert(combine(a, b));
  EXPECT_EQ(seen.size(), 10000U);
}

TEST(Hash, HexIsSixteenLowerCaseDigits) {
  EXPECT_EQ(hex(0), "0000000000000000");
  EXPECT_EQ(hex(0xABCULL), "0000000000000abc");
  EXPECT_EQ(hex(~0ULL), "ffffffffffffffff");
}

} // namespace
} // namespace dewline
