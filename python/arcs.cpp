// Many arcs at once, and arcs in closed form, on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/orbit/arcs.hpp"
#include "dewline/orbit/minimum_energy.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// Thirteen rows: latitude, longitude, time of flight, speed, angle, height and time of the apogee, state; NaN where
/// nothing comes down.
Array impacts(const Array& r, const Array& v, const Array& coefficients, const std::string& gravity, double h_m,
              double tolerance) {
  const py::ssize_t n = rows3(r, "r_ITRF_m");
  if (rows3(v, "v_ITRF_m_s") != n) throw py::value_error("r_ITRF_m and v_ITRF_m_s must have as many rows");
  if (coefficients.size() != 0 && coefficients.size() != n)
    throw py::value_error("ballistic_coefficient_kg_m2 must be one number or one for each state");
  if (!(tolerance >= 1e-15 && tolerance <= 1e-3)) throw py::value_error("tolerance must be 1e-15 to 1e-3");
  std::vector<PosVel> x;
  for (py::ssize_t i = 0; i < n; ++i) {
    const double *p = r.data() + 3 * i, *w = v.data() + 3 * i;
    x.push_back({{p[0], p[1], p[2]}, {w[0], w[1], w[2]}});
  }
  orbit::Forces forces;
  forces.gravity = parse<earth::Gravity>(gravity, "gravity");
  forces.tolerance = tolerance;
  const auto hits = orbit::impacts(x, {coefficients.data(), static_cast<std::size_t>(coefficients.size())}, forces, h_m);
  Array out(std::vector<py::ssize_t>{13, n});
  for (py::ssize_t i = 0; i < n; ++i) {
    std::array<double, 13> row;
    row.fill(kNaN);
    if (const auto& hit = hits[static_cast<std::size_t>(i)])
      row = {hit->at.lat_rad, hit->at.lon_rad,   hit->tof_s,   hit->speed_m_s, hit->angle_rad, hit->apogee_h_m,
             hit->apogee_tof_s, hit->x_E.p.x, hit->x_E.p.y, hit->x_E.p.z,   hit->x_E.v.x,   hit->x_E.v.y,
             hit->x_E.v.z};
    for (std::size_t k = 0; k < row.size(); ++k) out.mutable_data()[static_cast<py::ssize_t>(k) * n + i] = row[k];
  }
  return out;
}

/// Seven rows: angle, speed, time of flight, apogee, semi-major axis, eccentricity, Q; NaN for no such arc. A NaN angle
/// asks for the least energy.
Array sphere_arcs(const Array& range, const Array& angle, double height_m, double radius_m, double mu_m3_s2) {
  const py::ssize_t n = range.size();
  if (angle.size() != n) throw py::value_error("range_m and angle_rad must have one length");
  const orbit::Sphere sphere{radius_m, height_m, mu_m3_s2};
  Array out(std::vector<py::ssize_t>{7, n});
  for (py::ssize_t i = 0; i < n; ++i) {
    const double range_m = range.data()[i], angle_rad = angle.data()[i];
    const auto arc = std::isnan(angle_rad) ? std::optional(orbit::minimum_energy(range_m, sphere))
                                           : orbit::arc_on_sphere(range_m, angle_rad, sphere);
    std::array<double, 7> row;
    row.fill(kNaN);
    if (arc) row = {arc->angle_rad, arc->speed_m_s, arc->tof_s, arc->apogee_h_m, arc->semi_major_m, arc->eccentricity, arc->q};
    for (std::size_t k = 0; k < row.size(); ++k) out.mutable_data()[static_cast<py::ssize_t>(k) * n + i] = row[k];
  }
  return out;
}

} // namespace

void add_arcs(py::module_& module) {
  module.def("impacts", &impacts, "r_ITRF_m"_a, "v_ITRF_m_s"_a, "ballistic_coefficient_kg_m2"_a, "gravity"_a, "h_m"_a,
             "tolerance"_a);
  module.def("sphere_arcs", &sphere_arcs, "range_m"_a, "angle_rad"_a, "height_m"_a, "radius_m"_a, "mu"_a);
}

} // namespace dewline::python
