// What the page says of classes, threats, judgements and messages, from hand-made rows; and none of it from none.
#include <gtest/gtest.h>

#include "dewline/report/page_parts.hpp"
#include "dewline/warn/object_class.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

record::ClassProbabilityRow classified(double known_s, const std::string& word, double prob) {
  record::ClassProbabilityRow row;
  row.centre = row.track_of = "north", row.track = 2, row.t_s = row.known_s = known_s;
  row.object_class = word, row.prob = prob;
  return row;
}

TEST(PageJudged, ClassesHaveAColumnEachAndARowWhenSomethingMoved) {
  record::RunTables tables = record::empty_run_tables();
  tables.add(classified(10, "icbm", 0.6));
  tables.add(classified(10, "sounding-rocket", 0.4));
  tables.add(classified(20, "icbm", 0.604)); // nothing worth a row
  tables.add(classified(20, "sounding-rocket", 0.396));
  tables.add(classified(30, "sounding-rocket", 1.0)); // icbm is below one in a thousand: no row
  tables.add(classified(40, "no such class", 0.5));
  const auto columns = class_columns();
  ASSERT_EQ(columns.size(), 1 + warn::kNumClasses);
  const auto rows = class_rows(tables);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, "north/2");
  ASSERT_EQ(rows[0].rows.size(), 2U) << "at 10 s and at 30 s";
  const auto at = [&](std::size_t row, const std::string& word) {
    return rows[0].rows[row][static_cast<std::size_t>(std::ranges::find(columns, word) - columns.begin())];
  };
  EXPECT_EQ(at(0, "known_s"), 10);
  EXPECT_EQ(at(0, "icbm"), 0.6);
  EXPECT_EQ(at(0, "satellite"), 0);
  EXPECT_EQ(at(1, "icbm"), 0);
  EXPECT_EQ(at(1, "sounding-rocket"), 1);
}

TEST(PageJudged, ATrackOfAnotherCentreHasItsOwnRows) {
  record::RunTables tables = record::empty_run_tables();
  tables.add(classified(10, "icbm", 1));
  auto other = classified(10, "drone", 1);
  other.track_of = "south";
  tables.add(other);
  const auto rows = class_rows(tables);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].id, "north/2");
  EXPECT_EQ(rows[1].id, "north<south/2");
}

TEST(PageJudged, EveryClassHasPlainWords) {
  const auto all = class_part();
  ASSERT_EQ(all.size(), warn::kNumClasses);
  for (const auto& kind : all) EXPECT_FALSE(kind.plain.empty()) << kind.word;
}

TEST(PageJudged, AThreatKeepsItsAssessmentAsAPlaceInTheList) {
  record::RunTables tables = record::empty_run_tables();
  record::ThreatRow row;
  row.centre = "north", row.t_s = 5, row.raid_mean = 1.4, row.raid_high = 3, row.num_waves = 1, row.prob_attack = 0.5;
  row.assessment = "probable";
  tables.add(row);
  const auto rows = threat_rows(tables);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].rows[0], (std::vector<double>{5, 1.4, 0, 3, 1, 0.5, 2}));
  EXPECT_EQ(assessment_words()[2], "probable");
}

TEST(PageJudged, AJudgementIsToldWhenItChanges) {
  record::RunTables tables = record::empty_run_tables();
  record::EstimateRow e;
  e.centre = e.track_of = "north", e.track = 2, e.known_s = 10, e.kinds = "radar", e.num_sensors = 1;
  tables.add(e);
  e.known_s = 20;
  tables.add(e);
  e.known_s = 30, e.kinds = "radar+infrared", e.num_sensors = 2, e.booster = "two-stage", e.prob_booster = 0.7;
  tables.add(e);
  const auto all = judgement_part(estimates_of(tables));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].known_s, 10);
  EXPECT_FALSE(all[0].prob_booster);
  EXPECT_EQ(all[1].known_s, 30);
  EXPECT_EQ(all[1].kinds, (Texts{"radar", "infrared"}));
  EXPECT_EQ(all[1].track, "north/2");
}

TEST(PageJudged, AMessageSaysWhatItSaysAndALostOneIsTruth) {
  Subject s = shipped("norwegian-rocket-1995", 0);
  record::MessageRow row;
  row.centre = "moscow", row.message = "count", row.kind = "missile-count", row.sender = "a computer", row.known_s = 60;
  row.num_missiles = 2;
  s.tables.add(row);
  warn::MessageParams lost;
  lost.to = "moscow", lost.sender = "somebody", lost.delivered = false, lost.opens_s = -600, lost.closes_s = 1800;
  s.scenario.messages["lost"] = lost;
  s.scenario.messages["count"].cause = "a chip";
  const auto all = message_part(s);
  const auto count = std::ranges::find(all, "count", &PageMessage::id), gone = std::ranges::find(all, "lost", &PageMessage::id);
  ASSERT_NE(count, all.end());
  ASSERT_NE(gone, all.end());
  EXPECT_EQ(count->words, "the display shows 2 missiles");
  EXPECT_EQ(count->cause, "a chip");
  EXPECT_FALSE(count->truth);
  EXPECT_TRUE(gone->truth);
  EXPECT_TRUE(gone->words.starts_with("a rocket will be launched, window ")) << gone->words;
  const auto events = event_part(s);
  const auto told = std::ranges::find_if(events, [](const auto& h) { return h.kind == "message" && !h.truth; });
  ASSERT_NE(told, events.end());
  EXPECT_EQ(told->words, "a computer: the display shows 2 missiles");
}

TEST(PageJudged, OfNothingThereIsNothing) {
  const record::RunTables none = record::empty_run_tables();
  EXPECT_TRUE(class_rows(none).empty());
  EXPECT_TRUE(threat_rows(none).empty());
  EXPECT_TRUE(asset_threat_rows(none).empty());
  EXPECT_TRUE(judgement_part(estimates_of(none)).empty());
}

} // namespace
} // namespace dewline::report
