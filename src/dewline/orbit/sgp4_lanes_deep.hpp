// The fast kernel's lanes of deep space: Sun, Moon and resonances. Included once per instruction set.
//
// The resonance's integrator keeps its last step of each lane: a later time goes on from there, an earlier
// one begins at the epoch again. Its steps do not depend on what is asked, so the answers do not either.
#if defined(DEWLINE_ORBIT_SGP4_LANES_DEEP_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef DEWLINE_ORBIT_SGP4_LANES_DEEP_HPP
#undef DEWLINE_ORBIT_SGP4_LANES_DEEP_HPP
#else
#define DEWLINE_ORBIT_SGP4_LANES_DEEP_HPP
#endif

#include <type_traits>

#include "dewline/orbit/sgp4_deep.hpp"
#include "dewline/orbit/sgp4_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {
using sgp4::Group;

/// A body's periodic terms at one time.
struct Wave {
  F e, i, l, gh, h;
};

HWY_INLINE Wave wave(const sgp4::Body& b, std::size_t i, F t, double rate, double eccentricity) {
  const Turn zm = turn(load(b.zm0, i) + F(rate) * t);
  const Turn zf = zm * small_turn(F(2 * eccentricity) * zm.s); // 0.11 at most
  const F f2 = F(0.5) * zf.s * zf.s - F(0.25), f3 = F(-0.5) * zf.s * zf.c;
  return {load(b.e2, i) * f2 + load(b.e3, i) * f3, load(b.i2, i) * f2 + load(b.i3, i) * f3,
          load(b.l2, i) * f2 + load(b.l3, i) * f3 + load(b.l4, i) * zf.s,
          load(b.gh2, i) * f2 + load(b.gh3, i) * f3 + load(b.gh4, i) * zf.s,
          load(b.h2, i) * f2 + load(b.h3, i) * f3};
}

/// The resonance's n and lambda and their rates at its last step.
struct Step {
  F at, n, l, ndot, ldot, nddot;
};

template <Group kGroup>
class Resonance {
 public:
  HWY_INLINE Resonance(const sgp4::Blocks& all, const sgp4::Block& block, std::size_t lane)
      : r_(all.resonant[block.resonant]), k_(block.common), i_(lane) {
    restart(F(-1.0) < F(0.0));
  }

  /// n and lambda at t.
  HWY_INLINE void at(F t, F& n, F& l) {
    const Mask back = either(now_.at * t < F(0.0), magnitude(t) < magnitude(now_.at));
    if (any(back)) restart(back);
    const F step = select(F(0.0) < t, F(720.0), F(-720.0));
    for (Mask far = magnitude(t - now_.at) >= F(720.0); any(far); far = magnitude(t - now_.at) >= F(720.0)) {
      move(only(far, step));
      set_rates(far);
    }
    const F rest = t - now_.at, half = F(0.5) * rest * rest;
    n = now_.n + now_.ndot * rest + now_.nddot * half;
    l = now_.l + now_.ldot * rest + now_.ndot * half;
  }

  HWY_INLINE F gsto() const { return load(r_.gsto, i_); }

 private:
  HWY_INLINE void restart(Mask m) {
    now_.at = select(m, F(0.0), now_.at);
    now_.n = select(m, load(k_.no, i_), now_.n);
    now_.l = select(m, load(r_.xlamo, i_), now_.l);
    set_rates(m);
  }
  HWY_INLINE void move(F step) {
    const F half = F(0.5) * step * step;
    now_.l = now_.l + now_.ldot * step + now_.ndot * half;
    now_.n = now_.n + now_.ndot * step + now_.nddot * half;
    now_.at = now_.at + step;
  }
  HWY_NOINLINE void set_rates(Mask m) {
    F ndot = 0.0, nddot = 0.0;
    const auto add = [&](std::size_t term, F multiple, Turn angle) {
      const F s = load(r_.sine[term], i_), c = load(r_.cosine[term], i_);
      ndot = ndot + (s * angle.s + c * angle.c);
      nddot = nddot + multiple * (s * angle.c - c * angle.s);
    };
    const Turn l = turn(now_.l), l2 = l * l;
    if constexpr (kGroup == Group::synchronous) {
      add(0, 1.0, l), add(1, 2.0, l2), add(2, 3.0, l2 * l);
    } else {
      const Turn w = turn(load(k_.argpo, i_) + load(k_.argpdot, i_) * now_.at), w2 = w * w, back{-w.s, w.c};
      add(0, 1.0, w2 * l), add(1, 1.0, l), add(2, 1.0, w * l), add(3, 1.0, back * l);
      add(4, 2.0, w2 * l2), add(5, 2.0, l2), add(6, 2.0, w * l2), add(7, 2.0, back * l2);
    }
    const F ldot = now_.n + load(r_.xfact, i_);
    now_.ndot = select(m, ndot, now_.ndot);
    now_.ldot = select(m, ldot, now_.ldot);
    now_.nddot = select(m, nddot * ldot, now_.nddot);
  }

