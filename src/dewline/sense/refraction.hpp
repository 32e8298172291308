// Tropospheric refraction in an exponential, spherically stratified atmosphere.
#pragma once
#include <optional>
#include <vector>

namespace dewline::sense {

/// N(h) = n0 exp(-h decay): CRPL exponential reference atmosphere (Bean and Dutton form, as stated in
/// tests/known/data/refraction_exponential.csv). n = 1 + N 1e-6.
struct Atmosphere {
  double n0 = 313; ///< N units at height 0
  double decay_per_m = 0.1439e-3;
};

/// A ray from a site to a height: what the radar measures against what is there.
struct Ray {
  double true_el_rad = 0; ///< of the straight line to the end of the ray
  double el_error_rad = 0; ///< apparent minus true
  double true_range_m = 0; ///< straight
  double range_error_m = 0; ///< group path minus straight range
};

/// Traces a ray of apparent elevation in [0, pi/2] from site height to target height (> site height) by
/// quadrature of the invariant n r cos(e) = constant (known as Bouguer's). earth_radius_m: of the stratification. 1e-9 rad
/// and 1e-3 m against a finer quadrature; known_sense Refraction.* against the table. Throws ContractError
/// outside.
Ray trace(const Atmosphere& air, double apparent_el_rad, double target_h_m, double site_h_m,
          double earth_radius_m);

/// Apparent elevation and errors of one site by table: cubic in elevation and height, < 5 microrad and < 0.02
/// m from trace() for targets from 1 km above the site to 5,000 km (beyond: as at 5,000 km).
class Refraction {
 public:
  Refraction(const Atmosphere& air, double site_h_m, double earth_radius_m);

  struct Seen {
    double apparent_el_rad = 0, el_error_rad = 0, range_error_m = 0;
  };
  /// From the true elevation and the target's height. Below the horizon (apparent < 0) the error stays that
  /// of the horizon ray, so that the apparent elevation is continuous and tells "not visible" by its sign.
  [[nodiscard]] Seen seen(double true_el_rad, double target_h_m) const;
  /// Errors at an apparent elevation >= 0.
  [[nodiscard]] Seen at_apparent(double apparent_el_rad, double target_h_m) const;
  /// Height of a point above the stratification, from its true elevation and range.
  [[nodiscard]] double height_m(double true_el_rad, double range_m) const;
  /// The straight range to a target at a height seen at an apparent elevation.
  [[nodiscard]] double range_m(double apparent_el_rad, double target_h_m) const;

 private:
  double site_h_m_, radius_m_;
  std::vector<double> el_error_, range_error_; ///< [height][elevation]
};

} // namespace dewline::sense
