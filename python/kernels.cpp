// Kernels of base, earth, orbit and sense on numpy arrays. Broken contracts become ValueError.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/base/check.hpp"
#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/orbit/lambert.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/detection.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

Array make(std::vector<py::ssize_t> shape) { return Array(std::move(shape)); }

Vec3 vec3(const Array& a, const char* name) {
  if (a.size() != 3) throw py::value_error(std::string(name) + " must have 3 numbers, has " + std::to_string(a.size()));
  return {a.data()[0], a.data()[1], a.data()[2]};
}

/// A whole number from 0 to `most`.
std::uint32_t whole(double number, const char* name, double most) {
  if (!(number >= 0 && number <= most && number == std::floor(number)))
    throw py::value_error(std::string(name) + " must be a whole number from 0 to " + std::to_string(static_cast<int>(most)));
  return static_cast<std::uint32_t>(number);
}

std::uint32_t count(int number, const char* name) {
  if (number < 0) throw py::value_error(std::string(name) + " must not be negative");
  return static_cast<std::uint32_t>(number);
}

Array geodetic_to_ecef(const Array& lat, const Array& lon, const Array& h) {
  Array out = make({lat.size(), 3});
  for (py::ssize_t i = 0; i < lat.size(); ++i) {
    const Vec3 p = earth::ecef({lat.data()[i], lon.data()[i], h.data()[i]});
    double* row = out.mutable_data() + 3 * i;
    row[0] = p.x, row[1] = p.y, row[2] = p.z;
  }
  return out;
}

Array ecef_to_geodetic(const Array& r) {
  const py::ssize_t n = rows3(r, "r_m");
  Array out = make({n, 3});
  for (py::ssize_t i = 0; i < n; ++i) {
    const double* p = r.data() + 3 * i;
    const auto g = earth::geodetic({p[0], p[1], p[2]});
    double* row = out.mutable_data() + 3 * i;
    row[0] = g.lat_rad, row[1] = g.lon_rad, row[2] = g.h_m;
  }
  return out;
}

Array gcrf_to_itrf(const std::string& utc, double ut1_utc_s, double xp_rad, double yp_rad, double dx_rad, double dy_rad) {
  const Mat3 m = earth::gcrf_to_itrf(earth::parse_utc(utc), {ut1_utc_s, xp_rad, yp_rad, dx_rad, dy_rad, 0});
  Array out = make({3, 3});
  std::copy(m.a.begin(), m.a.end(), out.mutable_data());
  return out;
}

Array ussa76(const Array& h) {
  Array out = make({4, h.size()});
  for (py::ssize_t i = 0; i < h.size(); ++i) {
    const auto air = earth::ussa76(h.data()[i]);
    const double columns[] = {air.temperature_K, air.pressure_Pa, air.density_kg_m3, air.sound_speed_m_s};
    for (py::ssize_t k = 0; k < 4; ++k) out.mutable_data()[k * h.size() + i] = columns[k];
  }
  return out;
}

py::tuple lambert(const Array& r1, const Array& r2, double tof_s, double mu, int num_revs, bool prograde,
                  const std::string& branch) {
  if (branch != "low" && branch != "high") throw py::value_error("branch must be 'low' or 'high', is '" + branch + "'");
  const auto arc = orbit::lambert(vec3(r1, "r1_m"), vec3(r2, "r2_m"), tof_s, mu, count(num_revs, "num_revs"),
                                  prograde ? orbit::Way::prograde : orbit::Way::retrograde,
                                  branch == "low" ? orbit::Branch::low : orbit::Branch::high);
  if (!arc) throw py::value_error("no such arc: the time is too short for num_revs, or the points lie on one line");
  Array v1 = make({3}), v2 = make({3});
  for (std::size_t k = 0; k < 3; ++k) v1.mutable_data()[k] = arc->v1[k], v2.mutable_data()[k] = arc->v2[k];
  return py::make_tuple(v1, v2);
}

