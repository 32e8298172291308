// Steps of Dopri5 for as many arcs as registers hold. Included once per instruction set, as lanes.hpp is.
#if defined(DEWLINE_ORBIT_ARCS_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_ORBIT_ARCS_LANES_HPP
#undef DEWLINE_ORBIT_ARCS_LANES_HPP
#else
#define DEWLINE_ORBIT_ARCS_LANES_HPP
#endif

#include "dewline/base/lanes.hpp"

#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/orbit/air_edges.hpp"
#include "dewline/orbit/dopri5.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {
using namespace dewline::HWY_NAMESPACE;

constexpr std::size_t kArcLanes = hn::MaxLanes(D{});

/// A vector per lane.
struct V {
  F x, y, z;
  friend HWY_INLINE V operator+(V a, V b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend HWY_INLINE V operator-(V a, V b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend HWY_INLINE V operator*(F s, V a) { return {s * a.x, s * a.y, s * a.z}; }
};
HWY_INLINE F dot(V a, V b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
HWY_INLINE V select(Mask m, V a, V b) {
  return {select(m, a.x, b.x), select(m, a.y, b.y), select(m, a.z, b.z)};
}
HWY_INLINE F least(F a, F b) { return hn::Min(a.v, b.v); }
HWY_INLINE F most(F a, F b) { return hn::Max(a.v, b.v); }

/// radial_height() with 1/r given.
HWY_INLINE F radial_height(V p, F r, F inv_r) {
  constexpr double b = 1 - earth::kF, k = 1 / (b * b) - 1;
  const F s = p.z * inv_r, q = F(k) * (s * s), q2 = q * q;
  const F low = F(-1. / 2) + q * F(3. / 8), high = F(-5. / 16) + q * F(35. / 128);
  const F series = low + q2 * (high + q2 * F(-63. / 256));
  return (r - F(earth::kA_m)) - F(earth::kA_m) * (q * series);
}

/// earth::AirTable's density.
HWY_INLINE F air_density(const double* cells, F h_m) {
  using T = earth::AirTable;
  const F h = most(h_m, F(T::kBottom_m));
  const F low = (F(T::kRadius_m) * h / (F(T::kRadius_m) + h) - F(T::kLowest_m)) * F(1 / T::kLowerCell_m);
  const F high = F(double(T::kNumLower)) + (h - F(T::kSeam_m)) * F(1 / T::kUpperCell_m);
  const F x = least(select(h < F(T::kSeam_m), low, high), F(double(T::kTop)));
  const hn::RebindToSigned<D> i;
  const auto cell = hn::ConvertTo(i, x.v);
  const F u = x - F(hn::ConvertTo(D{}, cell));
  const auto at = hn::ShiftLeft<2>(cell);
  const auto c = [&](int k) HWY_ATTR { return F(hn::GatherIndex(D{}, cells + k, at)); };
  return c(0) + u * (c(1) + u * (c(2) + u * c(3)));
}

/// What acts on the lanes' bodies. half_inverse_b = 1 / (2 ballistic coefficient), 0 without air.
struct Acting {
  F half_inverse_b;
  const double* air;
  double mu_m3_s2;
};

template <earth::Gravity field, bool air>
HWY_INLINE V acceleration(const Acting& on, V p, V v) {
  const F r2 = dot(p, p), r = root(r2), i = r * (F(1.0) / r2); // root and quotient at the same time
  const F g = F(on.mu_m3_s2) * i * i;
  V a;
  if constexpr (field == earth::Gravity::two_body) {
    a = (-(g * i)) * p;
  } else {
    const F s = p.z * i, t = s * s, u = F(earth::kA_m) * i, j2 = F(earth::kJ2) * u * u;
    const F q2 = F(3.0) * s, q3 = F(7.5) * t - F(1.5);
    F up = j2 * q3, pole = j2 * q2;
    if constexpr (field == earth::Gravity::j6) {
      const F q4 = s * (F(17.5) * t - F(7.5)), q5 = (F(39.375) * t - F(26.25)) * t + F(1.875),
              q6 = s * ((F(86.625) * t - F(78.75)) * t + F(13.125)),
              q7 = ((F(187.6875) * t - F(216.5625)) * t + F(59.0625)) * t - F(2.1875);
      const auto& j = earth::kZonal;
      const F j3(j[3]), j4(j[4]), j5(j[5]), j6(j[6]), u3 = u * u * u;
      up = up + u3 * (j3 * q4 + u * (j4 * q5 + u * (j5 * q6 + u * (j6 * q7))));
      pole = pole + u3 * (j3 * q3 + u * (j4 * q4 + u * (j5 * q5 + u * (j6 * q6))));
    }
    a = (-(g * i) * (F(1.0) - up)) * p;
    a.z = a.z - g * pole;
  }
  if constexpr (air) {
    const F h = radial_height(p, r, i);
    if (any(h < F(1e6))) { // above there is none, in any lane
      constexpr double w = earth::kOmega_rad_s;
      const V through{v.x + F(w) * p.y, v.y - F(w) * p.x, v.z};
      const F pull = on.half_inverse_b * air_density(on.air, h) * root(dot(through, through));
      a = a - pull * through;
    }
  }
  return a;
}

/// x^(-1/10) to half a percent, for step lengths: the exponent's tenth, then Newton's rule twice.
HWY_INLINE F inverse_tenth_root(F x) {
  const hn::RebindToSigned<D> i;
  const auto bits = hn::ShiftRight<12>(hn::BitCast(i, x.v)); // few enough to be exact as a double
  const F tenth = F(hn::ConvertTo(D{}, bits)) * F(-0.1) + F(1.1 * 1023 * 0x1p40);
  F y = hn::BitCast(D{}, hn::ShiftLeft<12>(hn::ConvertTo(i, tenth.v)));
  for (int k = 0; k < 2; ++k) {
    const F y2 = y * y, y5 = y2 * y2 * y;
    y = y * (F(1.1) - F(0.1) * x * (y5 * y5));
  }
  return y;
}

/// Sum of row[j] k_j over the first n entries.
template <auto row, std::size_t n>
HWY_INLINE V weighted(const V* k) {
  if constexpr (n == 1) return F(row[0]) * k[0];
  else if constexpr (row[n - 1] == 0) return weighted<row, n - 1>(k);
  else return weighted<row, n - 1>(k) + F(row[n - 1]) * k[n - 1];
}

/// The last step of every lane and what it is to do next.
struct Steps {
  F t_s, h_s, last_h_s, last_reach;
  V p, v, k[7]; ///< at the begin of a step, and the accelerations of its stages
  V p_to, v_to; ///< at its end
};

/// Two registers of lanes at a time: while one waits for a root or a quotient the other has work.
constexpr std::size_t kGroups = 2, kAllLanes = kGroups * kArcLanes;

template <std::size_t I, earth::Gravity field, bool air>
HWY_INLINE void stage(const Acting& on, Steps& s, F h, V& p, V& v) {
  constexpr std::size_t n = I < 6 ? I : 6;
  p = s.p + h * (F(kDopri5.c[I]) * s.v + h * weighted<kDopri5.aa[I], n>(s.k));
  v = s.v + h * weighted<kDopri5.a[I], n>(s.k);
  s.k[I] = acceleration<field, air>(on, p, v);
}
template <std::size_t I, earth::Gravity field, bool air>
HWY_INLINE void stages(const Acting* on, Steps* s, const F* h) {
  for (std::size_t g = 0; g < kGroups; ++g) stage<I, field, air>(on[g], s[g], h[g], s[g].p_to, s[g].v_to);
}

/// How many times as long the step could have been.
HWY_INLINE F reach_of(const Steps& s, F h, double inverse_tolerance2) {
  const V e_v = (h * F(1 / kSpeedUnit_m_s)) * weighted<kDopri5.e, 7>(s.k);
  const V e_p = (h * h * F(1 / kLengthUnit_m)) * weighted<kDopri5.ee, 6>(s.k);
  const F error2 = (dot(e_p, e_p) + dot(e_v, e_v)) * F(inverse_tolerance2);
  const F sound = select(error2 < F(1e30), error2, F(1e30)); // also if it is no number
  return inverse_tenth_root(most(sound, F(1e-8)));
}

/// Tries a step of h in every lane.
template <earth::Gravity field, bool air>
HWY_INLINE void attempt(const Acting* on, Steps* s, const F* h) {
  stages<1, field, air>(on, s, h);
  stages<2, field, air>(on, s, h);
  stages<3, field, air>(on, s, h);
  stages<4, field, air>(on, s, h);
  stages<5, field, air>(on, s, h);
  stages<6, field, air>(on, s, h);
}

/// time_to_edge(), for all lanes.
HWY_INLINE F edge_limit(const Steps& s) {
  const F r2 = dot(s.p, s.p), r = root(r2), inv_r = F(1.0) / r, h = radial_height(s.p, r, inv_r);
  F edge(-1e9);
  for (std::size_t i = kAirEdges_m.size(); i-- > 0;)
    edge = select(F(kAirEdges_m[i] + 1) < h, F(kAirEdges_m[i]), edge);
  const F fall = h - edge, up = dot(s.p, s.v) * inv_r;
  const F up_rate = (dot(s.p, s.k[0]) + dot(s.v, s.v) - up * up) * inv_r;
  const F square = up * up - F(2.0) * up_rate * fall;
  const F speed = root(most(square, F(0.0))) - up;
  const Mask met = both(F(0.0) < square, both(F(0.0) < speed, F(-1e8) < edge));
  return select(met, F(2.0) * fall / select(met, speed, F(1.0)), F(1e9));
}

} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
