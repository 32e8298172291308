#include "dewline/sense/infrared/params.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

#include "dewline/base/distribution.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::sense {
namespace {

constexpr double kGeostationary_m = 35786e3;
constexpr double kMostFrames = 1e5; // of a scan

std::string text(double value, Dimension dimension) { return print_quantity(value, dimension); }

std::string short_text(double number) {
  char out[32];
  std::snprintf(out, sizeof out, "%.3g", number);
  return out;
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The probabilities of the uncut law below the two limits.
std::array<double, 2> cut(const CloudParams& cloud) {
  const auto below = [&](double h_m) {
    return h_m > 0 ? normal_cdf(std::log(h_m / cloud.median_top_m) / cloud.spread) : 0;
  };
  return {below(cloud.limits_m[0]), below(cloud.limits_m[1])};
}

void check_sensors(const InfraredParams& p, Problems& problems) {
  if (!p.scan_period_s && !p.stare)
    problems.add("scan_period", "", "it has neither a scanning nor a staring sensor",
                 "give scan_period, or stare");
  if (!p.stare) return;
  if (!p.scan_period_s && !p.stare->at)
    problems.add("stare.at", "", "nothing says where it stares: there is no scanner to cue it",
                 "give stare.at, or scan_period");
  if (!p.scan_period_s) return;
  const double ratio = *p.scan_period_s / p.stare->period_s;
  if (!(ratio >= 1 - 1e-9 && ratio <= kMostFrames && std::abs(ratio - std::round(ratio)) <= 1e-9 * ratio))
    problems.add("scan_period", text(*p.scan_period_s, Dimension::time),
                 "must be a whole multiple of stare.period, " + text(p.stare->period_s, Dimension::time));
}

void check_cloud(const CloudParams& cloud, Problems& problems) {
  if (!(cloud.limits_m[0] < cloud.limits_m[1]))
    return problems.add("limits", text(cloud.limits_m[0], Dimension::length),
                        "the lowest top must be below the highest", "write [low, high]");
  if (!(cloud.spread > 0)) return;
  const auto [low, high] = cut(cloud);
  if (!(cloud.median_top_m > 0 && high - low > 1e-6))
    problems.add("median_top", text(cloud.median_top_m, Dimension::length),
                 "with this spread has no top between the limits");
}

void check_rate(const char* key, const FalseRateParams& rate, Problems& problems) {
  if (!(rate.lat_rad[0] < rate.lat_rad[1]))
    problems.add(std::string(key) + ".lat", text(rate.lat_rad[0], Dimension::angle),
                 "the southernmost latitude must be below the northernmost", "write [south, north]");
}

void check_events(const InfraredParams& p, Problems& problems) {
  for (std::size_t i = 0; i < p.events.size(); ++i)
    if (p.events[i].cause == Cause::noise || p.events[i].cause == Cause::aurora)
      problems.add("events[" + std::to_string(i) + "].cause", std::string(word(p.events[i].cause)),
                   "is no event that an infrared satellite sees",
                   "write glint, fire, flare, meteor or reentry");
  for (std::size_t i = 0; i < p.outages.size(); ++i)
    if (!(p.outages[i].from_s < p.outages[i].to_s))
      problems.add("outages[" + std::to_string(i) + "].to", text(p.outages[i].to_s, Dimension::time),
                   "must be after from");
}

/// The largest field of regard that the orbit can give, in direction cosines.
double largest_uv(const InfraredParams& p) {
  const auto& o = p.orbit;
  const double low_m = o.geostationary_rad ? kGeostationary_m : o.height_m.value_or(o.perigee_m.value_or(0));
  const double r_m = earth::kA_m + std::max(low_m, p.working_height_m);
  const double sine = p.field_of_regard_rad ? std::sin(*p.field_of_regard_rad)
                                            : std::min(1.0, (earth::kA_m + p.rim_m) / r_m);
  return std::numbers::pi * sine * sine;
}

void check_noise(const InfraredParams& p, Problems& problems) {
  const double cells = p.num_cells.value_or(largest_uv(p) / (p.resolution_rad * p.resolution_rad));
  if (!(p.prob_fa * cells <= kMaxNoise))
    problems.add("prob_fa", short_text(p.prob_fa),
                 "gives up to " + short_text(p.prob_fa * cells) + " expected noise detections a frame in " +
                     short_text(cells) + " resolution cells; at most " + short_text(kMaxNoise),
                 "lower prob_fa, or say num_cells, or work only higher up");
}

} // namespace

void check(const InfraredParams& p, Problems& problems) {
  problems.at("orbit", [&] { orbit::check(p.orbit, problems); });
  check_sensors(p, problems);
  problems.at("cloud", [&] { check_cloud(p.cloud, problems); });
  check_rate("fires", p.fires, problems);
  check_rate("flares", p.flares, problems);
  check_rate("meteors", p.meteors, problems);
  check_rate("reentries", p.reentries, problems);
  check_events(p, problems);
  check_noise(p, problems);
}

double threshold_sigmas(const InfraredParams& p) { return -normal_quantile(p.prob_fa); }

double noise_W_m2(const InfraredParams& p) {
  return p.threshold_W_sr / (p.threshold_range_m * p.threshold_range_m) / threshold_sigmas(p);
}

double cloud_top_m(const CloudParams& cloud, double u) {
  if (u >= cloud.cover) return 0;
  if (cloud.spread == 0) return cloud.median_top_m;
  const auto [low, high] = cut(cloud);
  return cloud.median_top_m * std::exp(cloud.spread * normal_quantile(low + u / cloud.cover * (high - low)));
}

} // namespace dewline::sense
