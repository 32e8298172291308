#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <utility>

#include "dewline/warn/estimate/launch.hpp"
#include "dewline/warn/estimate/launch_mixture.hpp"
#include "dewline/warn/estimate/launch_prior.hpp"

namespace dewline::warn {
namespace {
constexpr int kAges = 48, kHeadings = 16;
constexpr std::size_t kMostAges = 160;  ///< that are looked at with their headings
constexpr double kLeastLogWeight = -10; ///< of an age against the best: less counts nothing
constexpr double kLeastLogLikelihood = -20; ///< of a heading against the best so far: 2e-9 of the mixture
constexpr double kWorstFit2 = 50;       ///< chi-square of four values: 5 sigma and more from every hypothesis
constexpr double kFloorHeight_m = 1e3, kFloorSpeed_m_s = 30;
constexpr double kKnownHeading_rad =
    0.15; ///< known to better than this, the track's own heading is the only one

/// The track in (east, north, height; their rates) about the point below it, Earth-fixed.
struct Local {
  earth::Geodetic below;
  Gaussian<6> x;
};
Local local_of(const track::Track& track, const earth::Orientation& orientation) {
  const PosVel x_E = orientation.to_E(state(track.x_G.mean), track.valid);
  Local l{earth::geodetic(x_E.p), {}};
  const Mat3 R_LE = earth::enu_axes(l.below), R_LG = R_LE * orientation.R_EG(track.valid);
  const Vec3 v_L = R_LE * x_E.v;
  l.x.mean = {0, 0, l.below.h_m, v_L.x, v_L.y, v_L.z};
  for (std::size_t a = 0; a < 6; a += 3)
    for (std::size_t b = 0; b < 6; b += 3) {
      Mat3 block;
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) block(i, j) = track.x_G.cov(a + i, b + j);
      block = R_LG * block * transpose(R_LG);
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) l.x.cov(a + i, b + j) = block(i, j);
    }
  l.below.h_m = 0;
  return l;
}

/// What one value says of the state: cos x_i + sin x_j = z, with its variance.
struct Value {
  std::size_t i, j;
  double cos, sin, z, var;
};
struct Fit {
  double log_likelihood = 0, chi2 = 0;
};
/// False, and the state as it was, if the likelihood then is below `least`.
template <std::size_t N>
bool update(Gaussian<N>& x, const Value& v, Fit& fit, double least = -std::numeric_limits<double>::infinity()) {
  VecN<N> PH;
  for (std::size_t k = 0; k < N; ++k) PH[k] = v.cos * x.cov(k, v.i) + v.sin * x.cov(k, v.j);
  const double s = v.cos * PH[v.i] + v.sin * PH[v.j] + v.var,
               e = v.z - v.cos * x.mean[v.i] - v.sin * x.mean[v.j];
  fit.log_likelihood -= 0.5 * (e * e / s + std::log(2 * std::numbers::pi * s));
  fit.chi2 += e * e / s;
  if (fit.log_likelihood < least) return false;
  for (std::size_t k = 0; k < N; ++k) x.mean[k] += PH[k] * e / s;
  for (std::size_t k = 0; k < N; ++k)
    for (std::size_t m = 0; m < N; ++m) x.cov(k, m) -= PH[k] * PH[m] / s;
  return true;
}

/// One case of one profile at one age.
struct Aged {
  double log_weight;
  std::size_t profile;
  BoostPoint point;
  Age age;
  double sigma_h_m, sigma_v_m_s;
};
/// Height and climb alone, in closed form: what is worth a closer look.
double log_height_and_climb(const Gaussian<6>& x, const Aged& a) {
  const double eh = a.point.h_m - x.mean[2], ec = a.point.climb_m_s - x.mean[5];
  const double hh = x.cov(2, 2) + a.sigma_h_m * a.sigma_h_m, cc = x.cov(5, 5) + a.sigma_v_m_s * a.sigma_v_m_s;
  const double hc = x.cov(2, 5), det = hh * cc - hc * hc;
  return -0.5 * ((cc * eh * eh - 2 * hc * eh * ec + hh * ec * ec) / det + std::log(det));
}

using Cost = std::pair<double, std::size_t>; ///< of a hypothesis, by place: nothing is left to luck

