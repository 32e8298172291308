// Visibility windows of a radar's faces, and directions in local axes.
#pragma once
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::sense {

class Radar;

/// Spans in which each object of the view, between the epoch and `end`, is inside the field of regard of a
/// face: apparent elevation, azimuth sector, instrumented range, existence. Sorted by (begin, object, face).
/// Sampled every 2 s, edges bracketed to 1 us.
std::vector<Window> find_windows(const Radar& radar, const truth::View& view, Time end);

/// A direction in local axes with its errors, from direction cosines.
struct LocalDirection {
  double az_rad = 0, el_rad = 0, sigma_az_rad = 0, sigma_el_rad = 0;
};
/// First-order propagation of independent errors in u and v; the azimuth error grows as 1 / cos(el).
/// Needs u^2 + v^2 < 1.
LocalDirection local_direction(const Mat3& R_SL, double u, double v, double sigma_u, double sigma_v);

} // namespace dewline::sense
