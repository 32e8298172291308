#include "dewline/catalog/approaches.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "dewline/base/check.hpp"
#include "sky.hpp"

namespace dewline {
namespace {

using catalog::Approach, catalog::ApproachSearch, catalog::Entry, catalog::Pair;
using support::kNow;

/// One shell in which everything meets everything.
std::vector<Entry> shell(std::size_t num) {
  support::ElementMaker maker(31);
  std::vector<Entry> out;
  for (std::uint32_t k = 0; k < num; ++k) {
    orbit::MeanElements mean = maker.make(support::OrbitKind::leo);
    mean.eccentricity = maker.between(0, 1e-3), mean.bstar = 1e-5;
    mean.mean_motion_rad_min = 15 * 2 * std::numbers::pi / 1440 * maker.between(0.999, 1.001);
    out.push_back({k + 1, "body " + std::to_string(k + 1), mean});
  }
  return out;
}

PosVel at(const Entry& entry, const earth::JulianDate& utc, double t_s) {
  const orbit::Sgp4 satellite(entry.mean);
  return satellite.state(satellite.minutes_at(utc) + t_s / 60).x_TEME;
}

TEST(Approaches, AreThoseOfBruteForce) {
  const auto entries = shell(24);
  const ApproachSearch search{kNow, 6 * 3600, 100e3};
  const auto pairs = catalog::all_pairs(entries, search.within_m);
  ASSERT_EQ(pairs.size(), 24U * 23 / 2);
  const auto found = catalog::approaches(entries, pairs, search);
  // every second of six hours, then every 10 ms about each least distance
  std::size_t num = 0;
  for (const auto& [a, b] : pairs) {
    const orbit::Sgp4 one(entries[a].mean), two(entries[b].mean);
    const double m1 = one.minutes_at(kNow), m2 = two.minutes_at(kNow);
    const auto apart = [&](double t_s) {
      return norm(one.state(m1 + t_s / 60).x_TEME.p - two.state(m2 + t_s / 60).x_TEME.p);
    };
    double before = apart(0), here = apart(5);
    for (double t_s = 5; t_s < search.duration_s - 5; t_s += 5) {
      const double after = apart(t_s + 5);
      if (here < before && here <= after && here < search.within_m + 5 * 16e3) {
        double best = here, when = t_s;
        for (double s = t_s - 5; s <= t_s + 5; s += 0.01)
          if (const double d = apart(s); d < best) best = d, when = s;
        if (best <= search.within_m) {
          ++num;
          const auto same = std::ranges::find_if(found, [&](const Approach& f) {
            const double f_s = ((f.at_utc.day - kNow.day) + (f.at_utc.fraction - kNow.fraction)) * 86400;
            return f.number_a == a + 1 && f.number_b == b + 1 && std::abs(f_s - when) < 0.02;
          });
          ASSERT_NE(same, found.end()) << a << " " << b << " at " << when << " s, " << best << " m";
          EXPECT_LE(same->miss_m, best + 1e-3);
          EXPECT_NEAR(same->miss_m, best, 100);
        }
      }
      before = here, here = after;
    }
  }
  std::printf("%zu approaches\n", num);
  EXPECT_EQ(found.size(), num);
  EXPECT_GE(num, 10U);
}

TEST(Approaches, StateMissSpeedAndComponents) {
  const auto entries = shell(24);
  const ApproachSearch search{kNow, 6 * 3600, 100e3};
  const auto found = catalog::approaches(entries, catalog::all_pairs(entries, search.within_m), search);
  ASSERT_FALSE(found.empty());
  double before = 0;
  for (const Approach& f : found) {
    const double t_s = ((f.at_utc.day - kNow.day) + (f.at_utc.fraction - kNow.fraction)) * 86400;
    const PosVel a = at(entries[f.number_a - 1], kNow, t_s), b = at(entries[f.number_b - 1], kNow, t_s);
    EXPECT_NEAR(f.miss_m, norm(b.p - a.p), 0.2); // the date is kept to 20 us
    EXPECT_NEAR(f.relative_speed_m_s, norm(b.v - a.v), 1e-2);
    EXPECT_NEAR(norm(f.miss_RTN_m), f.miss_m, 1e-6);
    EXPECT_NEAR(f.miss_RTN_m.x, dot(b.p - a.p, unit(a.p)), 0.5);
    EXPECT_NEAR(dot(b.p - a.p, b.v - a.v) / f.relative_speed_m_s, 0, 0.5); // at least distance
    EXPECT_EQ(f.name_a, "body " + std::to_string(f.number_a));
    EXPECT_GE(t_s, before - 1e-4);
    before = t_s;
  }
}

TEST(Approaches, OneAgainstAllIsItsPartOfAllPairs) {
  const auto entries = shell(24);
  const ApproachSearch search{kNow, 6 * 3600, 100e3};
  const auto all = catalog::approaches(entries, catalog::all_pairs(entries, search.within_m), search);
  const auto one = catalog::approaches(entries, catalog::pairs_of(entries, 4, search.within_m), search);
  std::size_t num = 0;
  for (const Approach& f : all) num += f.number_a == 5 || f.number_b == 5;
  EXPECT_EQ(one.size(), num);
}

TEST(Approaches, PairsAtOtherHeightsAreNotAsked) {
  auto entries = shell(3);
  entries[2].mean.mean_motion_rad_min *= 0.8; // 1,000 km higher
  EXPECT_EQ(catalog::all_pairs(entries, 5e3), (std::vector<Pair>{{0, 1}}));
  EXPECT_EQ(catalog::pairs_of(entries, 2, 5e3), std::vector<Pair>{});
  EXPECT_THROW(catalog::approaches(entries, std::vector<Pair>{{0, 7}}, {kNow}), ContractError);
}

TEST(Approaches, ASearchCanBeEnded) {
  const auto entries = shell(24);
  int asked = 0;
  ApproachSearch search{kNow, 86400, 100e3};
  search.go_on = [&](double part) {
    EXPECT_GE(part, 0);
    EXPECT_LE(part, 1);
    return ++asked < 3;
  };
  EXPECT_TRUE(catalog::approaches(entries, catalog::all_pairs(entries, 100e3), search).empty());
  EXPECT_EQ(asked, 3);
}

} // namespace
} // namespace dewline
