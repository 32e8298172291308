// The fast SGP4 kernel against the readable one, over made-up orbits of every kind, and what it must not
// depend on.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"
#include "dewline/orbit/sgp4_batch.hpp"
#include "support/element_sets.hpp"

#include <hwy/targets.h>

namespace dewline {
namespace {

using orbit::Sgp4, orbit::Sgp4Batch, orbit::Sgp4Error;
using support::OrbitKind;

constexpr OrbitKind kAll[] = {OrbitKind::leo,       OrbitKind::low_perigee, OrbitKind::decaying,
                              OrbitKind::eccentric, OrbitKind::meo,         OrbitKind::gto,
                              OrbitKind::half_day,  OrbitKind::synchronous};

std::vector<Sgp4> orbits(std::size_t num, std::uint64_t seed = 1) {
  return support::ElementMaker(seed).satellites(kAll, num);
}

struct Answers {
  std::vector<PosVel> x;
  std::vector<Sgp4Error> error;
  explicit Answers(std::size_t num) : x(num), error(num) {}
  bool operator==(const Answers& o) const {
    return error == o.error && std::memcmp(x.data(), o.x.data(), x.size() * sizeof(PosVel)) == 0;
  }
};

Answers grid(const std::vector<Sgp4>& satellites, std::span<const double> minutes, unsigned num_threads = 1) {
  Answers out(satellites.size() * minutes.size());
  Sgp4Batch(satellites).grid(minutes, out.x, out.error, num_threads);
  return out;
}

/// Within +-10 days, on both sides of the epoch, in no order.
std::vector<double> times(std::size_t num) {
  support::ElementMaker luck(3);
  std::vector<double> out{0, 720, -720, 1440};
  while (out.size() < num) out.push_back(luck.between(-14400, 14400));
  return out;
}

TEST(Sgp4Batch, LiesWithinAMillimetreOfTheReadableKernel) {
  const auto satellites = orbits(4000);
  const auto minutes = times(40);
  const Answers fast = grid(satellites, minutes);
  std::size_t nonsense = 0, states = 0;
  std::array<double, 8> worst_m{};
  for (std::size_t k = 0; k < fast.x.size(); ++k) {
    const std::size_t i = k / minutes.size();
    const auto plain = satellites[i].state(minutes[k % minutes.size()]);
    ASSERT_EQ(fast.error[k], plain.error) << "satellite " << i << " at " << minutes[k % minutes.size()];
    // Strong drag, extrapolated: the polynomials in time and the terms in 1/p run away, to light years and
    // beyond the speed of light, and the theory notices neither. Such states are no test; they must be few.
    if (kAll[i % 8] == OrbitKind::decaying && (norm(plain.x_TEME.v) > 20e3 || norm(plain.x_TEME.p) > 5e7)) {
      ++nonsense;
      continue;
    }
    ++states;
    double& worst = worst_m[i % 8];
    worst = std::max(worst, norm(fast.x[k].p - plain.x_TEME.p));
    EXPECT_LT(norm(fast.x[k].v - plain.x_TEME.v), 1e-5);
  }
  for (std::size_t kind = 0; kind < 8; ++kind) {
    EXPECT_LT(worst_m[kind], 1e-3) << "kind " << kind;
    RecordProperty("worst_um_" + std::to_string(kind), std::to_string(worst_m[kind] * 1e6));
  }
  EXPECT_LT(double(nonsense), 0.01 * double(states));
}

TEST(Sgp4Batch, EveryKindOfOrbitAndOfErrorIsMet) {
  const auto satellites = orbits(4000);
  const Answers fast = grid(satellites, times(40));
  for (const auto e : {Sgp4Error::none, Sgp4Error::eccentricity, Sgp4Error::decayed})
    EXPECT_TRUE(std::ranges::count(fast.error, e) > 100) << int(e);
  std::array<int, 3> resonances{};
  int low = 0;
  for (const Sgp4& s : satellites) {
    if (!s.deep()) continue;
    ++resonances[std::size_t(s.deep()->resonance)];
    low += s.near().inclo < 0.2;
  }
  for (const int num : resonances) EXPECT_GT(num, 100);
  EXPECT_GT(low, 100);
}

TEST(Sgp4Batch, EveryWidthOfInstructionsGivesTheSameBytes) {
  const auto satellites = orbits(1003);
  const auto minutes = times(20);
  const Answers best = grid(satellites, minutes);
  const auto targets = hwy::SupportedAndGeneratedTargets();
  for (const auto target : targets) {
    hwy::SetSupportedTargetsForTest(target);
    EXPECT_TRUE(grid(satellites, minutes) == best) << hwy::TargetName(target);
  }
  hwy::SetSupportedTargetsForTest(0);
  if (HWY_ARCH_X86) {
    EXPECT_GE(targets.size(), 2U); // SSE4 at least, beside plain C++
  }
}

TEST(Sgp4Batch, ThreadsOrderAndNeighboursChangeNothing) {
  const auto satellites = orbits(307);
  auto minutes = times(25);
  const Answers base = grid(satellites, minutes);
  for (const unsigned num_threads : {2U, 3U, 8U, 1000U})
    EXPECT_TRUE(grid(satellites, minutes, num_threads) == base);

  std::vector<double> sorted = minutes;
  std::ranges::sort(sorted);
  const Answers in_order = grid(satellites, sorted);
  for (std::size_t i = 0; i < satellites.size(); ++i) {
    const Answers alone = grid({satellites[i]}, minutes);
    for (std::size_t j = 0; j < minutes.size(); ++j) {
      const std::size_t k = i * minutes.size() + j;
      const auto place = std::size_t(std::ranges::lower_bound(sorted, minutes[j]) - sorted.begin());
      ASSERT_EQ(std::memcmp(&alone.x[j], &base.x[k], sizeof(PosVel)), 0) << i;
      ASSERT_EQ(std::memcmp(&in_order.x[i * minutes.size() + place], &base.x[k], sizeof(PosVel)), 0) << i;
    }
  }
}

TEST(Sgp4Batch, OneTimeEachIsTheGridsDiagonal) {
  const auto satellites = orbits(50);
  const auto minutes = times(50);
  const Answers all = grid(satellites, minutes);
  Answers each(50);
  Sgp4Batch(satellites).states(minutes, each.x, each.error);
  for (std::size_t i = 0; i < 50; ++i) {
    EXPECT_EQ(std::memcmp(&each.x[i], &all.x[i * 51], sizeof(PosVel)), 0) << i;
    EXPECT_EQ(each.error[i], all.error[i * 51]);
  }
}

TEST(Sgp4Batch, UtcInstantsAreMinutesFromEachEpoch) {
  const auto satellites = orbits(64);
  const earth::JulianDate utc[] = {{2461002.5, 0.25}, {2461009.5, 0.125}};
  Answers at_utc(128), each(64);
  const Sgp4Batch batch(satellites);
  batch.grid_at(utc, at_utc.x, at_utc.error);
  for (std::size_t j = 0; j < 2; ++j) {
    std::vector<double> minutes;
    for (const Sgp4& s : satellites) minutes.push_back(s.minutes_at(utc[j]));
    batch.states(minutes, each.x, each.error);
    for (std::size_t i = 0; i < 64; ++i)
      EXPECT_EQ(std::memcmp(&each.x[i], &at_utc.x[2 * i + j], sizeof(PosVel)), 0) << i;
  }
}

TEST(Sgp4Batch, WrongSizesAndTimesThatAreNoneAreRefused) {
  const Sgp4Batch batch(orbits(3));
  Answers out(3);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(batch.states(std::vector{0.0, 0.0}, out.x, out.error), ContractError);
  EXPECT_THROW(batch.states(std::vector{0.0, nan, 0.0}, out.x, out.error), ContractError);
  EXPECT_THROW(batch.grid(std::vector{1e9}, out.x, out.error), ContractError);
  const earth::JulianDate long_ago{2415020.5, 0};
  EXPECT_THROW(batch.grid_at({&long_ago, 1}, out.x, out.error), ContractError);
  const Sgp4 other(support::ElementMaker(1).make(OrbitKind::leo), orbit::Sgp4Constants::wgs84);
  EXPECT_THROW(Sgp4Batch(std::vector{orbits(1)[0], other}), ContractError);
  Answers none(0);
  EXPECT_NO_THROW(Sgp4Batch({}).grid(std::vector{1.0}, none.x, none.error));
}

TEST(Sgp4Batch, TheEndsOfTheHundredYearsAreAnswered) {
  const auto satellites = orbits(16);
  const Answers out = grid(satellites, std::vector{-orbit::kSgp4MaxMinutes, orbit::kSgp4MaxMinutes});
  for (std::size_t k = 0; k < out.x.size(); ++k)
    EXPECT_TRUE(out.error[k] != Sgp4Error::none || std::isfinite(norm(out.x[k].p))) << k;
}

} // namespace
} // namespace dewline
