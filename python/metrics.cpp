// Scores of tracks against the truth on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/record/metrics/compare.hpp"
#include "dewline/record/metrics/crlb.hpp"
#include "dewline/record/metrics/score.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

std::vector<Vec3> points_of(const Array& a, const char* name) {
  std::vector<Vec3> out;
  if (a.size() == 0) return out;
  const py::ssize_t n = rows3(a, name);
  for (py::ssize_t i = 0; i < n; ++i)
    out.push_back({a.data()[3 * i], a.data()[3 * i + 1], a.data()[3 * i + 2]});
  return out;
}

py::ssize_t rows_of(const Array& a, py::ssize_t width, const char* name) {
  if (a.size() == 0) return 0;
  if (a.ndim() == 2 && a.shape(1) == width) return a.shape(0);
  throw py::value_error(std::string(name) + " must have shape (n, " + std::to_string(width) + ")");
}

/// Rows of time [s], id, position, velocity.
std::vector<record::StateRow> states_of(const Array& a, const char* name) {
  std::vector<record::StateRow> out(static_cast<std::size_t>(rows_of(a, 8, name)));
  const double* x = a.data();
  for (auto& row : out) {
    row = {time_from_s(x[0]), static_cast<std::int64_t>(x[1]), {{x[2], x[3], x[4]}, {x[5], x[6], x[7]}}};
    x += 8;
  }
  return out;
}

std::vector<MatNM<6>> matrices_of(const Array& a, const char* name) {
  std::vector<MatNM<6>> out(static_cast<std::size_t>(rows_of(a, 36, name)));
  for (std::size_t i = 0; i < out.size(); ++i) std::copy_n(a.data() + 36 * i, 36, out[i].a.begin());
  return out;
}

py::dict gospa(const Array& tracks, const Array& truth, double c_m, double p, double alpha) {
  const auto g = record::gospa(points_of(tracks, "tracks"), points_of(truth, "truth"), {c_m, p, alpha});
  return py::dict("gospa_m"_a = g.value_m, "location"_a = g.location, "missed"_a = g.missed,
                  "false"_a = g.false_alarms, "num_matched"_a = g.num_matched, "num_missed"_a = g.num_missed,
                  "num_false"_a = g.num_false);
}

double ospa(const Array& tracks, const Array& truth, double c_m, double p) {
  return record::ospa(points_of(tracks, "tracks"), points_of(truth, "truth"), c_m, p);
}

py::dict siap(const Array& tracks, const Array& truth, double distance_m, std::int64_t num_start,
              std::int64_t num_end) {
  const record::Siap s =
      record::siap(states_of(tracks, "tracks"), states_of(truth, "truth"), {distance_m, num_start, num_end});
  return py::dict("completeness"_a = s.completeness, "ambiguity"_a = s.ambiguity,
                  "spuriousness"_a = s.spuriousness, "position_accuracy_m"_a = s.position_accuracy_m,
                  "velocity_accuracy_m_s"_a = s.velocity_accuracy_m_s,
                  "number_changes_per_s"_a = s.number_changes_per_s, "longest_segment"_a = s.longest_segment,
                  "num_tracked"_a = s.num_tracked);
}

record::ScoreParams params_of(const py::dict& words) {
  record::ScoreParams p;
  p.c_m = words["c_m"].cast<double>();
  p.p = words["p"].cast<double>();
  p.alpha = words["alpha"].cast<double>();
  p.ospa_p = words["ospa_p"].cast<double>();
  p.knowledge = parse<record::Knowledge>(words["knowledge"].cast<std::string>(), "knowledge");
  p.num_axes = words["num_axes"].cast<std::int64_t>();
  return p;
}

py::dict steps_of(const std::vector<record::ScoreStep>& steps) {
  const auto column = [&](auto number) {
    Array out(static_cast<py::ssize_t>(steps.size()));
    for (std::size_t i = 0; i < steps.size(); ++i)
      out.mutable_data()[i] = static_cast<double>(number(steps[i]));
    return out;
  };
  using S = const record::ScoreStep&;
  return py::dict("time_s"_a = column([](S s) { return seconds(s.time); }),
                  "gospa_m"_a = column([](S s) { return s.gospa.value_m; }),
                  "gospa_location"_a = column([](S s) { return s.gospa.location; }),
                  "gospa_missed"_a = column([](S s) { return s.gospa.missed; }),
                  "gospa_false"_a = column([](S s) { return s.gospa.false_alarms; }),
                  "num_matched"_a = column([](S s) { return s.gospa.num_matched; }),
                  "num_missed"_a = column([](S s) { return s.gospa.num_missed; }),
                  "num_false"_a = column([](S s) { return s.gospa.num_false; }),
                  "ospa_m"_a = column([](S s) { return s.ospa_m; }));
}

