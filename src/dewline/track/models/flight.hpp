// Flight in the Earth's field: coasting, re-entering, boosting, gliding. Model page:
// docs/models/motion-models.md.
#pragma once
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/models/integrate.hpp"
#include "dewline/track/models/linear.hpp"

namespace dewline::track {

/// Axes from the Earth's centre with z along the pole: inertial (G), or turning with the Earth (E), where the
/// centrifugal and Coriolis accelerations are added and the air stands still.
enum class Axes { inertial, earth_fixed };

/// The longest Runge-Kutta step of the models with air [s]: against a tenth of it a re-entry at 7 km/s, 60
/// deg down, differs by centimetres (laws_track, MotionLaws).
inline constexpr double kAirStep_s = 0.5;
/// The same of the models with thrust.
inline constexpr double kPushStep_s = 5;

/// [p v]: gravity with J2; white acceleration for what is left out. In inertial axes the very steps of
/// track/motion.hpp.
struct Ballistic {
  static constexpr std::size_t kDim = 3, kN = 6, kVectors = 2;
  double psd_m2_s3 = 1e-6; ///< each axis
  Axes axes = Axes::inertial;

  [[nodiscard]] VecN<6> move(const VecN<6>& x, double dt_s) const;
  [[nodiscard]] Moved<6> step(const VecN<6>& x, double dt_s) const;
  [[nodiscard]] MatNM<6> noise(const VecN<6>& x, double dt_s) const;
};

/// [p v ln(b)]: gravity with J2 and drag -rho |u| u / 2b, u the speed against air that turns with the Earth,
/// rho of the US Standard Atmosphere 1976 at the height above the ellipsoid, b = m/(Cd A) [kg/m^2] the
/// ballistic coefficient, whose logarithm wanders. The logarithm keeps b positive whatever the filter does.
struct Reentry {
  static constexpr std::size_t kDim = 3, kN = 7, kVectors = 2;
  double psd_m2_s3 = 1e-2;
  double psd_log_beta_per_s = 1e-3; ///< of ln(b)
  Axes axes = Axes::inertial;

  [[nodiscard]] VecN<7> move(const VecN<7>& x, double dt_s) const;
  [[nodiscard]] Moved<7> step(const VecN<7>& x, double dt_s) const;
  [[nodiscard]] MatNM<7> noise(const VecN<7>& x, double dt_s) const;
};

/// [p v a]: gravity with J2 plus an acceleration a that is forgotten in tau_s and has the standard deviation
/// sigma_m_s2 in the long run (Singer's, in a field): thrust, drag or lift of an unknown kind.
struct Accelerated {
  static constexpr std::size_t kDim = 3, kN = 9, kVectors = 3;
  double sigma_m_s2 = 30, tau_s = 30;
  Axes axes = Axes::inertial;

  [[nodiscard]] VecN<9> move(const VecN<9>& x, double dt_s) const;
  [[nodiscard]] Moved<9> step(const VecN<9>& x, double dt_s) const;
  [[nodiscard]] MatNM<9> noise(const VecN<9>& x, double dt_s) const;
};

/// [p v a k]: gravity with J2 plus thrust per mass a, which grows as the propellant leaves: a' = k |a| a with
/// k the inverse of the effective exhaust speed [s/m] (constant thrust T, mass falling at T k: d(T/m)/dt = k
/// (T/m)^2). White jerk turns it and takes up throttling, staging and drag; k wanders.
struct Boost {
  static constexpr std::size_t kDim = 3, kN = 10, kVectors = 3;
  double psd_m2_s5 = 4;
  double psd_k_per_m2_s = 1e-12; ///< of k [(s/m)^2/s]
  Axes axes = Axes::inertial;

  [[nodiscard]] VecN<10> move(const VecN<10>& x, double dt_s) const;
  [[nodiscard]] Moved<10> step(const VecN<10>& x, double dt_s) const;
  [[nodiscard]] MatNM<10> noise(const VecN<10>& x, double dt_s) const;
};

/// [p v ln(b) n_up n_side]: as Reentry, plus lift n_up and n_side times the drag, across the air speed: n_up
/// in the vertical plane, n_side to the left. The lift ratios are forgotten in tau_s, with the standard
/// deviation sigma_ratio in the long run; so lift fades with the air at the top of a skip. Straight up or
/// down the plane is undefined: no lift then.
struct Glide {
  static constexpr std::size_t kDim = 3, kN = 9, kVectors = 2;
  double psd_m2_s3 = 1e-1;
  double psd_log_beta_per_s = 1e-4;
  double sigma_ratio = 2, tau_s = 100;
  Axes axes = Axes::inertial;

  [[nodiscard]] VecN<9> move(const VecN<9>& x, double dt_s) const;
  [[nodiscard]] Moved<9> step(const VecN<9>& x, double dt_s) const;
  [[nodiscard]] MatNM<9> noise(const VecN<9>& x, double dt_s) const;
};

/// A model of Earth-fixed axes for states in the level axes L of a place: p_E = p_EL_E + R_EL p_L.
template <class M>
struct Local {
  static constexpr std::size_t kDim = 3, kN = M::kN, kVectors = M::kVectors;
  M model; ///< with Axes::earth_fixed
  Mat3 R_LE = Mat3::identity();
  Vec3 p_EL_E;

  [[nodiscard]] VecN<kN> move(const VecN<kN>& x, double dt_s) const {
    return to_L(model.move(to_E(x), dt_s));
  }
  [[nodiscard]] Moved<kN> step(const VecN<kN>& x, double dt_s) const {
    const Moved<kN> m = model.step(to_E(x), dt_s);
    return {to_L(m.x), turned(m.F)};
  }
  [[nodiscard]] MatNM<kN> noise(const VecN<kN>& x, double dt_s) const {
    MatNM<kN> Q = turned(model.noise(to_E(x), dt_s));
    symmetrise(Q);
    return Q;
  }
  [[nodiscard]] VecN<kN> to_E(const VecN<kN>& x) const {
    VecN<kN> y = rotated(transpose(R_LE), x);
    for (std::size_t a = 0; a < 3; ++a) y[a] += p_EL_E[a];
    return y;
  }
  [[nodiscard]] VecN<kN> to_L(VecN<kN> x) const {
    for (std::size_t a = 0; a < 3; ++a) x[a] -= p_EL_E[a];
    return rotated(R_LE, x);
  }

 private:
  static VecN<kN> rotated(const Mat3& R, const VecN<kN>& x) {
    VecN<kN> y = x;
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Vec3 r = R * Vec3{x[3 * v], x[3 * v + 1], x[3 * v + 2]};
      for (std::size_t a = 0; a < 3; ++a) y[3 * v + a] = r[a];
    }
    return y;
  }
  /// T m T' with T the rotation of a whole state from E to L.
  [[nodiscard]] MatNM<kN> turned(const MatNM<kN>& m) const {
    MatNM<kN> T = identity<kN>();
    for (std::size_t v = 0; v < kVectors; ++v)
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) T(3 * v + i, 3 * v + j) = R_LE(i, j);
    return times_transposed(T * m, T);
  }
};

} // namespace dewline::track
