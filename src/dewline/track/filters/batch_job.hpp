// What the driver of batch.cpp hands to the kernels of every instruction set.
#pragma once
#include "dewline/track/filters/batch.hpp"

namespace dewline::track::batch {

/// One step on one axis, for eight tracks. 6 states: F = [1 f0; 0 1], Q = q0 q1; q1 q2. 9 states: F = [1 f0 f1; 0 1 f2;
/// 0 0 f3], Q by rows of its upper triangle.
template <std::size_t N>
struct alignas(64) AxisStep {
  static constexpr std::size_t kNumF = N == 6 ? 1 : 4, kNumQ = N == 6 ? 3 : 6;
  double f[kNumF][kLanes];
  double q[kNumQ][kLanes];
};

/// Measured values and standard deviations of eight tracks, rows of eight each; and where their fit goes, or null.
struct PlotRows {
  std::array<const double*, 3> z, sigma;
  double *nis = nullptr, *log_likelihood = nullptr;
  std::uint8_t* taken = nullptr;
};

/// Of the sigma points: standard deviations out, weight of each, weight of the square of the mean's shift.
struct PointWeights {
  double spread, each, shift;
};

/// What is the same for all blocks.
struct Scan {
  Site site;
  PointWeights points;
};

} // namespace dewline::track::batch
