#include "dewline/warn/threat.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "dewline/base/draws.hpp"

using namespace dewline;
using namespace dewline::warn;

namespace {
const std::vector<AssetWeight> kTwo{{AssetId{0}, 1}, {AssetId{1}, 0.5}};

Estimate missile(std::uint32_t number, double p_missile, std::vector<double> prob_impact,
                 double launched_s = 0, double sigma_s = 10) {
  Estimate e;
  e.track = {NodeId{0}, number};
  e.launch_call = true;
  e.prob_class[static_cast<std::size_t>(ObjectClass::icbm)] = p_missile;
  e.prob_class[static_cast<std::size_t>(ObjectClass::sounding_rocket)] = 1 - p_missile;
  e.launch.emplace();
  e.launch->when = time_from_s(launched_s);
  e.launch->sigma_when_s = sigma_s;
  for (std::uint32_t i = 0; i < prob_impact.size(); ++i) e.assets.push_back({AssetId{i}, prob_impact[i], 1});
  return e;
}
std::vector<const Estimate*> all(const std::vector<Estimate>& list) {
  std::vector<const Estimate*> out;
  for (const Estimate& e : list) out.push_back(&e);
  return out;
}
ThreatPicture picture(const std::vector<Estimate>& list, Assessment before = Assessment::none) {
  return assess_threat(NodeId{0}, time_from_s(100), all(list), kTwo, {}, before);
}
double any(std::uint64_t item, std::uint32_t n = 0) {
  return Draws(7, 0).uniform({Purpose::test, n, 0, item, 0});
}
} // namespace

TEST(PoissonBinomial, is_what_all_subsets_say) {
  for (const std::uint32_t n : {0u, 1u, 2u, 7u, 12u}) {
    std::vector<double> p;
    for (std::size_t i = 0; i < n; ++i) p.push_back(any(i, n));
    std::vector<double> brute(n + 1, 0);
    for (std::size_t set = 0; set < (std::size_t{1} << n); ++set) {
      double prob = 1;
      std::size_t k = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const bool in = (set >> i & 1U) != 0;
        prob *= in ? p[i] : 1 - p[i];
        k += in;
      }
      brute[k] += prob;
    }
    const auto got = poisson_binomial(p);
    ASSERT_EQ(got.size(), n + 1);
    for (std::size_t k = 0; k <= n; ++k) EXPECT_NEAR(got[k], brute[k], 1e-12) << n << " " << k;
  }
}

TEST(PoissonBinomial, of_a_thousand_sums_to_one_and_has_its_mean) {
  std::vector<double> p;
  for (std::size_t i = 0; i < 1000; ++i) p.push_back(any(i));
  const auto got = poisson_binomial(p);
  double sum = 0, mean = 0;
  for (std::size_t k = 0; k < got.size(); ++k) sum += got[k], mean += static_cast<double>(k) * got[k];
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(mean, std::accumulate(p.begin(), p.end(), 0.0), 1e-8);
}

TEST(PoissonBinomial, quantiles_are_the_least_that_suffice) {
  const std::vector<double> d{0.05, 0.45, 0.45, 0.05};
  EXPECT_EQ(quantile(d, 0.05), 0u);
  EXPECT_EQ(quantile(d, 0.051), 1u);
  EXPECT_EQ(quantile(d, 0.5), 1u);
  EXPECT_EQ(quantile(d, 0.95), 2u);
  EXPECT_EQ(quantile(d, 1), 3u);
}

TEST(Threat, one_missile_and_two_missiles_by_hand) {
  const ThreatPicture one = picture({missile(1, 0.8, {0.5, 0.2})});
  EXPECT_NEAR(one.assets[0].prob_any, 0.4, 1e-12);
  EXPECT_NEAR(one.assets[1].prob_any, 0.16, 1e-12);
  EXPECT_NEAR(one.prob_attack, 0.4, 1e-12); // the second asset counts half: 0.1 of harm against 0.5
  EXPECT_NEAR(one.raid.mean, 0.4, 1e-12);
  EXPECT_EQ(one.raid.low, 0u);
  EXPECT_EQ(one.raid.high, 1u);
  const ThreatPicture two = picture({missile(1, 0.8, {0.5, 0.2}), missile(2, 1, {1, 0})});
  EXPECT_NEAR(two.assets[0].prob_any, 1, 1e-12);
  EXPECT_NEAR(two.assets[0].expected, 1.4, 1e-12);
  EXPECT_NEAR(two.raid.mean, 1.4, 1e-12);
  EXPECT_EQ(two.raid.low, 1u);
  EXPECT_EQ(two.raid.high, 2u);
  EXPECT_EQ(two.assessment, Assessment::attack);
}

