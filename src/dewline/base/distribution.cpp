#include "dewline/base/distribution.hpp"

#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

double triangular(const std::array<double, 3>& p, double u) {
  const auto [low, mode, high] = p;
  DW_CHECK(low <= mode && mode <= high);
  if (low == high) return low;
  const double split = (mode - low) / (high - low);
  return u < split ? low + std::sqrt(u * (high - low) * (mode - low))
                   : high - std::sqrt((1 - u) * (high - low) * (high - mode));
}

double polynomial(const std::array<double, 8>& c, double x) {
  double sum = 0;
  for (std::size_t i = c.size(); i-- > 0;) sum = sum * x + c[i];
  return sum;
}

// Wichura's coefficients, lowest power first: numerator and denominator of each of the three regions.
constexpr std::array kCentre = {
    std::array{3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
               45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727},
    std::array{1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
               21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610}};
constexpr std::array kMiddle = {
    std::array{1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
               1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833,
               7.74545014278341407640e-4},
    std::array{1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
               0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4,
               1.05075007164441684324e-9}};
constexpr std::array kTail = {
    std::array{6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
               0.296560571828504891230, 0.0265321895265761230930, 1.24266094738807843860e-3,
               2.71155556874348757815e-5, 2.01033439929228813265e-7},
    std::array{1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
               7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
               2.04426310338993978564e-15}};

double ratio(const std::array<std::array<double, 8>, 2>& c, double x) {
  return polynomial(c[0], x) / polynomial(c[1], x);
}

} // namespace

double normal_quantile(double u) {
  DW_CHECK(u > 0 && u < 1);
  const double q = u - 0.5;
  if (std::abs(q) <= 0.425) return q * ratio(kCentre, 0.180625 - q * q);
  const double r = std::sqrt(-std::log(q < 0 ? u : 1 - u));
  const double z = r <= 5 ? ratio(kMiddle, r - 1.6) : ratio(kTail, r - 5);
  return q < 0 ? -z : z;
}

double quantile(const Delay& delay, double u) {
  if (delay.shape == Shape::fixed) return delay.p[0];
  DW_CHECK(u > 0 && u < 1);
  switch (delay.shape) {
    case Shape::uniform: return delay.p[0] + u * (delay.p[1] - delay.p[0]);
    case Shape::triangular: return triangular(delay.p, u);
    case Shape::lognormal: return delay.p[0] * std::exp(delay.p[1] * normal_quantile(u));
    case Shape::fixed: break;
  }
  return delay.p[0];
}

} // namespace dewline
