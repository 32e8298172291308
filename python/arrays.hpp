// What the bindings of kernels share: arrays in, shapes and words checked.
#pragma once
#include <pybind11/numpy.h>

#include <limits>
#include <string>

#include "dewline/base/field.hpp"

namespace dewline::python {

using Array = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Rows of three; one vector counts as one row. Throws ValueError for another shape.
inline pybind11::ssize_t rows3(const Array& a, const char* name) {
  if ((a.ndim() == 1 && a.size() == 3) || (a.ndim() == 2 && a.shape(1) == 3)) return a.size() / 3;
  throw pybind11::value_error(std::string(name) + " must have shape (3,) or (n, 3)");
}

/// The value of a word; ValueError names the words that there are.
template <class E>
E parse(const std::string& text, const char* name) {
  std::string words;
  for (const auto& [value, word] : enum_words(static_cast<E*>(nullptr))) {
    if (text == word) return value;
    words += (words.empty() ? "" : ", ") + std::string(word);
  }
  throw pybind11::value_error(std::string(name) + " must be one of " + words + ", is '" + text + "'");
}

} // namespace dewline::python
