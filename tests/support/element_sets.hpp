// Made-up mean elements of every kind that SGP4 treats in its own way, from a seed: for tests and benches.
#pragma once
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "dewline/orbit/sgp4.hpp"

namespace dewline::support {

enum class OrbitKind { leo, low_perigee, decaying, eccentric, meo, gto, half_day, synchronous };
constexpr OrbitKind kNearEarth[] = {OrbitKind::leo, OrbitKind::low_perigee, OrbitKind::decaying,
                                    OrbitKind::eccentric};
constexpr OrbitKind kDeepSpace[] = {OrbitKind::meo, OrbitKind::gto, OrbitKind::half_day,
                                    OrbitKind::synchronous};

class ElementMaker {
 public:
  explicit ElementMaker(std::uint64_t seed) : engine_(seed) {}

  orbit::MeanElements make(OrbitKind kind) {
    constexpr double kDeg = std::numbers::pi / 180, kPerDay = 2 * std::numbers::pi / 1440;
    orbit::MeanElements el;
    el.epoch_jd_utc = 2461000.5 + std::floor(between(0, 4));
    el.epoch_fraction = between(0, 1);
    el.raan_rad = between(0, 360) * kDeg;
    el.arg_perigee_rad = between(0, 360) * kDeg;
    el.mean_anomaly_rad = between(0, 360) * kDeg;
    el.inclination_rad = between(0.5, 140) * kDeg;
    double height_km = 0, e = 0, bstar = 0, revs = 0;
    switch (kind) {
      case OrbitKind::leo:
        height_km = between(300, 1500), e = between(0, 0.02), bstar = between(-1e-5, 3e-4);
        break;
      case OrbitKind::low_perigee:
        height_km = between(130, 219), e = between(0, 0.1), bstar = between(0, 1e-3);
        break;
      case OrbitKind::decaying:
        height_km = between(90, 250), e = between(0, 0.01), bstar = between(1e-3, 3e-2);
        break;
      case OrbitKind::eccentric:
        height_km = between(200, 1200), e = between(0.02, 0.3), bstar = between(0, 1e-4);
        break;
      case OrbitKind::meo: revs = between(2.2, 6.3), e = between(0, 0.05); break;
      case OrbitKind::gto:
        revs = between(2.3, 5), e = 1 - std::cbrt(revs * revs) * between(0.1545, 0.21);
        break;
      case OrbitKind::half_day:
        revs = between(1.95, 2.05), e = between(0.5, 0.74), bstar = between(0, 1e-4);
        break;
      case OrbitKind::synchronous: revs = between(0.97, 1.03), e = between(0, 0.3) * between(0, 1); break;
    }
    // a quarter of the geosynchronous ones have nearly no inclination, where Lyddane's form holds
    if (kind == OrbitKind::synchronous && between(0, 1) < 0.5)
      el.inclination_rad = between(0, 1) * between(0, 15) * kDeg;
    el.eccentricity = e;
    el.bstar = bstar;
    const double a = (6378.135 + height_km) / 6378.135 / (1 - e); // of a height at perigee
    el.mean_motion_rad_min = revs > 0 ? revs * kPerDay : 0.0743669161331734132 / std::sqrt(a * a * a);
    return el;
  }

  template <std::size_t N>
  std::vector<orbit::Sgp4> satellites(const OrbitKind (&kinds)[N], std::size_t num) {
    std::vector<orbit::Sgp4> out;
    for (std::size_t k = 0; k < num; ++k) out.emplace_back(make(kinds[k % N]));
    return out;
  }

  /// The same on every library, unlike std::uniform_real_distribution.
  double between(double low, double high) { return low + (high - low) * (double(engine_() >> 11) * 0x1p-53); }

 private:
  std::mt19937_64 engine_;
};

} // namespace dewline::support
