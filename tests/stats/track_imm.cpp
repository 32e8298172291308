// Banks of models on targets that change their motion: is the bank honest, how large is the error after a
// switch, how soon is it over? Seeds are fixed: the numbers never change. NEES is of the combined estimate,
// averaged over the runs of each scan; the ten updates after a switch (the start is one) are left out of the
// band and reported.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/track/filters/imm.hpp"
#include "dewline/track/filters/initiate.hpp"
#include "dewline/track/filters/square_root.hpp"
#include "dewline/track/models/field.hpp"
#include "dewline/track/models/motion.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

/// Sums over runs, by scan.
struct Scan {
  double nees = 0, error2 = 0, prob_first = 0;
};

/// From the sums to figures: the band outside of switches, peak error and recovery after each.
struct Judged {
  double lowest = 1e9, highest = 0; ///< NEES/n outside the ten updates after a switch
  std::vector<double> peak_m, recovery_scans;
};
Judged judge(const std::vector<Scan>& scans, const std::vector<int>& switches, int runs, int n) {
  Judged j;
  const auto rms = [&](std::size_t k) { return std::sqrt(scans[k].error2 / runs); };
  for (std::size_t k = 0; k < scans.size(); ++k) {
    bool settled = true;
    for (const int s : switches)
      settled = settled && (static_cast<int>(k) < s || static_cast<int>(k) >= s + 10);
    if (!settled) continue;
    const double r = scans[k].nees / runs / n;
    j.lowest = std::min(j.lowest, r);
    j.highest = std::max(j.highest, r);
  }
  // over: the rms is and stays below 1.3 of the larger of what it was before and what this leg settles at
  const auto level = [&](std::size_t from, std::size_t to) {
    double sum = 0;
    for (std::size_t k = from; k < to; ++k) sum += scans[k].error2 / runs;
    return std::sqrt(sum / static_cast<double>(to - from));
  };
  for (std::size_t i = 1; i < switches.size(); ++i) {
    const auto from = static_cast<std::size_t>(switches[i]);
    const std::size_t end =
        i + 1 < switches.size() ? static_cast<std::size_t>(switches[i + 1]) : scans.size();
    const double calm = std::max(level(from - 5, from), level(from + 2 * (end - from) / 3, end));
    std::size_t over = from;
    double peak = 0;
    for (std::size_t k = from; k < end; ++k) {
      peak = std::max(peak, rms(k));
      if (rms(k) > 1.3 * calm) over = k + 1;
    }
    j.peak_m.push_back(peak);
    j.recovery_scans.push_back(static_cast<double>(over - from));
  }
  return j;
}
void report(const char* name, const Judged& j) {
  for (std::size_t i = 0; i < j.peak_m.size(); ++i)
    testing::Test::RecordProperty(
        "switch_" + std::to_string(i + 1),
        std::to_string(j.peak_m[i]) + " m, " + std::to_string(j.recovery_scans[i]) + " scans");
  std::printf("  %s: NEES/n %.2f to %.2f;", name, j.lowest, j.highest);
  for (std::size_t i = 0; i < j.peak_m.size(); ++i)
    std::printf(" switch %zu: peak %.0f m, over after %.0f scans;", i + 1, j.peak_m[i], j.recovery_scans[i]);
  std::printf("\n");
}
template <std::size_t N>
void add(Scan& s, const Gaussian<N>& x, const VecN<N>& truth) {
  const VecN<N> e = minus(x.mean, truth);
  const Cholesky<N> root(x.cov);
  ASSERT_TRUE(root.ok);
  s.nees += root.mahalanobis2(e);
  for (std::size_t i = 0; i < N / 2; ++i) s.error2 += e[i] * e[i];
}

// --- an aircraft: straight, a turn of 3 deg/s for 30 s, straight ---

constexpr int kRuns = 200;
const std::vector<int> kTurns{0, 60, 90};

constexpr double kPsd = 0.3; ///< of the white acceleration that moves the aircraft, and of the straight model

std::vector<VecN<5>> aircraft(std::uint64_t run) {
  VecN<5> x{-12e3, 5e3, 200, 0, 0};
  const CoordinatedTurn exact;
  const MatNM<4> L = root_of(ConstantVelocity<2>(kPsd).Q(1));
  std::vector<VecN<5>> path;
  for (int k = 0; k < 150; ++k) {
    path.push_back(x);
    x[4] = k >= kTurns[1] && k < kTurns[2] ? 3 * M_PI / 180 : 0;
    x = exact.move(x, 1);
    const auto n = Draws(33, run).normal4({.owner = 1, .event = static_cast<std::uint64_t>(k)});
    const VecN<4> pushed = L * n;
    for (std::size_t i = 0; i < 4; ++i) x[i] += pushed[i];
  }
  return path;
}
constexpr double kSigma_m = 30;
VecN<2> plot(const VecN<5>& x, std::uint64_t run, std::uint64_t k) {
  const auto n = Draws(33, run).normal4({.event = k});
  return {x[0] + kSigma_m * n[0], x[1] + kSigma_m * n[1]};
}

