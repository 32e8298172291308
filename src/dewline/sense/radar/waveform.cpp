#include "dewline/sense/radar/waveform.hpp"

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"
#include "dewline/sense/gamma_inverse.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {

Waveform free_waveform(const RadarParams& radar) {
  return {1, radar.prob_fa, threshold(radar.prob_fa, radar.num_pulses), radar.num_pulses, {}, 0};
}

Waveform waveform(const RadarParams& radar, const WaveformParams& params) {
  DW_CHECK(radar.budget);
  const WaveformParams& search = radar.budget->search;
  Waveform w;
  w.energy = params.pulse_width_s * params.num_coherent / (search.pulse_width_s * search.num_coherent);
  w.prob_fa = params.prob_fa.value_or(radar.prob_fa);
  w.num_pulses = params.num_pulses.value_or(radar.num_pulses);
  w.threshold = threshold(w.prob_fa, w.num_pulses);
  const double num = static_cast<double>(w.num_pulses) * params.num_coherent;
  const double listen_s = params.listen_s.value_or(2 * max_range_m(radar) / kC_m_s);
  w.cost = {num * (params.pulse_width_s + listen_s / params.num_shared), num * params.pulse_width_s};
  w.length_s = num * (params.pulse_width_s + listen_s);
  return w;
}

double prob_both(const Waveform& first, const Waveform& second, double snr, Swerling swerling) {
  const auto pd = [&](const Waveform& w, double x, Swerling law) {
    return prob_detect(to_db(w.energy * snr * x), w.prob_fa, w.num_pulses, law);
  };
  if (swerling == Swerling::two || swerling == Swerling::four || swerling == Swerling::zero)
    return pd(first, 1, swerling) * pd(second, 1, swerling);
  const std::uint32_t shape = swerling == Swerling::one ? 1 : 2;
  constexpr int kValues = 400;
  double sum = 0;
  for (int i = 0; i < kValues; ++i) {
    const double x = gamma_q_inverse(shape, (i + 0.5) / kValues) / shape;
    sum += pd(first, x, Swerling::zero) * pd(second, x, Swerling::zero);
  }
  return sum / kValues;
}

double needed_snr(const RadarParams& radar, const Waveform& waveform, double prob_detect) {
  return std::pow(
      10, 0.1 * required_snr_db(prob_detect, waveform.prob_fa, waveform.num_pulses, radar.swerling));
}

} // namespace dewline::sense
