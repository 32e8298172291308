#include "dewline/warn/one_body.hpp"

#include <algorithm>

namespace dewline::warn {
namespace {
constexpr double kGate = 16.266; // chi-square of 3, 99.9 %
constexpr double kKnownLaunch_m = 300e3, kKnownLaunch_s = 120;
constexpr double kLongestFlight_s = 2400;

/// Distance of two estimates of a place and an instant, in sigmas squared of both together; nothing without an error.
std::optional<double> distance2(const PlaceEstimate& a, const PlaceEstimate& b) {
  const Vec3 d_L = earth::enu_axes(a.at) * (earth::ecef(b.at) - earth::ecef(a.at));
  const double ee = a.var_east_m2 + b.var_east_m2, nn = a.var_north_m2 + b.var_north_m2;
  const double en = a.cov_east_north_m2 + b.cov_east_north_m2, det = ee * nn - en * en;
  const double var_s2 = a.sigma_when_s * a.sigma_when_s + b.sigma_when_s * b.sigma_when_s;
  if (!(det > 0) || !(var_s2 > 0)) return std::nullopt;
  const double place2 = (nn * d_L.x * d_L.x - 2 * en * d_L.x * d_L.y + ee * d_L.y * d_L.y) / det;
  const double dt_s = seconds(b.when - a.when);
  return place2 + dt_s * dt_s / var_s2;
}
bool knows_its_launch(const Estimate& e) {
  return !e.only_fire && e.ballistic && e.launch && ellipse(*e.launch).major_m < kKnownLaunch_m &&
         e.launch->sigma_when_s < kKnownLaunch_s;
}
void move_memory(Memory& memory, const TrackId& from, const TrackId& to) {
  std::vector<std::pair<HeldKey, Held>> moved;
  for (const auto& [key, held] : memory)
    if (key.track == from) moved.emplace_back(HeldKey{key.place, to}, held);
  std::erase_if(memory, [&](const auto& entry) { return entry.first.track == from; });
  for (const auto& [key, held] : moved) {
    Held& now = memory[key];
    now.since = std::min(now.since, held.since);
    now.last = std::max(now.last, held.last);
  }
}
} // namespace

std::optional<Before> seen_before(const Model::State& state, const Estimate& e, bool first) {
  std::optional<Before> best;
  double nearest = kGate;
  const bool by_launch = knows_its_launch(e);
  for (const auto& [id, judged] : state.judged) {
    const Estimate& lost = judged.estimate;
    if (judged.held || !lost.launch_call || id == e.track) continue;
    std::optional<double> d2;
    if (first && e.impact && lost.impact) d2 = distance2(*lost.impact, *e.impact);
    else if (by_launch && lost.only_fire && lost.launch) d2 = distance2(*lost.launch, *e.launch);
    if (!d2 || !(*d2 < nearest)) continue;
    nearest = *d2;
    best = Before{id, lost.only_fire};
  }
  return best;
}

void renumber(Model::State& state, const TrackId& from, const TrackId& to) {
  const auto before = state.judged.extract(from);
  if (before.empty()) return;
  Judged& now = state.judged[to];
  if (now.fire_kinds == 0) { // the fire that was found to be it goes along
    now.fire_kinds = before.mapped().fire_kinds;
    now.fire_evidence = before.mapped().fire_evidence;
  }
  for (auto& [name, watch] : state.watches) {
    if (watch.tracks.erase(from) > 0) watch.tracks.insert(to);
    if (watch.dismissed.erase(from) > 0) watch.dismissed.insert(to);
    for (Memory* memory : {&watch.raise, &watch.downgrade, &watch.withdraw}) move_memory(*memory, from, to);
  }
}

bool stands_behind(const Model::State& state, const TrackId& track) {
  return std::any_of(state.watches.begin(), state.watches.end(), [&](const auto& w) { return w.second.tracks.contains(track); });
}

bool is_down(const Estimate& e, Time now) {
  return e.impact && e.impact->when + duration_from_s(3 * e.impact->sigma_when_s) < now;
}

bool may_still_fly(const Estimate& e, Time now) {
  return e.only_fire && e.launch_call && e.launch && now < e.launch->when + duration_from_s(kLongestFlight_s);
}

} // namespace dewline::warn
