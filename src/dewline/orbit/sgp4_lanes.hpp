// The fast kernel's lanes: what Sgp4::state does, eight satellites abreast. Included once per instruction
// set.
//
// Where it differs from the readable kernel: angles are never brought into a range (the turn does it); the
// argument of latitude has no arctangent, its small corrections turn the known sine and cosine; Kepler's
// equation is solved with Newton's rule and two terms more, by turning sine and cosine by the step.
#if defined(DEWLINE_ORBIT_SGP4_LANES_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_ORBIT_SGP4_LANES_HPP
#undef DEWLINE_ORBIT_SGP4_LANES_HPP
#else
#define DEWLINE_ORBIT_SGP4_LANES_HPP
#endif

#include "dewline/base/lanes.hpp"

#include "dewline/orbit/sgp4_blocks.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {
using namespace dewline::HWY_NAMESPACE;
using sgp4::Constants;

HWY_INLINE F load(const Lanes& from, std::size_t lane) { return hn::Load(D{}, from.lane + lane); }

/// Elements on their way through the theory; m counts from no fixed place.
struct Elements {
  F a, e, argp, m; ///< a [Earth radii]
  Turn node, tilt; ///< of the node and the inclination
};
/// What the inclination enters through.
struct Tilt {
  F con41, x1mth2, x7thm1, aycof, xlcof;
};
/// States in SI units; a code of Sgp4Error in each lane.
struct Answer {
  F px, py, pz, vx, vy, vz, error;
};

struct Secular {
  F node, argp, m, a_factor, e_loss, m_gain;
};

/// Gravity's secular terms and the drag of low perigees.
HWY_INLINE Secular secular(const sgp4::Common& k, std::size_t i, F t) {
  const F t2 = t * t;
  return {load(k.nodeo, i) + load(k.nodedot, i) * t + load(k.nodecf, i) * t2,
          load(k.argpo, i) + load(k.argpdot, i) * t,
          load(k.mo, i) + load(k.mdot, i) * t,
          F(1.0) - load(k.cc1, i) * t,
          load(k.bcc4, i) * t,
          load(k.no_t2cof, i) * t2};
}

/// The drag terms of higher perigees.
HWY_INLINE void add_drag(const sgp4::Drag& k, std::size_t i, F t, Secular& s) {
  const F t2 = t * t, t3 = t2 * t, t4 = t2 * t2;
  const Turn m0 = turn(s.m);
  const F swell = F(1.0) + load(k.eta, i) * m0.c;
  const F shift = load(k.omgcof, i) * t + load(k.xmcof, i) * (swell * swell * swell - load(k.delmo, i));
  s.m = s.m + shift;
  s.argp = s.argp - shift;
  s.a_factor = s.a_factor - load(k.d2, i) * t2 - load(k.d3, i) * t3 - load(k.d4, i) * t4;
  s.e_loss = s.e_loss + load(k.bcc5, i) * ((m0 * quick_turn(shift)).s - load(k.sinmao, i));
  s.m_gain = s.m_gain + load(k.no_t3cof, i) * t3 + t4 * (load(k.no_t4cof, i) + t * load(k.no_t5cof, i));
}

/// Kepler's equation in equinoctial form, E = u + ax sin E - ay cos E: the turn of E. Lanes that are done
/// stand still, so that a satellite's neighbours do not matter.
HWY_INLINE Turn kepler(F u, F ax, F ay, F e2) {
  constexpr int kMaxSteps = 12;
  Turn now = turn(u);
  F moved = 0.0;
  Mask open = F(-1.0) < F(0.0); // every lane
  for (int k = 0; k < kMaxSteps; ++k) {
    const F curve = ax * now.s - ay * now.c, third = ax * now.c + ay * now.s;
    const F inv = F(1.0) / (F(1.0) - third);
    const F x = (curve - moved) * inv, b = F(0.5) * curve * inv, c = F(1.0 / 6) * third * inv;
    const F x2 = x * x, bend2 = e2 * inv * inv;
    // The series' next term is about x^4 g (1 + g^2), with g = e / (1 - e cos E).
    const F left = x2 * x2 * (F(1.0) + bend2);
    const Mask tame = both(x2 < F(0.25), x2 * bend2 < F(0.04));
    const F series = x - x2 * (b - x * (F(2.0) * b * b - c));
    const F bounded = hn::Min(hn::Max(x.v, F(-0.95).v), F(0.95).v);
    const F step = only(open, select(tame, series, bounded));
    moved = moved + step;
    now = now * quick_turn(step);
    open = both(open, negate(both(tame, left * left * bend2 < F(1e-27))));
    if (!any(open)) break;
  }
  return now;
}

