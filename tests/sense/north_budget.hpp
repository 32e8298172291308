// The radar of north.hpp with a budget: frames of 10 s, 100 positions of search at 22 ms.
#pragma once
#include <map>

#include "dewline/sense/radar/radar.hpp"
#include "sense/north.hpp"

namespace dewline::sense {

inline WaveformParams pulses(double width_s, double listen_s) {
  WaveformParams w;
  w.pulse_width_s = width_s;
  w.listen_s = listen_s;
  return w;
}

/// Search takes 2.2 s of time and 0.2 s of the 2.5 s of energy; a confirmation 24 ms and 4 ms; a track dwell
/// 30 ms and 10 ms.
inline RadarParams busy(double reference_snr_db, Swerling swerling) {
  RadarParams p = north(reference_snr_db, swerling);
  BudgetParams b;
  b.search = pulses(2e-3, 20e-3);
  b.confirm = pulses(4e-3, 20e-3);
  b.confirm->prob_fa = 1e-4;
  b.track = pulses(10e-3, 20e-3);
  b.num_positions = 100;
  p.budget = b;
  return p;
}

inline Spent of(const Frame& frame, Work work, std::uint32_t face = 0) {
  for (const Spent& s : frame.spent)
    if (s.work == work && s.face == face) return s;
  return {};
}

} // namespace dewline::sense
