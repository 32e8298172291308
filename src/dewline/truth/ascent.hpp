// The powered climb of a staged rocket, as a machine that solvers fly many times.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dewline/orbit/dopri5.hpp"
#include "dewline/truth/boost_params.hpp"
#include "dewline/truth/flight.hpp"

namespace dewline::truth {

/// What is decided before a climb: stated in the scenario, or solved for by an aim.
struct Steering {
  double az_rad = 0;
  double kick_rad = 0;
  double last_burn_s = 0; ///< how long the last stage burns
  double share = 1;       ///< of the last stage's thrust that acts along the velocity
};

/// What was flown: every step of the integrator, and every event of the rocket.
struct ClimbLog {
  struct Step {
    orbit::Node from, to;
    Vec3 a_from, a_to;
  };
  struct Event {
    std::string what; ///< `launch`, `burnout 1`, `ignition 2`, ..., `burnout`
    orbit::Node node;
  };
  std::vector<Step> steps;
  std::vector<Event> events;
};

/// A rocket on its pad. m dv/dt = T - D + m g with T = Isp g0 mdot - p(h) Ae, D = rho v^2 A Cd(M) / 2, J2 to
/// J6, Earth rotation; see docs/models/boost.md.
class Rocket {
 public:
  /// Steps of the climb by default are such that their quintics follow the thrust to a millimetre.
  Rocket(const BoostParams& boost, const earth::Geodetic& pad, double launch_s, const Surroundings& around,
         const orbit::Tolerance& tolerance = {3e-11, 4});

  /// Climbs to the last stage's ignition, then burns it. Nothing if it falls back to the ground on the way.
  std::optional<orbit::Node> climb(const Steering& steering, ClimbLog* log = nullptr) const;
  /// The first part of it: the node at which the last stage is lit.
  std::optional<orbit::Node> climb_to_last(const Steering& steering, ClimbLog* log = nullptr) const;
  /// The second: from there to the last burnout.
  std::optional<orbit::Node> burn_last(const orbit::Node& ignition, const Steering& steering,
                                       ClimbLog* log = nullptr) const;
  /// The steering that the scenario states.
  [[nodiscard]] Steering stated() const;
  [[nodiscard]] const BoostParams& boost() const { return boost_; }
  [[nodiscard]] const earth::Geodetic& pad() const { return pad_; }

 private:
  using Table = std::vector<std::pair<double, double>>; ///< Mach, drag coefficient
  struct Phase;
  struct Climb;
  [[nodiscard]] Vec3 pad_E() const;
  [[nodiscard]] Phase burning(std::size_t stage, double begin_s) const;
  [[nodiscard]] Phase coasting(std::size_t next, double begin_s) const;

  const BoostParams& boost_;
  earth::Geodetic pad_;
  double launch_s_;
  Surroundings around_;
  orbit::Tolerance tolerance_;
  std::vector<double> mass_kg_; ///< at each stage's ignition
  std::vector<Table> drag_;
};

} // namespace dewline::truth