TEST(Threat, only_launch_calls_that_stand_for_themselves_count) {
  Estimate quiet = missile(1, 1, {1, 1}), confirms = missile(2, 1, {1, 1}), up = missile(3, 1, {});
  quiet.launch_call = false;
  confirms.confirm_only = true;
  up.stays_up = true;
  const ThreatPicture p = picture({quiet, confirms, up});
  EXPECT_EQ(p.prob_attack, 0);
  EXPECT_EQ(p.raid.mean, 0);
  EXPECT_EQ(p.raid.high, 0u);
  EXPECT_EQ(p.raid.num_waves, 0u);
}

TEST(Threat, a_launch_without_an_impact_is_not_silently_nothing) {
  const std::vector<Estimate> fire{missile(1, 0.8, {})};
  const auto low = asset_threats(all(fire), kTwo, {}, Unpredicted::none);
  const auto share = asset_threats(all(fire), kTwo, {}, Unpredicted::share);
  const auto high = asset_threats(all(fire), kTwo, {}, Unpredicted::all);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(low[i].prob_any, 0);
    EXPECT_GT(share[i].prob_any, 0);
    EXPECT_LT(share[i].prob_any, high[i].prob_any);
    EXPECT_NEAR(high[i].prob_any, 0.8, 1e-12);
  }
  EXPECT_NEAR(share[0].prob_any, 2 * share[1].prob_any, 1e-12); // by weight
  EXPECT_NEAR(picture(fire).raid.mean, 0.8 * ThreatParams{}.share_unpredicted, 1e-12);
}

TEST(Threat, a_launch_that_nobody_classified_counts_as_a_missile) {
  Estimate e = missile(1, 0.5, {1, 0});
  e.prob_class = {};
  EXPECT_EQ(picture({e}).prob_attack, 1);
}

TEST(Threat, more_missiles_never_make_it_less) {
  std::vector<Estimate> list;
  ThreatPicture before = picture(list);
  for (std::uint32_t n = 1; n < 40; ++n) {
    list.push_back(missile(n, any(n, 1), {any(n, 2), any(n, 3)}, 20.0 * n));
    if (n % 5 == 0) list.back().assets.clear();
    const ThreatPicture now = picture(list);
    EXPECT_GE(now.prob_attack, before.prob_attack);
    EXPECT_GE(now.raid.mean, before.raid.mean);
    EXPECT_GE(now.raid.low, before.raid.low);
    EXPECT_GE(now.raid.high, before.raid.high);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_GE(now.assets[i].prob_any, before.assets[i].prob_any);
    EXPECT_LE(now.raid.low, now.raid.high);
    before = now;
  }
}

TEST(Threat, does_not_depend_on_the_order_of_tracks) {
  std::vector<Estimate> list;
  for (std::uint32_t n = 1; n < 25; ++n)
    list.push_back(missile(n, any(n, 1), {any(n, 2), any(n, 3)}, 1000 * any(n, 4)));
  const ThreatPicture a = picture(list);
  std::reverse(list.begin(), list.end());
  std::swap(list[3], list[17]);
  const ThreatPicture b = picture(list);
  EXPECT_EQ(a.prob_attack, b.prob_attack);
  EXPECT_EQ(a.raid.mean, b.raid.mean);
  EXPECT_EQ(a.raid.num_waves, b.raid.num_waves);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(a.assets[i].prob_any, b.assets[i].prob_any);
}

