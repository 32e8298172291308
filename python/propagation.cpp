// What the path does to a radar's wave, on numpy arrays of one length.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/sense/propagation/cfar.hpp"
#include "dewline/sense/propagation/gases.hpp"
#include "dewline/sense/propagation/horizon_mask.hpp"
#include "dewline/sense/propagation/ionosphere.hpp"
#include "dewline/sense/propagation/jamming.hpp"
#include "dewline/sense/propagation/multipath.hpp"
#include "dewline/sense/propagation/rain.hpp"
#include "dewline/sense/propagation/refraction.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// K rows of n: f(i) gives the i-th column.
template <std::size_t K, class F>
Array columns(py::ssize_t n, F&& f) {
  Array out(std::vector<py::ssize_t>{static_cast<py::ssize_t>(K), n});
  for (py::ssize_t i = 0; i < n; ++i) {
    const std::array<double, K> column = f(i);
    for (std::size_t k = 0; k < K; ++k) out.mutable_data()[static_cast<py::ssize_t>(k) * n + i] = column[k];
  }
  return out;
}
template <class F>
Array each(py::ssize_t n, F&& f) {
  Array out(std::vector<py::ssize_t>{n});
  for (py::ssize_t i = 0; i < n; ++i) out.mutable_data()[i] = f(i);
  return out;
}

std::uint32_t counted(double number, const char* name, double most) {
  if (!(number >= 1 && number <= most && number == std::floor(number)))
    throw py::value_error(std::string(name) + " must be a whole number from 1 to " +
                          std::to_string(static_cast<std::int64_t>(most)));
  return static_cast<std::uint32_t>(number);
}
std::uint32_t cells(double number) { return counted(number, "num_cells", 1e9); }

/// Four rows: true elevation, apparent minus true elevation, straight range, excess of the group path.
Array refraction(const Array& apparent_el, const Array& target_h, double site_h_m, double earth_radius_m) {
  const double horizon = sense::horizon_el_rad({}, site_h_m, 0, earth_radius_m);
  return columns<4>(apparent_el.size(), [&](py::ssize_t i) {
    if (!(apparent_el.data()[i] >= horizon))
      throw py::value_error("apparent_el_rad must be at least the horizon's, " + std::to_string(horizon));
    const sense::Ray ray =
        sense::trace({}, apparent_el.data()[i], target_h.data()[i], site_h_m, earth_radius_m);
    return std::array{ray.true_el_rad, ray.el_error_rad, ray.true_range_m, ray.range_error_m};
  });
}

/// Four rows: apparent elevation, its error, range error, least apparent elevation not hidden.
Array seen(const Array& true_el, const Array& range, double site_h_m, double surface_h_m,
           double earth_radius_m) {
  const sense::Refraction site({}, site_h_m, earth_radius_m, surface_h_m);
  return columns<4>(true_el.size(), [&](py::ssize_t i) {
    const auto seen = site.seen_at(true_el.data()[i], range.data()[i]);
    return std::array{seen.apparent_el_rad, seen.el_error_rad, seen.range_error_m,
                      site.least_apparent_el_rad(range.data()[i])};
  });
}

Array horizon_el_rad(const Array& site_h, const Array& surface_h, double earth_radius_m) {
  return each(site_h.size(), [&](py::ssize_t i) {
    return sense::horizon_el_rad({}, site_h.data()[i], surface_h.data()[i], earth_radius_m);
  });
}

Array horizon_mask(const Array& az, const Array& rows) {
  if (rows.ndim() != 2 || rows.shape(1) != 2) throw py::value_error("rows must have shape (n, 2)");
  sense::HorizonMask::Rows list;
  for (py::ssize_t i = 0; i < rows.shape(0); ++i) list.push_back({rows.at(i, 0), rows.at(i, 1)});
  Problems problems;
  sense::check(list, problems);
  if (!problems.empty()) {
    const Problem& first = problems.list().front();
    throw py::value_error("rows" + first.path + " is " + first.value + ": " + first.what);
  }
  const sense::HorizonMask mask(list);
  return each(az.size(), [&](py::ssize_t i) { return mask.el_min_rad(az.data()[i]); });
}

