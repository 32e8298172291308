// What a track may be: Bayes over eleven classes (docs/models/classification.md).
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/warn/classes/class_table.hpp"
#include "dewline/warn/object_class.hpp"

namespace dewline::warn {

/// One feature as measured. Yes-or-no features have the value 1 or 0 (or a probability) and no sigma.
struct Measured {
  double value = 0, sigma = 0; ///< in the unit of the feature's word
  bool at_least = false;       ///< only a lower bound: the fire still burns, the body is still under thrust
  Time at{};
  friend bool operator==(const Measured&, const Measured&) = default;
};

/// What is known of a track, by feature.
using Features = std::array<std::optional<Measured>, kNumFeatures>;
inline std::optional<Measured>& at(Features& f, Feature which) {
  return f[static_cast<std::size_t>(which)];
}
inline const std::optional<Measured>& at(const Features& f, Feature which) {
  return f[static_cast<std::size_t>(which)];
}

/// What the classifier remembers of a track: one value of each feature, never a product over time.
struct ClassState {
  Features features;
  ClassProbabilities prob{};
};

/// What one feature says: the logarithm of its likelihood by class, less the largest.
struct ClassWeight {
  Feature feature{};
  ClassProbabilities log_likelihood{};
};

/// Const for ever; shared by threads. P(class | features) is proportional to prior x product of the features'
/// likelihoods within the class; independence within the class is the model's assumption, and the features
/// are chosen for it. Time does not multiply: of each feature only the newest value counts (of those that
/// only grow - burn, detections, seen by infrared, seen above the air - the largest), so ten looks at one
/// quantity are not ten witnesses; the track's own sigma says how well they know it. Measurement error is
/// folded into the likelihood; a lower bound counts by the probability of being above it. No class is ever
/// impossible (ClassTable::floor). Calibration and confusion: stats_io WarnClasses.*; about 2 us a posterior
/// with all features (bench_warn_classify).
class Classifier {
 public:
  /// Throws ContractError for a table that `check` refuses.
  explicit Classifier(const ClassTable& table = library_class_table());
  Classifier(const ClassTable& table, const ClassPriors& priors);

  [[nodiscard]] ClassState start() const; ///< nothing measured: the priors
  /// Takes what is new and weighs all again. The order of updates does not matter.
  void update(ClassState& state, const Features& features) const;
  /// Sums to 1. Throws ContractError for a value or sigma that is not finite, or a negative sigma.
  [[nodiscard]] ClassProbabilities posterior(const Features& features) const;
  /// What each feature in use contributes, in order of features: for the evidence of a judgement.
  [[nodiscard]] std::vector<ClassWeight> weigh(const Features& features) const;

 private:
  [[nodiscard]] ClassProbabilities log_likelihood(Feature which, const Measured& m) const;

  double floor_ = 0;
  ClassProbabilities log_prior_{};
  std::array<ClassLikelihoods, kNumClasses> classes_;
};

/// Above this surface speed [m/s] an arc's shape is told by its perigee, below by its climb angle.
inline constexpr double kOrbitalSurfaceSpeed_m_s = 7800;
/// Does this feature count, given the others? Of a fire alone nothing but its
/// burn and motion, and what is known by name; infrared only of what else is tracked. Air features only of
/// what has not been above the air, arc features only of what has, the arc's shape only in free flight and
/// from the instant of its speed.
bool counts(const Features& features, Feature which);

} // namespace dewline::warn
