// TEME (T), the frame of SGP4: true equator and mean equinox of date.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::earth {

/// From TEME to the Earth-fixed and the inertial frame at one UTC instant, for many states: making one takes
/// about 100 us, applying it a few ns. R_ET is teme_to_itrf, R_GT = R_GE R_ET with the full R_EG of
/// gcrf_to_itrf. SGP4's velocity is taken as one against the stars, so v_G = R_GT v_T and v_E = R_ET v_T -
/// omega x p_E (Orientation takes TEME's axes as turning: 0.3 mm/s apart at geosynchronous height). Against
/// frames_teme_itrf_erfa.csv: 1 mm, from s' of the polar motion, and 1e-6 m/s (known_earth Teme).
class Teme {
 public:
  explicit Teme(const JulianDate& utc, const Eop& eop = {});

  /// v_E is relative to the rotating Earth.
  [[nodiscard]] PosVel to_E(const PosVel& x_T) const {
    const Vec3 p_E = R_ET_ * x_T.p;
    return {p_E, R_ET_ * x_T.v - cross(omega_E_, p_E)};
  }
  [[nodiscard]] PosVel to_G(const PosVel& x_T) const { return {R_GT_ * x_T.p, R_GT_ * x_T.v}; }
  [[nodiscard]] const Mat3& R_ET() const { return R_ET_; }
  [[nodiscard]] const Mat3& R_GT() const { return R_GT_; }

 private:
  Mat3 R_ET_, R_GT_;
  Vec3 omega_E_; ///< [rad/s]
};

} // namespace dewline::earth
