// Studies: false alarms of an architecture, from Python.
#include <pybind11/stl.h>

#include <cmath>
#include <string>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/study/false_alarms.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// A column of numbers, one a row.
template <class F>
Array column(const std::vector<study::RocRow>& rows, F value) {
  Array out(static_cast<py::ssize_t>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) out.mutable_data()[i] = value(rows[i]);
  return out;
}
template <class F>
py::list words(const std::vector<study::RocRow>& rows, F value) {
  py::list out;
  for (const auto& row : rows) out.append(value(row));
  return out;
}

double share(const record::Share& s) { return static_cast<double>(s.happened) / static_cast<double>(s.runs); }

py::dict rows_of(const std::vector<study::RocRow>& rows) {
  using Row = study::RocRow;
  py::dict d;
  d["rules"] = words(rows, [](const Row& r) { return r.rules; });
  d["centre"] = words(rows, [](const Row& r) { return r.centre; });
  d["state"] = words(rows, [](const Row& r) { return r.state; });
  d["false_per_year"] = column(rows, [](const Row& r) { return r.false_alerts.per_year; });
  d["low"] = column(rows, [](const Row& r) { return r.false_alerts.counting.low; });
  d["high"] = column(rows, [](const Row& r) { return r.false_alerts.counting.high; });
  d["disputed_low"] = column(rows, [](const Row& r) { return r.disputed.low; });
  d["disputed_high"] = column(rows, [](const Row& r) { return r.disputed.high; });
  d["alerts_per_year"] = column(rows, [](const Row& r) { return r.alerts_per_year; });
  d["tree_per_year"] = column(rows, [](const Row& r) { return r.tree_per_year.value_or(NAN); });
  d["miss"] = column(rows, [](const Row& r) { return r.missed ? share(*r.missed) : NAN; });
  d["delay_s"] = column(rows, [](const Row& r) { return r.delay_s.median; });
  return d;
}

py::list causes_of(const study::FalseAlarms& result) {
  py::list out;
  for (const study::Cause& c : result.causes)
    out.append(py::dict("name"_a = c.name, "kind"_a = c.kind, "per_year"_a = c.per_year,
                        "disputed"_a = py::make_tuple(c.disputed.low, c.disputed.high),
                        "num_manifestations"_a = c.num_manifestations));
  return out;
}

py::list counts_of(const study::FalseAlarms& result) {
  py::list out;
  for (const study::CountRow& c : result.counts)
    out.append(py::dict("name"_a = c.name, "centre"_a = c.centre, "state"_a = c.state, "published"_a = c.published,
                        "years"_a = c.years, "is_input"_a = c.is_input, "expected"_a = c.expected, "low"_a = c.low,
                        "high"_a = c.high));
  return out;
}

py::dict run_false_alarms(const std::string& resolved, std::uint32_t episodes, std::uint64_t seed, unsigned threads,
                          const std::string& data_dir) {
  const run::Scenario scenario = io::load_text(resolved, "scenario", {{}, data_dir}).scenario;
  std::vector<study::RuleVariant> library;
  for (auto& set : io::list_rules(data_dir)) library.push_back({set.name, std::move(set.rules)});
  study::FalseAlarmRequest request{study::variants_of(scenario, std::move(library)), seed, episodes, 12, threads, {}, {}};
  request.stop = [] { // Ctrl-C ends it between two slices
    const py::gil_scoped_acquire held;
    return PyErr_CheckSignals() != 0;
  };
  study::FalseAlarms result;
  {
    const py::gil_scoped_release released;
    result = study::false_alarms(scenario, request);
  }
  if (!result.complete) throw py::error_already_set();
  return py::dict("rows"_a = rows_of(result.rows), "causes"_a = causes_of(result), "counts"_a = counts_of(result),
                  "pairs"_a = result.pairs, "window_s"_a = result.window_s);
}

} // namespace

void add_study(py::module_& module) {
  module.def("false_alarms", &run_false_alarms, "resolved"_a, "episodes"_a, "seed"_a, "threads"_a, "data_dir"_a);
}

} // namespace dewline::python
