#include "dewline/earth/frames.hpp"

#include <erfa.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {
namespace {

constexpr Duration kPiece = std::chrono::hours{6};

/// (X, Y, s): the celestial pole with its offsets, and the CIO locator, at a TT date.
Vec3 pole_and_locator(const JulianDate& tt, const Eop& eop) {
  Vec3 xys;
  eraXys06a(tt.day, tt.fraction, &xys.x, &xys.y, &xys.z);
  return {xys.x + eop.dx_rad, xys.y + eop.dy_rad, xys.z};
}

JulianDate later(JulianDate date, double days) {
  const double whole = std::floor(days);
  return {date.day + whole, date.fraction + (days - whole)};
}

Mat3 polar_motion(const JulianDate& tt, const Eop& eop) {
  double rows[3][3];
  eraPom00(eop.xp_rad, eop.yp_rad, eraSp00(tt.day, tt.fraction), rows);
  Mat3 w;
  for (std::size_t i = 0; i < 9; ++i) w.a[i] = rows[i / 3][i % 3];
  return w;
}

/// Q(X, Y): GCRF to the intermediate system before the locator's turn: what eraC2ixys(X, Y, 0) reaches by
/// angles.
Mat3 celestial(double x, double y) {
  const double r2 = x * x + y * y;
  const double a = 1 / (1 + std::sqrt(1 - r2));
  return {{1 - a * x * x, -a * x * y, -x, -a * x * y, 1 - a * y * y, -y, x, y, 1 - a * r2}};
}

/// R3(angle) m: turns the first two rows.
Mat3 spun(double angle_rad, const Mat3& m) {
  const double c = std::cos(angle_rad), s = std::sin(angle_rad);
  Mat3 r = m;
  for (std::size_t j = 0; j < 3; ++j) {
    r(0, j) = c * m(0, j) + s * m(1, j);
    r(1, j) = c * m(1, j) - s * m(0, j);
  }
  return r;
}

Mat3 assemble(const Mat3& pole, double era_rad, const Vec3& xys) {
  return pole * spun(era_rad - xys.z, celestial(xys.x, xys.y));
}

/// The cubic through the values at -1, 0, 1, 2, by powers of the place in [0, 1].
std::array<Vec3, 4> cubic_through(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
  return {b, -1.0 / 3 * a - 0.5 * b + c - 1.0 / 6 * d, 0.5 * a - b + 0.5 * c,
          1.0 / 6 * (d - a) + 0.5 * (b - c)};
}

} // namespace

Mat3 gcrf_to_itrf(const JulianDate& utc, const Eop& eop) {
  const JulianDate tt = tt_from_utc(utc), ut1 = ut1_from_utc(utc, eop.ut1_utc_s);
  return assemble(polar_motion(tt, eop), eraEra00(ut1.day, ut1.fraction), pole_and_locator(tt, eop));
}

Mat3 teme_to_itrf(const JulianDate& utc, const Eop& eop) {
  const JulianDate ut1 = ut1_from_utc(utc, eop.ut1_utc_s);
  return polar_motion(tt_from_utc(utc), eop) * spun(eraGmst82(ut1.day, ut1.fraction), Mat3::identity());
}

Orientation::Orientation(const JulianDate& utc_epoch, const Eop& eop, Duration span) : utc_epoch_(utc_epoch) {
  DW_CHECK(span >= Duration{0} && span <= std::chrono::hours{24 * 3700});
  const JulianDate tt = tt_from_utc(utc_epoch), ut1 = ut1_from_utc(utc_epoch, eop.ut1_utc_s);
  era0_rad_ = eraEra00(ut1.day, ut1.fraction);
  era_rate_rad_s_ = kOmega_rad_s * (1 - eop.lod_s / 86400);
  gmst0_rad_ = eraGmst82(ut1.day, ut1.fraction);
  const double advance_rad = eraAnp(eraGmst82(ut1.day + 1, ut1.fraction) - gmst0_rad_); // in a day, beyond a turn
  gmst_rate_rad_s_ = (2 * std::numbers::pi + advance_rad) / 86400 * (1 - eop.lod_s / 86400);
  pole_ = polar_motion(tt, eop);
  const double piece_days = seconds(kPiece) / 86400;
  const auto num_pieces = static_cast<std::size_t>(span / kPiece) + 6; // six hours before, a day after
  std::vector<Vec3> nodes;
  for (std::size_t i = 0; i < num_pieces + 3; ++i)
    nodes.push_back(pole_and_locator(later(tt, (static_cast<double>(i) - 2) * piece_days), eop));
  for (std::size_t i = 0; i < num_pieces; ++i)
    pieces_.push_back(cubic_through(nodes[i], nodes[i + 1], nodes[i + 2], nodes[i + 3]));
}

Mat3 Orientation::R_EG(Time t) const {
  const double t_s = seconds(t);
  const double place = t_s / seconds(kPiece) + 1;
  const double piece = std::clamp(std::floor(place), 0.0, static_cast<double>(pieces_.size() - 1));
  const double u = place - piece;
  const Cubic& c = pieces_[static_cast<std::size_t>(piece)];
  return assemble(pole_, era0_rad_ + era_rate_rad_s_ * t_s, c[0] + u * (c[1] + u * (c[2] + u * c[3])));
}

PosVel Orientation::to_E(const PosVel& x_G, Time t) const {
  const Mat3 r_EG = R_EG(t);
  const Vec3 p_E = r_EG * x_G.p;
  return {p_E, r_EG * x_G.v - cross(omega_E(), p_E)};
}

Mat3 Orientation::R_ET(Time t) const {
  return pole_ * spun(gmst0_rad_ + gmst_rate_rad_s_ * seconds(t), Mat3::identity());
}

PosVel Orientation::teme_to_E(const PosVel& x_T, Time t) const {
  const Mat3 r_ET = R_ET(t);
  const Vec3 p_E = r_ET * x_T.p, axis_E{pole_(0, 2), pole_(1, 2), pole_(2, 2)};
  return {p_E, r_ET * x_T.v - cross(gmst_rate_rad_s_ * axis_E, p_E)};
}

PosVel Orientation::to_G(const PosVel& x_E, Time t) const {
  const Mat3 r_GE = transpose(R_EG(t));
  return {r_GE * x_E.p, r_GE * (x_E.v + cross(omega_E(), x_E.p))};
}

Vec3 Orientation::omega_E() const {
  return {era_rate_rad_s_ * pole_(0, 2), era_rate_rad_s_ * pole_(1, 2), era_rate_rad_s_ * pole_(2, 2)};
}

} // namespace dewline::earth
