// Two estimates into one: when nothing is known of how their errors hang together, and when they do not.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>

#include "dewline/base/matrix.hpp"

namespace dewline::track {

/// What an intersection makes small. The determinant knows no units; the trace adds m^2 and m^2/s^2 as they
/// are.
enum class Smallest { determinant, trace };

/// In standard deviations, relative, of each component on average.
inline constexpr double kAsSure = 0.01;

template <std::size_t N>
struct Intersection {
  Gaussian<N> x;
  double weight = 1; ///< of the first
};

/// P^-1 = A^-1 + B^-1, P^-1 x = A^-1 a + B^-1 b: the information form. Right only for independent errors.
/// Nothing if a covariance is not positive definite.
template <std::size_t N>
std::optional<Gaussian<N>> fuse_independent(const Gaussian<N>& a, const Gaussian<N>& b);

/// Covariance intersection: P^-1 = w A^-1 + (1 - w) B^-1 with the mean to match; never surer than it may be,
/// whatever the correlation of the errors, for each w in [0, 1] (textbook, general knowledge; laws in
/// tests/track/fusion.cpp). w is found by golden section to 1e-6: log det P and tr P are convex in w. Two
/// that are about as sure (the half-way P is within kAsSure of the smallest) are taken half and half: a
/// covariance depends a little on the values measured, and whoever always takes the surer of two equals takes
/// the one that errs towards sureness (20 rounds of three centres: mean NEES 11 instead of 6, test Triangle).
/// If an end is the smallest, that estimate is returned bit for bit. Nothing if a covariance is not positive
/// definite.
template <std::size_t N>
std::optional<Intersection<N>> intersect(const Gaussian<N>& a, const Gaussian<N>& b, Smallest smallest);

namespace intersection_detail {

template <std::size_t N>
std::optional<MatNM<N>> inverse(const MatNM<N>& P) {
  const Cholesky<N> factor(P);
  if (!factor.ok) return {};
  return factor.inverse();
}
/// P = (wa A^-1 + wb B^-1)^-1, x = a + P wb B^-1 (b - a): from the difference, since places are 1e6 times
/// larger than what they differ by, and an information vector would lose that in rounding.
template <std::size_t N>
std::optional<Gaussian<N>> weighted(double wa, const MatNM<N>& Ya, double wb, const MatNM<N>& Yb,
                                    const VecN<N>& b_minus_a) {
  const Cholesky<N> factor(wa * Ya + wb * Yb);
  if (!factor.ok) return {};
  return Gaussian<N>{factor.solve(scaled(wb, Yb * b_minus_a)), factor.inverse()};
}
/// log det P, or log tr P.
template <std::size_t N>
double size(const MatNM<N>& information, Smallest smallest) {
  const Cholesky<N> factor(information);
  if (!factor.ok) return HUGE_VAL;
  if (smallest == Smallest::determinant) return -factor.log_det();
  const MatNM<N> P = factor.inverse();
  double trace = 0;
  for (std::size_t i = 0; i < N; ++i) trace += P(i, i);
  return std::log(trace);
}

/// f = log det P or log tr P may be so much above its smallest.
template <std::size_t N>
double as_sure(Smallest smallest) {
  return 2 * kAsSure * (smallest == Smallest::determinant ? N : 1);
}

/// Where f is smallest in [0, 1], convex; by golden section.
template <class F>
double golden(F&& f) {
  const double g = 0.6180339887498949;
  double low = 0, high = 1, a = 1 - g, b = g, fa = f(a), fb = f(b);
  while (high - low > 1e-6) {
    if (fa <= fb) {
      high = b, b = a, fb = fa, a = high - g * (high - low), fa = f(a);
    } else {
      low = a, a = b, fa = fb, b = low + g * (high - low), fb = f(b);
    }
  }
  return 0.5 * (low + high);
}

/// Of order one instead of metres and m/s, whose squares differ by 1e6.
template <std::size_t N>
VecN<N> scales(const Gaussian<N>& a, const Gaussian<N>& b) {
  VecN<N> s;
  for (std::size_t i = 0; i < N; ++i) s[i] = std::sqrt(std::min(a.cov(i, i), b.cov(i, i)));
  return s;
}
/// s_i s_j P_ij
template <std::size_t N>
MatNM<N> rescaled(MatNM<N> P, const VecN<N>& s) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) P(i, j) *= s[i] * s[j];
  return P;
}
template <std::size_t N>
VecN<N> inverted(VecN<N> s) {
  for (double& x : s) x = 1 / x;
  return s;
}
/// a + the fused difference, back in its units.
template <std::size_t N>
Gaussian<N> moved(const Gaussian<N>& a, const Gaussian<N>& off, const VecN<N>& s) {
  Gaussian<N> x{a.mean, rescaled(off.cov, s)};
  for (std::size_t i = 0; i < N; ++i) x.mean[i] += s[i] * off.mean[i];
  return x;
}
template <std::size_t N>
VecN<N> difference(const Gaussian<N>& a, const Gaussian<N>& b, const VecN<N>& s) {
  VecN<N> d = minus(b.mean, a.mean);
  for (std::size_t i = 0; i < N; ++i) d[i] /= s[i];
  return d;
}

} // namespace intersection_detail

template <std::size_t N>
std::optional<Gaussian<N>> fuse_independent(const Gaussian<N>& a, const Gaussian<N>& b) {
  namespace d = intersection_detail;
  const VecN<N> s = d::scales(a, b), by = d::inverted(s);
  const auto Ya = d::inverse(d::rescaled(a.cov, by)), Yb = d::inverse(d::rescaled(b.cov, by));
  if (!Ya || !Yb) return {};
  const auto off = d::weighted(1, *Ya, 1, *Yb, d::difference(a, b, s));
  if (!off) return {};
  return d::moved(a, *off, s);
}

template <std::size_t N>
std::optional<Intersection<N>> intersect(const Gaussian<N>& a, const Gaussian<N>& b, Smallest smallest) {
  namespace d = intersection_detail;
  VecN<N> s = d::scales(a, b);
  if (smallest == Smallest::trace) s.fill(1);
  const VecN<N> by = d::inverted(s);
  const auto Ya = d::inverse(d::rescaled(a.cov, by)), Yb = d::inverse(d::rescaled(b.cov, by));
  if (!Ya || !Yb) return {};
  const auto size = [&](double w) { return d::size(w * *Ya + (1 - w) * *Yb, smallest); };
  double w = d::golden(size);
  const double smallest_size = std::min({size(0), size(w), size(1)});
  if (size(0.5) <= smallest_size + d::as_sure<N>(smallest))
    w = 0.5;
  else if (size(1) == smallest_size)
    return Intersection<N>{a, 1};
  else if (size(0) == smallest_size)
    return Intersection<N>{b, 0};
  const auto off = d::weighted(w, *Ya, 1 - w, *Yb, d::difference(a, b, s));
  if (!off) return {};
  return Intersection<N>{d::moved(a, *off, s), w};
}

} // namespace dewline::track
