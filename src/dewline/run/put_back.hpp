// Tracks of another tracker put back into the chain, in the place of a centre's own: what a tracker is worth.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dewline/record/tables.hpp"
#include "dewline/run/model.hpp"

namespace dewline::run {

/// One row of a file of tracks.
struct ForeignState {
  std::uint32_t track = 0;               ///< its number, from 1
  Time time{};                           ///< the estimate's instant
  std::optional<Time> known;             ///< when the centre has it; nothing: see put_back
  PosVel x;                              ///< in the axes of PutBack::frame
  std::optional<MatNM<6>> cov;           ///< of (p, v) in the same axes; nothing: as below
  track::Motion motion = track::Motion::ballistic;
  std::optional<std::uint32_t> num_updates; ///< detections in the track; nothing: one a row
};
/// What a row without covariance is taken to have, each axis: assumptions (0.1 to 10 times as much is usual).
inline constexpr double kSigmaPosition_m = 1000, kSigmaSpeed_m_s = 50;

struct PutBack {
  std::string centre;
  std::string frame = "earth-fixed"; ///< or `inertial` (GCRF), or a sensor: east, north, up at its site
  double end_after_s = 60;           ///< a track whose last row is older has ended
  std::vector<ForeignState> states;
};
/// What became of the rows.
struct PutBackNews {
  std::size_t num_rows = 0, num_tracks = 0;
  std::size_t num_updates = 0;  ///< rows that add a detection to their track ...
  std::size_t num_matched = 0;  ///< ... and for how many the run has one that fits
  std::size_t num_assumed = 0;  ///< rows without covariance
};

/// The run's model, but the centre's picture is made of these tracks (track/foreign.hpp). A row says nothing
/// of detections: to each row that adds one to its track, the run's nearest detection at this centre is given
/// that no other row has, that was made less than 30 s before or 10 s after the row's time, and that lies
/// within 1 km plus five standard deviations of track and detection together (of a line of sight: the
/// distance from the line). By them the ledger knows which object a track is of, and rules which kinds of
/// sensor have seen it. Where a file does not say when a row was known, that is its time, or when its
/// detection reached the centre if that is later. Throws std::invalid_argument that names a centre or frame
/// which the run does not have, or a state that is no place outside the Earth (a wrong frame).
std::unique_ptr<const Model> put_back(const Scenario& scenario, const record::RunTables& run,
                                      const PutBack& request, PutBackNews& news);

/// The number of a recorded run among the repeats of its seed: 0 unless it says otherwise.
std::uint64_t number_of(const record::RunTables& run);

} // namespace dewline::run
