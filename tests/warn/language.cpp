// What conditions ask of a scene, and what they say of why they hold.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "dewline/sense/scan.hpp"
#include "dewline/warn/rules/rule.hpp"

using namespace dewline;
using namespace dewline::warn;

namespace {
constexpr std::uint8_t bit(sense::Kind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
const Names kNames{{"here", "north"}, {"capital", "port"}};

Condition atom(const char* text) { return {.text = text}; }
Condition group(Condition::Kind kind, std::vector<Condition> parts) { return {.kind = kind, .parts = std::move(parts)}; }
Seen launch(std::uint32_t number, sense::Kind kind, std::uint32_t sensor = 0) {
  Seen s{.track = {NodeId{0}, number}, .held = true, .launch_call = true,
         .radar = kind == sense::Kind::radar || kind == sense::Kind::feed, .infrared = kind == sense::Kind::infrared,
         .kinds = bit(kind)};
  s.sensors = {SensorId{sensor}};
  return s;
}
Scene scene(std::vector<Seen> tracks) { return {time_from_s(100), std::move(tracks), nullptr, nullptr, 0}; }
bool now(const Condition& c, const Scene& s) { return Rule(c, kNames).holds_now(s); }
Rule::Why why(const Condition& c, const Scene& s) { return Rule(c, kNames).why({}, s); }
} // namespace

TEST(Language, phenomenologies_are_kinds_of_sensor_over_all_launches_and_one_kind_twice_is_one) {
  const Condition two = atom("phenomenologies >= 2");
  EXPECT_FALSE(now(two, scene({launch(1, sense::Kind::radar, 0), launch(2, sense::Kind::radar, 1)})));
  EXPECT_TRUE(now(two, scene({launch(1, sense::Kind::radar), launch(2, sense::Kind::infrared)})));
  Seen told = launch(2, sense::Kind::surveillance);
  EXPECT_FALSE(now(two, scene({launch(1, sense::Kind::radar), told}))) << "what a target says is no second kind";
  Seen quiet = launch(2, sense::Kind::infrared);
  quiet.launch_call = false;
  EXPECT_FALSE(now(two, scene({launch(1, sense::Kind::radar), quiet})));
  EXPECT_TRUE(now(atom("sensors >= 2"), scene({launch(1, sense::Kind::radar, 0), launch(2, sense::Kind::radar, 1)})));
  EXPECT_FALSE(now(atom("sensors >= 2"), scene({launch(1, sense::Kind::radar, 3), launch(2, sense::Kind::infrared, 3)})));
}

TEST(Language, same_object_asks_one_body_for_both_kinds) {
  Condition both = group(Condition::Kind::all_of, {atom("phenomenologies >= 2")});
  both.same_object = true;
  EXPECT_FALSE(now(both, scene({launch(1, sense::Kind::radar), launch(2, sense::Kind::infrared)})));
  Seen one = launch(1, sense::Kind::radar);
  one.kinds |= bit(sense::Kind::infrared);
  EXPECT_TRUE(now(both, scene({one})));
}

TEST(Language, classes_are_known_or_nothing_follows) {
  Seen s = launch(1, sense::Kind::radar);
  EXPECT_FALSE(now(atom("class.icbm >= 0.1"), scene({s})));
  EXPECT_FALSE(now(atom("class.icbm < 0.9"), scene({s}))) << "not weighed is not unlikely";
  s.prob_class[static_cast<std::size_t>(ObjectClass::icbm)] = 0.5;
  s.prob_class[static_cast<std::size_t>(ObjectClass::slbm)] = 0.25;
  s.prob_class[static_cast<std::size_t>(ObjectClass::space_launch)] = 0.25;
  EXPECT_TRUE(now(atom("class.missile >= 0.75"), scene({s})));
  EXPECT_FALSE(now(atom("class.icbm >= 0.75"), scene({s})));
  EXPECT_TRUE(now(atom("class.space-launch < 0.3"), scene({s})));
  EXPECT_FALSE(now(atom("class.space-launch < 0.3"), scene({s, launch(2, sense::Kind::radar)}))) << "one of two is not weighed";
}

TEST(Language, one_asset_by_its_name) {
  Seen s = launch(1, sense::Kind::radar);
  s.assets = {{AssetId{0}, 0.1, 0.2}, {AssetId{1}, 0.7, 0.8}};
  EXPECT_FALSE(now(atom("impact_in.capital >= 0.5"), scene({s})));
  EXPECT_TRUE(now(atom("impact_in.port >= 0.5"), scene({s})));
  EXPECT_TRUE(now(atom("impact_in.capital < 0.3"), scene({s})));
  EXPECT_FALSE(now(atom("impact_in.capital < 0.15"), scene({s}))) << "asked of the upper bound";
}

TEST(Language, notified_means_all_that_fly_were_announced) {
  Seen a = launch(1, sense::Kind::radar), b = launch(2, sense::Kind::radar);
  EXPECT_FALSE(now(atom("notified"), scene({})));
  a.notified = true;
  EXPECT_TRUE(now(atom("notified"), scene({a})));
  EXPECT_FALSE(now(atom("notified"), scene({a, b})));
}

TEST(Language, counts_on_a_display_have_no_track_behind_them) {
  Scene s = scene({launch(1, sense::Kind::radar)});
  s.count_shown = 200;
  const Rule::Why w = why(atom("display.missiles >= 2"), s);
  EXPECT_EQ(w.words, "display.missiles >= 2 (200)");
  EXPECT_TRUE(w.tracks.empty());
}

TEST(Language, the_threat_picture_is_asked) {
  ThreatPicture picture;
  picture.raid.mean = 3.4;
  picture.prob_attack = 0.6;
  picture.assessment = Assessment::probable;
  Scene s = scene({});
  EXPECT_FALSE(now(atom("raid_size >= 0.1"), s));
  s.threat = &picture;
  EXPECT_TRUE(now(atom("raid_size >= 3.4"), s));
  EXPECT_TRUE(now(atom("prob_attack > 0.5"), s));
  EXPECT_TRUE(now(atom("assessment >= probable"), s));
  EXPECT_FALSE(now(atom("assessment >= attack"), s));
}

TEST(Language, votes_need_so_many_and_name_only_those_that_voted) {
  const Noticed noticed{{NodeId{1}, {"threat-assessment"}}};
  Condition votes = group(Condition::Kind::votes,
                          {atom("infrared.launch_call"), atom("radar.launch_call"), atom("alert.any.threat-assessment")});
  votes.at_least = 2;
  Scene s = scene({launch(1, sense::Kind::radar)});
  EXPECT_FALSE(now(votes, s));
  s.noticed = &noticed;
  EXPECT_TRUE(now(votes, s));
  EXPECT_EQ(why(votes, s).words, "radar.launch_call (1 of 1), alert.any.threat-assessment");
}

TEST(Language, the_explanation_lists_what_holds_and_nothing_else) {
  Seen near = launch(1, sense::Kind::radar), far = launch(2, sense::Kind::radar), sat = launch(3, sense::Kind::radar);
  near.prob_impact = 0.8, near.prob_reach = 1;
  sat.launch_call = false;
  const Condition c = group(Condition::Kind::any_of,
                            {group(Condition::Kind::all_of, {atom("infrared.track"), atom("radar.track")}),
                             group(Condition::Kind::all_of, {atom("impact_in_asset >= 0.5"),
                                                             group(Condition::Kind::none_of, {atom("notified")})})});
  const Rule::Why w = why(c, scene({near, far, sat}));
  EXPECT_EQ(w.words, "impact_in_asset >= 0.5 (0.8), no notified") << "radar.track holds, but in a part that does not";
  EXPECT_EQ(w.tracks, (std::set<TrackId>{near.track}));
}

TEST(Language, what_held_before_is_told_with_its_age) {
  Condition c = group(Condition::Kind::all_of, {atom("infrared.track"), atom("radar.track")});
  c.within_s = 60;
  const Rule rule(c, kNames);
  Memory memory;
  EXPECT_FALSE(rule.ask(memory, scene({launch(1, sense::Kind::infrared)})).holds);
  Scene later = scene({launch(2, sense::Kind::radar)});
  later.now = time_from_s(130);
  EXPECT_TRUE(rule.ask(memory, later).holds);
  EXPECT_EQ(rule.why(memory, later).words, "infrared.track 30 s ago, radar.track");
}

TEST(Language, a_part_that_has_not_held_for_long_enough_is_not_told) {
  const Condition c = group(Condition::Kind::any_of, {atom("radar.track for 20 min"), atom("radar.launch_call"), atom("radar.track for 10 s")});
  const Rule rule(c, kNames);
  Memory memory;
  Scene s = scene({launch(1, sense::Kind::radar)});
  EXPECT_TRUE(rule.ask(memory, s).holds);
  EXPECT_EQ(rule.why(memory, s).words, "radar.launch_call (1 of 1)");
  EXPECT_EQ(rule.why(memory, s).longest_for_s, 0);
  s.now = s.now + duration_from_s(10);
  EXPECT_TRUE(rule.ask(memory, s).holds);
  EXPECT_EQ(rule.why(memory, s).words, "radar.launch_call (1 of 1), radar.track for 10 s");
  EXPECT_EQ(rule.why(memory, s).longest_for_s, 10);
}

TEST(LanguageLaw, an_explanation_is_given_exactly_when_the_rule_holds_and_names_only_tracks_of_the_scene) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<Condition> atoms{atom("radar.track"),          atom("infrared.track"),     atom("radar.launch_call"),
                                       atom("launches >= 2"),        atom("phenomenologies >= 2"), atom("class.icbm >= 0.5"),
                                       atom("impact_in_asset >= 0.5"), atom("notified"),         atom("display.missiles >= 2")};
    const auto pick = [&] { return atoms[*rc::gen::inRange<std::size_t>(0, atoms.size())]; };
    const auto kinds = std::array{Condition::Kind::all_of, Condition::Kind::any_of, Condition::Kind::none_of, Condition::Kind::votes};
    const auto a_group = [&](std::vector<Condition> parts) {
      Condition g = group(kinds[*rc::gen::inRange<std::size_t>(0, 4)], std::move(parts));
      if (g.kind == Condition::Kind::votes) g.at_least = 1 + *rc::gen::inRange<std::uint32_t>(0, 2);
      return g;
    };
    const Condition c = a_group({pick(), a_group({pick(), pick()}), pick()});
    Scene s = scene({});
    s.count_shown = *rc::gen::inRange<std::uint32_t>(0, 4);
    for (std::uint32_t n = 1; n <= 3; ++n) {
      Seen one = launch(n, *rc::gen::arbitrary<bool>() ? sense::Kind::radar : sense::Kind::infrared, n);
      one.launch_call = *rc::gen::arbitrary<bool>();
      one.notified = *rc::gen::arbitrary<bool>();
      one.prob_impact = *rc::gen::inRange(0, 11) / 10.0;
      one.prob_class[0] = *rc::gen::inRange(0, 11) / 10.0;
      s.tracks.push_back(one);
    }
    const Rule rule(c, kNames);
    const Rule::Why w = rule.why({}, s);
    if (!rule.holds_now(s)) RC_ASSERT(w.words.empty() && w.tracks.empty());
    for (const TrackId& id : w.tracks) { // without those that it names the rule does not hold for the same reason
      RC_ASSERT(std::any_of(s.tracks.begin(), s.tracks.end(), [&](const Seen& x) { return x.track == id; }));
    }
    Scene alone = s; // with no more than the named tracks, what any_of, all_of and votes of lower bounds say still stands
    std::erase_if(alone.tracks, [&](const Seen& x) { return !w.tracks.contains(x.track); });
    const bool plain = c.kind != Condition::Kind::none_of && c.parts[1].kind != Condition::Kind::none_of &&
                       w.words.find("no ") == std::string::npos && w.words.find("notified") == std::string::npos;
    if (plain && rule.holds_now(s)) RC_ASSERT(rule.holds_now(alone));
  }));
}
