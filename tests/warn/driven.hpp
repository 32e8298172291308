// One centre of the warn room, driven as a run drives it.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "dewline/warn/model.hpp"
#include "warn/helpers.hpp"

namespace dewline::warn::testing {

inline const earth::Geodetic kBurnout{69.5 * kDeg, 15.9 * kDeg, 300e3};

/// One centre with one rule: a launch call raises, an improbable impact for 60 s withdraws.
inline warn::Setup moscow() {
  warn::Setup s;
  s.node = {0};
  s.name = "moscow";
  s.node_names = {"moscow", "north"};
  s.centre.rules = "launch-watch";
  s.centre.assessment = {Shape::fixed, {60, 0, 0}};
  s.centre.conference = {Shape::fixed, {120, 0, 0}};
  s.centre.stand_down = {Shape::fixed, {90, 0, 0}};
  s.rules.states = {{"quiet", "nothing"}, {"launch-alert", "a launch is judged"}};
  s.rules.raise["launch-alert"] = {.text = "radar.launch_call"};
  s.rules.withdraw["launch-alert"] = {.text = "impact_in_asset < 0.01 for 60 s"};
  s.rules.hold_s = 30;
  s.assets = {{AssetId{0}, "russia", polygon({{60, 30}, {60, 60}, {70, 60}, {70, 30}})}};
  return s;
}
/// Raise and withdraw follow another centre's notice: the test switches them at will.
inline warn::Setup follower(double hold_s, double human_s) {
  warn::Setup s = moscow();
  s.rules.raise["launch-alert"] = {.text = "alert.north"};
  s.rules.withdraw["launch-alert"] = {.kind = Condition::Kind::none_of, .parts = {{.text = "alert.north"}}};
  s.rules.hold_s = hold_s;
  s.centre.assessment = s.centre.stand_down = {Shape::fixed, {human_s, 0, 0}};
  s.centre.conference = {};
  return s;
}
inline Notice notice(Step step, std::uint32_t number) {
  Alert a;
  a.state = "launch-alert";
  a.step = step;
  a.number = number;
  return {NodeId{1}, a};
}
/// The next one of a sender who counts the alerts it declares.
inline Notice notice(Step step) {
  static std::uint32_t number = 0;
  if (step == Step::declared) ++number;
  return notice(step, number);
}
/// North of the Arctic circle towards 350 deg: falls near Spitsbergen, far from the region.
inline track::Track harmless(Time valid = time_from_s(200)) { return track_from(kBurnout, 4500, 350 * kDeg, 80 * kDeg, 300, 5, valid); }
/// East towards the region.
inline track::Track harmful(Time valid = time_from_s(200)) { return track_from(kBurnout, 3800, 95 * kDeg, 40 * kDeg, 300, 5, valid); }

/// Drives a model as `run` does: at given instants and at every wake-up.
struct Bench {
  Model model;
  Model::State state;
  Draws draws{1, 0};
  track::Picture picture;
  std::vector<Alert> alerts;
  Time wake = kNever;

  explicit Bench(const warn::Setup& s) : model(s, orientation()) {}
  void at(double t_s, std::vector<Notice> notices = {}) {
    while (wake < time_from_s(t_s)) once(wake, {});
    once(time_from_s(t_s), notices);
  }
  void once(Time now, const std::vector<Notice>& notices) {
    picture.at = now;
    Outcome o = model.assess(state, {now, picture, {}, notices}, draws);
    ASSERT_GT(o.wake, now);
    wake = o.wake;
    alerts.insert(alerts.end(), o.alerts.begin(), o.alerts.end());
  }
  std::string story() const {
    std::string s;
    const char* words[] = {"met", "declared", "clear", "withdrawn", "dropped", "down"};
    for (const Alert& a : alerts)
      s += std::to_string(a.number) + " " + words[static_cast<int>(a.step)] + " " + std::to_string(std::lround(seconds(a.at))) + "; ";
    return s;
  }
};

} // namespace dewline::warn::testing
