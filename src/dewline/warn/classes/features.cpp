#include "dewline/warn/classes/features.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/matrix.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/warn/estimate/ballistic.hpp"

namespace dewline::warn {
namespace {

constexpr double kAirTop_m = 30e3, kAirSpeed_m_s = 1500;
constexpr double kSure = 2;            // sigmas
constexpr double kStep = 0.5;          // sigmas, of the differences
constexpr double kPlaces = 1.5;        // the variance of a place counts so much in that of a speed
constexpr double kMoving_m_s = 1000;   // spread of what moves, each way: an assumption, 500 to 2,000
constexpr double kFall_m_s = 98, kFreeFall_m_s = 147; // expected of a still fire: g for 10 s, for 15 s
constexpr std::uint32_t kFewLooks = 4; // fewer tell no motion of a fire
constexpr double kSigmaBurn_s = 10;    // a scan at either end

using Six = VecN<6>;
PosVel state(const Six& x) {
  return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
}

/// What is measured of one state: surface speed and climb, perigee, speed over ground, height, climb angle.
using Row = std::array<double, 6>;

Row row_of(const PosVel& x_G, const earth::Orientation& orientation, Time t) {
  const Mat3 R_EG = orientation.R_EG(t);
  const PosVel x_I{R_EG * x_G.p, R_EG * x_G.v}, x_E = orientation.to_E(x_G, t);
  const Arc a = arc(x_I);
  const double v_a = std::sqrt(std::max(1.0, 2 * (a.specific_energy_J_kg + earth::kMu_m3_s2 / earth::kA_m)));
  const double level = norm(cross(x_I.p, x_I.v)) / (earth::kA_m * v_a);
  const earth::Geodetic at = earth::geodetic(x_E.p);
  const double speed = norm(x_E.v), climb = (earth::enu_axes(at) * x_E.v).z;
  return {v_a,           std::acos(std::min(1.0, level)),
          a.perigee_h_m, speed,
          at.h_m,        speed > 0 ? std::asin(std::clamp(climb / speed, -1.0, 1.0)) : 0};
}

/// Standard deviations over the track's error; nothing if that is no covariance.
std::optional<Row> sigmas(const track::Track& track, const earth::Orientation& orientation) {
  Row var{};
  const Cholesky<6> root(track.x_G.cov);
  if (!root.ok) return std::nullopt;
  for (std::size_t j = 0; j < 6; ++j) {
    Six plus = track.x_G.mean, minus = track.x_G.mean;
    for (std::size_t i = j; i < 6; ++i) plus[i] += kStep * root.L(i, j), minus[i] -= kStep * root.L(i, j);
    const Row up = row_of(state(plus), orientation, track.valid),
              down = row_of(state(minus), orientation, track.valid);
    for (std::size_t k = 0; k < var.size(); ++k) var[k] += std::pow((up[k] - down[k]) / (2 * kStep), 2);
  }
  for (double& v : var) v = std::sqrt(v);
  return var;
}

/// The direction in which a place is known worst: that of the line of sight, of a track of nothing else.
Vec3 worst_known(const MatNM<6>& cov) {
  Vec3 u{1, 1, 1};
  for (int i = 0; i < 30; ++i) {
    Vec3 next;
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c) next[r] += cov(r, c) * u[c];
    if (!(norm(next) > 0)) return u;
    u = unit(next);
  }
  return u;
}

/// Variance of the place along d, were the speed along it known: what the newest looks leave of it, however
/// far ahead of them the track has been predicted.
double var_place_m2(const MatNM<6>& cov, const Vec3& d) {
  double pp = 0, pv = 0, vv = 0;
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t c = 0; c < 3; ++c)
      pp += d[r] * d[c] * cov(r, c), pv += d[r] * d[c] * cov(r, c + 3),
          vv += d[r] * d[c] * cov(r + 3, c + 3);
  return std::max(0.0, vv > 0 ? pp - pv * pv / vv : pp);
}

