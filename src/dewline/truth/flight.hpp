// From parameters to a trajectory: one builder for each way of stating a flight.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/orbit/integrate.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/truth/object.hpp"
#include "dewline/truth/trajectory.hpp"

namespace dewline::truth {

/// A moment of an object's life: `launch`, `burnout 1`, `ignition 2`, ..., `burnout` (the last), `apogee`,
/// `impact`, `end of data`.
struct Milestone {
  std::string what;
  Time at{};
  earth::Geodetic where;
};

/// A trajectory with its milestones, in time order.
struct Flight {
  Trajectory path;
  std::vector<Milestone> milestones;

  void mark(const std::string& what, Time at);
};

/// What a flight needs to know besides its own parameters.
struct Surroundings {
  Vec3 omega_E{0, 0, earth::kOmega_rad_s};          ///< the Earth's turning [rad/s]
  Time end{};                                       ///< followed at least so long, unless it falls before
  const earth::Orientation* orientation = nullptr;  ///< needed by satellites only
  // What published cases simplify, for the climb of a boost:
  earth::Gravity gravity = earth::Gravity::j6;
  double sphere_radius_m = 0; ///< above 0: the Earth is a sphere of this radius
};

/// How bright a plume is from a time on [W/sr]; 0 when nothing burns.
struct Plume {
  Time from{};
  double intensity_W_sr = 0;
};
/// How a body looks to radars from a time on.
struct Look {
  Time from{};
  Signature signature;
};

/// One body of an object: itself (no suffix), or a part that flies on its own (`stage-1`, `decoy-2`).
struct Body {
  std::string suffix;
  Flight flight;
  std::vector<Look> looks;   ///< in time order, at least one
  std::vector<Plume> plumes; ///< in time order; empty: it never burns
};

/// A body that looks the same all its life.
Body plain(Flight&& flight, const ObjectParams& object, const std::string& suffix = "");

/// All bodies of an object, itself first (but each of several aircraft of a surveillance table has a suffix).
/// Nothing, and problems, if one cannot be built. A fall is followed for two hours after the launch in any
/// case.
std::vector<Body> build_bodies(const ObjectParams& object, const Surroundings& around, Problems& problems);

// The builders behind build_bodies. They assume rules already checked.
std::vector<Body> build_file(const ObjectParams& object, Problems& problems);
std::optional<Flight> build_arc(const ObjectParams& object, const Surroundings& around, Problems& problems);
std::optional<Flight> build_waypoints(const ObjectParams& object, Problems& problems);
std::vector<Body> build_boost(const ObjectParams& object, const Surroundings& around, Problems& problems);

/// The forces of free flight in truth: J2 to J6, and drag if there is a ballistic coefficient. Valid while
/// what it is made from lives.
orbit::Forces free_flight(const ObjectParams& object);
orbit::Forces free_flight(const BodyParams& body);
/// Appends one step of an integrator, its ends moved to the grid of nanoseconds.
void append(Trajectory& path, const orbit::Node& from, const Vec3& a_from, const orbit::Node& to,
            const Vec3& a_to);
/// Appends one phase integrated under `a` (Earth-fixed axes) from start to t_end_s, both in seconds since the
/// epoch. Returns the end.
orbit::Node fly(Trajectory& path, const orbit::Node& start, orbit::Acceleration a, double t_end_s,
                const orbit::Tolerance& tolerance);
/// Free flight to the ground or until t_end_s; marks apogee and impact (or `end of data`). False, and no
/// marks, if the whole path is empty: it starts on the ground going down.
[[nodiscard]] bool coast_to_ground(Flight& flight, const orbit::Node& start, const orbit::Forces& forces,
                                   const Vec3& omega_E, double t_end_s);
/// A state from a place and a velocity in its local axes.
PosVel at_place(const earth::Geodetic& place, double speed_m_s, double az_rad, double el_rad);
/// The launch point; lat and lon must be given.
earth::Geodetic launch_place(const ObjectParams& object);

} // namespace dewline::truth
