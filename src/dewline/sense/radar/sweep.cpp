#include "dewline/sense/radar/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dewline::sense {
namespace {

constexpr double kTurn = 2 * kPi;
constexpr double kLeastWidth_rad = 1e-9; // sectors that only touch do not meet

/// Where two sectors (start, width) overlap: none, one or two pieces.
std::vector<std::pair<double, double>> overlap(double a, double a_width, double b, double b_width) {
  std::vector<std::pair<double, double>> pieces;
  for (const double turn : {-kTurn, 0.0, kTurn}) {
    const double from = std::max(a, b + turn), to = std::min(a + a_width, b + turn + b_width);
    if (to - from > kLeastWidth_rad) pieces.emplace_back(turn_rad(from), to - from);
  }
  return pieces;
}

} // namespace

double turn_rad(double angle_rad) { return angle_rad - kTurn * std::floor(angle_rad / kTurn); }

double clockwise_rad(const std::array<double, 2>& azimuth_rad) {
  const double width = turn_rad(azimuth_rad[1] - azimuth_rad[0]);
  return width == 0 ? kTurn : width;
}

std::vector<Sweep> sweeps(const RadarParams& radar) {
  const std::vector<FaceParams> all = faces(radar);
  const auto start = [](const FaceParams& f) { return turn_rad(f.boresight_rad - 0.5 * f.width_rad); };
  std::vector<Sweep> out;
  for (std::uint32_t face = 0; face < all.size() && radar.fences.empty(); ++face)
    out.push_back({face, 0, start(all[face]), all[face].width_rad,
                   radar.fence.elevation_rad.value_or(all[face].elevation_rad), 1});
  for (std::uint32_t volume = 0; volume < radar.fences.size(); ++volume) {
    const VolumeParams& v = radar.fences[volume];
    const double per_frame = std::min(1.0, radar.revisit_s / v.revisit_s.value_or(radar.revisit_s));
    for (std::uint32_t face = 0; face < all.size(); ++face) {
      const double from = start(all[face]), width = all[face].width_rad;
      const auto pieces = v.azimuth_rad ? overlap(from, width, turn_rad((*v.azimuth_rad)[0]),
                                                  clockwise_rad(*v.azimuth_rad))
                                        : std::vector{std::pair(from, width)};
      for (const auto& [az, wide] : pieces)
        out.push_back({face, volume, az, wide, v.elevation_rad, per_frame});
    }
  }
  return out;
}

double area_uv(const Sweep& sweep, const FaceParams& face, double el_min_rad, double el_max_rad) {
  // The middle is exact for a sweep of the whole sector, so that its ends are plus and minus half the width.
  const double middle =
      std::remainder(sweep.az_start_rad + 0.5 * sweep.az_width_rad - face.boresight_rad, kTurn);
  const double half = 0.5 * sweep.az_width_rad, centre = std::abs(middle) < 1e-12 ? 0 : middle;
  return area_uv(face.tilt_rad, centre - half, centre + half, el_min_rad, el_max_rad);
}

} // namespace dewline::sense
