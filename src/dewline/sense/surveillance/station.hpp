// A station whose reports are places: four faces of 90 degrees share the directions around it.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

/// Whoever reports places (a receiver of transponders, a file) reports them here as range and direction cosines from a
/// station, so that one doorway serves all. The faces look north, east, south and west, tilted up by 30 deg: no
/// direction above the horizon is more than 60 deg off the axis of its face (cosine >= 0.5). Their search fence is empty:
/// a station hears only who speaks, so that its silence is a miss of what it reported itself and of nothing else.
class Station {
 public:
  Station(const earth::Geodetic& at, Kind kind, double max_range_m, double prob_report, double clutter_density);

  [[nodiscard]] const std::vector<Coverage>& coverage() const { return coverage_; }
  [[nodiscard]] const earth::Geodetic& at() const { return at_; }
  [[nodiscard]] const Vec3& p_ES_E() const { return p_ES_E_; }
  [[nodiscard]] earth::AzElRange direction(const Vec3& p_EO_E) const;
  /// Whether a direction (level axes) can be stated: not so far below the station (some 47 deg and more) that its
  /// cosine with the face's axis is less than 0.05, where u and v alone would mirror it.
  [[nodiscard]] bool can_state(const Vec3& p_SO_L) const;
  /// How far a target at a height can be heard over the horizon of a 4/3 Earth (station and target each to the
  /// tangent point: sqrt(2 k R h)) [m].
  [[nodiscard]] double reach_m(double target_h_m) const;

  /// A reported place as a detection: face, range, direction cosines and angles, with errors from an isotropic
  /// position error sigma_m: sigma_range = sigma, sigma_u = sigma sqrt(1 - u^2) / range, v likewise (first order).
  [[nodiscard]] Detection detection(const Vec3& p_EO_E, double sigma_m) const;
  /// Fills u, v and their errors from a face, an azimuth and an elevation with errors of their own.
  [[nodiscard]] Detection detection(double range_m, double az_rad, double el_rad, double sigma_range_m,
                                    double sigma_angle_rad) const;

 private:
  [[nodiscard]] Detection of(const Vec3& p_SO_L) const;
  [[nodiscard]] Vec3 direction_S(std::uint32_t face, const Vec3& p_SO_L) const;

  earth::Geodetic at_;
  Vec3 p_ES_E_;
  Mat3 R_LE_;
  std::array<Mat3, 4> R_SL_;
  std::vector<Coverage> coverage_;
};

} // namespace dewline::sense
