#include "dewline/earth/atmosphere.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/earth/ussa76_table.hpp"

namespace dewline::earth {
namespace {

constexpr double kR_J_kmol_K = 8314.32;     ///< the standard's gas constant
constexpr double kM0_kg_kmol = 28.9644;     ///< molar mass of air at sea level
constexpr double kG0_m_s2 = 9.80665;
constexpr double kR0_m = 6356766;           ///< the standard's Earth radius, for geopotential height
constexpr double kGamma = 1.4;
constexpr double kGasConstant = kR_J_kmol_K / kM0_kg_kmol;
constexpr double kTop_m = 86000;            ///< geometric height where the closed form ends

/// A layer's base: geopotential height, molecular temperature and its gradient.
struct Layer {
  double base_m, temperature_K, gradient_K_m, pressure_Pa;
};

double pressure(const Layer& layer, double h_m) {
  const double up_m = h_m - layer.base_m;
  const double t_K = layer.temperature_K + layer.gradient_K_m * up_m;
  if (layer.gradient_K_m == 0) return layer.pressure_Pa * std::exp(-kG0_m_s2 * up_m / (kGasConstant * t_K));
  const double power = kG0_m_s2 / (kGasConstant * layer.gradient_K_m);
  return layer.pressure_Pa * std::pow(layer.temperature_K / t_K, power);
}

std::array<Layer, 7> make_layers() {
  std::array<Layer, 7> layers = {{{0, 288.15, -6.5e-3, 101325}, {11000, 0, 0, 0}, {20000, 0, 1e-3, 0},
                                  {32000, 0, 2.8e-3, 0}, {47000, 0, 0, 0}, {51000, 0, -2.8e-3, 0},
                                  {71000, 0, -2e-3, 0}}};
  for (std::size_t i = 1; i < layers.size(); ++i) {
    const Layer& below = layers[i - 1];
    layers[i].temperature_K = below.temperature_K + below.gradient_K_m * (layers[i].base_m - below.base_m);
    layers[i].pressure_Pa = pressure(below, layers[i].base_m);
  }
  return layers;
}

/// M/M0 from 80 to 86 km geometric in steps of 0.5 km (the standard's table 8), 1 below.
double molar_mass_ratio(double h_m) {
  constexpr std::array kRatio = {1.0, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870,
                                 0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579};
  const double place = (h_m - 80000) / 500;
  if (place <= 0) return 1;
  const auto i = std::min(static_cast<std::size_t>(place), kRatio.size() - 2);
  return kRatio[i] + (place - static_cast<double>(i)) * (kRatio[i + 1] - kRatio[i]);
}

Air lower(double h_m) {
  static const std::array<Layer, 7> layers = make_layers();
  const double geopotential_m = kR0_m * h_m / (kR0_m + h_m);
  std::size_t i = layers.size() - 1;
  while (i > 0 && geopotential_m < layers[i].base_m) --i;
  const double molecular_K =
      layers[i].temperature_K + layers[i].gradient_K_m * (geopotential_m - layers[i].base_m);
  const double p_Pa = pressure(layers[i], geopotential_m);
  return {molecular_K * molar_mass_ratio(h_m), p_Pa, p_Pa / (kGasConstant * molecular_K),
          std::sqrt(kGamma * kGasConstant * molecular_K)};
}

struct LogRow {
  double h_m, temperature_K, log_pressure, log_density;
};
std::array<LogRow, kUssa76.size()> make_log_rows() {
  std::array<LogRow, kUssa76.size()> rows;
  std::transform(kUssa76.begin(), kUssa76.end(), rows.begin(), [](const Ussa76Row& row) {
    return LogRow{row.h_km * 1000, row.temperature_K, std::log(row.pressure_Pa), std::log(row.density_kg_m3)};
  });
  return rows;
}

Air upper(double h_m) {
  static const auto rows = make_log_rows();
  const auto above = std::upper_bound(rows.begin() + 1, rows.end() - 1, h_m,
                                      [](double h, const LogRow& row) { return h < row.h_m; });
  const LogRow &a = *(above - 1), &b = *above;
  const double u = (h_m - a.h_m) / (b.h_m - a.h_m);
  const auto mix = [u](double x, double y) { return x + u * (y - x); };
  const double p_Pa = std::exp(mix(a.log_pressure, b.log_pressure));
  const double rho_kg_m3 = std::exp(mix(a.log_density, b.log_density));
  return {mix(a.temperature_K, b.temperature_K), p_Pa, rho_kg_m3, std::sqrt(kGamma * p_Pa / rho_kg_m3)};
}

} // namespace

Air ussa76(double h_m) {
  DW_CHECK(h_m == h_m);
  if (h_m <= kTop_m) return lower(std::max(h_m, -5000.0));
  if (h_m <= 1e6) return upper(h_m);
  Air none = upper(1e6);
  none.pressure_Pa = none.density_kg_m3 = 0;
  return none;
}

} // namespace dewline::earth
