// The cut-off states of one type from one place: flown once at some ranges and azimuths, then interpolated.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "dewline/survey/watch.hpp"
#include "dewline/truth/object.hpp"

namespace dewline::survey {

/// Climb and cut-off of an arc of that range and course, times since the launch, Earth-fixed states. The
/// climb runs over equal steps from the launch to the latest cut-off of the table (a state after its own
/// cut-off coasts already); of a shot without boost it is empty and the cut-off is the launch.
struct Cutoff {
  double t_s = 0;
  PosVel x_E;
  std::vector<PosVel> climb_E;
  double climb_step_s = 0;
};

/// What a launch is made of.
struct LaunchParams {
  truth::ObjectParams
      object; ///< a boost with a loft or an apogee, or an arc (shot) perhaps with an apogee; no aim
  double lat_rad = 0, lon_rad = 0, height_m = 0;
  Time at{}; ///< of the launch, since the epoch
};

/// Flies the object (truth::build_bodies, aimed) to kRanges ranges between its least and greatest reach on
/// each of kAzimuths courses. Between them: Lagrange's cubics in azimuth (periodic) and in the range as a
/// share of that reach, of position and velocity in the axes of pad and course. What that misses is corrected
/// by who aims (survey/arc.hpp). The reach is found by halving, to 0.4 % of itself, on every other course.
class CutoffTable {
 public:
  static constexpr std::size_t kAzimuths = 16, kRanges = 10;

  /// All cores of the calling arena; the result does not depend on their number. Throws ContractError for an
  /// object that truth::check would refuse; nothing is thrown for a type that reaches nothing (empty()).
  explicit CutoffTable(const LaunchParams& launch);

  [[nodiscard]] bool empty() const { return empty_; }
  /// Least and greatest range [m] on a course; interpolated between those that were flown.
  [[nodiscard]] std::array<double, 2> reach_m(double az_rad) const;
  /// Nothing beyond the reach, or where the table has a gap.
  [[nodiscard]] std::optional<Cutoff> at(double range_m, double az_rad) const;
  /// The launch with an aim, flown in full: what the table interpolates. Nothing if it cannot be.
  [[nodiscard]] std::optional<Flown> fly(const earth::Geodetic& aim) const;
  /// How it looks and burns, its last plume ending at the cut-off.
  [[nodiscard]] Flown flown_with(truth::Trajectory&& path, Time cutoff) const;

  [[nodiscard]] const LaunchParams& launch() const { return launch_; }
  [[nodiscard]] const earth::Geodetic& pad() const { return pad_; }

 private:
  /// One flown arc in the axes of pad and course: x along, y to the left, z up; from the pad.
  struct Knot {
    bool good = false;
    double cutoff_s = 0;
    PosVel cutoff_A;
    std::vector<PosVel> climb_A;
  };
  [[nodiscard]] std::optional<truth::Body> body_to(const earth::Geodetic& aim) const;
  [[nodiscard]] bool reaches(double range_m, double az_rad) const;
  [[nodiscard]] std::array<double, 2> find_reach(double az_rad) const;
  [[nodiscard]] Mat3 axes_AE(double az_rad) const;
  [[nodiscard]] Knot knot_of(const truth::Body& body, double az_rad) const;
  void find_reaches();
  void fly_knots();

  LaunchParams launch_;
  earth::Geodetic pad_;
  Vec3 p_pad_E_;
  bool empty_ = true;
  std::array<std::array<double, 2>, kAzimuths> reach_m_{};
  std::vector<Knot> knots_; ///< [azimuth][range]
  double climb_step_s_ = 0, cutoff_latest_s_ = 0; ///< 0: no climb
  std::vector<truth::Look> looks_; ///< of one knot
  std::vector<truth::Plume> plumes_;
};

} // namespace dewline::survey
