// One flight: its bodies as functions of time on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/io/flight.hpp"
#include "dewline/truth/model.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// What flies, and the axes it is asked in.
struct Flight {
  earth::Orientation orientation;
  truth::Model model;
  std::string epoch;

  Flight(const run::Scenario& s)
      : orientation(earth::parse_utc(s.epoch), s.eop, duration_from_s(s.duration_s)),
        model(s.objects, orientation, time_from_s(s.duration_s)),
        epoch(s.epoch) {}
};

/// One body of a flight.
struct Body {
  std::shared_ptr<const Flight> flight;
  ObjectId id;

  [[nodiscard]] const truth::Trajectory& path() const { return flight->model.path(id); }
  [[nodiscard]] std::string name() const { return flight->model.name(id); }
  [[nodiscard]] std::pair<double, double> span() const {
    return {seconds(path().begin()), seconds(path().end())};
  }

  [[nodiscard]] py::list events() const {
    py::list out;
    for (const auto& m : flight->model.milestones(id))
      out.append(py::make_tuple(m.what, seconds(m.at), m.where.lat_rad, m.where.lon_rad, m.where.h_m));
    return out;
  }

  [[nodiscard]] Array sample(const Array& t_s, const std::string& frame) const {
    if (frame != "itrf" && frame != "gcrf")
      throw py::value_error("frame must be 'itrf' or 'gcrf', is '" + frame + "'");
    const auto [first_s, last_s] = span();
    Array out(std::vector<py::ssize_t>{t_s.size(), 6});
    double* to = out.mutable_data();
    std::size_t guess = 0;
    for (py::ssize_t i = 0; i < t_s.size(); ++i) {
      const double one_s = t_s.data()[i];
      if (!(one_s >= first_s && one_s <= last_s))
        throw py::value_error(name() + " exists from " + std::to_string(first_s) + " s to " +
                              std::to_string(last_s) + " s, not at " + std::to_string(one_s) + " s");
      const Time t = std::clamp(time_from_s(one_s), path().begin(), path().end());
      PosVel x = path().at(t, guess);
      if (frame == "gcrf") x = flight->orientation.to_G(x, t);
      for (std::size_t k = 0; k < 3; ++k) to[k] = x.p[k], to[k + 3] = x.v[k];
      to += 6;
    }
    return out;
  }

  [[nodiscard]] Array plume(const Array& t_s) const {
    Array out(t_s.size());
    for (py::ssize_t i = 0; i < t_s.size(); ++i) {
      const double one_s = t_s.data()[i];
      if (!(std::abs(one_s) < 1e9)) throw py::value_error("t_s must be finite and below 1e9 s");
      out.mutable_data()[i] = flight->model.plume_W_sr(id, time_from_s(one_s));
    }
    return out;
  }
};

/// All bodies of one flight, the object itself first.
std::vector<Body> fly(const io::FlightRequest& request, const std::string& data_dir) {
  std::vector<Body> out;
  const py::gil_scoped_release others_may_run;
  const auto flight = std::make_shared<const Flight>(io::load_flight(request, data_dir).scenario);
  for (std::uint32_t i = 0; i < flight->model.num_objects(); ++i) out.push_back({flight, ObjectId{i}});
  return out;
}

io::FlightRequest request_of(const py::dict& words) {
  io::FlightRequest r;
  const auto take = [&](const char* key, auto& to) {
    if (words.contains(key)) to = words[key].cast<std::decay_t<decltype(to)>>();
  };
  take("type", r.type), take("from", r.from), take("to", r.to), take("loft", r.loft),
      take("apogee", r.apogee);
  take("burnout", r.burnout), take("way", r.way), take("elements", r.elements), take("number", r.number);
  take("epoch", r.epoch), take("duration", r.duration), take("sets", r.sets);
  return r;
}

} // namespace

void add_truth(py::module_& module) {
  py::class_<Body>(module, "Body")
      .def_property_readonly("name", &Body::name)
      .def_property_readonly("epoch", [](const Body& b) { return b.flight->epoch; })
      .def_property_readonly("span", &Body::span)
      .def_property_readonly("events", &Body::events)
      .def("sample", &Body::sample, "t_s"_a, "frame"_a)
      .def("plume_W_sr", &Body::plume, "t_s"_a);
  module.def(
      "fly",
      [](const py::object& words, const std::string& data_dir) {
        return fly(request_of(words.cast<py::dict>()), data_dir);
      },
      "request"_a, "data_dir"_a);
}

} // namespace dewline::python
