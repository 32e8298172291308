#include "dewline/catalog/set_error.hpp"

#include <cmath>

#include "dewline/earth/gravity.hpp"

namespace dewline::catalog {
namespace {

/// P += sigma^2 d d^T.
void add(MatNM<6>& P, const PosVel& d, double sigma) {
  const double w[6] = {d.p.x, d.p.y, d.p.z, d.v.x, d.v.y, d.v.z};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) P(i, j) += sigma * sigma * w[i] * w[j];
}

} // namespace

double dragged_m(const orbit::Sgp4& satellite, double minutes) {
  const auto& k = satellite.near();
  const auto& c = satellite.constants();
  const double a_m = std::pow(c.xke / k.no, 2. / 3) * c.radius_km * 1e3;
  return a_m * k.no * k.t2cof * minutes * minutes;
}

MatNM<6> set_covariance(const CatalogueParams& params, const PosVel& x, double age_s, double dragged_m) {
  const double r = norm(x.p), v = norm(x.v), age = std::abs(age_s);
  const Vec3 up = x.p / r, across = unit(cross(x.p, x.v)), along = cross(across, up);
  const double rate = norm(cross(x.p, x.v)) / (r * r);
  const double sigma_up = params.sigma_radial_m + params.drift_across_m_s * age;
  const double sigma_across = params.sigma_cross_track_m + params.drift_across_m_s * age;
  const double sigma_along =
      std::hypot(params.sigma_in_track_m + params.drift_in_track_m_s * age, params.drag_share * dragged_m);
  MatNM<6> P;
  add(P, {x.v, -earth::kMu_m3_s2 / (r * r) * up}, sigma_along / v);
  add(P, {up, {}}, sigma_up);
  add(P, {across, {}}, sigma_across);
  add(P, {{}, up}, rate * sigma_up);
  add(P, {{}, along}, rate * sigma_up);
  add(P, {{}, across}, rate * sigma_across);
  return P;
}

} // namespace dewline::catalog
