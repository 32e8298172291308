// How much of a plume's light the air above it takes.
#pragma once

namespace dewline::sense {

/// The column of an exponential layer along a line over the column straight up: Chapman's function by its
/// grazing form  sqrt(pi x / 2) exp(z^2) erfc(z),  z = sqrt(x / 2) sin(elevation), x = radius / scale height.
/// For lines that rise or are level; a little below it is still near. Within 0.2 % of quadrature for x >= 400
/// (test_sense Band).
double slant_factor(double radius_over_scale, double sin_elevation);

/// exp(-depth exp(-h / H) slant): share of light that gets out of clear air from height h_m [m] along a line
/// of this elevation; depth: straight up from sea level, H: scale height [m]. A line that descends passes its lowest
/// place first: twice the level column there, less the column behind the start.
double transmission(double depth, double scale_height_m, double height_m, double sin_elevation);

} // namespace dewline::sense
