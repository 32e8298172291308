// The element catalogue: which states are known objects, close approaches, re-entry windows.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/catalog/approaches.hpp"
#include "dewline/catalog/correlate.hpp"
#include "dewline/catalog/reentry.hpp"
#include "dewline/io/catalogue.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

py::str text_of(const std::string& name) { return py::bytes(name).attr("decode")("utf-8", "replace"); }

std::uint32_t place_of(const std::vector<catalog::Entry>& entries, std::uint32_t number) {
  const auto it = std::ranges::find(entries, number, &catalog::Entry::number);
  if (it == entries.end()) throw py::value_error("no set of " + std::to_string(number) + " is in the file");
  return static_cast<std::uint32_t>(it - entries.begin());
}

/// For each state and covariance (GCRF) at one UTC instant, the objects in the gate.
py::list catalog_correlate(const std::string& path, const std::string& utc, const Array& states,
                           const Array& covariances) {
  if (states.ndim() != 2 || states.shape(1) != 6) throw py::value_error("states must have shape (n, 6)");
  if (covariances.ndim() != 3 || covariances.shape(0) != states.shape(0) || covariances.shape(1) != 6 ||
      covariances.shape(2) != 6)
    throw py::value_error("covariances must have shape (n, 6, 6)");
  const earth::Orientation orientation(earth::parse_utc(utc));
  const catalog::Model model(io::to_entries(io::read_element_sets(path)), {}, orientation);
  py::list out;
  for (py::ssize_t n = 0; n < states.shape(0); ++n) {
    track::Track track;
    track::mark_seen(track, sense::Kind::radar);
    std::copy_n(states.data(n, 0), 6, track.x_G.mean.begin());
    std::copy_n(covariances.data(n, 0, 0), 36, track.x_G.cov.a.begin());
    py::list found;
    for (const catalog::Match& m : model.candidates(track))
      found.append(py::dict("number"_a = m.number, "name"_a = text_of(m.name), "prob"_a = m.prob,
                            "mahalanobis2"_a = m.mahalanobis2));
    out.append(found);
  }
  return out;
}

/// Of the given pairs of catalogue numbers; without pairs every pair.
py::list catalog_approaches(const std::string& path,
                            const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
                            const std::string& from_utc, double duration_s, double within_m) {
  if (!(duration_s > 0) || !(within_m >= 0))
    throw py::value_error("duration must be above 0, within at least 0");
  const auto entries = io::newest_of(io::to_entries(io::read_element_sets(path)));
  std::vector<catalog::Pair> places;
  for (const auto& [a, b] : pairs) places.emplace_back(place_of(entries, a), place_of(entries, b));
  if (pairs.empty()) places = catalog::all_pairs(entries, within_m);
  const catalog::ApproachSearch search{earth::parse_utc(from_utc), duration_s, within_m};
  const auto found = [&] {
    const py::gil_scoped_release others_may_run;
    return catalog::approaches(entries, places, search);
  }();
  py::list out;
  for (const auto& f : found)
    out.append(py::dict(
        "utc"_a = earth::print_utc(f.at_utc, 6), "number_a"_a = f.number_a, "name_a"_a = text_of(f.name_a),
        "number_b"_a = f.number_b, "name_b"_a = text_of(f.name_b), "miss_m"_a = f.miss_m,
        "relative_speed_m_s"_a = f.relative_speed_m_s, "radial_m"_a = f.miss_RTN_m.x,
        "in_track_m"_a = f.miss_RTN_m.y, "cross_track_m"_a = f.miss_RTN_m.z, "age_days"_a = f.age_days));
  return out;
}

py::list catalog_reentry(const std::string& path, double horizon_s, double spread) {
  if (!(horizon_s > 0) || !(spread >= 0 && spread < 1))
    throw py::value_error("horizon must be above 0, spread from 0 to below 1");
  py::list out;
  for (const auto& entry : io::newest_of(io::to_entries(io::read_element_sets(path))))
    if (const auto f = catalog::reentry(entry, {.horizon_s = horizon_s, .spread = spread}))
      out.append(py::dict("number"_a = f->number, "name"_a = text_of(f->name),
                          "earliest_utc"_a = earth::print_utc(f->earliest_utc, 0),
                          "nominal_utc"_a = earth::print_utc(f->nominal_utc, 0),
                          "latest_utc"_a = earth::print_utc(f->latest_utc, 0), "days"_a = f->days));
  return out;
}

} // namespace

void add_catalog(py::module_& module) {
  module.def("catalog_correlate", &catalog_correlate, "path"_a, "utc"_a, "states"_a, "covariances"_a);
  module.def("catalog_approaches", &catalog_approaches, "path"_a, "pairs"_a, "from_utc"_a, "duration_s"_a,
             "within_m"_a);
  module.def("catalog_reentry", &catalog_reentry, "path"_a, "horizon_s"_a, "spread"_a);
}

} // namespace dewline::python
