// Which objects of a catalogue can be behind a track at all, and how thick the catalogue is around it: by
// energy and plane of the orbit, without asking where each object is.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/vec.hpp"
#include "dewline/catalog/entry.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::catalog {

/// A track's orbit and how sure it is, to first order in its covariance. Axes: TEME.
struct Sought {
  double r_m = 0;
  double energy_J_kg = 0, sigma_energy_J_kg = 0;
  Vec3 normal; ///< of the plane
  double sigma_normal_rad = 0;
};
Sought sought(const Gaussian<6>& x_TEME);

class Sieve {
 public:
  /// Orbits are looked up as they are at `reference`; their planes move on with J2, their size does not.
  Sieve(std::span<const orbit::Sgp4> satellites, const CatalogueParams& params,
        const earth::JulianDate& reference);

  /// Indices of the satellites whose energy and plane agree with the track's within `num_sigmas` and what an
  /// orbit's elements move in a revolution (J2: twice its potential at the track's radius; 1 deg of plane): a
  /// superset of those in the gate (test_catalog Sieve).
  [[nodiscard]] std::vector<std::uint32_t> possible(const Sought& track, const earth::JulianDate& utc,
                                                    double num_sigmas) const;

  /// How likely an object like those of the catalogue, but anywhere on its orbit, is to be where the track is
  /// [1 / (m^3 (m/s)^3)], summed over the catalogue: sum_i of the mean of N(x_track - x; P_track) over all
  /// planes, perigees and places of orbit i's size, shape and tilt. In Poincare's variables phase space keeps
  /// its volume (textbook), so that mean is the track's own density of (L, xi, eta, G - H) at orbit i over (2
  /// pi)^2, with L = sqrt(mu a), G = L sqrt(1 - e^2), H = G cos i, (xi, eta) of length sqrt(2 (L - G))
  /// towards perigee. The track's density is normal to first order, widened by what J2 moves an orbit in a
  /// revolution (0.3 % of L, 0.01 of e, 0.02 of G - H). One orbit more is taken to be like the track's (5 %,
  /// 0.05, 0.1): that there is none in the catalogue is no proof. Axes: TEME.
  /// Where the whole catalogue at the peak would be less than `negligible`, that bound is the answer.
  [[nodiscard]] double density(const Gaussian<6>& track, double negligible = 0) const;

 private:
  struct Orbit {
    double eccentricity, cos_i, inclination_rad; ///< mean
    Vec3 normal;                                 ///< of the plane at the reference, in TEME
    double raan_rate_rad_min;
    std::uint32_t satellite;
  };
  /// Planes that will do: round the track's normal.
  struct Cone {
    double tilt_rad, half_angle_rad, cos_half_angle;
  };
  static bool in_plane(const Orbit& orbit, const Sought& track, double minutes, const Cone& cone);

  earth::JulianDate reference_;
  std::vector<double> energy_; ///< [J/kg] in rising order ...
  std::vector<Orbit> orbits_;  ///< ... and whose it is
  std::vector<std::uint32_t>
      restless_; ///< satellites that drag moves too fast for the energy to be looked up
  double sigma_up_m_ = 0, sigma_across_m_ = 0; ///< of the oldest usable set
};

} // namespace dewline::catalog
