// How old a boost may be: what the first detection says.
#pragma once
#include "dewline/track/picture.hpp"
#include "dewline/warn/estimate/booster.hpp"
#include "dewline/warn/centre.hpp"

namespace dewline::warn {

/// Weight, mean and variance of the age of a boost (time since ignition at the track's instant).
struct Age {
  double weight = 0, mean_s = 0, var_s2 = 0;
};

/// Prior of the age of one flight of a profile: the first detection cannot have been before the launch, and
/// if an infrared satellite has seen the track, it was about as high as clouds, the air's own darkness and a
/// few scans to declare it make: height normal about `seen_at_m`, its density over time that of the profile's
/// climb.
class AgePrior {
 public:
  AgePrior(const track::Track& track, const BoostCase& flight, const JudgeParams& params);
  /// The age given that the profile says age_s with an error of sigma_s; weight is the prior's density times
  /// burn_s.
  [[nodiscard]] Age operator()(double age_s, double sigma_s) const;
  /// No age weighs more.
  [[nodiscard]] double most() const;

 private:
  [[nodiscard]] double density(double delay_s) const; ///< of the first detection, times burn_s

  const BoostCase& flight_;
  double seen_at_m_, sigma_seen_m_, elapsed_s_, norm_ = 1;
  bool infrared_;
};

} // namespace dewline::warn
