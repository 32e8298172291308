#include "dewline/warn/estimate/launch_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/warn/estimate/booster.hpp"

namespace dewline::warn {
namespace {
constexpr double kMostScale = 4;
double limited(double ratio) {
  return std::isfinite(ratio) ? std::clamp(ratio, 1 / kMostScale, kMostScale) : 1;
}
double flat_way(double h_m, double climb_m_s, double speed_m_s) {
  return h_m * speed_m_s / std::max(climb_m_s, 0.1 * speed_m_s);
}
} // namespace

ProfileError profile_error(double way_m, double path_m, const JudgeParams& params) {
  const double along = params.sigma_boost_way * way_m, across = 0.03 * way_m, both = 0.02 * path_m;
  return {along * along + both * both, across * across + both * both};
}

MatNM<3> turned_to(const earth::Geodetic& from, const earth::Geodetic& to, const MatNM<3>& cov) {
  const earth::Course course = earth::course(from, to);
  const double turn = course.az_end_rad - course.az_start_rad, c = std::cos(turn), s = std::sin(turn);
  const double R[3][3] = {{c, s, 0}, {-s, c, 0}, {0, 0, 1}};
  MatNM<3> out;
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t q = 0; q < 3; ++q)
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out(r, q) += R[r][i] * cov(i, j) * R[q][j];
  return out;
}

LaunchMixture mixed(const std::vector<LaunchGuess>& guesses) {
  double most = guesses.front().log_weight, sum = 0, east = 0, north = 0;
  for (const LaunchGuess& g : guesses) most = std::max(most, g.log_weight);
  LaunchMixture m;
  std::vector<double> by_profile, weights;
  for (const LaunchGuess& g : guesses) {
    const double w = weights.emplace_back(std::exp(g.log_weight - most));
    sum += w;
    m.mean = m.mean + w * g.mean;
    east += w * std::sin(g.heading_rad);
    north += w * std::cos(g.heading_rad);
    by_profile.resize(std::max(by_profile.size(), g.profile + 1), 0);
    by_profile[g.profile] += w;
  }
  m.mean = m.mean / sum;
  m.heading_rad = std::atan2(east, north);
  if (m.heading_rad < 0) m.heading_rad += 2 * std::numbers::pi;
  double var_heading = 0;
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const LaunchGuess& g = guesses[i];
    const double w = weights[i] / sum;
    const Three d = g.mean - m.mean;
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c) m.cov(r, c) += w * (g.cov(r, c) + d[r] * d[c]);
    const double turn = std::remainder(g.heading_rad - m.heading_rad, 2 * std::numbers::pi);
    var_heading += w * (g.var_heading_rad2 + turn * turn);
  }
  m.sigma_heading_rad = std::sqrt(var_heading);
  const auto best = std::max_element(by_profile.begin(), by_profile.end());
  m.profile = static_cast<std::size_t>(best - by_profile.begin());
  m.prob_profile = *best / sum;
  return m;
}

Backwards scaled_to(const BoostPoint& p, double age_s, double h_m, double climb_m_s, double speed_m_s) {
  const double way = flat_way(h_m, climb_m_s, speed_m_s) / flat_way(p.h_m, p.climb_m_s, p.speed_m_s);
  const Backwards b{p.way_m * limited(way), 0};
  const double slow = length(h_m, b.way_m) * length(p.climb_m_s, p.speed_m_s) /
                      (length(climb_m_s, speed_m_s) * length(p.h_m, p.way_m));
  return {b.way_m, age_s * limited(slow)};
}

} // namespace dewline::warn
