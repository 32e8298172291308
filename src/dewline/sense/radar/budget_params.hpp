// What a radar spends its time and energy on, as a scenario states it.
#pragma once
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/sense/labels.hpp"

namespace dewline::sense {

/// The pulses of one dwell. A dwell of N = num_pulses x num_coherent pulses takes
/// N (pulse_width + listen / num_shared) of the face's time and N pulse_width of its energy.
struct WaveformParams {
  double pulse_width_s = 1e-3;
  std::optional<double> listen_s;
  std::uint32_t num_shared = 1;
  std::optional<std::uint32_t> num_pulses;
  std::uint32_t num_coherent = 1;
  std::optional<double> prob_fa;

  static constexpr auto fields() {
    using W = WaveformParams;
    return std::tuple{
        required("pulse_width_s", &W::pulse_width_s, "length of one pulse", between(1e-9, 10)),
        field("listen_s", &W::listen_s,
              "time of listening after a pulse; default: the echo's way from the greatest range",
              between(0, 10)),
        field("num_shared", &W::num_shared,
              "pulses in as many directions that go out one after the other and share one time of listening",
              between(1, 100)),
        field("num_pulses", &W::num_pulses, "pulses that are added without phase; default: the radar's",
              between(1, 1000)),
        field("num_coherent", &W::num_coherent, "pulses that are added with phase, before those",
              between(1, 1000)),
        field("prob_fa", &W::prob_fa, "false alarm probability of a resolution cell; default: the radar's",
              between(1e-12, 1e-2))};
  }
};
static_assert(complete<WaveformParams>());

/// The time-energy budget of each face (docs/models/radar-budget.md). The radar's sensitivity is that of the
/// search waveform; the SNR of the others scales with the energy that is added with phase.
struct BudgetParams {
  double duty = 0.25;
  WaveformParams search;
  std::optional<WaveformParams> confirm;
  std::optional<WaveformParams> track;
  std::vector<Work> priority{Work::confirm, Work::track, Work::search};
  std::optional<double> num_positions;
  double num_background = 0;
  std::optional<double> track_interval_s;
  double num_gate_cells = 10;

  static constexpr auto fields() {
    using B = BudgetParams;
    return std::tuple{
        field("duty", &B::duty, "greatest share of a frame in which a face may transmit", Bounds{0, 1, true}),
        required("search", &B::search, "the waveform of search"),
        field("confirm", &B::confirm,
              "the waveform that looks again at each crossing of search; default: crossings are reported"),
        field("track", &B::track,
              "the waveform that follows what was detected; default: nothing is followed"),
        field("priority", &B::priority, "what comes first when time or energy is short"),
        field("num_positions", &B::num_positions,
              "beam positions of one whole search of a face; default: area in direction cosines over the "
              "beamwidth squared",
              between(1, 1e6)),
        field("num_background", &B::num_background,
              "catalogued satellites that each face follows besides the objects of the scenario",
              between(0, 1e6)),
        field("track_interval_s", &B::track_interval_s,
              "time between two track dwells at one object, at least the revisit; default: the revisit",
              between(0.01, 3600)),
        field("num_gate_cells", &B::num_gate_cells,
              "resolution cells around a crossing in which its confirmation may cross too", between(1, 1e6))};
  }
};
static_assert(complete<BudgetParams>());

} // namespace dewline::sense