template <class Bank, class Start>
Judged fly_aircraft(const Bank& bank, const Start& start) {
  std::vector<Scan> scans(150);
  const MatNM<2> R = diagonal(VecN<2>{kSigma_m * kSigma_m, kSigma_m * kSigma_m});
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const std::vector<VecN<5>> truth = aircraft(run);
    auto s = start(plot(truth[0], run, 0));
    for (std::size_t k = 1; k < truth.size(); ++k) {
      s = update(predict(bank, s, 1), Cartesian<2>{}, plot(truth[k], run, k), R).x;
      const VecN<5>& t = truth[k];
      add<4>(scans[k], combined(s), {t[0], t[1], t[2], t[3]});
    }
  }
  scans[0] = scans[1];
  return judge(scans, kTurns, kRuns, 4);
}
Gaussian<4> first(const VecN<2>& z) {
  return one_point(Gaussian<2>{z, diagonal(VecN<2>{900, 900})}, {0, 0}, {150, 150});
}
template <std::size_t N>
Gaussian<N> grown(const Gaussian<4>& g, double sigma_more) {
  Gaussian<N> x;
  for (std::size_t i = 0; i < N; ++i) {
    x.mean[i] = i < 4 ? g.mean[i] : 0;
    for (std::size_t j = 0; j < N; ++j)
      x.cov(i, j) = i < 4 && j < 4 ? g.cov(i, j) : (i == j ? sigma_more * sigma_more : 0);
  }
  return x;
}
void expect_honest(const Judged& j) {
  EXPECT_GE(j.lowest, 0.5);
  EXPECT_LE(j.highest, 2.0);
}

TEST(ImmStats, StraightAndTurn) {
  using Bank = Imm<ConstantVelocity<2>, CoordinatedTurn>;
  const Bank bank{{ConstantVelocity<2>(kPsd), CoordinatedTurn{0.5, 2e-4}}, {60, 30}};
  using State = ImmState<ConstantVelocity<2>, CoordinatedTurn>;
  const auto start = [](const VecN<2>& z) { return State{{first(z), grown<5>(first(z), 0.1)}, {0.9, 0.1}}; };
  const Judged j = fly_aircraft(bank, start);
  report("straight and turn", j);
  expect_honest(j);
}

TEST(ImmStats, StraightAndSinger) {
  const Imm<ConstantVelocity<2>, Singer<2>> bank{{ConstantVelocity<2>(kPsd), Singer<2>(6, 20)}, {100, 30}};
  const auto start = [](const VecN<2>& z) {
    return ImmState<ConstantVelocity<2>, Singer<2>>{{first(z), grown<6>(first(z), 6)}, {0.9, 0.1}};
  };
  const Judged j = fly_aircraft(bank, start);
  report("straight and Singer", j);
  expect_honest(j);
}

TEST(ImmStats, OneModelAloneIsNotHonest) { // what the bank is for
  const Imm<ConstantVelocity<2>> alone{{ConstantVelocity<2>(kPsd)}, {60}};
  const auto start = [](const VecN<2>& z) { return ImmState<ConstantVelocity<2>>{{first(z)}, {1}}; };
  const Judged j = fly_aircraft(alone, start);
  report("straight alone", j);
  EXPECT_GT(j.highest, 2.0);
}

// --- a missile: boost for 65 s, coast, re-entry ---

const earth::Geodetic kSite{1.0, 0.5, 100};
constexpr int kBurnout = 65, kMissileScans = 503;

constexpr double kCoastPsd = 1e-3; ///< of the white acceleration after burnout, and of the models for it

