// GCRF (G, inertial) and ITRF (E, Earth-fixed): IAU 2006/2000A by ERFA.
#pragma once
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::earth {

/// Earth orientation parameters; zero is a fine default for a made-up date if the run says so.
struct Eop {
  double ut1_utc_s = 0, xp_rad = 0, yp_rad = 0, dx_rad = 0, dy_rad = 0, lod_s = 0;
};

/// The full matrix R_EG at a UTC instant (about 100 us). <= 1e-10 against the reference table.
Mat3 gcrf_to_itrf(const JulianDate& utc, const Eop& eop);

/// R_EG over one scenario: pole and CIO locator cached (refreshed by interpolation over the scenario's
/// span), only the Earth rotation angle per call. Const and cheap to share; a call costs < 0.1 us.
class Orientation {
 public:
  /// Valid from the epoch to `span` after it; beyond it extrapolates linearly (error < 1e-10 for a day).
  explicit Orientation(const JulianDate& utc_epoch, const Eop& eop = {}, Duration span = std::chrono::hours{24});

  [[nodiscard]] Mat3 R_EG(Time t) const;
  /// Earth-fixed from inertial: v_E is relative to the rotating Earth.
  [[nodiscard]] PosVel to_E(const PosVel& x_G, Time t) const;
  [[nodiscard]] PosVel to_G(const PosVel& x_E, Time t) const;
  /// Earth's rotation vector in E [rad/s].
  [[nodiscard]] Vec3 omega_E() const;
  [[nodiscard]] const JulianDate& utc_epoch() const { return utc_epoch_; }

 private:
  JulianDate utc_epoch_;
  double era0_rad_ = 0, era_rate_rad_s_ = 0; ///< Earth rotation angle at the epoch and its rate
  Mat3 pole_, celestial0_, celestial_rate_;  ///< polar motion; celestial-to-intermediate and its rate per second
};

} // namespace dewline::earth
