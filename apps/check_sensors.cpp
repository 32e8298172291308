#include "check_sensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "dewline/base/units.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

constexpr double kTarget_m2 = 1, kAssumedWidth = 0.1;

std::string km(double m) { return fmt::format("{:.0f} km", m / 1e3); }
std::string share(double x) { return fmt::format("{:.0f} %", 100 * x); }

/// Ranges on boresight in free space by both waveforms, what the lowest beam leaves of them, and the search's load.
struct RadarRow {
  std::string sensor;
  double search_m, search_sure_m, longest_m, horizon_200_m, horizon_1000_m;
  sense::SearchLoad load;
};

RadarRow row_of(const std::string& name, const sense::Radar& radar) {
  sense::SearchLoad load;
  for (std::uint32_t face = 0; face < radar.coverage().size(); ++face) {
    const sense::SearchLoad one = sense::search_load(radar, face);
    if (std::max(one.time, one.energy) >= std::max(load.time, load.energy)) load = one;
  }
  sense::ClaimParams any;
  any.range_m = 1, any.rcs_m2 = kTarget_m2;
  const sense::RangeCheck pulses = sense::range_check(radar, any);
  const double lowest = pulses.least_el_rad;
  return {name, sense::detection_range_m(radar, kTarget_m2, 0.5), sense::detection_range_m(radar, kTarget_m2, 0.9),
          pulses.longest_m, sense::horizon_range_m(radar, lowest, 200e3),
          sense::horizon_range_m(radar, lowest, 1000e3), load};
}

std::vector<RadarRow> radar_rows(const run::Model& model) {
  std::vector<RadarRow> rows;
  for (std::size_t i = 0; i < model.sensors.size(); ++i)
    if (const sense::Radar* radar = model.sensors[i].radar()) rows.push_back(row_of(model.context.sensors[i], *radar));
  return rows;
}

void print_radars(const run::Model& model) {
  std::vector<std::vector<std::string>> lines{{"radar", "range for 1 m2, Pd 0.5", "0.9", "0.5, longest pulses",
                                               "horizon of a target 200 km high", "1000 km", "search takes"}};
  for (const RadarRow& r : radar_rows(model)) {
    const std::string load = r.load.time > 0 ? fmt::format("{} of the time, {} of the energy, {:g} s",
                                                           share(r.load.time), share(r.load.energy), r.load.revisit_s)
                                             : fmt::format("{:g} s", r.load.revisit_s);
    lines.push_back({r.sensor, km(r.search_m), km(r.search_sure_m), km(r.longest_m), km(r.horizon_200_m),
                     km(r.horizon_1000_m), load});
  }
  if (lines.size() > 1) std::cout << table(lines, {1, 2, 3, 4, 5}) << '\n';
}

void print_jamming(const run::Model& model) {
  for (std::size_t i = 0; i < model.sensors.size(); ++i) {
    const sense::Radar* radar = model.sensors[i].radar();
    if (radar == nullptr) continue;
    for (const auto& jamming : radar->params().jamming)
      std::cout << fmt::format("{}: noise raised by {:g} dB; an echo of 1 m2 burns through at {}\n",
                               model.context.sensors[i], jamming.noise_rise_db,
                               km(sense::burn_through_range_m(*radar, kTarget_m2, 0.5, jamming.noise_rise_db)));
  }
}

/// The interval that a note states beside a claim [m].
std::optional<std::pair<double, double>> between(const run::Scenario& scenario, const std::string& path) {
  const auto note = scenario.notes.find(path);
  if (note == scenario.notes.end() || !note->second.between) return {};
  const Quantity low = parse_quantity(note->second.between->first, Dimension::length),
                 high = parse_quantity(note->second.between->second, Dimension::length);
  if (!std::holds_alternative<double>(low) || !std::holds_alternative<double>(high)) return {};
  return std::pair(std::get<double>(low), std::get<double>(high));
}

void print_claims(const std::vector<Claim>& claims) {
  if (claims.empty()) return;
  std::vector<std::vector<std::string>> lines{
      {"radar", "claim", "target", "by search", "longest pulses", "there the beam is above", "verdict"}};
  for (const Claim& c : claims)
    lines.push_back({c.sensor, km(c.check.claimed_m), c.target, km(c.check.search_m), km(c.check.longest_m),
                     km(c.check.least_height_m), c.holds() ? "inside the claim's range" : "OUTSIDE"});
  std::cout << table(lines, {1, 3, 4, 5}) << '\n';
  for (const Claim& c : claims)
    if (!c.holds())
      std::cout << fmt::format("warning: {}: {} for {} lies outside the claim, {} to {}\n", c.sensor, km(c.computed_m),
                               c.target, km(c.low_m), km(c.high_m));
}

