// Attenuation by oxygen and water vapour: line by line at a point, and along a bent ray by table.
#pragma once
#include <vector>

#include "dewline/sense/propagation/refraction.hpp"

namespace dewline::sense {

/// Air as the absorption lines feel it. Dry pressure leaves out that of the vapour.
struct MoistAir {
  double dry_pressure_Pa = 101325, temperature_K = 288.15, vapour_kg_m3 = 7.5e-3;
};
struct GasAttenuation {
  double oxygen_db_m = 0, vapour_db_m = 0; ///< one way, per metre
  [[nodiscard]] double total_db_m() const { return oxygen_db_m + vapour_db_m; }
};

/// Specific attenuation of moist air by the line sum of ITU-R P.676-12/-13, Annex 1: 44 oxygen lines with the
/// dry continuum (Debye spectrum of oxygen, nitrogen above 100 GHz), 35 water vapour lines. frequency_Hz 1e7
/// to 1e12 (ContractError outside); the Recommendation states 1 to 1000 GHz: below 1 GHz the same sum is
/// used, where the Debye term carries it (unverified there). known_sense Gases.* to the digits of ITU's
/// examples.
GasAttenuation gas_attenuation(const MoistAir& air, double frequency_Hz);

/// The air of the standard atmosphere (ussa76) with vapour surface_vapour exp(-h / 2 km), never less than
/// 2e-6 of the pressure as in ITU-R P.835, mean annual global.
MoistAir standard_air(double h_m, double surface_vapour_kg_m3 = 7.5e-3);

/// One-way loss from a site to a point, along the refracted ray, for one frequency: a table over apparent
/// elevation and straight range, cubic in both.
class GasLoss {
 public:
  struct Params {
    double frequency_Hz = 1e9;
    double site_h_m = 0, earth_radius_m = 6371e3;
    double surface_vapour_kg_m3 = 7.5e-3; ///< at height 0: 7.5 g/m3 is the Recommendation's mean
    Atmosphere air{};                     ///< that bends the ray
  };
  explicit GasLoss(const Params& params);

  /// One-way loss [dB] at an apparent elevation [rad] (clamped to the site's horizon dip ... pi/2) over a
  /// straight range [m]. Twice this for an echo. 1e-3 of the loss (test_sense GasLoss.*).
  [[nodiscard]] double one_way_db(double apparent_el_rad, double range_m) const;

 private:
  double least_el_rad_ = 0;
  std::vector<double> loss_db_; ///< [elevation][range]
};

} // namespace dewline::sense
