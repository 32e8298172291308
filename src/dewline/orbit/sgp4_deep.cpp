#include "dewline/orbit/sgp4_deep.hpp"

#include <cmath>
#include <numbers>

namespace dewline::orbit::sgp4 {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;
constexpr double kSunStrength = 2.9864797e-6, kMoonStrength = 4.7968065e-7;
constexpr double kLowInclination = 5.2359877e-2; ///< 3 deg: the node's rate is left out below

/// The direction of a third body's orbit, as seen from the satellite's node.
struct BodyAngles {
  double cosg, sing, cosi, sini, cosh, sinh;
};

/// What one body does to one orbit: the report's s and z.
struct Terms {
  double s1, s2, s3, s4, s5, s6, s7;
  double z1, z2, z3, z11, z12, z13, z21, z22, z23, z31, z32, z33;
};

Terms terms(const Near& k, const BodyAngles& b, double strength) {
  const double so = std::sin(k.argpo), co = std::cos(k.argpo), si = k.sinio, ci = k.cosio;
  const double e2 = k.ecco * k.ecco, beta2 = 1 - e2, beta = std::sqrt(beta2);
  const double a1 = b.cosg * b.cosh + b.sing * b.cosi * b.sinh,
               a3 = -b.sing * b.cosh + b.cosg * b.cosi * b.sinh;
  const double a7 = -b.cosg * b.sinh + b.sing * b.cosi * b.cosh, a8 = b.sing * b.sini;
  const double a9 = b.sing * b.sinh + b.cosg * b.cosi * b.cosh, a10 = b.cosg * b.sini;
  const double a2 = ci * a7 + si * a8, a4 = ci * a9 + si * a10, a5 = -si * a7 + ci * a8,
               a6 = -si * a9 + ci * a10;
  const double x1 = a1 * co + a2 * so, x2 = a3 * co + a4 * so, x3 = -a1 * so + a2 * co,
               x4 = -a3 * so + a4 * co;
  const double x5 = a5 * so, x6 = a6 * so, x7 = a5 * co, x8 = a6 * co;

  Terms t{};
  t.z31 = 12 * x1 * x1 - 3 * x3 * x3, t.z32 = 24 * x1 * x2 - 6 * x3 * x4, t.z33 = 12 * x2 * x2 - 3 * x4 * x4;
  t.z1 = 2 * (3 * (a1 * a1 + a2 * a2) + t.z31 * e2) + beta2 * t.z31;
  t.z2 = 2 * (6 * (a1 * a3 + a2 * a4) + t.z32 * e2) + beta2 * t.z32;
  t.z3 = 2 * (3 * (a3 * a3 + a4 * a4) + t.z33 * e2) + beta2 * t.z33;
  t.z11 = -6 * a1 * a5 + e2 * (-24 * x1 * x7 - 6 * x3 * x5);
  t.z12 = -6 * (a1 * a6 + a3 * a5) + e2 * (-24 * (x2 * x7 + x1 * x8) - 6 * (x3 * x6 + x4 * x5));
  t.z13 = -6 * a3 * a6 + e2 * (-24 * x2 * x8 - 6 * x4 * x6);
  t.z21 = 6 * a2 * a5 + e2 * (24 * x1 * x5 - 6 * x3 * x7);
  t.z22 = 6 * (a4 * a5 + a2 * a6) + e2 * (24 * (x2 * x5 + x1 * x6) - 6 * (x4 * x7 + x3 * x8));
  t.z23 = 6 * a4 * a6 + e2 * (24 * x2 * x6 - 6 * x4 * x8);

  t.s3 = strength / k.no;
  t.s2 = -0.5 * t.s3 / beta;
  t.s4 = t.s3 * beta;
  t.s1 = -15 * k.ecco * t.s4;
  t.s5 = x1 * x3 + x2 * x4, t.s6 = x2 * x3 + x1 * x4, t.s7 = x2 * x4 - x1 * x3;
  return t;
}

Periodics periodics(const Terms& t, double e2, double zm0, double zn, double ze) {
  return {2 * t.s1 * t.s6,
          2 * t.s1 * t.s7,
          2 * t.s2 * t.z12,
          2 * t.s2 * (t.z13 - t.z11),
          -2 * t.s3 * t.z2,
          -2 * t.s3 * (t.z3 - t.z1),
          -2 * t.s3 * (-21 - 9 * e2) * ze,
          2 * t.s4 * t.z32,
          2 * t.s4 * (t.z33 - t.z31),
          -18 * t.s4 * ze,
          -2 * t.s2 * t.z22,
          -2 * t.s2 * (t.z23 - t.z21),
          zm0,
          zn,
          ze};
}

/// Adds one body's secular rates.
void add_rates(const Near& k, const Terms& t, double rate, Deep& d) {
  const double e2 = k.ecco * k.ecco;
  d.dedt += t.s1 * rate * t.s5;
  d.didt += t.s2 * rate * (t.z11 + t.z13);
  d.dmdt += -rate * t.s3 * (t.z1 + t.z3 - 14 - 6 * e2);
  const bool low = k.inclo < kLowInclination || k.inclo > std::numbers::pi - kLowInclination;
  const double h = low ? 0 : -rate * t.s2 * (t.z21 + t.z23), node = k.sinio != 0 ? h / k.sinio : h;
  d.domdt += t.s4 * rate * (t.z31 + t.z33 - 6) - k.cosio * node;
  d.dnodt += node;
}

/// c0 + c1 e + c2 e^2 + c3 e^3.
double cubic(double e, double c0, double c1, double c2, double c3) {
  return c0 + e * (c1 + e * (c2 + e * c3));
}

/// Eccentricity functions of the half-day resonance.
struct HalfDayG {
  double g201, g211, g310, g322, g410, g422, g520, g521, g532, g533;
};
HalfDayG half_day_g(double e) {
  HalfDayG g{};
  g.g201 = -0.306 - (e - 0.64) * 0.440;
  if (e <= 0.65) {
    g.g211 = cubic(e, 3.616, -13.2470, 16.2900, 0);
    g.g310 = cubic(e, -19.302, 117.3900, -228.4190, 156.5910);
    g.g322 = cubic(e, -18.9068, 109.7927, -214.6334, 146.5816);
    g.g410 = cubic(e, -41.122, 242.6940, -471.0940, 313.9530);
    g.g422 = cubic(e, -146.407, 841.8800, -1629.014, 1083.4350);
    g.g520 = cubic(e, -532.114, 3017.977, -5740.032, 3708.2760);
  } else {
    g.g211 = cubic(e, -72.099, 331.819, -508.738, 266.724);
    g.g310 = cubic(e, -346.844, 1582.851, -2415.925, 1246.113);
    g.g322 = cubic(e, -342.585, 1554.908, -2366.899, 1215.972);
    g.g410 = cubic(e, -1052.797, 4758.686, -7193.992, 3651.957);
    g.g422 = cubic(e, -3581.690, 16178.110, -24462.770, 12422.520);
    g.g520 = e > 0.715 ? cubic(e, -5149.66, 29936.92, -54087.36, 31324.56)
                       : cubic(e, 1464.74, -4664.75, 3763.64, 0);
  }
  const bool low = e < 0.7;
  g.g533 = low ? cubic(e, -919.22770, 4988.6100, -9064.7700, 5542.21)
               : cubic(e, -37995.780, 161616.52, -229838.20, 109377.94);
  g.g521 = low ? cubic(e, -822.71072, 4568.6173, -8491.4146, 5337.524)
               : cubic(e, -51752.104, 218913.95, -309468.16, 146349.42);
  g.g532 = low ? cubic(e, -853.66600, 4690.2500, -8624.7700, 5341.4)
               : cubic(e, -40023.880, 170470.89, -242699.48, 115605.82);
  return g;
}

std::array<double, 10> half_day_terms(const Near& k, double aonv) {
  constexpr double kRoot22 = 1.7891679e-6, kRoot32 = 3.7393792e-7, kRoot44 = 7.3636953e-9,
                   kRoot52 = 1.1428639e-7, kRoot54 = 2.1765803e-9;
  const HalfDayG g = half_day_g(k.ecco);
  const double s = k.sinio, c = k.cosio, c2 = c * c, s2 = s * s;
  const double f220 = 0.75 * (1 + 2 * c + c2), f221 = 1.5 * s2;
  const double f321 = 1.875 * s * (1 - 2 * c - 3 * c2), f322 = -1.875 * s * (1 + 2 * c - 3 * c2);
  const double f441 = 35 * s2 * f220, f442 = 39.3750 * s2 * s2;
  const double f522 = 9.84375 * s * (s2 * (1 - 2 * c - 5 * c2) + 0.33333333 * (-2 + 4 * c + 6 * c2));
  const double f523 = s * (4.92187512 * s2 * (-2 - 4 * c + 10 * c2) + 6.56250012 * (1 + 2 * c - 3 * c2));
  const double f542 = 29.53125 * s * (2 - 8 * c + c2 * (-12 + 8 * c + 10 * c2));
  const double f543 = 29.53125 * s * (-2 - 8 * c + c2 * (12 + 8 * c - 10 * c2));
  const double t2 = 3 * k.no * k.no * aonv * aonv, t3 = t2 * aonv, t4 = t3 * aonv, t5 = t4 * aonv;
  return {t2 * kRoot22 * f220 * g.g201,    t2 * kRoot22 * f221 * g.g211,     t3 * kRoot32 * f321 * g.g310,
          t3 * kRoot32 * f322 * g.g322,    2 * t4 * kRoot44 * f441 * g.g410, 2 * t4 * kRoot44 * f442 * g.g422,
          t5 * kRoot52 * f522 * g.g520,    t5 * kRoot52 * f523 * g.g532,     2 * t5 * kRoot54 * f542 * g.g521,
          2 * t5 * kRoot54 * f543 * g.g533};
}

std::array<double, 3> synchronous_terms(const Near& k, double aonv) {
  constexpr double kQ22 = 1.7891679e-6, kQ31 = 2.1460748e-6, kQ33 = 2.2123015e-7;
  const double e2 = k.ecco * k.ecco, c1 = 1 + k.cosio;
  const double g200 = 1 + e2 * (-2.5 + 0.8125 * e2), g310 = 1 + 2 * e2, g300 = 1 + e2 * (-6 + 6.60937 * e2);
  const double f220 = 0.75 * c1 * c1, f311 = 0.9375 * k.sinio * k.sinio * (1 + 3 * k.cosio) - 0.75 * c1;
  const double f330 = 1.875 * c1 * c1 * c1, del = 3 * k.no * k.no * aonv * aonv;
  return {del * f311 * g310 * kQ31 * aonv, 2 * del * f220 * g200 * kQ22, 3 * del * f330 * g300 * kQ33 * aonv};
}

Resonance resonance_of(const Near& k) {
  if (k.no < 0.0052359877 && k.no > 0.0034906585) return Resonance::synchronous;
  if (k.no >= 8.26e-3 && k.no <= 9.24e-3 && k.ecco >= 0.5) return Resonance::half_day;
  return Resonance::none;
}

void add_resonance(const Near& k, const Constants& c, Deep& d) {
  d.resonance = resonance_of(k);
  const double aonv = std::pow(k.no / c.xke, 2.0 / 3), theta = std::fmod(d.gsto, kTwoPi);
  if (d.resonance == Resonance::half_day) {
    d.d = half_day_terms(k, aonv);
    d.xlamo = std::fmod(k.mo + 2 * k.nodeo - 2 * theta, kTwoPi);
    d.xfact = k.mdot + d.dmdt + 2 * (k.nodedot + d.dnodt - kEarthRate) - k.no;
  } else if (d.resonance == Resonance::synchronous) {
    d.del = synchronous_terms(k, aonv);
    d.xlamo = std::fmod(k.mo + k.nodeo + k.argpo - theta, kTwoPi);
    d.xfact = k.mdot + k.argpdot + k.nodedot - kEarthRate + d.dmdt + d.domdt + d.dnodt - k.no;
  }
}

/// Rates of the resonance: of n, of lambda, and of n's rate.
struct Rates {
  double ndot, ldot, nddot;
};

Rates synchronous_rates(const Deep& d, double l, double n) {
  const double a = l - kPhase31, b = 2 * (l - kPhase22), c = 3 * (l - kPhase33);
  const double ldot = n + d.xfact;
  return {d.del[0] * std::sin(a) + d.del[1] * std::sin(b) + d.del[2] * std::sin(c), ldot,
          ldot * (d.del[0] * std::cos(a) + 2 * d.del[1] * std::cos(b) + 3 * d.del[2] * std::cos(c))};
}

Rates half_day_rates(const Near& k, const Deep& d, double l, double n, double at) {
  const double w = k.argpo + k.argpdot * at, w2 = 2 * w, l2 = 2 * l;
  const std::array angle{w2 + l - kG22,  l - kG22,  w + l - kG32, -w + l - kG32,  w2 + l2 - kG44,
                         l2 - kG44,      w + l - kG52, -w + l - kG52, w + l2 - kG54, -w + l2 - kG54};
  constexpr std::array kDouble{false, false, false, false, true, true, false, false, true, true};
  double ndot = 0, nddot = 0;
  for (std::size_t i = 0; i < angle.size(); ++i) {
    ndot += d.d[i] * std::sin(angle[i]);
    nddot += (kDouble[i] ? 2 : 1) * d.d[i] * std::cos(angle[i]);
  }
  const double ldot = n + d.xfact;
  return {ndot, ldot, ldot * nddot};
}

/// Steps of twelve hours from the epoch, then a last one by Taylor's formula.
void integrate(const Near& k, const Deep& d, double t, double& n, double& l) {
  const double step = t > 0 ? kStep_min : -kStep_min;
  double at = 0;
  n = k.no, l = d.xlamo;
  const auto rates = [&] {
    return d.resonance == Resonance::half_day ? half_day_rates(k, d, l, n, at) : synchronous_rates(d, l, n);
  };
  Rates r = rates();
  for (; std::abs(t - at) >= kStep_min; at += step, r = rates()) {
    l += r.ldot * step + r.ndot * (0.5 * step * step);
    n += r.ndot * step + r.nddot * (0.5 * step * step);
    // `at` moves before the next rates: the half-day terms follow the perigee
  }
  const double rest = t - at;
  l += r.ldot * rest + r.ndot * rest * rest * 0.5;
  n += r.ndot * rest + r.nddot * rest * rest * 0.5;
}

struct Wave {
  double e, i, l, gh, h;
};
Wave wave(const Periodics& p, double t) {
  const double zm = p.zm0 + p.zn * t, zf = zm + 2 * p.ze * std::sin(zm), s = std::sin(zf);
  const double f2 = 0.5 * s * s - 0.25, f3 = -0.5 * s * std::cos(zf);
  return {p.e2 * f2 + p.e3 * f3, p.i2 * f2 + p.i3 * f3, p.l2 * f2 + p.l3 * f3 + p.l4 * s,
          p.gh2 * f2 + p.gh3 * f3 + p.gh4 * s, p.h2 * f2 + p.h3 * f3};
}

/// For small inclinations the node and perigee are moved through the orbit's pole.
void add_lyddane(const Wave& w, double si, double ci, Mean& mean) {
  const double sn = std::sin(mean.node), cn = std::cos(mean.node);
  const double alf = si * sn + w.h * cn + w.i * ci * sn, bet = si * cn - w.h * sn + w.i * ci * cn;
  mean.node = std::fmod(mean.node, kTwoPi);
  const double ls = mean.m + mean.argp + ci * mean.node + w.l + w.gh - w.i * mean.node * si;
  const double old = mean.node;
  mean.node = std::atan2(alf, bet);
  if (std::abs(old - mean.node) > std::numbers::pi) mean.node += mean.node < old ? kTwoPi : -kTwoPi;
  mean.m += w.l;
  mean.argp = ls - mean.m - ci * mean.node;
}

} // namespace

