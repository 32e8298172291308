// The night of 1983 through the whole sensor: an orbit that fits (docs/models/glint.md), five stated glints.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/infrared/glint.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"
#include "sense/overhead.hpp"

namespace dewline::sense {
namespace {

const earth::Orientation& that_night() {
  static const earth::Orientation o(earth::parse_utc("1983-09-25T20:15:00Z"));
  return o;
}

/// Node 210 deg, mean anomaly 100 deg at 20:15 UTC; the rest as the type oko-like has it.
InfraredParams oko() {
  InfraredParams p;
  p.orbit.perigee_m = 600e3, p.orbit.apogee_m = 39.7e6, p.orbit.inclination_rad = 63 * kDegree;
  p.orbit.raan_rad = 210 * kDegree, p.orbit.arg_perigee_rad = 316 * kDegree;
  p.orbit.mean_anomaly_rad = 100 * kDegree;
  p.scan_period_s = 10;
  p.working_height_m = 20e6;
  p.background = Background::space;
  p.limb_exclusion_m = 10e3;
  p.threshold_W_sr = 5e4, p.threshold_range_m = 38e6;
  p.resolution_rad = 1e-4, p.line_of_sight_error_rad = 3e-5;
  p.frames_to_declare = 3;
  p.num_cells = 0;
  return p;
}

constexpr Time kEnd = time_from_s(1200);

TEST(Oko1983, TheOrbitGrazesTheFieldsAndMeetsForwardScatter) {
  const Infrared oko1(oko(), {}, 1, that_night(), kEnd);
  const Vec3 cloud = earth::ecef({47.5 * kDegree, -111.2 * kDegree, 11e3});
  const auto g = glint_geometry(cloud, oko1.state_E({}).p, oko1.sun_E({}));
  EXPECT_NEAR(g.view_el_rad / kDegree, 4.4, 0.1);
  EXPECT_NEAR(g.scattering_rad / kDegree, 44.4, 0.1);
  EXPECT_NEAR(g.sun_el_rad / kDegree, 39.6, 0.7);
}

TEST(Oko1983, AMissileFromTheFieldsStandsAgainstTheSkyFromThirtyKilometresUp) {
  Sky sky;
  sky.add("minuteman", 47.5, -111.2, 800, {{0, 1e6}, {180, 0}});
  auto p = oko();
  p.cloud.cover = 0;
  const Infrared oko1(p, {}, 1, that_night(), sky.view(), kEnd);
  ASSERT_EQ(oko1.windows().size(), 1u);
  const Window& w = oko1.windows()[0];
  EXPECT_EQ(w.opened_by, Limit::limb);
  const Vec3 p_E = sky.model.objects[0].state_E(seconds(w.begin)).p;
  EXPECT_NEAR(orbit::radial_height(p_E), 29e3, 4e3);
  EXPECT_NEAR(passage(oko1.state_E(w.begin).p, p_E).height_m, 10e3, 5);
  EXPECT_EQ(w.closed_by, Limit::fire);
}

TEST(Oko1983, FiveStatedGlintsAreFiveClustersOfReportsWithoutAnObject) {
  auto p = oko();
  for (int i = 0; i < 5; ++i)
    p.events.push_back(
        {Cause::glint, {(47.1 + 0.2 * i) * kDegree, (-112 + 0.4 * i) * kDegree, 11e3}, 60.0 * i, 150, 3e5});
  const Infrared oko1(p, {}, 1, that_night(), kEnd);
  auto state = oko1.start(Draws(1, 0));
  const Sky nothing;
  std::set<int> places;
  int first = -1, reports = 0;
  for (int k = 0; k < 60; ++k) {
    const Frame frame = oko1.look(state, k, nothing.view(), Draws(1, 0));
    for (std::size_t i = 0; i < frame.labels.size(); ++i) {
      EXPECT_TRUE(frame.labels[i].objects.empty());
      EXPECT_EQ(frame.labels[i].cause, Cause::glint);
      if (first < 0) first = k;
      ++reports;
      const Detection& d = frame.scan.detections[i];
      for (int e = 0; e < 5; ++e) {
        const Vec3 to_E = earth::ecef({p.events[static_cast<std::size_t>(e)].at.lat_rad,
                                       p.events[static_cast<std::size_t>(e)].at.lon_rad, 11e3});
        const Vec3 d_S = frame.scan.coverage[0].R_SE * unit(to_E - oko1.state_E(d.valid).p);
        if (std::hypot(d.u - d_S.x, d.v - d_S.y) < 5 * d.sigma_u) places.insert(e);
      }
    }
  }
  EXPECT_EQ(places.size(), 5u);
  EXPECT_TRUE(first == 2 || first == 3); // three scans in a row
  EXPECT_NEAR(reports, 73, 2); // fifteen scans each; two withheld of the first, the others stand in its gate
}

} // namespace
} // namespace dewline::sense
