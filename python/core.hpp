#pragma once
#include <pybind11/pybind11.h>

namespace dewline::python {

void add_arcs(pybind11::module_& module);
void add_association(pybind11::module_& module);
void add_catalog(pybind11::module_& module);
void add_classify(pybind11::module_& module);
void add_estimates(pybind11::module_& module);
void add_filters(pybind11::module_& module);
void add_filters_batch(pybind11::module_& module);
void add_infrared(pybind11::module_& module);
void add_kernels(pybind11::module_& module);
void add_looks(pybind11::module_& module);
void add_metrics(pybind11::module_& module);
void add_propagation(pybind11::module_& module);
void add_radar(pybind11::module_& module);
void add_satellites(pybind11::module_& module);
void add_session(pybind11::module_& module);
void add_study(pybind11::module_& module);
void add_survey(pybind11::module_& module);
void add_tracker(pybind11::module_& module);
void add_truth(pybind11::module_& module);

} // namespace dewline::python
