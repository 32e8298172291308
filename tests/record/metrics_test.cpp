// SIAP, continuity, consistency, comparison and the bound on cases small enough to be counted by hand.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/record/metrics/compare.hpp"
#include "dewline/record/metrics/score.hpp"

namespace {

using namespace dewline;
using record::StateRow;

/// Rows of one object or track: at seconds first ... last, at rest at x_m.
void add(std::vector<StateRow>& rows, std::int64_t id, int first, int last, double x_m) {
  for (int t = first; t <= last; ++t) rows.push_back({time_from_s(t), id, {{x_m, 0, 0}, {}}});
}

TEST(Siap, CountsAnAssociationFromItsFirstOfThreeToTheLastBeforeTwoMisses) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 9, 0);
  add(tracks, 7, 2, 4, 5);
  add(tracks, 7, 5, 5, 500); // one miss: it goes on
  add(tracks, 7, 6, 7, 5);
  add(tracks, 7, 8, 9, 500); // two: it ended at 7
  const auto found = record::associate(tracks, truth, {.distance_m = 100});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].track, 7);
  EXPECT_EQ(found[0].truth, 1);
  EXPECT_EQ(found[0].first, time_from_s(2));
  EXPECT_EQ(found[0].last, time_from_s(7));
  const record::Siap s = record::siap(tracks, truth, {.distance_m = 100});
  EXPECT_DOUBLE_EQ(s.completeness, 6.0 / 10);
  EXPECT_DOUBLE_EQ(s.spuriousness, 2.0 / 8);
  EXPECT_DOUBLE_EQ(s.position_accuracy_m, (5 * 5 + 500) / 6.0);
  EXPECT_DOUBLE_EQ(s.longest_segment, 5.0 / 9);
}

TEST(Siap, TwoInARowAreNotEnough) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 9, 0);
  add(tracks, 7, 2, 3, 5);
  add(tracks, 7, 4, 4, 500);
  add(tracks, 7, 5, 6, 5);
  EXPECT_TRUE(record::associate(tracks, truth, {.distance_m = 100}).empty());
  const record::Siap s = record::siap(tracks, truth, {.distance_m = 100});
  EXPECT_EQ(s.completeness, 0);
  EXPECT_EQ(s.spuriousness, 1);
  EXPECT_EQ(s.num_tracked, 0);
}

TEST(Siap, CountsTracksPerObjectAndChangesOfNumber) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 10, 0);
  add(truth, 2, 0, 10, 1000); // never tracked: no part in changes
  add(tracks, 7, 0, 4, 5);
  add(tracks, 8, 3, 10, -5);
  const record::Siap s = record::siap(tracks, truth, {.distance_m = 100});
  EXPECT_DOUBLE_EQ(s.completeness, 11.0 / 22);
  EXPECT_DOUBLE_EQ(s.ambiguity, 13.0 / 11);
  EXPECT_DOUBLE_EQ(s.number_changes_per_s, 1.0 / 10); // 7, then 8; together they hold it for all 10 s
  EXPECT_DOUBLE_EQ(s.longest_segment, 7.0 / 20);
  EXPECT_EQ(s.num_tracked, 1);
}

TEST(Continuity, CountsBreaksChangesSwapsAndLatency) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 9, 0);
  add(truth, 2, 0, 9, 1000);
  add(truth, 3, 0, 9, 5000);
  add(tracks, 10, 2, 4, 1);
  add(tracks, 20, 3, 4, 1001);
  add(tracks, 10, 6, 9, 1001); // the two change places after a gap of one instant
  add(tracks, 20, 6, 9, 1);
  add(tracks, 30, 0, 3, 9000);
  const record::Continuity c = record::continuity(tracks, truth, 100);
  ASSERT_EQ(c.objects.size(), 3U);
  EXPECT_EQ(c.num_breaks, 2);
  EXPECT_EQ(c.num_changes, 2);
  EXPECT_EQ(c.num_swaps, 2);
  EXPECT_EQ(c.num_never, 1);
  EXPECT_EQ(c.num_false, 1);
  EXPECT_DOUBLE_EQ(c.completeness, 13.0 / 30);
  EXPECT_DOUBLE_EQ(c.purity, 8.0 / 13); // of 10: 4 of 7; of 20: 4 of 6
  EXPECT_DOUBLE_EQ(c.mean_latency_s, 2.5);
  EXPECT_DOUBLE_EQ(c.max_latency_s, 3);
  EXPECT_TRUE(std::isnan(c.objects[2].latency_s));
  EXPECT_EQ(c.tracks[0].main_truth, 2);
  EXPECT_EQ(c.tracks[2].main_truth, -1);
}

