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
  double eccentricity = 0, sigma_eccentricity = 0; ///< the latter from above: 2 sigma_v / v + sigma_p / r
  Vec3 normal;                                     ///< of the plane
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
  /// superset of those in the gate (test_catalog Sieve). Some 10 us for 30,000 objects and a good track.
  [[nodiscard]] std::vector<std::uint32_t> possible(const Sought& track, const earth::JulianDate& utc,
                                                    double num_sigmas) const;

  /// Objects per unit of phase space, 1 / (m^3 (m/s)^3), around the track's orbit: by the number of
  /// satellites like it. In Delaunay's variables L = sqrt(mu a), G = L sqrt(1 - e^2), H = G cos i and their
  /// angles phase space keeps its volume (textbook), and the angles are taken as even, so n satellites of a
  /// box have the density n / ((2 pi)^3 dL dG dH). The box, to both sides: the smallest of 1/16, 1/8 ... 1
  /// times (5 % of a, 0.05 of e, 0.1 of cos i) that holds 16 satellites, each with two of the track's sigmas
  /// more. One is added to n: an empty box is no proof.
  [[nodiscard]] double density(const Sought& track) const;

 private:
  struct Orbit {
    double eccentricity, cos_i, inclination_rad, raan_rad, raan_rate_rad_min; ///< at the reference
    std::uint32_t satellite;
  };
  /// A range of semi-major axes, eccentricities and cosines of inclination.
  struct Box {
    double a_low_m, a_high_m, e_low, e_high, c_low, c_high;
  };
  [[nodiscard]] std::size_t num_in(const Box& box) const;
  [[nodiscard]] bool in_plane(const Orbit& orbit, const Sought& track, double minutes,
                              double margin_rad) const;

  earth::JulianDate reference_;
  std::vector<double> energy_; ///< [J/kg] in rising order ...
  std::vector<Orbit> orbits_;  ///< ... and whose it is
  std::vector<std::uint32_t>
      restless_; ///< satellites that drag moves too fast for the energy to be looked up
  double sigma_up_m_ = 0, sigma_across_m_ = 0; ///< of the oldest usable set
};

} // namespace dewline::catalog
