// How far an object may be from where its element set says.
#pragma once
#include "dewline/base/vec.hpp"
#include "dewline/catalog/entry.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::catalog {

/// How far drag has moved an object along its path [m], `minutes` from its epoch: a n 3/2 C1 t^2, the first
/// term of SGP4's advance of the mean longitude.
double dragged_m(const orbit::Sgp4& satellite, double minutes);

/// Covariance of an element set's state x (position [m], velocity [m/s], any inertial axes) at an age of
/// either sign. Along the path the object is early or late by s / v: position and velocity err together, by
/// (v, a) s / v, so its plane and energy stay sharp however old the set. Upwards and across, sigma + drift
/// age; velocities err by the orbit's angular rate |h| / r^2 times the errors upwards (radial, in-track) and
/// across. s^2 = (sigma + drift age)^2 + (drag_share dragged_m)^2. A model of ours; docs/models/catalogue.md.
MatNM<6> set_covariance(const CatalogueParams& params, const PosVel& x, double age_s, double dragged_m);

} // namespace dewline::catalog
