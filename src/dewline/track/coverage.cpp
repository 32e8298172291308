#include "dewline/track/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"

namespace dewline::track {

Inside in_coverage(const sense::Coverage& coverage, const Vec3& p_EO_E) {
  return in_coverage(coverage, earth::enu_axes(earth::geodetic(coverage.p_ES_E)), p_EO_E);
}

namespace {
/// Inside the cone, and on the satellite's side of the Earth. Its search covers all of it.
Inside in_cone(const sense::Coverage& coverage, const Vec3& p_EO_E) {
  const Vec3 p_SO_E = p_EO_E - coverage.p_ES_E, direction = unit(p_SO_E);
  if ((coverage.R_SE * direction).z < std::cos(coverage.half_angle_rad)) return Inside::no;
  const double nearest_m = -dot(coverage.p_ES_E, direction);
  const bool behind = nearest_m < norm(p_SO_E) && norm(coverage.p_ES_E + nearest_m * direction) < earth::kA_m;
  return behind ? Inside::no : Inside::fence;
}
} // namespace

Inside in_coverage(const sense::Coverage& coverage, const Mat3& R_LE, const Vec3& p_EO_E) {
  if (coverage.kind == sense::Kind::infrared) return in_cone(coverage, p_EO_E);
  constexpr double kTurn = 2 * std::numbers::pi;
  const Vec3 p_SO_L = R_LE * (p_EO_E - coverage.p_ES_E);
  const double range_m = norm(p_SO_L), el_rad = std::asin(p_SO_L.z / range_m);
  if (!(range_m >= coverage.range_min_m && range_m <= coverage.range_max_m)) return Inside::no;
  if (!(el_rad >= coverage.el_min_rad && el_rad <= coverage.el_max_rad)) return Inside::no;
  double clockwise = std::fmod(std::atan2(p_SO_L.x, p_SO_L.y) - coverage.az_start_rad, kTurn);
  if (clockwise < 0) clockwise += kTurn;
  if (clockwise > coverage.az_width_rad) return Inside::no;
  return el_rad >= coverage.fence_min_rad && el_rad <= coverage.fence_max_rad ? Inside::fence
                                                                              : Inside::regard;
}

double gain_db(const sense::Coverage& coverage, double range_m, double cos_off_boresight) {
  return 40 * std::log10(coverage.reference_range_m / range_m) +
         10 * coverage.scan_loss_exponent * std::log10(std::max(cos_off_boresight, 1e-3));
}

double prob_detect(const sense::Coverage& coverage, double range_m, double cos_off_boresight,
                   double snr_at_reference_db) {
  if (coverage.kind != sense::Kind::radar) return coverage.prob_detect;
  const double snr_db = snr_at_reference_db + gain_db(coverage, range_m, cos_off_boresight);
  return std::pow(coverage.prob_fa, 1 / (1 + std::pow(10, snr_db / 10)));
}

} // namespace dewline::track
