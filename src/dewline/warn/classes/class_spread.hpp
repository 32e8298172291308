// How a quantity spreads within a class, and how likely a measurement of it is then.
#pragma once
#include <array>
#include <utility>

namespace dewline::warn {

/// normal: mean p[0], standard deviation p[1]. uniform: p[0]..p[1]. lognormal: median p[0], p[1] = standard
/// deviation of the natural logarithm (a pure number).
enum class SpreadShape { normal, uniform, lognormal };
constexpr auto enum_words(SpreadShape*) {
  return std::array{std::pair{SpreadShape::normal, "normal"}, std::pair{SpreadShape::uniform, "uniform"},
                    std::pair{SpreadShape::lognormal, "lognormal"}};
}

/// A distribution of one number, in the unit of the field that holds it.
struct Spread {
  SpreadShape shape = SpreadShape::uniform;
  std::array<double, 2> p{0, 1};
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// Density of a measurement `value` whose error is normal with standard deviation `sigma` >= 0: the spread
/// folded with the error. In closed form (a normal's variances add; a uniform gives a difference of error
/// functions); of a lognormal the error is taken in the logarithm as sigma / value, good while that is small;
/// 0 for value <= 0. Against quadrature of the fold: tests/warn/classify.cpp (ClassSpread).
double density(const Spread& spread, double value, double sigma);

/// Probability that the quantity is larger than a bound measured as `value` with error `sigma`.
double prob_above(const Spread& spread, double value, double sigma);

} // namespace dewline::warn
