#include "dewline/track/recorded/scene.hpp"

#include <algorithm>
#include <cmath>

namespace dewline::track::recorded {
namespace {

bool is_usable(const Sensor& sensor, const Plot& plot) {
  for (std::size_t i = 0; i < num_values(sensor.measures); ++i)
    if (!std::isfinite(plot.z[i]) || !(plot.sigma[i] >= 0) || !std::isfinite(plot.sigma[i]) ||
        std::abs(plot.z[i]) > 1e12)
      return false;
  return !is_polar(sensor.measures) || plot.z[0] > 0;
}

bool same(const Plot& a, const Plot& b) { return a.z == b.z && a.sigma == b.sigma; }

} // namespace

std::size_t num_values(Measures measures) {
  switch (measures) {
    case Measures::xy:
    case Measures::range_azimuth: return 2;
    case Measures::xyz:
    case Measures::range_azimuth_elevation: return 3;
    case Measures::range_azimuth_elevation_rate: return 4;
  }
  return 0;
}

std::size_t num_dimensions(Measures measures) {
  return measures == Measures::xy || measures == Measures::range_azimuth ? 2 : 3;
}

bool is_polar(Measures measures) { return measures != Measures::xy && measures != Measures::xyz; }

std::array<double, 4> sigmas(const Sensor& sensor, const Plot& plot) {
  std::array<double, 4> s = sensor.sigma;
  for (std::size_t i = 0; i < s.size(); ++i)
    if (plot.sigma[i] > 0) s[i] = plot.sigma[i];
  return s;
}

void make_scene(const Sensor& sensor, std::span<const Plot> plots, Scene& scene, Counters& counters) {
  scene.sensor = &sensor;
  scene.plots.clear();
  for (const Plot& plot : plots)
    if (is_usable(sensor, plot)) scene.plots.push_back(plot);
    else ++counters.num_bad_plots;
  std::sort(scene.plots.begin(), scene.plots.end(), [](const Plot& a, const Plot& b) {
    return a.z != b.z ? a.z < b.z : (a.sigma != b.sigma ? a.sigma < b.sigma : a.row < b.row);
  });
  const auto end = std::unique(scene.plots.begin(), scene.plots.end(), same);
  counters.num_repeated_plots += static_cast<std::uint64_t>(scene.plots.end() - end);
  scene.plots.erase(end, scene.plots.end());
  scene.has_own_sigmas = false;
  scene.sigma_first = 0;
  for (const Plot& plot : scene.plots) {
    scene.has_own_sigmas = scene.has_own_sigmas || has_own_sigma(plot);
    scene.sigma_first = std::max(scene.sigma_first, plot.sigma[0]);
  }
}

void Background::see(const Scene& scene) {
  num_values_ = num_values(scene.sensor->measures);
  // nothing is explained yet: at first every plot may be false
  if (num_scans_ == 0) mean_unexplained_ = static_cast<double>(scene.plots.size());
  for (const Plot& plot : scene.plots)
    for (std::size_t i = 0; i < num_values_; ++i) {
      low_[i] = std::min(low_[i], plot.z[i]);
      high_[i] = std::max(high_[i], plot.z[i]);
    }
}

double Background::volume(const Sensor& sensor) const {
  double v = 1;
  for (std::size_t i = 0; i < num_values_; ++i) v *= std::max(high_[i] - low_[i], kLeastExtent * sensor.sigma[i]);
  return v;
}

Background::Density Background::density(const Sensor& sensor, double num_undetected) const {
  const double v = volume(sensor);
  const double lambda = sensor.clutter_density ? *sensor.clutter_density : mean_unexplained_ / v;
  const double fresh = num_undetected * sensor.prob_detect / v;
  return {std::log(lambda + fresh), fresh / (lambda + fresh)};
}

void Background::learn(double num_unexplained) {
  ++num_scans_;
  const double weight = std::max(1.0 / static_cast<double>(num_scans_), kForget);
  mean_unexplained_ += weight * (num_unexplained - mean_unexplained_);
}

} // namespace dewline::track::recorded
