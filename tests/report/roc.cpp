// The picture of false alerts: what is read is what was written, what is drawn is well-formed, and odd input is refused.
#include "dewline/report/roc.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "dewline/record/table.hpp"
#include "report/xml.hpp"
#include "support/scratch.hpp"

namespace dewline::report {
namespace {

std::filesystem::path written(const support::ScratchFolder& folder, const std::string& text) {
  const auto file = folder.path() / "false_alarms.json";
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

constexpr const char* kTwo = R"({"years": 18, "rows": [
 {"centre": "norad", "rule_set": "infrared-only", "state": "evaluation", "false_per_year": 120.5, "low": 90, "high": 160,
  "disputed_low": 15, "disputed_high": 720, "miss": 0.01, "miss_low": 0, "miss_high": 0.04, "delay_s": 61},
 {"centre": "norad", "rule_set": "dual <&>", "state": "attack", "false_per_year": 0, "low": 0, "high": 1e-7, "miss": 1,
  "delay_s": null}]})";

TEST(Roc, ReadsItsRows) {
  const support::ScratchFolder folder;
  const auto rows = read_false_alerts(written(folder, kTwo));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].false_per_year, 120.5);
  EXPECT_EQ(rows[0].disputed_high, 720);
  EXPECT_EQ(rows[1].rule_set, "dual <&>");
  EXPECT_FALSE(rows[1].delay_s) << "never";
  EXPECT_FALSE(rows[1].disputed_low) << "no such number";
}

TEST(Roc, NoFileIsNoRows) {
  const support::ScratchFolder folder;
  EXPECT_TRUE(read_false_alerts(folder.path() / "false_alarms.json").empty());
}

TEST(Roc, WhatIsNoneOfItsKindIsRefusedByName) {
  const support::ScratchFolder folder;
  for (const char* text : {"", "[]", "{}", R"({"rows": 3})", R"({"rows": [{}]})", R"({"rows": [{"centre": 1}]})",
                           R"({"rows": [{"centre": "a", "rule_set": "b", "state": "c", "false_per_year": -1}]})"}) {
    try {
      read_false_alerts(written(folder, text));
      ADD_FAILURE() << text;
    } catch (const record::RecordError& e) {
      EXPECT_NE(std::string(e.what()).find("false_alarms.json"), std::string::npos) << text;
    }
  }
}

TEST(Roc, TheDrawingIsSoundAndHasAMarkForEachRowThatHasAPlace) {
  const support::ScratchFolder folder;
  const DrawnRoc roc{"<&>", "false alerts", {"seed 1", "dewline 0"}, read_false_alerts(written(folder, kTwo))};
  std::vector<XmlElement> elements;
  ASSERT_NO_THROW(elements = Xml::read(draw_roc(roc)));
  for (const auto& e : elements)
    for (const auto& [key, value] : e.attributes) {
      EXPECT_EQ(value.find("nan"), std::string::npos) << e.name << " " << key;
      EXPECT_EQ(value.find("inf"), std::string::npos) << e.name << " " << key;
    }
  const auto titled = [&](const std::string& words) {
    return std::ranges::count_if(elements, [&](const auto& e) { return e.name == "title" && e.text.find(words) != std::string::npos; });
  };
  EXPECT_EQ(titled("evaluation"), 2) << "against misses and against delay";
  EXPECT_EQ(titled("attack: 0 a year"), 1) << "it has no delay";
}

TEST(Roc, NumbersAndCaptionSayWhereTheyComeFrom) {
  const support::ScratchFolder folder;
  const DrawnRoc roc{"NORAD 1980", "false alerts", {"simulation, not real-world data", "seed 1"},
                     read_false_alerts(written(folder, kTwo))};
  const std::string csv = roc_csv(roc), caption = roc_caption(roc);
  EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 2 + 1 + 2);
  EXPECT_NE(csv.find("norad,infrared-only,evaluation,120.5,90,160,15,720,0.01,0,0.04,61\n"), std::string::npos) << csv;
  for (const auto& text : {csv, caption}) EXPECT_NE(text.find("simulation, not real-world data"), std::string::npos);
}

TEST(Roc, NothingToDrawIsAnEmptyChart) { EXPECT_NO_THROW(Xml::read(draw_roc({"t", "s", {}, {}}))); }

} // namespace
} // namespace dewline::report
