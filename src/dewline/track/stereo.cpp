#include "dewline/track/stereo.hpp"

#include <Eigen/Dense>
#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::track {
namespace {

constexpr double kLeastAngle_rad = 1e-3;
constexpr int kMostSteps = 10;
constexpr double kClose_m = 1e-3;

/// A satellite's place and axes when it saw the source, and what it measured.
struct Line {
  Vec3 p_ES_E, d_E;
  Mat3 R_SE;
  double u, v, sigma_u, sigma_v;
};

Line line_of(const sense::Detection& z, const sense::Coverage& from) {
  DW_CHECK(z.sigma_u > 0 && z.sigma_v > 0);
  const double w2 = 1 - z.u * z.u - z.v * z.v;
  DW_CHECK(w2 > 0);
  return {position_E(from, z.valid), transpose(from.R_SE) * Vec3{z.u, z.v, std::sqrt(w2)}, from.R_SE,
          z.u, z.v, z.sigma_u, z.sigma_v};
}

/// Residuals of one line at a point, over their sigmas, and the derivatives by the point.
void add(const Line& line, const Vec3& p_E, int row, Eigen::Matrix<double, 4, 3>& h, Eigen::Vector4d& r) {
  const Vec3 p_SO_S = line.R_SE * (p_E - line.p_ES_E);
  const double range_m = norm(p_SO_S);
  const Vec3 d_S = p_SO_S / range_m;
  const double measured[] = {line.u, line.v}, sigma[] = {line.sigma_u, line.sigma_v};
  for (int i = 0; i < 2; ++i) {
    const double cosine = d_S[static_cast<std::size_t>(i)];
    const Vec3 by_S = (Vec3{i == 0 ? 1.0 : 0.0, i == 1 ? 1.0 : 0.0, 0} - cosine * d_S) / range_m;
    const Vec3 by_E = transpose(line.R_SE) * by_S;
    h.row(row + i) = Eigen::RowVector3d(by_E.x, by_E.y, by_E.z) / sigma[i];
    r(row + i) = (measured[i] - cosine) / sigma[i];
  }
}

} // namespace

std::optional<StereoFix> triangulate(const sense::Detection& a, const sense::Coverage& from_a,
                                     const sense::Detection& b, const sense::Coverage& from_b) {
  const Line one = line_of(a, from_a), two = line_of(b, from_b);
  const Vec3 across = cross(one.d_E, two.d_E), base = two.p_ES_E - one.p_ES_E;
  const double sine = norm(across);
  StereoFix fix;
  fix.angle_rad = std::atan2(sine, dot(one.d_E, two.d_E));
  if (!(sine > kLeastAngle_rad)) return {};
  const double along_one = dot(cross(base, two.d_E), across) / (sine * sine);
  const double along_two = dot(cross(base, one.d_E), across) / (sine * sine);
  if (!(along_one > 0 && along_two > 0)) return {};
  fix.miss_m = std::abs(dot(base, across)) / sine;

  Vec3 p_E = 0.5 * (one.p_ES_E + along_one * one.d_E + two.p_ES_E + along_two * two.d_E);
  Eigen::Matrix<double, 4, 3> h;
  Eigen::Vector4d r;
  for (int i = 0; i < kMostSteps; ++i) {
    add(one, p_E, 0, h, r);
    add(two, p_E, 2, h, r);
    const Eigen::Vector3d step = h.colPivHouseholderQr().solve(r);
    p_E = p_E + Vec3{step(0), step(1), step(2)};
    if (step.norm() < kClose_m) break;
  }
  add(one, p_E, 0, h, r);
  add(two, p_E, 2, h, r);
  fix.chi_square = r.squaredNorm();
  const Eigen::Matrix3d cov = (h.transpose() * h).inverse();
  fix.p_E.mean = {p_E.x, p_E.y, p_E.z};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      fix.p_E.cov(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = 0.5 * (cov(i, j) + cov(j, i));
  return fix;
}

} // namespace dewline::track
