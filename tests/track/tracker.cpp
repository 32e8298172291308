#include "dewline/track/tracker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "dewline/base/check.hpp"
#include "dewline/track/coverage.hpp"
#include "dewline/track/filter.hpp"
#include "dewline/track/motion.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;
using track::Change;
using track::Picture;
using track::Tracker;

Picture take(const Tracker& tracker, Tracker::State& state, const sense::Scan& scan) {
  const sense::Scan* one[] = {&scan};
  return tracker.assimilate(state, scan.end, one, rig::orientation());
}

/// The noisy detection of the rig's target in a frame.
sense::Detection seen(int frame, const Draws& draws, double range_m = 2000e3, rig::Errors sigma = {}) {
  const PosVel x = rig::target(range_m, 155, seconds(rig::dwell(frame)));
  return rig::noisy(rig::exact(rig::coverage(), x, rig::dwell(frame), sigma), draws, frame);
}

/// Uniform false detections: Poisson in number, in range, u and v within the front half of the face.
std::vector<sense::Detection> clutter(int frame, double mean, const Draws& draws) {
  std::vector<sense::Detection> list;
  const auto at = [&](std::uint64_t item) {
    return Address{Purpose::clutter, 0, 0, std::uint64_t(frame), item};
  };
  const std::uint64_t n = draws.poisson(at(0), mean);
  for (std::uint64_t i = 1; i <= n; ++i) {
    sense::Detection z;
    z.valid = time_from_s(10.0 * frame + 10 * draws.uniform(at(10 * i)));
    z.range_m = 200e3 + 5000e3 * draws.uniform(at(10 * i + 1));
    z.u = 1.2 * draws.uniform(at(10 * i + 2)) - 0.6;
    z.v = 1.2 * draws.uniform(at(10 * i + 3)) - 0.6;
    z.sigma_range_m = 30;
    z.sigma_u = z.sigma_v = 3.8e-3;
    z.snr_db = 14;
    list.push_back(z);
  }
  return list;
}

bool same(const Picture& a, const Picture& b) {
  if (a.at != b.at || a.tracks.size() != b.tracks.size() || a.events.size() != b.events.size()) return false;
  for (std::size_t i = 0; i < a.tracks.size(); ++i) {
    const track::Track &s = a.tracks[i], &t = b.tracks[i];
    if (s.id != t.id || s.status != t.status || s.valid != t.valid || s.x_G.mean != t.x_G.mean ||
        s.x_G.cov.a != t.x_G.cov.a || s.evidence.size() != t.evidence.size() ||
        s.confirmed_at != t.confirmed_at || s.mean_snr_at_reference_db != t.mean_snr_at_reference_db ||
        s.num_misses != t.num_misses)
      return false;
  }
  return true;
}

int count(const Picture& p, Change change) {
  return static_cast<int>(
      std::count_if(p.events.begin(), p.events.end(), [&](const auto& e) { return e.change == change; }));
}

TEST(Coverage, KnowsWhereTheFaceLooks) {
  sense::Coverage c = rig::coverage();
  c.fence_max_rad = 20 * rig::kDeg;
  const auto point = [&](double az_deg, double el_deg, double range_m) {
    const Vec3 p_L = range_m * earth::enu_direction(az_deg * rig::kDeg, el_deg * rig::kDeg);
    return earth::ecef(rig::kSite) + transpose(earth::enu_axes(rig::kSite)) * p_L;
  };
  EXPECT_EQ(track::in_coverage(c, point(0, 10, 1e6)), track::Inside::fence);
  EXPECT_EQ(track::in_coverage(c, point(350, 40, 1e6)), track::Inside::regard);
  EXPECT_EQ(track::in_coverage(c, point(89, 40, 1e6)), track::Inside::regard);
  EXPECT_EQ(track::in_coverage(c, point(91, 40, 1e6)), track::Inside::no);
  EXPECT_EQ(track::in_coverage(c, point(0, 86, 1e6)), track::Inside::no);
  EXPECT_EQ(track::in_coverage(c, point(0, 0.5, 1e6)), track::Inside::no);
  EXPECT_EQ(track::in_coverage(c, point(0, 10, 7e6)), track::Inside::no);
  EXPECT_NEAR(track::prob_detect(c, 3000e3, 1, 21.2), 0.9, 0.003); // Swerling 1, Pfa 1e-6: 21.1 dB for 0.9
  EXPECT_LT(track::prob_detect(c, 6000e3, 1, 21.2), 0.35);
}

