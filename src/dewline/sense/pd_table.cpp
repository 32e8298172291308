// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/sense/pd_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/sense/pd_table.cpp"
#include <hwy/foreach_target.h>

#include "dewline/sense/pd_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::sense::HWY_NAMESPACE {
namespace {

/// pd(lanes) of every SNR; the last few beside zeros. Says whether every SNR was >= 0.
template <class Pd>
HWY_INLINE bool map(std::span<const double> snr, double* out, Pd pd) {
  constexpr std::size_t kWidth = hn::MaxLanes(D{});
  Mask good = F(0.0) >= F(0.0);
  std::size_t i = 0;
  for (; i + kWidth <= snr.size(); i += kWidth) {
    const F x = load(snr.data() + i);
    good = both(good, x >= F(0.0));
    store(pd(x), out + i);
  }
  if (i < snr.size()) {
    alignas(64) double rest[kWidth] = {};
    std::copy(snr.begin() + static_cast<std::ptrdiff_t>(i), snr.end(), rest);
    const F x = load(rest);
    good = both(good, x >= F(0.0));
    store(pd(x), rest);
    std::copy_n(rest, snr.size() - i, out + i);
  }
  return !any(negate(good));
}

bool prob_detect_of(const PdTable::Cells& cells, std::span<const double> snr, double* out) {
  if (!cells.coefficients)
    return map(snr, out, [&](F x) HWY_ATTR { return pd_closed(cells.log_prob_fa, x); });
  const CellGrid grid(cells);
  return map(snr, out, [&](F x) HWY_ATTR { return pd_of_cells(grid, x); });
}

} // namespace
} // namespace dewline::sense::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline::sense {
HWY_EXPORT(prob_detect_of);
namespace {

constexpr std::size_t kTerms = PdTable::kTerms;
constexpr double kTolerance = 2e-9;    ///< at the points that are checked: 1e-8 is promised
constexpr double kFar = 1e-9;          ///< the table ends where a miss is no likelier
constexpr int kMostBits = 7, kMostOctaves = 64;

using Terms = std::array<double, kTerms>;

Terms nodes() {
  Terms x;
  for (std::size_t k = 0; k < kTerms; ++k) x[k] = 0.5 * std::cos((2.0 * k + 1) / (2 * kTerms) * 3.14159265358979323846);
  return x;
}

/// Coefficients of the polynomial through f at the nodes: divided differences, then powers.
template <class Function>
Terms fit(const Function& f) {
  static const Terms x = nodes();
  Terms d;
  for (std::size_t k = 0; k < kTerms; ++k) d[k] = f(x[k]);
  for (std::size_t j = 1; j < kTerms; ++j)
    for (std::size_t k = kTerms - 1; k >= j; --k) d[k] = (d[k] - d[k - 1]) / (x[k] - x[k - j]);
  Terms c{};
  for (std::size_t k = kTerms; k-- > 0;) {
    for (std::size_t j = kTerms - 1; j > 0; --j) c[j] = c[j - 1] - x[k] * c[j];
    c[0] = d[k] - x[k] * c[0];
  }
  return c;
}

double value(const Terms& c, double x) {
  double sum = 0;
  for (std::size_t k = kTerms; k-- > 0;) sum = sum * x + c[k];
  return sum;
}

/// The cell's polynomial, and whether it is good at its ends and its middle, where the error of a fit at
/// Chebyshev's nodes is greatest.
template <class Function>
bool fit_well(const Function& f, Terms& c) {
  c = fit(f);
  for (const double x : {0.0, -0.5, 0.5})
    if (!(std::abs(value(c, x) - f(x)) <= kTolerance)) return false;
  return true;
}

/// Pd of one detector, with the SNR as a pure ratio.
struct Exact {
  double prob_fa;
  std::uint32_t num_pulses;
  Swerling swerling;
  double operator()(double snr) const {
    return prob_detect(10 * std::log10(snr), prob_fa, num_pulses, swerling);
  }
};

/// The largest power of two up to which one polynomial does, from an SNR of zero.
double first_edge(const Exact& pd, std::vector<double>& coefficients) {
  Terms c;
  double first = 64;
  while (!fit_well([&](double x) { return pd(first * (x + 0.5)); }, c)) first /= 2;
  coefficients.assign(c.begin(), c.end());
  return first;
}

/// Adds the cells of 2^bits an octave; false if they are too wide.
bool add_cells(const Exact& pd, double first, double last, int bits, std::vector<double>& coefficients) {
  const double num = 1 << bits;
  Terms c;
  for (double octave = first; octave < last; octave *= 2)
    for (double k = 0; k < num; ++k) {
      if (!fit_well([&](double x) { return pd(octave * (1 + (k + x + 0.5) / num)); }, c)) return false;
      coefficients.insert(coefficients.end(), c.begin(), c.end());
    }
  return true;
}

} // namespace

PdTable::PdTable(double prob_fa, std::uint32_t num_pulses, Swerling swerling) {
  static_cast<void>(threshold(prob_fa, num_pulses)); // checks both
  log_prob_fa_ = std::log(prob_fa);
  if (num_pulses == 1 && (swerling == Swerling::one || swerling == Swerling::two)) return;
  const Exact pd{prob_fa, num_pulses, swerling};
  first_ = first_edge(pd, coefficients_);
  last_ = 2 * first_;
  for (int k = 0; k < kMostOctaves && 1 - pd(last_) > kFar; ++k) last_ *= 2;
  for (bits_ = 1; !add_cells(pd, first_, last_, bits_, coefficients_); ++bits_) {
    DW_CHECK(bits_ < kMostBits);
    coefficients_.resize(kTerms);
  }
}

PdTable::Cells PdTable::cells() const {
  return {coefficients_.empty() ? nullptr : coefficients_.data(), log_prob_fa_, first_, last_, bits_};
}

double PdTable::at(double snr) const {
  DW_CHECK(snr >= 0);
  if (coefficients_.empty()) return HWY_NAMESPACE::pd_closed(log_prob_fa_, snr);
  return HWY_NAMESPACE::pd_of_cells(HWY_NAMESPACE::CellGrid(cells()), snr);
}

void PdTable::at(std::span<const double> snr, std::span<double> prob_detect) const {
  DW_CHECK(snr.size() == prob_detect.size());
  DW_CHECK(HWY_DYNAMIC_DISPATCH(prob_detect_of)(cells(), snr, prob_detect.data()));
}

} // namespace dewline::sense
#endif
