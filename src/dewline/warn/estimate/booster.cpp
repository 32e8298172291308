#include "dewline/warn/estimate/booster.hpp"

#include <algorithm>

namespace dewline::warn {

BoostPoint BoostCase::at(double age_s) const {
  const double step = std::clamp(age_s / burn_s, 0.0, 1.0) * kSteps;
  const auto k = std::min(static_cast<std::size_t>(step), kSteps - 1);
  const double u = step - static_cast<double>(k);
  const BoostPoint &a = points[k], &b = points[k + 1];
  return {a.h_m + u * (b.h_m - a.h_m), a.way_m + u * (b.way_m - a.way_m),
          a.climb_m_s + u * (b.climb_m_s - a.climb_m_s), a.speed_m_s + u * (b.speed_m_s - a.speed_m_s)};
}

std::span<const BoosterProfile> booster_profiles() {
  static const std::vector<BoosterProfile> kAll = [] {
    std::vector<BoosterProfile> all = missile_profiles();
    const std::vector<BoosterProfile> rockets = rocket_profiles();
    all.insert(all.end(), rockets.begin(), rockets.end());
    return all;
  }();
  return kAll;
}

} // namespace dewline::warn
