// One detection into one estimate: direction first, then range re-linearised, then range rate.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/estimate.hpp"
#include "dewline/track/measurement.hpp"

namespace dewline::track {

/// An updated estimate and how well the detection fitted the prior.
struct Fit {
  Gaussian<6> x_G;
  double nis = 0;            ///< squared innovation in units of its covariance, summed over the parts
  double log_likelihood = 0; ///< log density of the measured (m, u, v [, m/s]), or of (u, v)
  int num_values = 3;        ///< 2 without a range, 3, or 4 with a range rate
};

/// The same of an estimate with drag and biases.
struct EstimateFit {
  Estimate x_G;
  double nis = 0, log_likelihood = 0;
  int num_values = 3;
};

/// Which face measures, and how wrong it may be throughout.
struct Through {
  SensorId sensor;
  std::uint32_t face = 0;
  BiasSigmas sigma;
};

/// Updates a prior that is valid at the detection's instant.
/// 1. (u, v) by an iterated Kalman update; that is all for a line of sight; 2. range, linearised at the result of 1,
/// less the mean sagitta tr(P_across)/2r of the error that is left across the line of sight, with variance
/// range_variance(z); 3. range rate, if there is one. Every covariance update is in Joseph's form. A plain update
/// linearises range at the prior, where the cross-range error is still large: at 2,000 km and 3.8 mrad its mean NEES is
/// 14 instead of 6 (tests/stats/track_consistency.cpp keeps one and shows it).
Fit update(const Gaussian<6>& prior_G, const sense::Detection& z, const Face& face);
/// The same with the face's constant errors as consider states: z = h(x) + b + v, b unknown with the sigmas given; the
/// gain is g/s with g = P h + C e_b, s = h'P h + 2 h'C e_b + var_b + r, C the covariance of state and biases, which the
/// update carries along for every face: C <- C - (g/s)(h'C + cov(b, b_face)). Without sigmas it is the update above.
EstimateFit update(const Estimate& prior_G, const sense::Detection& z, const Face& face, const Through& through);

/// A first estimate from one detection: position from it, velocity that of the turning Earth with
/// sigma_speed_m_s on each axis, then its range rate, if there is one.
Gaussian<6> start_estimate(const sense::Detection& z, const Face& face, double sigma_speed_m_s);

/// The same with drag and the face's biases: they are in the place from the start.
Estimate start_estimate(const sense::Detection& z, const Face& face, double sigma_speed_m_s, const Through& through);

/// The x with prob = P(chi-square of n <= x), n = 2, 3 or 4.
double chi_square_quantile(double prob, int num_values);

} // namespace dewline::track
