#include "dewline/warn/estimate/spread.hpp"

namespace dewline::warn {

std::array<VecN<6>, 6> cholesky_columns(const MatNM<6>& cov) {
  std::array<VecN<6>, 6> column{};
  for (std::size_t j = 0; j < 6; ++j)
    for (std::size_t i = j; i < 6; ++i) {
      double rest = cov(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= column[k][i] * column[k][j];
      if (i == j)
        column[j][j] = std::sqrt(std::max(0.0, rest));
      else if (column[j][j] > 0)
        column[j][i] = rest / column[j][j];
    }
  return column;
}

Three seen_from(const earth::Geodetic& origin, const Vec3& p_E, double t_s) {
  const Vec3 d_L = earth::enu_axes(origin) * (p_E - earth::ecef(origin));
  const double flat = std::hypot(d_L.x, d_L.y), chord = norm(d_L);
  const double arc_m = 2 * earth::kA_m * std::asin(std::min(1.0, chord / (2 * earth::kA_m)));
  const double stretch = flat > 0 ? arc_m / flat : 1;
  return {d_L.x * stretch, d_L.y * stretch, t_s};
}

PlaceEstimate place_with(const earth::Geodetic& at, Time when, const MatNM<3>& cov) {
  PlaceEstimate p;
  p.at = {at.lat_rad, at.lon_rad, 0};
  p.when = when;
  p.sigma_when_s = std::sqrt(cov(2, 2));
  p.var_east_m2 = cov(0, 0);
  p.cov_east_north_m2 = cov(0, 1);
  p.var_north_m2 = cov(1, 1);
  return p;
}

} // namespace dewline::warn
