// US Standard Atmosphere 1976.
#pragma once

namespace dewline::earth {

struct Air {
  double temperature_K = 0, pressure_Pa = 0, density_kg_m3 = 0, sound_speed_m_s = 0;
};

/// USSA76 at a geometric height [m]: 0 to 86 km by its closed form, 86 to 1000 km by its table (log-linear
/// between rows); below 0 the first layer continues to -5 km, above 1000 km density is 0.
Air ussa76(double h_m);

} // namespace dewline::earth
