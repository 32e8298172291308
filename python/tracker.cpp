// The tracker on recorded detections: scans as arrays in, tables of tracks out.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/io/track_log.hpp"
#include "dewline/io/track_setup.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

py::dict columns_of(const record::Table& table) {
  py::dict out;
  for (const auto& column : table.columns)
    std::visit(
        [&](const auto& cells) {
          using T = typename std::remove_cvref_t<decltype(cells)>::value_type;
          if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>)
            out[py::str(column.name)] = py::array_t<T>(static_cast<py::ssize_t>(cells.size()), cells.data());
        },
        column.cells);
  return out;
}

io::TrackColumns columns_from(const std::string& header) {
  io::Diagnostics diagnostics;
  auto columns = io::read_track_header("time_s," + header, {"columns", 1, 1}, diagnostics);
  if (!diagnostics.empty()) throw io::ScenarioError(diagnostics.sorted());
  if (!columns->unread.empty()) throw py::value_error("columns: nothing reads " + columns->unread.front());
  return *columns;
}

class PyTracker {
 public:
  PyTracker(const std::string& config, const std::string& header)
      : columns_(columns_from(header)),
        setup_(io::set_up(io::read_track_config(config, "config"), columns_, "config")),
        tracker_(setup_.params) {}

  py::dict feed(double time_s, const Array& values, const Array& sigma, const std::string& sensor) {
    if (!std::isfinite(time_s)) throw py::value_error("time_s must be finite");
    const std::uint32_t index = index_of(sensor);
    plots_.clear();
    const auto n = rows_of(values, "detections");
    if (sigma.size() != 0 && rows_of(sigma, "sigma") != n)
      throw py::value_error("sigma must have the shape of detections");
    for (py::ssize_t i = 0; i < n; ++i) plots_.push_back(plot(values, sigma, i, index));
    {
      const py::gil_scoped_release others_may_run;
      tracker_.feed({time_from_s(time_s), index, plots_}, result_);
    }
    io::TrackLog log(columns_.num_values() == 2);
    log.add(num_scans_++, result_);
    py::dict out;
    out["tracks"] = columns_of(log.tracks());
    out["associations"] = columns_of(log.associations());
    return out;
  }
  [[nodiscard]] py::dict counters() const {
    const auto& c = tracker_.counters();
    return py::dict("scans"_a = c.num_scans, "detections"_a = c.num_plots,
                    "scans_out_of_order"_a = c.num_out_of_order, "bad_detections"_a = c.num_bad_plots,
                    "repeated_detections"_a = c.num_repeated_plots, "singular_updates"_a = c.num_singular,
                    "tracks_started"_a = c.num_started, "tracks_confirmed"_a = c.num_confirmed,
                    "tracks_ended"_a = c.num_ended);
  }
  [[nodiscard]] const std::vector<std::string>& picks() const { return setup_.picks; }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return setup_.warnings; }

 private:
  [[nodiscard]] py::ssize_t rows_of(const Array& a, const char* name) const {
    const auto width = static_cast<py::ssize_t>(columns_.num_values());
    if (a.size() == 0) return 0;
    if (a.ndim() == 1 && a.size() == width) return 1;
    if (a.ndim() == 2 && a.shape(1) == width) return a.shape(0);
    throw py::value_error(std::string(name) + " must have shape (n, " + std::to_string(width) + ")");
  }
  [[nodiscard]] std::uint32_t index_of(const std::string& sensor) const {
    if (sensor.empty() && setup_.sensors.size() == 1) return 0;
    std::string known;
    for (std::uint32_t i = 0; i < setup_.sensors.size(); ++i) {
      if (setup_.sensors[i].id == sensor) return i;
      known += (i == 0 ? "" : ", ") + setup_.sensors[i].id;
    }
    throw py::value_error("sensor must be one of " + known + ", is '" + sensor + "'");
  }
  /// Units and the way of counting azimuths as the columns and the configuration say.
  track::recorded::Plot plot(const Array& values, const Array& sigma, py::ssize_t i,
                             std::uint32_t sensor) const {
    track::recorded::Plot p;
    p.row = static_cast<std::uint32_t>(i);
    const std::size_t num = columns_.num_values();
    for (std::size_t k = 0; k < num; ++k) {
      const std::size_t at = static_cast<std::size_t>(i) * num + k;
      p.z[k] = values.data()[at] * columns_.z_unit[k];
      if (sigma.size() != 0) p.sigma[k] = sigma.data()[at] * columns_.z_unit[k];
    }
    if (columns_.polar()) p.z[1] = io::north_clockwise(p.z[1], setup_.sensors[sensor].azimuth);
    return p;
  }

  io::TrackColumns columns_;
  io::TrackSetup setup_;
  track::recorded::Tracker tracker_;
  track::recorded::Result result_;
  std::vector<track::recorded::Plot> plots_;
  std::int64_t num_scans_ = 0;
};

} // namespace

void add_tracker(py::module_& module) {
  py::class_<PyTracker>(module, "Tracker")
      .def(py::init<const std::string&, const std::string&>(), "config"_a, "columns"_a)
      .def("feed", &PyTracker::feed, "time_s"_a, "detections"_a, "sigma"_a, "sensor"_a)
      .def("counters", &PyTracker::counters)
      .def_property_readonly("picks", &PyTracker::picks)
      .def_property_readonly("warnings", &PyTracker::warnings);
  module.def("track_schema", &io::track_config_schema);
}

} // namespace dewline::python
