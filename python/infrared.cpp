// The Sun, glint, footprints and stereo on numpy arrays.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/earth/sun.hpp"
#include "dewline/sense/infrared/band.hpp"
#include "dewline/sense/infrared/glint.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"
#include "dewline/track/stereo.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

Vec3 row3(const Array& a, py::ssize_t i) {
  return {a.data()[3 * i], a.data()[3 * i + 1], a.data()[3 * i + 2]};
}

/// Exactly so many numbers.
void want(const Array& a, py::ssize_t num, const char* name) {
  if (a.size() != num)
    throw py::value_error(std::string(name) + " must have " + std::to_string(num) + " numbers, has " +
                          std::to_string(a.size()));
}

/// Rows of three from the Earth's centre to the Sun.
Array sun(const std::vector<std::string>& times_utc, const std::string& frame) {
  if (frame != "itrf" && frame != "gcrf")
    throw py::value_error("frame must be 'itrf' or 'gcrf', is '" + frame + "'");
  Array out({static_cast<py::ssize_t>(times_utc.size()), py::ssize_t{3}});
  double* to = out.mutable_data();
  for (const std::string& text : times_utc) {
    const earth::JulianDate utc = earth::parse_utc(text);
    const Vec3 sun_G = earth::sun_G(utc), p = frame == "gcrf" ? sun_G : earth::gcrf_to_itrf(utc, {}) * sun_G;
    *to++ = p.x, *to++ = p.y, *to++ = p.z;
  }
  return out;
}

/// Four rows: the Sun's and the satellite's elevation, the scattering angle, a mirror's tilt.
Array glint_geometry(const Array& cloud, const Array& satellite, const Array& sun_E) {
  const py::ssize_t n = rows3(cloud, "cloud_ITRF_m");
  if (rows3(satellite, "satellite_ITRF_m") != n || rows3(sun_E, "sun_ITRF_m") != n)
    throw py::value_error("cloud_ITRF_m, satellite_ITRF_m and sun_ITRF_m must have as many rows");
  Array out({py::ssize_t{4}, n});
  for (py::ssize_t i = 0; i < n; ++i) {
    const auto g = sense::glint_geometry(row3(cloud, i), row3(satellite, i), row3(sun_E, i));
    const double column[] = {g.sun_el_rad, g.view_el_rad, g.scattering_rad, g.tilt_rad};
    for (py::ssize_t k = 0; k < 4; ++k) out.mutable_data()[k * n + i] = column[k];
  }
  return out;
}

/// layer: sunlight in the band [W/m^2], optical depth, asymmetry, albedo.
Array glint_intensity(const Array& sun_el, const Array& view_el, const Array& scattering, const Array& area,
                      const Array& layer) {
  want(layer, 4, "layer");
  const double* l = layer.data();
  sense::GlintParams p;
  p.sun_W_m2 = l[0], p.optical_depth = l[1], p.asymmetry = l[2], p.albedo = l[3];
  if (!(l[0] >= 0 && l[1] >= 0 && l[2] >= 0 && l[2] < 1 && l[3] >= 0 && l[3] <= 1))
    throw py::value_error("sunlight and depth must be >= 0, asymmetry in [0, 1), albedo in [0, 1]");
  Array out(sun_el.size());
  for (py::ssize_t i = 0; i < sun_el.size(); ++i)
    out.mutable_data()[i] =
        sense::glint_W_sr(p, area.data()[i], {sun_el.data()[i], view_el.data()[i], scattering.data()[i], 0});
  return out;
}

/// Six rows over orbits of one shape: does it see, does it fit, and elevation and scattering angle at the
/// best moment and at the instant. shape: semi-major axis, eccentricity, inclination, argument of perigee;
/// rule: least and greatest elevation, greatest scattering angle, span, step.
Array glint_map(const std::string& utc, const Array& cloud, const Array& shape, const Array& raan,
                const Array& phase, const Array& rule) {
  want(cloud, 3, "cloud_ITRF_m");
  want(shape, 4, "shape");
  want(rule, 5, "rule");
  if (!(shape.data()[0] > 0 && shape.data()[1] >= 0 && shape.data()[1] < 1))
    throw py::value_error("the orbit needs a semi-major axis > 0 and an eccentricity in [0, 1)");
  const py::ssize_t n = raan.size();
  const earth::Orientation orientation(earth::parse_utc(utc));
  const double *s = shape.data(), *r = rule.data();
  const sense::GlintRule limits{r[0], r[1], r[2], r[3], r[4]};
  Array out({py::ssize_t{6}, n});
  for (py::ssize_t i = 0; i < n; ++i) {
    const auto c = sense::glint_chance({s[0], s[1], s[2], raan.data()[i], s[3], phase.data()[i]},
                                       row3(cloud, 0), orientation, Time{}, limits);
    const double column[] = {c.sees ? 1.0 : 0.0, c.fits ? 1.0 : 0.0, c.at.view_el_rad, c.at.scattering_rad,
                             c.now.view_el_rad, c.now.scattering_rad};
    for (py::ssize_t k = 0; k < 6; ++k) out.mutable_data()[k * n + i] = column[k];
  }
  return out;
}