  const sgp4::Resonant& r_;
  const sgp4::Common& k_;
  std::size_t i_;
  Step now_{0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
};

/// x^(-1/3) for x near 1, by Newton's rule from below; slowly far from 1.
HWY_INLINE F inverse_cube_root(F x) {
  F y = select(F(1.0) < x, F(1.0) / x, F(1.0));
  for (int k = 0; k < 5; ++k) y = y * (F(4.0) - x * y * y * y) * F(1.0 / 3);
  const Mask far = magnitude(x - F(1.0)) >= F(0.05);
  if (!any(far)) return y;
  F z = y;
  for (int k = 0; k < 40; ++k) z = z * (F(4.0) - x * z * z * z) * F(1.0 / 3);
  return select(far, z, y);
}

/// In place of a resonance, where there is none.
struct None {
  HWY_INLINE None(const sgp4::Blocks&, const sgp4::Block&, std::size_t) {}
};

/// Satellites of a period of 225 min and more.
template <Group kGroup>
class DeepLanes {
  static constexpr bool kResonant = kGroup != Group::deep;

 public:
  HWY_INLINE DeepLanes(const sgp4::Blocks& all, const sgp4::Block& block, std::size_t lane,
                       const Constants& c)
      : k_(block.common), d_(all.deep[block.deep]), c_(c), i_(lane), resonance_(all, block, lane) {}

  HWY_INLINE Answer operator()(F t) {
    Secular s = secular(k_, i_, t);
    s.node = s.node + load(d_.dnodt, i_) * t;
    s.argp = s.argp + load(d_.domdt, i_) * t;
    s.m = s.m + load(d_.dmdt, i_) * t;
    F e = load(k_.ecco, i_) + load(d_.dedt, i_) * t;
    F n = load(k_.no, i_), a = load(k_.ao, i_) * (s.a_factor * s.a_factor);
    if constexpr (kResonant) resonate(t, s, n, a);
    e = e - s.e_loss;
    F error = mean_error(n, e);
    Elements p{a, hn::Max(e.v, F(1e-6).v), s.argp, s.m + s.m_gain, {0.0, 0.0}, {0.0, 0.0}};
    F node = s.node;
    add_periodic(t, p, node);
    const Mask inside = either(F(0.0) < error, both(p.e >= F(0.0), F(1.0) >= p.e));
    error = select(inside, error, F(double(Sgp4Error::perturbed)));
    p.e = only(negate(F(0.0) < error), p.e);
    p.node = turn(node);
    return osculating(p, tilt(p.tilt), c_, error);
  }

 private:
  HWY_INLINE void resonate(F t, Secular& s, F& n, F& a) {
    F l;
    resonance_.at(t, n, l);
    const F y = inverse_cube_root(n / load(k_.no, i_));
    a = a * (y * y);
    const F theta = resonance_.gsto() + t * F(sgp4::kEarthRate);
    s.m = kGroup == Group::half_day ? l - F(2.0) * s.node + F(2.0) * theta : l - s.node - s.argp + theta;
  }

  /// Sun and Moon, with Lyddane's form for small inclinations, where the node and the perigee move through
  /// the orbit's pole: the node turns by the angle of (sin i + i' cos i, h), which is h / sin i else.
  HWY_INLINE void add_periodic(F t, Elements& p, F& node) {
    constexpr double kTwoPi = 6.283185307179586;
    const Wave sun = wave(d_.sun, i_, t, sgp4::kSunRate, sgp4::kSunEccentricity);
    const Wave moon = wave(d_.moon, i_, t, sgp4::kMoonRate, sgp4::kMoonEccentricity);
    const F wi = sun.i + moon.i, h = sun.h + moon.h, di = load(d_.didt, i_) * t;
    const F inclination = load(d_.inclo, i_) + di + wi;
    p.e = p.e + (sun.e + moon.e);
    p.tilt = Turn{load(k_.sinio, i_), load(k_.cosio, i_)} * quick_turn(di + wi);
    p.m = p.m + (sun.l + moon.l);
    p.argp = p.argp + (sun.gh + moon.gh);
    const Mask low = inclination < F(0.2);
    F move = h / p.tilt.s;
    if (any(low)) {
      move = select(low, angle_of(h, p.tilt.s + wi * p.tilt.c), move);
      const F turns = hn::Trunc((node * F(1 / kTwoPi)).v);
      p.argp = p.argp - only(low, wi * p.tilt.s * (node - turns * F(kTwoPi)));
    }
    p.argp = p.argp - p.tilt.c * move;
    node = node + move;
    const Mask below = inclination < F(0.0);
    const F half_turn = only(below, kTwoPi / 2);
    p.tilt.s = select(below, -p.tilt.s, p.tilt.s);
    node = node + half_turn;
    p.argp = p.argp - half_turn;
  }

  HWY_INLINE Tilt tilt(Turn i) const {
    const F c2 = i.c * i.c, j3oj2 = c_.j3 / c_.j2, up = F(1.0) + i.c;
    const F one_plus = select(F(1.5e-12) < magnitude(up), up, F(1.5e-12));
    return {F(3.0) * c2 - F(1.0), F(1.0) - c2, F(7.0) * c2 - F(1.0), F(-0.5) * j3oj2 * i.s,
            F(-0.25) * j3oj2 * i.s * (F(3.0) + F(5.0) * i.c) / one_plus};
  }

  const sgp4::Common& k_;
  const sgp4::DeepBlock& d_;
  const Constants& c_;
  std::size_t i_;
  std::conditional_t<kResonant, Resonance<kGroup>, None> resonance_;
};

} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