/// The dimmest plume that a satellite detects in half of its looks, at the sub-satellite point and at its limb.
struct SatelliteRow {
  std::string sensor;
  double height_m, field_rad, below_W_sr, limb_W_sr;
};
std::vector<SatelliteRow> satellite_rows(const run::Model& model) {
  std::vector<SatelliteRow> rows;
  for (std::size_t i = 0; i < model.sensors.size(); ++i) {
    const sense::Infrared* satellite = model.sensors[i].infrared();
    if (satellite == nullptr) continue;
    const double r_m = norm(satellite->state_E(Time{}).p), limb_m = std::sqrt(r_m * r_m - earth::kA_m * earth::kA_m);
    const auto& p = satellite->params();
    const auto dimmest = [&](double range_m) { return p.threshold_W_sr * std::pow(range_m / p.threshold_range_m, 2); };
    rows.push_back({model.context.sensors[i], r_m - earth::kA_m, satellite->half_angle_rad(Time{}),
                    dimmest(r_m - earth::kA_m), dimmest(limb_m)});
  }
  return rows;
}

void print_satellites(const run::Model& model) {
  std::vector<std::vector<std::string>> lines{
      {"satellite", "height at the epoch", "field of regard", "dimmest plume above the air, below it", "at the limb"}};
  for (const SatelliteRow& r : satellite_rows(model))
    lines.push_back({r.sensor, km(r.height_m), fmt::format("{:.1f} deg", r.field_rad * 180 / 3.14159265358979323846),
                     fmt::format("{:.1f} kW/sr", r.below_W_sr / 1e3), fmt::format("{:.1f} kW/sr", r.limb_W_sr / 1e3)});
  if (lines.size() > 1) std::cout << table(lines, {1, 2, 3, 4}) << '\n';
}

} // namespace

std::vector<Claim> claims_of(const run::Scenario& scenario, const run::Model& model) {
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < model.sensors.size(); ++i) {
    const sense::Radar* radar = model.sensors[i].radar();
    if (radar == nullptr) continue;
    const auto& stated = radar->params().claims;
    for (std::size_t k = 0; k < stated.size(); ++k) {
      Claim c{model.context.sensors[i], {}, sense::range_check(*radar, stated[k])};
      c.target = fmt::format("{:g} m2, Pd {:g}", c.check.rcs_m2, c.check.prob_detect);
      c.computed_m = stated[k].work == sense::Work::track ? c.check.longest_m : c.check.search_m;
      const std::string path = fmt::format("sensors.{}.claims[{}].range", c.sensor, k);
      const auto range = between(scenario, path);
      c.low_m = range ? range->first : (1 - kAssumedWidth) * c.check.claimed_m;
      c.high_m = range ? range->second : (1 + kAssumedWidth) * c.check.claimed_m;
      claims.push_back(std::move(c));
    }
  }
  return claims;
}

void print_sensors(const run::Scenario& scenario, const run::Model& model) {
  print_radars(model);
  print_claims(claims_of(scenario, model));
  print_jamming(model);
  print_satellites(model);
}

void sensors_json(const run::Scenario& scenario, const run::Model& model, nlohmann::ordered_json& out) {
  for (const RadarRow& r : radar_rows(model))
    out["radars"].push_back({{"sensor", r.sensor}, {"range_1m2_pd50_m", r.search_m}, {"range_1m2_pd90_m", r.search_sure_m},
                             {"range_1m2_pd50_longest_m", r.longest_m}, {"horizon_200km_m", r.horizon_200_m},
                             {"horizon_1000km_m", r.horizon_1000_m}, {"search_share_of_time", r.load.time},
                             {"search_share_of_energy", r.load.energy}, {"search_revisit_s", r.load.revisit_s}});
  for (const Claim& c : claims_of(scenario, model))
    out["claims"].push_back({{"sensor", c.sensor}, {"claimed_m", c.check.claimed_m}, {"low_m", c.low_m}, {"high_m", c.high_m},
                             {"rcs_m2", c.check.rcs_m2}, {"prob_detect", c.check.prob_detect},
                             {"search_m", c.check.search_m}, {"longest_m", c.check.longest_m},
                             {"least_height_m", c.check.least_height_m}, {"holds", c.holds()}});
  for (const SatelliteRow& r : satellite_rows(model))
    out["satellites"].push_back({{"sensor", r.sensor}, {"height_m", r.height_m}, {"field_of_regard_rad", r.field_rad},
                                 {"dimmest_below_W_sr", r.below_W_sr}, {"dimmest_at_limb_W_sr", r.limb_W_sr}});
}

} // namespace dewline::apps
