#include "dewline/orbit/integrate.hpp"

namespace dewline::orbit {

Integrator::Integrator(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance)
    : run_(start, a, t_end_s, tolerance) {}

bool Integrator::step() { return run_.step(); }

PosVel Integrator::at(double t_s) const { return run_.at(t_s); }

PosVel integrate(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance) {
  Integrator run(start, a, t_end_s, tolerance);
  while (run.step()) {}
  return run.to().x;
}

} // namespace dewline::orbit