Array transmission(double depth, double scale_height_m, const Array& height, const Array& el) {
  if (!(depth >= 0 && scale_height_m > 0)) throw py::value_error("depth must be >= 0 and scale_height_m > 0");
  Array out(height.size());
  for (py::ssize_t i = 0; i < height.size(); ++i)
    out.mutable_data()[i] =
        sense::transmission(depth, scale_height_m, height.data()[i], std::sin(el.data()[i]));
  return out;
}

/// Rows of latitude and longitude.
Array footprint(const Array& satellite, const Array& towards, double half_angle_rad, int num_points) {
  want(satellite, 3, "satellite_ITRF_m");
  want(towards, 3, "towards_ITRF_m");
  if (!(dot(row3(satellite, 0), row3(satellite, 0)) > earth::kA_m * earth::kA_m))
    throw py::value_error("the satellite must be above the Earth");
  const Vec3 s = row3(satellite, 0);
  const auto edge = sense::footprint(s, row3(towards, 0) - s, half_angle_rad, num_points);
  Array out({static_cast<py::ssize_t>(edge.size()), py::ssize_t{2}});
  double* to = out.mutable_data();
  for (const auto& at : edge) *to++ = at.lat_rad, *to++ = at.lon_rad;
  return out;
}

/// The rotation of a sensor's axes that look along z.
Array infrared_axes(const Array& z_ITRF) {
  want(z_ITRF, 3, "z_ITRF");
  const Mat3 m = sense::axes_S(row3(z_ITRF, 0));
  Array out({py::ssize_t{3}, py::ssize_t{3}});
  std::copy(m.a.begin(), m.a.end(), out.mutable_data());
  return out;
}

/// A satellite's place and axes, and rows of u, v, sigma_u, sigma_v.
sense::Coverage coverage_of(const Array& r, const Array& axes) {
  want(r, 3, "r_ITRF_m");
  want(axes, 9, "axes");
  sense::Coverage c;
  c.kind = sense::Kind::infrared;
  c.p_ES_E = row3(r, 0);
  std::copy(axes.data(), axes.data() + 9, c.R_SE.a.begin());
  return c;
}
sense::Detection detection_of(const Array& measured, py::ssize_t i) {
  const double* m = measured.data() + 4 * i;
  sense::Detection d;
  d.has_range = false;
  d.u = m[0], d.v = m[1], d.sigma_u = m[2], d.sigma_v = m[3];
  return d;
}

/// Rows of 15: place, covariance, miss, chi-square, angle; NaN where the lines do not meet.
Array triangulate(const Array& r_a, const Array& axes_a, const Array& seen_a, const Array& r_b,
                  const Array& axes_b, const Array& seen_b) {
  const py::ssize_t n = seen_a.size() / 4;
  if (seen_a.size() != 4 * n || seen_b.size() != 4 * n)
    throw py::value_error("both must have the same number of rows of u, v, sigma_u, sigma_v");
  const sense::Coverage a = coverage_of(r_a, axes_a), b = coverage_of(r_b, axes_b);
  Array out({n, py::ssize_t{15}});
  std::fill(out.mutable_data(), out.mutable_data() + 15 * n, kNaN);
  for (py::ssize_t i = 0; i < n; ++i) {
    const auto fix = track::triangulate(detection_of(seen_a, i), a, detection_of(seen_b, i), b);
    if (!fix) continue;
    double* to = out.mutable_data() + 15 * i;
    to = std::copy(fix->p_E.mean.begin(), fix->p_E.mean.end(), to);
    to = std::copy(fix->p_E.cov.a.begin(), fix->p_E.cov.a.end(), to);
    *to++ = fix->miss_m, *to++ = fix->chi_square, *to++ = fix->angle_rad;
  }
  return out;
}

} // namespace

void add_infrared(py::module_& module) {
  module.def("sun", &sun, "times_utc"_a, "frame"_a);
  module.def("glint_geometry", &glint_geometry, "cloud_ITRF_m"_a, "satellite_ITRF_m"_a, "sun_ITRF_m"_a);
  module.def("glint_intensity", &glint_intensity, "sun_el_rad"_a, "view_el_rad"_a, "scattering_rad"_a,
             "area_m2"_a, "layer"_a);
  module.def("glint_map", &glint_map, "utc"_a, "cloud_ITRF_m"_a, "shape"_a, "raan_rad"_a, "phase_rad"_a,
             "rule"_a);
  module.def("transmission", &transmission, "depth"_a, "scale_height_m"_a, "height_m"_a, "el_rad"_a);
  module.def("footprint", &footprint, "satellite_ITRF_m"_a, "towards_ITRF_m"_a, "half_angle_rad"_a,
             "num_points"_a);
  module.def("infrared_axes", &infrared_axes, "z_ITRF"_a);
  module.def("triangulate", &triangulate, "r_a_ITRF_m"_a, "axes_a"_a, "seen_a"_a, "r_b_ITRF_m"_a, "axes_b"_a,
             "seen_b"_a);
}

} // namespace dewline::python