TEST(Continuity, ANewTrackOfNobodyElseIsAChangeAndNoSwap) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 9, 0);
  add(tracks, 10, 0, 4, 1);
  add(tracks, 11, 5, 9, 1);
  const record::Continuity c = record::continuity(tracks, truth, 100);
  EXPECT_EQ(c.num_breaks, 0);
  EXPECT_EQ(c.num_changes, 1);
  EXPECT_EQ(c.num_swaps, 0);
  EXPECT_EQ(c.purity, 1);
}

TEST(Continuity, TracksThatCrossCloserThanTheirErrorsDoNotSwap) {
  std::vector<StateRow> tracks, truth;
  for (int t = 0; t <= 20; ++t) {
    const double x = 10.0 * (t - 10), e = t % 2 == 0 ? 12 : -12;
    truth.push_back({time_from_s(t), 1, {{x, 0, 0}, {}}});
    truth.push_back({time_from_s(t), 2, {{-x, 5, 0}, {}}});
    tracks.push_back({time_from_s(t), 10, {{x + e, 0, 0}, {}}});
    tracks.push_back({time_from_s(t), 20, {{-x - e, 5, 0}, {}}});
  }
  EXPECT_EQ(record::continuity(tracks, truth, 100).num_changes, 0);
}

TEST(Consistency, BandsAreThoseOfTheChiSquareTable) {
  // Quantiles of chi-square at 2.5 and 97.5 %, standard tables (general knowledge): 6 dof 1.237 and 14.449,
  // 100 dof 74.222 and 129.561.
  const record::Interval six = record::chi_square_band(0.95, 6, 1);
  EXPECT_NEAR(six.low, 1.237, 5e-4);
  EXPECT_NEAR(six.high, 14.449, 5e-4);
  const record::Interval mean = record::chi_square_band(0.95, 4, 25);
  EXPECT_NEAR(mean.low, 74.222 / 25, 5e-4 / 25);
  EXPECT_NEAR(mean.high, 129.561 / 25, 5e-4 / 25);
  EXPECT_THROW(record::chi_square_band(1, 4, 25), ContractError);
}

TEST(Consistency, NeesTakesTheAxesThatThereAre) {
  MatNM<6> P;
  for (std::size_t i = 0; i < 6; ++i) P(i, i) = static_cast<double>(i + 1);
  const PosVel x{{1, 2, 3}, {4, 5, 6}};
  EXPECT_NEAR(record::nees(x, P, {}), 1 + 2 + 3 + 4 + 5 + 6, 1e-12); // i^2 / i
  EXPECT_NEAR(record::nees(x, P, {}, 2), 1 + 2 + 4 + 5, 1e-12);
  P(2, 2) = 0;
  EXPECT_TRUE(std::isnan(record::nees(x, P, {})));
  EXPECT_NEAR(record::nees(x, P, {}, 2), 12, 1e-12); // z plays no part
}

TEST(Consistency, LeavesOutSingularCovariancesAndCountsThem) {
  const std::vector<double> squares{2, 4, std::nan(""), 6, 30};
  const record::Consistency c = record::consistency(squares, 6);
  EXPECT_EQ(c.num_samples, 4);
  EXPECT_EQ(c.num_singular, 1);
  EXPECT_DOUBLE_EQ(c.mean, 10.5);
  EXPECT_DOUBLE_EQ(c.share_in_95, 0.75);
}

