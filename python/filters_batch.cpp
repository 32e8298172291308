// The filters of many tracks at once, on numpy arrays.
#include "dewline/track/filters/batch.hpp"

#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

using namespace dewline::track;

template <std::size_t N>
BatchMotion<N> motion_of(const py::dict& d) {
  const auto kind = d["kind"].cast<std::string>();
  const auto number = [&](const char* key) { return d[key].cast<double>(); };
  if (d["dim"].cast<int>() != 3) throw py::value_error("dim must be 3");
  if constexpr (N == 6) {
    if (kind == "ConstantVelocity") return ConstantVelocity<3>(number("psd_m2_s3"));
  } else {
    if (kind == "ConstantAcceleration") return ConstantAcceleration<3>(number("psd_m2_s5"));
    if (kind == "Singer") return Singer<3>(number("sigma_m_s2"), number("tau_s"));
  }
  throw py::value_error("of " + std::to_string(N) + " states there is no batch for '" + kind + "'");
}

Site site_of(const Array& R_SF, const Array& p_FS_F) {
  if (R_SF.size() != 9 || p_FS_F.size() != 3) throw py::value_error("R_SF must have shape (3, 3) and p_FS_F (3,)");
  Site s;
  std::copy_n(R_SF.data(), 9, s.R_SF.a.begin());
  s.p_FS_F = {p_FS_F.data()[0], p_FS_F.data()[1], p_FS_F.data()[2]};
  return s;
}

/// Rows of three as columns.
struct Columns {
  std::vector<double> c[3];
  Columns(const Array& rows, const char* name) {
    const auto num = static_cast<std::size_t>(rows3(rows, name));
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t i = 0; i < num; ++i) c[k].push_back(rows.data()[3 * i + k]);
  }
};

/// alpha, beta, kappa; empty: the extended filter.
template <std::size_t N>
py::dict batch(const py::dict& motion, const Site& site, const Array& x, const Array& P, const Array& dt_s,
               const Array& z, const Array& sigma, const std::vector<double>& points) {
  const py::ssize_t n = x.shape(0), width = N;
  if (P.ndim() != 3 || P.shape(0) != n || P.shape(1) != width || P.shape(2) != width)
    throw py::value_error("P must have shape (n, N, N) for x of shape (n, N)");
  const auto num = static_cast<std::size_t>(n);
  TrackBatch<N> tracks(num);
  Gaussian<N> g;
  for (std::size_t i = 0; i < num; ++i) {
    std::copy_n(x.data() + N * i, N, g.mean.begin());
    std::copy_n(P.data() + N * N * i, N * N, g.cov.a.begin());
    tracks.set(i, g);
  }
  const Columns measured(z, "z"), noise(sigma, "sigma");
  if (measured.c[0].size() != num) throw py::value_error("z must have shape (n, 3) for n tracks");
  if (noise.c[0].size() != num && noise.c[0].size() != 1) throw py::value_error("sigma must have shape (3,) or (n, 3)");
  if (dt_s.size() != n && dt_s.size() != 1) throw py::value_error("dt_s must be one number or one each");
  const BatchPlots plots{site, measured.c[0], measured.c[1], measured.c[2], noise.c[0], noise.c[1], noise.c[2]};
  Array mean({n, width}), cov({n, width, width}), nis(n), log_likelihood(n);
  const BatchFit fit{{nis.mutable_data(), num}, {log_likelihood.mutable_data(), num}, {}};
  const std::span<const double> dts(dt_s.data(), static_cast<std::size_t>(dt_s.size()));
  if (points.empty()) ekf_cycle(tracks, motion_of<N>(motion), dts, plots, fit);
  else ukf_cycle(tracks, motion_of<N>(motion), dts, plots, {points.at(0), points.at(1), points.at(2)}, fit);
  for (std::size_t i = 0; i < num; ++i) {
    g = tracks[i];
    std::copy_n(g.mean.begin(), N, mean.mutable_data() + N * i);
    std::copy_n(g.cov.a.begin(), N * N, cov.mutable_data() + N * N * i);
  }
  return py::dict("x"_a = mean, "P"_a = cov, "nis"_a = nis, "log_likelihood"_a = log_likelihood);
}

py::dict filter_batch(const py::dict& motion, const Array& R_SF, const Array& p_FS_F, const Array& x, const Array& P,
                      const Array& dt_s, const Array& z, const Array& sigma, const std::vector<double>& points) {
  for (const double dt : std::span(dt_s.data(), static_cast<std::size_t>(dt_s.size())))
    if (!(dt >= 0)) throw py::value_error("dt_s must not be negative");
  const Site site = site_of(R_SF, p_FS_F);
  if (x.ndim() == 2 && x.shape(1) == 6) return batch<6>(motion, site, x, P, dt_s, z, sigma, points);
  if (x.ndim() == 2 && x.shape(1) == 9) return batch<9>(motion, site, x, P, dt_s, z, sigma, points);
  throw py::value_error("x must have shape (n, 6) or (n, 9)");
}

} // namespace

void add_filters_batch(py::module_& module) {
  module.def("filter_batch", &filter_batch, "motion"_a, "R_SF"_a, "p_FS_F"_a, "x"_a, "P"_a, "dt_s"_a, "z"_a, "sigma"_a,
             "points"_a);
}

} // namespace dewline::python