TEST(Coverage, ScanLossLowersTheDetectionProbabilityAtTheSectorsEdge) {
  sense::Coverage c = rig::coverage();
  EXPECT_EQ(track::prob_detect(c, 3000e3, 0.5, 21.2), track::prob_detect(c, 3000e3, 1, 21.2));
  c.scan_loss_exponent = 2; // 60 deg off boresight: 6.02 dB less
  EXPECT_NEAR(track::gain_db(c, 3000e3, 0.5), -6.0206, 1e-4);
  EXPECT_NEAR(track::prob_detect(c, 3000e3, 0.5, 21.2), track::prob_detect(c, 3000e3, 1, 21.2 - 6.0206), 1e-6);
}

TEST(Tracker, TheStrengthOfATrackIsThatOnBoresightWhereverItIsSeen) {
  const Tracker tracker({}, {});
  for (const double exponent : {0.0, 2.0, 3.0}) {
    Tracker::State state;
    const PosVel x = rig::target(2000e3, 155, seconds(rig::dwell(0)));
    sense::Detection z = rig::exact(rig::coverage(), x, rig::dwell(0), {});
    z.snr_db += 10 * exponent * std::log10(std::sqrt(1 - z.u * z.u - z.v * z.v)); // what the array loses there
    sense::Scan scan = rig::scan(0, {z});
    scan.coverage[0].scan_loss_exponent = exponent;
    const Picture p = take(tracker, state, scan);
    EXPECT_NEAR(p.tracks.at(0).mean_snr_at_reference_db, rig::coverage().reference_snr_db, 1e-9);
  }
}

TEST(Tracker, AnEchoIsReadWithTheConstantsOfTheRadarThatMeasuredIt) {
  const Tracker tracker({}, {});
  for (const double reference_rcs_m2 : {1.0, 0.1, 4.0}) { // the second radar says the same of itself in other words
    Tracker::State state;
    Picture p;
    for (std::int64_t k = 0; k < 4; ++k) {
      sense::Scan scan = rig::scan(k, {rig::exact(rig::coverage(), rig::target(2000e3, 155, seconds(rig::dwell(k))), rig::dwell(k), {})});
      if (k % 2 == 1) {
        scan.coverage[0].reference_rcs_m2 = reference_rcs_m2;
        scan.coverage[0].reference_snr_db += 10 * std::log10(reference_rcs_m2);
      }
      p = take(tracker, state, scan);
    }
    ASSERT_EQ(p.tracks.size(), 1U);
    EXPECT_NEAR(p.tracks[0].mean_rcs_m2, 1, 1e-9);
    EXPECT_NEAR(p.tracks[0].mean_snr_at_reference_db, rig::coverage().reference_snr_db, 1e-9); // of 1 m2 at either
  }
}

TEST(Tracker, MissesAtTheSectorsEdgeWeighWhatTheScanLossLeaves) {
  const Tracker tracker({}, {});
  double log_missed[2] = {};
  for (const double exponent : {0.0, 4.0}) { // held at 30 deg off boresight, missed at 75 deg
    Tracker::State state;
    const PosVel x = rig::target(2000e3, 155, seconds(rig::dwell(0)));
    sense::Scan first = rig::scan(0, {rig::exact(rig::coverage(), x, rig::dwell(0), {})});
    first.coverage[0].scan_loss_exponent = exponent;
    take(tracker, state, first);
    sense::Scan missed = rig::scan(1, {});
    missed.coverage = first.coverage;
    const Vec3 z_E = unit(track::polar(track::face_at(missed.coverage[0], Time{}, Mat3{1, 0, 0, 0, 1, 0, 0, 0, 1}, {}),
                                       rig::orientation().to_E(x, rig::dwell(0)).p).line_of_sight_G);
    const Vec3 across = unit(cross(z_E, {0, 0, 1})), third = cross(z_E, across);
    const double s = std::sin(75 * rig::kDeg), w = std::cos(75 * rig::kDeg); // boresight 75 deg from the target
    const Vec3 bore = w * z_E + s * across, side = w * across - s * z_E;
    missed.coverage[0].R_SE = {side.x, side.y, side.z, third.x, third.y, third.z, bore.x, bore.y, bore.z};
    take(tracker, state, missed);
    log_missed[exponent > 0] = state.tracks.empty() ? -99 : state.tracks[0].log_prob_missed;
  }
  EXPECT_LT(log_missed[0], std::log(0.2));  // in full view a miss is rare
  EXPECT_GT(log_missed[1], std::log(0.9)); // 23 dB down it is no surprise, or no look at all
}

