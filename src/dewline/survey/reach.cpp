#include "dewline/survey/reach.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::survey {
namespace {

constexpr double kPi = sense::kPi, kDeg = kPi / 180;
constexpr double kClose_m = 1;
constexpr double kInside_rad =
    2e-5; ///< a direction on an edge is inside: refraction there and back differs by 5e-6

/// A ray that leaves the site at an apparent direction.
class Ray {
 public:
  Ray(const RadarWatcher& radar, double az_rad, double el_rad)
      : radar_(radar.radar()),
        site_(earth::to_geodetic(radar_.params().at)),
        az_rad_(az_rad),
        el_rad_(el_rad) {}

  /// The point at a straight range; its true elevation is less than the apparent one by the refraction up to
  /// its height, which is found in a few rounds.
  [[nodiscard]] Vec3 at(double range_m) const {
    double el_rad = el_rad_;
    for (int i = 0; i < 3; ++i) {
      const double h_m = radar_.refraction().height_m(el_rad, range_m);
      el_rad = el_rad_ - radar_.refraction().at_apparent(std::max(el_rad_, 0.0), h_m).el_error_rad;
    }
    const Vec3 p_SO_L = range_m * earth::enu_direction(az_rad_, el_rad);
    return earth::ecef(site_) + transpose(earth::enu_axes(site_)) * p_SO_L;
  }

 private:
  const sense::Radar& radar_;
  earth::Geodetic site_;
  double az_rad_, el_rad_;
};

/// The same elevation a hair inside the limits it may stand on.
double nudged(const RadarWatcher& radar, double el_rad) {
  const auto inside = [&](const std::array<double, 2>& limits) {
    if (std::abs(el_rad - limits[0]) < kInside_rad) el_rad = limits[0] + kInside_rad;
    if (std::abs(el_rad - limits[1]) < kInside_rad) el_rad = limits[1] - kInside_rad;
  };
  for (const auto& sweep : radar.sweeps()) inside(sweep.elevation_rad);
  for (const auto& face : radar.faces()) inside(face.elevation_rad);
  return el_rad;
}

} // namespace

Reach reach_at(const RadarWatcher& radar, const ReachRequest& request, double az_rad, double el_rad) {
  const double rcs_m2 = request.target.rcs_m2(radar.frequency_Hz(), 0);
  const Ray ray(radar, az_rad, nudged(radar, el_rad));
  const auto seen = [&](double range_m) -> std::optional<RadarWatcher::Look> {
    const auto look = radar.look(ray.at(range_m), request.at);
    return look && radar.prob_detect(look->snr_1m2 * rcs_m2) >= request.prob_detect ? look : std::nullopt;
  };
  Reach out{az_rad, el_rad, 0, radar.radar().params().at.height_m, false, End::field};
  double near = radar.radar().params().min_range_m + kClose_m, far = radar.radar().max_range_m() - kClose_m;
  const auto field = radar.look(ray.at(0.5 * (near + far)), request.at);
  if (!field) return out;
  out.searched = field->searched;
  out.end = End::instrumented;
  if (!seen(far)) {
    out.end = End::detection;
    if (!seen(near)) return out;
    while (far - near > kClose_m) (seen(0.5 * (near + far)) ? near : far) = 0.5 * (near + far);
    far = near;
  }
  out.range_m = far;
  out.height_m = earth::geodetic(ray.at(far)).h_m;
  return out;
}

std::vector<Reach> reach(const RadarWatcher& radar, const ReachRequest& request) {
  const auto steps = [](double span_rad, double step_rad) {
    DW_CHECK(step_rad >= 0.0099 * kDeg && step_rad <= 30.01 * kDeg);
    return static_cast<int>(std::floor(span_rad / step_rad + 1e-9));
  };
  std::vector<Reach> out;
  for (int a = 0; a * request.az_step_rad < 2 * kPi - 1e-9; ++a)
    for (int e = 0; e <= steps(kPi / 2, request.el_step_rad); ++e)
      out.push_back(reach_at(radar, request, a * request.az_step_rad, e * request.el_step_rad));
  return out;
}

double reach_at_height_m(const RadarWatcher& radar, const ReachRequest& request, double az_rad,
                         double height_m) {
  double best_m = 0;
  for (const auto& face : radar.faces()) {
    const double floor_rad = std::max(0.0, face.elevation_rad[0]);
    for (double el_rad = floor_rad; el_rad <= face.elevation_rad[1]; el_rad += 0.25 * kDeg) {
      const double horizon_m = radar.radar().refraction().range_m(el_rad, height_m);
      const Reach one = reach_at(radar, request, az_rad, el_rad);
      if (one.range_m >= horizon_m) best_m = std::max(best_m, horizon_m);
      if (best_m > 0) break; // a lower ray meets that height farther away
    }
  }
  return best_m;
}

} // namespace dewline::survey
