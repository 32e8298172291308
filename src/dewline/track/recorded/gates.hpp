// Which plots lie in which gates.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "dewline/track/recorded/dynamics.hpp"

namespace dewline::track::recorded {

/// A plot inside the gate of a hypothesis about a target.
struct Gated {
  std::uint32_t hypothesis = 0, plot = 0;
  double nis = 0, log_likelihood = 0;
  double gain = 0; ///< for the caller's use
};

/// Adds every plot inside the gate of one prior, in order of plots. Plots are sorted by their first value: only those
/// between the gate's ends are looked at, so many targets apart cost little more than each alone.
template <class D>
void gate(const D& dynamics, const typename D::State& x, const typename D::Prior& prior, std::uint32_t hypothesis,
          const Scene& scene, double gate2, std::vector<Gated>& out) {
  if (!D::ok(prior)) return;
  const Sensor& sensor = *scene.sensor;
  Window window = dynamics.window(prior, gate2);
  if (scene.has_own_sigmas) {
    window.low -= std::sqrt(gate2) * scene.sigma_first;
    window.high += std::sqrt(gate2) * scene.sigma_first;
  }
  auto at = std::lower_bound(scene.plots.begin(), scene.plots.end(), window.low,
                             [](const Plot& plot, double low) { return plot.z[0] < low; });
  for (; at != scene.plots.end() && at->z[0] <= window.high; ++at) {
    const bool own = has_own_sigma(*at);
    const Fit fit = own ? dynamics.fit(dynamics.prior(x, sensor, sigmas(sensor, *at)), sensor, *at)
                        : dynamics.fit(prior, sensor, *at);
    if (fit.nis <= gate2)
      out.push_back({hypothesis, static_cast<std::uint32_t>(at - scene.plots.begin()), fit.nis, fit.log_likelihood, 0});
  }
}

/// The state after taking a plot.
template <class D>
typename D::State taken(const D& dynamics, const typename D::State& x, typename D::Prior& prior,
                        const Sensor& sensor, const Plot& plot) {
  if (!has_own_sigma(plot)) return dynamics.taken(prior, sensor, plot);
  typename D::Prior own = dynamics.prior(x, sensor, sigmas(sensor, plot));
  return dynamics.taken(own, sensor, plot);
}

} // namespace dewline::track::recorded
