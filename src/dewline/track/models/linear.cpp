#include "dewline/track/models/linear.hpp"

#include "dewline/base/check.hpp"

namespace dewline::track {
namespace {

constexpr double kSeriesBelow = 0.25; ///< of dt/tau
constexpr int kTerms = 16;             ///< the first that is left out is below 1e-14 of the sum

/// With x = dt/tau: the responses to a unit acceleration, after tau and tau^2 are taken out:
/// speed 1 - e^-x and way x - 1 + e^-x.
struct Response {
  double hold, speed, way;
};
Response response(double x) {
  const double speed = -std::expm1(-x);
  if (x >= kSeriesBelow) return {1 - speed, speed, x - speed};
  double way = 0, term = -x;
  for (int k = 2; k <= kTerms; ++k) way += term *= -x / k;
  return {1 - speed, speed, way};
}

/// Integrals over the step of products of responses, in units of tau: way^2, way speed, speed^2, way hold,
/// speed hold, hold^2.
struct Products {
  double ww, ws, ss, wh, sh, hh;
};
Products closed(double x) {
  const double e = std::exp(-x), e2 = e * e, one = 1 - e, two = (1 - e2) / 2;
  const double xe = 1 - e - x * e; // integral of x e^-x
  const double ss = x - 2 * one + two;
  const double sh = one - two, hh = two;
  const double wh = xe - one + two;                        // (x - 1 + e) e
  const double ws = x * x / 2 - x + one - xe + one - two; // (x - 1 + e)(1 - e)
  const double ww = x * x * x / 3 - x * x + 2 * xe + x - 2 * one + two;
  return {ww, ws, ss, wh, sh, hh};
}

/// The same by powers of x: the responses' own series, multiplied and integrated term by term.
Products series(double x) {
  std::array<double, kTerms> way{}, speed{}, hold{};
  double c = 1; // (-1)^k / k!
  for (int k = 0; k < kTerms; ++k, c /= -k) {
    const auto at = static_cast<std::size_t>(k);
    hold[at] = c;
    if (k > 0) speed[at] = -c;
    if (k > 1) way[at] = c;
  }
  const auto integral = [x](const auto& a, const auto& b) {
    double sum = 0, power = x;
    for (std::size_t n = 0; n < kTerms; ++n, power *= x) {
      double product = 0;
      for (std::size_t k = 0; k <= n; ++k) product += a[k] * b[n - k];
      sum += product * power / static_cast<double>(n + 1);
    }
    return sum;
  };
  return {integral(way, way),  integral(way, speed),  integral(speed, speed),
          integral(way, hold), integral(speed, hold), integral(hold, hold)};
}

} // namespace

SingerStep singer_step(double sigma, double tau, double dt) {
  DW_CHECK(sigma >= 0 && tau > 0 && dt >= 0);
  const double x = dt / tau, q = 2 * sigma * sigma; // density 2 sigma^2/tau, times tau of the integral
  const Response r = response(x);
  const Products p = x < kSeriesBelow ? series(x) : closed(x);
  const double ws = q * tau * tau * tau * p.ws, wh = q * tau * tau * p.wh, sh = q * tau * p.sh;
  return {{{1, dt, tau * tau * r.way, 0, 1, tau * r.speed, 0, 0, r.hold}},
          {{q * tau * tau * tau * tau * p.ww, ws, wh, ws, q * tau * tau * p.ss, sh, wh, sh, q * p.hh}}};
}

} // namespace dewline::track
