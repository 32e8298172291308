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
constexpr double kGamma = 1.4;
constexpr double kGasConstant = kR_J_kmol_K / kM0_kg_kmol;
constexpr double kTop_m = AirTable::kSeam_m; ///< geometric height where the closed form ends

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

/// A quantity and its slope over height.
struct Sloped {
  double value, slope;
};
/// Density, pressure and speed of sound with their slopes.
struct SlopedAir {
  Sloped density, pressure, sound;
};

const std::array<Layer, 7>& layers() {
  static const std::array<Layer, 7> all = make_layers();
  return all;
}
const Layer& layer_at(double geopotential_m) {
  std::size_t i = layers().size() - 1;
  while (i > 0 && geopotential_m < layers()[i].base_m) --i;
  return layers()[i];
}
double molecular_temperature(const Layer& layer, double geopotential_m) {
  return layer.temperature_K + layer.gradient_K_m * (geopotential_m - layer.base_m);
}

Air lower(double h_m) {
  const double geopotential_m = AirTable::kRadius_m * h_m / (AirTable::kRadius_m + h_m);
  const Layer& layer = layer_at(geopotential_m);
  const double t_K = molecular_temperature(layer, geopotential_m), p_Pa = pressure(layer, geopotential_m);
  return {t_K * molar_mass_ratio(h_m), p_Pa, p_Pa / (kGasConstant * t_K),
          std::sqrt(kGamma * kGasConstant * t_K)};
}

/// Slopes over geopotential height, of the layer given: at a seam there are two.
SlopedAir lower_sloped(const Layer& layer, double geopotential_m) {
  const double t_K = molecular_temperature(layer, geopotential_m), p_Pa = pressure(layer, geopotential_m);
  const double rho = p_Pa / (kGasConstant * t_K), sound = std::sqrt(kGamma * kGasConstant * t_K);
  const double log_p = -kG0_m_s2 / (kGasConstant * t_K), log_t = layer.gradient_K_m / t_K;
  return {{rho, rho * (log_p - log_t)}, {p_Pa, p_Pa * log_p}, {sound, 0.5 * sound * log_t}};
}

struct LogRow {
  double h_m, temperature_K;
  Sloped log_pressure, log_density;
};
using LogRows = std::array<LogRow, kUssa76.size()>;

/// The slope at b of the parabola through three points.
double slope(double h_a, double a, double h_b, double b, double h_c, double c) {
  const double ab = (b - a) / (h_b - h_a), bc = (c - b) / (h_c - h_b);
  return (ab * (h_c - h_b) + bc * (h_b - h_a)) / (h_c - h_a);
}
void set_slopes(LogRows& rows, Sloped LogRow::* of) {
  const auto chord = [&](std::size_t i) {
    return ((rows[i + 1].*of).value - (rows[i].*of).value) / (rows[i + 1].h_m - rows[i].h_m);
  };
  for (std::size_t i = 1; i + 1 < rows.size(); ++i)
    (rows[i].*of).slope = slope(rows[i - 1].h_m, (rows[i - 1].*of).value, rows[i].h_m, (rows[i].*of).value,
                                rows[i + 1].h_m, (rows[i + 1].*of).value);
  const std::size_t last = rows.size() - 1;
  // the outer parabolas end with twice the chord less the inner slope
  (rows[0].*of).slope = 2 * chord(0) - (rows[1].*of).slope;
  (rows[last].*of).slope = 2 * chord(last - 1) - (rows[last - 1].*of).slope;
}
LogRows make_log_rows() {
  LogRows rows;
  std::transform(kUssa76.begin(), kUssa76.end(), rows.begin(), [](const Ussa76Row& row) {
    return LogRow{row.h_km * 1000, row.temperature_K, {std::log(row.pressure_Pa), 0},
                  {std::log(row.density_kg_m3), 0}};
  });
  set_slopes(rows, &LogRow::log_pressure);
  set_slopes(rows, &LogRow::log_density);
  return rows;
}

