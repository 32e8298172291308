#include "dewline/truth/route/ground_track.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::truth {

GroundTrack::GroundTrack(std::vector<Stretch> stretches, std::vector<double> passed_s)
    : stretches_(std::move(stretches)), passed_s_(std::move(passed_s)) {
  DW_CHECK(!stretches_.empty());
  double integral = 0;
  for (const Stretch& s : stretches_) {
    const double x = s.duration_s;
    turn_integral_.push_back(integral);
    integral += x * (s.turned_rad + 0.5 * s.turn_rate_rad_s() * x);
    max_speed_m_s_ = std::max({max_speed_m_s_, s.speed_m_s, s.speed_m_s + s.acceleration_m_s2 * x});
    max_turn_rate_rad_s_ = std::max(max_turn_rate_rad_s_, std::abs(s.turn_rate_rad_s()));
  }
}

const Stretch& GroundTrack::stretch(double pin_s) const {
  const auto next = std::upper_bound(stretches_.begin(), stretches_.end(), pin_s,
                                     [](double t, const Stretch& s) { return t < s.begin_s; });
  return next == stretches_.begin() ? *next : *(next - 1);
}

earth::Geodetic GroundTrack::at(double t_s, double pin_s) const {
  const Stretch& s = stretch(pin_s);
  const double length = s.length_at(t_s);
  if (s.radius_m == 0) return earth::destination(s.origin, s.az_rad, s.offset_m + length);
  const double angle = length / s.radius_m, half = std::sin(0.5 * angle);
  const double ahead = s.offset_m + s.radius_m * std::sin(angle), right = 2 * s.radius_m * half * half;
  return earth::destination(s.origin, s.az_rad + std::atan2(right, ahead), std::hypot(ahead, right));
}

double GroundTrack::way_m(double t_s) const {
  const Stretch& s = stretch(t_s);
  return s.way_m + s.length_at(std::clamp(t_s, s.begin_s, s.begin_s + s.duration_s));
}

double GroundTrack::mean_turn_rad(double t_s, double pin_s, double half_s) const {
  const auto integral = [&](double t, double pin) {
    const Stretch& s = stretch(pin);
    const double x = t - s.begin_s; // the first and the last stretch are lines: they run on with no turn
    return turn_integral_[static_cast<std::size_t>(&s - stretches_.data())] +
           x * (s.turned_rad + 0.5 * s.turn_rate_rad_s() * x);
  };
  return (integral(t_s + half_s, pin_s + half_s) - integral(t_s - half_s, pin_s - half_s)) / (2 * half_s);
}

} // namespace dewline::truth
