#include "dewline/orbit/integrate.hpp"

#include <algorithm>
#include <array>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <optional>

#include "dewline/base/check.hpp"

namespace dewline::orbit {
namespace {
namespace odeint = boost::numeric::odeint;

// Powers of two scale without rounding; position and velocity errors then weigh alike.
constexpr double kLength = 8388608, kSpeed = 8192;
using State = std::array<double, 6>;

State pack(const PosVel& x) {
  return {x.p.x / kLength, x.p.y / kLength, x.p.z / kLength, x.v.x / kSpeed, x.v.y / kSpeed, x.v.z / kSpeed};
}
PosVel unpack(const State& s) {
  return {{s[0] * kLength, s[1] * kLength, s[2] * kLength}, {s[3] * kSpeed, s[4] * kSpeed, s[5] * kSpeed}};
}
bool finite(const PosVel& x) { return std::isfinite(dot(x.p, x.p)) && std::isfinite(dot(x.v, x.v)); }

using Stepper = decltype(odeint::make_dense_output(1.0, 1.0, 1.0, odeint::runge_kutta_dopri5<State>()));

} // namespace

struct Integrator::Impl {
  Acceleration a;
  double t_end_s, direction, max_step_s;
  Stepper stepper;

  Impl(Acceleration acceleration, double t_end, double sign, const Tolerance& tolerance)
      : a(acceleration), t_end_s(t_end), direction(sign), max_step_s(tolerance.max_step_s),
        stepper(odeint::make_dense_output(tolerance.local, 0.0, sign * tolerance.max_step_s,
                                          odeint::runge_kutta_dopri5<State>())) {}

  void operator()(const State& s, State& rate, double t_s) const {
    const PosVel x = unpack(s);
    const Vec3 acc = a(t_s, x);
    constexpr double k = kSpeed / kLength;
    rate = {s[3] * k, s[4] * k, s[5] * k, acc.x / kSpeed, acc.y / kSpeed, acc.z / kSpeed};
  }
};

Integrator::Integrator(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance)
    : impl_(std::make_unique<Impl>(a, t_end_s, t_end_s < start.t_s ? -1.0 : 1.0, tolerance)),
      from_(start), to_(start) {
  DW_CHECK(finite(start.x) && std::isfinite(start.t_s) && std::isfinite(t_end_s));
  DW_CHECK(tolerance.local > 0 && tolerance.max_step_s > 0);
  const double first = std::min({1.0, tolerance.max_step_s, std::abs(t_end_s - start.t_s)});
  impl_->stepper.initialize(pack(start.x), start.t_s, impl_->direction * first);
}

Integrator::~Integrator() = default;

bool Integrator::step() {
  auto& s = impl_->stepper;
  const double left = impl_->t_end_s - to_.t_s;
  if (!(left * impl_->direction > 0)) return false;
  if (std::abs(s.current_time_step()) >= std::abs(left)) {
    const State now = s.current_state(); // land on the end exactly
    s.initialize(now, to_.t_s, left);
  }
  from_ = to_;
  s.do_step(std::cref(*impl_));
  to_ = {s.current_time(), unpack(s.current_state())};
  if (std::abs(impl_->t_end_s - to_.t_s) <= 1e-12 * std::abs(left)) to_.t_s = impl_->t_end_s;
  DW_CHECK(finite(to_.x));
  return true;
}

PosVel Integrator::at(double t_s) const {
  State s;
  impl_->stepper.calc_state(t_s, s);
  return unpack(s);
}

PosVel integrate(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance) {
  Integrator run(start, a, t_end_s, tolerance);
  while (run.step()) {}
  return run.to().x;
}

} // namespace dewline::orbit