/// The cubic with these ends and slopes (over height) on a cell of length h.
AirTable::Cubic hermite(const Sloped& a, const Sloped& b, double h) {
  const double rise = b.value - a.value, s0 = h * a.slope, s1 = h * b.slope;
  return {a.value, s0, 3 * rise - 2 * s0 - s1, s0 + s1 - 2 * rise};
}
Sloped evaluate(const AirTable::Cubic& c, double u, double h) {
  return {c[0] + u * (c[1] + u * (c[2] + u * c[3])), (c[1] + u * (2 * c[2] + 3 * u * c[3])) / h};
}

struct Upper {
  double temperature_K;
  Sloped log_pressure, log_density;
};
Upper upper(double h_m) {
  static const LogRows rows = make_log_rows();
  const auto above = std::upper_bound(rows.begin() + 1, rows.end() - 1, h_m,
                                      [](double h, const LogRow& row) { return h < row.h_m; });
  const LogRow &a = *(above - 1), &b = *above;
  const double cell_m = b.h_m - a.h_m, u = (h_m - a.h_m) / cell_m;
  return {a.temperature_K + u * (b.temperature_K - a.temperature_K),
          evaluate(hermite(a.log_pressure, b.log_pressure, cell_m), u, cell_m),
          evaluate(hermite(a.log_density, b.log_density, cell_m), u, cell_m)};
}

SlopedAir upper_sloped(double h_m) {
  const Upper at = upper(h_m);
  const double p_Pa = std::exp(at.log_pressure.value), rho = std::exp(at.log_density.value);
  const double sound = std::sqrt(kGamma * p_Pa / rho);
  return {{rho, rho * at.log_density.slope}, {p_Pa, p_Pa * at.log_pressure.slope},
          {sound, 0.5 * sound * (at.log_pressure.slope - at.log_density.slope)}};
}

} // namespace

Air ussa76(double h_m) {
  DW_CHECK(h_m == h_m);
  if (h_m <= kTop_m) return lower(std::max(h_m, -5000.0));
  const Upper at = upper(std::min(h_m, 1e6));
  const double p_Pa = std::exp(at.log_pressure.value), rho_kg_m3 = std::exp(at.log_density.value);
  const double sound_speed_m_s = std::sqrt(kGamma * p_Pa / rho_kg_m3);
  if (h_m > 1e6) return {at.temperature_K, 0, 0, sound_speed_m_s};
  return {at.temperature_K, p_Pa, rho_kg_m3, sound_speed_m_s};
}

AirTable::AirTable() {
  const auto set = [&](std::size_t cell, const SlopedAir& a, const SlopedAir& b, double h) {
    density_[cell] = hermite(a.density, b.density, h);
    pressure_[cell] = hermite(a.pressure, b.pressure, h);
    sound_[cell] = hermite(a.sound, b.sound, h);
  };
  for (std::size_t i = 0; i < kNumLower; ++i) {
    const double low_m = kLowest_m + kLowerCell_m * static_cast<double>(i);
    const Layer& layer = layer_at(low_m);
    set(i, lower_sloped(layer, low_m), lower_sloped(layer, low_m + kLowerCell_m), kLowerCell_m);
  }
  for (std::size_t i = 0; i < kNumUpper; ++i) {
    const double low_m = kSeam_m + kUpperCell_m * static_cast<double>(i);
    set(kNumLower + i, upper_sloped(low_m), upper_sloped(low_m + kUpperCell_m), kUpperCell_m);
  }
  density_[kTop] = pressure_[kTop] = {};
  sound_[kTop] = {upper_sloped(kSeam_m + kUpperCell_m * kNumUpper).sound.value, 0, 0, 0};
}

const AirTable& AirTable::get() {
  static const AirTable table;
  return table;
}

} // namespace dewline::earth
