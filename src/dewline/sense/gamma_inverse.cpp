#include "dewline/sense/gamma_inverse.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/distribution.hpp"

namespace dewline::sense {
namespace {

/// Logarithm of a tail and how fast it changes with x: the density over the tail, unsigned.
struct Tail {
  double log, rate;
};

Tail upper(double shape, double x) {
  double term = 1, sum = 1;
  for (double i = 1; i < shape; ++i) sum += term *= x / i;
  return {std::log(sum) - x, term / sum};
}

double factorial(double n) {
  double product = 1;
  for (double i = 2; i <= n; ++i) product *= i;
  return product;
}

Tail lower(double shape, double x) {
  double term = 1, sum = 1;
  for (double i = shape + 1; term > 1e-17 * sum; ++i) sum += term *= x / i;
  return {shape * std::log(x) - x + std::log(sum / factorial(shape)), shape / (x * sum)};
}

/// Steps until the tail's logarithm is log_tail; sign: 1 if the tail grows with x, else -1.
template <class Function>
double solve(const Function& tail, double sign, double log_tail, double shape, double x) {
  constexpr int kMaxSteps = 20;
  for (int k = 0; k < kMaxSteps; ++k) {
    const Tail t = tail(shape, x);
    const double newton = sign * (t.log - log_tail) / t.rate;
    const double curve = (shape - 1) / x - 1 - sign * t.rate; // second over first derivative
    const double step = newton / (1 - 0.5 * newton * curve);
    x = std::max(x - step, 0.1 * x);
    if (std::abs(step) < 1e-5 * x) break; // the next would be about the cube of it
  }
  return x;
}

} // namespace

double gamma_q_inverse(std::uint32_t shape, double u) {
  DW_CHECK(shape >= 1 && shape <= kMaxGammaShape && u > 0 && u < 1);
  if (shape == 1) return -std::log(u);
  const double k = shape, cube_root = 1 - 1 / (9 * k) - normal_quantile(u) / (3 * std::sqrt(k));
  const double guess = k * cube_root * cube_root * cube_root;
  if (u <= 0.5) return solve(upper, -1, std::log(u), k, guess);
  const double p = 1 - u, first = std::pow(p * factorial(k), 1 / k); // of the series' first term
  return solve(lower, 1, std::log(p), k, cube_root > 0.3 ? guess : first * (1 + first / (k + 1)));
}

} // namespace dewline::sense
