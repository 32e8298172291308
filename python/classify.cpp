// The classifier: features by name in, probabilities by name out.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <string>
#include <tuple>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/io/class_table.hpp"
#include "dewline/warn/classes/classify.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// Rows of name, value, sigma, lower bound.
using Rows = std::vector<std::tuple<std::string, double, double, bool>>;

warn::Features features_of(const Rows& rows) {
  warn::Features all;
  for (const auto& [name, value, sigma, at_least] : rows) {
    const auto which = parse<warn::Feature>(name, "feature");
    const bool yes_no = static_cast<std::size_t>(which) >= warn::kNumQuantities;
    if (!(std::isfinite(value) && std::isfinite(sigma) && sigma >= 0))
      throw py::value_error(name + " needs a finite value and a sigma >= 0");
    if (yes_no && !(value >= 0 && value <= 1)) throw py::value_error(name + " must be between 0 and 1");
    warn::at(all, which) = warn::Measured{value, sigma, at_least, Time{}};
  }
  return all;
}

warn::ClassPriors priors_of(const warn::ClassTable& table, const std::map<std::string, double>& given) {
  warn::ClassPriors priors = table.priors;
  for (const auto& [name, prior] : given) {
    const auto c = static_cast<std::size_t>(parse<warn::ObjectClass>(name, "class"));
    std::size_t i = 0;
    for_each_field<warn::ClassPriors>([&](const auto& f) {
      if (i++ == c) priors.*(f.member) = prior;
    });
    if (!(prior > 0 && std::isfinite(prior))) throw py::value_error("the prior of " + name + " must be > 0");
  }
  return priors;
}

py::dict by_name(const warn::ClassProbabilities& p) {
  py::dict named;
  for (const auto& [c, name] : enum_words(static_cast<warn::ObjectClass*>(nullptr)))
    named[py::str(std::string(name))] = p[static_cast<std::size_t>(c)];
  return named;
}

warn::Classifier classifier(const std::string& data_dir, const std::map<std::string, double>& priors) {
  const warn::ClassTable table = io::read_class_table(data_dir);
  return {table, priors_of(table, priors)};
}

py::dict classify(const Rows& rows, const std::map<std::string, double>& priors,
                  const std::string& data_dir) {
  return by_name(classifier(data_dir, priors).posterior(features_of(rows)));
}

py::dict class_weights(const Rows& rows, const std::string& data_dir) {
  py::dict all;
  for (const warn::ClassWeight& w : classifier(data_dir, {}).weigh(features_of(rows)))
    all[py::str(std::string(word(w.feature)))] = by_name(w.log_likelihood);
  return all;
}

} // namespace

void add_classify(py::module_& module) {
  module.def("classify", &classify, "features"_a, "priors"_a, "data_dir"_a);
  module.def("class_weights", &class_weights, "features"_a, "data_dir"_a);
}

} // namespace dewline::python
