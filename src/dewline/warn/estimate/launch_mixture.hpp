// Launch hypotheses added up.
#pragma once
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include "dewline/warn/centre.hpp"
#include "dewline/warn/estimate/spread.hpp"

namespace dewline::warn {

/// One hypothesis: a launch in (east, north, time) of some common origin, with its error, and where it heads.
struct LaunchGuess {
  double log_weight = 0;
  std::size_t profile = 0;
  Three mean;
  MatNM<3> cov;
  double heading_rad = 0, var_heading_rad2 = 0;
};

/// Of a plane vector; sizes of flights do not overflow.
inline double length(double x, double y) { return std::sqrt(x * x + y * y); }

/// Mean and covariance of a mixture of guesses, with the likeliest profile.
struct LaunchMixture {
  Three mean;
  MatNM<3> cov;
  double heading_rad = 0, sigma_heading_rad = 0;
  std::size_t profile = 0;
  double prob_profile = 0;
};
/// Variances [m^2] along and across the heading that a profile leaves in the launch: `sigma_boost_way` of the
/// way along it, 0.03 of the way across (the Earth turns 0.013 rad in 180 s, and boosters steer), and 0.02 of
/// the path flown both ways (assumptions but the first).
struct ProfileError {
  double along_m2, across_m2;
};
ProfileError profile_error(double way_m, double path_m, const JudgeParams& params);
/// A covariance in (east, north, time) of one place in the axes of another, along the course between them.
MatNM<3> turned_to(const earth::Geodetic& from, const earth::Geodetic& to, const MatNM<3>& cov);
/// At least one guess. Headings are averaged as directions.
LaunchMixture mixed(const std::vector<LaunchGuess>& guesses);

/// Way over ground and age of a boost, scaled from a profile's point to a state that differs a little from
/// it: way as height / tan(climb angle), age as straight path / speed, each by a factor of 4 at most.
struct Backwards {
  double way_m = 0, age_s = 0;
};
struct BoostPoint;
Backwards scaled_to(const BoostPoint& profile, double age_s, double h_m, double climb_m_s, double speed_m_s);

} // namespace dewline::warn
