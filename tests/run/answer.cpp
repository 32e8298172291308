// The answer in one sentence, from ledgers and alerts made by hand.
#include "dewline/run/answer.hpp"

#include <gtest/gtest.h>

namespace {
using namespace dewline;
using record::AlertRow;
using record::LedgerRow;

constexpr double kImpact_s = 2000;

LedgerRow came(const char* step, const char* state, double known_s, const char* waited_for = "") {
  LedgerRow row;
  row.centre = "centre", row.object = "m0", row.step = step, row.state = state, row.waited_for = waited_for;
  row.happened = true, row.t_s = row.known_s = known_s, row.to_impact_s = kImpact_s - known_s;
  return row;
}
AlertRow alert(const char* state, std::int64_t level, std::int64_t number, const char* step, double known_s) {
  AlertRow row;
  row.centre = row.raised_by = "centre", row.state = state, row.level = level, row.number = number, row.step = step;
  row.t_s = row.known_s = known_s;
  return row;
}
/// Three states, all declared; the gravest at 3:00 (180 s), number 3.
std::vector<AlertRow> three() {
  return {alert("report", 1, 1, "declared", 100), alert("threat", 2, 2, "declared", 150), alert("attack", 3, 3, "declared", 180)};
}
std::vector<AlertRow> three_and(std::initializer_list<AlertRow> more) {
  std::vector<AlertRow> all = three();
  all.insert(all.end(), more);
  return all;
}
std::string headline(std::vector<LedgerRow> ledger, const std::vector<AlertRow>& alerts) { return run::headline(ledger, alerts); }

TEST(Headline, AnAlertThatIsTakenDownIsNotSaidToStand) {
  EXPECT_EQ(headline({came("declared", "attack", 180), came("downgraded", "attack", 490), came("withdrawn", "threat", 1000)},
                     three_and({alert("attack", 3, 3, "downgraded", 490), alert("threat", 2, 2, "withdrawn", 1000)})),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and takes it down to threat at 08:10, 5.2 min later, "
            "which it withdraws at 16:40.");
}
TEST(Headline, TellsTheWayDownStepByStep) {
  EXPECT_EQ(headline({came("declared", "attack", 180), came("downgraded", "attack", 490)},
                     three_and({alert("attack", 3, 3, "downgraded", 490), alert("threat", 2, 2, "downgraded", 600)})),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and takes it down to threat at 08:10, 5.2 min later, "
            "which it takes down to report at 10:00; that is never withdrawn.");
}
TEST(Headline, AStateBelowThatEndedBeforeDoesNotEndTwice) {
  EXPECT_EQ(headline({came("declared", "attack", 180), came("downgraded", "attack", 490)},
                     {alert("threat", 2, 1, "declared", 50), alert("threat", 2, 1, "withdrawn", 90), alert("attack", 3, 2, "declared", 180),
                      alert("attack", 3, 2, "downgraded", 490), alert("threat", 2, 3, "declared", 490),
                      alert("threat", 2, 3, "withdrawn", 2100)}),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and takes it down to threat at 08:10, 5.2 min later; "
            "that still stands then.");
}
TEST(Headline, WhatIsWithdrawnAfterTheImpactKeepsItsMinutes) {
  EXPECT_EQ(headline({came("declared", "attack", 1245), came("withdrawn", "attack", 2895)}, three()),
            "Centre declares attack about m0 at 20:45, 12.6 min before impact; it still stands then.");
}
TEST(Headline, WhatIsWithdrawnBeforeTheImpactSaysBoth) {
  EXPECT_EQ(headline({came("declared", "attack", 180), came("withdrawn", "attack", 490)}, three()),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and withdraws it at 08:10, 5.2 min later.");
  std::vector<LedgerRow> landed{came("declared", "attack", 180), came("withdrawn", "attack", 490)};
  for (LedgerRow& row : landed) row.to_impact_s = record::kNoNumber; // no impact
  EXPECT_EQ(headline(landed, three()), "Centre declares attack about m0 at 03:00 and withdraws it at 08:10, 5.2 min later.");
}
TEST(Headline, AnExclusionExplainsAWithdrawalAndLeavesOutTheMinutes) {
  EXPECT_EQ(headline({came("region-excluded", "", 300), came("declared", "attack", 180),
                      came("withdraw-met", "attack", 400, "the rule to hold for 1 min"), came("withdrawn", "attack", 490, "stand-down 90 s")},
                     three()),
            "Centre declares attack about m0 at 03:00 and withdraws it at 08:10, 5.2 min later. Its own track had excluded an impact in "
            "what it guards at 05:00; the 3.2 min after that waited for the rule to hold for 1 min and for stand-down 90 s.");
}
TEST(Headline, AnExclusionThatDidNotLastExplainsNothing) {
  EXPECT_EQ(headline({came("region-excluded", "", 300), came("region-threatened", "", 350), came("declared", "attack", 180),
                      came("withdrawn", "attack", 490, "stand-down 90 s")}, three()),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and withdraws it at 08:10, 5.2 min later.");
}
TEST(Headline, WhatStandsToTheEndIsNeverWithdrawn) {
  EXPECT_EQ(headline({came("declared", "attack", 180)}, three()),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact; it is never withdrawn.");
}
TEST(Headline, ALaterAlertThatIsTakenDownDoesNotStand) {
  EXPECT_EQ(headline({came("declared", "attack", 180), came("downgraded", "attack", 490)},
                     three_and({alert("attack", 3, 3, "downgraded", 490), alert("threat", 2, 2, "withdrawn", 600),
                                alert("attack", 3, 4, "declared", 700), alert("attack", 3, 4, "downgraded", 900)})),
            "Centre declares attack about m0 at 03:00, 30.3 min before impact, and takes it down to threat at 08:10, 5.2 min later, "
            "which it withdraws at 10:00. It is declared again at 11:40 and taken down at 15:00.");
}

TEST(Luck, TellsOfStatesThatWereTakenDown) {
  const auto band = [](const char* step, std::int64_t happened) {
    record::Band b;
    b.centre = "centre", b.object = "m0", b.step = step, b.state = "attack";
    b.share = record::share(happened, 20), b.known_s.low = 100, b.known_s.high = 200;
    return b;
  };
  const std::vector<record::Band> some{band("declared", 14), band("withdrawn", 0), band("downgraded", 14)};
  EXPECT_EQ(run::luck(some).at(2), "Centre: attack downgraded in 14 of 20 repeats (70 %, 95 % CI 46 to 88); if so, at 01:40 to 03:20 (middle 90 %)");
  const std::vector<record::Band> none{band("declared", 14), band("withdrawn", 0), band("downgraded", 0)};
  EXPECT_EQ(run::luck(none).size(), 2u);
}

} // namespace
