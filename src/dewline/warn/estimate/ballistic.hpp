// Two-body arcs down to, and up from, a height above the ellipsoid: closed form, about 1 us. For sigma points.
#pragma once
#include <optional>

#include "dewline/base/vec.hpp"

namespace dewline::warn {

/// Energy and heights of the two-body orbit through an inertial state whose z is the pole.
struct Arc {
  double specific_energy_J_kg = 0; ///< negative: bound
  double perigee_h_m = 0;          ///< above the ellipsoid below it; negative: below the surface
  double apogee_h_m = 0;           ///< of bound orbits; 0 otherwise
};
Arc arc(const PosVel& x_I);

/// Where an arc passes a height: Earth-fixed state then, with E's axes taken as those of x_I at the start.
struct Passage {
  double dt_s = 0;
  PosVel x_E;
};
/// The next time at which the body comes down through height h_m. Point mass, no drag, Earth turning about z.
/// Nothing for open orbits and those that stay above (or below) it. Within 50 km of orbit::impact with J2
/// over arcs of 10,000 km (tests/warn/ballistic.cpp): for differences between neighbouring arcs, not for the mean.
std::optional<Passage> falls_to(const PosVel& x_I, double h_m);
/// The last time, dt_s <= 0, at which it rose through height h_m.
std::optional<Passage> rose_from(const PosVel& x_I, double h_m);

} // namespace dewline::warn
