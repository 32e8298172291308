// Probability of detection by table: fast where prob_detect is exact.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/sense/detection.hpp"

namespace dewline::sense {

/// prob_detect of one detector as a function of SNR, as polynomials of degree 5 in the SNR's mantissa: every
/// octave of SNR has the same number of cells, so that the cell is found from the number's own bits, without
/// a logarithm. One pulse of Swerling 1 or 2 needs no table: Pd = Pfa^(1 / (1 + SNR)).
///
/// Made once from prob_detect, with as many cells as its own check between the nodes asks for (1 to 30 ms; 50 to
/// 300 cells of 48 bytes); then const and shared by threads. Absolute error <= 1e-8 from prob_detect over all
/// SNR; in [0, 1]; monotone in SNR to within that error (laws_sense PdTable). So a Pd near a Pfa of 1e-9 keeps
/// no digit: there ask prob_detect. The same numbers for every width of instructions, one at a time or many
/// (test_sense PdTable).
class PdTable {
 public:
  /// prob_fa in [1e-15, 0.9], num_pulses 1..10000; throws ContractError outside.
  PdTable(double prob_fa, std::uint32_t num_pulses, Swerling swerling);

  /// Pd at the mean single-pulse SNR, linear, >= 0 (infinity is allowed; NaN and negative: ContractError).
  [[nodiscard]] double at(double snr) const;
  /// The same of many: snr[i] -> prob_detect[i], spans of one size.
  void at(std::span<const double> snr, std::span<double> prob_detect) const;

  /// What the kernels read. Cell k of kTerms coefficients, lowest power first, in u from -1/2 to 1/2; cell 0
  /// covers SNR 0 to `first`, the others an octave's 2^-bits from there on to `last`, where it stays.
  static constexpr std::size_t kTerms = 6;
  struct Cells {
    const double* coefficients = nullptr; ///< none: the closed form
    double log_prob_fa = 0;
    double first = 0, last = 0;
    int bits = 0;
  };
  [[nodiscard]] Cells cells() const;
  [[nodiscard]] std::size_t num_cells() const { return coefficients_.size() / kTerms; }

 private:
  std::vector<double> coefficients_;
  double log_prob_fa_, first_ = 0, last_ = 0;
  int bits_ = 0;
};

} // namespace dewline::sense
