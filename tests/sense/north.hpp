// The radar that the sense room's tests and benches look with.
#pragma once
#include "dewline/sense/radar/params.hpp"

namespace dewline::sense {

inline constexpr double kDeg = kPi / 180;
inline const earth::Geodetic kSite{60 * kDeg, 20 * kDeg, 0};

/// Looks north from kSite, sees nothing false; reference: 1 m2 at 1,000 km.
inline RadarParams north(double reference_snr_db, Swerling swerling) {
  RadarParams p;
  p.at = {60 * kDeg, 20 * kDeg, 0};
  p.faces = {{0, 20 * kDeg, 120 * kDeg, {3 * kDeg, 80 * kDeg}}};
  p.reference_range_m = 1e6;
  p.reference_snr_db = reference_snr_db;
  p.max_range_m = 3e6;
  p.swerling = swerling;
  p.num_cells = 0;
  return p;
}

} // namespace dewline::sense
