// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/base/draws_batch.hpp"

#include <algorithm>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"
#include "dewline/base/philox_row.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/base/draws_batch.cpp"
#include <hwy/foreach_target.h>

#include "dewline/base/box_muller.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {
namespace {

constexpr std::size_t kWidth = hn::MaxLanes(D{});

PhiloxRow::Words counter(const Address& at) {
  return {(std::uint64_t{static_cast<std::uint32_t>(at.purpose)} << 32) | at.n, at.owner, at.event, at.item};
}

/// The words of a row's addresses.
class Source {
 public:
  Source(const Draws& draws, const AddressRow& row)
      : row_(row), philox_(draws.key()), shared_(philox_.share(counter(row[0]))) {}

  [[nodiscard]] std::size_t size() const { return row_.size(); }
  /// Beyond the row's end the last address' again.
  [[nodiscard]] HWY_INLINE PhiloxRow::Words operator[](std::size_t i) const {
    i = std::min(i, row_.size() - 1);
    return row_.by_item() ? philox_.words(shared_, row_.items()[i]) : philox_.words(counter(row_[i]));
  }

 private:
  const AddressRow& row_;
  PhiloxRow philox_;
  PhiloxRow::Shared shared_;
};

HWY_INLINE F open_units(const std::uint64_t* words) { return open_unit(hn::Load(U{}, words)); }

void uniforms(const Draws& draws, const AddressRow& row, double* out) {
  const Source source(draws, row);
  alignas(64) std::uint64_t words[kLanes];
  alignas(64) double block[kLanes];
  for (std::size_t first = 0; first < row.size(); first += kLanes) {
    for (std::size_t l = 0; l < kLanes; ++l) words[l] = source[first + l][0];
    for (std::size_t l = 0; l < kLanes; l += kWidth) store(open_units(words + l), block + l);
    std::copy_n(block, std::min(kLanes, row.size() - first), out + first);
  }
}

/// The words of a few neighbours, whose pairs fill the lanes: each address has two.
struct alignas(64) Pairs {
  static constexpr std::size_t kNum = kLanes / 2;
  std::uint64_t radius[kLanes], angle[kLanes];

  HWY_INLINE void read(const Source& source, std::size_t first) {
    for (std::size_t i = 0; i < kNum; ++i) {
      const auto w = source[first + i];
      radius[2 * i] = w[0], angle[2 * i] = w[1], radius[2 * i + 1] = w[2], angle[2 * i + 1] = w[3];
    }
  }
  /// Four normals of each address.
  HWY_INLINE void transform(double* out) const {
    for (std::size_t l = 0; l < kLanes; l += kWidth) {
      const Turn z = box_muller(open_units(radius + l), open_units(angle + l));
      hn::StoreInterleaved2(z.c.v, z.s.v, D{}, out + 2 * l);
    }
  }
};

/// The next words are made while the last ones are transformed: integer products and lanes then work at the same
/// time, in one window of the processor.
void normals4(const Draws& draws, const AddressRow& row, double* out) {
  const Source source(draws, row);
  Pairs pairs[2];
  pairs[0].read(source, 0);
  std::size_t first = 0, turn = 0;
  for (; first + Pairs::kNum <= row.size(); first += Pairs::kNum, turn ^= 1) {
    pairs[turn ^ 1].read(source, first + Pairs::kNum);
    pairs[turn].transform(out + 4 * first);
  }
  alignas(64) double rest[4 * Pairs::kNum];
  pairs[turn].transform(rest);
  std::copy_n(rest, 4 * (row.size() - first), out + 4 * first);
}

} // namespace
} // namespace dewline::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline {
HWY_EXPORT(uniforms);
HWY_EXPORT(normals4);

AddressRow::AddressRow(const Address& at, std::size_t size) : at_(at), size_(size), by_item_(false) {
  DW_CHECK(size <= (std::uint64_t{1} << 32) - at.n);
}

void fill_uniforms(const Draws& draws, const AddressRow& row, std::span<double> out) {
  DW_CHECK(out.size() == row.size());
  if (!out.empty()) HWY_DYNAMIC_DISPATCH(uniforms)(draws, row, out.data());
}

void fill_normals4(const Draws& draws, const AddressRow& row, std::span<std::array<double, 4>> out) {
  DW_CHECK(out.size() == row.size());
  if (!out.empty()) HWY_DYNAMIC_DISPATCH(normals4)(draws, row, out.data()->data());
}

} // namespace dewline
#endif
