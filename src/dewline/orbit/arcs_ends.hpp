// Apogees and impacts inside steps, for as many arcs as registers hold. Included once per instruction set.
#if defined(DEWLINE_ORBIT_ARCS_ENDS_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_ORBIT_ARCS_ENDS_HPP
#undef DEWLINE_ORBIT_ARCS_ENDS_HPP
#else
#define DEWLINE_ORBIT_ARCS_ENDS_HPP
#endif

#include "dewline/orbit/arcs_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {

/// Steps to look into, from any lanes, a column each.
struct StepTable {
  static constexpr std::size_t kRows = 20; ///< t, h; p, v, a at the begin and at the end
  alignas(64) double rows[kRows][kArcLanes];
  std::size_t arc[kArcLanes];
  std::size_t num = 0;

  [[nodiscard]] bool full() const { return num == kArcLanes; }
  [[nodiscard]] HWY_INLINE F row(std::size_t i) const { return hn::Load(D{}, rows[i]); }
  [[nodiscard]] HWY_INLINE V vector(std::size_t i) const { return {row(i), row(i + 1), row(i + 2)}; }
  HWY_INLINE void set(std::size_t i, F x) { hn::Store(x.v, D{}, rows[i]); }
  HWY_INLINE void set(std::size_t i, V a) { set(i, a.x), set(i + 1, a.y), set(i + 2, a.z); }

  /// The last step of every lane.
  HWY_INLINE void take(const Steps& s, F h) {
    set(0, s.t_s), set(1, h);
    set(2, s.p), set(5, s.v), set(8, s.k[0]);
    set(11, s.p_to), set(14, s.v_to), set(17, s.k[6]);
  }
  void add(const StepTable& from, std::size_t lane, std::size_t of) {
    for (std::size_t i = 0; i < kRows; ++i) rows[i][num] = from.rows[i][lane];
    arc[num++] = of;
  }
  /// Columns that are not used repeat the first.
  void pad() {
    for (std::size_t l = num; l < kArcLanes; ++l)
      for (auto& row : rows) row[l] = row[0];
  }
};

/// Dopri5::at: the quintic of a step, in parts u of it.
struct Quintic {
  V c0, c1, c2, c3, c4, c5;

  explicit HWY_INLINE Quintic(const StepTable& s) {
    const F h = s.row(1), half = F(0.5) * h * h;
    c0 = s.vector(2), c1 = h * s.vector(5), c2 = half * s.vector(8);
    const V d = s.vector(11) - c0 - c1 - c2, e = h * s.vector(14) - c1 - F(2.0) * c2,
            f = half * s.vector(17) - c2;
    c3 = F(10.0) * d - F(4.0) * e + f, c4 = F(7.0) * e - F(15.0) * d - F(2.0) * f,
    c5 = F(6.0) * d - F(3.0) * e + f;
  }
  [[nodiscard]] HWY_INLINE V place(F u) const {
    return c0 + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))));
  }
  [[nodiscard]] HWY_INLINE V slope(F u) const {
    return c1 + u * (F(2.0) * c2 + u * (F(3.0) * c3 + u * (F(4.0) * c4 + (F(5.0) * u) * c5)));
  }
  [[nodiscard]] HWY_INLINE V bend(F u) const {
    return F(2.0) * c2 + u * (F(6.0) * c3 + u * (F(12.0) * c4 + (F(20.0) * u) * c5));
  }
};

/// Geodetic place by Bowring's formula, once: height to 1e-6 m and latitude to 1e-12 rad near the ground.
struct Place {
  F sin_lat, cos_lat, h_m;
};
HWY_INLINE Place geodetic_place(V p) {
  constexpr double a = earth::kA_m, b = a * (1 - earth::kF);
  constexpr double e2 = earth::kF * (2 - earth::kF), ep2 = e2 / (1 - e2);
  const F q = root(p.x * p.x + p.y * p.y), flat = q * F(1 - earth::kF);
  const F inv = F(1.0) / root(p.z * p.z + flat * flat), sb = p.z * inv, cb = flat * inv;
  const F up = p.z + F(ep2 * b) * (sb * sb * sb), out = q - F(e2 * a) * (cb * cb * cb);
  const F inv_n = F(1.0) / root(up * up + out * out), s = up * inv_n, c = out * inv_n;
  return {s, c, q * c + p.z * s - F(a) * root(F(1.0) - F(e2) * (s * s))};
}

/// Where in the step the climb ends: Newton's rule from the chord.
HWY_INLINE F apex(const Quintic& path, Mask inside) {
  const F g0 = dot(path.c0, path.c1), g1 = dot(path.place(F(1.0)), path.slope(F(1.0)));
  F u = select(inside, g0 / select(inside, g0 - g1, F(1.0)), F(0.0));
  for (int i = 0; i < 5; ++i) {
    const V p = path.place(u), w = path.slope(u);
    const F rate = dot(w, w) + dot(p, path.bend(u));
    u = select(inside, u - dot(p, w) / rate, u);
    u = least(most(u, F(0.0)), F(1.0));
  }
  return u;
}

/// What the end of an arc is: rows for its Impact, and whether it is sound.
struct End {
  Mask fell;  ///< it was above h_m and crossed it
  Mask sound; ///< the root is found
  F tof_s, lat_rad, lon_rad, h_m, speed_m_s, angle_rad;
  V p_E, v_E;
};
HWY_INLINE End find_end(const StepTable& steps, F h_m) {
  const Quintic path(steps);
  const F begin = apex(path, F(0.0) < dot(path.c0, path.c1));
  F u(1.0);
  for (int i = 0; i < 8; ++i) {
    const V p = path.place(u);
    const F over = geodetic_place(p).h_m - h_m;
    u = least(most(u - over * root(dot(p, p)) / dot(p, path.slope(u)), begin), F(1.0));
  }
  const F tof = steps.row(0) + u * steps.row(1);
  const V p = path.place(u), v = (F(1.0) / steps.row(1)) * path.slope(u);
  const Turn by = turn(F(earth::kOmega_rad_s) * tof);
  const F w(earth::kOmega_rad_s);
  const V through{v.x + w * p.y, v.y - w * p.x, v.z};
  const auto to_E = [&](V a) HWY_ATTR { return V{by.c * a.x + by.s * a.y, by.c * a.y - by.s * a.x, a.z}; };
  const V p_E = to_E(p), v_E = to_E(through);
  const Place at = geodetic_place(p_E);
  const F lon = angle_of(p_E.y, p_E.x), q = root(p_E.x * p_E.x + p_E.y * p_E.y);
  const F inv_q = select(F(0.0) < q, F(1.0) / q, F(0.0));
  const V up{at.cos_lat * p_E.x * inv_q, at.cos_lat * p_E.y * inv_q, at.sin_lat};
  const F rise = dot(v_E, up);
  const V level = v_E - rise * up;
  return {h_m < geodetic_place(path.place(begin)).h_m,
          magnitude(at.h_m - h_m) < F(1e-4),
          tof,
          angle_of(at.sin_lat, at.cos_lat),
          lon,
          at.h_m,
          root(dot(v_E, v_E)),
          angle_of(rise, root(dot(level, level))),
          p_E,
          v_E};
}

} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
