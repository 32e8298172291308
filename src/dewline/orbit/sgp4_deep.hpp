// The deep-space half of SGP4: Sun, Moon and resonances. Inside the room only.
#pragma once
#include "dewline/orbit/sgp4.hpp"

namespace dewline::orbit::sgp4 {

constexpr double kSunRate = 1.19459e-5, kSunEccentricity = 0.01675;   // [rad/min]
constexpr double kMoonRate = 1.5835218e-4, kMoonEccentricity = 0.05490;
constexpr double kEarthRate = 4.37526908801129966e-3; ///< [rad/min]
constexpr double kStep_min = 720;                     ///< of the resonance integrator
/// Phases of the resonance terms [rad]: synchronous, then half-day.
constexpr double kPhase31 = 0.13130908, kPhase22 = 2.8843198, kPhase33 = 0.37448087;
constexpr double kG22 = 5.7686396, kG32 = 0.95240898, kG44 = 1.8014998, kG52 = 1.0508330, kG54 = 4.4108898;

/// Elements on their way through the theory at one time.
struct Mean {
  double n, e, i, node, argp, m; ///< [rad/min], -, [rad]
};

/// Amplitudes, secular rates and resonance terms; `days` counts from 1950 January 0.0 UTC, gsto is the
/// sidereal time then.
Deep deep_space(const Near& near, const Constants& c, double days, double gsto);
/// Adds the secular and resonant motion of t minutes.
void add_secular(const Near& near, const Deep& deep, double t, Mean& mean);
/// Adds the periodic terms of Sun and Moon, with Lyddane's form for small inclinations.
void add_periodic(const Deep& deep, double t, Mean& mean);

} // namespace dewline::orbit::sgp4