/// Two rows: oxygen and water vapour.
Array gas_attenuation(const Array& frequency, const Array& dry_pressure, const Array& temperature,
                      const Array& vapour) {
  return columns<2>(frequency.size(), [&](py::ssize_t i) {
    const auto a = sense::gas_attenuation({dry_pressure.data()[i], temperature.data()[i], vapour.data()[i]},
                                          frequency.data()[i]);
    return std::array{a.oxygen_db_m, a.vapour_db_m};
  });
}

Array gas_loss(const Array& apparent_el, const Array& range, double frequency_Hz, double site_h_m,
               double earth_radius_m, double surface_vapour_kg_m3) {
  const sense::GasLoss loss({frequency_Hz, site_h_m, earth_radius_m, surface_vapour_kg_m3, {}});
  return each(apparent_el.size(),
              [&](py::ssize_t i) { return loss.one_way_db(apparent_el.data()[i], range.data()[i]); });
}

Array rain_attenuation(const Array& frequency, const Array& rate, const Array& el, const Array& tilt) {
  return each(frequency.size(), [&](py::ssize_t i) {
    return sense::rain_attenuation_db_m(frequency.data()[i], rate.data()[i], el.data()[i], tilt.data()[i]);
  });
}

Array rain_loss(const Array& frequency, const Array& rate, const Array& el, const Array& range,
                double tilt_rad, double site_h_m, double rain_height_m, double extent_m) {
  return each(frequency.size(), [&](py::ssize_t i) {
    const sense::RainField rain{rate.data()[i], rain_height_m, extent_m};
    return sense::rain_one_way_db(rain, frequency.data()[i], el.data()[i], tilt_rad, site_h_m,
                                  range.data()[i]);
  });
}

Array ionosphere_range_error(const Array& slant_tec, const Array& frequency) {
  return each(slant_tec.size(), [&](py::ssize_t i) {
    return sense::ionosphere_range_error_m(slant_tec.data()[i], frequency.data()[i]);
  });
}

Array ionosphere_error_towards(const Array& el, const Array& target_h, const Array& frequency,
                               double vertical_tec_m2, double shell_height_m, double peak_height_m,
                               double scale_height_m) {
  const sense::Ionosphere layer{vertical_tec_m2, shell_height_m, peak_height_m, scale_height_m};
  return each(el.size(), [&](py::ssize_t i) {
    return sense::ionosphere_range_error_m(layer, el.data()[i], target_h.data()[i], frequency.data()[i]);
  });
}

Array propagation_factor4(const Array& target_h, const Array& ground_range, double antenna_h_m,
                          double frequency_Hz, const std::string& polarisation, double permittivity,
                          double conductivity_S_m, double rms_height_m, double earth_radius_m) {
  if (polarisation != "horizontal" && polarisation != "vertical")
    throw py::value_error("polarisation must be 'horizontal' or 'vertical', is '" + polarisation + "'");
  const sense::Multipath m{
      frequency_Hz,
      polarisation == "horizontal" ? sense::Polarisation::horizontal : sense::Polarisation::vertical,
      {permittivity, conductivity_S_m, rms_height_m},
      earth_radius_m};
  return each(target_h.size(), [&](py::ssize_t i) {
    return sense::propagation_factor4(m, antenna_h_m, target_h.data()[i], ground_range.data()[i]);
  });
}

Array jammer_to_noise(const Array& erp, const Array& range, double frequency_Hz, double receive_gain_db,
                      double noise_temperature_K, double losses_db) {
  return each(erp.size(), [&](py::ssize_t i) {
    return sense::jammer_to_noise({erp.data()[i], range.data()[i]},
                                  {frequency_Hz, receive_gain_db, noise_temperature_K, losses_db});
  });
}

/// A function of two numbers over two arrays.
template <class F>
auto pairwise(F f) {
  return [f](const Array& a, const Array& b) {
    return each(a.size(), [&](py::ssize_t i) { return f(a.data()[i], b.data()[i]); });
  };
}

