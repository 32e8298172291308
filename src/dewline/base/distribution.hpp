// A named distribution of one number, as a scenario states it.
#pragma once
#include <array>
#include <utility>

namespace dewline {

/// fixed: p[0]. uniform: p[0]..p[1]. triangular: low p[0], mode p[1], high p[2]. lognormal: median p[0],
/// p[1] = standard deviation of the logarithm.
enum class Shape { fixed, uniform, triangular, lognormal };
constexpr auto enum_words(Shape*) {
  return std::array{std::pair{Shape::fixed, "fixed"}, std::pair{Shape::uniform, "uniform"},
                    std::pair{Shape::triangular, "triangular"}, std::pair{Shape::lognormal, "lognormal"}};
}

/// A time in seconds that may be random by name. In a file `2 min`, or `{triangular: [1 min, 2 min, 4 min]}`.
struct Delay {
  Shape shape = Shape::fixed;
  std::array<double, 3> p{}; ///< [s]; lognormal's p[1] is a pure number
};

/// The standard normal deviate below which lies the probability u in (0, 1); outside throws ContractError.
/// Wichura's algorithm AS 241 (1988), routine PPND16, read in copies of R's qnorm, not in the paper. Relative
/// error < 1e-14 against Boost.Math for u from 1e-300 up (known_base, NormalQuantile).
double normal_quantile(double u);

/// The value at probability u in (0, 1) [s]; fixed ignores u. Throws ContractError for u outside.
double quantile(const Delay& delay, double u);
/// The median [s].
inline double median(const Delay& delay) { return quantile(delay, 0.5); }

} // namespace dewline
