// Assignment, the k best of them and joint probabilities on numpy arrays.
#include <pybind11/numpy.h>

#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/track/association/assign.hpp"
#include "dewline/track/association/assign_dense.hpp"
#include "dewline/track/association/workspace.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

std::uint32_t index_of(double x, std::uint32_t size, const char* name) {
  if (!(x >= 0 && x < size && x == static_cast<std::uint32_t>(x)))
    throw py::value_error(std::string(name) + " must be whole numbers from 0 to below " +
                          std::to_string(size));
  return static_cast<std::uint32_t>(x);
}

/// Rows of track, detection, gain.
std::vector<track::Pairing> pairings_of(std::uint32_t num_tracks, std::uint32_t num_detections,
                                        const Array& rows) {
  std::vector<track::Pairing> out;
  const py::ssize_t n = rows.size() == 0 ? 0 : rows3(rows, "pairings");
  for (py::ssize_t i = 0; i < n; ++i) {
    const double* row = rows.data() + 3 * i;
    out.push_back(
        {index_of(row[0], num_tracks, "tracks"), index_of(row[1], num_detections, "detections"), row[2]});
  }
  return out;
}

template <class Numbers>
Array array_of(const Numbers& numbers) {
  Array out(static_cast<py::ssize_t>(numbers.size()));
  std::copy(numbers.begin(), numbers.end(), out.mutable_data());
  return out;
}

Array assign(std::uint32_t num_tracks, std::uint32_t num_detections, const Array& pairings) {
  return array_of(
      track::assign(num_tracks, num_detections, pairings_of(num_tracks, num_detections, pairings)));
}

Array assign_dense(const Array& cost) {
  if (cost.ndim() != 2) throw py::value_error("cost must have shape (n, m)");
  track::DenseScratch scratch;
  return array_of(track::assign_dense(static_cast<std::uint32_t>(cost.shape(0)),
                                      static_cast<std::uint32_t>(cost.shape(1)),
                                      {cost.data(), static_cast<std::size_t>(cost.size())}, scratch));
}

/// Totals, and rows of indices into the pairings.
py::tuple k_best(std::uint32_t num_tracks, std::uint32_t num_detections, const Array& pairings,
                 std::uint32_t k) {
  track::Workspace workspace;
  const track::RankedAssignments& ranked = track::k_best(
      num_tracks, num_detections, pairings_of(num_tracks, num_detections, pairings), k, workspace);
  Array taken({static_cast<py::ssize_t>(ranked.size()), static_cast<py::ssize_t>(num_tracks)});
  std::copy(ranked.taken.begin(), ranked.taken.end(), taken.mutable_data());
  return py::make_tuple(array_of(ranked.gain), taken);
}

py::dict dict_of(const track::JointProbabilities& p) {
  return py::dict("pairing"_a = array_of(p.pairing), "missed"_a = array_of(p.missed),
                  "nobody"_a = array_of(p.nobody), "num_exact"_a = p.num_exact,
                  "num_approximate"_a = p.num_approximate, "num_unsettled"_a = p.num_unsettled);
}

py::dict joint_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections, const Array& pairings,
                             std::uint32_t max_states) {
  track::Workspace workspace;
  track::JointLimits limits;
  limits.max_states = max_states;
  return dict_of(track::joint_probabilities(
      num_tracks, num_detections, pairings_of(num_tracks, num_detections, pairings), limits, workspace));
}

py::dict single_probabilities(std::uint32_t num_tracks, std::uint32_t num_detections, const Array& pairings) {
  track::Workspace workspace;
  return dict_of(track::single_probabilities(num_tracks, num_detections,
                                             pairings_of(num_tracks, num_detections, pairings), workspace));
}

} // namespace

void add_association(py::module_& m) {
  m.def("assign", &assign, "num_tracks"_a, "num_detections"_a, "pairings"_a);
  m.def("assign_dense", &assign_dense, "cost"_a);
  m.def("k_best", &k_best, "num_tracks"_a, "num_detections"_a, "pairings"_a, "k"_a);
  m.def("joint_probabilities", &joint_probabilities, "num_tracks"_a, "num_detections"_a, "pairings"_a,
        "max_states"_a);
  m.def("single_probabilities", &single_probabilities, "num_tracks"_a, "num_detections"_a, "pairings"_a);
}

} // namespace dewline::python
