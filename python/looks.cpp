// Many looks of one radar face, and Pd by table, on numpy arrays.
#include <pybind11/numpy.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/sense/looks.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

sense::Swerling swerling_case(int number) {
  if (number < 0 || number > 4) throw py::value_error("swerling must be 0 to 4, is " + std::to_string(number));
  return static_cast<sense::Swerling>(number);
}

Array prob_detect_by_table(const Array& snr_db, double prob_fa, std::uint32_t num_pulses, int swerling) {
  const sense::PdTable table(prob_fa, num_pulses, swerling_case(swerling));
  std::vector<double> snr(static_cast<std::size_t>(snr_db.size()));
  for (std::size_t i = 0; i < snr.size(); ++i) snr[i] = std::pow(10, 0.1 * snr_db.data()[i]);
  Array out(std::vector<py::ssize_t>{snr_db.size()});
  table.at(snr, {out.mutable_data(), snr.size()});
  return out;
}

/// Radar of one face. site: latitude, longitude, height; face: azimuth and elevation of the boresight, width,
/// lowest and highest elevation; reach: reference range, its SNR in dB for 1 m^2, least and greatest range.
sense::Radar make_radar(const Array& site, const Array& face, const Array& reach, double scan_loss_exponent) {
  if (site.size() != 3 || face.size() != 5 || reach.size() != 4)
    throw py::value_error("site, face and reach must have 3, 5 and 4 numbers");
  sense::RadarParams p;
  const double *s = site.data(), *f = face.data(), *r = reach.data();
  p.at = {s[0], s[1], s[2]};
  p.faces = {{f[0], f[1], f[2], {f[3], f[4]}}};
  p.reference_range_m = r[0];
  p.reference_snr_db = r[1];
  p.min_range_m = r[2];
  p.max_range_m = r[3];
  p.scan_loss_exponent = scan_loss_exponent;
  p.num_cells = 0;
  Problems problems;
  check(p, problems);
  if (!problems.empty()) throw py::value_error(problems.list().front().path + " " + problems.list().front().what);
  return {p, {}, 0};
}

/// Seven rows: range, u, v, w, SNR, Pd, inside (1 or 0).
Array looks(const Array& r_E, const Array& rcs_m2, const sense::Radar& radar, const sense::PdTable& pd,
            double target_h_m) {
  const py::ssize_t n = rows3(r_E, "r_ITRF_m");
  const auto num = static_cast<std::size_t>(n);
  if (rcs_m2.size() != 1 && rcs_m2.size() != n) throw py::value_error("rcs_m2 must be one number or one each");
  std::vector<double> xyz(3 * num);
  for (std::size_t i = 0; i < num; ++i)
    for (std::size_t k = 0; k < 3; ++k) xyz[k * num + i] = r_E.data()[3 * i + k];
  Array out(std::vector<py::ssize_t>{7, n});
  const auto in = [&](std::size_t k) { return std::span<const double>(xyz).subspan(k * num, num); };
  const auto to = [&](std::size_t k) { return std::span(out.mutable_data() + k * num, num); };
  std::vector<std::uint8_t> inside(num);
  sense::look(sense::look_face(radar, 0, target_h_m), pd,
              {in(0), in(1), in(2), {rcs_m2.data(), static_cast<std::size_t>(rcs_m2.size())}},
              {to(0), to(1), to(2), to(3), to(4), to(5), inside});
  std::copy(inside.begin(), inside.end(), to(6).begin());
  return out;
}

} // namespace

void add_looks(py::module_& module) {
  module.def("prob_detect_by_table", &prob_detect_by_table, "snr_db"_a, "prob_fa"_a, "num_pulses"_a, "swerling"_a);
  module.def(
      "looks",
      [](const Array& r_E, const Array& rcs_m2, const Array& site, const Array& face, const Array& reach,
         double scan_loss_exponent, double prob_fa, std::uint32_t num_pulses, int swerling, double target_h_m) {
        return looks(r_E, rcs_m2, make_radar(site, face, reach, scan_loss_exponent),
                     {prob_fa, num_pulses, swerling_case(swerling)}, target_h_m);
      },
      "r_ITRF_m"_a, "rcs_m2"_a, "site"_a, "face"_a, "reach"_a, "scan_loss_exponent"_a, "prob_fa"_a, "num_pulses"_a,
      "swerling"_a, "target_h_m"_a);
}

} // namespace dewline::python
