#include "dewline/sense/propagation/gases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/earth/atmosphere.hpp"
#include "dewline/sense/propagation/cubic_table.hpp"
#include "dewline/sense/propagation/gas_lines.hpp"
#include "dewline/sense/propagation/ray_march.hpp"

namespace dewline::sense {
namespace {

/// What the line sums share: pressures in hPa, inverse temperature, frequency in GHz.
struct Conditions {
  double p_hPa, e_hPa, theta, f_GHz;
};

/// Line shape F of width and interference (delta) around f0: the sum over both signs of the frequency.
double line_shape(double f, double f0, double width, double delta) {
  const double below = f0 - f, above = f0 + f, width2 = width * width;
  return f / f0 *
         ((width - delta * below) / (below * below + width2) +
          (width - delta * above) / (above * above + width2));
}

double oxygen_lines(const Conditions& c) {
  const double strength = 1e-7 * c.p_hPa * c.theta * c.theta * c.theta;
  const double overlap = 1e-4 * (c.p_hPa + c.e_hPa) * std::pow(c.theta, 0.8);
  double sum = 0;
  for (const OxygenLine& line : kOxygenLines) {
    const double pressure = c.p_hPa * std::pow(c.theta, 0.8 - line.a4) + 1.1 * c.e_hPa * c.theta;
    const double zeeman = 1.5e-3; // the Earth's field splits the lines: it shows where the air is thin
    const double width = std::hypot(1e-4 * line.a3 * pressure, zeeman);
    const double delta = (line.a5 + line.a6 * c.theta) * overlap;
    sum +=
        line.a1 * strength * std::exp(line.a2 * (1 - c.theta)) * line_shape(c.f_GHz, line.f0, width, delta);
  }
  return sum;
}

/// Debye spectrum of oxygen and pressure-induced nitrogen.
double dry_continuum(const Conditions& c) {
  const double width = 5.6e-4 * (c.p_hPa + c.e_hPa) * std::pow(c.theta, 0.8), ratio = c.f_GHz / width;
  const double oxygen = 6.14e-5 / (width * (1 + ratio * ratio));
  const double nitrogen = 1.4e-12 * c.p_hPa * std::pow(c.theta, 1.5) / (1 + 1.9e-5 * std::pow(c.f_GHz, 1.5));
  return c.f_GHz * c.p_hPa * c.theta * c.theta * (oxygen + nitrogen);
}

double vapour_lines(const Conditions& c) {
  const double strength = 0.1 * c.e_hPa * std::pow(c.theta, 3.5);
  double sum = 0;
  for (const VapourLine& line : kVapourLines) {
    const double pressure =
        c.p_hPa * std::pow(c.theta, line.b4) + line.b5 * c.e_hPa * std::pow(c.theta, line.b6);
    const double collision = 1e-4 * line.b3 * pressure, doppler2 = 2.1316e-12 * line.f0 * line.f0 / c.theta;
    const double width = 0.535 * collision + std::sqrt(0.217 * collision * collision + doppler2);
    sum += line.b1 * strength * std::exp(line.b2 * (1 - c.theta)) * line_shape(c.f_GHz, line.f0, width, 0);
  }
  return sum;
}

constexpr double kTopOfAir_m = 100e3; // above, nothing absorbs that a radar would notice: < 1e-6 dB

/// Specific attenuation of the standard air by height, as a table: logarithms, linear over 200 m.
class Profile {
 public:
  explicit Profile(const GasLoss::Params& params) {
    for (std::size_t i = 0; i < log_db_m_.size(); ++i) {
      const MoistAir air = standard_air(kBottom_m + kStep_m * i, params.surface_vapour_kg_m3);
      log_db_m_[i] = std::log(gas_attenuation(air, params.frequency_Hz).total_db_m());
    }
  }
  [[nodiscard]] double db_m(double h_m) const {
    if (!(h_m < kTopOfAir_m)) return 0;
    const double t = std::max(0.0, (h_m - kBottom_m) / kStep_m);
    const auto cell = std::min(static_cast<std::size_t>(t), log_db_m_.size() - 2);
    return std::exp(std::lerp(log_db_m_[cell], log_db_m_[cell + 1], t - static_cast<double>(cell)));
  }

 private:
  static constexpr double kBottom_m = -1000, kStep_m = 200;
  std::array<double, 506> log_db_m_;
};

const LogAxis& range_axis() {
  static const LogAxis axis(0, 1.2e7, 5e3, 80);
  return axis;
}
LogAxis elevation_axis(double least_el_rad) {
  return {least_el_rad, std::numbers::pi / 2, 0.5 * std::numbers::pi / 180, 64};
}

} // namespace

GasAttenuation gas_attenuation(const MoistAir& air, double frequency_Hz) {
  DW_CHECK(frequency_Hz >= 1e7 && frequency_Hz <= 1e12);
  DW_CHECK(air.dry_pressure_Pa >= 0 && air.temperature_K > 0 && air.vapour_kg_m3 >= 0);
  const double e_hPa = air.vapour_kg_m3 * 1e3 * air.temperature_K / 216.7;
  const Conditions c{air.dry_pressure_Pa * 1e-2, e_hPa, 300 / air.temperature_K, frequency_Hz * 1e-9};
  const double to_db_m = 0.1820e-3 * c.f_GHz;
  const double dry = c.p_hPa > 0 ? oxygen_lines(c) + dry_continuum(c) : 0;
  return {to_db_m * dry, to_db_m * vapour_lines(c)};
}

MoistAir standard_air(double h_m, double surface_vapour_kg_m3) {
  DW_CHECK(surface_vapour_kg_m3 >= 0);
  constexpr double kVapourScale_m = 2e3, kLeastMixing = 2e-6;
  const earth::Air air = earth::ussa76(h_m);
  const double to_pressure = 216.7e-3 / air.temperature_K; // kg/m3 for each hPa of vapour
  const double least = std::min(kLeastMixing * air.pressure_Pa * 1e-2 * to_pressure, surface_vapour_kg_m3);
  const double vapour = std::max(least, surface_vapour_kg_m3 * std::exp(-h_m / kVapourScale_m));
  return {std::max(0.0, air.pressure_Pa - 1e2 * vapour / to_pressure), air.temperature_K, vapour};
}

GasLoss::GasLoss(const Params& params)
    : least_el_rad_(horizon_el_rad(params.air, params.site_h_m, 0, params.earth_radius_m)) {
  const Profile profile(params);
  const LogAxis elevations = elevation_axis(least_el_rad_), &ranges = range_axis();
  const auto db_m = [&](double h_m) { return profile.db_m(h_m); };
  loss_db_.reserve(elevations.count() * ranges.count());
  for (std::size_t i = 0; i < elevations.count(); ++i) {
    RayMarch ray(params.air, elevations.knot(i), params.site_h_m, params.earth_radius_m);
    loss_db_.push_back(0);
    for (std::size_t j = 1; j < ranges.count(); ++j) {
      ray.advance(ranges.knot(j), db_m);
      loss_db_.push_back(ray.loss_db());
    }
  }
}

double GasLoss::one_way_db(double apparent_el_rad, double range_m) const {
  DW_CHECK(range_m >= 0 && !std::isnan(apparent_el_rad));
  const LogAxis& ranges = range_axis();
  const Stencil rows = elevation_axis(least_el_rad_).at(apparent_el_rad);
  return std::max(0.0, look_up(loss_db_, ranges.count(), rows, ranges.at(range_m)));
}

} // namespace dewline::sense
