#include "dewline/earth/teme.hpp"

#include "dewline/earth/ellipsoid.hpp"

namespace dewline::earth {

Teme::Teme(const JulianDate& utc, const Eop& eop)
    : R_ET_(teme_to_itrf(utc, eop)), R_GT_(transpose(gcrf_to_itrf(utc, eop)) * R_ET_) {
  const double rate_rad_s = kOmega_rad_s * (1 - eop.lod_s / 86400);
  omega_E_ = rate_rad_s * Vec3{R_ET_(0, 2), R_ET_(1, 2), R_ET_(2, 2)}; // TEME's z is the axis
}

} // namespace dewline::earth
