// A radar and a ballistic target for the tracker's tests; noise from addressed draws, no room but track's
// own.
#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/track/measurement.hpp"

namespace rig {

using namespace dewline;

inline constexpr double kDeg = 3.14159265358979323846 / 180;
inline const earth::Geodetic kSite{60 * kDeg, 30 * kDeg, 100};

inline const earth::Orientation& orientation() {
  static const earth::Orientation o(earth::parse_utc("2026-03-20T12:00:00Z"));
  return o;
}

/// A face that looks north at 25 deg elevation; sees a half circle, all elevations.
inline sense::Coverage coverage() {
  const Mat3 R_LE = earth::enu_axes(kSite);
  const double el = 25 * kDeg;
  // S: x to the right (east), y up along the face, z along the boresight.
  const Mat3 R_SL{{1, 0, 0, 0, -std::sin(el), std::cos(el), 0, std::cos(el), std::sin(el)}};
  sense::Coverage c;
  c.p_ES_E = earth::ecef(kSite);
  c.R_SE = R_SL * R_LE;
  c.az_start_rad = 270 * kDeg;
  c.az_width_rad = 180 * kDeg;
  c.el_min_rad = c.fence_min_rad = 1 * kDeg;
  c.el_max_rad = c.fence_max_rad = 85 * kDeg;
  c.range_min_m = 100e3;
  c.range_max_m = 6000e3;
  c.prob_detect = 0.9;
  c.reference_range_m = 3000e3;
  c.reference_snr_db = 21.2;
  c.prob_fa = 1e-6;
  c.clutter_density = 1e-7;
  return c;
}

struct Errors {
  double range_m = 30, direction = 3.8e-3;
};

/// A perfect detection of a target at x_G at t, with the errors' sigmas but no errors.
inline sense::Detection exact(const sense::Coverage& c, const PosVel& x_G, Time t, const Errors& sigma) {
  const track::Face face = track::face_at(c, t, orientation().R_EG(t), orientation().omega_E());
  const track::Polar at = track::polar(face, x_G.p);
  sense::Detection z;
  z.valid = t;
  z.range_m = at.range_m;
  z.u = at.u;
  z.v = at.v;
  z.sigma_range_m = sigma.range_m;
  z.sigma_u = z.sigma_v = sigma.direction;
  z.snr_db = c.reference_snr_db + 40 * std::log10(c.reference_range_m / at.range_m);
  return z;
}

inline sense::Detection noisy(sense::Detection z, const Draws& draws, std::uint64_t event,
                              std::uint64_t item = 0) {
  const auto n = draws.normal4({Purpose::test, 1, 0, event, item});
  z.range_m += z.sigma_range_m * n[0];
  z.u += z.sigma_u * n[1];
  z.v += z.sigma_v * n[2];
  return z;
}

/// Scan k of a 10 s frame grid, with the given detections numbered in order.
inline sense::Scan scan(std::int64_t frame, std::vector<sense::Detection> detections, SensorId sensor = {}) {
  sense::Scan s;
  s.sensor = sensor;
  s.frame = frame;
  s.begin = time_from_s(10.0 * static_cast<double>(frame));
  s.end = time_from_s(10.0 * static_cast<double>(frame + 1));
  s.coverage = {coverage()};
  for (std::uint32_t i = 0; i < detections.size(); ++i) detections[i].id = {sensor, frame, i};
  s.detections = std::move(detections);
  return s;
}

inline Time dwell(std::int64_t frame) { return time_from_s(10.0 * static_cast<double>(frame) + 4); }

/// A ballistic target that is at slant range range_m, 35 deg high and north-west of the site at mid_s, moving
/// east and north, so that the range stays near range_m for five minutes; comes down about 20 minutes later.
inline PosVel target(double range_m, double mid_s, double t_s) {
  const Mat3 R_LE = earth::enu_axes(kSite);
  const Vec3 p_L = range_m * earth::enu_direction(340 * kDeg, 35 * kDeg);
  const Vec3 p_E = earth::ecef(kSite) + transpose(R_LE) * p_L;
  const Vec3 up = unit(p_E), east = unit(cross({0, 0, 1}, p_E)), north = cross(up, east);
  const PosVel mid_E{p_E, 4800.0 * east + 1500.0 * north + 300.0 * up};
  return orbit::propagate_G(orientation().to_G(mid_E, time_from_s(mid_s)), t_s - mid_s, {});
}

} // namespace rig
