// US Standard Atmosphere 1976.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dewline::earth {

struct Air {
  double temperature_K = 0, pressure_Pa = 0, density_kg_m3 = 0, sound_speed_m_s = 0;
};

/// U.S. Standard Atmosphere 1976 at a geometric height [m]: 0 to 86 km by its closed form (<= 1e-6 relative
/// to the reference rows), 86 to 1000 km by its table (known_earth, Ussa76), the logarithms of pressure and
/// density by cubics through the rows and temperature linear. Below 0 the first layer continues to -5 km and
/// stays there; above 1000 km pressure and density are 0. Temperature is kinetic. Above 86 km, where the
/// standard gives no sound speed, it is sqrt(1.4 p / density). Throws ContractError for NaN. Leaves out
/// weather, season, latitude and the Sun.
Air ussa76(double h_m);

/// What a moving body feels of the air.
struct Stream {
  double density_kg_m3 = 0, pressure_Pa = 0, sound_speed_m_s = 0;
};

/// ussa76 as a table of cubics, for integrators: no logarithm, no power, no search. Cells of 500 m of
/// geopotential height to 86 km, whose edges are the standard's layers (so the kinks stay exactly where they
/// are), then of 1 km. Density and pressure within 2e-7 of ussa76 below 86 km and 6e-5 above, sound speed
/// 1e-9 and 1e-5 (test_earth, AirTable). Heights below -5 km count as -5 km, NaN as above 1000 km, where all
/// but the speed of sound is 0.
class AirTable {
 public:
  static const AirTable& get(); ///< made at the first call

  [[nodiscard]] double density(double h_m) const {
    const Place at = place(h_m);
    return value(density_[at.cell], at.part);
  }
  [[nodiscard]] Stream at(double h_m) const {
    const Place at = place(h_m);
    return {value(density_[at.cell], at.part), value(pressure_[at.cell], at.part),
            value(sound_[at.cell], at.part)};
  }

  // The table's plan; kernels that look up many heights at once follow it.
  using Cubic = std::array<double, 4>; ///< c0 + c1 u + c2 u^2 + c3 u^3 with u from 0 to 1 over the cell
  static constexpr double kBottom_m = -5000, kSeam_m = 86000;
  static constexpr double kLowerCell_m = 500, kUpperCell_m = 1000;
  static constexpr double kLowest_m = -5500;       ///< geopotential height of the first edge
  static constexpr double kRadius_m = 6356766;     ///< the standard's Earth radius, for geopotential height
  static constexpr std::size_t kNumLower = 181, kNumUpper = 914, kTop = kNumLower + kNumUpper;
  [[nodiscard]] const Cubic* density_cells() const { return density_.data(); }

 private:
  AirTable();
  struct Place {
    std::size_t cell;
    double part;
  };
  static Place place(double h_m) {
    const double h = std::max(h_m, kBottom_m);
    if (h <= kSeam_m) {
      const double x = (kRadius_m * h / (kRadius_m + h) - kLowest_m) * (1 / kLowerCell_m);
      const auto cell = static_cast<std::uint32_t>(static_cast<std::int32_t>(x)); // signed: one instruction
      return {cell, x - cell};
    }
    const double x = (h - kSeam_m) * (1 / kUpperCell_m);
    if (!(x < kNumUpper)) return {kTop, 0};
    const auto cell = static_cast<std::uint32_t>(static_cast<std::int32_t>(x)); // signed: one instruction
    return {kNumLower + cell, x - cell};
  }
  static double value(const Cubic& c, double u) { return c[0] + u * (c[1] + u * (c[2] + u * c[3])); }

  std::array<Cubic, kTop + 1> density_, pressure_, sound_;
};

/// The air at a geometric height [m] by the table: ussa76 at a tenth of its cost.
inline Stream air_at(double h_m) { return AirTable::get().at(h_m); }

} // namespace dewline::earth