/// The state's tracks as numbers, to compare.
std::vector<double> numbers(const Tracker::State& state) {
  std::vector<double> out;
  for (const auto& kept : state.tracks) {
    out.insert(out.end(), kept.phases.flights[0].x_G.x_G.mean.begin(), kept.phases.flights[0].x_G.x_G.mean.end());
    out.insert(out.end(), kept.phases.flights[0].x_G.x_G.cov.a.begin(), kept.phases.flights[0].x_G.x_G.cov.a.end());
    out.push_back(kept.score);
    out.push_back(kept.about.num_updates);
    out.push_back(kept.num_looks);
  }
  return out;
}

TEST(Tracker, AScanThatComesByTwoRoutesIsEvidenceOnce) {
  const Tracker tracker({}, {});
  Tracker::State once, twice;
  const Draws draws(12, 0);
  std::vector<sense::Scan> scans;
  for (int k = 0; k < 12; ++k) {
    std::vector<sense::Detection> list = clutter(k, 20, draws);
    list.push_back(seen(k, draws));
    scans.push_back(rig::scan(k, list));
  }
  const auto give = [&](Tracker::State& state, Time now, std::vector<const sense::Scan*> list) {
    return tracker.assimilate(state, now, list, rig::orientation());
  };
  for (int k = 0; k < 12; ++k) {
    const sense::Scan& scan = scans[k];
    give(once, scan.end, {&scan});
    if (k % 3 == 0) give(twice, scan.end, {&scan, &scan}); // at one instant
    else give(twice, scan.end, {&scan});
    if (k % 3 == 1) give(twice, scan.end + std::chrono::seconds{2}, {&scan}); // a little later
    if (k % 3 == 2) give(twice, scan.end + std::chrono::seconds{2}, {&scans[k - 2]}); // after newer ones
    give(once, scan.end + std::chrono::seconds{2}, {});
    if (k % 3 == 0) give(twice, scan.end + std::chrono::seconds{2}, {});
    ASSERT_EQ(numbers(once), numbers(twice)) << k;
  }
  EXPECT_EQ(once.num_repeated, 0U);
  EXPECT_EQ(twice.num_repeated, 12U);
  EXPECT_EQ(twice.num_late, once.num_late);
}

TEST(Tracker, ClutterThatComesTwiceConfirmsNothing) {
  const Tracker tracker({}, {});
  Tracker::State state;
  int confirmed = 0;
  for (int k = 0; k < 50; ++k) {
    const sense::Scan scan = rig::scan(k, clutter(k, 5, Draws(13, 0)));
    for (int copy = 0; copy < 5; ++copy) {
      const sense::Scan* one[] = {&scan};
      confirmed += count(
          tracker.assimilate(state, scan.end + std::chrono::seconds{copy}, one, rig::orientation()),
          Change::confirmed);
    }
  }
  EXPECT_EQ(confirmed, 0);
  EXPECT_EQ(state.num_repeated, 200U);
}

