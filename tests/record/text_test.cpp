#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "dewline/record/summary.hpp"
#include "dewline/record/why.hpp"
#include "dewline/record/words.hpp"
#include "dewline/record/writer.hpp"
#include "record/page.hpp"
#include "record/story.hpp"

namespace {
using namespace story;
using nlohmann::json;

RunTables story_tables() {
  const Context c = context();
  RunWriter writer(c, {});
  tell(writer);
  return writer.tables();
}

TEST(Why, ADeclarationOpensIntoRuleConditionEvidenceAndWhatEachStepWaitedFor) {
  EXPECT_EQ(why(story_tables(), "home", "launch-alert"),
            R"(home about rocket: declared launch-alert
  03:52, 16:08 to impact
  waited for conference 2 min [centres.home.conference]
  because     radar.launch_call (P 0.98)
  for         track 1 (track of home)
  against     no second radar
  evidence    3 detections
    radar/8.0            radar frame 8   at 01:25, known 01:32   range 908.0 km   SNR 17.5 dB   el 5.7 deg
    radar/9.0            radar frame 9   at 01:35, known 01:42   range 909.0 km   SNR 17.5 dB   el 5.7 deg
    radar/10.0           radar frame 10   at 01:45, known 01:52   range 910.0 km   SNR 17.5 dB   el 5.7 deg
  the chain before it
      00:00  launch [truth]                     [truth]
      01:00  burnout [truth]                    [truth]
      01:12  visible [truth]                    waited for horizon of radar: 3 deg to 35 deg (assumption), opened 01:12 [sensors.radar.faces[0].elevation]
      01:32  first-detection                    waited for horizon of radar: 3 deg to 35 deg (assumption), opened 01:12; revisit 10 s; known 7 s after [sensors.radar.faces[0].elevation]
      01:52  track                              waited for 3 of 5 detections [centres.home.tracker.confirm_hits]
      01:52  launch-call                        waited for the track: nothing further [centres.home.tracker.confirm_hits]
      01:52  rule-met launch-alert              waited for confirmation of the track [centres.home.conference]
      01:52  assessed launch-alert              waited for no assessment time [centres.home.assessment]
      02:02  impact-point                       waited for track length: 3 detections, 1-sigma 90 km [sensors.radar.revisit]
      02:02  region-excluded                    waited for track length: 3 detections, P(city) at most 0.004 [sensors.radar.revisit]
      03:02  withdraw-met launch-alert          waited for the rule to hold for 1 min [centres.home.conference]
      03:30  left-field [truth]                 waited for elevation ceiling of radar: 3 deg to 35 deg (assumption), closed 03:30 [sensors.radar.faces[0].elevation]
)");
}

TEST(Why, WhatSpeaksAgainstAnAttackSpeaksForTheWithdrawal) {
  const std::string text = why(story_tables(), "home", "withdraw-met");
  EXPECT_NE(text.find("  for the withdrawal  no second radar\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  about               track 1 (track of home)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  the track behind it 3 detections\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("  against "), std::string::npos) << text;
}

TEST(Why, TheFirstDetectionIsShownItself) {
  const std::string text = why(story_tables(), "home", "first-detection");
  EXPECT_NE(text.find("01:32 (happened 01:25), 18:28 to impact"), std::string::npos) << text;
  EXPECT_NE(text.find("evidence    1 detections\n    radar/8.0 "), std::string::npos) << text;
}

TEST(Why, AStepThatNeverHappenedNamesWhatWasMissing) {
  const std::string text = why(story_tables(), "home", "declared", "ghost");
  EXPECT_NE(text.find("home about ghost: declared launch-alert\n  never\n  missing: no rule was met\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("never  first-detection                    missing: never inside the field of regard"),
            std::string::npos)
      << text;
}

TEST(Why, AnUnknownWordListsTheKnownOnes) {
  const RunTables run = story_tables();
  const auto said = [&](const char* centre, const char* step, const char* object) -> std::string {
    try {
      why(run, centre, step, object);
    } catch (const RecordError& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_EQ(said("moscow", "track", ""), "this run has no centre moscow; it has: home");
  EXPECT_EQ(said("home", "track", "rokcet"), "this run has no object rokcet; it has: ghost, rocket");
  const std::string step = said("home", "trakc", "");
  EXPECT_NE(step.find("has no step trakc; it has: launch, burnout, visible"), std::string::npos);
  EXPECT_NE(step.find("alert states: launch-alert"), std::string::npos);
}

TEST(ClockWords, MinutesHoursNegativeNeverAndNone) {
  EXPECT_EQ(clock_words(0), "00:00");
  EXPECT_EQ(clock_words(72.4), "01:12");
  EXPECT_EQ(clock_words(3723), "1:02:03");
  EXPECT_EQ(clock_words(-5), "-00:05");
  EXPECT_EQ(clock_words(-0.2), "00:00");
  EXPECT_EQ(clock_words(59.6), "01:00");
  EXPECT_EQ(clock_words(kNeverS), "never");
  EXPECT_EQ(clock_words(kNoNumber), "-");
}

Summary story_summary() {
  Summary s;
  const RunTables run = story_tables();
  s.headline = "Home declares a launch-alert 16.1 min before impact.";
  s.title = "A rocket";
  s.seed = 7, s.repeats = 2;
  s.scenario_hash = 0x3f9c21a7ull;
  s.tables_hash = tables_hash(run);
  s.ledger = run.all<LedgerRow>();
  s.counts = row_counts(run);
  s.weakest = {{"centres.home.conference", "2 min", "assumption", "1 min to 4 min", ""}};
  Bands bands;
  bands.add(s.ledger);
  bands.add(s.ledger);
  s.bands = bands.result();
  return s;
}

TEST(Summary, HoldsLedgerBandsHashesAndNullForNever) {
  const json j = json::parse(summary_json(story_summary()));
  EXPECT_EQ(j["scenario_hash"], "000000003f9c21a7");
  EXPECT_EQ(j["seed"], 7);
  EXPECT_EQ(j["rows"]["detections"], 3);
  EXPECT_EQ(j["weakest_inputs"][0]["path"], "centres.home.conference");
  EXPECT_EQ(j["ledger"].size(), 2 * ledger_steps().size());
  for (const json& row : j["ledger"]) EXPECT_EQ(row["t_s"].is_null(), !row["happened"].get<bool>());
  for (const json& band : j["bands"]) {
    EXPECT_EQ(band["runs"], 2);
    EXPECT_EQ(band["known_s"]["median"].is_null(), band["happened"] == 0);
    if (band["object"] == "rocket" && band["step"] == "declared") {
      EXPECT_EQ(band["known_s"]["median"], 232.0);
    }
  }
}

TEST(Summary, TextThatIsNoUtf8DoesNotStopIt) {
  Summary s = story_summary();
  s.headline = "bad \xff byte";
  EXPECT_TRUE(json::accept(summary_json(s)));
}

TEST(WriteWhole, AFailureLeavesNothing) {
  namespace fs = std::filesystem;
  const fs::path dir = fs::temp_directory_path() / ("dewline-summary-" + std::to_string(::getpid()));
  fs::create_directories(dir / "summary.json" / "full");
  EXPECT_THROW(write_summary(story_summary(), dir / "summary.json"), RecordError);
  EXPECT_THROW(write_summary(story_summary(), dir / "absent" / "summary.json"), RecordError);
  EXPECT_EQ(std::distance(fs::directory_iterator(dir), fs::directory_iterator{}), 1);
  write_whole(dir / "ok.txt", "whole");
  std::ifstream in(dir / "ok.txt");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "whole");
  fs::remove_all(dir);
}

TEST(Schema, ColumnsCarryTheirUnits) {
  const json j = json::parse(schema_json());
  EXPECT_EQ(j["tables"].size(), std::tuple_size_v<AllRows>);
  for (const json& table : j["tables"]) {
    EXPECT_FALSE(table["doc"].get<std::string>().empty());
    for (const json& column : table["columns"])
      EXPECT_FALSE(column["doc"].get<std::string>().empty()) << column;
  }
  EXPECT_EQ(column_unit("range_m"), "m");
  EXPECT_EQ(column_unit("vx_m_s"), "m/s");
  EXPECT_EQ(column_unit("cov_x_vx_m2_s"), "m2/s");
  EXPECT_EQ(column_unit("cov_vx_vx_m2_s2"), "m2/s2");
  EXPECT_EQ(column_unit("known_s"), "s");
  EXPECT_EQ(column_unit("num_items"), "");
  EXPECT_EQ(column_unit("specific_energy_J_kg"), "J/kg");
}

TEST(Schema, ThePageOfTablesIsCurrent) {
  expect_page_holds(DEWLINE_SOURCE_DIR "/docs/record.md", schema_markdown(), "");
}

} // namespace
