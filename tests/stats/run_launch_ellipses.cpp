// Where was it launched? Real satellites and radars look at boosters of the library, the real tracker
// follows, and the launch is estimated with burn profiles from which the truth's own booster has been taken
// out. Seeds are fixed: the numbers never change. The profiles' own errors were set with seed 1991; this is
// another. The band (60 to 80 %, at least 92 %) is asked of all ways of seeing together: 800 estimates of
// some 280 flights, whose shares scatter by 2.5 and 1.3 % were the seeds drawn anew; with the shares that
// both seeds show (77 to 79, 93 to 94 %) it fails by luck in 1 of 4. A single way of seeing is held to a
// wider band that shows when something breaks: 60 to 90 %, at least 88 %.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "dewline/sense/infrared/infrared.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/model.hpp"
#include "dewline/warn/estimate/judge.hpp"
#include "dewline/warn/estimate/launch.hpp"
#include "support/library_boosters.hpp"
#include "support/place_score.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;
using rig::kDeg;

const earth::Geodetic kPad{52 * kDeg, 40 * kDeg, 0};

/// A scanner of the DSP class over the equator (data/types/satellites.yaml), without false events.
sense::InfraredParams satellite() {
  sense::InfraredParams p;
  p.orbit.geostationary_rad = 10 * kDeg;
  p.scan_period_s = 10;
  p.num_cells = 0;
  p.threshold_W_sr = 2e4;
  p.resolution_rad = 40e-6;
  p.line_of_sight_error_rad = 12e-6;
  p.attitude_bias_rad = 20e-6;
  p.band_depth = 5;
  p.frames_to_declare = 3;
  return p;
}
/// Looks at the pad's sky from south-west; 30 m and 1 mrad at 2,000 km.
sense::RadarParams radar(double range_m) {
  constexpr double kSnr = 100;
  sense::RadarParams p;
  const earth::Geodetic at = earth::destination(kPad, 230 * kDeg, range_m);
  p.at = {at.lat_rad, at.lon_rad, 0};
  const double facing = earth::course(at, kPad).az_start_rad;
  p.faces = {{facing, 25 * kDeg, 170 * kDeg, {2 * kDeg, 85 * kDeg}}};
  p.reference_range_m = 2000e3;
  p.reference_snr_db = 20;
  p.max_range_m = 6000e3;
  p.swerling = sense::Swerling::zero;
  p.bandwidth_Hz = 299792458.0 / 2 / (30 * std::sqrt(2 * kSnr));
  p.beamwidth_rad = 1e-3 * 1.6 * std::sqrt(2 * kSnr);
  p.sigma_range_floor_m = p.sigma_angle_floor_rad = 0;
  p.range_bias_m = p.angle_bias_rad = p.refraction_residual = 0;
  p.num_cells = 0;
  return p;
}

bool flies(const truth::ObjectParams& object) {
  Problems problems;
  check(object, truth::Surroundings{.end = time_from_s(900)}, problems);
  return problems.empty();
}

/// One flight with what watches it.
struct Scene {
  const earth::Orientation& orientation = rig::orientation();
  Time end = time_from_s(900);
  truth::Model model;
  truth::State state;
  truth::View view;
  sense::Infrared eye;
  sense::Radar radar;
  track::Tracker tracker{NodeId{0}, {}};
  double burn_s = 0;
  Scene(const truth::ObjectParams& object, double radar_m)
      : model({{"target", object}}, rig::orientation(), end),
        state(truth::start(model)),
        view(model, state),
        eye(satellite(), SensorId{0}, 11, rig::orientation(), view, end),
        radar(::radar(radar_m), SensorId{1}, 77, view, end) {
    for (const auto& m : model.milestones(ObjectId{0}))
      if (m.what == "burnout") burn_s = seconds(m.at);
  }
};

struct Watch {
  bool infrared, radar;
  double until_s;
};
/// The best track at the end of a watch, judged then.
std::optional<track::Track> watched(const Scene& scene, const Watch& watch, const Draws& draws) {
  auto eye = scene.eye.start(draws);
  auto radar = scene.radar.start(draws);
  track::Tracker::State tracks;
  track::Picture picture;
  for (std::int64_t k = 0; seconds(scene.radar.frame_end(k)) <= watch.until_s; ++k) {
    const sense::Scan seen = scene.eye.look(eye, k, scene.view, draws).scan;
    const sense::Scan echo = scene.radar.look(radar, k, scene.view, draws).scan;
    std::vector<const sense::Scan*> scans;
    if (watch.infrared) scans.push_back(&seen);
    if (watch.radar) scans.push_back(&echo);
    picture = scene.tracker.assimilate(tracks, scene.radar.frame_end(k), scans, scene.orientation);
  }
  std::optional<track::Track> best;
  for (const track::Track& t : picture.tracks)
    if (t.status != track::Status::tentative && (!best || t.num_updates > best->num_updates)) best = t;
  return best;
}

