// A warning centre: which rules it follows, how long its people take, how it judges a track.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/base/distribution.hpp"
#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/warn/classes/class_table.hpp"
#include "dewline/warn/threat.hpp"

namespace dewline::warn {

/// Where a track must come from to be called a launch.
enum class LaunchFrom { anywhere, outside_assets };
constexpr auto enum_words(LaunchFrom*) {
  return std::array{std::pair{LaunchFrom::anywhere, "anywhere"}, std::pair{LaunchFrom::outside_assets, "outside-assets"}};
}

/// How a centre judges a confirmed track. Every default is an assumption (docs/models/impact-prediction.md).
struct JudgeParams {
  std::uint32_t min_updates = 3;
  double significance = 2;
  double climb_speed_m_s = 2000;
  double climb_rate_m_s = 500;
  LaunchFrom launch_from = LaunchFrom::anywhere;
  double ballistic_coefficient_kg_m2 = 2000;
  double burnout_height_m = 150e3;
  double boost_range_fraction = 0.6;
  double boost_time_factor = 2.5;
  double sigma_launch_place_m = 50e3;
  double sigma_launch_time_s = 45;
  double sigma_profile = 0.1, sigma_boost_way = 0.05, sigma_boost_time = 0.18;
  double seen_at_m = 14e3, sigma_seen_m = 6e3;
  double glide_top_m = 100e3, glide_speed_m_s = 1000, glide_angle_rad = 0.2;
  double lift_to_drag_min = 1, lift_to_drag_max = 4, turn_rad = 1.0471975511965976;
  double max_report_age_s = 60;

  static constexpr auto fields() {
    return std::tuple{
        field("min_updates", &JudgeParams::min_updates,
              "detections in a track before it can be called a launch", between(1, 1000)),
        field("significance", &JudgeParams::significance,
              "sigmas by which a track must pass a test: perigee below the surface, climb", between(0, 10)),
        field("climb_speed_m_s", &JudgeParams::climb_speed_m_s,
              "a track that climbs and is faster than this is called a launch", at_least(0)),
        field("climb_rate_m_s", &JudgeParams::climb_rate_m_s,
              "the climb rate that goes with it", at_least(0)),
        field("launch_from", &JudgeParams::launch_from,
              "anywhere, or only launch points outside this centre's own assets"),
        field("ballistic_coefficient_kg_m2", &JudgeParams::ballistic_coefficient_kg_m2,
              "m/(Cd A) assumed for the fall to the ground (1e9 kg/m2: as good as no drag)", above(0)),
        field("burnout_height_m", &JudgeParams::burnout_height_m,
              "below this height a climbing body is taken as boosted", between(0, 1e6)),
        field("boost_range_fraction", &JudgeParams::boost_range_fraction,
              "ground range of the boost over height / tan(climb angle) at burnout", between(0, 3)),
        field("boost_time_factor", &JudgeParams::boost_time_factor,
              "boost time over straight path length / speed at burnout", between(1, 10)),
        field("sigma_launch_place_m", &JudgeParams::sigma_launch_place_m,
              "error of the boost template in place, each axis", between(0, 1e6)),
        field("sigma_launch_time_s", &JudgeParams::sigma_launch_time_s,
              "error of the boost template in time", between(0, 3600)),
        field("sigma_profile", &JudgeParams::sigma_profile,
              "relative error of a burn profile: its heights and speeds; of climb angles in radians",
              between(0.001, 1)),
        field("sigma_boost_way", &JudgeParams::sigma_boost_way,
              "error of the way over ground since launch, given height, climb and speed, relative",
              between(0, 1)),
        field("sigma_boost_time", &JudgeParams::sigma_boost_time,
              "relative error of the time since launch, given the same", between(0, 1)),
        field("seen_at_m", &JudgeParams::seen_at_m,
              "height at which an infrared satellite first sees a boost, on the average", between(0, 1e5)),
        field("sigma_seen_m", &JudgeParams::sigma_seen_m, "and its spread", between(100, 1e6)),
        field("glide_top_m", &JudgeParams::glide_top_m,
              "a manoeuvring track below this height may glide: no impact point, only a region", between(0, 2e5)),
        field("glide_speed_m_s", &JudgeParams::glide_speed_m_s, "... if it is faster than this", at_least(0)),
        field("glide_angle_rad", &JudgeParams::glide_angle_rad,
              "... and neither climbs nor falls more steeply than this", between(0, 1.5707963267948966)),
        field("lift_to_drag_min", &JudgeParams::lift_to_drag_min, "of what glides, at least", between(0.1, 10)),
        field("lift_to_drag_max", &JudgeParams::lift_to_drag_max, "of what glides, at most", between(0.1, 10)),
        field("turn_rad", &JudgeParams::turn_rad, "by which it may turn away from its heading",
              between(0, 3.141592653589793)),
        field("max_report_age_s", &JudgeParams::max_report_age_s,
              "another centre's track counts as held for so long after the instant that it describes",
              between(0, 86400))};
  }
};
static_assert(complete<JudgeParams>());

/// rule met -> assessment + conference -> declared; withdraw rule met -> stand_down -> withdrawn.
struct CentreParams {
  std::string rules;
  Delay assessment, conference, decision, stand_down;
  JudgeParams judge;
  ThreatParams threat;
  ClassPriors class_priors;
  bool told_of_launches = false;

  static constexpr auto fields() {
    return std::tuple{
        required("rules", &CentreParams::rules, "the rule set this centre follows"),
        field("assessment", &CentreParams::assessment, "time from a rule being met to the crew's assessment"),
        field("conference", &CentreParams::conference, "time from the assessment to the declaration"),
        field("decision", &CentreParams::decision,
              "time that those who are warned need after a declaration; takes from the decision time left"),
        field("stand_down", &CentreParams::stand_down,
              "time from the withdraw rule being met to the withdrawal"),
        field("judge", &CentreParams::judge, "how tracks are judged"),
        field("threat", &CentreParams::threat, "how all tracks together are assessed"),
        field("class_priors", &CentreParams::class_priors, "how common each class is among the tracks; only ratios count"),
        field("told_of_launches", &CentreParams::told_of_launches,
              "launch notifications reach it as a rule: that none covers a launch is then evidence of its class")};
  }
};
static_assert(complete<CentreParams>());

void check(const CentreParams& centre, Problems& problems);

} // namespace dewline::warn
