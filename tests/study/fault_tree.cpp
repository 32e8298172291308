// Rules as fault trees: when they hold, and which atoms it takes.
#include "dewline/study/fault_tree.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <utility>

namespace dewline::study {
namespace {

using warn::Condition;
using Kind = Condition::Kind;

Condition atom(std::string text) {
  Condition c;
  c.text = std::move(text);
  return c;
}
Condition group(Kind kind, std::vector<Condition> parts, double within_s = 0, std::uint32_t at_least = 0) {
  Condition c;
  c.kind = kind;
  c.parts = std::move(parts);
  c.within_s = within_s;
  c.at_least = at_least;
  return c;
}
const Condition kA = atom("infrared.track"), kB = atom("radar.track"), kC = atom("display.missiles >= 2");

Timeline one(const Condition& c, const AtomTimes& atoms) {
  const std::array causes{&atoms};
  return holds(c, causes, {0, 1000});
}

TEST(FaultTree, GroupsHoldAsTheirWordsSay) {
  const AtomTimes t{{kA.text, {{10, 30}}}, {kB.text, {{20, 40}}}};
  EXPECT_EQ(one(group(Kind::all_of, {kA, kB}), t), (Timeline{{20, 30}}));
  EXPECT_EQ(one(group(Kind::any_of, {kA, kB}), t), (Timeline{{10, 40}}));
  EXPECT_EQ(one(group(Kind::none_of, {kA, kB}), t), (Timeline{{0, 10}, {40, 1000}}));
  EXPECT_EQ(one(group(Kind::votes, {kA, kB, kC}, 0, 2), t), (Timeline{{20, 30}}));
  EXPECT_EQ(one(group(Kind::all_of, {kA, group(Kind::none_of, {kB})}), t), (Timeline{{10, 20}}));
}

TEST(FaultTree, WithinRemembersEachPartAndForRipensTheGroup) {
  const AtomTimes t{{kA.text, {{10, 11}}}, {kB.text, {{100, 101}}}};
  EXPECT_EQ(one(group(Kind::all_of, {kA, kB}), t), Timeline{});
  EXPECT_EQ(one(group(Kind::all_of, {kA, kB}, 90), t), (Timeline{{100, 101}}));
  EXPECT_EQ(one(group(Kind::all_of, {kA, kB}, 89), t), Timeline{});
  Condition lasting = group(Kind::any_of, {kA}, 50);
  lasting.for_s = 20;
  EXPECT_EQ(one(lasting, t), (Timeline{{30, 61}}));
}

TEST(FaultTree, TwoCausesAreTwoObjects) {
  const AtomTimes a{{kA.text, {{10, 30}}}}, b{{kB.text, {{20, 40}}}};
  const std::array causes{&a, &b};
  Condition both = group(Kind::all_of, {kA, kB});
  EXPECT_EQ(holds(both, causes, {0, 100}), (Timeline{{20, 30}}));
  both.same_object = true;
  EXPECT_EQ(holds(both, causes, {0, 100}), Timeline{});
}

TEST(FaultTree, KindsOfSensorAreAVote) {
  const AtomTimes t{{"infrared.launch_call", {{10, 30}}}, {"radar.launch_call", {{20, 40}}}};
  EXPECT_EQ(one(atom("phenomenologies >= 2"), t), (Timeline{{20, 30}}));
  EXPECT_EQ(one(atom("phenomenologies >= 1"), t), (Timeline{{10, 40}}));
  EXPECT_EQ(atoms_of(atom("phenomenologies >= 2")), (std::vector<std::string>{"infrared.launch_call", "radar.launch_call"}));
}

/// What raised is also what is asked at the end.
double declared(const Timeline& raised, double delay_s) { return declared_at(raised, raised, delay_s, 100); }

TEST(FaultTree, PeopleLookAgainAtTheEndOfTheirDelay) {
  EXPECT_DOUBLE_EQ(declared({{10, 30}}, 0), 10);
  EXPECT_DOUBLE_EQ(declared({{10, 30}}, 15), 25);
  EXPECT_TRUE(std::isnan(declared({{10, 30}}, 20)));       // over by then
  EXPECT_DOUBLE_EQ(declared({{10, 15}, {28, 40}}, 20), 30); // holds again by then
  EXPECT_DOUBLE_EQ(declared({{10, 15}, {50, 90}}, 20), 70); // raised a second time
  EXPECT_TRUE(std::isnan(declared({{10, 200}}, 120)));      // the episode ends before
}

TEST(FaultTree, TracksBehindAnAlertAreNotForgotten) {
  const AtomTimes t{{kA.text, {{10, 30}}}, {kA.text + std::string(kKept), {{10, 90}}}, {kC.text, {{5, 20}}}};
  EXPECT_EQ(kept(t), (AtomTimes{{kA.text, {{10, 90}}}, {kC.text, {{5, 20}}}}));
  const AtomTimes asked = kept(t);
  EXPECT_DOUBLE_EQ(declared_at(one(kA, t), one(kA, asked), 60, 100), 70);
}

TEST(CutSets, AreMinimal) {
  const auto cuts = minimal_cut_sets(group(Kind::any_of, {kA, group(Kind::all_of, {kA, kB})}));
  ASSERT_EQ(cuts.size(), 1u);
  EXPECT_EQ(cuts[0].atoms, std::vector<std::string>{kA.text});
}

TEST(CutSets, OfTwoVotesOfThreeAreTheThreePairs) {
  const auto cuts = minimal_cut_sets(group(Kind::votes, {kA, kB, kC}, 60, 2));
  ASSERT_EQ(cuts.size(), 3u);
  for (const CutSet& cut : cuts) {
    EXPECT_EQ(cut.atoms.size(), 2u);
    EXPECT_DOUBLE_EQ(cut.within_s, 60);
  }
}

TEST(CutSets, CarryWhatMustNotHold) {
  const auto cuts = minimal_cut_sets(group(Kind::all_of, {kA, group(Kind::none_of, {kB, kC})}));
  ASSERT_EQ(cuts.size(), 1u);
  EXPECT_EQ(cuts[0].atoms, std::vector<std::string>{kA.text});
  EXPECT_EQ(cuts[0].without, (std::vector<std::string>{kC.text, kB.text}));
  EXPECT_EQ(words(cuts[0]), "infrared.track, not display.missiles >= 2, not radar.track");
}

TEST(CutSets, AgreeWithTheTreeOnEveryPatternOfAtoms) {
  const Condition rule = group(
      Kind::any_of, {group(Kind::votes, {kA, kB, kC}, 0, 2), group(Kind::all_of, {kC, group(Kind::none_of, {kA})})});
  const auto cuts = minimal_cut_sets(rule);
  for (int bits = 0; bits < 8; ++bits) {
    AtomTimes t;
    if (bits & 1) t[kA.text] = {{0, 1000}};
    if (bits & 2) t[kB.text] = {{0, 1000}};
    if (bits & 4) t[kC.text] = {{0, 1000}};
    bool by_cuts = false;
    for (const CutSet& cut : cuts) {
      bool all = true;
      for (const std::string& a : cut.atoms) all = all && t.contains(a);
      for (const std::string& a : cut.without) all = all && !t.contains(a);
      by_cuts = by_cuts || all;
    }
    EXPECT_EQ(by_cuts, !one(rule, t).empty()) << bits;
  }
}

} // namespace
} // namespace dewline::study
