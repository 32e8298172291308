// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/sense/looks.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"

#ifndef DEWLINE_SENSE_LOOKS_COLUMNS
#define DEWLINE_SENSE_LOOKS_COLUMNS
namespace dewline::sense {
namespace {
struct From {
  const double *x_m, *y_m, *z_m, *rcs_m2;
  std::size_t rcs_step; ///< 0: one for all
};
struct To {
  double *range_m, *u, *v, *w, *snr, *prob_detect;
  std::uint8_t* inside;
};
} // namespace
} // namespace dewline::sense
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/sense/looks.cpp"
#include <hwy/foreach_target.h>

#include "dewline/base/box_muller.hpp"
#include "dewline/base/philox_lanes.hpp"
#include "dewline/sense/look_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::sense::HWY_NAMESPACE {
namespace {

// Columns are read and written by number or by lanes, as T says; a column that is not wanted is null.
HWY_INLINE void read(const double* from, F& x) { x = load(from); }
HWY_INLINE void read(const double* from, double& x) { x = *from; }
HWY_INLINE void write(F x, double* to) { store(x, to); }
HWY_INLINE void write(double x, double* to) { *to = x; }
HWY_INLINE void write(bool inside, std::uint8_t* to) { *to = inside; }
HWY_INLINE void write(Mask inside, std::uint8_t* to) {
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(D{}, inside, bits);
  // Bit k to byte k, whatever bit of it, and that to 0 or 1.
  const std::uint64_t spread = (std::uint64_t{bits[0]} * 0x0101010101010101) & 0x8040201008040201;
  const std::uint64_t ones = ((spread + 0x7f7f7f7f7f7f7f7f) >> 7) & 0x0101010101010101;
  std::memcpy(to, &ones, kWidth);
}
HWY_INLINE bool nobody(bool inside) { return !inside; }
HWY_INLINE bool nobody(Mask inside) { return !any(inside); }

/// Looks of one face with one detector.
class Looker {
 public:
  Looker(const LookFace& face, const PdTable::Cells& pd) : face_(face), pd_(pd), grid_(pd) {}

  template <class T>
  HWY_INLINE void look(const From& from, const To& to, std::size_t i) const {
    Vec3Of<T> p;
    read(from.x_m + i, p.x), read(from.y_m + i, p.y), read(from.z_m + i, p.z);
    const Sight<T> at = sight(face_, p);
    if (to.inside) write(at.inside, to.inside + i);
    if (to.range_m) write(at.range_m, to.range_m + i);
    const T inverse = T(1.0) / select(T(1e-30) < at.range_m, at.range_m, T(1e-30)), w = at.ahead_m * inverse;
    if (to.u) write(inverse * dot(row(0), at.p_SO_E), to.u + i);
    if (to.v) write(inverse * dot(row(1), at.p_SO_E), to.v + i);
    if (to.w) write(w, to.w + i);
    if (to.snr || to.prob_detect) signal<T>(at.inside, inverse, w, from, to, i);
  }

 private:
  [[nodiscard]] HWY_INLINE Vec3 row(std::size_t k) const {
    return {face_.R_SE(k, 0), face_.R_SE(k, 1), face_.R_SE(k, 2)};
  }

  template <class T>
  HWY_INLINE void signal(MaskOf<T> inside, T inverse, T w, const From& from, const To& to, std::size_t i) const {
    T snr(0.0), pd(0.0);
    if (!nobody(inside)) {
      T rcs(*from.rcs_m2);
      if (from.rcs_step) read(from.rcs_m2 + i, rcs);
      snr = mean_snr<T>(face_, inside, rcs, inverse, w);
      if (to.prob_detect) pd = only(inside, prob_detect(snr));
    }
    if (to.snr) write(snr, to.snr + i);
    if (to.prob_detect) write(pd, to.prob_detect + i);
  }
  template <class T>
  HWY_INLINE T prob_detect(T snr) const {
    return pd_.coefficients ? pd_of_cells(grid_, snr) : pd_closed(pd_.log_prob_fa, snr);
  }

  const LookFace& face_;
  PdTable::Cells pd_;
  CellGrid grid_;
};

/// The last few targets in columns of their own, as long as the lanes.
class Rest {
 public:
  Rest(const From& from, std::size_t first, std::size_t num) : first_(first), num_(num) {
    const double* const in[] = {from.x_m, from.y_m, from.z_m, from.rcs_m2};
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t l = 0; l < kWidth; ++l)
        in_[k][l] = in[k][k == 3 && !from.rcs_step ? 0 : first + std::min(l, num - 1)];
  }
  [[nodiscard]] From from(std::size_t rcs_step) const { return {in_[0], in_[1], in_[2], in_[3], rcs_step}; }
  [[nodiscard]] To to(const To& wanted) {
    const auto part = [&](double* column, std::size_t k) { return column ? out_[k] : nullptr; };
    return {part(wanted.range_m, 0), part(wanted.u, 1), part(wanted.v, 2), part(wanted.w, 3),
            part(wanted.snr, 4), part(wanted.prob_detect, 5), wanted.inside ? inside_ : nullptr};
  }
  void copy_to(const To& wanted) const {
    double* const out[] = {wanted.range_m, wanted.u, wanted.v, wanted.w, wanted.snr, wanted.prob_detect};
    for (std::size_t k = 0; k < 6; ++k)
      if (out[k]) std::copy_n(out_[k], num_, out[k] + first_);
    if (wanted.inside) std::copy_n(inside_, num_, wanted.inside + first_);
  }

