// GCRF (G, inertial) and ITRF (E, Earth-fixed): IAU 2006/2000A by ERFA.
#pragma once
#include <array>
#include <vector>

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
/// R_ET at a UTC instant, from TEME (T: true equator, mean equinox of date, as SGP4 and element sets use it):
/// W R3(GMST82(UT1)), without the kinematic terms of the equation of the equinoxes, as astropy and Orekit
/// have it (the header of teme_itrf_erfa.csv says so). 0.4 mm at 10,000 km, s' of the polar motion
/// (known_earth, TemeTable).
Mat3 teme_to_itrf(const JulianDate& utc, const Eop& eop);

/// R_EG over one scenario. The celestial pole (X, Y) and the CIO locator s move slowly: they are cubics over
/// pieces of six hours. The Earth rotation angle is linear, at the UT1 rate that `lod_s` states. Polar
/// motion, dx, dy and lod are constant over the span. R_EG = W R3(ERA - s) Q(X, Y), with X, Y, s, ERA and W
/// from ERFA (eraXys06a, eraEra00, eraPom00). Const and cheap to share; a call costs < 0.1 us
/// (bench_earth_frames), making one about 0.1 ms per six hours of span.
class Orientation {
 public:
  /// Valid from six hours before the epoch to a day after epoch + span: within 1e-10 of the full matrix
  /// (known_earth, Orientation). Beyond, the last cubic runs on. Throws ContractError unless 0 <= span <=
  /// 3700 days.
  explicit Orientation(const JulianDate& utc_epoch, const Eop& eop = {},
                       Duration span = std::chrono::hours{24});

  [[nodiscard]] Mat3 R_EG(Time t) const;
  /// Earth-fixed from inertial: v_E is relative to the rotating Earth.
  [[nodiscard]] PosVel to_E(const PosVel& x_G, Time t) const;
  [[nodiscard]] PosVel to_G(const PosVel& x_E, Time t) const;
  /// R_ET, from TEME: sidereal time runs on at the rate of the epoch, which is 1e-11 rad off after thirty
  /// days.
  [[nodiscard]] Mat3 R_ET(Time t) const;
  /// Earth-fixed from TEME: v_E is the derivative of p_E if v_T is that of p_T in its axes, which turn
  /// against the stars by 50 arcsec a year.
  [[nodiscard]] PosVel teme_to_E(const PosVel& x_T, Time t) const;
  /// How fast the Earth turns against the mean equinox [rad/s].
  [[nodiscard]] double sidereal_rate_rad_s() const { return gmst_rate_rad_s_; }
  /// Earth's rotation vector in E [rad/s].
  [[nodiscard]] Vec3 omega_E() const;
  [[nodiscard]] const JulianDate& utc_epoch() const { return utc_epoch_; }

 private:
  using Cubic = std::array<Vec3, 4>; ///< of (X, Y, s), by powers of the place in the piece, 0 to 1

  JulianDate utc_epoch_;
  double era0_rad_ = 0, era_rate_rad_s_ = 0; ///< Earth rotation angle at the epoch and its rate
  double gmst0_rad_ = 0, gmst_rate_rad_s_ = 0; ///< the same of Greenwich mean sidereal time
  Mat3 pole_;                                ///< polar motion W
  std::vector<Cubic> pieces_;                ///< the first begins six hours before the epoch
};

} // namespace dewline::earth