/// The unit vectors along and across an orbit's radius, times what they carry.
HWY_INLINE Answer place(Turn node, Turn tilt, Turn u, F r, F rdot, F rvdot) {
  const F nx = node.s * tilt.c, ny = node.c * tilt.c;
  const F ax = node.c * u.c - nx * u.s, ay = node.s * u.c + ny * u.s, az = tilt.s * u.s;
  const F cx = -(node.c * u.s) - nx * u.c, cy = ny * u.c - node.s * u.s, cz = tilt.s * u.c;
  return {r * ax, r * ay, r * az, rdot * ax + rvdot * cx, rdot * ay + rvdot * cy, rdot * az + rvdot * cz,
          F(0.0)};
}

/// Long- and short-period terms, and the state they give. `error` holds what was found before.
HWY_INLINE Answer osculating(const Elements& p, const Tilt& k, const Constants& c, F error) {
  const F one = 1.0, zero = 0.0;
  const Turn w = turn(p.argp);
  const F b2 = one - p.e * p.e, inv = one / (p.a * b2);
  const F ax = p.e * w.c, ay = p.e * w.s + inv * k.aycof;
  const F e2 = ax * ax + ay * ay;
  const Turn ecc = kepler(p.m + p.argp + inv * k.xlcof * ax, ax, ay, e2);
  const F ecose = ax * ecc.c + ay * ecc.s, esine = ax * ecc.s - ay * ecc.c;
  const F pl = p.a * (one - e2), beta = root(one - e2), beta1 = one + beta, root_a = root(p.a);
  // One division for three, since it costs as much as sixteen products.
  const F near = one - ecose, share = one / (pl * (near * beta1));
  const F inv_near = share * pl * beta1, inv_pl = share * (near * beta1), inv_a = inv * b2;
  const F rl = p.a * near, inv_rl = inv_near * inv_a;
  const F bend = esine * (share * pl * near);
  const Turn u{inv_near * (ecc.s - ay - ax * bend), inv_near * (ecc.c - ax + ay * bend)};
  const F sin2u = F(2.0) * u.c * u.s, cos2u = one - F(2.0) * u.s * u.s;
  const F temp1 = F(0.5 * c.j2) * inv_pl, temp2 = temp1 * inv_pl, n_temp1 = root_a * inv_a * inv_a * temp1;

  const F r = rl * (one - F(1.5) * temp2 * beta * k.con41) + F(0.5) * temp1 * k.x1mth2 * cos2u;
  const F rdot = root_a * esine * inv_rl - n_temp1 * k.x1mth2 * sin2u;
  const F rvdot = root_a * beta * inv_rl + n_temp1 * (k.x1mth2 * cos2u + F(1.5) * k.con41);
  const F sway = F(1.5) * temp2 * p.tilt.c;
  const Turn node = p.node * quick_turn(sway * sin2u), tilt = p.tilt * quick_turn(sway * p.tilt.s * cos2u);
  const F length_m = c.radius_km * 1e3, speed_m_s = c.radius_km * 1e3 * c.xke / 60;
  Answer x = place(node, tilt, u * quick_turn(F(-0.25) * temp2 * k.x7thm1 * sin2u), r * length_m,
                   rdot * speed_m_s, rvdot * speed_m_s);

  error = select(either(zero < error, pl >= zero), error, F(double(Sgp4Error::semilatus)));
  const Mask good = negate(zero < error);
  x.error = select(both(good, r < one), F(double(Sgp4Error::decayed)), error);
  for (F* part : {&x.px, &x.py, &x.pz, &x.vx, &x.vy, &x.vz}) *part = only(good, *part);
  return x;
}

/// 0, or the code of elements that are outside the theory.
HWY_INLINE F mean_error(F n, F e) {
  const F zero = 0.0;
  const F outside = select(both(e < F(1.0), e >= F(-0.001)), zero, F(double(Sgp4Error::eccentricity)));
  return select(zero < n, outside, F(double(Sgp4Error::mean_motion)));
}

/// Satellites of a period below 225 min.
template <bool kFull>
class NearLanes {
 public:
  HWY_INLINE NearLanes(const sgp4::Blocks& all, const sgp4::Block& block, std::size_t lane,
                       const Constants& c)
      : k_(block.common), drag_(kFull ? &all.drag[block.drag] : nullptr), c_(c), i_(lane) {}

  HWY_INLINE Answer operator()(F t) {
    Secular s = secular(k_, i_, t);
    if constexpr (kFull) add_drag(*drag_, i_, t, s);
    const F e = load(k_.ecco, i_) - s.e_loss, error = mean_error(load(k_.no, i_), e);
    const F safe_e = only(negate(F(0.0) < error), hn::Max(e.v, F(1e-6).v));
    const Elements p{
        load(k_.ao, i_) * (s.a_factor * s.a_factor), safe_e, s.argp, s.m + s.m_gain, turn(s.node),
        {load(k_.sinio, i_), load(k_.cosio, i_)}};
    const Tilt tilt{load(k_.con41, i_), load(k_.x1mth2, i_), load(k_.x7thm1, i_), load(k_.aycof, i_),
                    load(k_.xlcof, i_)};
    return osculating(p, tilt, c_, error);
  }

 private:
  const sgp4::Common& k_;
  const sgp4::Drag* drag_;
  const Constants& c_;
  std::size_t i_;
};

} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
