#include "dewline/sense/surveillance/station.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dewline::sense {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTilt_rad = kPi / 6, kLowest_rad = -kPi / 36;
constexpr double kLeastCosine = 0.05; // of a direction with the axis of its face
constexpr double kBent_m = 4.0 / 3 * 6371e3; // the Earth on which rays of a linear air are straight

double around(double az_rad) { return az_rad < 0 ? az_rad + 2 * kPi : az_rad; }

std::uint32_t face_towards(double az_rad) {
  return static_cast<std::uint32_t>(std::floor(std::fmod(az_rad + 0.25 * kPi, 2 * kPi) / (0.5 * kPi))) % 4;
}

Mat3 face_axes(double boresight_rad) {
  const Vec3 z = earth::enu_direction(boresight_rad, kTilt_rad);
  const Vec3 x{-std::cos(boresight_rad), std::sin(boresight_rad), 0};
  const Vec3 y = cross(z, x);
  return {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
}

} // namespace

Station::Station(const earth::Geodetic& at, Kind kind, double max_range_m, double prob_report,
                 double clutter_density)
    : at_(at), p_ES_E_(earth::ecef(at)), R_LE_(earth::enu_axes(at)) {
  for (std::uint32_t i = 0; i < 4; ++i) {
    R_SL_[i] = face_axes(0.5 * kPi * i);
    Coverage c;
    c.kind = kind;
    c.face = i;
    c.p_ES_E = p_ES_E_;
    c.R_SE = R_SL_[i] * R_LE_;
    c.az_start_rad = around(0.5 * kPi * i - 0.25 * kPi);
    c.az_width_rad = 0.5 * kPi;
    c.el_min_rad = kLowest_rad;
    c.el_max_rad = 0.5 * kPi;
    c.fence_min_rad = c.fence_max_rad = -kPi; // it searches nothing: what it does not say is no miss
    c.range_max_m = max_range_m;
    c.prob_detect = prob_report;
    c.reference_range_m = max_range_m;
    c.clutter_density = clutter_density;
    coverage_.push_back(c);
  }
}

earth::AzElRange Station::direction(const Vec3& p_EO_E) const {
  const Vec3 p_SO_L = R_LE_ * (p_EO_E - p_ES_E_);
  return {around(std::atan2(p_SO_L.x, p_SO_L.y)), std::atan2(p_SO_L.z, std::hypot(p_SO_L.x, p_SO_L.y)),
          norm(p_SO_L)};
}

double Station::reach_m(double target_h_m) const {
  return std::sqrt(2 * kBent_m * std::max(0.0, at_.h_m)) + std::sqrt(2 * kBent_m * std::max(0.0, target_h_m));
}

Vec3 Station::direction_S(std::uint32_t face, const Vec3& p_SO_L) const { return unit(R_SL_[face] * p_SO_L); }

bool Station::can_state(const Vec3& p_SO_L) const {
  return direction_S(face_towards(around(std::atan2(p_SO_L.x, p_SO_L.y))), p_SO_L).z >= kLeastCosine;
}

Detection Station::of(const Vec3& p_SO_L) const {
  const double az = around(std::atan2(p_SO_L.x, p_SO_L.y));
  Detection d;
  d.face = face_towards(az);
  d.range_m = norm(p_SO_L);
  const Vec3 s = direction_S(d.face, p_SO_L);
  d.u = s.x;
  d.v = s.y;
  d.az_rad = az;
  d.el_rad = std::atan2(p_SO_L.z, std::hypot(p_SO_L.x, p_SO_L.y));
  return d;
}

Detection Station::detection(const Vec3& p_EO_E, double sigma_m) const {
  Detection d = of(R_LE_ * (p_EO_E - p_ES_E_));
  d.sigma_range_m = sigma_m;
  d.sigma_u = sigma_m / d.range_m * std::sqrt(1 - d.u * d.u);
  d.sigma_v = sigma_m / d.range_m * std::sqrt(1 - d.v * d.v);
  d.sigma_el_rad = sigma_m / d.range_m;
  d.sigma_az_rad = d.sigma_el_rad / std::max(std::cos(d.el_rad), 1e-6);
  return d;
}

Detection Station::detection(double range_m, double az_rad, double el_rad, double sigma_range_m,
                             double sigma_angle_rad) const {
  Detection d = of(range_m * earth::enu_direction(az_rad, el_rad));
  d.sigma_range_m = sigma_range_m;
  d.sigma_u = sigma_angle_rad * std::sqrt(1 - d.u * d.u);
  d.sigma_v = sigma_angle_rad * std::sqrt(1 - d.v * d.v);
  d.sigma_el_rad = sigma_angle_rad;
  d.sigma_az_rad = sigma_angle_rad / std::max(std::cos(el_rad), 1e-6);
  return d;
}

} // namespace dewline::sense
