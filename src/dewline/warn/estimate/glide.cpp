#include "dewline/warn/estimate/glide.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dewline/warn/estimate/spread.hpp"

namespace dewline::warn {
namespace {
constexpr double kG_m_s2 = 9.81, kMeanSpeed = 0.6, kSigmaTime = 0.5;
constexpr double kMostOrbital = 0.95; ///< of v^2 / (g r): nearer to orbit the formula has no end

struct Moving {
  earth::Geodetic at;
  Vec3 v_L;
  double speed_m_s, sigma_speed_m_s;
};
Moving moving(const track::Track& track, const earth::Orientation& orientation) {
  const PosVel x_E = orientation.to_E(state(track.x_G.mean), track.valid);
  Moving m{earth::geodetic(x_E.p), {}, norm(x_E.v), 0};
  m.v_L = earth::enu_axes(m.at) * x_E.v;
  const Vec3 along_G = unit(transpose(orientation.R_EG(track.valid)) * x_E.v);
  double var = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) var += along_G[i] * track.x_G.cov(3 + i, 3 + j) * along_G[j];
  m.sigma_speed_m_s = std::sqrt(std::max(0.0, var));
  return m;
}
} // namespace

bool glides(const track::Track& track, const JudgeParams& params, const earth::Orientation& orientation) {
  if (track.motion != track::Motion::manoeuvring || track::only_lines_of_sight(track)) return false;
  const Moving m = moving(track, orientation);
  return m.at.h_m < params.glide_top_m &&
         m.speed_m_s - params.significance * m.sigma_speed_m_s > params.glide_speed_m_s &&
         std::abs(m.v_L.z) < std::sin(params.glide_angle_rad) * m.speed_m_s;
}

PlaceEstimate glide_region(const track::Track& track, const JudgeParams& params,
                           const earth::Orientation& orientation) {
  const Moving m = moving(track, orientation);
  const double orbital = std::min(kMostOrbital, m.speed_m_s * m.speed_m_s / (kG_m_s2 * earth::kA_m));
  const double unit_m = -0.5 * earth::kA_m * std::log1p(-orbital) + std::max(0.0, m.at.h_m);
  const double low = params.lift_to_drag_min, high = params.lift_to_drag_max;
  const double mean_m = unit_m * (low + high) / 2 / 2; // half way of the mean L/D
  const double square_m2 = unit_m * unit_m * (low * low + low * high + high * high) / 3 / 3;
  const double t = params.turn_rad, mean_cos = t > 0 ? std::sin(t) / t : 1;
  const double mean_cos2 = t > 0 ? 0.5 + std::sin(2 * t) / (4 * t) : 1;
  const double ahead_m = mean_m * mean_cos;
  const double var_along = square_m2 * mean_cos2 - ahead_m * ahead_m,
               var_across = square_m2 * (1 - mean_cos2);
  const double az = std::atan2(m.v_L.x, m.v_L.y);
  const earth::Geodetic at = earth::destination(m.at, az, ahead_m);
  const double az_there = earth::course(m.at, at).az_end_rad, s = std::sin(az_there), c = std::cos(az_there);
  const double own_m2 = (track.x_G.cov(0, 0) + track.x_G.cov(1, 1) + track.x_G.cov(2, 2)) / 3;
  const double after_s = mean_m / (kMeanSpeed * m.speed_m_s);
  MatNM<3> cov;
  cov(0, 0) = var_along * s * s + var_across * c * c + own_m2;
  cov(0, 1) = cov(1, 0) = (var_along - var_across) * s * c;
  cov(1, 1) = var_along * c * c + var_across * s * s + own_m2;
  cov(2, 2) = std::pow(kSigmaTime * after_s, 2);
  return place_with(at, track.valid + duration_from_s(after_s), cov);
}

} // namespace dewline::warn
