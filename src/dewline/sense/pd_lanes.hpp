// Pd of a PdTable, written once for one number (T = double) and for lanes (T = F): the same bits. Included once per
// instruction set, as base/lanes.hpp is.
#if defined(DEWLINE_SENSE_PD_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_SENSE_PD_LANES_HPP
#undef DEWLINE_SENSE_PD_LANES_HPP
#else
#define DEWLINE_SENSE_PD_LANES_HPP
#endif

#include "dewline/base/elementary.hpp"

#include "dewline/sense/pd_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::sense::HWY_NAMESPACE {
using namespace dewline::HWY_NAMESPACE;

/// What of PdTable::Cells is the same for every SNR.
struct CellGrid {
  const double* coefficients;
  double first, below_last, per_first, scale; ///< scale: 2^bits
  std::uint64_t base;                         ///< number of the cell before `first`
  int shift;                                  ///< 52 - bits

  explicit CellGrid(const PdTable::Cells& c)
      : coefficients(c.coefficients),
        first(c.first),
        below_last(std::bit_cast<double>(std::bit_cast<std::uint64_t>(c.last) - 1)),
        per_first(1 / c.first),
        scale(static_cast<double>(1 << c.bits)),
        base((std::bit_cast<std::uint64_t>(c.first) >> (52 - c.bits)) - 1),
        shift(52 - c.bits) {}
};
constexpr std::uint64_t kOne = 0x3ff0000000000000; ///< the bits of 1

HWY_INLINE F pd_of_cells(const CellGrid& g, F snr) {
  const U u;
  const auto bits = hn::BitCast(u, hn::Min(hn::Max(snr.v, F(g.first).v), F(g.below_last).v));
  const Mask low = snr < F(g.first);
  const auto number = hn::Sub(hn::ShiftRightSame(bits, g.shift), hn::Set(u, g.base));
  const auto cell = hn::IfThenZeroElse(hn::RebindMask(u, low), number);
  const auto part = hn::And(bits, hn::Set(u, (std::uint64_t{1} << g.shift) - 1));
  const F within = F(hn::BitCast(D{}, hn::Or(part, hn::Set(u, kOne)))) - F(1.0);
  const F x = select(low, snr * F(g.per_first), within * F(g.scale)) - F(0.5);
  const hn::RebindToSigned<D> i;
  const auto at = hn::BitCast(i, hn::Add(hn::ShiftLeft<2>(cell), hn::ShiftLeft<1>(cell)));
  const auto c = [&](int k) HWY_ATTR { return F(hn::GatherIndex(D{}, g.coefficients + k, at)); };
  const F x2 = x * x;
  const F sum = (c(0) + x * c(1)) + x2 * ((c(2) + x * c(3)) + x2 * (c(4) + x * c(5)));
  return hn::Min(hn::Max(sum.v, F(0.0).v), F(1.0).v);
}
HWY_INLINE double pd_of_cells(const CellGrid& g, double snr) {
  const bool low = snr < g.first;
  const auto bits = std::bit_cast<std::uint64_t>(low ? g.first : snr < g.below_last ? snr : g.below_last);
  const std::uint64_t cell = low ? 0 : (bits >> g.shift) - g.base;
  const std::uint64_t part = bits & ((std::uint64_t{1} << g.shift) - 1);
  const double within = std::bit_cast<double>(part | kOne) - 1;
  const double x = (low ? snr * g.per_first : within * g.scale) - 0.5, x2 = x * x;
  const double* c = g.coefficients + PdTable::kTerms * cell;
  const double sum = (c[0] + x * c[1]) + x2 * ((c[2] + x * c[3]) + x2 * (c[4] + x * c[5]));
  return sum < 0 ? 0 : sum < 1 ? sum : 1;
}
static_assert(PdTable::kTerms == 6);

/// One pulse of an exponential target: Pfa^(1 / (1 + SNR)).
template <class T>
HWY_INLINE T pd_closed(double log_prob_fa, T snr) {
  return exponential(T(log_prob_fa) / (T(1.0) + snr));
}

} // namespace dewline::sense::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
