// Flight along a circle in the plane.
#pragma once
#include "dewline/track/models/linear.hpp"

namespace dewline::track {

/// [x y vx vy w]: a turn at w [rad/s], counter-clockwise from x (east) to y (north) positive; white
/// acceleration on both axes and a random walk of w. Exact circle, with the limits of sin(w dt)/w and its
/// like for a straight line. Noise: that of ConstantVelocity, and psd_turn dt with what it does to speed and
/// place at constant heading. Textbook (general knowledge).
struct CoordinatedTurn {
  static constexpr std::size_t kDim = 2, kN = 5;
  double psd_m2_s3 = 1;
  double psd_turn_rad2_s3 = 1e-4;

  [[nodiscard]] VecN<5> move(const VecN<5>& x, double dt_s) const { return step(x, dt_s).x; }
  [[nodiscard]] Moved<5> step(const VecN<5>& x, double dt_s) const;
  [[nodiscard]] MatNM<5> noise(const VecN<5>& x, double dt_s) const;
};

} // namespace dewline::track
