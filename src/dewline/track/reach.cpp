#include "dewline/track/reach.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/track/motion.hpp"

namespace dewline::track {

bool Reach::holds(const Seen& s) const {
  const double off_s = seconds(s.z->valid - at), bend_m = 5 * off_s * off_s; // half of gravity's 10 m/s^2
  const Vec3 p_G = x_G.p + off_s * x_G.v;
  if (!s.z->has_range) { // how far along its line it is, the line does not say
    const double sigma_across_m = polar(s.face, p_G).range_m * std::sqrt(angle_variance(*s.z));
    return across_m(*s.z, s.face, p_G) <= gates * (sigma_m + sigma_across_m) + slack_m + bend_m;
  }
  if (norm(s.p_G - p_G) > gates * (sigma_m + s.sigma_m) + slack_m + bend_m) return false;
  const Polar here = polar(s.face, p_G);
  const Vec3 l = here.line_of_sight_G;
  double along = range_variance(*s.z);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) along += l[i] * wide_G.cov(i, j) * l[j];
  // across an uncertain direction the range differs by the sagitta
  const double across_m = gates * (sigma_m + s.sigma_m) + slack_m;
  const double sagitta_m = across_m * across_m / (2 * here.range_m);
  return std::abs(s.z->range_m - here.range_m) <= gates * std::sqrt(along) + slack_m + sagitta_m + bend_m;
}

Reach reach_of(const PhaseModel& model, const Phases& phases, const std::vector<Seen>& seen, double gate) {
  const Time first = seen.front().z->valid, last = seen.back().z->valid,
             middle = seen[seen.size() / 2].z->valid;
  const double first_s = seconds(first - phases.valid), last_s = seconds(last - phases.valid);
  const bool early = std::abs(first_s) > std::abs(last_s);
  const double far_s = std::abs(early ? first_s : last_s);
  const PosVel free = pos_vel(leading(phases).x_G), thrust = pos_vel(phases.thrusting_G);
  Reach reach{coast(free, seconds(middle - phases.valid)),
              middle,
              motion_of(thrusting_at(model, phases, early ? first : last)),
              1.2 * std::sqrt(gate),
              0,
              0};
  const auto& cov = reach.wide_G.cov;
  reach.sigma_m = std::sqrt(cov(0, 0) + cov(1, 1) + cov(2, 2));
  reach.slack_m = 500 + norm(free.p - thrust.p) + far_s * norm(free.v - thrust.v);
  return reach;
}

} // namespace dewline::track
