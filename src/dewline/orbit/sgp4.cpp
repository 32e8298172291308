#include "dewline/orbit/sgp4.hpp"

#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/orbit/sgp4_deep.hpp"

namespace dewline::orbit {
namespace sgp4 {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;
constexpr double kSmall = 1.5e-12; ///< guards a division near inclination 180 deg
constexpr double kDeepPeriod_min = 225;

double cube(double x) { return x * x * x; }
double fourth(double x) { return x * x * x * x; }

Constants make(double mu_km3_s2, double radius_km, double j2, double j3, double j4) {
  return {mu_km3_s2, radius_km, 60 / std::sqrt(cube(radius_km) / mu_km3_s2), j2, j3, j4};
}

/// Greenwich mean sidereal time of 1982 [rad] at a UT1 Julian date (here: UTC).
double sidereal_time(double jd) {
  const double c = (jd - 2451545.0) / 36525;
  const double s =
      -6.2e-6 * c * c * c + 0.093104 * c * c + (876600.0 * 3600 + 8640184.812866) * c + 67310.54841;
  const double angle = std::fmod(s * (std::numbers::pi / 180) / 240, kTwoPi);
  return angle < 0 ? angle + kTwoPi : angle;
}

/// Brouwer's mean motion out of Kozai's.
double brouwer_mean_motion(const MeanElements& el, const Constants& c) {
  const double beta2 = 1 - el.eccentricity * el.eccentricity, cosi = std::cos(el.inclination_rad);
  const double a1 = std::pow(c.xke / el.mean_motion_rad_min, 2.0 / 3);
  const double d1 = 0.75 * c.j2 * (3 * cosi * cosi - 1) / (std::sqrt(beta2) * beta2);
  double del = d1 / (a1 * a1);
  const double a0 = a1 * (1 - del * del - del * (1.0 / 3 + 134 * del * del / 81));
  del = d1 / (a0 * a0);
  return el.mean_motion_rad_min / (1 + del);
}

/// The density function's constants, which change for low perigees.
struct Density {
  double s, qoms24; ///< [Earth radii], to the fourth
};
Density density(double perigee_km, const Constants& c) {
  double s_km = 78;
  if (perigee_km < 98) s_km = 20;
  else if (perigee_km < 156) s_km = perigee_km - 78;
  return {s_km / c.radius_km + 1, fourth((120 - s_km) / c.radius_km)};
}

Near near_earth(const MeanElements& el, const Constants& c) {
  Near k{};
  k.no = brouwer_mean_motion(el, c);
  k.ecco = el.eccentricity, k.inclo = el.inclination_rad, k.nodeo = el.raan_rad;
  k.argpo = el.arg_perigee_rad, k.mo = el.mean_anomaly_rad, k.bstar = el.bstar;
  k.cosio = std::cos(k.inclo), k.sinio = std::sin(k.inclo);
  const double cosio2 = k.cosio * k.cosio, cosio4 = cosio2 * cosio2;
  const double beta2 = 1 - k.ecco * k.ecco, beta = std::sqrt(beta2);
  const double ao = std::pow(c.xke / k.no, 2.0 / 3), po = ao * beta2, con42 = 1 - 5 * cosio2;
  const double perigee_km = (ao * (1 - k.ecco) - 1) * c.radius_km, j3oj2 = c.j3 / c.j2;
  k.con41 = 3 * cosio2 - 1, k.x1mth2 = 1 - cosio2, k.x7thm1 = 7 * cosio2 - 1;
  k.simple = perigee_km < 220;

  const Density air = density(perigee_km, c);
  const double tsi = 1 / (ao - air.s);
  k.eta = ao * k.ecco * tsi;
  const double etasq = k.eta * k.eta, eeta = k.ecco * k.eta, psisq = std::abs(1 - etasq);
  const double coef = air.qoms24 * fourth(tsi), coef1 = coef / std::pow(psisq, 3.5);
  const double cc2 = coef1 * k.no *
                     (ao * (1 + 1.5 * etasq + eeta * (4 + etasq)) +
                      0.375 * c.j2 * tsi / psisq * k.con41 * (8 + 3 * etasq * (8 + etasq)));
  k.cc1 = k.bstar * cc2;
  const double cc3 = k.ecco > 1e-4 ? -2 * coef * tsi * j3oj2 * k.no * k.sinio / k.ecco : 0;
  k.cc4 = 2 * k.no * coef1 * ao * beta2 *
          (k.eta * (2 + 0.5 * etasq) + k.ecco * (0.5 + 2 * etasq) -
           c.j2 * tsi / (ao * psisq) *
               (-3 * k.con41 * (1 - 2 * eeta + etasq * (1.5 - 0.5 * eeta)) +
                0.75 * k.x1mth2 * (2 * etasq - eeta * (1 + etasq)) * std::cos(2 * k.argpo)));
  k.cc5 = 2 * coef1 * ao * beta2 * (1 + 2.75 * (etasq + eeta) + eeta * etasq);

  const double pinvsq = 1 / (po * po);
  const double temp1 = 1.5 * c.j2 * pinvsq * k.no, temp2 = 0.5 * temp1 * c.j2 * pinvsq;
  const double temp3 = -0.46875 * c.j4 * pinvsq * pinvsq * k.no;
  k.mdot = k.no + 0.5 * temp1 * beta * k.con41 + 0.0625 * temp2 * beta * (13 - 78 * cosio2 + 137 * cosio4);
  k.argpdot = -0.5 * temp1 * con42 + 0.0625 * temp2 * (7 - 114 * cosio2 + 395 * cosio4) +
              temp3 * (3 - 36 * cosio2 + 49 * cosio4);
  const double xhdot1 = -temp1 * k.cosio;
  k.nodedot = xhdot1 + (0.5 * temp2 * (4 - 19 * cosio2) + 2 * temp3 * (3 - 7 * cosio2)) * k.cosio;

  k.omgcof = k.bstar * cc3 * std::cos(k.argpo);
  k.xmcof = k.ecco > 1e-4 ? -(2.0 / 3) * coef * k.bstar / eeta : 0;
  k.nodecf = 3.5 * beta2 * xhdot1 * k.cc1;
  k.t2cof = 1.5 * k.cc1;
  const double one_plus = std::abs(k.cosio + 1) > kSmall ? 1 + k.cosio : kSmall;
  k.xlcof = -0.25 * j3oj2 * k.sinio * (3 + 5 * k.cosio) / one_plus;
  k.aycof = -0.5 * j3oj2 * k.sinio;
  k.delmo = cube(1 + k.eta * std::cos(k.mo));
  k.sinmao = std::sin(k.mo);

  const double cc1sq = k.cc1 * k.cc1;
  k.d2 = 4 * ao * tsi * cc1sq;
  const double temp = k.d2 * tsi * k.cc1 / 3;
  k.d3 = (17 * ao + air.s) * temp;
  k.d4 = 0.5 * temp * ao * tsi * (221 * ao + 31 * air.s) * k.cc1;
  k.t3cof = k.d2 + 2 * cc1sq;
  k.t4cof = 0.25 * (3 * k.d3 + k.cc1 * (12 * k.d2 + 10 * cc1sq));
  k.t5cof = 0.2 * (3 * k.d4 + 12 * k.cc1 * k.d3 + 6 * k.d2 * k.d2 + 15 * cc1sq * (2 * k.d2 + cc1sq));
  return k;
}

/// Drag's effect on the semi-major axis (a factor), the eccentricity and the mean longitude.
struct Drag {
  double a, e, l;
};

/// Secular gravity and drag over t minutes.
Drag add_near_secular(const Near& k, double t, Mean& mean) {
  const double mdf = k.mo + k.mdot * t, t2 = t * t;
  mean = {k.no, k.ecco, k.inclo, k.nodeo + k.nodedot * t + k.nodecf * t2, k.argpo + k.argpdot * t, mdf};
  Drag drag{1 - k.cc1 * t, k.bstar * k.cc4 * t, k.t2cof * t2};
  if (k.simple) return drag;
  const double shift = k.omgcof * t + k.xmcof * (cube(1 + k.eta * std::cos(mdf)) - k.delmo);
  mean.m += shift;
  mean.argp -= shift;
  const double t3 = t2 * t, t4 = t3 * t;
  drag.a += -k.d2 * t2 - k.d3 * t3 - k.d4 * t4;
  drag.e += k.bstar * k.cc5 * (std::sin(mean.m) - k.sinmao);
  drag.l += k.t3cof * t3 + t4 * (k.t4cof + t * k.t5cof);
  return drag;
}

/// Kepler's equation in equinoctial form, by Newton's rule with bounded steps.
double eccentric_longitude(double u, double axnl, double aynl) {
  double eo1 = u;
  for (int k = 0; k < 10; ++k) {
    const double s = std::sin(eo1), c = std::cos(eo1);
    double step = (u - aynl * c + axnl * s - eo1) / (1 - c * axnl - s * aynl);
    if (std::abs(step) >= 0.95) step = step > 0 ? 0.95 : -0.95;
    eo1 += step;
    if (std::abs(step) < 1e-12) break;
  }
  return eo1;
}

/// What the inclination enters through.
struct Tilt {
  double sini, cosi, con41, x1mth2, x7thm1, aycof, xlcof;
};
Tilt tilt(const Near& k) { return {k.sinio, k.cosio, k.con41, k.x1mth2, k.x7thm1, k.aycof, k.xlcof}; }
Tilt tilt(double inclination, const Constants& c) {
  const double s = std::sin(inclination), co = std::cos(inclination), co2 = co * co, j3oj2 = c.j3 / c.j2;
  const double one_plus = std::abs(co + 1) > kSmall ? 1 + co : kSmall;
  return {s,          co,
          3 * co2 - 1, 1 - co2,
          7 * co2 - 1, -0.5 * j3oj2 * s,
          -0.25 * j3oj2 * s * (3 + 5 * co) / one_plus};
}

/// Long- and short-period terms, and the state they give.
Sgp4State osculating(const Mean& p, double a, double n, const Tilt& k, const Constants& c) {
  const double axnl = p.e * std::cos(p.argp);
  double temp = 1 / (a * (1 - p.e * p.e));
  const double aynl = p.e * std::sin(p.argp) + temp * k.aycof;
  const double xl = p.m + p.argp + p.node + temp * k.xlcof * axnl;
  const double eo1 = eccentric_longitude(std::fmod(xl - p.node, kTwoPi), axnl, aynl);
  const double sineo1 = std::sin(eo1), coseo1 = std::cos(eo1);

  const double ecose = axnl * coseo1 + aynl * sineo1, esine = axnl * sineo1 - aynl * coseo1;
  const double el2 = axnl * axnl + aynl * aynl, pl = a * (1 - el2);
  if (!(pl >= 0)) return {{}, Sgp4Error::semilatus};
  const double rl = a * (1 - ecose), rdotl = std::sqrt(a) * esine / rl, rvdotl = std::sqrt(pl) / rl;
  const double betal = std::sqrt(1 - el2);
  temp = esine / (1 + betal);
  const double sinu = a / rl * (sineo1 - aynl - axnl * temp), cosu = a / rl * (coseo1 - axnl + aynl * temp);
  const double sin2u = 2 * cosu * sinu, cos2u = 1 - 2 * sinu * sinu;
  const double temp1 = 0.5 * c.j2 / pl, temp2 = temp1 / pl;

  const double r = rl * (1 - 1.5 * temp2 * betal * k.con41) + 0.5 * temp1 * k.x1mth2 * cos2u;
  const double u = std::atan2(sinu, cosu) - 0.25 * temp2 * k.x7thm1 * sin2u;
  const double node = p.node + 1.5 * temp2 * k.cosi * sin2u;
  const double inc = p.i + 1.5 * temp2 * k.cosi * k.sini * cos2u;
  const double rdot = rdotl - n * temp1 * k.x1mth2 * sin2u / c.xke;
  const double rvdot = rvdotl + n * temp1 * (k.x1mth2 * cos2u + 1.5 * k.con41) / c.xke;

  const double su = std::sin(u), cu = std::cos(u), sn = std::sin(node), cn = std::cos(node);
  const double si = std::sin(inc), ci = std::cos(inc);
  const Vec3 along{-sn * ci * su + cn * cu, cn * ci * su + sn * cu, si * su};
  const Vec3 across{-sn * ci * cu - cn * su, cn * ci * cu - sn * su, si * cu};
  const double length_m = c.radius_km * 1e3, speed_m_s = length_m * c.xke / 60;
  return {{length_m * r * along, speed_m_s * (rdot * along + rvdot * across)},
          r < 1 ? Sgp4Error::decayed : Sgp4Error::none};
}

} // namespace

const Constants& constants(Sgp4Constants which) {
  static const Constants old{398600.79964, 6378.135,       0.0743669161,
                             0.001082616,  -0.00000253881, -0.00000165597};
  static const Constants wgs72 = make(398600.8, 6378.135, 0.001082616, -0.00000253881, -0.00000165597);
  static const Constants wgs84 =
      make(398600.5, 6378.137, 0.00108262998905, -0.00000253215306, -0.00000161098761);
  return which == Sgp4Constants::wgs72old ? old : which == Sgp4Constants::wgs72 ? wgs72 : wgs84;
}

} // namespace sgp4

