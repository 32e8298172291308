// One look, written once for one target (T = double) and for lanes (T = F): the same bits. Included once per
// instruction set, as base/lanes.hpp is.
#if defined(DEWLINE_SENSE_LOOK_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_SENSE_LOOK_LANES_HPP
#undef DEWLINE_SENSE_LOOK_LANES_HPP
#else
#define DEWLINE_SENSE_LOOK_LANES_HPP
#endif

#include "dewline/sense/pd_lanes.hpp"

#include "dewline/sense/looks.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::sense::HWY_NAMESPACE {

template <class T>
struct Vec3Of {
  T x, y, z;
};
template <class T>
HWY_INLINE T dot(const Vec3& a, const Vec3Of<T>& b) {
  return T(a.x) * b.x + T(a.y) * b.y + T(a.z) * b.z;
}
template <class T>
using MaskOf = decltype(T() < T());

/// Where a target stands, and whether it is inside the gates.
template <class T>
struct Sight {
  Vec3Of<T> p_SO_E;
  T range_m, ahead_m; ///< ahead_m: along the boresight
  MaskOf<T> inside;
};

template <class T>
HWY_INLINE Sight<T> sight(const LookFace& face, const Vec3Of<T>& p_EO_E) {
  const Vec3Of<T> p{p_EO_E.x - T(face.p_ES_E.x), p_EO_E.y - T(face.p_ES_E.y), p_EO_E.z - T(face.p_ES_E.z)};
  const T range = root(p.x * p.x + p.y * p.y + p.z * p.z);
  const T up = dot(face.up_E, p), from = dot(face.from_E, p), to = dot(face.to_E, p);
  const T ahead = dot(Vec3{face.R_SE(2, 0), face.R_SE(2, 1), face.R_SE(2, 2)}, p);
  const auto after = from >= T(0.0), before = to >= T(0.0);
  const auto sector = face.wide ? either(after, before) : both(after, before);
  const auto elevation = both(up >= T(face.sin_el_min) * range, T(face.sin_el_max) * range >= up);
  const auto reach = both(range >= T(face.range_min_m), T(face.range_max_m) >= range);
  return {p, range, ahead, both(both(sector, T(0.0) < ahead), both(elevation, reach))};
}

/// w^exponent for w > 0.
template <class T>
HWY_INLINE T scan_gain(T w, double exponent) {
  const int whole = exponent <= 8 ? static_cast<int>(exponent) : 0;
  if (whole != exponent) return exponential(T(exponent) * logarithm(select(T(1e-30) < w, w, T(1e-30))));
  T gain(1.0);
  for (int k = 0; k < whole; ++k) gain = gain * w;
  return gain;
}

/// Mean SNR of one pulse, 0 outside; w is the cosine off boresight.
template <class T>
HWY_INLINE T mean_snr(const LookFace& face, MaskOf<T> inside, T rcs_m2, T inverse_range, T w) {
  const T inverse2 = inverse_range * inverse_range;
  const T snr = T(face.snr_at_1m) * rcs_m2 * (inverse2 * inverse2) * scan_gain(w, face.scan_loss_exponent);
  return only(both(inside, T(0.0) < snr), snr);
}

} // namespace dewline::sense::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