 private:
  std::size_t first_, num_;
  double in_[4][kWidth], out_[6][kWidth];
  std::uint8_t inside_[kWidth];
};

void look_in_lanes(const LookFace& face, const PdTable::Cells& pd, const From& from, const To& to,
                   std::size_t num) {
  const Looker looker(face, pd);
  std::size_t i = 0;
  for (; i + kWidth <= num; i += kWidth) looker.look<F>(from, to, i);
  if (i == num) return;
  Rest rest(from, i, num - i);
  looker.look<F>(rest.from(from.rcs_step), rest.to(to), 0);
  rest.copy_to(to);
}

/// The draws of a block, of those that may hit, packed.
void hits_in_lanes(const Draws& draws, const Address& at, const std::uint64_t* items, const double* prob_detect,
                   std::uint8_t* hit, std::size_t num) {
  const PhiloxLanes philox(draws, counter(at));
  constexpr std::size_t kBlock = 64;
  std::size_t who[kBlock + kWidth];
  std::uint64_t item[kBlock + kWidth] = {};
  double pd[kBlock + kWidth] = {};
  std::uint8_t is_hit[kBlock + kWidth];
  for (std::size_t first = 0; first < num; first += kBlock) {
    std::size_t some = 0;
    for (std::size_t i = first; i < std::min(first + kBlock, num); ++i) {
      hit[i] = 0;
      who[some] = i, item[some] = items[i], pd[some] = prob_detect[i];
      some += prob_detect[i] > 0;
    }
    for (std::size_t k = 0; k < some; k += kWidth)
      write(open_unit(philox.by_last(item + k).w0) < load(pd + k), is_hit + k);
    for (std::size_t k = 0; k < some; ++k) hit[who[k]] = is_hit[k];
  }
}

void visible_in_lanes(const LookFace& face, const From& from, std::uint8_t* inside, std::size_t num) {
  const auto gate = [&](const From& f, std::size_t i, std::uint8_t* to) HWY_ATTR {
    write(sight(face, Vec3Of<F>{load(f.x_m + i), load(f.y_m + i), load(f.z_m + i)}).inside, to);
  };
  std::size_t i = 0;
  for (; i + kWidth <= num; i += kWidth) gate(from, i, inside + i);
  if (i == num) return;
  const Rest rest(from, i, num - i);
  std::uint8_t last[kWidth];
  gate(rest.from(0), 0, last);
  std::copy_n(last, num - i, inside + i);
}

} // namespace
} // namespace dewline::sense::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline::sense {
HWY_EXPORT(look_in_lanes);
HWY_EXPORT(visible_in_lanes);
HWY_EXPORT(hits_in_lanes);
namespace {
using Single = HWY_NAMESPACE::Looker;

/// All columns, checked.
struct Columns {
  std::size_t num;
  From from;
  To to;
  Columns(const LookTargets& t, const Looks& out)
      : num(t.x_m.size()),
        from{t.x_m.data(), t.y_m.data(), t.z_m.data(), t.rcs_m2.data(), t.rcs_m2.size() == 1 ? 0U : 1U},
        to{wanted(out.range_m), wanted(out.u), wanted(out.v), wanted(out.w),
           wanted(out.snr),     wanted(out.prob_detect), wanted(out.inside)} {
    DW_CHECK(t.y_m.size() == num && t.z_m.size() == num);
    DW_CHECK(t.rcs_m2.size() == num || t.rcs_m2.size() == 1);
  }

 private:
  template <class T>
  T* wanted(std::span<T> column) const {
    DW_CHECK(column.empty() || column.size() == num);
    return column.empty() ? nullptr : column.data();
  }
};

} // namespace

void look(const LookFace& face, const PdTable& pd, const LookTargets& targets, const Looks& out) {
  const Columns c(targets, out);
  HWY_DYNAMIC_DISPATCH(look_in_lanes)(face, pd.cells(), c.from, c.to, c.num);
}

void look_plain(const LookFace& face, const PdTable& pd, const LookTargets& targets, const Looks& out) {
  const Columns c(targets, out);
  const Single single(face, pd.cells());
  for (std::size_t i = 0; i < c.num; ++i) single.look<double>(c.from, c.to, i);
}

void visible(const LookFace& face, const LookTargets& targets, std::span<std::uint8_t> inside) {
  const std::size_t num = targets.x_m.size();
  DW_CHECK(targets.y_m.size() == num && targets.z_m.size() == num && inside.size() == num);
  const double none = 0;
  HWY_DYNAMIC_DISPATCH(visible_in_lanes)
  (face, {targets.x_m.data(), targets.y_m.data(), targets.z_m.data(), &none, 0}, inside.data(), num);
}

void draw_hits(const Draws& draws, const Address& at, std::span<const std::uint64_t> items,
               std::span<const double> prob_detect, std::span<std::uint8_t> hit) {
  DW_CHECK(prob_detect.size() == items.size() && hit.size() == items.size());
  HWY_DYNAMIC_DISPATCH(hits_in_lanes)
  (draws, at, items.data(), prob_detect.data(), hit.data(), items.size());
}

} // namespace dewline::sense
#endif