/// Numbers by name, what they say, each instant, and the table as text.
py::dict score(const Array& tracks, const Array& covariances, const Array& truth, const py::dict& params) {
  const auto a = states_of(tracks, "tracks"), b = states_of(truth, "truth");
  const auto P = matrices_of(covariances, "covariances");
  const record::ScoreParams asked = params_of(params);
  const record::Score s = [&] {
    const py::gil_scoped_release others_may_run;
    return record::score(a, b, asked, P);
  }();
  py::dict values, says;
  for (const record::ScoreLine& line : record::lines(s)) {
    values[py::str(line.key)] = line.value;
    says[py::str(line.key)] = line.says;
  }
  return py::dict("values"_a = values, "says"_a = says, "steps"_a = steps_of(s.steps),
                  "conditions"_a = record::conditions(asked), "text"_a = record::score_text(s));
}

py::dict difference_dict(const record::PairedDifference& d) {
  return py::dict("num_pairs"_a = d.num_pairs, "mean_a"_a = d.mean_a, "mean_b"_a = d.mean_b,
                  "mean"_a = d.mean, "sigma"_a = d.sigma, "low"_a = d.interval.low,
                  "high"_a = d.interval.high, "num_less"_a = d.num_less, "num_equal"_a = d.num_equal,
                  "num_greater"_a = d.num_greater, "sign_p"_a = d.sign_p);
}

/// sets: (name, scores of a, scores of b).
py::dict compare(const std::vector<std::tuple<std::string, std::vector<double>, std::vector<double>>>& sets,
                 double prob) {
  std::vector<record::PairedSet> pairs;
  for (const auto& [name, a, b] : sets) pairs.push_back({name, a, b});
  const record::Comparison c = record::compare(pairs, prob);
  py::dict by_set;
  for (std::size_t i = 0; i < c.names.size(); ++i) by_set[py::str(c.names[i])] = difference_dict(c.sets[i]);
  return py::dict("sets"_a = by_set, "overall"_a = difference_dict(c.overall),
                  "relative"_a = difference_dict(c.relative));
}

Array chi_square_band(double prob, double dof, std::int64_t num_samples) {
  const record::Interval band = record::chi_square_band(prob, dof, num_samples);
  Array out(2);
  out.mutable_data()[0] = band.low, out.mutable_data()[1] = band.high;
  return out;
}

/// looks: rows of time [s], R_SG (9), p_ES_S (3), sigma (4); a row of 36 numbers out for each.
Array ballistic_bound(const Array& x_G, const Array& information, const Array& looks, const Array& omega_G,
                      double psd_m2_s3) {
  if (x_G.size() != 6 || omega_G.size() != 3) throw py::value_error("x_G must have 6 numbers, omega_G 3");
  const auto prior = matrices_of(information, "information");
  if (prior.size() != 1) throw py::value_error("information must have 36 numbers");
  const py::ssize_t n = rows_of(looks, 17, "looks");
  const double *x = x_G.data(), *w = omega_G.data(), *row = looks.data();
  record::BallisticBound bound({{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}, prior[0]);
  Array out({n, py::ssize_t{36}});
  for (py::ssize_t i = 0; i < n; ++i, row += 17) {
    if (i > 0) bound.advance(row[0] - row[-17], psd_m2_s3);
    track::Face face{{}, {row[10], row[11], row[12]}, {w[0], w[1], w[2]}};
    std::copy_n(row + 1, 9, face.R_SG.a.begin());
    bound.take(face, {row[13], row[14], row[15], row[16]});
    std::copy_n(bound.covariance().a.begin(), 36, out.mutable_data() + 36 * i);
  }
  return out;
}

} // namespace

void add_metrics(py::module_& module) {
  module.def("metrics_gospa", &gospa, "tracks"_a, "truth"_a, "c_m"_a, "p"_a, "alpha"_a);
  module.def("metrics_ospa", &ospa, "tracks"_a, "truth"_a, "c_m"_a, "p"_a);
  module.def("metrics_siap", &siap, "tracks"_a, "truth"_a, "distance_m"_a, "num_start"_a, "num_end"_a);
  module.def("metrics_score", &score, "tracks"_a, "covariances"_a, "truth"_a, "params"_a);
  module.def("metrics_compare", &compare, "sets"_a, "prob"_a);
  module.def("metrics_chi_square_band", &chi_square_band, "prob"_a, "dof"_a, "num_samples"_a);
  module.def("metrics_ballistic_bound", &ballistic_bound, "x_G"_a, "information"_a, "looks"_a, "omega_G"_a,
             "psd_m2_s3"_a);
}

} // namespace dewline::python
