// What the way from a radar to its target and back does to the echo's power and delay.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/sense/propagation/gases.hpp"
#include "dewline/sense/propagation/ionosphere.hpp"
#include "dewline/sense/propagation/jamming.hpp"
#include "dewline/sense/propagation/multipath.hpp"
#include "dewline/sense/propagation/rain.hpp"
#include "dewline/sense/radar/params.hpp"

namespace dewline::sense {

/// Where the target stands as seen from the site, for the path alone.
struct PathEnd {
  double az_rad = 0, apparent_el_rad = 0, true_el_rad = 0;
  double range_m = 0, height_m = 0; ///< height above the sphere of the site
};

/// Gases, rain, multipath, jamming and ionosphere of one site, from those blocks of its parameters that are
/// given.
class Path {
 public:
  Path(const RadarParams& params, double site_h_m, double earth_radius_m);

  /// Power of the echo over that of free space: two-way losses and lobes; 1 without any block.
  [[nodiscard]] double echo_factor(const PathEnd& end) const;
  /// Noise power over that without jamming, at an azimuth and an instant; >= 1.
  [[nodiscard]] double noise_factor(double az_rad, Time at) const;
  /// What the ionosphere adds to the measured range [m].
  [[nodiscard]] double ionosphere_range_error_m(const PathEnd& end) const;

 private:
  [[nodiscard]] double lobes(const PathEnd& end) const;

  double site_h_m_, earth_radius_m_, frequency_Hz_, beamwidth_rad_;
  std::optional<GasLoss> gas_;
  std::optional<RainParams> rain_;
  std::optional<MultipathParams> multipath_;
  std::optional<Ionosphere> ionosphere_;
  struct Jammed {
    JammedSector sector;
    Time from{}, to{};
  };
  std::vector<Jammed> jammed_;
};

} // namespace dewline::sense
