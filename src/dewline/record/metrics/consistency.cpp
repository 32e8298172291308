#include "dewline/record/metrics/consistency.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/base/matrix.hpp"

namespace dewline::record {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The error's square over N axes of position and as many of velocity.
template <std::size_t N>
double normalised(const PosVel& error, const MatNM<6>& P) {
  VecN<2 * N> e;
  MatNM<2 * N> S;
  const auto axis = [](std::size_t i) { return i < N ? i : i - N + 3; };
  for (std::size_t i = 0; i < 2 * N; ++i) {
    e[i] = i < N ? error.p[i] : error.v[i - N];
    for (std::size_t j = 0; j < 2 * N; ++j) S(i, j) = P(axis(i), axis(j));
  }
  symmetrise(S);
  const Cholesky<2 * N> factor(S);
  return factor.ok ? factor.mahalanobis2(e) : kNaN;
}

} // namespace

Interval chi_square_band(double prob, double dof, std::int64_t num_samples) {
  DW_CHECK(prob > 0 && prob < 1 && dof >= 1 && num_samples >= 1);
  const auto n = static_cast<double>(num_samples);
  const boost::math::chi_squared_distribution<double> chi2(n * dof);
  return {quantile(chi2, (1 - prob) / 2) / n, quantile(complement(chi2, (1 - prob) / 2)) / n};
}

double nees(const PosVel& x, const MatNM<6>& P, const PosVel& truth, int num_axes) {
  DW_CHECK(num_axes == 2 || num_axes == 3);
  const PosVel error{x.p - truth.p, x.v - truth.v};
  return num_axes == 2 ? normalised<2>(error, P) : normalised<3>(error, P);
}

Consistency consistency(std::span<const double> normalised_squares, double dof) {
  Consistency c;
  c.dof = dof;
  c.mean = c.share_in_95 = c.band95.low = c.band95.high = kNaN;
  const Interval one = chi_square_band(0.95, dof, 1);
  double sum = 0, inside = 0;
  for (const double x : normalised_squares) {
    if (std::isnan(x)) {
      ++c.num_singular;
      continue;
    }
    ++c.num_samples;
    sum += x;
    inside += one.holds(x);
  }
  if (c.num_samples == 0) return c;
  c.mean = sum / static_cast<double>(c.num_samples);
  c.share_in_95 = inside / static_cast<double>(c.num_samples);
  c.band95 = chi_square_band(0.95, dof, c.num_samples);
  return c;
}

} // namespace dewline::record