TEST(Tracker, OnlyFramesThatCouldStillCountAreRemembered) {
  const Tracker tracker({}, {}); // max_late 60 s: six frames of 10 s behind the newest
  Tracker::State state;
  for (int k = 0; k < 100; ++k)
    if (k != 97) take(tracker, state, rig::scan(k, {}));
  ASSERT_EQ(state.sensors.size(), 1U);
  EXPECT_LE(state.sensors[0].frames.size(), 7U);
  const auto give = [&](int frame) {
    const sense::Scan scan = rig::scan(frame, {}), *one[] = {&scan};
    tracker.assimilate(state, time_from_s(1001), one, rig::orientation());
  };
  give(97); // late, but for the first time
  EXPECT_EQ(state.num_repeated, 0U);
  give(97);
  give(99);
  EXPECT_EQ(state.num_repeated, 2U);
  EXPECT_EQ(state.sensors[0].newest_frame, 99);
}

TEST(Tracker, WhenNoScanComesTracksCoastAndEnd) {
  track::TrackerParams params;
  params.max_coast_s = 100;
  const Tracker tracker({}, params);
  Tracker::State state;
  const Draws draws(14, 0);
  for (int k = 0; k < 12; ++k) take(tracker, state, rig::scan(k, {seen(k, draws)}));
  const double last_s = seconds(rig::dwell(11));
  int coasting = 0, deleted = 0;
  for (double t = 121; t < 240; t += 1) {
    const Picture p = tracker.assimilate(state, time_from_s(t), {}, rig::orientation());
    coasting += count(p, Change::coasting);
    deleted += count(p, Change::deleted);
    EXPECT_EQ(p.at, time_from_s(t));
    EXPECT_EQ(coasting, t - last_s > 25) << t;
    EXPECT_EQ(deleted, t - last_s > 100) << t;
    ASSERT_EQ(p.tracks.size(), deleted ? 0U : 1U) << t;
    if (deleted) continue;
    EXPECT_EQ(p.tracks[0].valid, p.at);
    EXPECT_EQ(p.tracks[0].num_misses, 0U); // nobody looked
    EXPECT_EQ(p.tracks[0].status, coasting ? track::Status::coasting : track::Status::confirmed);
    const Vec3 off = track::pos_vel(p.tracks[0].x_G.mean).p - rig::target(2000e3, 155, t).p;
    EXPECT_LT(norm(off), 40e3) << t; // carried along, not left behind: it moves 5 km/s
  }
  EXPECT_EQ(deleted, 1);
}

TEST(Tracker, AFalseRangeRateIsAsLikelyAsTheRadarMakesIt) {
  const Tracker tracker({}, {});
  double score[2];
  constexpr double kUseless = 1e8; // m/s: a range rate that says nothing
  for (const bool has_rate : {false, true}) {
    Tracker::State state;
    for (int k = 0; k < 2; ++k) {
      const PosVel x = rig::target(2000e3, 155, seconds(rig::dwell(k)));
      sense::Detection z = rig::exact(rig::coverage(), x, rig::dwell(k), {});
      z.has_range_rate = has_rate && k == 1;
      z.sigma_range_rate_m_s = kUseless;
      take(tracker, state, rig::scan(k, {z}));
    }
    ASSERT_EQ(state.tracks.size(), 1U);
    score[has_rate] = state.tracks[0].score;
  }
  // the target's density at the middle of its law, over the uniform density of clutter
  const double expected = std::log(sense::kFalseRangeRateSpan_m_s / (std::sqrt(2 * M_PI) * kUseless));
  EXPECT_NEAR(score[1] - score[0], expected, 1e-3);
}

TEST(Tracker, ConfirmsOnTheThirdDetectionCoastsOutsideAndIsReacquired) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(1, 0);
  for (int k = 0; k < 6; ++k) {
    const Picture p = take(tracker, state, rig::scan(k, {seen(k, draws)}));
    EXPECT_EQ(count(p, Change::started), k == 0);
    EXPECT_EQ(count(p, Change::confirmed), k == 2);
    ASSERT_EQ(p.tracks.size(), 1U);
    EXPECT_EQ(p.tracks[0].num_updates, k + 1U);
    EXPECT_EQ(p.tracks[0].valid, p.at);
  }
  int coasting = 0;
  for (int k = 6; k < 20; ++k) { // the sensor looks elsewhere: no miss, no deletion
    sense::Scan away = rig::scan(k, {});
    away.coverage[0].az_start_rad = 90 * rig::kDeg;
    const Picture p = take(tracker, state, away);
    coasting += count(p, Change::coasting);
    ASSERT_EQ(p.tracks.size(), 1U) << k;
    EXPECT_EQ(p.tracks[0].num_misses, 0U);
  }
  EXPECT_EQ(coasting, 1);
  const Picture p = take(tracker, state, rig::scan(20, {seen(20, draws)}));
  EXPECT_EQ(count(p, Change::reacquired), 1);
  EXPECT_EQ(p.tracks.at(0).status, track::Status::confirmed);
}

