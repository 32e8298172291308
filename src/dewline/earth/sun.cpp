#include "dewline/earth/sun.hpp"

#include <erfa.h>

#include <algorithm>
#include <cmath>

namespace dewline::earth {
namespace {

constexpr double kDay_s = 86400;

/// The cubic through the values at -1, 0, 1, 2, by powers of the place in [0, 1].
std::array<Vec3, 4> cubic_through(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
  return {b, -1.0 / 3 * a - 0.5 * b + c - 1.0 / 6 * d, 0.5 * a - b + 0.5 * c,
          1.0 / 6 * (d - a) + 0.5 * (b - c)};
}

} // namespace

Vec3 sun_G(const JulianDate& utc) {
  const JulianDate tt = tt_from_utc(utc); // TDB differs by 2 ms: 60 m of the Earth's way
  double of_sun[2][3], of_barycentre[2][3];
  eraEpv00(tt.day, tt.fraction, of_sun, of_barycentre); // a warning outside 1900-2100 only
  return -kAu_m * Vec3{of_sun[0][0], of_sun[0][1], of_sun[0][2]};
}

Geodetic subsolar(const Vec3& sun_E) {
  return {std::atan2(sun_E.z, std::hypot(sun_E.x, sun_E.y)), std::atan2(sun_E.y, sun_E.x), 0};
}

Sun::Sun(const Orientation& orientation, Time end) : orientation_(&orientation) {
  const int num_days = std::max(0, static_cast<int>(std::ceil(seconds(end) / kDay_s))) + 1;
  std::vector<Vec3> nodes;
  for (int i = -2; i <= num_days + 1; ++i) {
    JulianDate utc = orientation.utc_epoch();
    utc.day += i;
    nodes.push_back(sun_G(utc));
  }
  for (std::size_t i = 0; i + 3 < nodes.size(); ++i)
    days_.push_back(cubic_through(nodes[i], nodes[i + 1], nodes[i + 2], nodes[i + 3]));
}

Vec3 Sun::p_E(Time t) const {
  const double place = seconds(t) / kDay_s + 1;
  const double day = std::clamp(std::floor(place), 0.0, static_cast<double>(days_.size() - 1));
  const double u = place - day;
  const auto& c = days_[static_cast<std::size_t>(day)];
  return orientation_->R_EG(t) * (c[0] + u * (c[1] + u * (c[2] + u * c[3])));
}

} // namespace dewline::earth
