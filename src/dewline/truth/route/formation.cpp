#include "dewline/truth/route/formation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dewline::truth {
namespace {

struct Offset {
  double right_m, back_m;
};

Offset offset(const FormationParams& f, std::uint32_t k) {
  const double pair = (k + 1) / 2, side = k % 2 == 1 ? 1 : -1; // 1 right, 1 left, 2 right, ...
  const double slant_m = f.spacing_m / std::numbers::sqrt2;
  switch (f.shape) {
    case FormationShape::line_abreast:
      return {side * pair * f.spacing_m, 0};
    case FormationShape::trail:
      return {0, k * f.spacing_m};
    case FormationShape::echelon:
      return {k * slant_m, k * slant_m};
    case FormationShape::vee:
      return {side * pair * slant_m, pair * slant_m};
    case FormationShape::box:
      return {k % 2 * f.spacing_m, k / 2 * f.spacing_m};
  }
  return {0, 0};
}

} // namespace

std::vector<Station> stations(const FormationParams& formation, const RouteParams& route,
                              const GroundTrack& lead) {
  std::vector<Station> out;
  for (std::uint32_t k = 0; k < formation.count; ++k) {
    const Offset o = offset(formation, k);
    const double rate = lead.max_turn_rate_rad_s();
    out.push_back({o.back_m / lead.stretches().front().speed_m_s, o.right_m,
                   rate * std::abs(o.right_m) / route.acceleration_m_s2});
  }
  return out;
}

earth::Geodetic StationTrack::at(double t_s, double pin_s) const {
  const double t = t_s - station_.delay_s, pin = pin_s - station_.delay_s;
  const earth::Geodetic lead = lead_->at(t, pin);
  if (station_.right_m == 0) return lead;
  // the chord about a point of a line or a circle is parallel to its tangent
  const double half = step_s(pin_s);
  const Vec3 chord = earth::ecef(lead_->at(t + half, pin)) - earth::ecef(lead_->at(t - half, pin));
  const Vec3 up = transpose(earth::enu_axes(lead)) * Vec3{0, 0, 1};
  const Vec3 right = unit(cross(chord, up)), ahead = cross(up, right);
  double swing = 0; // how much the formation has turned more than the leader
  if (station_.window_s > 0) {
    const Stretch& s = lead_->stretch(pin);
    const double turned = s.turned_rad + s.turn_rate_rad_s() * (t - s.begin_s);
    swing = lead_->mean_turn_rad(t, pin, 0.5 * station_.window_s) - turned;
  }
  const Vec3 p_E = earth::ecef(lead) + station_.right_m * (std::cos(swing) * right - std::sin(swing) * ahead);
  const earth::Geodetic place = earth::geodetic(p_E);
  return {place.lat_rad, place.lon_rad, 0};
}

double StationTrack::turn_rate_rad_s(double pin_s) const {
  const double pin = pin_s - station_.delay_s, half = 0.5 * station_.window_s;
  const double here = std::abs(lead_->stretch(pin).turn_rate_rad_s());
  if (station_.right_m == 0) return here;
  // between the breaks turning or not is the same at both ends of the window and what lies within is nearer
  // the pin
  for (const Stretch& s : lead_->stretches())
    if (s.radius_m != 0 && s.begin_s < pin + half && s.begin_s + s.duration_s > pin - half)
      return lead_->max_turn_rate_rad_s();
  return here;
}

double StationTrack::step_s(double pin_s) const {
  constexpr double kLength_m = 200, kAngle_rad = 0.02;
  const Stretch& s = lead_->stretch(pin_s - station_.delay_s);
  double step = kLength_m / (s.speed_m_s + 0.5 * s.acceleration_m_s2 * s.duration_s);
  if (s.acceleration_m_s2 != 0) step = std::min(step, std::sqrt(kLength_m / std::abs(s.acceleration_m_s2)));
  const double rate = turn_rate_rad_s(pin_s);
  return rate > 0 ? std::min(step, kAngle_rad / rate) : step;
}

double StationTrack::max_speed_m_s() const {
  return lead_->max_speed_m_s() + std::abs(station_.right_m) * lead_->max_turn_rate_rad_s();
}

std::vector<double> StationTrack::breaks() const {
  std::vector<double> out;
  const auto add = [&](const Stretch& s, double shift) {
    out.push_back(s.begin_s + station_.delay_s + shift);
    out.push_back(s.begin_s + s.duration_s + station_.delay_s + shift);
  };
  for (const Stretch& s : lead_->stretches()) {
    add(s, 0);
    if (s.radius_m == 0 || station_.right_m == 0) continue;
    add(s, 0.5 * station_.window_s);
    add(s, -0.5 * station_.window_s);
  }
  return out;
}

} // namespace dewline::truth
