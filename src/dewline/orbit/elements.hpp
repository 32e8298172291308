// What a state says of its orbit: constants of two-body motion.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/earth/gravity.hpp"

namespace dewline::orbit {

/// Specific orbital energy v^2/2 - mu/r [m^2/s^2] of an inertial state; negative on an ellipse.
double specific_energy(const PosVel& x_G, double mu_m3_s2 = earth::kMu_m3_s2);
/// Specific angular momentum r x v [m^2/s].
Vec3 angular_momentum(const PosVel& x_G);
/// Eccentricity |v x h / mu - r / |r||, >= 0.
double eccentricity(const PosVel& x_G, double mu_m3_s2 = earth::kMu_m3_s2);
/// Distance of the nearest point from the Earth's centre [m]; 0 for a radial fall.
double perigee_radius(const PosVel& x_G, double mu_m3_s2 = earth::kMu_m3_s2);
/// Distance of the farthest point [m]; infinite unless the energy is negative.
double apogee_radius(const PosVel& x_G, double mu_m3_s2 = earth::kMu_m3_s2);

} // namespace dewline::orbit
