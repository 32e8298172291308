// Where the Sun stands: day and night, glint, a sensor's blind cone.
#pragma once
#include <array>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"

namespace dewline::earth {

/// From the Earth's centre to the Sun, GCRF [m]: geometric (no light time, no aberration: the apparent place
/// is 20 arcsec behind). ERFA's eraEpv00, whose documentation states some km. Every row of
/// frames_sun_vectors.csv within 0.001 deg and 1 km (known_earth, Sun). About 50 us a call.
Vec3 sun_G(const JulianDate& utc);

/// The place that has the Sun overhead: geodetic latitude and longitude of the ellipsoid's normal along sun_E
/// (any length), height 0.
Geodetic subsolar(const Vec3& sun_E);

/// The Sun over one scenario, Earth-fixed: cubics through daily places (they are 1 km off at most), turned by
/// the orientation, which must outlive it. Good from a day before the epoch to `end`; beyond, the last cubic
/// runs on.
class Sun {
 public:
  Sun(const Orientation& orientation, Time end);
  /// From the Earth's centre to the Sun [m].
  [[nodiscard]] Vec3 p_E(Time t) const;

 private:
  const Orientation* orientation_;
  std::vector<std::array<Vec3, 4>> days_; ///< by powers of the day's fraction; the first begins a day early
};

/// The astronomical unit [m] (IAU 2012).
inline constexpr double kAu_m = 149597870700.0;

} // namespace dewline::earth
