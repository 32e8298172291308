#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/orbit/propagate.hpp"
#include "dewline/warn/estimate/ballistic.hpp"
#include "dewline/warn/estimate/launch.hpp"
#include "dewline/warn/estimate/launch_mixture.hpp"
#include "dewline/warn/estimate/launch_prior.hpp"

namespace dewline::warn {
namespace {
constexpr double kWorstFit2 = 50;    ///< chi-square of speed, climb and height: like no profile
constexpr double kSigmaHeight = 0.3; ///< of burnout heights about a profile's, relative (assumption)
constexpr double kLogSeenBurning =
    -2.3; ///< a radar that follows free flight saw the boost's end: one in ten (assumption)
constexpr double kLeastLogWeight = -10; ///< against the best: less counts nothing

PosVel earth_fixed(const PosVel& x_I) {
  return {x_I.p, x_I.v - cross({0, 0, earth::kOmega_rad_s}, x_I.p)};
}
/// The end of the boost at height h_m: now, if the body is still lower and climbs.
std::optional<Passage> burnout(const PosVel& x_I, double h_m) {
  if (dot(x_I.p, x_I.v) > 0 && earth::geodetic(x_I.p).h_m <= h_m) return Passage{0, earth_fixed(x_I)};
  return rose_from(x_I, h_m);
}

/// A burnout in its own horizon.
struct Burnout {
  earth::Geodetic at;
  double climb_m_s, speed_m_s, az_rad, dt_s;
};
Burnout seen_level(const Passage& p) {
  const earth::Geodetic at = earth::geodetic(p.x_E.p);
  const Vec3 v_L = earth::enu_axes(at) * p.x_E.v;
  return {at, v_L.z, std::hypot(v_L.x, v_L.y), std::atan2(v_L.x, v_L.y), p.dt_s};
}
struct Origin {
  Vec3 p_E;
  double dt_s, boost_s, way_m, path_m, az_rad;
};
Origin behind(const Burnout& b, const BoostPoint& end, double burn_s) {
  const Backwards back = scaled_to(end, burn_s, b.at.h_m, b.climb_m_s, b.speed_m_s);
  const earth::Geodetic from = earth::destination(b.at, b.az_rad + std::numbers::pi, back.way_m);
  return {earth::ecef({from.lat_rad, from.lon_rad, 0}), b.dt_s - back.age_s, back.age_s,
          back.way_m, std::hypot(back.way_m, b.at.h_m), b.az_rad};
}

/// One flight of one profile against the arc.
struct Candidate {
  const BoostCase* flight;
  std::size_t profile;
  Origin origin;
  double var_s2, log_weight, h_m, stretch; ///< stretch: of the profile's variances, the worse it fits
};
double relative_var_speed(const track::Track& track) {
  const double speed = norm(state(track.x_G.mean).v);
  return (track.x_G.cov(3, 3) + track.x_G.cov(4, 4) + track.x_G.cov(5, 5)) / (3 * speed * speed);
}

std::optional<Candidate> candidate(const track::Track& track, const PosVel& x_I, const JudgeParams& params,
                                   const BoostCase& flight) {
  const BoostPoint& end = flight.points.back();
  const auto passage = burnout(x_I, end.h_m);
  if (!passage) return std::nullopt;
  const Burnout b = seen_level(*passage);
  if (!(b.speed_m_s > 0) || !(b.at.h_m > 0)) return std::nullopt;
  const double var = params.sigma_profile * params.sigma_profile + relative_var_speed(track);
  const double faster =
      std::log(std::hypot(b.climb_m_s, b.speed_m_s) / std::hypot(end.climb_m_s, end.speed_m_s));
  const double steeper = std::atan2(b.climb_m_s, b.speed_m_s) - std::atan2(end.climb_m_s, end.speed_m_s);
  const double lower = std::log(b.at.h_m / end.h_m) / kSigmaHeight;
  const double chi2 = (faster * faster + steeper * steeper) / var + lower * lower;
  if (!(chi2 < kWorstFit2)) return std::nullopt;
  Candidate c{&flight, 0, behind(b, end, flight.burn_s), 0, 0, end.h_m, 1 + 0.25 * chi2};
  const Age age = AgePrior(track, flight, params)(
      -c.origin.dt_s, params.sigma_boost_time * c.origin.boost_s * std::sqrt(c.stretch));
  if (!(age.weight > 0)) return std::nullopt;
  c.origin.dt_s = -age.mean_s;
  c.var_s2 = age.var_s2;
  c.log_weight = -0.5 * (chi2 + 2 * std::log(var)) + std::log(age.weight);
  const bool burnt_in_view = seconds(track.valid - track.first_detection) > -b.dt_s;
  if (burnt_in_view && !track::seen_by(track, sense::Kind::infrared)) c.log_weight += kLogSeenBurning;
  return c;
}
std::vector<Candidate> candidates(const track::Track& track, const PosVel& x_I, const JudgeParams& params,
                                  std::span<const BoosterProfile> profiles) {
  std::vector<Candidate> all;
  for (std::size_t p = 0; p < profiles.size(); ++p)
    for (const BoostCase& flight : profiles[p].cases)
      if (auto c = candidate(track, x_I, params, flight)) {
        c->profile = p;
        c->log_weight -= std::log(static_cast<double>(profiles[p].cases.size()));
        all.push_back(*c);
      }
  return all;
}

LaunchGuess guess_of(const Candidate& c, const earth::Geodetic& about, const JudgeParams& params) {
  LaunchGuess g{c.log_weight, c.profile, seen_from(about, c.origin.p_E, c.origin.dt_s), {}, 0, 0};
  const double s = std::sin(c.origin.az_rad), k = std::cos(c.origin.az_rad);
  const auto [along0, across0] = profile_error(c.origin.way_m, c.origin.path_m, params);
  const double along = c.stretch * along0, across = c.stretch * across0;
  g.cov(0, 0) = along * s * s + across * k * k;
  g.cov(0, 1) = g.cov(1, 0) = (along - across) * s * k;
  g.cov(1, 1) = along * k * k + across * s * s;
  g.cov(2, 2) = c.var_s2;
  return g;
}

/// What the track's own error does to the launch of one candidate.
std::optional<MatNM<3>> own_error(const track::Track& track, const Mat3& R_EG, const Candidate& c,
                                  const earth::Geodetic& about) {
  return spread(track, R_EG, [&](const PosVel& x_I) -> std::optional<Three> {
    const auto passage = burnout(x_I, c.h_m);
    if (!passage) return std::nullopt;
    const Origin o = behind(seen_level(*passage), c.flight->points.back(), c.flight->burn_s);
    return seen_from(about, o.p_E, o.dt_s);
  });
}

/// How J2 moves the launch of one candidate (two bodies: up to kilometres over a long arc).
Three moved_by_J2(const PosVel& x_E, const PosVel& x_I, const Candidate& c, const earth::Geodetic& about) {
  const auto plain = burnout(x_I, c.h_m);
  const auto exact = orbit::ascent(x_E, {}, c.h_m);
  if (!plain || !exact || plain->dt_s == 0) return {};
  const BoostPoint& end = c.flight->points.back();
  const Origin a = behind(seen_level(*plain), end, c.flight->burn_s);
  const Origin b = behind(seen_level({exact->tof_s, exact->x_E}), end, c.flight->burn_s);
  return seen_from(about, b.p_E, b.dt_s) - seen_from(about, a.p_E, a.dt_s);
}
} // namespace

std::optional<LaunchFit> fit_free_flight(const track::Track& track, const JudgeParams& params,
                                         const earth::Orientation& orientation,
                                         std::span<const BoosterProfile> profiles) {
  const Mat3 R_EG = orientation.R_EG(track.valid);
  const PosVel x_G = state(track.x_G.mean), x_I = aligned(x_G, R_EG),
               x_E = orientation.to_E(x_G, track.valid);
  const std::vector<Candidate> all = candidates(track, x_I, params, profiles);
  if (all.empty()) return std::nullopt;
  const Candidate& best =
      *std::max_element(all.begin(), all.end(),
                        [](const Candidate& a, const Candidate& b) { return a.log_weight < b.log_weight; });
  earth::Geodetic about = earth::geodetic(best.origin.p_E);
  about.h_m = 0;
  std::vector<LaunchGuess> guesses;
  for (const Candidate& c : all)
    if (c.log_weight - best.log_weight > kLeastLogWeight) guesses.push_back(guess_of(c, about, params));
  LaunchMixture m = mixed(guesses);
  const auto own = own_error(track, R_EG, best, about);
  if (!own) return std::nullopt;
  for (std::size_t i = 0; i < 9; ++i) m.cov.a[i] += own->a[i];
  m.mean = m.mean + moved_by_J2(x_E, x_I, best, about);
  const earth::Geodetic at =
      earth::destination(about, std::atan2(m.mean.x, m.mean.y), std::hypot(m.mean.x, m.mean.y));
  const auto [heading, sigma] = heading_of(track, orientation);
  return LaunchFit{place_with(at, track.valid + duration_from_s(m.mean.z), m.cov), heading, sigma,
                   profiles[m.profile].name, m.prob_profile};
}

std::pair<double, double> heading_of(const track::Track& track, const earth::Orientation& orientation) {
  const PosVel x_E = orientation.to_E(state(track.x_G.mean), track.valid);
  const Mat3 R_LE = earth::enu_axes(earth::geodetic(x_E.p)), R_LG = R_LE * orientation.R_EG(track.valid);
  const Vec3 v_L = R_LE * x_E.v, across_G = transpose(R_LG) * unit(Vec3{v_L.y, -v_L.x, 0});
  double var = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) var += across_G[i] * track.x_G.cov(3 + i, 3 + j) * across_G[j];
  const double az = std::atan2(v_L.x, v_L.y),
               sigma = std::sqrt(std::max(0.0, var)) / std::hypot(v_L.x, v_L.y);
  return {az < 0 ? az + 2 * std::numbers::pi : az, std::min(sigma, std::numbers::pi / std::sqrt(3.0))};
}
} // namespace dewline::warn
