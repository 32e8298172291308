// Boost-glide: a point mass with lift, from the end of its boost to the ground.
#pragma once
#include "dewline/base/problem.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/glide_params.hpp"

namespace dewline::truth {

/// What the lift does.
enum class Lift {
  none,  ///< ballistic
  level, ///< it carries the vehicle on the equilibrium glide, or towards it (the pull-up)
  dive,  ///< it turns the path to the dive's angle and keeps it there
};

/// The motion of a glider, as a force for the integrator (Earth-fixed axes). Gravity, the Earth's turning and
/// drag are those of free flight, D/m = rho v^2 / (2 B); the lift stands at right angles to the velocity
/// through the air, never above (L/D) D nor above the load limit, and changes no energy:
///
///   level   the vertical part is  L cos(bank) - k (h' - h'_eq)  within -L cos(bank) and L cos(bank), sideways
///           L sin(bank). h' is the climb rate over the ellipsoid, h'_eq that of the equilibrium glide, and
///           k = 2 sqrt(L cos(bank) / (m H)), H = -rho / (d rho/dh): critical damping of the skip.
///   dive    what bends the path towards -angle within 4 s or so, wings level.
///
/// With k = 0 this is flight at constant lift-to-drag ratio, which skips about the equilibrium with the
/// frequency sqrt(g_eff / H) and hardly any damping. A real glider takes the skip out by rolling or trimming;
/// how is not modelled, only that its vertical lift is less than the full one while it climbs too fast.
/// Source of the form: the damped glide of armscontrolwonk/Thrusty (METHODS.md, read), there after Lu, Forbes
/// & Baldwin 2013 (not read). We deviate: the stiffness is that of the air where the glider is, not that at
/// equilibrium, so that one rule serves from the pull-up to the dive; the lift is never above the full one.
struct Glider {
  double lift_to_drag = 0, max_lift_m_s2 = 0;
  orbit::Forces forces; ///< gravity and drag; with a ballistic coefficient
  Vec3 omega_E;
  Lift lift = Lift::none;
  double bank_rad = 0;       ///< positive to the right
  double dive_angle_rad = 0; ///< below the horizon

  Vec3 operator()(double t_s, const PosVel& x_E) const;
  /// Climb rate of the equilibrium glide less the actual one [m/s]: not positive from where the path has
  /// levelled off.
  [[nodiscard]] double below_equilibrium_m_s(const PosVel& x_E) const;
};

/// The glider that parameters describe, with no lift yet.
Glider make_glider(const GlideParams& glide, const Surroundings& around);

/// Climb rate of the equilibrium glide [m/s], negative: v sin(gamma) with tan(gamma) = -(1/n) 2 H g / (v^2 +
/// 2 H g), n = (L/D) cos(bank). For small angles it follows from rho v^2 = 2 B g_eff / n (lift carries what
/// the centrifugal force leaves of the weight) and dv/dt = -g_eff / n - g sin(gamma) (derived here); for v^2
/// >> 2 H g it is the known -2 H g / (n v), for v -> 0 the steady glide, tan(gamma) = -1/n.
double equilibrium_climb_m_s(double speed_m_s, double scale_height_m, double lift_to_drag_up);

/// Free flight from `start` over the apogee, pull-up, equilibrium glide and dive to the ground; finishes the
/// path and marks apogee, pull-up, glide, dive and impact. The end of `around` does not count: a glide is
/// followed to the ground. False, and problems under `glide`, if the bank schedule is not in order, more than
/// one thing ends the glide, the dive would begin before the glide, it strikes the ground before it has
/// levelled off or before its dive, or it is in the air for more than six hours.
[[nodiscard]] bool glide_to_ground(Flight& flight, const orbit::Node& start, const GlideParams& glide,
                                   const Surroundings& around, Problems& problems);

} // namespace dewline::truth
