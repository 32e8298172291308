#include "dewline/warn/estimate/judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <tuple>

#include "dewline/orbit/propagate.hpp"
#include "dewline/warn/estimate/ballistic.hpp"
#include "dewline/warn/estimate/glide.hpp"
#include "dewline/warn/estimate/launch.hpp"
#include "dewline/warn/estimate/spread.hpp"

namespace dewline::warn {
namespace {
constexpr double kMaxBoostRange_m = 1e6;
constexpr double kDragTolerance = 1e-8; // metres, and six times faster than the default
constexpr double kAir_m = 120e3; // drag above moves an impact by less than 1 km (tests/warn/judge.cpp)
constexpr double kBurnoutShareOfApogee = 0.3; // a short arc burns out lower than the template's height

/// Impact in air for the assumed ballistic coefficient, and for half of it.
struct Fall {
  earth::Geodetic at, at_half;
  double tof_s = 0, tof_half_s = 0;
};
std::optional<Fall> fall_of(const PosVel& x_E, double coefficient_kg_m2) {
  const auto top = orbit::impact(x_E, {}, kAir_m); // nothing for arcs that stay below it
  const bool above = top && top->tof_s > 0 && orbit::radial_height(x_E.p) > kAir_m;
  const PosVel start = above ? top->x_E : x_E;
  const double until_s = above ? top->tof_s : 0;
  const auto full = orbit::impact(start, {.ballistic_coefficient_kg_m2 = coefficient_kg_m2, .tolerance = kDragTolerance});
  const auto half = orbit::impact(start, {.ballistic_coefficient_kg_m2 = 0.5 * coefficient_kg_m2, .tolerance = kDragTolerance});
  if (!full || !half) return std::nullopt;
  return Fall{full->at, half->at, until_s + full->tof_s, until_s + half->tof_s};
}

std::optional<PlaceEstimate> impact_of(const track::Track& track, const PosVel& x_E, const Mat3& R_EG,
                                       const JudgeParams& params) {
  const auto near = falls_to(aligned(state(track.x_G.mean), R_EG), 0);
  if (!near) return std::nullopt;
  const auto mean = fall_of(x_E, params.ballistic_coefficient_kg_m2);
  if (!mean) return std::nullopt;
  earth::Geodetic origin = earth::geodetic(near->x_E.p);
  origin.h_m = 0;
  auto s = spread(track, R_EG, [&](const PosVel& x_I) -> std::optional<Three> {
    const auto fall = falls_to(x_I, 0);
    if (!fall) return std::nullopt;
    return seen_from(origin, fall->x_E.p, fall->dt_s);
  });
  if (!s) return std::nullopt;
  earth::Geodetic ground = mean->at;
  ground.h_m = 0;
  const Three shift = seen_from(ground, earth::ecef({mean->at_half.lat_rad, mean->at_half.lon_rad, 0}),
                           mean->tof_half_s - mean->tof_s);
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t c = 0; c < 3; ++c) (*s)(r, c) += shift[r] * shift[c];
  return place_with(mean->at, track.valid + duration_from_s(mean->tof_s), *s);
}

double climb_m_s(const PosVel& x_E) { return dot(x_E.v, unit(x_E.p)); }
PosVel earth_fixed(const PosVel& x_I) { return {x_I.p, x_I.v - cross({0, 0, earth::kOmega_rad_s}, x_I.p)}; }

/// The state at the end of the boost: now if it is still that low and climbing.
std::optional<Passage> burnout(const PosVel& x_I, double h_m) {
  if (dot(x_I.p, x_I.v) > 0) {
    const Vec3 direction = unit(x_I.p);
    const Vec3 s{direction.x / earth::kA_m, direction.y / earth::kA_m, direction.z / (earth::kA_m * (1 - earth::kF))};
    if (norm(x_I.p) - 1 / norm(s) <= h_m) return Passage{0, earth_fixed(x_I)};
  }
  return rose_from(x_I, h_m);
}

std::optional<PlaceEstimate> launch_of(const track::Track& track, const PosVel& x_E, const Mat3& R_EG, const Arc& arc,
                                       const JudgeParams& params) {
  const double h_m = std::min(params.burnout_height_m, kBurnoutShareOfApogee * arc.apogee_h_m);
  if (!(h_m > 0)) return std::nullopt;
  const PosVel x_I = aligned(state(track.x_G.mean), R_EG);
  const auto near = burnout(x_I, h_m);
  if (!near) return std::nullopt;
  Passage best = *near;
  if (near->dt_s < 0)
    if (const auto up = orbit::ascent(x_E, {}, h_m)) best = {up->tof_s, up->x_E};
  const Origin origin = boosted_from(best.x_E, params), rough = boosted_from(near->x_E, params);
  auto s = spread(track, R_EG, [&](const PosVel& x) -> std::optional<Three> {
    const auto end = burnout(x, h_m);
    if (!end) return std::nullopt;
    const Origin o = boosted_from(end->x_E, params);
    return seen_from(rough.at, earth::ecef(o.at), end->dt_s + o.dt_s);
  });
  if (!s) return std::nullopt;
  (*s)(0, 0) += params.sigma_launch_place_m * params.sigma_launch_place_m;
  (*s)(1, 1) += params.sigma_launch_place_m * params.sigma_launch_place_m;
  (*s)(2, 2) += params.sigma_launch_time_s * params.sigma_launch_time_s;
  return place_with(origin.at, track.valid + duration_from_s(best.dt_s + origin.dt_s), *s);
}
} // namespace

