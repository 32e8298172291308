// The deep-space half of SGP4: Sun, Moon and resonances. Inside the room only.
#pragma once
#include "dewline/orbit/sgp4.hpp"

namespace dewline::orbit::sgp4 {

/// Elements on their way through the theory at one time.
struct Mean {
  double n, e, i, node, argp, m; ///< [rad/min], -, [rad]
};

/// Amplitudes, secular rates and resonance terms; `days` counts from 1950 January 0.0 UTC, gsto is the sidereal time then.
Deep deep_space(const Near& near, const Constants& c, double days, double gsto);
/// Adds the secular and resonant motion of t minutes.
void add_secular(const Near& near, const Deep& deep, double t, Mean& mean);
/// Adds the periodic terms of Sun and Moon, with Lyddane's form for small inclinations.
void add_periodic(const Deep& deep, double t, Mean& mean);

} // namespace dewline::orbit::sgp4
