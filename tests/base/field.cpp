#include "dewline/base/field.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dewline {
namespace {

enum class Colour { red, green };
constexpr auto enum_words(Colour*) {
  return std::array{std::pair{Colour::red, "red"}, std::pair{Colour::green, "green"}};
}

struct Inner {
  double x_m = 0;
  static constexpr auto fields() { return std::tuple{field("x_m", &Inner::x_m, "x", above(0))}; }
};

struct Everything {
  double range_m = 1;
  Colour colour = Colour::red;
  std::string name;
  std::optional<double> maybe_s;
  std::vector<double> list_m;
  std::array<double, 2> span_rad{};
  Inner inner;
  std::map<std::string, Inner> by_name;

  static constexpr auto fields() {
    return std::tuple{required("range_m", &Everything::range_m, "range", between(0, 10)),
                      field("colour", &Everything::colour, "colour"),
                      field("name", &Everything::name, "name"),
                      field("maybe_s", &Everything::maybe_s, "maybe"),
                      field("list_m", &Everything::list_m, "list"),
                      field("span_rad", &Everything::span_rad, "span"),
                      field("inner", &Everything::inner, "inner"),
                      field("by_name", &Everything::by_name, "by name")};
  }
};
static_assert(complete<Inner>());
static_assert(complete<Everything>(), "a nested struct and an array count as one member each");

struct Forgetful {
  double a = 0, b = 0;
  static constexpr auto fields() { return std::tuple{field("a", &Forgetful::a, "a")}; }
};
static_assert(!complete<Forgetful>(), "a member without a field must be seen");

struct ForgetfulArray {
  double a = 0;
  std::array<double, 2> b{};
  static constexpr auto fields() { return std::tuple{field("a", &ForgetfulArray::a, "a")}; }
};
static_assert(!complete<ForgetfulArray>());

struct Nothing {
  static constexpr auto fields() { return std::tuple{}; }
};
static_assert(complete<Nothing>());
static_assert(HasFields<Everything> && !HasFields<int>);
static_assert(HasWords<Colour> && !HasWords<Need>);

TEST(Field, EachFieldIsVisitedInOrderAndItsMemberCanBeSet) {
  Everything e;
  std::string names;
  for_each_field<Everything>([&](const auto& f) {
    names += std::string(f.name) + " ";
    if constexpr (std::is_same_v<decltype(f.member), double Everything::*>) e.*f.member = 7;
  });
  EXPECT_EQ(names, "range_m colour name maybe_s list_m span_rad inner by_name ");
  EXPECT_EQ(e.range_m, 7);
}

TEST(Field, NeedAndBoundsAreKept) {
  constexpr auto first = std::get<0>(Everything::fields());
  EXPECT_EQ(first.need, Need::required);
  EXPECT_TRUE(first.bounds.holds(10));
  EXPECT_FALSE(first.bounds.holds(10.1));
  EXPECT_EQ(std::get<1>(Everything::fields()).need, Need::optional);
}

TEST(Field, BoundsNameTheirEndsAndRefuseNaN) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(at_least(0).holds(0));
  EXPECT_FALSE(above(0).holds(0));
  EXPECT_TRUE(above(0).holds(1e-300));
  EXPECT_FALSE(between(0, 1).holds(nan));
  EXPECT_FALSE(any().holds(nan));
  EXPECT_TRUE(any().holds(-1e300));
}

TEST(Field, AnEnumHasAWordForEachValue) {
  EXPECT_EQ(word(Colour::green), "green");
  EXPECT_EQ(word(static_cast<Colour>(9)), "?");
}

} // namespace
} // namespace dewline
