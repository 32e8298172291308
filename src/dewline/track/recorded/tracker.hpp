// The tracker on recorded detections: scans in, in order of time; confirmed tracks out, as known at each scan.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "dewline/track/recorded/params.hpp"
#include "dewline/track/recorded/plot.hpp"

namespace dewline::track::recorded {

/// A confirmed track at a scan.
struct Estimate {
  std::uint32_t track_id = 0;
  Gaussian<6> x_L; ///< position [m] and velocity [m/s] relative to the ground, in the axes of the tracker
  double prob_exists = 1;
  std::uint32_t num_updates = 0, num_misses = 0; ///< in all, and in a row
};

/// What a detection did: a track was updated by it with this probability.
struct Association {
  std::uint32_t track_id = 0, row = 0;
  double probability = 1;
  double nis = 0; ///< squared innovation in units of its covariance
};

/// What one scan gave.
struct Result {
  Time time{};
  std::vector<Estimate> tracks;           ///< in order of their numbers
  std::vector<Association> associations;  ///< in order of tracks and rows; of confirmed and of tentative tracks
};

/// What was left out and why.
struct Counters {
  std::uint64_t num_scans = 0, num_plots = 0;
  std::uint64_t num_out_of_order = 0;  ///< scans older than the newest: left out
  std::uint64_t num_bad_plots = 0;     ///< not finite or out of range: left out
  std::uint64_t num_repeated_plots = 0; ///< the same values twice in a scan: one is left out
  std::uint64_t num_singular = 0;      ///< updates left out because a covariance was not positive definite
  std::uint64_t num_started = 0, num_confirmed = 0, num_ended = 0;
};

/// Multi-target tracker with probabilities of existence. Model page: docs/models/recorded-tracking.md.
/// The order of plots within a scan changes nothing but the numbers of tracks that start in the same scan ... not even
/// those: plots are sorted by measured value.
class Tracker {
 public:
  /// Throws ContractError if `check` finds a problem.
  explicit Tracker(const Params& params);
  Tracker(const Tracker& other);
  Tracker& operator=(Tracker other) noexcept;
  Tracker(Tracker&&) noexcept;
  ~Tracker();

  /// Takes in one scan; `result` is overwritten (its memory is kept).
  void feed(const Scan& scan, Result& result);
  [[nodiscard]] const Counters& counters() const;
  [[nodiscard]] const Params& params() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace dewline::track::recorded
