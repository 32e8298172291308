// SGP4 on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/io/satellites.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// States at [satellite][time] with their errors.
struct States {
  std::size_t num_satellites, num_times;
  std::vector<PosVel> x = std::vector<PosVel>(num_satellites * num_times);
  std::vector<orbit::Sgp4Error> error = std::vector<orbit::Sgp4Error>(num_satellites * num_times);

  /// As arrays (satellites, times, 3) and (satellites, times); NaN where the theory has no state.
  [[nodiscard]] py::dict arrays() const {
    const auto m = static_cast<py::ssize_t>(num_satellites), n = static_cast<py::ssize_t>(num_times);
    Array r({m, n, py::ssize_t{3}}), v({m, n, py::ssize_t{3}});
    py::array_t<std::int64_t> codes({m, n});
    double *to_r = r.mutable_data(), *to_v = v.mutable_data();
    for (std::size_t k = 0; k < x.size(); ++k) {
      const bool known = orbit::has_state(error[k]);
      for (std::size_t i = 0; i < 3; ++i) {
        *to_r++ = known ? x[k].p[i] : kNaN;
        *to_v++ = known ? x[k].v[i] : kNaN;
      }
      codes.mutable_data()[k] = static_cast<std::int64_t>(error[k]);
    }
    return py::dict("r_m"_a = r, "v_m_s"_a = v, "error"_a = codes);
  }
};

/// The states of the two-line sets in a text, minutes after the epoch of each.
py::dict sgp4(const std::string& text, const Array& minutes, int threads) {
  if (threads < 1) throw py::value_error("threads must be at least 1");
  const std::span<const double> t(minutes.data(), static_cast<std::size_t>(minutes.size()));
  for (const double one : t)
    if (!(std::abs(one) <= orbit::kSgp4MaxMinutes))
      throw py::value_error("minutes must be finite and within a hundred years (52,596,000), one is " +
                            std::to_string(one));
  io::Diagnostics problems;
  auto sets = io::parse_tle(text, "lines", problems);
  if (problems.empty() && sets.empty())
    problems.add({"lines", 1, 1}, "", "", "holds no two-line set", "two lines of 69 characters");
  if (!problems.empty()) throw io::ScenarioError(problems.sorted());
  const io::Satellites satellites(std::move(sets));
  States out{satellites.sets().size(), t.size()};
  {
    const py::gil_scoped_release others_may_run;
    satellites.batch().grid(t, out.x, out.error, static_cast<unsigned>(threads));
  }
  return out.arrays();
}

/// The states of a file's satellites at UTC instants, with their names and catalogue numbers.
py::dict sgp4_catalog(const std::string& path, const std::vector<std::string>& times_utc,
                      const std::string& frame, int threads) {
  if (threads < 1) throw py::value_error("threads must be at least 1");
  std::optional<io::SatelliteFrame> axes;
  for (const auto& [value, word] : enum_words(static_cast<io::SatelliteFrame*>(nullptr)))
    if (frame == word) axes = value;
  if (!axes) throw py::value_error("frame must be 'teme', 'gcrf' or 'itrf', is '" + frame + "'");
  std::vector<earth::JulianDate> utc;
  for (const auto& text : times_utc) utc.push_back(earth::parse_utc(text));
  const io::Satellites satellites{std::filesystem::path(path)};
  States out{satellites.sets().size(), utc.size()};
  {
    const py::gil_scoped_release others_may_run;
    satellites.states(utc, *axes, out.x, out.error, static_cast<unsigned>(threads));
  }
  py::dict arrays = out.arrays();
  py::list names;
  py::array_t<std::int64_t> numbers(static_cast<py::ssize_t>(out.num_satellites));
  for (std::size_t k = 0; k < out.num_satellites; ++k) {
    names.append(py::str(py::bytes(satellites.sets()[k].name).attr("decode")("utf-8", "replace")));
    numbers.mutable_data()[k] = satellites.sets()[k].catalog_number;
  }
  arrays["names"] = names;
  arrays["numbers"] = numbers;
  return arrays;
}

} // namespace

void add_satellites(py::module_& module) {
  module.def("sgp4", &sgp4, "text"_a, "minutes"_a, "threads"_a);
  module.def("sgp4_catalog", &sgp4_catalog, "path"_a, "times_utc"_a, "frame"_a, "threads"_a);
}

} // namespace dewline::python
