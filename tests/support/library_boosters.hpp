// The boosters of data/types/missiles.yaml and rockets.yaml as truth's parameters, each flight a little
// different: a truth that no burn profile was made from. Names are those of the burn profiles that resemble
// them.
#pragma once
#include <algorithm>
#include <numbers>
#include <string>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/truth/object.hpp"

namespace library {

using namespace dewline;

struct Stage {
  double propellant_kg, dry_kg, isp_s, burn_s, exit_m2, area_m2, plume_W_sr, coast_s = 0;
};
struct Booster {
  std::string profile; ///< its own profile, which a held-out test leaves out
  double payload_kg, rise_s;
  std::vector<Stage> stages;
  double kick_low_deg, kick_high_deg; ///< of the rail instead, if rise_s is 0
  bool cut;                           ///< its last stage may burn short
};
inline std::vector<Booster> boosters() {
  return {
      {"three-stage solid, intercontinental",
       900,
       8,
       {{21000, 2200, 265, 60, 0.9, 2.2, 1e6},
        {6500, 700, 288, 60, 0, 2.2, 2e5},
        {3300, 350, 290, 60, 0, 2.2, 5e4}},
       11,
       24,
       false},
      {"two-stage liquid, intercontinental",
       1500,
       8,
       {{70000, 6000, 290, 130, 1.6, 3.5, 1e6}, {12500, 2300, 312, 110, 0, 3.5, 1e5}},
       0.9,
       2.3,
       true},
      {"one-stage liquid, intermediate range", 800, 8, {{24000, 2400, 264, 115, 0.5, 2, 3e5}}, 4, 9, true},
      {"one-stage liquid, short range", 600, 5, {{4200, 1000, 250, 70, 0.15, 0.6, 1e5}}, 7, 18, true},
      {"sounding rocket, two-stage solid",
       450,
       0,
       {{600, 300, 235, 6, 0.15, 0.17, 5e4}, {1000, 270, 258, 32, 0.11, 0.15, 2e4, 6}},
       80,
       88,
       false},
      {"space launcher, large",
       16000,
       12,
       {{395700, 25600, 311, 162, 6.1, 10.8, 3e6}, {92670, 3900, 348, 397, 0, 10.8, 3e5}},
       0.3,
       0.42,
       false}};
}

/// One flight: burn times and masses drawn within some 5 to 8 %, kick and azimuth over all there are.
inline truth::ObjectParams flight(const Booster& b, const earth::Geodetic& pad, const Draws& draws) {
  const auto n = draws.normal4({Purpose::test, 20, 0, 0, 0});
  const auto u = [&](std::uint64_t k) { return draws.uniform({Purpose::test, 21, 0, k, 0}); };
  constexpr double kDeg = std::numbers::pi / 180;
  const auto near = [](double z, double sigma) { return 1 + sigma * std::clamp(z, -2.0, 2.0); };
  truth::ObjectParams o;
  o.launch.lat_rad = pad.lat_rad;
  o.launch.lon_rad = pad.lon_rad;
  o.launch.time_s = 0;
  o.rcs_m2 = {{"any", 1.0}};
  o.boost.emplace();
  o.boost->azimuth_rad = 2 * std::numbers::pi * u(0);
  o.boost->payload_kg = b.payload_kg * near(n[0], 0.15);
  const double lean = b.kick_low_deg + u(1) * (b.kick_high_deg - b.kick_low_deg);
  if (b.rise_s > 0)
    o.boost->vertical_rise_s = b.rise_s, o.boost->kick_rad = lean * kDeg;
  else
    o.boost->elevation_rad = lean * kDeg;
  const double longer = near(n[1], 0.06), heavier = near(n[2], 0.03);
  for (std::size_t i = 0; i < b.stages.size(); ++i) {
    const Stage& s = b.stages[i];
    truth::StageParams t;
    const bool cut = b.cut && i + 1 == b.stages.size();
    const double burnt = cut ? 0.75 + 0.25 * u(2) : 1;
    t.propellant_kg = s.propellant_kg * heavier * burnt;
    t.dry_kg = s.dry_kg + s.propellant_kg * heavier * (1 - burnt);
    t.isp_vacuum_s = s.isp_s;
    t.burn_s = s.burn_s * longer * burnt;
    t.nozzle_exit_area_m2 = s.exit_m2;
    t.reference_area_m2 = s.area_m2;
    t.coast_s = s.coast_s;
    t.plume_W_sr = s.plume_W_sr;
    o.boost->stages.push_back(t);
  }
  return o;
}

} // namespace library
