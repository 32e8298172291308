// Satellites as bodies of an object: designed orbits, shells, element sets.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/orbit/mean_elements.hpp"
#include "dewline/orbit/sgp4.hpp"
#include "dewline/truth/flight.hpp"

namespace dewline::truth {

/// What can be said without building: forms that exclude each other, numbers that do not fit.
void check_shell(const ShellParams& shell, Problems& problems);
void check_elements(const ElementsParams& elements, Problems& problems);

/// Walker's numbers: satellites T, planes P, phasing F.
struct Walker {
  int num_satellites = 0, num_planes = 0, phasing = 0;
};
/// `24/3/1`; nothing if it is not of that form.
std::optional<Walker> parse_walker(const std::string& text);
/// A member with its name (`p01-s03`: third satellite of the first plane).
struct Member {
  std::string suffix;
  orbit::KeplerElements elements;
};
/// All T members, plane by plane. Plane k's node stands k/P of the spread (360 deg: delta, 180 deg: star)
/// after the first, the satellites of a plane are 360 deg P/T apart, and a plane runs 360 deg F/T ahead of
/// the one before. Source: brahe's documentation, "Walker Constellations" (read), after J. G. Walker (not
/// read).
std::vector<Member> members(const ShellParams& shell);

/// The elements as SGP4 wants them. Throws std::invalid_argument if the epoch is no UTC instant.
orbit::MeanElements to_mean_elements(const ElementSetParams& set);

/// Where a satellite is, in TEME [m], as a function of seconds since the scenario's epoch; nothing where the
/// theory ends.
using Orbiting = std::function<std::optional<Vec3>(double t_s)>;

/// The trajectory of positions in TEME, from `begin` past `end`, or to where the positions end (within 10 s).
/// Empty if there is none at begin. Its velocity is the derivative of the position; five-point differences
/// give velocity and acceleration at the nodes. Pieces are as long as 0.3 m and 0.3 mm/s at their quarters
/// and middle allow, six hours at most: test_truth Satellite measures <= 1 m and 1 mm/s against the positions
/// and their derivative everywhere.
Trajectory follow(const Orbiting& orbiting, const earth::Orientation& orientation, Time begin, Time end);

/// The bodies of an object with orbit, shell or elements, from launch.time past around.end. One satellite is
/// the object itself; members of a shell and sets have suffixes. An element set that has no state at the
/// start is a problem; one that decays later ends there, with the milestone `decay`.
std::vector<Body> build_satellites(const ObjectParams& object, const Surroundings& around,
                                   Problems& problems);

} // namespace dewline::truth
