// The module dewline._core: thin bindings; the Python files beside it give names, defaults and docstrings.
#include "core.hpp"

#include "dewline/io/error.hpp"
#include "dewline/record/table.hpp"

PYBIND11_MODULE(_core, module) {
  module.doc() = "Bindings of the Dewline engine; use the package dewline.";
  module.attr("version") = DEWLINE_VERSION;
  dewline::python::add_kernels(module);
  dewline::python::add_arcs(module);
  dewline::python::add_association(module);
  dewline::python::add_catalog(module);
  dewline::python::add_classify(module);
  dewline::python::add_estimates(module);
  dewline::python::add_filters(module);
  dewline::python::add_filters_batch(module);
  dewline::python::add_infrared(module);
  dewline::python::add_looks(module);
  dewline::python::add_metrics(module);
  dewline::python::add_propagation(module);
  dewline::python::add_radar(module);
  dewline::python::add_satellites(module);
  dewline::python::add_session(module);
  dewline::python::add_study(module);
  dewline::python::add_survey(module);
  dewline::python::add_tracker(module);
  dewline::python::add_truth(module);
  pybind11::register_exception<dewline::io::ScenarioError>(module, "ScenarioError", PyExc_ValueError);
  pybind11::register_exception<dewline::record::RecordError>(module, "RecordError", PyExc_ValueError);
}
