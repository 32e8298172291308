#include "dewline/sense/infrared/false_events.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <string_view>
#include <tuple>

#include "dewline/base/distribution.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/to_unit.hpp"

namespace dewline::sense {
namespace {

constexpr double kCell_s = 1000;
constexpr double kFarTail = 4;          // lognormal durations are cut at so many standard deviations
constexpr double kLowest_m = 15e3;      // what falls goes dark there (assumption, ours)
constexpr std::uint64_t kPlace = 1, kSize = 2; // items of the draws

/// From the Earth's centre to the ellipsoid along a unit vector.
double surface_radius_m(const Vec3& up) {
  constexpr double b = 1 - earth::kF;
  return earth::kA_m / std::sqrt(up.x * up.x + up.y * up.y + up.z * up.z / (b * b));
}

/// One kind of random event.
struct Process {
  Cause cause;
  std::string_view name;
  FalseRateParams rate;
  double area_m2 = 0, area_spread = 0;
};

std::array<Process, 5> processes(const InfraredParams& p) {
  FalseRateParams glint;
  glint.rate_per_day = p.glint.rate_per_day;
  glint.duration_s = p.glint.duration_s, glint.duration_spread = p.glint.duration_spread;
  glint.height_m = p.glint.height_m;
  return {{{Cause::fire, "infrared:fires", p.fires},
           {Cause::flare, "infrared:flares", p.flares},
           {Cause::meteor, "infrared:meteors", p.meteors},
           {Cause::reentry, "infrared:reentries", p.reentries},
           {Cause::glint, "infrared:glint", glint, p.glint.area_m2, p.glint.area_spread}}};
}

double longest_s(const FalseRateParams& rate) {
  return std::min(86400.0, rate.duration_s * std::exp(kFarTail * rate.duration_spread));
}

/// Places and moves it: uniform in area between the latitudes, any heading.
void place(FalseEvent& event, const FalseRateParams& rate, const std::array<std::uint64_t, 4>& words) {
  const double low = std::sin(rate.lat_rad[0]), high = std::sin(rate.lat_rad[1]);
  const earth::Geodetic at{std::asin(low + to_unit(words[1]) * (high - low)),
                           2 * std::numbers::pi * (to_unit(words[2]) - 0.5), rate.height_m};
  event.p_E = earth::ecef(at);
  const Vec3 ahead_E = transpose(earth::enu_axes(at)) *
                       earth::enu_direction(2 * std::numbers::pi * to_unit(words[3]), 0);
  event.turn_E = (rate.speed_m_s * std::cos(rate.descent_rad) / norm(event.p_E)) *
                 unit(cross(event.p_E, ahead_E));
  event.climb_m_s = -rate.speed_m_s * std::sin(rate.descent_rad);
}

/// How long it can last before it is too low.
double falls_s(const FalseEvent& event, const FalseRateParams& rate) {
  return event.climb_m_s < 0 && rate.height_m > kLowest_m ? (rate.height_m - kLowest_m) / -event.climb_m_s
                                                          : 86400.0;
}

FalseEvent drawn(const Process& process, std::uint64_t owner, std::int64_t cell, std::uint32_t n,
                 const Draws& draws) {
  const FalseRateParams& rate = process.rate;
  const auto event_number = static_cast<std::uint64_t>(cell);
  const auto where = draws.words({Purpose::clutter, n, owner, event_number, kPlace});
  const auto size = draws.words({Purpose::clutter, n, owner, event_number, kSize});
  FalseEvent e;
  e.cause = process.cause;
  e.key = combine(combine(owner, event_number), n);
  place(e, rate, where);
  const double wanted_s =
      rate.duration_s * std::exp(rate.duration_spread * normal_quantile(to_unit(size[0])));
  e.begin = time_from_s(kCell_s * (static_cast<double>(cell) + to_unit(where[0])));
  e.end = e.begin + duration_from_s(std::min({wanted_s, longest_s(rate), falls_s(e, rate)}));
  const double deviate = normal_quantile(to_unit(size[1]));
  if (process.cause == Cause::glint) e.area_m2 = process.area_m2 * std::exp(process.area_spread * deviate);
  else e.intensity_W_sr = rate.intensity_W_sr * std::exp(rate.intensity_spread * deviate);
  return e;
}

void draw(const Process& process, const Draws& draws, Time end, std::vector<FalseEvent>& events) {
  const double mean = process.rate.rate_per_day * kCell_s / 86400;
  if (!(mean > 0)) return;
  const std::uint64_t owner = hash64(process.name);
  const auto first = static_cast<std::int64_t>(std::floor(-longest_s(process.rate) / kCell_s));
  const auto last = static_cast<std::int64_t>(std::floor(seconds(end) / kCell_s));
  for (std::int64_t cell = first; cell <= last; ++cell) {
    const std::uint64_t num =
        draws.poisson({Purpose::clutter, 0, owner, static_cast<std::uint64_t>(cell), 0}, mean);
    for (std::uint32_t n = 0; n < num; ++n) {
      const FalseEvent e = drawn(process, owner, cell, n, draws);
      if (e.end > Time{} && e.begin < end) events.push_back(e);
    }
  }
}

FalseEvent given(const FalseEventParams& params) {
  FalseEvent e;
  e.cause = params.cause;
  e.begin = time_from_s(params.time_s);
  e.end = e.begin + duration_from_s(params.duration_s);
  e.p_E = earth::ecef(earth::to_geodetic(params.at));
  e.intensity_W_sr = params.intensity_W_sr;
  e.given = true;
  e.key = hash64(word(params.cause));
  for (const double x : {params.time_s, params.at.lat_rad, params.at.lon_rad})
    e.key = combine(e.key, std::bit_cast<std::uint64_t>(x));
  return e;
}

} // namespace

Vec3 position_E(const FalseEvent& event, Time t) {
  const double dt_s = seconds(t - event.begin), rate_rad_s = norm(event.turn_E);
  const Vec3 up = unit(event.p_E);
  Vec3 now = up;
  if (rate_rad_s > 0) {
    const Vec3 ahead = cross(event.turn_E / rate_rad_s, up); // turn_E is across p_E
    now = std::cos(rate_rad_s * dt_s) * up + std::sin(rate_rad_s * dt_s) * ahead;
  }
  const double height_m = orbit::radial_height(event.p_E) + event.climb_m_s * dt_s;
  return (surface_radius_m(now) + height_m) * now;
}

std::vector<FalseEvent> false_events(const InfraredParams& params, const Draws& draws, Time end) {
  std::vector<FalseEvent> events;
  for (const FalseEventParams& e : params.events) events.push_back(given(e));
  for (const Process& process : processes(params)) draw(process, draws, end, events);
  std::ranges::sort(events, {}, [](const FalseEvent& e) { return std::tuple(e.begin, e.key); });
  return events;
}

} // namespace dewline::sense