TEST(Waves, are_parted_by_gaps_longer_than_the_wave_gap) {
  std::vector<Estimate> list;
  for (std::uint32_t n = 0; n < 5; ++n) list.push_back(missile(n + 1, 1, {1, 0}, 100.0 * n, 20));
  for (std::uint32_t n = 0; n < 3; ++n) list.push_back(missile(n + 6, 0.9, {1, 0}, 900 + 100.0 * n, 20));
  list.push_back(missile(20, 0.01, {1, 0}, 5000)); // hardly a missile: no wave
  const auto waves = waves_of(all(list), kTwo, {});
  ASSERT_EQ(waves.size(), 2u);
  EXPECT_EQ(waves[0].num_tracks, 5u);
  EXPECT_EQ(waves[0].low, 5u);
  EXPECT_EQ(waves[0].last, time_from_s(400));
  EXPECT_NEAR(waves[1].mean, 2.7, 1e-12);
  EXPECT_EQ(waves[1].low, 2u);
  EXPECT_EQ(waves[1].high, 3u);
  EXPECT_GT(waves[1].prob_apart, 0.999); // 500 s apart, 28 s of error
  EXPECT_EQ(waves_of(all(list), kTwo, {.wave_gap_s = 600}).size(), 1u);
}

TEST(Waves, that_are_hardly_apart_say_so) {
  const std::vector<Estimate> list{missile(1, 1, {1, 0}, 0, 30), missile(2, 1, {1, 0}, 310, 40)};
  const auto waves = waves_of(all(list), kTwo, {});
  ASSERT_EQ(waves.size(), 2u);
  EXPECT_NEAR(waves[1].prob_apart, 0.579, 0.001); // 10 s in 50 s
}

TEST(Assessment, enters_at_its_thresholds_and_leaves_below_half_of_them) {
  using enum Assessment;
  const ThreatParams p;
  EXPECT_EQ(next_assessment(none, 0.09, p), none);
  EXPECT_EQ(next_assessment(none, 0.1, p), possible);
  EXPECT_EQ(next_assessment(possible, 0.06, p), possible);
  EXPECT_EQ(next_assessment(possible, 0.049, p), none);
  EXPECT_EQ(next_assessment(none, 0.95, p), attack);
  EXPECT_EQ(next_assessment(attack, 0.5, p), attack);
  EXPECT_EQ(next_assessment(attack, 0.44, p), probable);
  EXPECT_EQ(next_assessment(attack, 0, p), none);
}

TEST(Assessment, never_flips_twice_within_a_band) {
  const ThreatParams p;
  const double enter[] = {p.enter_possible, p.enter_probable, p.enter_attack};
  for (std::size_t band = 0; band < 3; ++band) {
    for (std::uint64_t run = 0; run < 20; ++run) {
      Assessment now = static_cast<Assessment>(run % 4);
      int flips = 0;
      for (std::uint64_t k = 0; k < 200;
           ++k) { // anywhere from just above the lower to just below the next upper edge
        const double low = p.leave_share * enter[band], high = std::nextafter(enter[band], 0);
        const double prob = low + (high - low) * any(k, static_cast<std::uint32_t>(100 * band + run));
        const bool was = now > static_cast<Assessment>(band);
        now = next_assessment(now, prob, p);
        flips += was != (now > static_cast<Assessment>(band));
      }
      EXPECT_LE(flips, 0) << band; // this level: neither entered nor left inside its own band
    }
  }
}

TEST(Assessment, is_monotone_in_probability_and_in_what_was) {
  const ThreatParams p;
  for (int before = 0; before < 4; ++before)
    for (double prob = 0; prob <= 1; prob += 0.01) {
      const auto now = next_assessment(static_cast<Assessment>(before), prob, p);
      EXPECT_LE(now, next_assessment(static_cast<Assessment>(before), std::min(1.0, prob + 0.01), p));
      EXPECT_GE(now, next_assessment(static_cast<Assessment>(std::max(0, before - 1)), prob, p));
      EXPECT_EQ(now, next_assessment(now, prob, p)); // at rest at once
    }
}

TEST(ThreatParams, thresholds_that_fall_are_refused) {
  Problems problems;
  check(ThreatParams{.enter_possible = 0.6}, problems);
  EXPECT_EQ(problems.list().size(), 1u);
}
