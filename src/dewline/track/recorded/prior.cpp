#include "dewline/track/recorded/prior.hpp"

#include "dewline/track/models/measurement.hpp"

namespace dewline::track::recorded {
namespace {

Site site_of(const Sensor& sensor) { return {sensor.R_SL, sensor.p_LS_L, {}}; }

Look cartesian_look(const Sensor& sensor, const Vec3& p_L) {
  Look at;
  const Vec3 p_S = sensor.R_SL * (p_L - sensor.p_LS_L);
  for (std::size_t i = 0; i < 3; ++i) {
    at.z[i] = p_S[i];
    at.by_p[i] = {sensor.R_SL(i, 0), sensor.R_SL(i, 1), sensor.R_SL(i, 2)};
  }
  return at;
}

Gaussian<3> cartesian_place(const Sensor& sensor, const Plot& plot) {
  const Mat3 R_LS = transpose(sensor.R_SL);
  const auto s = sigmas(sensor, plot);
  const double up = num_dimensions(sensor.measures) == 3 ? plot.z[2] : 0;
  const Vec3 p = sensor.p_LS_L + R_LS * Vec3{plot.z[0], plot.z[1], up};
  Gaussian<3> at{{p.x, p.y, p.z}, {}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t k = 0; k < 3; ++k) at.cov(i, j) += R_LS(i, k) * R_LS(j, k) * s[k] * s[k];
  return at;
}

} // namespace

Look look(const Sensor& sensor, const Vec3& p_L, const Vec3& v_L) {
  if (!is_polar(sensor.measures)) return cartesian_look(sensor, p_L);
  const RangeAzimuthElevationRate polar(site_of(sensor));
  const auto g = polar.of({p_L.x, p_L.y, p_L.z}, {v_L.x, v_L.y, v_L.z});
  Look at{g.z, {}, {}};
  for (std::size_t i = 0; i < 4; ++i) {
    at.by_p[i] = {g.by_p(i, 0), g.by_p(i, 1), g.by_p(i, 2)};
    at.by_v[i] = {g.by_v(i, 0), g.by_v(i, 1), g.by_v(i, 2)};
  }
  return at;
}

Gaussian<3> place(const Sensor& sensor, const Plot& plot) {
  if (!is_polar(sensor.measures)) return cartesian_place(sensor, plot);
  const auto s = sigmas(sensor, plot);
  const bool is_3d = num_dimensions(sensor.measures) == 3;
  return place_of(RangeAzimuthElevation(site_of(sensor)), {plot.z[0], plot.z[1], is_3d ? plot.z[2] : 0},
                  {std::sqrt(variances(sensor, s, plot.z[0])[0]), s[1], is_3d ? s[2] : s[1]});
}

VecN<4> variances(const Sensor& sensor, const std::array<double, 4>& sigma, double range_m) {
  VecN<4> var{};
  for (std::size_t i = 0; i < 4; ++i) var[i] = sigma[i] * sigma[i];
  if (is_polar(sensor.measures)) {
    const double angle2 = num_dimensions(sensor.measures) == 3 ? 0.5 * (var[1] + var[2]) : var[1];
    var[0] += range_m * range_m * angle2 * angle2;
  }
  return var;
}

} // namespace dewline::track::recorded
