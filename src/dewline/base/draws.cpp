#include "dewline/base/draws.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

#include "dewline/base/box_muller.hpp"
#include "dewline/base/check.hpp"
#include "dewline/base/distribution.hpp"

namespace dewline {
namespace {

using HWY_NAMESPACE::box_muller;
using HWY_NAMESPACE::open_unit;

/// ln k!, exact product for small k, Stirling's series with four terms above (error < 1e-16 there). Not
/// std::lgamma: it writes a global.
double log_factorial(double k) {
  if (k < 16) {
    double product = 1;
    for (double i = 2; i <= k; ++i) product *= i;
    return std::log(product);
  }
  const double x = k + 1, inverse2 = 1 / (x * x);
  const double series = (1.0 / 12 - inverse2 * (1.0 / 360 - inverse2 * (1.0 / 1260 - inverse2 / 1680))) / x;
  return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi) + series;
}

std::uint64_t poisson_by_inversion(double u, double mean) {
  std::uint64_t k = 0;
  double term = std::exp(-mean), sum = term;
  while (u > sum) {
    term *= mean / static_cast<double>(++k);
    if (sum + term == sum && static_cast<double>(k) > mean) break; // u lies beyond the last digit of the sum
    sum += term;
  }
  return k;
}

} // namespace

std::array<std::uint64_t, 4> Draws::words(const Address& at) const {
  const std::uint64_t head = (std::uint64_t{static_cast<std::uint32_t>(at.purpose)} << 32) | at.n;
  const r123::Philox4x64_R<10>::ctr_type counter{{head, at.owner, at.event, at.item}};
  const r123::Philox4x64_R<10>::key_type key{{key_[0], key_[1]}};
  const auto out = r123::Philox4x64_R<10>{}(counter, key);
  return {out[0], out[1], out[2], out[3]};
}

double Draws::uniform(const Address& at) const { return open_unit(words(at)[0]); }

double Draws::normal(const Address& at) const { return normal_quantile(uniform(at)); }

std::array<double, 4> Draws::normal4(const Address& at) const {
  const auto w = words(at);
  const auto p = box_muller(open_unit(w[0]), open_unit(w[1])), q = box_muller(open_unit(w[2]), open_unit(w[3]));
  return {p.c, p.s, q.c, q.s};
}

double Draws::exponential(const Address& at, double mean) const {
  DW_CHECK(mean > 0);
  return -mean * std::log(uniform(at));
}

std::uint64_t Draws::poisson(const Address& at, double mean) const {
  DW_CHECK(mean >= 0 && mean <= 1e9);
  if (mean <= 10) return poisson_by_inversion(uniform(at), mean);
  const double b = 0.931 + 2.53 * std::sqrt(mean), a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), v_r = 0.9277 - 3.6224 / (b - 2);
  for (Address next = at;; ++next.n) {
    const auto w = words(next);
    const double u = open_unit(w[0]) - 0.5, v = open_unit(w[1]);
    const double u_s = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / u_s + b) * u + mean + 0.43);
    if (u_s >= 0.07 && v <= v_r) return static_cast<std::uint64_t>(k);
    if (k < 0 || (u_s < 0.013 && v > u_s)) continue;
    if (std::log(v * inverse_alpha / (a / (u_s * u_s) + b)) <= k * std::log(mean) - mean - log_factorial(k))
      return static_cast<std::uint64_t>(k);
  }
}

} // namespace dewline
