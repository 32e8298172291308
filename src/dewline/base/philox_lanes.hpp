// Philox for neighbours in lanes. Included once per instruction set, as lanes.hpp is. With AVX-512 the products of 64
// bits are put together from four of 32, which takes two thirds of the scalar time; narrower registers are slower at
// it than the scalar multiplier (timed on both), so there every lane has its own scalar rounds.
#if defined(DEWLINE_BASE_PHILOX_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_BASE_PHILOX_LANES_HPP
#undef DEWLINE_BASE_PHILOX_LANES_HPP
#else
#define DEWLINE_BASE_PHILOX_LANES_HPP
#endif

#include "dewline/base/lanes.hpp"

#include "dewline/base/philox_row.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {

constexpr std::size_t kWidth = hn::MaxLanes(D{});

/// The four words of each lane's counter.
struct WordLanes {
  hn::Vec<U> w0, w1, w2, w3;
};

/// Words of counters that differ in their first or in their last word.
class PhiloxLanes {
 public:
  PhiloxLanes(const Draws& draws, const PhiloxRow::Words& counter)
      : philox_(draws.key()), counter_(counter), shared_(philox_.share(counter)) {}

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  /// last: kWidth words.
  [[nodiscard]] HWY_INLINE WordLanes by_last(const std::uint64_t* last) const {
    const U u;
    const Product p = product<PhiloxRow::kM1>(hn::Xor(hn::Set(u, shared_.second[2]), hn::LoadU(u, last)));
    return rounds({hn::Xor(p.high, hn::Set(u, shared_.third[0])), p.low, hn::Set(u, shared_.third[2]),
                   hn::Set(u, shared_.third[3])},
                  2);
  }
  [[nodiscard]] HWY_INLINE WordLanes by_first(const std::uint64_t* first) const {
    const U u;
    return rounds({hn::LoadU(u, first), hn::Set(u, counter_[1]), hn::Set(u, counter_[2]), hn::Set(u, counter_[3])}, 0);
  }

 private:
  struct Product {
    hn::Vec<U> high, low;
  };
  template <std::uint64_t kFactor>
  static HWY_INLINE Product product(hn::Vec<U> a) {
    const U u;
    const hn::Repartition<std::uint32_t, U> h;
    const auto factor_low = hn::BitCast(h, hn::Set(u, kFactor & 0xffffffff)),
               factor_high = hn::BitCast(h, hn::Set(u, kFactor >> 32));
    const auto low = hn::BitCast(h, a), high = hn::BitCast(h, hn::ShiftRight<32>(a));
    const auto ll = hn::MulEven(low, factor_low), lh = hn::MulEven(low, factor_high),
               hl = hn::MulEven(high, factor_low), hh = hn::MulEven(high, factor_high);
    const auto middle = hn::Add(hl, hn::ShiftRight<32>(ll));
    const auto rest = hn::Add(lh, hn::And(middle, hn::Set(u, 0xffffffff)));
    return {hn::Add(hn::Add(hh, hn::ShiftRight<32>(middle)), hn::ShiftRight<32>(rest)),
            hn::BitCast(u, hn::OddEven(hn::BitCast(h, hn::ShiftLeft<32>(rest)), hn::BitCast(h, ll)))};
  }
  [[nodiscard]] HWY_INLINE WordLanes rounds(WordLanes c, std::size_t first) const {
    const U u;
    for (std::size_t r = first; r < PhiloxRow::kRounds; ++r) {
      const Product p = product<PhiloxRow::kM0>(c.w0), q = product<PhiloxRow::kM1>(c.w2);
      const auto& key = philox_.key(r);
      c = {hn::Xor3(q.high, c.w1, hn::Set(u, key[0])), q.low, hn::Xor3(p.high, c.w3, hn::Set(u, key[1])), p.low};
    }
    return c;
  }
#else
  /// last: kWidth words.
  [[nodiscard]] HWY_INLINE WordLanes by_last(const std::uint64_t* last) const {
    return each([&](std::size_t l) { return philox_.words(shared_, last[l]); });
  }
  [[nodiscard]] HWY_INLINE WordLanes by_first(const std::uint64_t* first) const {
    return each([&](std::size_t l) { return philox_.words({first[l], counter_[1], counter_[2], counter_[3]}); });
  }

 private:
  template <class Words>
  static HWY_INLINE WordLanes each(Words words) {
    alignas(64) std::uint64_t word[4][kWidth];
    for (std::size_t l = 0; l < kWidth; ++l) {
      const PhiloxRow::Words w = words(l);
      for (std::size_t k = 0; k < 4; ++k) word[k][l] = w[k];
    }
    const U u;
    return {hn::Load(u, word[0]), hn::Load(u, word[1]), hn::Load(u, word[2]), hn::Load(u, word[3])};
  }
#endif
  PhiloxRow philox_;
  PhiloxRow::Words counter_;
  PhiloxRow::Shared shared_;
};

} // namespace dewline::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
