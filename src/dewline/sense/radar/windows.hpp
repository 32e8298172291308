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
/// On a grid of 2 s from the object's birth on (a shorter window may be missed), edges bracketed to 1 us
/// (TOMS 748). Steps of the grid in which nothing can happen are not looked at, by two bounds of motion: no
/// edge of any face is nearer than the distance to the limits' surfaces over 12 km/s, the most that anything
/// bound to the Earth does over ground; and above 100 km the object strays from its tangent by at most A t^2
/// / 2, A = 100 m/s2, or 40 m/s2 of what is in orbit. A satellite costs at most 40 evaluations of its motion
/// a revolution beside 3 a look (test_sense RadarWindows.*).
std::vector<Window> find_windows(const Radar& radar, const truth::View& view, Time end);

/// A direction in local axes with its errors, from direction cosines.
struct LocalDirection {
  double az_rad = 0, el_rad = 0, sigma_az_rad = 0, sigma_el_rad = 0;
};
/// First-order propagation of independent errors in u and v; the azimuth error grows as 1 / cos(el).
/// Needs u^2 + v^2 < 1.
LocalDirection local_direction(const Mat3& R_SL, double u, double v, double sigma_u, double sigma_v);

} // namespace dewline::sense