/// One flight of a profile, and how likely its ages are before anything is known of height and climb.
struct Flown {
  std::size_t profile;
  const BoostCase* flight;
  AgePrior prior;
  double log_share;
};
Aged aged(const Flown& f, int k, const JudgeParams& params) {
  Aged a{0, f.profile, f.flight->at(f.flight->burn_s * (k + 0.5) / kAges), {}, 0, 0};
  a.sigma_h_m = params.sigma_profile * a.point.h_m + kFloorHeight_m;
  a.sigma_v_m_s = params.sigma_profile * length(a.point.climb_m_s, a.point.speed_m_s) + kFloorSpeed_m_s;
  return a;
}
std::vector<Flown> flown_of(const track::Track& track, const JudgeParams& params, std::span<const BoosterProfile> profiles) {
  std::vector<Flown> all;
  for (std::size_t p = 0; p < profiles.size(); ++p)
    for (const BoostCase& flight : profiles[p].cases)
      all.push_back({p, &flight, AgePrior(track, flight, params), -std::log(static_cast<double>(profiles[p].cases.size() * kAges))});
  return all;
}

/// The ages worth a closer look, the best first. The prior, which takes longest, is asked only of those that may still be
/// among them, in the order of what they cost at least.
std::vector<Aged> ages_of(const track::Track& track, const Local& l, const JudgeParams& params,
                          std::span<const BoosterProfile> profiles) {
  const std::vector<Flown> flown = flown_of(track, params, profiles);
  std::vector<Cost> least;
  for (const Flown& f : flown) {
    const double log_most = f.log_share + std::log(f.prior.most());
    for (int k = 0; k < kAges; ++k)
      least.emplace_back(-(log_most + log_height_and_climb(l.x, aged(f, k, params))), least.size());
  }
  std::map<Cost, Aged> best;
  std::make_heap(least.begin(), least.end(), std::greater<>());
  for (; !least.empty(); least.pop_back()) {
    std::pop_heap(least.begin(), least.end(), std::greater<>());
    const auto [cost, i] = least.back();
    if (!best.empty() && cost > best.begin()->first.first - kLeastLogWeight) break;
    if (best.size() == kMostAges && cost > best.rbegin()->first.first) break;
    const Flown& f = flown[i / kAges];
    const int k = static_cast<int>(i % kAges);
    Aged a = aged(f, k, params);
    const double age_s = f.flight->burn_s * (k + 0.5) / kAges;
    a.age = f.prior(age_s, params.sigma_boost_time * age_s);
    if (!(a.age.weight > 0)) continue;
    a.log_weight = f.log_share + std::log(a.age.weight);
    best.emplace(Cost{-(a.log_weight + log_height_and_climb(l.x, a)), i}, a);
    if (best.size() > kMostAges) best.erase(std::prev(best.end()));
  }
  std::vector<Aged> kept;
  for (const auto& [cost, a] : best)
    if (cost.first < best.begin()->first.first - kLeastLogWeight) kept.push_back(a);
  return kept;
}

/// Once height and climb are known: east, north and their rates.
struct Level {
  double h_m, climb_m_s;
  Gaussian<4> x;
};
Level level_of(const Gaussian<6>& x) {
  constexpr std::array<std::size_t, 4> kFrom{0, 1, 3, 4};
  Level l{x.mean[2], x.mean[5], {}};
  for (std::size_t i = 0; i < 4; ++i) {
    l.x.mean[i] = x.mean[kFrom[i]];
    for (std::size_t j = 0; j < 4; ++j) l.x.cov(i, j) = x.cov(kFrom[i], kFrom[j]);
  }
  return l;
}

