// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/base/draws_batch.hpp"

#include <algorithm>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/base/draws_batch.cpp"
#include <hwy/foreach_target.h>

#include "dewline/base/box_muller.hpp"
#include "dewline/base/philox_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::HWY_NAMESPACE {
namespace {

/// The words of a row's addresses.
class Source {
 public:
  Source(const Draws& draws, const AddressRow& row) : row_(row), philox_(draws, counter(row[0])) {}

  /// Of the addresses from i on; beyond the row's end the last one's again.
  [[nodiscard]] HWY_INLINE WordLanes operator[](std::size_t i) const {
    if (row_.by_item() && i + kWidth <= row_.size()) return philox_.by_last(row_.items().data() + i);
    std::uint64_t part[kWidth];
    for (std::size_t l = 0; l < kWidth; ++l) {
      const Address at = row_[std::min(i + l, row_.size() - 1)];
      part[l] = row_.by_item() ? at.item : counter(at)[0];
    }
    return row_.by_item() ? philox_.by_last(part) : philox_.by_first(part);
  }

 private:
  const AddressRow& row_;
  PhiloxLanes philox_;
};

/// kPer numbers of each address: put(words, where) for all lanes, the last few by way of a block of their own.
template <std::size_t kPer, class Put>
HWY_INLINE void fill(const Draws& draws, const AddressRow& row, double* out, Put put) {
  const Source source(draws, row);
  std::size_t i = 0;
  for (; i + kWidth <= row.size(); i += kWidth) put(source[i], out + kPer * i);
  if (i == row.size()) return;
  double rest[kPer * kWidth];
  put(source[i], rest);
  std::copy_n(rest, kPer * (row.size() - i), out + kPer * i);
}

void uniforms(const Draws& draws, const AddressRow& row, double* out) {
  fill<1>(draws, row, out, [](const WordLanes& w, double* to) HWY_ATTR { store(open_unit(w.w0), to); });
}

void normals4(const Draws& draws, const AddressRow& row, double* out) {
  fill<4>(draws, row, out, [](const WordLanes& w, double* to) HWY_ATTR {
    const Turn p = box_muller(open_unit(w.w0), open_unit(w.w1)), q = box_muller(open_unit(w.w2), open_unit(w.w3));
    hn::StoreInterleaved4(p.c.v, p.s.v, q.c.v, q.s.v, D{}, to);
  });
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
