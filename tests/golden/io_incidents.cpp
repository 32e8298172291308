// The four incidents: each ends as history did under the rules that resemble its time. Times are the
// model's; only what the accounts agree on is asked: how far it went, and that it ended.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dewline/io/scenario.hpp"
#include "dewline/record/tables.hpp"
#include "dewline/run/session.hpp"

namespace dewline {
namespace {

const std::filesystem::path kRoot = DEWLINE_SOURCE_DIR;

/// The changes of a centre's own alerts in one run.
struct Story {
  std::vector<record::AlertRow> rows;

  Story(const std::string& scenario, const std::string& centre, std::uint64_t seed = 1,
        std::vector<std::string> sets = {}) {
    const auto file = kRoot / "scenarios" / (scenario + ".yaml");
    const auto loaded = io::load(file, {std::move(sets), kRoot / "data"});
    const auto run = run::run_recorded(*run::compile(loaded.scenario), seed, 0, {});
    for (const auto& row : run.tables.all<record::AlertRow>())
      if (row.centre == centre && row.raised_by == centre) rows.push_back(row);
  }
  /// When the state first took the step [s]; infinity if never.
  [[nodiscard]] double at(const std::string& state, const std::string& step) const {
    const auto is_it = [&](const auto& r) { return r.state == state && r.step == step; };
    const auto it = std::ranges::find_if(rows, is_it);
    return it == rows.end() ? INFINITY : it->t_s;
  }
  /// When the last of all states ended [s]; infinity if one still stands declared.
  [[nodiscard]] double over() const {
    std::map<std::string, bool> stands;
    double last = -INFINITY;
    for (const auto& r : rows)
      if (r.step == "declared") stands[r.state] = true;
      else if (r.step == "withdrawn" || r.step == "downgraded") stands[r.state] = false, last = r.t_s;
    const bool one = std::ranges::any_of(stands, [](const auto& s) { return s.second; });
    return one ? INFINITY : last;
  }
};

constexpr std::uint64_t kSeeds = 5;

TEST(Incidents, TheTapeOf1979IsAssessedStoodDownAndNeverCalledAnAttack) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Story norad("false-alarm-1979", "norad", seed);
    EXPECT_LT(norad.at("threat-assessment", "declared"), 6 * 60) << seed;
    EXPECT_EQ(norad.at("attack-warning", "rule-met"), INFINITY) << seed;
    EXPECT_LT(norad.at("threat-assessment", "withdrawn"), 6 * 60) << seed; // the tape runs on for minutes
  }
}

TEST(Incidents, TheChipOf1980AlarmsWhereItsNumbersAreShownAndNowhereElse) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Story norad("false-alarm-1980", "norad", seed), sac("false-alarm-1980", "sac", seed),
        nmcc("false-alarm-1980", "nmcc", seed);
    EXPECT_LT(sac.at("threat-assessment", "declared"), 3 * 60) << seed;
    EXPECT_LT(nmcc.at("threat-assessment", "declared"), INFINITY) << seed;
    for (const Story* centre : {&norad, &sac, &nmcc})
      EXPECT_EQ(centre->at("attack-warning", "rule-met"), INFINITY) << seed;
    EXPECT_LT(sac.over(), 30 * 60) << seed;
    EXPECT_LT(nmcc.over(), 30 * 60) << seed;
  }
}

TEST(Incidents, TheSunlightOf1983IsReportedAndNeverAnAttackForTheMainCentre) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    EXPECT_LT(Story("petrov-1983", "serpukhov", seed).at("launch-report", "declared"), 5 * 60) << seed;
    EXPECT_EQ(Story("petrov-1983", "moscow", seed).at("attack-warning", "rule-met"), INFINITY) << seed;
  }
}

TEST(Incidents, TheRocketOf1995IsAnAlertThatIsWithdrawn) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Story moscow("norwegian-rocket-1995", "moscow", seed);
    EXPECT_LT(moscow.at("launch-alert", "declared"), moscow.at("launch-alert", "withdrawn")) << seed;
    EXPECT_LT(moscow.at("launch-alert", "withdrawn"), 15 * 60) << seed;
  }
}

TEST(Incidents, HadTheNotificationOf1994ArrivedNobodyWouldHaveBeenAlarmedByTheRuleThatAsks) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Story told("sounding-rocket-notified", "moscow", seed);
    EXPECT_EQ(told.at("launch-alert", "declared"), INFINITY) << seed;
    const Story not_told("sounding-rocket-notified", "moscow", seed,
                         {"messages.note-of-december.delivered=false"});
    EXPECT_LT(not_told.at("launch-alert", "declared"), 5 * 60) << seed;
  }
}

/// What each rule set of the library would have done is printed; none that asks a radar calls an attack.
TEST(Incidents, NoRuleSetThatAsksARadarCallsAnAttackInAnyOfThem) {
  const std::vector<std::pair<std::string, std::string>> all = {
      {"false-alarm-1979", "norad"},
      {"false-alarm-1980", "sac"},
      {"petrov-1983", "moscow"},
      {"norwegian-rocket-1995", "moscow"}};
  for (const auto& [scenario, centre] : all)
    for (const char* rules : {"infrared-only", "radar-only", "dual-phenomenology", "two-of-three"}) {
      const Story story(scenario, centre, 1, {"centres." + centre + ".rules=" + rules});
      const double attack = story.at("attack-warning", "declared");
      std::printf("  %s, %s: report %.0f s, assessment %.0f s, attack %.0f s, over %.0f s\n",
                  scenario.c_str(), rules, story.at("launch-report", "declared"),
                  story.at("threat-assessment", "declared"), attack, story.over());
      if (std::string(rules) != "infrared-only") {
        EXPECT_EQ(attack, INFINITY) << scenario << ", " << rules;
      }
    }
}

} // namespace
} // namespace dewline
