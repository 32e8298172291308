// How often ellipses hold the truth, and how large they are.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "dewline/warn/alert.hpp"

namespace place_score {

using namespace dewline;

/// Squared distance of a place from the estimated one, in units of its covariance.
inline double squared_sigmas(const warn::PlaceEstimate& p, const earth::Geodetic& at) {
  const auto course = earth::course(p.at, {at.lat_rad, at.lon_rad, 0});
  const double e = course.distance_m * std::sin(course.az_start_rad);
  const double n = course.distance_m * std::cos(course.az_start_rad);
  const double det = p.var_east_m2 * p.var_north_m2 - p.cov_east_north_m2 * p.cov_east_north_m2;
  return (p.var_north_m2 * e * e - 2 * p.cov_east_north_m2 * e * n + p.var_east_m2 * n * n) / det;
}

struct Score {
  int num = 0, num_none = 0, in68 = 0, in95 = 0, time68 = 0, time95 = 0;
  std::vector<double> off_m, late_s, area_km2; ///< area of the 95 % ellipse
  [[nodiscard]] double share68() const { return double(in68) / std::max(1, num); }
  [[nodiscard]] double share95() const { return double(in95) / std::max(1, num); }
};
inline void add(Score& s, const warn::PlaceEstimate& p, const earth::Geodetic& truth, Time when) {
  ++s.num;
  const double d2 = squared_sigmas(p, truth), late_s = seconds(p.when - when);
  s.in68 += d2 <= -2 * std::log(1 - 0.68);
  s.in95 += d2 <= -2 * std::log(1 - 0.95);
  s.time68 += std::abs(late_s) <= p.sigma_when_s;
  s.time95 += std::abs(late_s) <= 1.96 * p.sigma_when_s;
  s.off_m.push_back(earth::course(p.at, {truth.lat_rad, truth.lon_rad, 0}).distance_m);
  s.late_s.push_back(late_s);
  const warn::Ellipse e = warn::ellipse(p);
  s.area_km2.push_back(std::numbers::pi * e.major_m * e.minor_m * -2 * std::log(0.05) / 1e6);
}
inline double median(std::vector<double> v) {
  if (v.empty()) return 0;
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}
inline double rms(const std::vector<double>& v) {
  double sum = 0;
  for (const double x : v) sum += x * x;
  return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, v.size())));
}
inline void print(const char* what, const Score& s) {
  std::printf(
      "    %-34s %3d of %3d: %.0f / %.0f %%, time %.0f / %.0f %%; off %.1f km (median), %.0f s (rms); 95 %% "
      "ellipse %.0f km2 (median)\n",
      what, s.num, s.num + s.num_none, 100 * s.share68(), 100 * s.share95(),
      100.0 * s.time68 / std::max(1, s.num), 100.0 * s.time95 / std::max(1, s.num), median(s.off_m) / 1e3,
      rms(s.late_s), median(s.area_km2));
}

} // namespace place_score