TEST(PairedDifference, IsStudentsInterval) {
  // Differences 1, 2, 3, 4, 5: mean 3, s = sqrt(2.5); t(0.975; 4) = 2.776445 (standard table, general
  // knowledge).
  const std::vector<double> a{11, 22, 33, 44, 55}, b{10, 20, 30, 40, 50};
  const record::PairedDifference d = record::paired_difference(a, b);
  EXPECT_DOUBLE_EQ(d.mean, 3);
  EXPECT_DOUBLE_EQ(d.sigma, std::sqrt(2.5));
  EXPECT_NEAR(d.interval.high - 3, 2.776445 * std::sqrt(2.5 / 5), 1e-6);
  EXPECT_NEAR(3 - d.interval.low, 2.776445 * std::sqrt(2.5 / 5), 1e-6);
  EXPECT_EQ(d.num_greater, 5);
  EXPECT_DOUBLE_EQ(d.sign_p, 2.0 / 32);
  EXPECT_TRUE(std::isnan(record::paired_difference({a.data(), 1}, {b.data(), 1}).sigma));
  EXPECT_THROW(record::paired_difference(a, {b.data(), 4}), ContractError);
  EXPECT_THROW(record::paired_difference({}, {}), ContractError);
}

TEST(PairedDifference, OfSetsOfOtherScalesIsRelative) {
  const std::vector<record::PairedSet> sets{{"near", {9, 11}, {10, 10}}, {"far", {900, 980}, {1000, 1000}}};
  const record::Comparison c = record::compare(sets);
  EXPECT_EQ(c.names, (std::vector<std::string>{"near", "far"}));
  EXPECT_DOUBLE_EQ(c.sets[0].mean, 0);
  EXPECT_DOUBLE_EQ(c.sets[1].mean, -60);
  EXPECT_DOUBLE_EQ(c.overall.mean, -30);
  EXPECT_NEAR(c.relative.mean, (-0.1 + 0.1 - 0.1 - 0.02) / 4, 1e-15);
  EXPECT_EQ(c.relative.num_less, 3);
}

TEST(Score, SaysWithWhatItWasMadeAndWhatDoesNotExistIsNull) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 3, 0);
  record::ScoreParams params{.c_m = 50, .knowledge = record::Knowledge::history};
  const record::Score s = record::score(tracks, truth, params);
  EXPECT_EQ(record::conditions(params), "c = 50 m, p = 2, alpha = 2, OSPA p = 1, history");
  EXPECT_EQ(record::score_text(s).find(record::conditions(params)), 0U);
  const auto json = nlohmann::json::parse(record::score_json(s, record::Steps::with));
  EXPECT_EQ(json.at("c_m"), 50);
  EXPECT_EQ(json.at("knowledge"), "history");
  EXPECT_TRUE(json.at("nees").is_null());
  EXPECT_TRUE(json.at("match_error_m").is_null());
  EXPECT_NEAR(json.at("gospa_m").get<double>(), 50 / std::sqrt(2), 1e-12);
  EXPECT_NEAR(json.at("gospa_missed").get<double>(), 1250, 1e-9);
  EXPECT_EQ(json.at("steps").size(), 4U);
  const auto none = nlohmann::json::parse(record::score_json(record::score({}, {}, params)));
  EXPECT_TRUE(none.at("gospa_m").is_null());
}

TEST(Score, TracksMayHaveGapsAndInstantsWithoutAnythingDoNotCount) {
  std::vector<StateRow> tracks, truth;
  add(truth, 1, 0, 2, 0);
  add(truth, 1, 8, 9, 0);
  add(tracks, 5, 0, 0, 3);
  add(tracks, 5, 9, 9, 3);
  const record::Score s = record::score(tracks, truth, {.c_m = 50});
  EXPECT_EQ(s.steps.size(), 5U);
  EXPECT_DOUBLE_EQ(s.mean.num_missed, 3.0 / 5);
  EXPECT_DOUBLE_EQ(s.mean.match_error_m, 3);
}

} // namespace
