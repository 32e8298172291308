// What a station that hears nothing says of tracks that others hold: nothing.
#include <gtest/gtest.h>

#include <vector>

#include "dewline/sense/surveillance/station.hpp"
#include "dewline/track/tracker.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

constexpr SensorId kRadar{0}, kStation{1};
constexpr int kFrames = 12;

/// Second k of a station that reports once a second, at the radar's site.
sense::Scan second(const sense::Station& station, std::int64_t k, std::vector<sense::Detection> detections = {}) {
  sense::Scan s{kStation, k, time_from_s(static_cast<double>(k)), time_from_s(static_cast<double>(k + 1)),
                station.coverage(), std::move(detections)};
  for (std::uint32_t i = 0; i < s.detections.size(); ++i) s.detections[i].id = {kStation, k, i};
  return s;
}

sense::Station station(sense::Kind kind) { return {rig::kSite, kind, 6000e3, 0.95, 0}; }

track::Picture take(const track::Tracker& tracker, track::Tracker::State& state, const sense::Scan& scan) {
  const sense::Scan* one[] = {&scan};
  return tracker.assimilate(state, scan.end, one, rig::orientation());
}

TEST(SilentStation, CostsNoTrackOfAnotherSensorAnything) {
  for (const sense::Kind kind : {sense::Kind::surveillance, sense::Kind::feed}) {
    const sense::Station silent = station(kind);
    const track::Tracker tracker({}, {});
    track::Tracker::State state;
    for (int frame = 0; frame < kFrames; ++frame) {
      const PosVel x = rig::target(2000e3, 155, seconds(rig::dwell(frame)));
      take(tracker, state, rig::scan(frame, {rig::exact(rig::coverage(), x, rig::dwell(frame), {})}, kRadar));
      for (int s = 10 * frame; s < 10 * frame + 10; ++s) {
        const track::Picture p = take(tracker, state, second(silent, s));
        ASSERT_EQ(p.tracks.size(), 1u) << s;
        EXPECT_EQ(p.tracks[0].num_misses, 0u) << s;
      }
    }
    EXPECT_EQ(state.tracks.at(0).about.status, track::Status::confirmed);
    EXPECT_EQ(state.next_number, 2u); // it was one track all the time
  }
}

TEST(SilentStation, MissesWhatItReportedItself) {
  const sense::Station heard = station(sense::Kind::feed);
  const track::Tracker tracker({}, {});
  track::Tracker::State state;
  for (int s = 0; s < 10; ++s) {
    const Time at = time_from_s(s + 0.5);
    const PosVel x_E = rig::orientation().to_E(rig::target(2000e3, 155, s + 0.5), at);
    sense::Detection z = heard.detection(x_E.p, 50);
    z.valid = at;
    const track::Picture p = take(tracker, state, second(heard, s, {z}));
    ASSERT_EQ(p.tracks.size(), 1u);
    EXPECT_EQ(p.tracks[0].num_misses, 0u);
  }
  EXPECT_EQ(take(tracker, state, second(heard, 10)).tracks.at(0).num_misses, 1u);
  EXPECT_EQ(take(tracker, state, second(heard, 11)).tracks.at(0).num_misses, 2u);
}

} // namespace