TEST(Tracker, MissesInsideTheCoverageEndATrack) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(2, 0);
  for (int k = 0; k < 6; ++k) take(tracker, state, rig::scan(k, {seen(k, draws)}));
  int frames = 0;
  while (!state.tracks.empty() && frames < 20) take(tracker, state, rig::scan(6 + frames++, {}));
  EXPECT_EQ(frames, 5); // 0.1 each: the fifth takes it below prob_lost = 2e-5
}

TEST(Tracker, OrderOfDetectionsAndOfScansChangesNothing) {
  const Tracker tracker({}, {});
  Tracker::State a, b;
  const Draws draws(3, 0);
  for (int k = 0; k < 12; ++k) {
    std::vector<sense::Detection> list = clutter(k, 20, draws);
    list.push_back(seen(k, draws));
    const sense::Scan first = rig::scan(k, list), second = rig::scan(k, {seen(k, Draws(4, 0))}, SensorId{1});
    sense::Scan turned = first;
    std::reverse(turned.detections.begin(), turned.detections.end());
    const sense::Scan *one[] = {&first, &second}, *other[] = {&second, &turned};
    EXPECT_TRUE(same(tracker.assimilate(a, first.end, one, rig::orientation()),
                     tracker.assimilate(b, first.end, other, rig::orientation())));
  }
}

TEST(Tracker, ACopiedStateContinuesWithTheSameBytes) {
  const Tracker tracker({}, {});
  Tracker::State state;
  const Draws draws(5, 0);
  std::vector<sense::Scan> scans;
  for (int k = 0; k < 20; ++k) {
    std::vector<sense::Detection> list = clutter(k, 20, draws);
    list.push_back(seen(k, draws));
    scans.push_back(rig::scan(k, list));
  }
  for (int k = 0; k < 8; ++k) take(tracker, state, scans[k]);
  Tracker::State copy = state;
  for (int k = 8; k < 20; ++k)
    EXPECT_TRUE(same(take(tracker, state, scans[k]), take(tracker, copy, scans[k]))) << k;
}

TEST(Tracker, ClutterAloneConfirmsAlmostNothing) {
  // The score makes a false track as rare as prob_false_track x num_new_targets: 1e-5 a face and frame, 0.01
  // in these 1,000 frames of 40 false detections. (3 of 5 alone confirms 400: a new track's gate is 160 km
  // wide.) Bound: 1 (fails by luck in fewer than 1 of 1,000).
  const Tracker tracker({}, {});
  int confirmed = 0, started = 0;
  for (std::uint64_t run = 0; run < 10; ++run) {
    Tracker::State state;
    const Draws draws(6, run);
    for (int k = 0; k < 100; ++k) {
      sense::Scan scan = rig::scan(k, clutter(k, 40, draws));
      scan.coverage[0].clutter_density = 40 / (5000e3 * 1.44);
      const Picture p = take(tracker, state, scan);
      confirmed += count(p, Change::confirmed);
      started += count(p, Change::started);
    }
  }
  std::printf("  %d false starts, %d false confirmations in 1,000 frames of 40\n", started, confirmed);
  EXPECT_GT(started, 30000);
  EXPECT_LE(confirmed, 1);
}

