// The posterior Cramer-Rao lower bound of a ballistic target: what no unbiased filter can do better than.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/track/measurement.hpp"

namespace dewline::record {

/// Standard deviations of one detection's errors.
struct MeasurementNoise {
  double sigma_range_m = 0, sigma_u = 0, sigma_v = 0;
  double sigma_range_rate_m_s = 0; ///< 0: not measured
};

/// Recursion of the Fisher information J of (position, velocity) in G along a known true trajectory:
///   over a span:       M = F^-T J F^-1,  J <- M (I + Q M)^-1  (= (F J^-1 F' + Q)^-1, also where J is
///   singular) at a measurement:  J <- J + H' R^-1 H
/// with F of track/motion.hpp and H of track/measurement.hpp, both at the truth. That is the recursion of
/// Tichavsky, Muravchik and Nehorai (1998), general knowledge (the paper was not opened), with its
/// expectations replaced by their values on one nominal trajectory: exact without process noise, usual
/// practice with it.
class BallisticBound {
 public:
  /// At the first instant: what is known of x_G beforehand, as information (0: nothing).
  BallisticBound(const PosVel& truth_G, const MatNM<6>& information);

  /// On to dt_s later; the truth coasts, white acceleration of psd_m2_s3 (each axis) is what the filter must
  /// allow for.
  void advance(double dt_s, double psd_m2_s3);
  /// A detection of the truth at this instant.
  void take(const track::Face& face, const MeasurementNoise& noise);

  [[nodiscard]] const PosVel& truth_G() const { return truth_G_; }
  [[nodiscard]] const MatNM<6>& information() const { return information_; }
  /// J^-1: no unbiased estimate has a smaller covariance. Throws ContractError while J is singular.
  [[nodiscard]] MatNM<6> covariance() const;

 private:
  PosVel truth_G_;
  MatNM<6> information_;
};

/// Root of the trace of the position and of the velocity block.
double position_bound_m(const MatNM<6>& covariance);
double velocity_bound_m_s(const MatNM<6>& covariance);

} // namespace dewline::record
