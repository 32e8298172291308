// Where a radar can look and where it searches, as a scenario states it.
#pragma once
#include <array>
#include <optional>
#include <tuple>

#include "dewline/base/field.hpp"

namespace dewline::sense {

inline constexpr double kPi = 3.14159265358979323846;

/// The lowest apparent elevation that a field of regard may begin at: a site on a mountain or an aircraft
/// looks down at the sea; the horizon itself is nearer (-5 deg: ours).
inline constexpr double kLeastElevation_rad = -0.08726646259971647;

/// One array face. Elevations are apparent: as the beam is pointed.
struct FaceParams {
  double boresight_rad = 0;
  double tilt_rad = 0.3490658503988659;
  double width_rad = 2.0943951023931953;
  std::array<double, 2> elevation_rad{0.05235987755982989, 1.4835298641951802};

  static constexpr auto fields() {
    return std::tuple{
        required("boresight_rad", &FaceParams::boresight_rad,
                 "azimuth of the boresight, clockwise from north", between(-2 * kPi, 2 * kPi)),
        field("tilt_rad", &FaceParams::tilt_rad, "elevation of the boresight", between(0, kPi / 2)),
        field("width_rad", &FaceParams::width_rad, "width of the azimuth sector, centred on the boresight",
              between(0.001, kPi)),
        field("elevation_rad", &FaceParams::elevation_rad,
              "field of regard: lowest and highest elevation; below 0 only what the horizon leaves is seen",
              between(kLeastElevation_rad, kPi / 2))};
  }
};
static_assert(complete<FaceParams>());

/// A mechanically rotating 3-D radar: one array turns once a revisit, beginning at north, clockwise.
struct RotatingParams {
  double tilt_rad = 0.17453292519943295;
  std::array<double, 2> elevation_rad{0, 0.7853981633974483};

  static constexpr auto fields() {
    return std::tuple{
        field("tilt_rad", &RotatingParams::tilt_rad, "elevation of the array's boresight",
              between(0, kPi / 3)),
        field("elevation_rad", &RotatingParams::elevation_rad,
              "field of regard: lowest and highest elevation; the whole circle of azimuths is covered",
              between(kLeastElevation_rad, kPi / 2))};
  }
};
static_assert(complete<RotatingParams>());

/// What the search covers; outside it, inside the field of regard, the radar only holds what it has detected.
struct FenceParams {
  std::optional<std::array<double, 2>> elevation_rad;

  static constexpr auto fields() {
    return std::tuple{field("elevation_rad", &FenceParams::elevation_rad,
                            "elevations that search covers; default: the whole field of regard",
                            between(kLeastElevation_rad, kPi / 2))};
  }
};
static_assert(complete<FenceParams>());

/// One of several volumes of search, each with its own revisit.
struct VolumeParams {
  std::array<double, 2> elevation_rad{0.05235987755982989, 0.2792526803190927};
  std::optional<std::array<double, 2>> azimuth_rad;
  std::optional<double> revisit_s;

  static constexpr auto fields() {
    using V = VolumeParams;
    return std::tuple{
        required("elevation_rad", &V::elevation_rad, "lowest and highest elevation that this search covers",
                 between(kLeastElevation_rad, kPi / 2)),
        field("azimuth_rad", &V::azimuth_rad,
              "from this azimuth clockwise to that one; default: the sectors of all faces",
              between(-2 * kPi, 2 * kPi)),
        field("revisit_s", &V::revisit_s,
              "time in which this volume is covered once, at least the radar's revisit; default: that",
              between(0.01, 3600))};
  }
};
static_assert(complete<VolumeParams>());

} // namespace dewline::sense
