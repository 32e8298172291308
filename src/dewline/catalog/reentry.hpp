// When drag brings a catalogued object down, from its element set alone.
#pragma once
#include <optional>

#include "dewline/catalog/entry.hpp"
#include "dewline/catalog/notice.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::catalog {

struct ReentrySearch {
  double horizon_s = 60 * 86400.; ///< from the epoch; a middle beyond it is no notice
  double h_m = 120e3;  ///< it is down when its mean height above the equatorial radius falls below this
  double spread = 0.2; ///< of B*, both ways: the window's ends (assumption, 0.1 to 0.3)
};

/// Air density over SGP4's reference density [1] at a distance r from the Earth's centre, for an orbit of
/// perigee height `perigee_h_m`: ((q0 - s) / (r - s))^4 with q0 = 120 km of height and s = 78 km, lower for
/// perigees below 156 km (height - 78 km) and 98 km (20 km). Times B* and v^2 it is the deceleration that the
/// theory takes.
double drag_density(double r_m, double perigee_h_m, double radius_m);

/// The window, or nothing if the object does not come down within the horizon (a B* that is not positive
/// never brings anything down).
///
/// SGP4's own drag is a power series about the epoch and means nothing near the end; so the mean orbit is
/// integrated here under the same drag: with s = sqrt(mu) units aside, per unit of time, averaged over the
/// mean anomaly,
///   d(energy)/dt = -<B* rho v^3>,   d(h)/dt = -<B* rho v> h,
/// with rho of drag_density: B* was fitted with that law, and any other atmosphere would need another
/// coefficient. The equations are autonomous and linear in B*, so a B* that is k times as large brings the
/// object down in 1/k of the time: the ends are middle / (1 + spread) and middle / (1 - spread). Down is a
/// mean height below h_m, or a perigee below 80 km. Left out: Sun, Moon and J2 (perigees of high eccentric
/// orbits), the turning air, solar activity after the fit. Source: density law and drag constants of Hoots
/// and Roehrich, "Spacetrack Report No. 3", as restated by Vallado et al., AIAA 2006-6753 (orbit/sgp4.hpp);
/// the averaging is textbook (general knowledge). Against numerical motion under the same drag: within 2 % of
/// the time that is left; mean motion as SGP4's own within a day (test_catalog Reentry).
std::optional<Reentry> reentry(const Entry& entry, const ReentrySearch& search = {});

} // namespace dewline::catalog
