// A radar with a budget and the tracker that reads its scans: what was not looked at is not missed.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/sense/radar/radar.hpp"
#include "dewline/track/coverage.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/model.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

/// Free flight from where rig::target is at the epoch: it falls through the radar's elevations.
truth::ObjectParams falling() {
  const PosVel x_E = rig::orientation().to_E(rig::target(2000e3, 155, 0), {});
  const earth::Geodetic at = earth::geodetic(x_E.p);
  const Vec3 v_L = earth::enu_axes(at) * x_E.v;
  truth::ObjectParams o;
  o.launch.time_s = 0;
  o.arc = truth::ArcParams{};
  o.arc->burnout = truth::BurnoutParams{at.lat_rad, at.lon_rad, at.h_m, norm(v_L), std::atan2(v_L.x, v_L.y),
                                        std::atan2(v_L.z, std::hypot(v_L.x, v_L.y))};
  o.rcs_m2 = {{"any", 1.0}};
  return o;
}

/// Sees it without fail; searches only the elevations at which it is in the first frames; tracks every 50 s.
sense::RadarParams slow_follower(const std::array<double, 2>& fence_rad) {
  sense::RadarParams p;
  p.at = {rig::kSite.lat_rad, rig::kSite.lon_rad, rig::kSite.h_m};
  p.faces = {{0, 25 * rig::kDeg, 120 * rig::kDeg, {3 * rig::kDeg, 80 * rig::kDeg}}};
  p.fence.elevation_rad = fence_rad;
  p.reference_range_m = 2000e3;
  p.reference_snr_db = 30;
  p.max_range_m = 6000e3;
  p.swerling = sense::Swerling::zero;
  p.num_cells = 0;
  p.hold_s = 120;
  p.budget = sense::BudgetParams{};
  p.budget->search.pulse_width_s = 1e-3;
  p.budget->track = p.budget->search;
  p.budget->num_positions = 20;
  p.budget->track_interval_s = 50;
  return p;
}

TEST(RadarTracks, AreNotMissedBetweenTwoDwellsOfALongInterval) {
  const truth::Model model({{"target", falling()}}, rig::orientation(), time_from_s(300));
  const truth::State state = truth::start(model);
  const truth::View view(model, state);
  const sense::Radar geometry(slow_follower({0.1, 0.2}), {}, 7);
  const auto elevation = [&](double t_s) {
    return geometry.look_at(view.state_E({}, time_from_s(t_s)).p).apparent_el_rad;
  };
  const double at_once = elevation(0), soon = elevation(30), later = elevation(250);
  ASSERT_GT(std::abs(later - at_once), std::abs(soon - at_once));
  const double edge = soon, far = at_once + (at_once - soon);
  const sense::RadarParams params = slow_follower({std::min(edge, far), std::max(edge, far)});
  const sense::Radar radar(params, {}, 7, view, time_from_s(300));
  const Draws draws(1, 0);
  auto seen = radar.start(draws);
  const track::Tracker tracker({}, {});
  track::Tracker::State tracks;
  int dwells = 0;
  for (std::int64_t k = 0; k < 28; ++k) {
    const sense::Frame frame = radar.look(seen, k, view, draws);
    if (k > 4) dwells += static_cast<int>(frame.scan.detections.size()); // outside the fence by then
    const sense::Scan* one[] = {&frame.scan};
    const track::Picture p = tracker.assimilate(tracks, frame.scan.end, one, rig::orientation());
    ASSERT_EQ(p.tracks.size(), 1u) << k;
    EXPECT_EQ(p.tracks[0].num_misses, 0u) << k;
  }
  EXPECT_GE(dwells, 4);
  EXPECT_LE(dwells, 5);
  EXPECT_EQ(tracks.next_number, 2u);
}

} // namespace