TEST(Tracker, ATrackInClutterSurvivesMissedDetections) {
  const Tracker tracker({}, {});
  int kept = 0;
  constexpr int kRuns = 50;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Tracker::State state;
    const Draws draws(7, run);
    Picture p;
    bool steady = true;
    std::uint32_t number = 0;
    for (int k = 0; k < 31; ++k) {
      std::vector<sense::Detection> list = clutter(k, 20, draws);
      if (draws.uniform({Purpose::detect, 0, 0, std::uint64_t(k), 0}) < 0.8) list.push_back(seen(k, draws));
      p = take(tracker, state, rig::scan(k, list));
      for (const track::Track& t : p.tracks)
        if (t.status != track::Status::tentative && number == 0) number = t.id.number;
    }
    const PosVel truth = rig::target(2000e3, 155, 310);
    steady = false;
    for (const track::Track& t : p.tracks)
      steady = steady || (t.id.number == number && norm(track::pos_vel(t.x_G.mean).p - truth.p) < 30e3);
    kept += steady;
  }
  std::printf("  kept %d of %d at Pd 0.8 with 20 false detections a frame\n", kept, kRuns);
  EXPECT_GE(kept, 48);
}

TEST(Tracker, CrossingTargetsKeepTheirNames) {
  const Tracker tracker({}, {});
  int kept = 0;
  constexpr int kRuns = 50;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Tracker::State state;
    const Draws draws(8, run);
    Picture p;
    PosVel end[2];
    for (int k = 0; k < 31; ++k) { // same place at mid-time, courses 40 deg apart
      std::vector<sense::Detection> list;
      for (int i = 0; i < 2; ++i) {
        PosVel x = rig::target(2000e3, 155, 155);
        const Vec3 up = unit(x.p), side = unit(cross(up, x.v));
        x.v = x.v + (i == 0 ? 1 : -1) * 1800.0 * side;
        x = orbit::propagate_G(x, seconds(rig::dwell(k)) - 155, {});
        list.push_back(
            rig::noisy(rig::exact(rig::coverage(), x, rig::dwell(k), {30, 1e-3}), draws, k, i + 1));
        end[i] = orbit::propagate_G(x, 10.0 * (k + 1) - seconds(rig::dwell(k)), {});
      }
      p = take(tracker, state, rig::scan(k, list));
    }
    // Detections of target 0 come first in each unsorted list: the ids 0 and 1 tell whose evidence a track
    // holds.
    bool pure = p.tracks.size() == 2;
    for (const track::Track& t : p.tracks)
      for (const DetectionId& id : t.evidence) pure = pure && id.index == t.evidence[0].index;
    kept += pure;
  }
  std::printf("  %d of %d pairs kept their names\n", kept, kRuns);
  EXPECT_GE(kept, 47);
}

/// A two-stage rocket from 900 km away: 60 s at 40 m/s^2, 15 s of coast, 60 s at 80 m/s^2, then free fall.
PosVel boosted(double t_s) {
  const Mat3 R_LE = earth::enu_axes(rig::kSite);
  const Vec3 p_E = earth::ecef(rig::kSite) +
                   transpose(R_LE) * (900e3 * earth::enu_direction(340 * rig::kDeg, -3 * rig::kDeg));
  PosVel x = rig::orientation().to_G({p_E, {}}, Time{});
  const Vec3 up = unit(x.p), north = unit(Vec3{0, 0, 1} - up.z * up), along = unit(0.9 * up + 0.43 * north);
  for (double t = 0; t < t_s;) {
    const double h = std::min(0.1, t_s - t);
    const double thrust = t < 60 ? 40 : (t < 75 ? 0 : (t < 135 ? 80 : 0));
    x = track::coast(x, h);
    x.p = x.p + 0.5 * h * h * thrust * along;
    x.v = x.v + h * thrust * along;
    t += h;
  }
  return x;
}