/// All profiles but the booster's own and, of sounding rockets, the other one, which has nearly its upper
/// stage.
std::vector<warn::BoosterProfile> without(const std::string& name) {
  std::vector<warn::BoosterProfile> out;
  for (const warn::BoosterProfile& p : warn::booster_profiles())
    if (p.name != name && !(name.starts_with("sounding") && p.name.starts_with("sounding"))) out.push_back(p);
  EXPECT_LT(out.size(), warn::booster_profiles().size()) << name;
  return out;
}

enum class Mode { early_fire, late_fire, radar, both };
constexpr const char* kNames[] = {"infrared, 60 % of the burn", "infrared, end of the burn",
                                  "radar, free flight", "both, free flight"};
Watch watch_of(Mode mode, double burn_s, bool near) {
  const double after_s = near ? 100 : 200; // short flights are still above the air then
  const double at[] = {std::max(55.0, 0.6 * burn_s), burn_s, burn_s + after_s, burn_s + after_s};

  return {mode != Mode::radar, mode == Mode::radar || mode == Mode::both, at[static_cast<std::size_t>(mode)]};
}
std::optional<warn::LaunchFit> fit(const track::Track& t, const std::vector<warn::BoosterProfile>& profiles) {
  const bool free = !track::only_lines_of_sight(t) && t.motion == track::Motion::ballistic;
  return free ? warn::fit_free_flight(t, {}, rig::orientation(), profiles)
              : warn::fit_boost(t, {}, rig::orientation(), profiles);
}

} // namespace

TEST(LaunchEllipses, HoldTheTrueLaunchOfBoostersThatNoProfileKnows) {
  constexpr std::uint64_t kFlights = 60;
  std::map<Mode, place_score::Score> pooled;
  place_score::Score all;
  for (const library::Booster& booster : library::boosters()) {
    const auto profiles = without(booster.profile);
    const bool missile = !booster.profile.starts_with("space"); // what flies to orbit has no ballistic impact
    std::map<Mode, place_score::Score> scores;
    for (std::uint64_t run = 0; run < kFlights; ++run) {
      const Draws draws(2031, run);
      const bool near = booster.stages.size() == 1 || booster.rise_s == 0;
      const truth::ObjectParams object = library::flight(booster, kPad, draws);
      if (!flies(object)) continue; // too heavy, or turned over too far: it falls back
      const Scene scene(object, near ? 400e3 : 1500e3);
      for (const Mode mode : {Mode::early_fire, Mode::late_fire, Mode::radar, Mode::both}) {
        const auto track = watched(scene, watch_of(mode, scene.burn_s, near), draws);
        if (!track) continue;
        const auto launch = fit(*track, profiles);
        if (!launch) {
          ++scores[mode].num_none;
          continue;
        }
        place_score::add(scores[mode], launch->launch, kPad, Time{});
        if (!missile) continue;
        place_score::add(pooled[mode], launch->launch, kPad, Time{});
        place_score::add(all, launch->launch, kPad, Time{});
      }
    }
    std::printf("  %s\n", booster.profile.c_str());
    for (const auto& [mode, s] : scores) place_score::print(kNames[static_cast<std::size_t>(mode)], s);
  }
  std::printf("  all that have a ballistic impact\n");
  for (auto& [mode, s] : pooled) {
    place_score::print(kNames[static_cast<std::size_t>(mode)], s);
    EXPECT_GE(s.share68(), 0.60) << kNames[static_cast<std::size_t>(mode)];
    EXPECT_LE(s.share68(), 0.90) << kNames[static_cast<std::size_t>(mode)];
    EXPECT_GE(s.share95(), 0.88) << kNames[static_cast<std::size_t>(mode)];
  }
  place_score::print("all", all);
  EXPECT_GE(all.num, 700);
  EXPECT_GE(all.share68(), 0.60);
  EXPECT_LE(all.share68(), 0.80);
  EXPECT_GE(all.share95(), 0.92);
}
