#include "dewline/track/measurement.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dewline/earth/ellipsoid.hpp"

namespace dewline::track {
namespace {

Vec3 transposed_times(const Mat3& m, const Vec3& x) {
  return {m(0, 0) * x.x + m(1, 0) * x.y + m(2, 0) * x.z, m(0, 1) * x.x + m(1, 1) * x.y + m(2, 1) * x.z,
          m(0, 2) * x.x + m(1, 2) * x.y + m(2, 2) * x.z};
}

double w_of(const sense::Detection& z) { return std::sqrt(std::max(1 - z.u * z.u - z.v * z.v, 0.0025)); }

double square(double x) { return x * x; }

} // namespace

Face face_at(const sense::Coverage& coverage, Time t, const Mat3& R_EG, const Vec3& omega_E) {
  const Vec3 p_ES_E = coverage.kind == sense::Kind::infrared ? sense::position_E(coverage, t) : coverage.p_ES_E;
  return {coverage.R_SE * R_EG, coverage.R_SE * p_ES_E, transposed_times(R_EG, omega_E)};
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

double across_m(const sense::Detection& z, const Face& face, const Vec3& p_G) {
  return norm(cross(Vec3{z.u, z.v, w_of(z)}, face.R_SG * p_G - face.p_ES_S));
}

double angle_variance(const sense::Detection& z) {
  const double w2 = square(w_of(z));
  return 0.5 * (square(z.sigma_u) * (1 + z.u * z.u / w2) + square(z.sigma_v) * (1 + z.v * z.v / w2));
}

double range_variance(const sense::Detection& z) {
  return square(z.sigma_range_m) + square(z.range_m * angle_variance(z));
}

PlumeRange plume_range(const Vec3& p_ES_G, const Vec3& direction_G) {
  // In axes stretched along the pole the ellipsoid is a sphere; distances along a line keep their ratio.
  const auto chord = [&](double h_m) { // where the line is nearest, and half its length inside, in metres along it
    const double a = earth::kA_m + h_m, b = earth::kA_m * (1 - earth::kF) + h_m;
    const Vec3 p{p_ES_G.x / a, p_ES_G.y / a, p_ES_G.z / b}, d{direction_G.x / a, direction_G.y / a, direction_G.z / b};
    const double middle = -dot(p, d) / dot(d, d), c = (dot(p, p) - 1) / dot(d, d);
    return std::pair(middle, middle * middle - c);
  };
  const auto [middle, inside2] = chord(kPlumeHeight_m);
  const auto [high_middle, high_inside2] = chord(2 * kPlumeHeight_m);
  const double high = std::sqrt(std::max(high_inside2, 0.0));
  if (inside2 <= 0) return {middle, std::max(high, kPlumeHeight_m)};
  const double inside = std::sqrt(inside2);
  return {middle - inside, std::max(middle - inside - (high_middle - high), kPlumeHeight_m)};
}

namespace {
/// The range of a detection; of a line of sight where a plume may be along it.
PlumeRange range_of(const sense::Detection& z, const Face& face, const Vec3& d_S) {
  if (z.has_range) return {z.range_m, std::sqrt(range_variance(z))};
  return plume_range(transposed_times(face.R_SG, face.p_ES_S), transposed_times(face.R_SG, d_S));
}
} // namespace

Mat3 place_by_measured(const sense::Detection& z, const Face& face) {
  const double w = w_of(z);
  const Vec3 d_S{z.u, z.v, w};
  const double r = range_of(z, face, d_S).range_m;
  const Vec3 along = transposed_times(face.R_SG, d_S);
  const Vec3 by_u = r * transposed_times(face.R_SG, {1, 0, -z.u / w});
  const Vec3 by_v = r * transposed_times(face.R_SG, {0, 1, -z.v / w});
  return {{along.x, by_u.x, by_v.x, along.y, by_u.y, by_v.y, along.z, by_u.z, by_v.z}};
}

Gaussian<3> cartesian(const sense::Detection& z, const Face& face) {
  const Vec3 d_S{z.u, z.v, w_of(z)};
  const PlumeRange range = range_of(z, face, d_S);
  const Vec3 p_G = transposed_times(face.R_SG, range.range_m * d_S + face.p_ES_S);
  const Mat3 by = place_by_measured(z, face);
  const VecN<3> sigma{range.sigma_m, z.sigma_u, z.sigma_v};
  Gaussian<3> out{{p_G.x, p_G.y, p_G.z}, {}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t b = 0; b < 3; ++b) out.cov(i, j) += by(i, b) * sigma[b] * by(j, b) * sigma[b];
  return out;
}

} // namespace dewline::track
