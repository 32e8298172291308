// Dormand-Prince 5(4) for x'' = a(t, x), with the force inlined: what Integrator wraps and hot callers use.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::orbit {

/// A state at a time.
struct Node {
  double t_s = 0;
  PosVel x;
};

/// Local error allowed per step (root of the sum of squares), as a part of 2^23 m (8,389 km) and 2^13 m/s
/// (8.2 km/s): 1e-11 is 0.08 mm and 8e-8 m/s. Steps never exceed max_step_s.
struct Tolerance {
  double local = 1e-11;
  double max_step_s = 120;
};
/// For results that must hold to millimetres after a day.
inline constexpr Tolerance kTight{1e-15, 120};

inline constexpr double kLengthUnit_m = 8388608, kSpeedUnit_m_s = 8192; ///< of the error control

/// A first guess of a step [s] in the scale of the acceleration (infinite for none); the error control does
/// the rest.
inline double first_step(double tolerance, const Vec3& a) {
  return std::pow(tolerance, 0.2) * std::sqrt(kLengthUnit_m / norm(a));
}

/// The method's numbers: Dormand and Prince (1980), RK5(4)7M. Row i of `a` makes stage i from the
/// accelerations before it, row 6 is the solution of fifth order; `e` is it less the one of fourth order.
/// As the motion is of second order, positions need no rates of their own: with v_m = v + h sum a_mj k_j in
/// p_i = p + h sum a_im v_m the sums over m are done once, here (`aa`, `ee`: tables times `a`).
struct Dopri5Table {
  std::array<double, 7> c{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1};
  std::array<std::array<double, 6>, 7> a{
      {{},
       {1. / 5},
       {3. / 40, 9. / 40},
       {44. / 45, -56. / 15, 32. / 9},
       {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
       {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
       {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}}};
  std::array<double, 7> e{71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525, -1. / 40};
  std::array<std::array<double, 6>, 7> aa{};
  std::array<double, 6> ee{};

  constexpr Dopri5Table() {
    for (std::size_t j = 0; j < 6; ++j) {
      for (std::size_t m = j + 1; m < 6; ++m)
        for (std::size_t i = m + 1; i < 6; ++i) aa[i][j] += a[i][m] * a[m][j];
      aa[6][j] = a[6][j] * (1 - c[j]); // the same sum, without its rounding
      for (std::size_t m = j + 1; m < 7; ++m) ee[j] += e[m] * a[m][j];
    }
  }
};
inline constexpr Dopri5Table kDopri5;

/// Integrates x'' = a(t, x) step by step in either direction; Force is a Vec3(double t_s, const PosVel&),
/// kept by value.
///
///   Dopri5 run(start, force, t_end_s, tolerance);
///   while (run.step()) use(run.from(), run.to(), run.at(t between them));
///
/// The last step ends exactly at t_end_s. One step: six accelerations (the seventh is the next step's first);
/// it is repeated shorter while its error estimate is above the tolerance. The next length is 0.9 h
/// error^(-1/5), within a factor 5; where errors grow from step to step (a fall into the air) the trend is
/// carried on (Gustafsson's rule, as SUNDIALS' documentation of its ImpGus controller states it, with
/// exponents 1 and 1 and never to lengthen: 6 to 20 % fewer accelerations on the way down). Near a kink
/// of the force steps shorten until it no longer counts; a jump is passed with steps of rounding length.
/// Source: J. R. Dormand, P. J. Prince, A family of embedded Runge-Kutta formulae, J. Comp. Appl. Math. 6
/// (1980), the coefficients as read in public copies of its table and in Boost.Odeint, with which test_orbit
/// compares it. We deviate: dense output is the quintic through position, velocity and acceleration at both
/// ends of the step (fifth order, one better than the method's own, and no more accelerations).
/// Accuracy: 1 mm after a day in low orbit (known_orbit, J2Propagation); energy 1e-9 over a flight
/// (laws_orbit). Throws ContractError when a state becomes non-finite, or when the force grows without bound
/// and steps only crawl (a fall through the Earth's centre).
template <class Force>
class Dopri5 {
 public:
  Dopri5(const Node& start, const Force& force, double t_end_s, const Tolerance& tolerance = {})
      : force_(force), tolerance_(tolerance), t_end_s_(t_end_s), from_(start), to_(start) {
    DW_CHECK(finite(start.x) && std::isfinite(start.t_s) && std::isfinite(t_end_s));
    DW_CHECK(tolerance.local > 0 && tolerance.max_step_s > 0);
    k_[0] = k_[6] = force_(start.t_s, start.x);
    const double guess = first_step(tolerance.local, k_[6]);
    h_s_ = guess < tolerance.max_step_s ? guess : tolerance.max_step_s;
    if (t_end_s < start.t_s) h_s_ = -h_s_;
    shortest_s_ = 4 * std::numeric_limits<double>::epsilon() *
                  std::max(std::abs(start.t_s), std::abs(t_end_s));
  }

  /// Takes one step; false, and nothing taken, at the end.
  bool step() {
    const double left = t_end_s_ - to_.t_s;
    if (!((h_s_ < 0 ? -left : left) > 0)) return false;
    from_ = to_;
    k_[0] = k_[6];
    double h = fitted(left), reach = attempt(h);
    while (!(reach >= 1) && std::abs(h) > shortest_s_) {
      h *= std::max(0.2, 0.9 * reach); // 0.2 if reach is no number
      reach = attempt(h);
    }
    DW_CHECK(finite(to_.x) && finite(k_[6]));
    DW_CHECK(std::abs(h) > 1e3 * shortest_s_ || ++num_crawled_ < kMostCrawled); // a force without bound
    to_.t_s = h == left ? t_end_s_ : from_.t_s + h;
    const double trend = last_h_s_ == 0 ? 1 : std::min(1.0, h / last_h_s_ * reach / last_reach_);
    const double next = h * std::clamp(0.9 * reach * trend, 0.2, 5.0);
    h_s_ = std::abs(next) < tolerance_.max_step_s ? next : std::copysign(tolerance_.max_step_s, h);
    last_h_s_ = h;
    last_reach_ = reach;
    return true;
  }
  /// The next step will be no longer: for a force that changes its law there.
  void limit_next(double longest_s) {
    if (std::abs(h_s_) > longest_s) h_s_ = std::copysign(longest_s, h_s_);
  }

  [[nodiscard]] const Node& from() const { return from_; } ///< where the last step began
  [[nodiscard]] const Node& to() const { return to_; }     ///< where it ended
  [[nodiscard]] const Vec3& acceleration_to() const { return k_[6]; } ///< at the end of the last step

  /// The state inside the last step.
  [[nodiscard]] PosVel at(double t_s) const {
    const double h = to_.t_s - from_.t_s;
    if (h == 0) return to_.x;
    const double u = (t_s - from_.t_s) / h;
    const Vec3 v0 = h * from_.x.v, a0 = (0.5 * h * h) * k_[0], a1 = (0.5 * h * h) * k_[6];
    // what the parabola of the start misses at the end: place, speed, half acceleration
    const Vec3 d = to_.x.p - from_.x.p - v0 - a0, s = h * to_.x.v - v0 - 2 * a0, c = a1 - a0;
    const Vec3 c3 = 10 * d - 4 * s + c, c4 = 7 * s - 15 * d - 2 * c, c5 = 6 * d - 3 * s + c;
    return {from_.x.p + u * (v0 + u * (a0 + u * (c3 + u * (c4 + u * c5)))),
            (v0 + u * (2 * a0 + u * (3 * c3 + u * (4 * c4 + (5 * u) * c5)))) / h};
  }

 private:
  static bool finite(const Vec3& a) { return std::isfinite(dot(a, a)); }
  static bool finite(const PosVel& x) { return finite(x.p) && finite(x.v); }
  /// The next step's length: no crumb is left before the end.
  [[nodiscard]] double fitted(double left) const {
    if (std::abs(h_s_) >= std::abs(left)) return left;
    return 2 * std::abs(h_s_) > std::abs(left) ? 0.5 * left : h_s_;
  }

  /// Sum of row[j] k_j over the row's entries that are not zero.
  template <auto row, std::size_t... J>
  [[nodiscard]] Vec3 sum(std::index_sequence<J...>) const {
    Vec3 out;
    const auto add = [&]<std::size_t j>() {
      if constexpr (row[j] != 0) out = out + row[j] * k_[j];
    };
    (add.template operator()<J>(), ...);
    return out;
  }
  template <std::size_t I>
  void stage(double h, PosVel& x) {
    x.p = from_.x.p + h * (kDopri5.c[I] * from_.x.v +
                           h * sum<kDopri5.aa[I]>(std::make_index_sequence<std::min<std::size_t>(I, 6)>()));
    x.v = from_.x.v + h * sum<kDopri5.a[I]>(std::make_index_sequence<std::min<std::size_t>(I, 6)>());
    k_[I] = force_(from_.t_s + kDopri5.c[I] * h, x);
  }
  /// Moves to_.x over h. How many times as long the step could have been: error^(-1/5), 1 at the tolerance.
  double attempt(double h) {
    PosVel x;
    stage<1>(h, x);
    stage<2>(h, x);
    stage<3>(h, x);
    stage<4>(h, x);
    stage<5>(h, x);
    stage<6>(h, to_.x);
    const Vec3 e_v = (h / kSpeedUnit_m_s) * sum<kDopri5.e>(std::make_index_sequence<7>());
    const Vec3 e_p = (h * h / kLengthUnit_m) * sum<kDopri5.ee>(std::make_index_sequence<6>());
    const double error2 = (dot(e_p, e_p) + dot(e_v, e_v)) / (tolerance_.local * tolerance_.local);
    return std::pow(std::max(error2, 1e-8), -0.1);
  }

  Force force_;
  Tolerance tolerance_;
  static constexpr int kMostCrawled = 20000;
  double t_end_s_, h_s_ = 0, shortest_s_ = 0;
  int num_crawled_ = 0; ///< steps near rounding length: a jump takes a few
  double last_h_s_ = 0, last_reach_ = 0; ///< of the step before
  Node from_, to_;
  std::array<Vec3, 7> k_; ///< accelerations of the stages; the first and last at the ends of the step
};

} // namespace dewline::orbit