/// The launch behind a state whose heading is known too; it moves with speed (at least 1 m/s).
LaunchGuess guess_of(const Level& at, const Gaussian<4>& x, double speed, const Aged& a, const JudgeParams& params,
                     double log_weight) {
  const double to_ground = earth::kA_m / (earth::kA_m + at.h_m);
  const Backwards back = scaled_to(a.point, a.age.mean_s, at.h_m, at.climb_m_s, speed);
  const double s = x.mean[2] / speed, c = x.mean[3] / speed;
  LaunchGuess g{log_weight, a.profile, {}, {}, std::atan2(x.mean[2], x.mean[3]), 0};
  g.mean = {to_ground * x.mean[0] - back.way_m * s, to_ground * x.mean[1] - back.way_m * c, -a.age.mean_s};
  // d(heading) = (c dve - s dvn) / speed moves the launch by way x (-c, s)
  const double turn = back.way_m / speed;
  const double J[2][4] = {{to_ground, 0, -turn * c * c, turn * c * s}, {0, to_ground, turn * s * c, -turn * s * s}};
  for (std::size_t r = 0; r < 2; ++r)
    for (std::size_t q = 0; q < 2; ++q)
      for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) g.cov(r, q) += J[r][i] * x.cov(i, j) * J[q][j];
  const auto [along, across] = profile_error(back.way_m, length(back.way_m, at.h_m), params);
  g.cov(0, 0) += along * s * s + across * c * c;
  g.cov(0, 1) += (along - across) * s * c;
  g.cov(1, 0) += (along - across) * s * c;
  g.cov(1, 1) += along * c * c + across * s * s;
  g.cov(2, 2) = a.age.var_s2;
  g.var_heading_rad2 = (c * c * x.cov(2, 2) - 2 * s * c * x.cov(2, 3) + s * s * x.cov(3, 3)) / (speed * speed);
  return g;
}

struct Best {
  double chi2 = kWorstFit2, log_likelihood = -std::numeric_limits<double>::infinity();
};
/// All headings of one age: one, if the track knows its heading, else sixteen.
void add_headings(const Local& l, const Aged& a, const JudgeParams& params, std::vector<LaunchGuess>& guesses,
                  Best& best) {
  Gaussian<6> x = l.x;
  Fit fit{a.log_weight, 0};
  const double var_v = a.sigma_v_m_s * a.sigma_v_m_s;
  update(x, {2, 2, 1, 0, a.point.h_m, a.sigma_h_m * a.sigma_h_m}, fit);
  update(x, {5, 5, 1, 0, a.point.climb_m_s, var_v}, fit);
  const Level level = level_of(x);
  const double speed = length(x.mean[3], x.mean[4]);
  const bool known = x.cov(3, 3) + x.cov(4, 4) < std::pow(kKnownHeading_rad * speed, 2);
  const int num = known ? 1 : kHeadings;
  const double step = 2 * std::numbers::pi / num, first = std::atan2(x.mean[3], x.mean[4]);
  // Of a known heading: the density of a velocity whose heading is anything.
  const double log_heading = known ? -std::log(2 * std::numbers::pi * (a.point.speed_m_s + kFloorSpeed_m_s)) : -std::log(num);
  const double sigma = a.point.speed_m_s * step / std::sqrt(12.0) + kFloorSpeed_m_s;
  for (int k = 0; k < num; ++k) {
    const double s = std::sin(first + k * step), c = std::cos(first + k * step);
    const double least = best.log_likelihood + kLeastLogLikelihood; // what is updated more is not likelier
    Gaussian<4> y = level.x;
    Fit with = fit;
    with.log_likelihood += log_heading;
    if (!update(y, {2, 3, s, c, a.point.speed_m_s, var_v}, with, least)) continue;
    if (!known && !update(y, {2, 3, c, -s, 0, sigma * sigma}, with, least)) continue;
    best.chi2 = std::min(best.chi2, with.chi2);
    best.log_likelihood = std::max(best.log_likelihood, with.log_likelihood);
    const double moves_m_s = length(y.mean[2], y.mean[3]);
    if (moves_m_s > 1) guesses.push_back(guess_of(level, y, moves_m_s, a, params, with.log_likelihood));
  }
}
} // namespace

std::optional<LaunchFit> fit_boost(const track::Track& track, const JudgeParams& params,
                                   const earth::Orientation& orientation,
                                   std::span<const BoosterProfile> profiles) {
  const Local l = local_of(track, orientation);
  std::vector<LaunchGuess> guesses;
  Best best;
  for (const Aged& a : ages_of(track, l, params, profiles)) add_headings(l, a, params, guesses, best);
  if (guesses.empty() || !(best.chi2 < kWorstFit2)) return std::nullopt;
  const LaunchMixture m = mixed(guesses);
  const earth::Geodetic at =
      earth::destination(l.below, std::atan2(m.mean.x, m.mean.y), std::hypot(m.mean.x, m.mean.y));
  const Time when = track.valid + duration_from_s(m.mean.z);
  return LaunchFit{place_with(at, when, turned_to(l.below, at, m.cov)), m.heading_rad, m.sigma_heading_rad,
                   profiles[m.profile].name, m.prob_profile};
}

} // namespace dewline::warn