TEST(Tracker, SurvivesAStagedBoostAndIsTightAfterBurnout) {
  const Tracker tracker({}, {});
  int unbroken = 0, honest_boost = 0, num_boost = 0, honest_coast = 0;
  constexpr int kRuns = 20;
  std::vector<PosVel> dwell, end;
  for (int k = 0; k < 28; ++k) {
    dwell.push_back(boosted(seconds(rig::dwell(k))));
    end.push_back(boosted(10.0 * (k + 1)));
  }
  double sigma_end = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    Tracker::State state;
    const Draws draws(9, run);
    bool one = true;
    for (int k = 4; k < 28; ++k) {
      const auto z = rig::exact(rig::coverage(), dwell[k], rig::dwell(k), {200, 5e-3});
      const Picture p = take(tracker, state, rig::scan(k, {rig::noisy(z, draws, k)}));
      one = one && p.tracks.size() == 1 && p.tracks[0].id.number == 1;
      if (!one) break;
      const track::Track& t = p.tracks[0];
      const double off = norm(track::pos_vel(t.x_G.mean).v - end[k].v);
      const double sigma = std::sqrt(t.x_G.cov(3, 3) + t.x_G.cov(4, 4) + t.x_G.cov(5, 5));
      if (k >= 6 && k < 14) {
        ++num_boost;
        honest_boost += off < 2.5 * sigma;
      }
      if (k == 27) {
        honest_coast += off < 2.5 * sigma;
        sigma_end += sigma / kRuns;
      }
    }
    unbroken += one;
  }
  std::printf(
      "  %d of %d tracks unbroken; velocity within 2.5 sigma in %d of %d boosting frames, at the end in %d; "
      "sigma %.0f m/s 140 s after burnout\n",
      unbroken, kRuns, honest_boost, num_boost, honest_coast, sigma_end);
  EXPECT_EQ(unbroken, kRuns);
  EXPECT_GE(honest_boost, 0.9 * num_boost);
  EXPECT_GE(honest_coast, 18);
  EXPECT_LT(sigma_end, 120);
}

TEST(Tracker, LateDetectionsAreUsedAndStartNothing) {
  const Tracker tracker({}, {});
  Tracker::State in_order, late;
  const Draws draws(10, 0);
  for (int k = 0; k < 12; ++k) {
    const sense::Scan now = rig::scan(k, {seen(k, draws)});
    sense::Detection other =
        seen(k, Draws(11, 0)); // a second sensor sees it 2 s earlier, its scan comes 5 s after
    other = rig::noisy(
        rig::exact(rig::coverage(), rig::target(2000e3, 155, 10.0 * k + 2), time_from_s(10.0 * k + 2), {}),
        Draws(11, 0), k);
    sense::Scan second = rig::scan(k, {other}, SensorId{1});
    const sense::Scan *a[] = {&second}, *b[] = {&now};
    if (k < 11) { // in order: the earlier dwell first
      tracker.assimilate(in_order, now.end, a, rig::orientation());
      tracker.assimilate(in_order, now.end, b, rig::orientation());
    }
    tracker.assimilate(late, now.end, b, rig::orientation());
    if (k < 11) tracker.assimilate(late, now.end + std::chrono::seconds{5}, a, rig::orientation());
    else { // very late: neither used nor a start
      const Picture p = tracker.assimilate(late, now.end + std::chrono::seconds{90}, a, rig::orientation());
      EXPECT_EQ(count(p, Change::started), 0);
    }
  }
  ASSERT_EQ(in_order.tracks.size(), 1U);
  ASSERT_EQ(late.tracks.size(), 1U);
  EXPECT_EQ(late.tracks[0].about.num_updates, 23U);
  EXPECT_EQ(late.num_late, 1U);
  const auto var = [](const Tracker::State& s) {
    const auto& c = s.tracks[0].phases.flights[0].x_G.x_G.cov;
    return c(3, 3) + c(4, 4) + c(5, 5);
  };
  EXPECT_NEAR(var(late) / var(in_order), 1,
              0.35); // nothing of a late detection's worth is lost (one more update)
}

TEST(Tracker, ParametersThatContradictEachOtherAreAllNamed) {
  track::TrackerParams p;
  p.confirm_hits = 6;
  p.boost_acceleration_m_s2 = 1e-5;
  p.max_coast_s = 10;
  Problems problems;
  check(p, problems);
  EXPECT_EQ(problems.list().size(), 3U); // hits, accelerations, coast times
  EXPECT_THROW(Tracker({}, p), ContractError);
}

} // namespace