/// That a fire moves over ground, at even odds, by its speed across the line of sight: along it nobody has
/// measured anything. A still one shows what the error of a place does to a speed over one interval between
/// looks, and the fall that the filter expects; a moving one these and kMoving_m_s. The filter's own sigma is
/// no measure of either: it holds the thrust that there might be, or, in free fall, no fire that stands.
double prob_moves(const track::Track& track, const earth::Orientation& orientation) {
  const Vec3 u_G = worst_known(track.x_G.cov), side = std::abs(u_G.z) < 0.7 ? Vec3{0, 0, 1} : Vec3{1, 0, 0};
  const Vec3 a_G = unit(cross(u_G, side)), b_G = cross(u_G, a_G);
  const double place_m2 = 0.5 * (var_place_m2(track.x_G.cov, a_G) + var_place_m2(track.x_G.cov, b_G));
  const double between_s = seconds(track.last_detection - track.first_detection) / (track.num_updates - 1);
  const double fall_m_s = track.motion == track::Motion::ballistic ? kFreeFall_m_s : kFall_m_s;
  const double still = kPlaces * place_m2 / (between_s * between_s) + fall_m_s * fall_m_s;
  const double moving = still + kMoving_m_s * kMoving_m_s;
  const Vec3 v_E = orientation.to_E(state(track.x_G.mean), track.valid).v;
  const Vec3 u_E = orientation.R_EG(track.valid) * u_G, across_E = v_E - dot(v_E, u_E) * u_E;
  return 1 / (1 + moving / still * std::exp(-0.5 * dot(across_E, across_E) * (1 / still - 1 / moving)));
}

void add_yes_no(Features& f, const track::Track& track, const Estimate& e, const Watching& watching) {
  const auto say = [&](Feature which, bool yes) {
    at(f, which) = Measured{yes ? 1.0 : 0.0, 0, false, track.valid};
  };
  say(Feature::fire, e.only_fire);
  if (e.infrared || watching.infrared) say(Feature::infrared, e.infrared);
  if (e.catalogue_number || watching.catalogue) say(Feature::catalogued, e.catalogue_number.has_value());
  if (e.notified || watching.notices) say(Feature::notified, e.notified);
}

void add_fire(Features& f, const track::Track& track, const earth::Orientation& orientation) {
  const bool out = track.status == track::Status::coasting;
  const double seen_s = seconds(track.last_detection - track.first_detection);
  at(f, Feature::burn) = Measured{std::max(0.0, seen_s), kSigmaBurn_s, !out, track.valid};
  if (!out && track.num_updates >= kFewLooks && seen_s > 0) // once it is out nothing new is seen of it
    at(f, Feature::moves) = Measured{prob_moves(track, orientation), 0, false, track.valid};
}

void add_echo(Features& f, const track::Track& track) {
  if (track.num_updates == 0) return;
  at(f, Feature::num_detections) = Measured{static_cast<double>(track.num_updates), 0, true, track.valid};
  if (track.mean_rcs_m2 <= 0) return;
  at(f, Feature::rcs) = Measured{track.mean_rcs_m2, track.mean_rcs_m2 / std::sqrt(track.num_updates), false,
                                 track.valid}; // Swerling 1
}

void add_motion(Features& f, const track::Track& track, bool thrusting,
                const earth::Orientation& orientation) {
  const std::optional<Row> error = sigmas(track, orientation);
  if (!error) return; // a track that does not say how well it knows says nothing
  const Row x = row_of(state(track.x_G.mean), orientation, track.valid), &s = *error;
  const auto say = [&](Feature which, std::size_t k, bool at_least = false) {
    if (std::isfinite(x[k]) && std::isfinite(s[k])) at(f, which) = Measured{x[k], s[k], at_least, track.valid};
  };
  const bool above = x[4] - kSure * s[4] > kAirTop_m || x[3] - kSure * s[3] > kAirSpeed_m_s;
  const bool in_air = x[4] + kSure * s[4] < kAirTop_m && x[3] + kSure * s[3] < kAirSpeed_m_s;
  if (above || in_air) at(f, Feature::above) = Measured{above ? 1.0 : 0.0, 0, false, track.valid};
  if (in_air) say(Feature::air_speed, 3), say(Feature::air_height, 4), say(Feature::air_climb, 5);
  if (!above) return;
  say(Feature::surface_speed, 0, thrusting);
  if (!thrusting) say(Feature::surface_climb, 1), say(Feature::perigee, 2);
}

} // namespace

Features features_of(const track::Track& track, const Estimate& estimate, const Watching& watching,
                     const earth::Orientation& orientation) {
  Features f;
  add_yes_no(f, track, estimate, watching);
  if (estimate.only_fire) {
    add_fire(f, track, orientation);
    return f;
  }
  if (estimate.radar) add_echo(f, track);
  add_motion(f, track, estimate.thrusting, orientation);
  return f;
}

} // namespace dewline::warn
