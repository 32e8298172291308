// The impact ellipse against 1,000 true states drawn from the track's own error. Fixed seed; with a right ellipse
// each bound below fails with probability under 1e-4 (binomial, n = 1000).
#include <gtest/gtest.h>

#include "dewline/orbit/propagate.hpp"
#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
struct Coverage {
  double in_68 = 0, in_95 = 0, time_1_sigma = 0;
};
Coverage coverage(const track::Track& t, std::uint64_t seed) {
  constexpr int n = 1000;
  const Draws draws(seed, 0);
  const Estimate e = judge(t, {}, orientation(), {});
  const PlaceEstimate& p = *e.impact;
  const double det = p.var_east_m2 * p.var_north_m2 - p.cov_east_north_m2 * p.cov_east_north_m2;
  Coverage c;
  for (std::uint64_t i = 0; i < n; ++i) {
    const auto a = draws.normal4({Purpose::test, 0, 0, i, 0}), b = draws.normal4({Purpose::test, 1, 0, i, 0});
    const double z[6] = {a[0], a[1], a[2], a[3], b[0], b[1]};
    double x[6];
    for (std::size_t k = 0; k < 6; ++k) x[k] = t.x_G.mean[k] + std::sqrt(t.x_G.cov(k, k)) * z[k];
    const auto hit = orbit::impact(orientation().to_E({{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}, t.valid), {});
    if (!hit) continue;
    const auto course = earth::course(p.at, {hit->at.lat_rad, hit->at.lon_rad, 0});
    const double east = course.distance_m * std::sin(course.az_start_rad), north = course.distance_m * std::cos(course.az_start_rad);
    const double d2 = (p.var_north_m2 * east * east - 2 * p.cov_east_north_m2 * east * north + p.var_east_m2 * north * north) / det;
    c.in_68 += (d2 < -2 * std::log(1 - 0.68)) / 1000.0;
    c.in_95 += (d2 < -2 * std::log(1 - 0.95)) / 1000.0;
    c.time_1_sigma += (std::abs(seconds(t.valid - p.when) + hit->tof_s) < p.sigma_when_s) / 1000.0;
  }
  return c;
}
} // namespace

TEST(ImpactEllipse, holds_68_and_95_percent_of_states_drawn_from_the_tracks_error) {
  struct Case { double speed, climb_deg, sigma_p, sigma_v; };
  for (const Case& k : {Case{4500, 75, 500, 10}, Case{4500, 75, 5000, 60}, Case{6900, 23, 500, 10}, Case{6900, 40, 3000, 50}, Case{3000, 45, 5000, 80}}) {
    const Coverage c = coverage(track_from({69.5 * kDeg, 15.9 * kDeg, 300e3}, k.speed, 350 * kDeg, k.climb_deg * kDeg, k.sigma_p, k.sigma_v), 7);
    EXPECT_NEAR(c.in_68, 0.68, 0.058) << k.speed << " " << k.sigma_v;
    EXPECT_NEAR(c.in_95, 0.95, 0.027) << k.speed << " " << k.sigma_v;
    EXPECT_NEAR(c.time_1_sigma, 0.6827, 0.058) << k.speed << " " << k.sigma_v;
    printf("%g m/s %g deg sigma_v %g: %.3f %.3f time %.3f\n", k.speed, k.climb_deg, k.sigma_v, c.in_68, c.in_95, c.time_1_sigma);
  }
}
