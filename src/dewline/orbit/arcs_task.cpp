#include "dewline/orbit/arcs_task.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/orbit/coast.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/orbit/elements.hpp"

namespace dewline::orbit {
namespace {

bool has_air(double ballistic_coefficient_kg_m2) {
  DW_CHECK(ballistic_coefficient_kg_m2 >= 0);
  return ballistic_coefficient_kg_m2 > 0 && std::isfinite(ballistic_coefficient_kg_m2);
}

} // namespace

ArcsTask::ArcsTask(std::span<const PosVel> x, std::span<const double> coefficients, const Forces& acting,
                   double height_m, double latest_s, std::optional<Impact>* answers, Apogee* tops)
    : x_E(x), ballistic_coefficients_kg_m2(coefficients), forces(acting), h_m(height_m), max_tof_s(latest_s),
      inverse_tolerance2(1 / (acting.tolerance * acting.tolerance)),
      any_air(acting.ballistic_coefficient_kg_m2.has_value()), out(answers), apogees(tops) {
  if (!coefficients.empty()) any_air = std::any_of(coefficients.begin(), coefficients.end(), has_air);
}

Forces ArcsTask::forces_of(std::size_t arc) const {
  Forces own = forces;
  if (ballistic_coefficients_kg_m2.empty()) return own;
  own.ballistic_coefficient_kg_m2.reset();
  own.ballistic_coefficient_by_mach = {};
  const double b = ballistic_coefficients_kg_m2[arc];
  if (has_air(b)) own.ballistic_coefficient_kg_m2 = b;
  return own;
}

std::optional<ArcStart> ArcsTask::start(std::size_t arc) const {
  const PosVel x_G{x_E[arc].p, x_E[arc].v + cross(kOmega_E, x_E[arc].p)};
  const Forces own = forces_of(arc);
  const Vec3 a_G = acceleration_G(x_G, own);
  DW_CHECK(std::isfinite(dot(x_G.p, x_G.p) + dot(x_G.v, x_G.v) + dot(a_G, a_G)));
  const bool air = own.ballistic_coefficient_kg_m2.has_value();
  if (!air && perigee_radius(x_G, own.mu_m3_s2) > earth::kA_m + h_m + kPerigeeMargin_m) return {};
  const double h_s = std::min(first_step(own.tolerance, a_G), kLongestStep_s);
  return ArcStart{x_G, a_G, h_s, air ? 0.5 / *own.ballistic_coefficient_kg_m2 : 0};
}

void ArcsTask::by_itself(std::size_t arc) const {
  out[arc] = impact(x_E[arc], forces_of(arc), h_m, max_tof_s);
  if (out[arc]) apogees[arc] = {out[arc]->apogee_tof_s, out[arc]->apogee_h_m};
}

void ArcsTask::add_apogees() const {
  for (std::size_t i = 0; i < x_E.size(); ++i) {
    if (!out[i]) continue;
    const Apogee& top = apogees[i];
    out[i]->apogee_h_m = top.tof_s < 0 ? earth::geodetic(x_E[i].p).h_m : top.h_m;
    out[i]->apogee_tof_s = std::max(top.tof_s, 0.0);
  }
}

} // namespace dewline::orbit
