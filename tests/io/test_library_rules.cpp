// The rule sets of the library: a centre finds them by name; the file's own words go before them.
#include <gtest/gtest.h>

#include <filesystem>

#include "dewline/base/problem.hpp"
#include "dewline/io/scenario.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = DEWLINE_SOURCE_DIR;
const Options kOptions{{}, kSource / "data", kSource / "tests/io"};

Loaded centre(const std::string& rules, const std::string& more = "", std::vector<std::string> sets = {}) {
  Options options = kOptions;
  options.overrides = std::move(sets);
  return load_text("dewline: 1\ntitle: one centre\nepoch: 2026-03-20T12:00:00Z\nduration: 90 min\n"
                   "centres:\n  here: {rules: " + rules + "}\n" + more, "one-centre.yaml", options);
}

TEST(LibraryRules, EverySetIsWholeOrderedCitedAndComesBackTheSameFromTheResolvedFile) {
  const auto all = list_rules(kSource / "data");
  ASSERT_EQ(all.size(), 4u);
  for (const LibraryRules& set : all) {
    const Loaded loaded = centre(set.name);
    const warn::RuleSetParams& rules = loaded.scenario.rules.at(set.name);
    Problems problems;
    warn::check(rules, problems);
    EXPECT_TRUE(problems.empty()) << set.name;
    EXPECT_EQ(rules.order, (std::vector<std::string>{"quiet", "launch-report", "threat-assessment", "attack-warning"}));
    EXPECT_EQ(rules.withdraw.size(), 3u) << set.name << ": every alert ends some day";
    EXPECT_FALSE(rules.doc.empty());
    EXPECT_FALSE(loaded.sources.empty()) << set.name << " says whom it resembles and by which source";
    EXPECT_EQ(load_text(loaded.resolved, "resolved.yaml", kOptions).resolved, loaded.resolved) << set.name;
  }
}

TEST(LibraryRules, OnlySetsThatACentreFollowsAreTaken) {
  EXPECT_EQ(centre("two-of-three").scenario.rules.size(), 1u);
  const Loaded other = centre("two-of-three", "", {"centres.here.rules=infrared-only"});
  EXPECT_EQ(other.scenario.rules.size(), 1u);
  EXPECT_TRUE(other.scenario.rules.contains("infrared-only"));
}

TEST(LibraryRules, TheFilesOwnWordsGoBeforeTheLibrarys) {
  const Loaded slower = centre("two-of-three", "", {"rules.two-of-three.hold=10 s"});
  EXPECT_EQ(slower.scenario.rules.at("two-of-three").hold_s, 10);
  EXPECT_EQ(slower.scenario.rules.at("two-of-three").order.size(), 4u);
  const Loaded own = centre("radar-only", "rules: {radar-only: {states: {a: rest, b: alert}, raise: {b: radar.track}}}\n");
  EXPECT_EQ(own.scenario.rules.at("radar-only").states.size(), 2u);
  EXPECT_TRUE(own.scenario.rules.at("radar-only").order.empty());
}

} // namespace
} // namespace dewline::io
