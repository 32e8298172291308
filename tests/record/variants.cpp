#include "dewline/record/variants.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/record/summary.hpp"
#include "support/scratch.hpp"

namespace {

using namespace dewline::record;

LedgerRow row(const std::string& centre, const std::string& object, const std::string& step, const std::string& state,
              double known_s, double to_impact_s = kNoNumber) {
  LedgerRow r;
  r.centre = centre, r.object = object, r.step = step, r.state = state;
  r.happened = true, r.t_s = r.known_s = known_s, r.to_impact_s = to_impact_s;
  return r;
}

TEST(Variants, TheFirstStepIsThatOfTheSoonestObjectAndTheFirstImpactThatItIsAbout) {
  const std::vector<LedgerRow> ledger{
      row("south", "arc-1", "declared", "attack", 600, 900), row("south", "arc-2", "declared", "attack", 600, 700),
      row("south", "arc-3", "declared", "attack", 800, 100), row("south", "arc-1", "decision", "attack", 660, 840),
      row("south", "arc-2", "decision", "attack", 660, 640), row("south", kNoObject, "first-detection", "", 5),
      row("south", "arc-1", "first-detection", "", 90, 1410), row("south", "arc-1", "lost", "", 1000)};
  const FirstSteps steps = first_steps(ledger, {{"south", "arc-2"}});
  ASSERT_EQ(steps.size(), 2u); // `lost` is not compared, nor a detection of nothing
  const FirstStep& declared = steps.at({"south", "declared", "attack"});
  EXPECT_EQ(declared.known_s, 600);
  EXPECT_EQ(declared.warning_s, 700);
  EXPECT_EQ(declared.time_left_s, 640);
  EXPECT_TRUE(declared.threat);
  EXPECT_EQ(steps.at({"south", "first-detection", ""}).known_s, 90);
  EXPECT_FALSE(first_steps(ledger, {{"north", "arc-2"}}).at({"south", "declared", "attack"}).threat);
}

TEST(Variants, WhatNeverHappenedIsNoStep) {
  LedgerRow never = row("south", "arc-1", "declared", "attack", 1);
  never.happened = false, never.known_s = kNeverS;
  EXPECT_TRUE(first_steps(std::vector{never}, {}).empty());
}

FirstSteps declared_at(double known_s, bool threat = true) {
  if (!std::isfinite(known_s)) return {};
  return {{{"south", "declared", "attack"}, {known_s, 1500 - known_s, 1400 - known_s, threat}}};
}

TEST(Variants, GainsAreCountedSeedBySeed) {
  const std::vector<Variant> variants{{"alone", {{"links.x.share", "nothing"}}}, {"shared", {}}};
  const std::vector<std::vector<FirstSteps>> samples{
      {declared_at(1000), declared_at(900), declared_at(kNeverS), declared_at(800), declared_at(kNeverS)},
      {declared_at(700), declared_at(700), declared_at(650), declared_at(kNeverS), declared_at(kNeverS)}};
  const auto rows = variant_rows(variants, samples);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].variant, "alone");
  EXPECT_EQ(rows[0].share.happened, 3);
  EXPECT_TRUE(std::isnan(rows[0].gained_s.median)); // against itself there is no gain to tell of
  EXPECT_EQ(rows[0].pairs, 0);
  const VariantRow& shared = rows[1];
  EXPECT_EQ(shared.share.happened, 3);
  EXPECT_EQ(shared.share.runs, 5);
  EXPECT_EQ(shared.pairs, 2);
  EXPECT_EQ(shared.gained_s.median, 250); // of 300 and 200, not of the medians' difference
  EXPECT_EQ(shared.only_here, 1);
  EXPECT_EQ(shared.only_there, 1);
  EXPECT_EQ(shared.warning_s.median, 800);
  EXPECT_EQ(shared.time_left_s.median, 700);
  EXPECT_EQ(shared.false_share.happened, 0);
}

TEST(Variants, AStepThatOneVariantNeverHasIsARowThereAllTheSame) {
  const std::vector<Variant> variants{{"alone", {}}, {"shared", {}}};
  const std::vector<std::vector<FirstSteps>> samples{{{}, {}}, {declared_at(700, false), declared_at(710)}};
  const auto rows = variant_rows(variants, samples);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].share.happened, 0);
  EXPECT_TRUE(std::isnan(rows[0].known_s.median));
  EXPECT_EQ(rows[1].false_share.happened, 1); // one of them was about nothing that threatens
  EXPECT_EQ(rows[1].only_here, 2);
}

TEST(Variants, StandInTheSummaryAndComeBack) {
  Summary s;
  s.variants = Variants{{"south", "attack", "time_left"}, "alone", 2, {{"alone", {{"links.x.share", "nothing"}}}, {"shared", {}}}, {}};
  const std::vector<std::vector<FirstSteps>> samples{{{}, declared_at(900)}, {declared_at(700), declared_at(710)}};
  s.variants->rows = variant_rows(s.variants->variants, samples);
  const dewline::support::ScratchFolder scratch;
  write_summary(s, scratch.path() / "summary.json");
  const Summary back = read_summary(scratch.path() / "summary.json");
  ASSERT_TRUE(back.variants);
  EXPECT_EQ(summary_json(back), summary_json(s));
  EXPECT_EQ(back.variants->rows.at(1).gained_s.median, 190);
  EXPECT_EQ(summary_json(Summary{}).find("\"variants\""), std::string::npos);
}

} // namespace
