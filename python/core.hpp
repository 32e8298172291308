#pragma once
#include <pybind11/pybind11.h>

namespace dewline::python {

void add_kernels(pybind11::module_& module);
void add_session(pybind11::module_& module);

} // namespace dewline::python
