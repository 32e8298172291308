// A waveform with everything filled in: what it costs and how far it sees.
#pragma once
#include <cstdint>

#include "dewline/sense/radar/params.hpp"

namespace dewline::sense {

/// What one dwell takes of a face.
struct Cost {
  double time_s = 0;     ///< of its clock, listening included
  double transmit_s = 0; ///< of its energy, over peak power
};

struct Waveform {
  double energy = 1;    ///< SNR of one coherent sum over that of the search waveform
  double prob_fa = 0;   ///< of a resolution cell
  double threshold = 0; ///< on the sum of num_pulses powers, noise power 1 each
  std::uint32_t num_pulses = 1; ///< that are added without phase
  Cost cost;            ///< of one dwell
  double length_s = 0;  ///< from the first pulse to the last echo of one dwell that shares no listening
};

/// N = num_pulses x num_coherent pulses take N (pulse_width + listen / num_shared) of time and N pulse_width
/// of energy. Without its own value, prob_fa and num_pulses are the radar's; listen is the way to the
/// greatest range and back.
Waveform waveform(const RadarParams& radar, const WaveformParams& params);
/// Of a radar without budget: nothing costs anything.
Waveform free_waveform(const RadarParams& radar);

/// Probability that one target, of mean SNR snr (linear) in one coherent sum of the search waveform, crosses two
/// waveforms one after the other: a slow fluctuation (Swerling 0, 1, 3) is the same in both (midpoint rule over 400
/// equally likely values, within 1e-4), a fast one and the noise are fresh.
double prob_both(const Waveform& first, const Waveform& second, double snr, Swerling swerling);

/// Mean SNR (linear) of one coherent sum at which the waveform detects with prob_detect.
double needed_snr(const RadarParams& radar, const Waveform& waveform, double prob_detect);

} // namespace dewline::sense
