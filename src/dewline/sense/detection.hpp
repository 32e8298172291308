// Probability of detection of a square-law detector that adds N pulses: Marcum and Swerling 0 to 4, exact.
#pragma once
#include <array>
#include <cstdint>
#include <utility>

#include "dewline/base/draws.hpp"

namespace dewline::sense {

/// How the target's cross-section fluctuates. 0: steady. 1, 2: exponential (many scatterers), 3, 4:
/// chi-square with four degrees of freedom (one dominant scatterer). 1, 3: one value a dwell; 2, 4: a new
/// value each pulse.
enum class Swerling { zero, one, two, three, four };
constexpr auto enum_words(Swerling*) {
  return std::array{std::pair{Swerling::zero, "0"}, std::pair{Swerling::one, "1"},
                    std::pair{Swerling::two, "2"}, std::pair{Swerling::three, "3"},
                    std::pair{Swerling::four, "4"}};
}

/// Threshold on the sum of N pulses' powers, noise power 1 each: Q(N, threshold) = prob_fa with Q the upper
/// regularised gamma function. prob_fa in [1e-15, 0.9], num_pulses 1..10000; throws ContractError outside.
double threshold(double prob_fa, std::uint32_t num_pulses);

/// Probability that the sum of N pulses crosses the threshold. With J the Poisson number mixed by the
/// signal's energy (negative binomial for Swerling 1 to 4),  Pd = Pfa + sum_j P(J > j) e^-T T^(N+j) / (N+j)!,
/// all terms positive, so that no digit cancels. Marcum's and Swerling's series from general knowledge, held
/// against tests/known/data/marcum_swerling_pd.csv. snr_db: mean signal to noise of one pulse; -inf is Pfa.
/// Absolute error < 1e-11 (known_sense Detection.*), monotone in SNR and Pfa (laws_sense). Throws
/// ContractError on NaN, prob_fa outside [1e-15, 0.9], num_pulses outside 1..10000.
double prob_detect(double snr_db, double prob_fa, std::uint32_t num_pulses, Swerling swerling);

/// The mean single-pulse SNR [dB] that gives prob_detect, by bracketing (TOMS 748), to 1e-9 dB.
/// prob_fa < prob_detect <= 1 - 1e-9; throws ContractError outside.
double required_snr_db(double prob_detect, double prob_fa, std::uint32_t num_pulses, Swerling swerling);

/// One dwell's outcome: the sum of N pulse powers (noise power 1 each), drawn from its exact distribution:
/// the signal's energy x from the Swerling gamma law by inversion, then |sqrt(x) + n|^2 with one complex
/// normal n, and the noise of the other N - 1 pulses as one gamma variate. P(sum > threshold) is prob_detect.
/// Uses n = at.n .. at.n + 2. snr: mean single-pulse power ratio, linear.
double draw_power_sum(double snr, std::uint32_t num_pulses, Swerling swerling, const Draws& draws,
                      Address at);

/// The power sum of a false detection: noise alone, given that it crossed the threshold. u in (0, 1).
double false_power_sum(double u, double prob_fa, std::uint32_t num_pulses);

} // namespace dewline::sense
