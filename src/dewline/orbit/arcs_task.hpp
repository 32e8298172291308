// What the lanes of impacts() work on. Inside the room only.
#pragma once
#include <optional>
#include <span>

#include "dewline/orbit/propagate.hpp"

namespace dewline::orbit {

inline constexpr double kEscaped_m = 1e9; ///< beyond the Moon nothing of ours comes back
inline constexpr double kLongestStep_s = 300;
inline constexpr double kPerigeeMargin_m = 100e3; ///< more than the zonal terms move a perigee

/// The begin of an arc in inertial axes that coincide with E.
struct ArcStart {
  PosVel x_G;
  Vec3 a_G;
  double h_s;            ///< the first step to try
  double half_inverse_b; ///< 1 / (2 ballistic coefficient), 0 without air
};

/// The arcs to fly, and where the answers go.
struct ArcsTask {
  struct Apogee {
    double tof_s = -1, h_m = 0; ///< not found: the arc began at its top or past it
  };

  std::span<const PosVel> x_E;
  std::span<const double> ballistic_coefficients_kg_m2;
  Forces forces; ///< without ballistic coefficient if the list has them
  double h_m, max_tof_s, inverse_tolerance2;
  bool any_air;
  std::optional<Impact>* out;
  Apogee* apogees;

  ArcsTask(std::span<const PosVel> x_E, std::span<const double> ballistic_coefficients_kg_m2,
           const Forces& forces, double h_m, double max_tof_s, std::optional<Impact>* out, Apogee* apogees);

  [[nodiscard]] Forces forces_of(std::size_t arc) const;
  /// Nothing if it never comes down.
  [[nodiscard]] std::optional<ArcStart> start(std::size_t arc) const;
  /// impact() for an arc that needs care.
  void by_itself(std::size_t arc) const;
  /// Completes the impacts.
  void add_apogees() const;
};

} // namespace dewline::orbit
