// What a glide does to the warning time of a radar: the table of docs/models/boost-glide.md.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "truth/support_truth.hpp"

namespace {
using namespace support;

/// When a radar at the point of impact can first see it above 3 deg, before the impact [s].
double warning_s(const truth::Flight& f) {
  const earth::Geodetic site = milestone(f, "impact").where;
  const auto above = [&](double t) { return earth::az_el_range(site, f.path.at(time_from_s(t)).p).el_rad - 3 * kDeg; };
  const double end = seconds(f.path.end()), begin = seconds(f.path.begin());
  for (double t = begin; t < end; t += 1)
    if (above(t) >= 0) return end - (t == begin ? t : orbit::find_root(above, t - 1, t));
  return 0;
}

/// The same distance flown by a glide and by the arc of least energy: a radar at the target sees the glider minutes later.
TEST(Glide, ARadarAtTheTargetSeesAGliderMinutesLater) {
  for (const double speed_m_s : {4000.0, 5000.0, 6000.0, 6600.0}) {
    truth::ObjectParams o = object_at(50, 20);
    o.arc.emplace().burnout = {50 * kDeg, 20 * kDeg, 80e3, speed_m_s, 60 * kDeg, 3 * kDeg};
    o.glide.emplace().lift_to_drag = 2.6;
    o.glide->ballistic_coefficient_kg_m2 = 13000;
    o.glide->pull_up_ballistic_coefficient_kg_m2 = 1400;
    const auto glide = flight_of(o);
    const auto to = milestone(glide, "impact").where;
    truth::ObjectParams b = object_at(50, 20);
    b.arc.emplace().impact = earth::PlaceParams{to.lat_rad, to.lon_rad, 0};
    b.ballistic_coefficient_kg_m2 = 13000;
    const auto arc = flight_of(b);
    const double distance = earth::course(truth::launch_place(o), to).distance_m / 1e3;
    const double seen_glide = warning_s(glide) / 60, seen_arc = warning_s(arc) / 60;
    std::printf("  %6.0f km: arc %4.1f min, top %4.0f km, seen %4.1f min before; glide %4.1f min, top %3.0f km, seen %4.1f min "
                "before: %.1f min later\n", distance, seconds(arc.path.end() - arc.path.begin()) / 60,
                milestone(arc, "apogee").where.h_m / 1e3, seen_arc, seconds(glide.path.end() - glide.path.begin()) / 60,
                milestone(glide, "apogee").where.h_m / 1e3, seen_glide, seen_arc - seen_glide);
    EXPECT_LT(seen_glide, 6);
    EXPECT_GT(seen_arc - seen_glide, 3);
  }
}

} // namespace