Sgp4::Sgp4(const MeanElements& el, Sgp4Constants which)
    : c_(&sgp4::constants(which)), epoch_utc_{el.epoch_jd_utc, el.epoch_fraction} {
  DW_CHECK(el.eccentricity >= 0 && el.eccentricity < 1 && el.mean_motion_rad_min > 0);
  DW_CHECK(std::isfinite(el.epoch_jd_utc + el.epoch_fraction + el.bstar + el.inclination_rad + el.raan_rad +
                         el.arg_perigee_rad + el.mean_anomaly_rad + el.mean_motion_rad_min));
  near_ = sgp4::near_earth(el, *c_);
  if (sgp4::kTwoPi / near_.no < sgp4::kDeepPeriod_min) return;
  near_.simple = true;
  // Added as the published code does: a Julian date in one double rounds to 40 us, which moves the Moon's
  // terms of satellite 23333 (e = 0.97) of the verification set by 4 mm.
  const double days_1950 = (el.epoch_jd_utc + el.epoch_fraction) - 2433281.5;
  deep_ = sgp4::deep_space(near_, *c_, days_1950, sgp4::sidereal_time(days_1950 + 2433281.5));
}

Sgp4State Sgp4::state(double minutes) const {
  using namespace sgp4;
  Mean mean{};
  const Drag drag = add_near_secular(near_, minutes, mean);
  if (deep_) add_secular(near_, *deep_, minutes, mean);
  if (!(mean.n > 0)) return {{}, Sgp4Error::mean_motion};
  const double a = std::pow(c_->xke / mean.n, 2.0 / 3) * drag.a * drag.a, n = c_->xke / std::pow(a, 1.5);
  mean.e -= drag.e;
  if (!(mean.e < 1 && mean.e >= -0.001)) return {{}, Sgp4Error::eccentricity};
  mean.e = std::max(mean.e, 1e-6);
  const double xlm = std::fmod(mean.m + near_.no * drag.l + mean.argp + mean.node, kTwoPi);
  mean.node = std::fmod(mean.node, kTwoPi);
  mean.argp = std::fmod(mean.argp, kTwoPi);
  mean.m = std::fmod(xlm - mean.argp - mean.node, kTwoPi);
  if (!deep_) return osculating(mean, a, n, tilt(near_), *c_);
  add_periodic(*deep_, minutes, mean);
  if (mean.i < 0) {
    mean.i = -mean.i;
    mean.node += std::numbers::pi;
    mean.argp -= std::numbers::pi;
  }
  if (!(mean.e >= 0 && mean.e <= 1)) return {{}, Sgp4Error::perturbed};
  return osculating(mean, a, n, tilt(mean.i, *c_), *c_);
}

} // namespace dewline::orbit
