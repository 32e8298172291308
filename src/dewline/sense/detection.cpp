#include "dewline/sense/detection.hpp"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"
#include "dewline/sense/gamma_inverse.hpp"

namespace dewline::sense {
namespace {

namespace bm = boost::math;
// double stays double (the default works in long double: 2.5 times slower, no digit better here).
// An overflow inside means a probability of zero: it is the denominator that overflows.
using Policy = bm::policies::policy<bm::policies::promote_double<false>,
                                    bm::policies::overflow_error<bm::policies::ignore_error>>;

constexpr std::size_t kMaxTerms = 8192; // enough for 10,000 pulses at prob_fa 1e-15

/// Shape of the gamma law of the signal's energy in one dwell; 0: steady.
double shape_of(Swerling swerling, double num_pulses) {
  switch (swerling) {
    case Swerling::zero: return 0;
    case Swerling::one: return 1;
    case Swerling::two: return num_pulses;
    case Swerling::three: return 2;
    case Swerling::four: return 2 * num_pulses;
  }
  return 0;
}

/// The number J of extra gamma stages: Poisson of mean m, itself gamma distributed with `shape` (negative
/// binomial).
struct Mixture {
  double mean, shape;
  [[nodiscard]] bool steady() const { return shape == 0; }
  [[nodiscard]] double success() const { return 1 / (1 + mean / shape); }
  [[nodiscard]] double failure() const { return mean / (shape + mean); }

  [[nodiscard]] double probability(double j) const {
    if (steady()) return bm::gamma_p_derivative(j + 1, mean, Policy{});
    return bm::ibeta_derivative(shape, j + 1, success(), Policy{}) * success() / (shape + j);
  }
  [[nodiscard]] double ratio(double j) const { // P(j + 1) / P(j)
    return steady() ? mean / (j + 1) : failure() * (shape + j) / (j + 1);
  }
  [[nodiscard]] double beyond(double j) const { // P(J > j)
    if (steady()) return bm::gamma_p(j + 1, mean, Policy{});
    return bm::ibetac(shape, j + 1, success(), Policy{});
  }
  [[nodiscard]] double mode() const {
    return std::floor(steady() ? mean : std::max(0.0, (shape - 1) * mean / shape));
  }
};

/// P(0) .. P(count - 1), by recurrence away from the largest so that nothing underflows early.
void probabilities(const Mixture& mixture, std::size_t count, std::array<double, kMaxTerms>& out) {
  const auto top = static_cast<std::size_t>(std::min(mixture.mode(), static_cast<double>(count - 1)));
  out[top] = mixture.probability(static_cast<double>(top));
  for (std::size_t j = top; j + 1 < count; ++j) out[j + 1] = out[j] * mixture.ratio(static_cast<double>(j));
  for (std::size_t j = top; j > 0; --j) out[j - 1] = out[j] / mixture.ratio(static_cast<double>(j - 1));
}

/// Pfa + sum_j P(J > j) t_j with t_j = e^-T T^(N+j) / (N+j)!; summed from the small end.
double mixture_pd(const Mixture& mixture, double prob_fa, double limit, double num_pulses) {
  std::array<double, kMaxTerms> terms, p; // left uninitialised on purpose: only the first `count` are used
  std::size_t count = 1;
  terms[0] = bm::gamma_p_derivative(num_pulses + 1, limit, Policy{});
  const double least = 1e-17 * prob_fa;
  while (count < kMaxTerms) {
    const double n = num_pulses + static_cast<double>(count);
    terms[count] = terms[count - 1] * limit / n;
    if (terms[count++] < least && n > limit) break;
  }
  probabilities(mixture, count, p);
  double beyond = mixture.beyond(static_cast<double>(count - 1)), sum = 0;
  for (std::size_t j = count; j-- > 0;) {
    sum += beyond * terms[j];
    beyond += p[j];
  }
  return std::min(1.0, prob_fa + sum);
}

void check_detector(double prob_fa, std::uint32_t num_pulses) {
  DW_CHECK(prob_fa >= 1e-15 && prob_fa <= 0.9);
  DW_CHECK(num_pulses >= 1 && num_pulses <= 10000);
}

/// Gamma variate of mean `shape`, a whole number, by inversion.
double gamma_variate(double shape, double u) {
  if (shape <= kMaxGammaShape) return gamma_q_inverse(static_cast<std::uint32_t>(shape), u);
  return bm::gamma_q_inv(shape, u, Policy{});
}

} // namespace

double threshold(double prob_fa, std::uint32_t num_pulses) {
  check_detector(prob_fa, num_pulses);
  return num_pulses == 1 ? -std::log(prob_fa)
                         : bm::gamma_q_inv(static_cast<double>(num_pulses), prob_fa, Policy{});
}

double prob_detect(double snr_db, double prob_fa, std::uint32_t num_pulses, Swerling swerling) {
  check_detector(prob_fa, num_pulses);
  DW_CHECK(snr_db <= 400);
  const double snr = from_db(snr_db), n = num_pulses;
  const bool exponential = swerling == Swerling::two || (swerling == Swerling::one && num_pulses == 1);
  if (exponential && num_pulses == 1) return std::pow(prob_fa, 1 / (1 + snr));
  if (snr == 0) return prob_fa;
  const double limit = threshold(prob_fa, num_pulses);
  if (exponential) return bm::gamma_q(n, limit / (1 + snr), Policy{});
  return mixture_pd({n * snr, shape_of(swerling, n)}, prob_fa, limit, n);
}

double required_snr_db(double prob_detect_wanted, double prob_fa, std::uint32_t num_pulses,
                       Swerling swerling) {
  check_detector(prob_fa, num_pulses);
  DW_CHECK(prob_detect_wanted > prob_fa && prob_detect_wanted <= 1 - 1e-9);
  const auto excess = [&](double snr_db) {
    return prob_detect(snr_db, prob_fa, num_pulses, swerling) - prob_detect_wanted;
  };
  std::uintmax_t max_steps = 200;
  const auto close = [](double a, double b) { return std::abs(b - a) < 1e-11; };
  const auto [low, high] = bm::tools::toms748_solve(excess, -200.0, 200.0, close, max_steps);
  return 0.5 * (low + high);
}

double draw_power_sum(double snr, std::uint32_t num_pulses, Swerling swerling, const Draws& draws,
                      Address at) {
  const double n = num_pulses, shape = shape_of(swerling, n);
  Address target = at, rest = at;
  target.n += 1;
  rest.n += 2;
  if (shape == n)
    return (1 + snr) * gamma_variate(n, draws.uniform(target)); // signal and noise are both exponential
  const double energy = shape == 0 ? n * snr : n * snr / shape * gamma_variate(shape, draws.uniform(target));
  const auto z = draws.normal4(at);
  const double re = std::sqrt(energy) + z[0] * std::sqrt(0.5), im = z[1] * std::sqrt(0.5);
  const double noise = num_pulses == 1 ? 0 : gamma_variate(n - 1, draws.uniform(rest));
  return re * re + im * im + noise;
}

double false_power_sum(double u, double prob_fa, std::uint32_t num_pulses) {
  check_detector(prob_fa, num_pulses);
  return gamma_variate(num_pulses, prob_fa * u);
}

} // namespace dewline::sense
