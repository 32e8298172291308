// The picture of false alerts: what is read is what was written, what is drawn is well-formed, and odd input is refused.
#include "dewline/report/roc.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "dewline/record/table.hpp"
#include "dewline/report/roc_labels.hpp"
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
  EXPECT_EQ(titled("attack: none counted, at most 1e-07 a year"), 1) << "it has no delay";
}

FalseAlertRow row(const std::string& centre, const std::string& rule_set, const std::string& state, double rate, double high,
                  Number miss, Number delay_s) {
  FalseAlertRow r;
  r.centre = centre, r.rule_set = rule_set, r.state = state, r.false_per_year = rate;
  r.low = rate / 2, r.high = high, r.miss = miss, r.delay_s = delay_s;
  return r;
}

/// As in the runs of 1983: every rule set's launch reports coincide, and none of the gravest state was ever counted.
DrawnRoc crowded(const std::vector<std::string>& centres) {
  DrawnRoc roc{"t", "s", {}, {}};
  double apart = 0;
  for (const auto& centre : centres)
    for (const std::string set : {"infrared-only", "radar-only", "dual-phenomenology", "two-of-three", "own rules"}) {
      roc.rows.push_back(row(centre, set, "launch-report", 1, 30, 0, 146));
      roc.rows.push_back(row(centre, set, "threat-assessment", 0.5 - apart, 12, 0.08 + apart, 236 + 4000 * apart));
      roc.rows.push_back(row(centre, set, "attack-warning", 0, 8, set == "radar-only" ? 0 : 1, Number{}));
      apart += 0.03;
    }
  return roc;
}

struct Drawn {
  std::vector<Box> names;
  std::vector<std::string> words;
  std::vector<Point> marks;
};
/// The names in the charts, line by line, and where the marks stand.
Drawn drawn(const DrawnRoc& roc) {
  Drawn out;
  for (const auto& e : Xml::read(draw_roc(roc))) {
    const auto of = [&](const char* key) { return e.attributes.contains(key) ? e.attributes.at(key) : std::string(); };
    if (e.name == "text" && of("class") == "xs halo") {
      const double x = std::stod(of("x")), y = std::stod(of("y"));
      out.words.push_back(e.text);
      out.names.push_back({x, x + text_width(e.text, 10), y - 8, y + 2});
    }
    double x = 0, y = 0;
    if (std::sscanf(of("transform").c_str(), "translate(%lf %lf)", &x, &y) == 2 && y > 110) out.marks.push_back({x, y});
  }
  return out;
}

TEST(Roc, NoNameCoversAnotherNorAMark) {
  for (const auto& centres : {std::vector<std::string>{"moscow"}, {"moscow", "serpukhov"}}) {
    const Drawn now = drawn(crowded(centres));
    EXPECT_EQ(now.marks.size(), 25 * centres.size()) << "against misses, and without the gravest against delay";
    for (std::size_t i = 0; i < now.names.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_FALSE(now.names[i].overlaps(now.names[j])) << now.words[i] << " / " << now.words[j];
      for (const Point m : now.marks)
        EXPECT_FALSE(now.names[i].overlaps({m.x - 5, m.x + 5, m.y - 5, m.y + 5})) << now.words[i];
    }
  }
}

TEST(Roc, MarksThatCoincideHaveOneNameThatListsThem) {
  const auto words = drawn(crowded({"moscow"})).words;
  EXPECT_EQ(std::ranges::count(words, "launch-report: every rule set"), 2) << "against misses and against delay";
  EXPECT_EQ(std::ranges::count(words, "none counted, so at most this"), 2) << "radar-only misses none, the others all";
  EXPECT_EQ(std::ranges::count(words, "threat-assessment"), 2 * 5) << "these lie apart: the shape tells the rule set";
}

TEST(Roc, NoneCountedIsAHollowMarkAtWhatTheRateIsAtMost) {
  DrawnRoc roc{"t", "s", {}, {row("a", "x", "counted", 8, 9, 0.5, Number{}), row("a", "x", "none", 0, 8, 0.5, Number{})}};
  const auto marks = drawn(roc).marks;
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].x, marks[1].x) << "8 a year counted, and at most 8 a year";
  roc.rows[1].high = 0;
  EXPECT_LT(drawn(roc).marks[1].x, marks[1].x - 50) << "known to be none";
  const auto words = drawn({"t", "s", {}, {row("a", "x", "counted", 8, 9, 0.5, {}), row("a", "x", "none", 0, 8, 0.5, {})}}).words;
  EXPECT_EQ(words, (std::vector<std::string>{"counted", "none", "none counted, so at most this"}));
}

TEST(Roc, InATightRowNamesArePushedApartOnLeaders) {
  std::vector<Spot> spots;
  for (int i = 0; i < 14; ++i) spots.push_back({{60.0 + 24 * i, 130}, {"evaluation"}});
  const auto labels = place_beside(spots, {}, {40, 440, 0, 260});
  EXPECT_EQ(labels.size(), spots.size());
  EXPECT_TRUE(std::ranges::any_of(labels, [](const SpotLabel& l) { return l.leader.has_value(); }));
  for (const auto& a : labels)
    for (const auto& b : labels) EXPECT_TRUE(&a == &b || !a.overlaps(b));
  EXPECT_TRUE(place_beside(spots, {}, {0, 20, 0, 20}).empty()) << "no room at all";
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
