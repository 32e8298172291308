#include "dewline/track/measurement.hpp"

#include <algorithm>
#include <cmath>

namespace dewline::track {
namespace {

Vec3 transposed_times(const Mat3& m, const Vec3& x) {
  return {m(0, 0) * x.x + m(1, 0) * x.y + m(2, 0) * x.z, m(0, 1) * x.x + m(1, 1) * x.y + m(2, 1) * x.z,
          m(0, 2) * x.x + m(1, 2) * x.y + m(2, 2) * x.z};
}

double w_of(const sense::Detection& z) { return std::sqrt(std::max(1 - z.u * z.u - z.v * z.v, 0.0025)); }

double square(double x) { return x * x; }

} // namespace

Face face_at(const sense::Coverage& coverage, const Mat3& R_EG, const Vec3& omega_E) {
  return {coverage.R_SE * R_EG, coverage.R_SE * coverage.p_ES_E, transposed_times(R_EG, omega_E)};
}

Polar polar(const Face& face, const Vec3& p_G) {
  const Vec3 p_SO_S = face.R_SG * p_G - face.p_ES_S;
  const double r = norm(p_SO_S);
  const Vec3 d = p_SO_S / r;
  const Vec3 los = transposed_times(face.R_SG, d);
  const Vec3 x_G{face.R_SG(0, 0), face.R_SG(0, 1), face.R_SG(0, 2)};
  const Vec3 y_G{face.R_SG(1, 0), face.R_SG(1, 1), face.R_SG(1, 2)};
  return {r, d.x, d.y, los, (x_G - d.x * los) / r, (y_G - d.y * los) / r};
}

RangeRate range_rate(const Face& face, const PosVel& x_G) {
  const Polar at = polar(face, x_G.p);
  const Vec3 v_rel = x_G.v - cross(face.omega_G, x_G.p);
  const double rate = dot(at.line_of_sight_G, v_rel);
  const Vec3 turn = (v_rel - rate * at.line_of_sight_G) / at.range_m;
  return {rate, turn - cross(at.line_of_sight_G, face.omega_G), at.line_of_sight_G};
}

double angle_variance(const sense::Detection& z) {
  const double w2 = square(w_of(z));
  return 0.5 * (square(z.sigma_u) * (1 + z.u * z.u / w2) + square(z.sigma_v) * (1 + z.v * z.v / w2));
}

double range_variance(const sense::Detection& z) {
  return square(z.sigma_range_m) + square(z.range_m * angle_variance(z));
}

Gaussian<3> cartesian(const sense::Detection& z, const Face& face) {
  const double w = w_of(z), r = z.range_m;
  const Vec3 d_S{z.u, z.v, w};
  const Vec3 p_G = transposed_times(face.R_SG, r * d_S + face.p_ES_S);
  const Vec3 along = std::sqrt(range_variance(z)) * transposed_times(face.R_SG, d_S);
  const Vec3 by_u = r * z.sigma_u * transposed_times(face.R_SG, {1, 0, -z.u / w});
  const Vec3 by_v = r * z.sigma_v * transposed_times(face.R_SG, {0, 1, -z.v / w});
  Gaussian<3> out{{p_G.x, p_G.y, p_G.z}, {}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      out.cov(i, j) = along[i] * along[j] + by_u[i] * by_u[j] + by_v[i] * by_v[j];
  return out;
}

} // namespace dewline::track
