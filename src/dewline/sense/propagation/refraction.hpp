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
  double true_el_rad = 0;   ///< of the straight line to the end of the ray
  double el_error_rad = 0;  ///< apparent minus true
  double true_range_m = 0;  ///< straight
  double range_error_m = 0; ///< group path minus straight range
};

/// Traces a ray from site height to target height by quadrature of the invariant n r cos(e) = constant (known
/// as Bouguer's). apparent_el_rad in [0, pi/2]: target above the site. apparent_el_rad < 0: the ray dips to
/// its lowest point and rises again to the target, which must stand above that point; what it meets before,
/// on its way down, is trace_to_range()'s. earth_radius_m: of the stratification. 1e-9 rad and 1e-3 m against
/// a finer quadrature; known_sense Refraction.* against the table. Throws ContractError outside.
Ray trace(const Atmosphere& air, double apparent_el_rad, double target_h_m, double site_h_m,
          double earth_radius_m);

/// Traces a ray of any apparent elevation to a straight range by Runge-Kutta steps along the path; the ground
/// stops nothing. 1e-8 rad and 1e-4 m from trace() (test_sense Trace.*). range_m > 0 (ContractError).
Ray trace_to_range(const Atmosphere& air, double apparent_el_rad, double range_m, double site_h_m,
                   double earth_radius_m);

/// Height of the lowest point of a ray that leaves downwards (apparent elevation <= 0), were there no ground.
double lowest_height_m(const Atmosphere& air, double apparent_el_rad, double site_h_m, double earth_radius_m);

/// Apparent elevation of the horizon as a site sees it: the ray that touches the surface. <= 0; 0 for a site
/// on the surface or below it. Exact for the layered air: n r cos(e) of the site is n r at the surface.
double horizon_el_rad(const Atmosphere& air, double site_h_m, double surface_h_m, double earth_radius_m);

/// Apparent elevation and errors of one site by table: cubic in elevation and height, < 5 microrad and < 0.02
/// m from trace() for targets from 1 km above the site to 5,000 km (beyond: as at 5,000 km); lower and nearer
/// than 20 km within 25 microrad and 0.25 m (laws_sense PropagationLaw.SeenAtInvertsTheTracedRay). Below 0
/// deg, down to the horizon of an elevated site, by a second table over apparent elevation and straight
/// range, because a ray that dips passes one height twice but each range once (test_sense
/// RefractionBelowLevel.*).
class Refraction {
 public:
  /// surface_h_m: of the sea or plain that makes the horizon, above the sphere.
  Refraction(const Atmosphere& air, double site_h_m, double earth_radius_m, double surface_h_m = 0);

  struct Seen {
    double apparent_el_rad = 0, el_error_rad = 0, range_error_m = 0;
  };
  /// Of a point at a true elevation and straight range > 0: the full answer, below 0 deg too. A point is
  /// hidden by the surface if its apparent elevation is less than least_apparent_el_rad(range_m).
  [[nodiscard]] Seen seen_at(double true_el_rad, double range_m) const;
  /// The horizon ray's apparent elevation, <= 0; and the straight range at which it touches the surface.
  [[nodiscard]] double horizon_el_rad() const { return horizon_el_rad_; }
  [[nodiscard]] double horizon_range_m() const { return horizon_range_m_; }
  /// Least apparent elevation at which a point at a straight range stands above the surface: the horizon's
  /// beyond the range where that ray touches, the surface's own nearer than that.
  [[nodiscard]] double least_apparent_el_rad(double range_m) const;

  /// From the true elevation and the target's height, for rays that leave level or upwards. Below (apparent <
  /// 0) the error stays that of the level ray, so that the apparent elevation is continuous and its sign
  /// tells.
  [[nodiscard]] Seen seen(double true_el_rad, double target_h_m) const;
  /// Errors at an apparent elevation; below 0 where the ray has dipped and risen to the height. Below the
  /// horizon the errors are the horizon ray's.
  [[nodiscard]] Seen at_apparent(double apparent_el_rad, double target_h_m) const;
  /// Height of a point above the stratification, from its true elevation and range.
  [[nodiscard]] double height_m(double true_el_rad, double range_m) const;
  /// The straight range to a target at a height seen at an apparent elevation >= the horizon's
  /// (ContractError); below 0 deg the farther of two. Ray and target must meet: the height above the ray's
  /// lowest point.
  [[nodiscard]] double range_m(double apparent_el_rad, double target_h_m) const;

 private:
  void tabulate_dip();
  [[nodiscard]] Seen dip_errors(double apparent_el_rad, double range_m) const;
  [[nodiscard]] Seen dipped(double true_el_rad, double range_m) const;
  [[nodiscard]] Seen before_horizon(double true_el_rad, double range_m) const;
  [[nodiscard]] Seen after_dip(double apparent_el_rad, double target_h_m) const;
  [[nodiscard]] double range_after_dip_m(double apparent_el_rad, double target_h_m) const;

  Atmosphere air_;
  double site_h_m_, radius_m_, surface_h_m_;
  double horizon_el_rad_, horizon_range_m_ = 0;
  std::vector<double> el_error_, range_error_;         ///< [height][elevation], elevation >= 0
  std::vector<double> dip_el_error_, dip_range_error_; ///< [elevation][range], from the horizon to level
};

} // namespace dewline::sense
