// Surveys of a scenario's sensors: maps and reach on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/io/survey.hpp"
#include "dewline/survey/tables.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

io::SurveyRequest request_of(const py::dict& words) {
  io::SurveyRequest r;
  const auto take = [&](const char* key, auto& to) {
    if (words.contains(key)) to = words[key].cast<std::decay_t<decltype(to)>>();
  };
  take("sensors", r.sensors), take("rcs", r.rcs), take("type", r.type), take("pd", r.pd);
  take("cumulative", r.cumulative), take("cloud", r.cloud), take("step", r.step), take("height", r.height);
  take("exposure", r.exposure), take("plume", r.plume), take("grid", r.grid), take("region", r.region);
  take("at", r.at), take("gaps", r.gaps), take("days", r.days), take("from", r.from), take("loft", r.loft);
  take("apogee", r.apogee), take("count", r.count), take("threads", r.threads);
  return r;
}

/// Ctrl-C ends it between two slices of the grid.
bool python_wants_to_stop() {
  const py::gil_scoped_acquire held;
  return PyErr_CheckSignals() != 0;
}

/// Number columns by name as arrays of that shape; words as lists.
py::dict columns_of(const record::Table& table, const std::vector<py::ssize_t>& shape) {
  py::dict out;
  for (const auto& column : table.columns) {
    if (const auto* words = std::get_if<std::vector<std::string>>(&column.cells)) {
      out[py::str(column.name)] = *words;
      continue;
    }
    const auto& numbers = std::get<std::vector<double>>(column.cells);
    Array array(shape);
    std::copy(numbers.begin(), numbers.end(), array.mutable_data());
    out[py::str(column.name)] = array;
  }
  return out;
}

Array array_of(const std::vector<double>& numbers) {
  return Array(static_cast<py::ssize_t>(numbers.size()), numbers.data());
}

template <class Map>
py::dict map_dict(const char* kind, const Map& map) {
  const std::vector<py::ssize_t> shape{static_cast<py::ssize_t>(map.grid.num_rows()),
                                       static_cast<py::ssize_t>(map.grid.num_columns())};
  return py::dict("kind"_a = kind, "lat_rad"_a = array_of(map.grid.lat_rad()),
                  "lon_rad"_a = array_of(map.grid.lon_rad()),
                  "columns"_a = columns_of(survey::table_of(map), shape));
}

py::list checks_of(const survey::WarningMap& map) {
  py::list out;
  for (const auto& f : map.flown) {
    const earth::Geodetic at = map.grid.centre(f.cell);
    out.append(py::dict("lat_rad"_a = at.lat_rad, "lon_rad"_a = at.lon_rad, "tof_s"_a = f.tof_s,
                        "tof_off_s"_a = f.tof_off_s, "warning_off_s"_a = f.warning_off_s,
                        "place_off_m"_a = f.place_off_m, "num_disagree"_a = f.num_disagree));
  }
  return out;
}

/// What a map function makes, with other Python threads running.
template <class Make>
auto made(const Make& make) {
  auto map = [&] {
    const py::gil_scoped_release others_may_run;
    return make();
  }();
  if (!map.complete) throw py::error_already_set();
  return map;
}

py::dict reach_dict(const io::SurveyRequest& request, const io::Surveyed& s, const std::string& data_dir) {
  record::Table table;
  const survey::ReachRequest asked = io::reach_of(request, data_dir);
  for (const auto& watcher : s.network.watchers())
    if (const auto* radar = std::get_if<survey::RadarWatcher>(&watcher))
      survey::append_rows(table, survey::table_of(radar->name(), survey::reach(*radar, asked)));
  if (table.columns.empty()) throw py::value_error("there is no radar among the sensors");
  return py::dict("kind"_a = "reach",
                  "columns"_a = columns_of(table, {static_cast<py::ssize_t>(table.num_rows())}));
}

py::dict run_survey(const std::string& resolved, const py::object& words, const std::string& data_dir) {
  const io::SurveyRequest request = request_of(words.cast<py::dict>());
  io::Loaded loaded = io::load_text(resolved, "scenario", {{}, data_dir});
  const auto s = io::surveyed(std::move(loaded.scenario), request);
  const auto& watchers = s->network.watchers();
  const survey::Watchdog watchdog{{}, python_wants_to_stop};
  if (!request.from.empty()) {
    const auto asked = io::warning_of(request, *s, data_dir);
    const auto map = made([&] { return survey::warning_map(asked, watchers, watchdog); });
    py::dict out = map_dict("warning", map);
    out["sensors"] = map.watchers, out["check"] = checks_of(map);
    return out;
  }
  if (!request.height.empty()) {
    const auto asked = io::cover_of(request, data_dir);
    const auto map = made([&] { return survey::cover_map(asked, watchers, watchdog); });
    py::dict out = map_dict("height", map);
    out["sensors"] = map.watchers;
    return out;
  }
  if (request.gaps) {
    const auto asked = io::gaps_of(request, *s);
    const auto map = made([&] { return survey::gap_map(asked, watchers, watchdog); });
    py::dict out = map_dict("gaps", map);
    out["sensors"] = map.satellites, out["mean_uncovered"] = array_of(map.mean_uncovered);
    return out;
  }
  return reach_dict(request, *s, data_dir);
}

} // namespace

void add_survey(py::module_& module) {
  module.def("survey", &run_survey, "resolved"_a, "request"_a, "data_dir"_a);
}

} // namespace dewline::python
