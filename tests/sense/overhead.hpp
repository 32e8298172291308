// The infrared satellites and climbing fires that the sense room's tests and benches look with.
#pragma once
#include <functional>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "dewline/earth/frames.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/sense/infrared/infrared.hpp"
#include "../support/fake_truth.hpp"

namespace dewline::sense {

inline constexpr double kDegree = std::numbers::pi / 180;

/// Noon of an equinox over Greenwich.
inline const earth::Orientation& equinox() {
  static const earth::Orientation o(earth::parse_utc("2026-03-20T12:00:00Z"), {}, std::chrono::hours{48});
  return o;
}

/// A scanner over the equator at a longitude that sees nothing false, through clear air, under no cloud.
inline InfraredParams overhead(double lon_deg = 0) {
  InfraredParams p;
  p.orbit.geostationary_rad = lon_deg * kDegree;
  p.scan_period_s = 10;
  p.num_cells = 0;
  p.band_depth = 0;
  p.cloud.cover = 0;
  return p;
}

struct Sky {
  truth::Model model;
  truth::State state;
  [[nodiscard]] truth::View view() const { return {model, state}; }
  /// Something that rises straight up at a speed and burns: (from [s], so much [W/sr]) in order.
  void add(const std::string& name, double lat_deg, double lon_deg, double climb_m_s,
           std::vector<std::pair<double, double>> plume, double height_m = 0) {
    const earth::Geodetic at{lat_deg * kDegree, lon_deg * kDegree, height_m};
    const Mat3 R_LE = earth::enu_axes(at);
    const Vec3 up{R_LE(2, 0), R_LE(2, 1), R_LE(2, 2)};
    model.objects.push_back({name, truth::straight({earth::ecef(at), climb_m_s * up})});
    model.objects.back().ended = time_from_s(1e6);
    model.objects.back().plume = std::move(plume);
  }
};

} // namespace dewline::sense
