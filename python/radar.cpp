// How a radar spends its frames, and the triangle of a transmitter elsewhere, on numpy arrays.
#include <pybind11/numpy.h>

#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/sense/radar/bistatic.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/truth/model.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// Pulse width, listening, pulses that share it.
sense::WaveformParams waveform(const Array& w, const char* name) {
  if (w.size() != 3) throw py::value_error(std::string(name) + " must have 3 numbers");
  sense::WaveformParams params;
  params.pulse_width_s = w.data()[0];
  params.listen_s = w.data()[1];
  params.num_shared = static_cast<std::uint32_t>(w.data()[2]);
  return params;
}

/// One face of 120 deg that meets nothing but noise; confirmation comes first, then track, then search.
sense::RadarParams lonely(const Array& search, const Array& confirm, const Array& track, double num_positions,
                          double num_false, double num_background, double revisit_s, double duty) {
  sense::RadarParams p;
  p.faces = {{}};
  p.reference_range_m = 1e6;
  p.revisit_s = revisit_s;
  p.prob_fa = 1e-6;
  p.num_cells = num_false / p.prob_fa;
  sense::BudgetParams b;
  b.duty = duty;
  b.search = waveform(search, "search");
  b.confirm = waveform(confirm, "confirm");
  b.track = waveform(track, "track");
  b.num_positions = num_positions;
  b.num_background = num_background;
  p.budget = b;
  Problems problems;
  check(p, problems);
  if (!problems.empty()) throw py::value_error(problems.list().front().path + " " + problems.list().front().what);
  return p;
}

/// [frame][search, confirm, track, idle][wanted, done, time, transmission].
Array spent(const Array& search, const Array& confirm, const Array& track, double num_positions, double num_false,
            double num_background, double revisit_s, double duty, std::int64_t num_frames, std::uint64_t seed) {
  if (num_frames < 1) throw py::value_error("num_frames must be at least 1");
  const sense::Radar radar(
      lonely(search, confirm, track, num_positions, num_false, num_background, revisit_s, duty), {}, 1);
  const truth::Model nothing({}, earth::Orientation(earth::JulianDate{2451545.0, 0}), Time{});
  const truth::State state_of_nothing = truth::start(nothing);
  const truth::View view(nothing, state_of_nothing);
  const Draws draws(seed, 0);
  auto state = radar.start(draws);
  std::vector<double> rows;
  for (std::int64_t k = 0; k < num_frames; ++k)
    for (const sense::Spent& s : radar.look(state, k, view, draws).spent)
      rows.insert(rows.end(), {s.num_wanted, s.num_done, s.time_s, s.transmit_s});
  Array out(std::vector<py::ssize_t>{num_frames, 4, 4});
  std::copy(rows.begin(), rows.end(), out.mutable_data());
  return out;
}

Array receiver_range(const Array& range_sum_m, double length_m, const Array& cos_angle) {
  if (range_sum_m.size() != cos_angle.size()) throw py::value_error("range_sum_m and cos_angle must be as long");
  Array out(std::vector<py::ssize_t>{range_sum_m.size()});
  for (py::ssize_t i = 0; i < out.size(); ++i)
    out.mutable_data()[i] =
        sense::receiver_range_m({length_m, cos_angle.data()[i]}, range_sum_m.data()[i]);
  return out;
}

} // namespace

void add_radar(py::module_& module) {
  module.def("radar_spent", &spent, "search"_a, "confirm"_a, "track"_a, "num_positions"_a, "num_false"_a,
             "num_background"_a, "revisit_s"_a, "duty"_a, "num_frames"_a, "seed"_a);
  module.def("receiver_range", &receiver_range, "range_sum_m"_a, "length_m"_a, "cos_angle"_a);
}

} // namespace dewline::python
