#include "dewline/sense/radar/path.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/decibel.hpp"
#include "dewline/sense/radar/sweep.hpp"

namespace dewline::sense {
namespace {

constexpr double kStandardBending = 4.0 / 3.0; // of the Earth's radius, for the reflected ray
constexpr double kCircular_rad = 0.25 * kPi;   // rain meets every polarisation alike: between the two


std::optional<GasLoss> gas_of(const RadarParams& p, double site_h_m, double earth_radius_m) {
  if (!p.gas) return {};
  return GasLoss({p.frequency_Hz, site_h_m, earth_radius_m, 1e-3 * p.gas->vapour_g_m3, {}});
}

std::optional<Ionosphere> ionosphere_of(const RadarParams& p) {
  if (!p.ionosphere) return {};
  Ionosphere layer;
  layer.vertical_tec_m2 = p.ionosphere->vertical_tecu * kTecu_m2;
  layer.peak_height_m = p.ionosphere->peak_height_m;
  layer.scale_height_m = p.ionosphere->scale_height_m;
  return layer;
}

/// Voltage of a Gaussian beam off its axis over that on it: half the power at half a beamwidth.
double beam_voltage(double off_rad, double beamwidth_rad) {
  const double x = off_rad / beamwidth_rad;
  return std::exp(-2 * std::log(2.0) * x * x);
}

} // namespace

Path::Path(const RadarParams& p, double site_h_m, double earth_radius_m)
    : site_h_m_(site_h_m),
      earth_radius_m_(earth_radius_m),
      frequency_Hz_(p.frequency_Hz),
      beamwidth_rad_(p.beamwidth_rad),
      gas_(gas_of(p, site_h_m, earth_radius_m)),
      rain_(p.rain),
      multipath_(p.multipath),
      ionosphere_(ionosphere_of(p)) {
  for (const JammingParams& j : p.jamming)
    jammed_.push_back({{j.azimuth_rad, j.width_rad, j.noise_rise_db},
                       time_from_s(j.from_s),
                       j.to_s ? time_from_s(*j.to_s) : kNever});
}

double Path::lobes(const PathEnd& end) const {
  const double radius = kStandardBending * earth_radius_m_;
  const double r0 = earth_radius_m_ + site_h_m_;
  const double along = std::atan2(end.range_m * std::cos(end.true_el_rad),
                                  r0 + end.range_m * std::sin(end.true_el_rad));
  const double ground_m = along * earth_radius_m_, antenna_m = multipath_->antenna_height_m;
  const double target_m = end.height_m - site_h_m_ + antenna_m; // above the surface that reflects
  if (!(target_m > 0 && ground_m > 0) || !multipath_visible(antenna_m, target_m, ground_m, radius)) return 0;
  const Reflection ray = reflection(antenna_m, target_m, ground_m, radius);
  const Surface surface{multipath_->permittivity, multipath_->conductivity, multipath_->rms_height_m};
  const double gain = beam_voltage(ray.el_direct_rad - ray.el_reflected_rad, beamwidth_rad_);
  return propagation_factor4({frequency_Hz_, multipath_->polarisation, surface, radius}, antenna_m, target_m,
                             ground_m, gain);
}

double Path::echo_factor(const PathEnd& end) const {
  double loss_db = 0;
  if (gas_) loss_db += 2 * gas_->one_way_db(end.apparent_el_rad, end.range_m);
  const bool wet = rain_ && (!rain_->azimuth_rad || turn_rad(end.az_rad - (*rain_->azimuth_rad)[0]) <=
                                                        clockwise_rad(*rain_->azimuth_rad));
  if (wet)
    loss_db += 2 * rain_one_way_db({rain_->rate_mm_h, rain_->height_m, rain_->extent_m}, frequency_Hz_,
                                   std::max(0.0, end.apparent_el_rad), kCircular_rad, site_h_m_, end.range_m);
  return (loss_db > 0 ? from_db(-loss_db) : 1) * (multipath_ ? lobes(end) : 1);
}

double Path::noise_factor(double az_rad, Time at) const {
  double excess = 0;
  for (const Jammed& j : jammed_)
    if (at >= j.from && at < j.to) excess += from_db(noise_rise_db(std::span(&j.sector, 1), az_rad)) - 1;
  return 1 + excess;
}

double Path::ionosphere_range_error_m(const PathEnd& end) const {
  if (!ionosphere_) return 0;
  return sense::ionosphere_range_error_m(*ionosphere_, std::max(0.0, end.true_el_rad), end.height_m,
                                         frequency_Hz_, earth_radius_m_);
}

} // namespace dewline::sense
