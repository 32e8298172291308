// Is a covariance honest? NEES and NIS against the chi-square distribution.
#pragma once
#include <cstdint>
#include <span>

#include "dewline/base/vec.hpp"

namespace dewline::record {

struct Interval {
  double low = 0, high = 0;
  [[nodiscard]] bool holds(double x) const { return low <= x && x <= high; }
};

/// Where the mean of num_samples independent chi-square variables of `dof` degrees of freedom lies with
/// probability `prob`, equal tails: chi2^-1((1 -+ prob) / 2; n dof) / n. Samples of one run are correlated:
/// count runs then. Throws ContractError unless 0 < prob < 1, dof and num_samples >= 1.
Interval chi_square_band(double prob, double dof, std::int64_t num_samples);

/// (x - truth)' P^-1 (x - truth) over the first num_axes (2 or 3) axes of position and velocity, 2 num_axes
/// degrees of freedom; NaN if P is not positive definite.
double nees(const PosVel& x, const MatNM<6>& P, const PosVel& truth, int num_axes = 3);

/// Mean of normalised squared errors and where it should be.
struct Consistency {
  std::int64_t num_samples = 0;
  std::int64_t num_singular = 0; ///< NaN: covariances that were not positive definite; left out
  double dof = 0;
  double mean = 0;        ///< dof is best; NaN without samples
  double share_in_95 = 0; ///< of samples in the 95 % interval of one chi-square variable
  Interval band95; ///< of the mean, as if samples were independent (those of one track are not: too narrow)
};
Consistency consistency(std::span<const double> normalised_squares, double dof);

} // namespace dewline::record