Origin boosted_from(const PosVel& x_E, const JudgeParams& params) {
  const earth::Geodetic at = earth::geodetic(x_E.p);
  const Mat3 R_LE = earth::enu_axes(at);
  const Vec3 v_L = R_LE * x_E.v;
  const double flat_m_s = std::hypot(v_L.x, v_L.y), h_m = std::max(0.0, at.h_m), speed_m_s = norm(x_E.v);
  const double back_m = v_L.z > 0 ? std::min(params.boost_range_fraction * h_m * flat_m_s / v_L.z, kMaxBoostRange_m)
                                  : kMaxBoostRange_m;
  const double path_m = std::hypot(h_m, back_m);
  const double dt_s = speed_m_s > 0 ? -params.boost_time_factor * path_m / speed_m_s : 0;
  if (!(flat_m_s > 0)) return {{at.lat_rad, at.lon_rad, 0}, dt_s};
  const double turn = back_m / earth::kA_m;
  const Vec3 back_E = transpose(R_LE) * Vec3{-v_L.x / flat_m_s, -v_L.y / flat_m_s, 0};
  earth::Geodetic from = earth::geodetic(earth::kA_m * (std::cos(turn) * unit(x_E.p) + std::sin(turn) * back_E));
  from.h_m = 0;
  return {from, dt_s};
}

bool climbs_fast(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation) {
  const PosVel x_G = state(track.x_G.mean), x_E = orientation.to_E(x_G, track.valid);
  const Vec3 up_G = unit(x_G.p), along_G = unit(x_G.v);
  const auto sigma = [&](const Vec3& u) {
    double var = 0;
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) var += u[i] * track.x_G.cov(3 + i, 3 + j) * u[j];
    return std::sqrt(std::max(0.0, var));
  };
  return norm(x_E.v) - params.significance * sigma(along_G) > params.climb_speed_m_s &&
         climb_m_s(x_E) - params.significance * sigma(up_G) > params.climb_rate_m_s;
}

namespace {
void characterise(Estimate& e, const std::optional<LaunchFit>& fit) {
  if (!fit) return;
  e.launch = fit->launch;
  e.heading_rad = fit->heading_rad;
  e.sigma_heading_rad = fit->sigma_heading_rad;
  e.booster = fit->booster;
  e.prob_booster = fit->prob_booster;
}
} // namespace

Estimate judge(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation, Time now) {
  const Mat3 R_EG = orientation.R_EG(track.valid);
  const PosVel x_I = aligned(state(track.x_G.mean), R_EG), x_E = orientation.to_E(state(track.x_G.mean), track.valid);
  const Arc a = arc(x_I);
  Estimate e;
  e.track = track.id;
  e.at = now;
  e.specific_energy_J_kg = a.specific_energy_J_kg;
  e.perigee_h_m = a.perigee_h_m;
  e.apogee_h_m = a.apogee_h_m;
  e.num_evidence = static_cast<std::uint32_t>(track.evidence.size());
  if (!track.evidence.empty()) e.last_evidence = track.evidence.back();
  e.radar = track::seen_by_radar(track);
  e.infrared = track::seen_by(track, sense::Kind::infrared);
  e.only_fire = track::only_lines_of_sight(track);
  if (e.only_fire) { // a fire: how far away it is nobody has measured, and it may still thrust
    e.thrusting = true;
    characterise(e, fit_boost(track, params, orientation));
    return e;
  }
  const auto s = spread(track, R_EG, [](const PosVel& x) -> std::optional<Three> {
    const Arc b = arc(x);
    return Three{b.specific_energy_J_kg, b.perigee_h_m, 0};
  });
  const double energy = params.significance * std::sqrt((*s)(0, 0)), perigee = params.significance * std::sqrt((*s)(1, 1));
  e.ballistic = a.specific_energy_J_kg + energy < 0 && a.perigee_h_m + perigee < 0;
  e.stays_up = a.specific_energy_J_kg - energy > 0 || a.perigee_h_m - perigee > 0;
  e.manoeuvres = glides(track, params, orientation);
  e.thrusting = !e.manoeuvres && track.motion == track::Motion::manoeuvring && climb_m_s(x_E) > 0;
  std::tie(e.heading_rad, e.sigma_heading_rad) = heading_of(track, orientation);
  if (e.manoeuvres) {
    e.region = glide_region(track, params, orientation);
    return e;
  }
  if (a.specific_energy_J_kg < 0 && a.perigee_h_m < 0) {
    if (!e.thrusting) e.impact = impact_of(track, x_E, R_EG, params);
    characterise(e, (e.thrusting ? fit_boost : fit_free_flight)(track, params, orientation, booster_profiles()));
    if (!e.launch) e.launch = launch_of(track, x_E, R_EG, a, params);
  }
  return e;
}

} // namespace dewline::warn