Array cfar_prob_detect(const Array& snr_db, const Array& prob_fa, const Array& num_cells) {
  return each(snr_db.size(), [&](py::ssize_t i) {
    return sense::cfar_prob_detect(snr_db.data()[i], prob_fa.data()[i], cells(num_cells.data()[i]));
  });
}
Array cfar_loss(const Array& prob_detect, const Array& prob_fa, const Array& num_cells) {
  return each(prob_detect.size(), [&](py::ssize_t i) {
    return sense::cfar_loss_db(prob_detect.data()[i], prob_fa.data()[i], cells(num_cells.data()[i]));
  });
}
Array binary_probability(const Array& prob_single, const Array& num_m, const Array& num_n) {
  return each(prob_single.size(), [&](py::ssize_t i) {
    const std::uint32_t n = counted(num_n.data()[i], "num_n", 1000);
    return sense::binary_probability(prob_single.data()[i], counted(num_m.data()[i], "num_m", n), n);
  });
}

} // namespace

void add_propagation(py::module_& module) {
  module.def("refraction", &refraction, "apparent_el_rad"_a, "target_h_m"_a, "site_h_m"_a,
             "earth_radius_m"_a);
  module.def("seen", &seen, "true_el_rad"_a, "range_m"_a, "site_h_m"_a, "surface_h_m"_a, "earth_radius_m"_a);
  module.def("horizon_el_rad", &horizon_el_rad, "site_h_m"_a, "surface_h_m"_a, "earth_radius_m"_a);
  module.def("horizon_mask", &horizon_mask, "az_rad"_a, "rows"_a);
  module.def("gas_attenuation", &gas_attenuation, "frequency_Hz"_a, "dry_pressure_Pa"_a, "temperature_K"_a,
             "vapour_kg_m3"_a);
  module.def("gas_loss", &gas_loss, "apparent_el_rad"_a, "range_m"_a, "frequency_Hz"_a, "site_h_m"_a,
             "earth_radius_m"_a, "surface_vapour_kg_m3"_a);
  module.def("rain_attenuation", &rain_attenuation, "frequency_Hz"_a, "rate_mm_h"_a, "el_rad"_a,
             "tilt_rad"_a);
  module.def("rain_loss", &rain_loss, "frequency_Hz"_a, "rate_mm_h"_a, "el_rad"_a, "range_m"_a, "tilt_rad"_a,
             "site_h_m"_a, "rain_height_m"_a, "extent_m"_a);
  module.def("ionosphere_range_error", &ionosphere_range_error, "slant_tec_m2"_a, "frequency_Hz"_a);
  module.def("ionosphere_error_towards", &ionosphere_error_towards, "el_rad"_a, "target_h_m"_a,
             "frequency_Hz"_a, "vertical_tec_m2"_a, "shell_height_m"_a, "peak_height_m"_a,
             "scale_height_m"_a);
  module.def("propagation_factor4", &propagation_factor4, "target_h_m"_a, "ground_range_m"_a, "antenna_h_m"_a,
             "frequency_Hz"_a, "polarisation"_a, "permittivity"_a, "conductivity_S_m"_a, "rms_height_m"_a,
             "earth_radius_m"_a);
  module.def("jammer_to_noise", &jammer_to_noise, "erp_W_Hz"_a, "range_m"_a, "frequency_Hz"_a,
             "receive_gain_db"_a, "noise_temperature_K"_a, "losses_db"_a);
  module.def("self_screening_burn_through", pairwise(sense::self_screening_burn_through_m), "clear_range_m"_a,
             "jnr_at_clear"_a);
  module.def("stand_off_burn_through", pairwise(sense::stand_off_burn_through_m), "clear_range_m"_a, "jnr"_a);
  module.def("cfar_multiplier", pairwise([](double prob_fa, double num_cells) {
               return sense::cfar_multiplier(prob_fa, cells(num_cells));
             }),
             "prob_fa"_a, "num_cells"_a);
  module.def("cfar_prob_detect", &cfar_prob_detect, "snr_db"_a, "prob_fa"_a, "num_cells"_a);
  module.def("cfar_loss", &cfar_loss, "prob_detect"_a, "prob_fa"_a, "num_cells"_a);
  module.def("binary_probability", &binary_probability, "prob_single"_a, "num_m"_a, "num_n"_a);
}

} // namespace dewline::python
