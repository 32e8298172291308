// Where a coasting body comes down, and where it came from.
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/orbit/air_edges.hpp"
#include "dewline/orbit/arcs_task.hpp"
#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/integrate.hpp"

namespace dewline::orbit {
namespace {

double height(const PosVel& x) { return earth::geodetic(x.p).h_m; }
double climb(const PosVel& x) { return dot(x.p, x.v); }

/// height(x) <= h_m, without the geodetic problem where the radial height decides.
bool below(const PosVel& x, double h_m) {
  const double over_m = radial_height(x.p) - h_m;
  return std::abs(over_m) > 1 + 1e-5 * std::abs(h_m) ? over_m < 0 : height(x) <= h_m;
}

/// How long a step may be: to the next edge of the air below, as the parabola of the moment meets it.
double time_to_edge(const Node& at, const Vec3& a) {
  const double h_m = radial_height(at.x.p);
  for (const double edge_m : kAirEdges_m) {
    const double fall_m = h_m - edge_m;
    if (!(fall_m > 1)) continue;
    const double r = norm(at.x.p), up_m_s = climb(at.x) / r;
    const double up_m_s2 = (dot(at.x.p, a) + dot(at.x.v, at.x.v) - up_m_s * up_m_s) / r;
    const double root = up_m_s * up_m_s - 2 * up_m_s2 * fall_m;
    const double speed = root > 0 ? std::sqrt(root) - up_m_s : 0; // t = 2 fall / (sqrt(...) - up)
    return speed > 0 ? 2 * fall_m / speed : 1e9;
  }
  return 1e9;
}

/// Follows a body until its height falls to h_m in the direction of `sign` of time.
struct Descent {
  double h_m, sign;
  Node apogee;

  /// The end time if the last step of `run` holds it.
  template <class Run>
  std::optional<double> ended(const Run& run) {
    double begin = run.from().t_s, end = run.to().t_s;
    const double rise_from = climb(run.from().x) * sign, rise_to = climb(run.to().x) * sign;
    const auto turn = [&] { return find_root([&](double t) { return climb(run.at(t)); }, begin, end); };
    if (rise_from > 0 && rise_to >= 0) return {}; // still rising
    if (rise_from > 0) {
      begin = turn();
      apogee = {begin, run.at(begin)};
    } else if (rise_from < 0 && rise_to > 0) {
      end = turn(); // the perigee
    }
    const PosVel lowest = end == run.to().t_s ? run.to().x : run.at(end);
    if (!below(lowest, h_m) || below(run.at(begin), h_m)) return {};
    return crossing(run, begin, end, h_m == 0 ? 0 : height(lowest) - radial_height(lowest.p));
  }
  /// Where height - radial height is `bias_m`, or what it is found to be; it changes by some 1e-6.
  template <class Run>
  [[nodiscard]] double crossing(const Run& run, double begin, double end, double bias_m) const {
    double t = end;
    for (int i = 0; i < 2; ++i) {
      const auto over = [&](double t_s) { return radial_height(run.at(t_s).p) + bias_m - h_m; };
      if (!(over(begin) > 0)) return begin;
      if (over(end) > 0) return end;
      t = find_root(over, begin, end);
      if (h_m == 0) break; // there both heights are 0
      const PosVel x = run.at(t);
      bias_m = height(x) - radial_height(x.p);
    }
    return t;
  }
  /// Below the height and still sinking: it began there.
  [[nodiscard]] bool sunk(const PosVel& x) const { return climb(x) * sign < 0 && below(x, h_m); }
};

Impact describe(const Node& end, const Node& apogee) {
  Impact out;
  out.tof_s = end.t_s;
  out.x_E = end.x;
  out.at = earth::geodetic(end.x.p);
  const Vec3 v_L = earth::enu_axes(out.at) * end.x.v;
  out.speed_m_s = norm(v_L);
  out.angle_rad = std::atan2(v_L.z, std::hypot(v_L.x, v_L.y));
  out.apogee_h_m = height(apogee.x);
  out.apogee_tof_s = apogee.t_s;
  return out;
}

/// In vacuum a perigee far above the height is never reached.
bool stays_up(const PosVel& x_E, const Forces& forces, double h_m) {
  if (forces.in_air()) return false;
  const PosVel x_G{x_E.p, x_E.v + cross(kOmega_E, x_E.p)};
  return perigee_radius(x_G, forces.mu_m3_s2) > earth::kA_m + h_m + kPerigeeMargin_m;
}

template <earth::Gravity field, class Air>
std::optional<Impact> follow(const Coast_E<field, Air>& force, const PosVel& x_E, double tolerance,
                             double h_m, double t_end_s) {
  Dopri5 run({0, x_E}, force, t_end_s, {tolerance, kLongestStep_s});
  Descent descent{h_m, t_end_s < 0 ? -1.0 : 1.0, {0, x_E}};
  const auto limit = [&] {
    if constexpr (!std::is_same_v<Air, Vacuum>) run.limit_next(time_to_edge(run.to(), run.acceleration_to()));
  };
  for (limit(); run.step() && dot(run.to().x.p, run.to().x.p) < kEscaped_m * kEscaped_m; limit()) {
    if (const auto t = descent.ended(run)) return describe({*t, run.at(*t)}, descent.apogee);
    if (descent.sunk(run.to().x)) break;
  }
  return {};
}

void check_mach(std::span<const MachPoint> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    DW_CHECK(rows[i].ballistic_coefficient_kg_m2 > 0);
    DW_CHECK(i == 0 || rows[i].mach > rows[i - 1].mach);
  }
}

std::optional<Impact> fall(const PosVel& x_E, const Forces& forces, double h_m, double t_end_s) {
  DW_CHECK(std::isfinite(h_m) && std::isfinite(t_end_s));
  check_mach(forces.ballistic_coefficient_by_mach);
  if (stays_up(x_E, forces, h_m)) return {};
  return with_coast<Coast_E>(forces, [&](const auto& force) {
    return follow(force, x_E, forces.tolerance, h_m, t_end_s);
  });
}

} // namespace

std::optional<Impact> impact(const PosVel& x_E, const Forces& forces, double h_m, double max_tof_s) {
  return fall(x_E, forces, h_m, max_tof_s);
}

std::optional<Impact> ascent(const PosVel& x_E, const Forces& forces, double h_m, double max_tof_s) {
  Forces vacuum = forces;
  vacuum.ballistic_coefficient_kg_m2.reset();
  vacuum.ballistic_coefficient_by_mach = {};
  return fall(x_E, vacuum, h_m, -max_tof_s);
}

} // namespace dewline::orbit
