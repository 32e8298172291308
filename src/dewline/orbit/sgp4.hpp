// SGP4 and SDP4: mean elements of a two-line set to position and velocity. The readable kernel.
//
// Source: F. R. Hoots and R. L. Roehrich, "Spacetrack Report No. 3" (1980), as corrected and restated by D.
// A. Vallado, P. Crawford, R. Hujsak and T. S. Kelso, "Revisiting Spacetrack Report #3", AIAA 2006-6753:
// improved mode throughout. Symbols follow the report where they have no plain name; lengths are in Earth
// radii and times in minutes inside, as the theory's constants are.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "dewline/base/vec.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::orbit {

/// The constants that the elements were made with: two-line sets mean wgs72.
enum class Sgp4Constants { wgs72old, wgs72, wgs84 };
constexpr auto enum_words(Sgp4Constants*) {
  return std::array{std::pair{Sgp4Constants::wgs72old, "wgs72old"}, std::pair{Sgp4Constants::wgs72, "wgs72"},
                    std::pair{Sgp4Constants::wgs84, "wgs84"}};
}

/// Mean elements (Brouwer's, with Kozai's mean motion) at an epoch, in TEME.
struct MeanElements {
  double epoch_jd_utc = 0;         ///< Julian date, whole and half days
  double epoch_fraction = 0;       ///< and the rest of it [days]
  double bstar = 0;                ///< drag term [1 / Earth radius]
  double inclination_rad = 0, raan_rad = 0, eccentricity = 0, arg_perigee_rad = 0, mean_anomaly_rad = 0;
  double mean_motion_rad_min = 0;  ///< Kozai's
};

/// Why there is no state; the numbers are those of the published code.
enum class Sgp4Error : std::uint8_t {
  none = 0,
  eccentricity = 1, ///< mean eccentricity outside [-0.001, 1)
  mean_motion = 2,  ///< not positive
  perturbed = 3,    ///< perturbed eccentricity outside [0, 1]
  semilatus = 4,    ///< negative semi-latus rectum
  decayed = 6,      ///< below the Earth's surface; the state is given all the same
};

constexpr auto enum_words(Sgp4Error*) {
  return std::array{std::pair{Sgp4Error::none, "none"},
                    std::pair{Sgp4Error::eccentricity, "eccentricity"},
                    std::pair{Sgp4Error::mean_motion, "mean-motion"},
                    std::pair{Sgp4Error::perturbed, "perturbed-eccentricity"},
                    std::pair{Sgp4Error::semilatus, "semilatus-rectum"},
                    std::pair{Sgp4Error::decayed, "decayed"}};
}
/// Below the Earth's surface there is a state all the same.
constexpr bool has_state(Sgp4Error error) { return error == Sgp4Error::none || error == Sgp4Error::decayed; }

struct Sgp4State {
  PosVel x_TEME; ///< [m], [m/s]
  Sgp4Error error = Sgp4Error::none;
};

namespace sgp4 {

struct Constants {
  double mu_km3_s2, radius_km, xke, j2, j3, j4;
};
const Constants& constants(Sgp4Constants which);

/// The elements as the theory uses them, and everything that does not depend on time.
struct Near {
  double no, ecco, inclo, nodeo, argpo, mo, bstar; ///< no: Brouwer's mean motion [rad/min]
  double con41, x1mth2, x7thm1, cosio, sinio;
  double cc1, cc4, cc5, d2, d3, d4, t2cof, t3cof, t4cof, t5cof;
  double eta, delmo, sinmao, omgcof, xmcof, nodecf, aycof, xlcof;
  double mdot, argpdot, nodedot;
  bool simple = false; ///< perigee below 220 km, or deep space: no terms beyond t^2
};

/// Sun or Moon: amplitudes of its periodic terms.
struct Periodics {
  double e2, e3, i2, i3, l2, l3, l4, gh2, gh3, gh4, h2, h3;
  double zm0, zn, ze; ///< mean anomaly at the epoch, its rate [rad/min], eccentricity
};
/// Earth's resonances with periods of a day or half a day.
enum class Resonance : std::uint8_t { none, synchronous, half_day };
struct Deep {
  Periodics sun, moon;
  double dedt, didt, dmdt, domdt, dnodt; ///< secular rates from Sun and Moon
  Resonance resonance = Resonance::none;
  double gsto, xlamo, xfact;             ///< sidereal time at the epoch; resonance angle and its rate
  std::array<double, 3> del{};           ///< synchronous
  /// Half-day: d2201, d2211, d3210, d3222, d4410, d4422, d5220, d5232, d5421, d5433.
  std::array<double, 10> d{};
};

} // namespace sgp4

/// One satellite: made once, then asked for any time. Const and without hidden state, so the order of
/// questions changes nothing. <= 1 mm against all 667 states of the published verification set (known_io
/// Sgp4Verification).
class Sgp4 {
 public:
  /// Throws ContractError for elements that are not finite, e outside [0, 1) or a mean motion that is not
  /// positive; elements that the theory itself refuses show their error in state().
  explicit Sgp4(const MeanElements& elements, Sgp4Constants constants = Sgp4Constants::wgs72);

  /// The state `minutes` after the epoch (either sign), in TEME of date [m, m/s].
  [[nodiscard]] Sgp4State state(double minutes) const;

  /// Minutes from the epoch to a UTC instant, a day being 1,440 of them: the convention of element sets,
  /// which knows no leap second.
  [[nodiscard]] double minutes_at(const earth::JulianDate& utc) const {
    return ((utc.day - epoch_utc_.day) + (utc.fraction - epoch_utc_.fraction)) * 1440;
  }
  [[nodiscard]] const earth::JulianDate& epoch_utc() const { return epoch_utc_; }
  [[nodiscard]] const sgp4::Constants& constants() const { return *c_; }
  [[nodiscard]] bool deep_space() const { return deep_.has_value(); } ///< period of 225 min or more
  [[nodiscard]] const sgp4::Near& near() const { return near_; }
  [[nodiscard]] const std::optional<sgp4::Deep>& deep() const { return deep_; }

 private:
  const sgp4::Constants* c_;
  earth::JulianDate epoch_utc_;
  sgp4::Near near_{};
  std::optional<sgp4::Deep> deep_;
};

} // namespace dewline::orbit
