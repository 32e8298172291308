// The adaptive integrator of all numerical motion: Dormand-Prince 5(4) with dense output, for any force.
#pragma once
#include <cmath>
#include <type_traits>

#include "dewline/base/vec.hpp"
#include "dewline/orbit/dopri5.hpp"

namespace dewline::orbit {

/// A reference to a callable Vec3(double t_s, const PosVel&): acceleration [m/s^2]. Valid during the call
/// only.
class Acceleration {
 public:
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Acceleration>)
  Acceleration(const F& f) // NOLINT: implicit by design
      : object_(&f), call_([](const void* o, double t_s, const PosVel& x) -> Vec3 {
          return (*static_cast<const F*>(o))(t_s, x);
        }) {}
  Vec3 operator()(double t_s, const PosVel& x) const { return call_(object_, t_s, x); }

 private:
  const void* object_;
  Vec3 (*call_)(const void*, double, const PosVel&);
};

/// Integrates x'' = a(t, x) step by step in either direction.
///
///   Integrator run(start, a, t_end_s, tolerance);
///   while (run.step()) use(run.from(), run.to(), run.at(t between them));
///
/// The last step ends exactly at t_end_s. The callable behind `a` must outlive the integrator. Method, errors
/// and accuracy are those of Dopri5, which it wraps: compiled once, at an indirect call per acceleration.
class Integrator {
 public:
  Integrator(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance = {});
  Integrator(const Integrator&) = delete;
  Integrator& operator=(const Integrator&) = delete;

  /// Takes one step; false, and nothing taken, at the end.
  bool step();
  [[nodiscard]] const Node& from() const { return run_.from(); } ///< where the last step began
  [[nodiscard]] const Node& to() const { return run_.to(); }     ///< where it ended
  [[nodiscard]] PosVel at(double t_s) const;                     ///< inside the last step

 private:
  Dopri5<Acceleration> run_;
};

/// The state at t_end_s.
PosVel integrate(const Node& start, Acceleration a, double t_end_s, const Tolerance& tolerance = {});

/// The root of f between a and b (either order) by false position with Illinois weights, to 1e-9 in the
/// argument. f(a) and f(b) must not have the same sign.
template <class F>
double find_root(const F& f, double a, double b) {
  double f_a = f(a), f_b = f(b);
  for (int i = 0; i < 200 && std::abs(b - a) > 1e-9 && f_b != 0; ++i) {
    const double c = i % 8 == 7 ? 0.5 * (a + b) : b - f_b * (b - a) / (f_b - f_a);
    const double f_c = f(c);
    if ((f_c < 0) != (f_b < 0)) a = b, f_a = f_b;
    else f_a *= 0.5;
    if (std::abs(c - b) < 1e-10) return c;
    b = c, f_b = f_c;
  }
  return b;
}

} // namespace dewline::orbit