Deep deep_space(const Near& k, const Constants& c, double days, double gsto) {
  const double day = days + 18261.5; // from 1900 January 0.5
  const double node = std::fmod(4.5236020 - 9.2422029e-4 * day, kTwoPi), st = std::sin(node),
               ct = std::cos(node);
  const double cosil = 0.91375164 - 0.03568096 * ct, sinil = std::sqrt(1 - cosil * cosil);
  const double sinhl = 0.089683511 * st / sinil, coshl = std::sqrt(1 - sinhl * sinhl);
  const double gam = 5.8351514 + 0.0019443680 * day;
  const double zx = gam + std::atan2(0.39785416 * st / sinil, coshl * ct + 0.91744867 * sinhl * st) - node;
  const double sn = std::sin(k.nodeo), cn = std::cos(k.nodeo), e2 = k.ecco * k.ecco;

  const Terms sun = terms(k, {0.1945905, -0.98088458, 0.91744867, 0.39785416, cn, sn}, kSunStrength);
  const Terms moon =
      terms(k, {std::cos(zx), std::sin(zx), cosil, sinil, coshl * cn + sinhl * sn, sn * coshl - cn * sinhl},
            kMoonStrength);
  Deep d{};
  d.gsto = gsto;
  d.sun = periodics(sun, e2, std::fmod(6.2565837 + 0.017201977 * day, kTwoPi), kSunRate, kSunEccentricity);
  d.moon = periodics(moon, e2, std::fmod(4.7199672 + 0.22997150 * day - gam, kTwoPi), kMoonRate,
                     kMoonEccentricity);
  add_rates(k, sun, kSunRate, d);
  add_rates(k, moon, kMoonRate, d);
  add_resonance(k, c, d);
  return d;
}

void add_secular(const Near& k, const Deep& d, double t, Mean& mean) {
  mean.e += d.dedt * t;
  mean.i += d.didt * t;
  mean.argp += d.domdt * t;
  mean.node += d.dnodt * t;
  mean.m += d.dmdt * t;
  if (d.resonance == Resonance::none) return;
  double l = 0;
  integrate(k, d, t, mean.n, l);
  const double theta = std::fmod(d.gsto + t * kEarthRate, kTwoPi);
  mean.m =
      d.resonance == Resonance::half_day ? l - 2 * mean.node + 2 * theta : l - mean.node - mean.argp + theta;
}

void add_periodic(const Deep& d, double t, Mean& mean) {
  const Wave s = wave(d.sun, t), m = wave(d.moon, t);
  Wave w{s.e + m.e, s.i + m.i, s.l + m.l, s.gh + m.gh, s.h + m.h};
  mean.i += w.i;
  mean.e += w.e;
  const double si = std::sin(mean.i), ci = std::cos(mean.i);
  if (mean.i < 0.2) return add_lyddane(w, si, ci, mean);
  const double h = w.h / si;
  mean.argp += w.gh - ci * h;
  mean.node += h;
  mean.m += w.l;
}

} // namespace dewline::orbit::sgp4