/// Seen from 25 km height on: thrust along a pitched direction that grows as mass leaves, then gravity and
/// drag.
std::vector<VecN<6>> missile(std::uint64_t run) {
  const earth::Geodetic start{1.03, 0.42, 25e3};
  const Mat3 R_EL = transpose(earth::enu_axes(start));
  const Vec3 along = R_EL * Vec3{0.45 * std::sin(2.2), 0.45 * std::cos(2.2), std::sqrt(1 - 0.45 * 0.45)};
  const Vec3 p = earth::ecef(start), v = 600 * along, a = 22 * along;
  VecN<10> boosting{p.x, p.y, p.z, v.x, v.y, v.z, a.x, a.y, a.z, 1 / 2600.0};
  const Boost thrust{0, 0, Axes::earth_fixed};
  const Reentry fall{0, 0, Axes::earth_fixed};
  const MatNM<6> L = root_of(ConstantVelocity<3>(kCoastPsd).Q(1));
  std::vector<VecN<6>> path;
  VecN<7> falling{};
  for (int k = 0; k < kMissileScans; ++k) {
    VecN<6> x{};
    if (k <= kBurnout) {
      std::copy_n(boosting.begin(), 6, x.begin());
      boosting = thrust.move(boosting, 1);
      std::copy_n(x.begin(), 6, falling.begin());
      falling[6] = std::log(4000.0);
    } else {
      falling = fall.move(falling, 1);
      const auto n = Draws(34, run).normal4({.owner = 1, .event = static_cast<std::uint64_t>(k)});
      const auto m = Draws(34, run).normal4({.owner = 2, .event = static_cast<std::uint64_t>(k)});
      const VecN<6> pushed = L * VecN<6>{n[0], n[1], n[2], n[3], m[0], m[1]};
      for (std::size_t i = 0; i < 6; ++i) falling[i] += pushed[i];
      std::copy_n(falling.begin(), 6, x.begin());
    }
    path.push_back(x);
  }
  return path;
}

constexpr double kSigmaRange_m = 30, kSigmaAngle_rad = 0.5e-3;

TEST(ImmStats, BoostCoastReentry) {
  constexpr int kMissileRuns = 50;
  constexpr Axes kE = Axes::earth_fixed;
  const std::vector<VecN<6>> typical = missile(0);
  int reentry = 0; // where drag passes 1 m/s^2
  for (std::size_t k = 200; k < typical.size() && reentry == 0; ++k) {
    const Pull d = drag({typical[k][0], typical[k][1], typical[k][2]},
                        {typical[k][3], typical[k][4], typical[k][5]}, std::log(4000), kE);
    if (norm(d.a) > 1) reentry = static_cast<int>(k);
  }
  ASSERT_GT(reentry, 0);
  const RangeAzimuthElevation radar(site_on_ground(kSite));
  const VecN<3> sigma{kSigmaRange_m, kSigmaAngle_rad, kSigmaAngle_rad};
  const MatNM<3> R = diagonal(VecN<3>{sigma[0] * sigma[0], sigma[1] * sigma[1], sigma[2] * sigma[2]});
  const Imm<Ballistic, Accelerated, Reentry> bank{
      {Ballistic{kCoastPsd, kE}, Accelerated{30, 60, kE}, Reentry{kCoastPsd, 1e-3, kE}}, {1000, 60, 1000},
      {{0, 1e-3, 0.999, 0.999, 0, 1e-3, 0.99, 1e-2, 0}}}; // a missile that coasts hardly ever boosts again
  std::vector<Scan> scans(kMissileScans);
  double coasting = 0, num_coasting = 0;
  for (std::uint64_t run = 0; run < kMissileRuns; ++run) {
    const std::vector<VecN<6>> truth = missile(run);
    const auto seen = [&](std::size_t k) {
      const auto n = Draws(34, run).normal4({.event = k});
      VecN<3> z = radar.value(truth[k]);
      for (std::size_t i = 0; i < 3; ++i) z[i] += sigma[i] * n[i];
      return z;
    };
    const Gaussian<6> start = one_point(place_of(radar, seen(0), sigma), {0, 0, 0}, {1000, 1000, 1000});
    ImmState<Ballistic, Accelerated, Reentry> s{{start, {}, {}}, {0.1, 0.8, 0.1}};
    auto& [fall, push, drop] = s.x;
    for (std::size_t i = 0; i < 6; ++i) {
      push.mean[i] = drop.mean[i] = start.mean[i];
      for (std::size_t j = 0; j < 6; ++j) push.cov(i, j) = drop.cov(i, j) = start.cov(i, j);
    }
    for (std::size_t i = 6; i < 9; ++i) push.cov(i, i) = 900;
    drop.mean[6] = std::log(3000);
    drop.cov(6, 6) = 0.5;
    for (std::size_t k = 1; k < truth.size(); ++k) {
      const auto u = update(predict(bank, s, 1), radar, seen(k), R);
      ASSERT_TRUE(u.ok) << run << ' ' << k;
      s = u.x;
      add<6>(scans[k], combined(s), truth[k]);
      if (static_cast<int>(k) > kBurnout + 20 && static_cast<int>(k) < reentry) {
        coasting += s.prob[0] + s.prob[2];
        ++num_coasting;
      }
    }
  }
  scans[0] = scans[1];
  const Judged j = judge(scans, {0, kBurnout, reentry}, kMissileRuns, 6);
  report("boost, coast, re-entry", j);
  std::printf("  %zu scans, drag of 1 m/s^2 at %d; ballistic or re-entry while it coasts: %.3f\n",
              scans.size(), reentry, coasting / num_coasting);
  expect_honest(j);
  EXPECT_GT(coasting / num_coasting, 0.8);
}

} // namespace
