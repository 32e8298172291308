// Filters of many tracks at once: the fast kernels. ekf.hpp and ukf.hpp have the readable ones, one track each.
// Model page: docs/models/filters.md.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

#include "dewline/base/lanes_targets.hpp"
#include "dewline/track/filters/ukf.hpp"
#include "dewline/track/models/linear.hpp"

namespace dewline::track {

/// Tracks of N = 6 or 9 states (position, velocity, acceleration [m, s] in three axes), eight abreast: a block holds one
/// row of eight numbers for each state and for each of the N (N + 1)/2 values of the symmetric covariance. Up to about
/// 2,000 tracks stay in a core's own cache; of more, do all scans of one batch before the next.
template <std::size_t N>
class TrackBatch {
 public:
  static_assert(N == 6 || N == 9);
  static constexpr std::size_t kNumCov = N * (N + 1) / 2, kNumRows = N + kNumCov;
  struct alignas(64) Block {
    double row[kNumRows][kLanes];
  };
  /// The row of the covariance of states i and j.
  static constexpr std::size_t cov_row(std::size_t i, std::size_t j) {
    const std::size_t low = i < j ? i : j, high = i < j ? j : i;
    return N + low * (2 * N - low - 1) / 2 + high;
  }

  /// All at 0 with unit covariance.
  explicit TrackBatch(std::size_t size);
  [[nodiscard]] std::size_t size() const { return size_; }
  /// i < size, else ContractError. Of the covariance the upper triangle is read.
  void set(std::size_t i, const Gaussian<N>& x);
  [[nodiscard]] Gaussian<N> operator[](std::size_t i) const;
  /// Whole blocks; what is behind the last track means nothing.
  [[nodiscard]] std::span<Block> blocks() { return blocks_; }

 private:
  std::size_t size_;
  std::vector<Block> blocks_;
};
using TrackBatch6 = TrackBatch<6>;
using TrackBatch9 = TrackBatch<9>;

/// The motions that the kernels know: constant velocity for six states, constant acceleration and Singer's for nine.
template <std::size_t N>
using BatchMotion = std::conditional_t<N == 6, std::variant<ConstantVelocity<3>>,
                                       std::variant<ConstantAcceleration<3>, Singer<3>>>;

/// One detection of each track, as columns as long as the tracks; standard deviations: one for all or one each. A NaN in
/// any of a track's numbers is a miss: the track is predicted only. `site` as in RangeAzimuthElevation; azimuths of any
/// turn within 1e6 rad, elevations within a quarter turn.
struct BatchPlots {
  Site site;
  std::span<const double> range_m, az_rad, el_rad;
  std::span<const double> sigma_range_m, sigma_az_rad, sigma_el_rad;
};

/// Where to put how the measurements fitted, columns as long as the tracks; an empty one is not wanted. A track without
/// a detection, or whose innovation has no positive definite covariance, keeps its prediction: taken 0, the others NaN.
struct BatchFit {
  std::span<double> nis, log_likelihood;
  std::span<std::uint8_t> taken;
};

// What all kernels share. The widest instructions of the machine; the same bits for every width, every number of tracks
// and every place in the batch (test_track Batch). dt_s >= 0: one for all tracks or one each. Singer's step is worked
// out anew only where dt_s changes from one track to the next. No allocation. ContractError for columns of other lengths
// and negative or NaN dt_s. N is 6 or 9.
//
// They are the filters of ekf.hpp and ukf.hpp with ConstantVelocity, ConstantAcceleration or Singer and
// RangeAzimuthElevation: within 1e-9 (EKF) and 1e-8 (UKF) standard deviations where those are as exact, and no less
// exact than they are where priors are ill-conditioned (test_track Batch). The problem's structure is used:
// - The motion does not mix axes. It is linear, so the sigma points' prediction is the Kalman filter's, by which it is
//   replaced.
// - EKF: in axes E along and across the line of sight, in metres, S = E Ppp E' + D with D diagonal. What touches the
//   position is the gain times the noise, P E' S^-1 D E, without any difference of large numbers, so Joseph's form is not
//   needed; the rest is P - K G', G = P E'.
// - UKF: of the 2 N + 1 points only those of the first three columns of P's Cholesky root, and the middle, stand at
//   different places. So the root of the position's covariance alone is taken; that the whole P is positive is not
//   checked. Points' angles are formed as differences from the middle's.
// Multiply-adds are fused, the same on every machine; where there is no such instruction (x86 before 2013) that is slow.
// On the sensor's own vertical axis (x = y = 0) the EKF uses range alone, as ekf.hpp does.
template <std::size_t N>
void predict(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s);
template <std::size_t N>
void ekf_update(TrackBatch<N>& tracks, const BatchPlots& plots, const BatchFit& fit = {});
template <std::size_t N>
void ukf_update(TrackBatch<N>& tracks, const BatchPlots& plots, const Unscented& points = Unscented::usual(N),
                const BatchFit& fit = {});

/// Prediction and update in one pass over the tracks.
template <std::size_t N>
void ekf_cycle(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s,
               const BatchPlots& plots, const BatchFit& fit = {});
template <std::size_t N>
void ukf_cycle(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s,
               const BatchPlots& plots, const Unscented& points = Unscented::usual(N), const BatchFit& fit = {});

} // namespace dewline::track
