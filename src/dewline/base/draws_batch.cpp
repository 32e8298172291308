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

/// The words of kLanes addresses, by column.
struct alignas(64) Columns {
  std::uint64_t word[4][kLanes];

  [[nodiscard]] HWY_INLINE F uniform(std::size_t column, std::size_t lane) const {
    return open_unit(hn::Load(U{}, word[column] + lane));
  }
};

PhiloxRow::Words counter(const Address& at) {
  return {(std::uint64_t{static_cast<std::uint32_t>(at.purpose)} << 32) | at.n, at.owner, at.event, at.item};
}

/// The words of a row's addresses, a block after the other.
class Source {
 public:
  Source(const Draws& draws, const AddressRow& row)
      : row_(row), philox_(draws.key()), shared_(philox_.share(row.size() ? counter(row[0]) : PhiloxRow::Words{})) {}

  /// Of address `first` and those after it; beyond the row's end the last one's again.
  HWY_INLINE void read(std::size_t first, Columns& to) const {
    for (std::size_t l = 0; l < kLanes; ++l) {
      const std::size_t i = std::min(first + l, row_.size() - 1);
      const auto w = row_.by_item() ? philox_.words(shared_, row_.items()[i]) : philox_.words(counter(row_[i]));
      for (std::size_t k = 0; k < 4; ++k) to.word[k][l] = w[k];
    }
  }

 private:
  const AddressRow& row_;
  PhiloxRow philox_;
  PhiloxRow::Shared shared_;
};

void uniforms(const Draws& draws, const AddressRow& row, double* out) {
  const Source source(draws, row);
  Columns columns;
  alignas(64) double block[kLanes];
  for (std::size_t first = 0; first < row.size(); first += kLanes) {
    source.read(first, columns);
    for (std::size_t l = 0; l < kLanes; l += kWidth) store(columns.uniform(0, l), block + l);
    std::copy_n(block, std::min(kLanes, row.size() - first), out + first);
  }
}

/// Four normals of each address, in its row.
HWY_INLINE void normals4_of(const Columns& columns, double* out) {
  for (std::size_t l = 0; l < kLanes; l += kWidth) {
    const Turn p = box_muller(columns.uniform(0, l), columns.uniform(1, l));
    const Turn q = box_muller(columns.uniform(2, l), columns.uniform(3, l));
    hn::StoreInterleaved4(p.c.v, p.s.v, q.c.v, q.s.v, D{}, out + 4 * l);
  }
}

void normals4(const Draws& draws, const AddressRow& row, double* out) {
  const Source source(draws, row);
  Columns columns;
  std::size_t first = 0;
  for (; first + kLanes <= row.size(); first += kLanes) {
    source.read(first, columns);
    normals4_of(columns, out + 4 * first);
  }
  if (first == row.size()) return;
  alignas(64) double block[4 * kLanes];
  source.read(first, columns);
  normals4_of(columns, block);
  std::copy_n(block, 4 * (row.size() - first), out + 4 * first);
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
  HWY_DYNAMIC_DISPATCH(uniforms)(draws, row, out.data());
}

void fill_normals4(const Draws& draws, const AddressRow& row, std::span<std::array<double, 4>> out) {
  DW_CHECK(out.size() == row.size());
  if (!out.empty()) HWY_DYNAMIC_DISPATCH(normals4)(draws, row, out.data()->data());
}

} // namespace dewline
#endif