Array propagate(const Array& r, const Array& v, const Array& t, const std::string& gravity, const std::string& frame, double mu) {
  const PosVel x{vec3(r, "r_m"), vec3(v, "v_m_s")};
  const orbit::Forces forces{parse<earth::Gravity>(gravity, "gravity"), {}, mu};
  if (frame != "itrf" && frame != "gcrf") throw py::value_error("frame must be 'itrf' or 'gcrf', is '" + frame + "'");
  Array out = make({t.size(), 6});
  for (py::ssize_t i = 0; i < t.size(); ++i) {
    const PosVel y = frame == "itrf" ? orbit::propagate_E(x, t.data()[i], forces) : orbit::propagate_G(x, t.data()[i], forces);
    double* row = out.mutable_data() + 6 * i;
    for (std::size_t k = 0; k < 3; ++k) row[k] = y.p[k], row[k + 3] = y.v[k];
  }
  return out;
}

/// Five rows: latitude, longitude, time of flight, speed, angle; NaN where nothing comes down.
Array impact(const Array& r, const Array& v, const std::string& gravity) {
  const py::ssize_t n = rows3(r, "r_ITRF_m");
  if (rows3(v, "v_ITRF_m_s") != n) throw py::value_error("r_ITRF_m and v_ITRF_m_s must have as many rows");
  const orbit::Forces forces{parse<earth::Gravity>(gravity, "gravity"), {}};
  Array out = make({5, n});
  for (py::ssize_t i = 0; i < n; ++i) {
    const double *p = r.data() + 3 * i, *w = v.data() + 3 * i;
    const auto hit = orbit::impact({{p[0], p[1], p[2]}, {w[0], w[1], w[2]}}, forces);
    const std::array<double, 5> row = hit ? std::array{hit->at.lat_rad, hit->at.lon_rad, hit->tof_s, hit->speed_m_s, hit->angle_rad}
                                          : std::array{kNaN, kNaN, kNaN, kNaN, kNaN};
    for (std::size_t k = 0; k < 5; ++k) out.mutable_data()[static_cast<py::ssize_t>(k) * n + i] = row[k];
  }
  return out;
}

/// A function of (x, prob_fa, num_pulses, swerling) over four arrays of one length.
template <class F>
Array detection(F&& f, const Array& x, const Array& prob_fa, const Array& num_pulses, const Array& swerling_case) {
  Array out = make({x.size()});
  for (py::ssize_t i = 0; i < x.size(); ++i)
    out.mutable_data()[i] = f(x.data()[i], prob_fa.data()[i], whole(num_pulses.data()[i], "num_pulses", 10000),
                              static_cast<sense::Swerling>(whole(swerling_case.data()[i], "swerling", 4)));
  return out;
}

Array prob_detect(const Array& snr_db, const Array& prob_fa, const Array& num_pulses, const Array& swerling_case) {
  return detection(sense::prob_detect, snr_db, prob_fa, num_pulses, swerling_case);
}

Array required_snr_db(const Array& prob_detect, const Array& prob_fa, const Array& num_pulses, const Array& swerling_case) {
  return detection(sense::required_snr_db, prob_detect, prob_fa, num_pulses, swerling_case);
}

} // namespace

void add_kernels(py::module_& module) {
  py::register_exception<ContractError>(module, "ContractError", PyExc_ValueError);
  module.def("geodetic_to_ecef", &geodetic_to_ecef, "lat_rad"_a, "lon_rad"_a, "h_m"_a);
  module.def("ecef_to_geodetic", &ecef_to_geodetic, "r_m"_a);
  module.def("gcrf_to_itrf", &gcrf_to_itrf, "utc"_a, "ut1_utc_s"_a, "xp_rad"_a, "yp_rad"_a, "dx_rad"_a, "dy_rad"_a);
  module.def("ussa76", &ussa76, "h_m"_a);
  module.def("lambert", &lambert, "r1_m"_a, "r2_m"_a, "tof_s"_a, "mu"_a, "num_revs"_a, "prograde"_a, "branch"_a);
  module.def("propagate", &propagate, "r_m"_a, "v_m_s"_a, "t_s"_a, "gravity"_a, "frame"_a, "mu"_a);
  module.def("impact", &impact, "r_ITRF_m"_a, "v_ITRF_m_s"_a, "gravity"_a);
  module.def("prob_detect", &prob_detect, "snr_db"_a, "prob_fa"_a, "num_pulses"_a, "swerling"_a);
  module.def("required_snr_db", &required_snr_db, "prob_detect"_a, "prob_fa"_a, "num_pulses"_a, "swerling"_a);
}

} // namespace dewline::python
