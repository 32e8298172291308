// US Standard Atmosphere 1976.
#pragma once

namespace dewline::earth {

struct Air {
  double temperature_K = 0, pressure_Pa = 0, density_kg_m3 = 0, sound_speed_m_s = 0;
};

/// U.S. Standard Atmosphere 1976 at a geometric height [m]: 0 to 86 km by its closed form (<= 1e-6 relative
/// to the reference rows), 86 to 1000 km by its table (known_earth, Ussa76), pressure and density log-linear
/// between rows and temperature linear. Below 0 the first layer continues to -5 km and stays there; above
/// 1000 km pressure and density are 0. Temperature is kinetic. Above 86 km, where the standard gives no sound
/// speed, it is sqrt(1.4 p / density). Throws ContractError for NaN. Leaves out weather, season, latitude and
/// the Sun.
Air ussa76(double h_m);

} // namespace dewline::earth
