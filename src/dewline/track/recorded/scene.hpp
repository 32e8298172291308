// One scan, made ready for association: plots in order, the space that false ones share.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "dewline/track/recorded/params.hpp"
#include "dewline/track/recorded/plot.hpp"
#include "dewline/track/recorded/tracker.hpp"

namespace dewline::track::recorded {

/// How many values a sensor measures, and in how many dimensions.
std::size_t num_values(Measures measures);
std::size_t num_dimensions(Measures measures);
bool is_polar(Measures measures);

/// The sensor's standard deviations, or the plot's own where it states them.
std::array<double, 4> sigmas(const Sensor& sensor, const Plot& plot);
inline bool has_own_sigma(const Plot& plot) { return plot.sigma != std::array<double, 4>{}; }

/// The plots of a scan that can be used, sorted by measured values, each once: the order of the file says nothing.
struct Scene {
  const Sensor* sensor = nullptr;
  std::vector<Plot> plots;
  bool has_own_sigmas = false; ///< some plots state their own standard deviations ...
  double sigma_first = 0;      ///< ... the largest of the first value
};
/// Fills `scene`, counts what was left out.
void make_scene(const Sensor& sensor, std::span<const Plot> plots, Scene& scene, Counters& counters);

/// The space of false plots is never taken smaller than this many standard deviations on any axis.
inline constexpr double kLeastExtent = 50;
/// Weight of the newest scan in the mean number of false plots, in the long run.
inline constexpr double kForget = 0.05;

/// What is known of one sensor's false plots and of targets that nobody has seen yet.
class Background {
 public:
  /// Grows the space by the plots of a scan.
  void see(const Scene& scene);
  /// Log density of "false" and of "false or a target's first", and the share of the second that is new.
  struct Density {
    double log_false_or_new = 0;
    double prob_new = 0; ///< that a plot which nobody takes is a target's first
  };
  [[nodiscard]] Density density(const Sensor& sensor, double num_undetected) const;
  /// Learns from how many plots nobody took (their probabilities summed), in a scan.
  void learn(double num_unexplained);

 private:
  static constexpr double kFar = std::numeric_limits<double>::max();
  std::array<double, 4> low_{kFar, kFar, kFar, kFar}, high_{-kFar, -kFar, -kFar, -kFar};
  std::size_t num_values_ = 0, num_scans_ = 0;
  double mean_unexplained_ = 0;
  [[nodiscard]] double volume(const Sensor& sensor) const;
};

} // namespace dewline::track::recorded
