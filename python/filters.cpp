// Filters of the shipped motion models and measurements, on numpy arrays.
#include "dewline/track/filters/ekf.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <string>
#include <variant>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/track/filters/imm.hpp"
#include "dewline/track/filters/smoother.hpp"
#include "dewline/track/filters/ukf.hpp"
#include "dewline/track/models/motion.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

using namespace dewline::track;

using AnyModel =
    std::variant<ConstantVelocity<2>, ConstantVelocity<3>, ConstantAcceleration<2>, ConstantAcceleration<3>,
                 Singer<2>, Singer<3>, CoordinatedTurn, Ballistic, Reentry, Accelerated, Boost, Glide>;
using AnySensor = std::variant<Cartesian<2>, RangeAzimuth, Cartesian<3>, RangeAzimuthElevation,
                               RangeAzimuthElevationRate, RangeRateOnly, RangeCosines, TwoAngles>;

// --- values in and out ---

template <std::size_t N>
VecN<N> vector(const Array& a, const char* name) {
  if (a.size() != static_cast<py::ssize_t>(N) || a.ndim() != 1)
    throw py::value_error(std::string(name) + " must have shape (" + std::to_string(N) + ",)");
  VecN<N> v;
  std::copy_n(a.data(), N, v.begin());
  return v;
}
template <std::size_t N>
MatNM<N> matrix(const Array& a, const char* name) {
  const auto n = static_cast<py::ssize_t>(N);
  if (a.ndim() != 2 || a.shape(0) != n || a.shape(1) != n)
    throw py::value_error(std::string(name) + " must have shape (" + std::to_string(N) + ", " +
                          std::to_string(N) + ")");
  MatNM<N> m;
  std::copy_n(a.data(), N * N, m.a.begin());
  return m;
}
template <std::size_t N>
Array array(const VecN<N>& v) {
  return Array(static_cast<py::ssize_t>(N), v.data());
}
template <std::size_t N>
Array array(const MatNM<N>& m) {
  const auto n = static_cast<py::ssize_t>(N);
  return Array({n, n}, m.a.data());
}
double number(const py::dict& d, const char* key) { return d[key].cast<double>(); }

Axes axes_of(const py::dict& d) {
  const auto word = d["axes"].cast<std::string>();
  if (word == "inertial") return Axes::inertial;
  if (word == "earth-fixed") return Axes::earth_fixed;
  throw py::value_error("axes must be one of inertial, earth-fixed, is '" + word + "'");
}

template <template <std::size_t> class M, class... Args>
AnyModel on_axes(const py::dict& d, Args... args) {
  const int dim = d["dim"].cast<int>();
  if (dim == 2) return M<2>(args...);
  if (dim == 3) return M<3>(args...);
  throw py::value_error("dim must be 2 or 3");
}
AnyModel model_of(const py::dict& d) {
  const auto kind = d["kind"].cast<std::string>();
  if (kind == "ConstantVelocity") return on_axes<ConstantVelocity>(d, number(d, "psd_m2_s3"));
  if (kind == "ConstantAcceleration") return on_axes<ConstantAcceleration>(d, number(d, "psd_m2_s5"));
  if (kind == "Singer") return on_axes<Singer>(d, number(d, "sigma_m_s2"), number(d, "tau_s"));
  if (kind == "CoordinatedTurn")
    return CoordinatedTurn{number(d, "psd_m2_s3"), number(d, "psd_turn_rad2_s3")};
  if (kind == "Ballistic") return Ballistic{number(d, "psd_m2_s3"), axes_of(d)};
  if (kind == "Reentry") return Reentry{number(d, "psd_m2_s3"), number(d, "psd_log_beta_per_s"), axes_of(d)};
  if (kind == "Accelerated") return Accelerated{number(d, "sigma_m_s2"), number(d, "tau_s"), axes_of(d)};
  if (kind == "Boost") return Boost{number(d, "psd_m2_s5"), number(d, "psd_k_per_m2_s"), axes_of(d)};
  if (kind == "Glide")
    return Glide{number(d, "psd_m2_s3"), number(d, "psd_log_beta_per_s"), number(d, "sigma_ratio"),
                 number(d, "tau_s"), axes_of(d)};
  throw py::value_error("no motion model '" + kind + "'");
}

Vec3 three(const py::dict& d, const char* key) {
  const VecN<3> v = vector<3>(d[key].cast<Array>(), key);
  return {v[0], v[1], v[2]};
}
Site site_of(const py::dict& d) {
  return {{matrix<3>(d["R_SF"].cast<Array>(), "R_SF").a}, three(d, "p_FS_F"), three(d, "v_FS_F")};
}
AnySensor sensor_of(const py::dict& d) {
  const auto kind = d["kind"].cast<std::string>();
  if (kind == "Cartesian") {
    if (d["dim"].cast<int>() == 2) return Cartesian<2>{};
    return Cartesian<3>{};
  }
  if (kind == "RangeAzimuth") return RangeAzimuth(vector<2>(d["p_FS_F"].cast<Array>(), "p_FS_F"));
  if (kind == "RangeAzimuthElevation") return RangeAzimuthElevation(site_of(d));
  if (kind == "RangeAzimuthElevationRate") return RangeAzimuthElevationRate(site_of(d));
  if (kind == "RangeRate") return RangeRateOnly(site_of(d));
  if (kind == "RangeCosines") return RangeCosines(site_of(d));
  if (kind == "TwoAngles") return TwoAngles(site_of(d));
  throw py::value_error("no measurement '" + kind + "'");
}

// --- one step ---

/// Which sigma points; nothing for the filters without.
bool has_points(const std::string& method, const py::dict& d, std::size_t n, Unscented& u) {
  u = method == "ckf" ? Unscented::cubature() : Unscented{number(d, "alpha"), number(d, "beta"), 0};
  if (method == "ukf") u.kappa = d["kappa"].is_none() ? 3 - static_cast<double>(n) : number(d, "kappa");
  if (method == "ukf" || method == "ckf") return true;
  if (method == "ekf" || method == "iekf") return false;
  throw py::value_error("method must be one of ekf, iekf, ukf, ckf, is '" + method + "'");
}

template <Model M>
Gaussian<M::kN> predicted(const M& model, const Gaussian<M::kN>& x, double dt_s, const std::string& method,
                          const py::dict& points) {
  Unscented u;
  if (!(dt_s >= 0)) throw py::value_error("dt_s must not be negative");
  if (has_points(method, points, M::kN, u)) return unscented_predict(model, x, dt_s, u);
  return predict(model, x, dt_s);
}
template <std::size_t N, class S>
Updated<N> updated(const Gaussian<N>& x, const S& sensor, const VecN<S::kM>& z, const MatNM<S::kM>& R,
                   const std::string& method, const py::dict& points) {
  Unscented u;
  if (has_points(method, points, N, u)) return unscented_update(x, sensor, z, R, u);
  return method == "iekf" ? iterated_update(x, sensor, z, R) : update(x, sensor, z, R);
}

py::dict filter_predict(const py::dict& model, const Array& x, const Array& P, double dt_s,
                        const std::string& method, const py::dict& points) {
  return std::visit([&]<class M>(const M& m) {
    const Gaussian<M::kN> y =
        predicted(m, {vector<M::kN>(x, "x"), matrix<M::kN>(P, "P")}, dt_s, method, points);
    return py::dict("x"_a = array(y.mean), "P"_a = array(y.cov));
  }, model_of(model));
}

template <std::size_t N, class S>
py::dict update_of(const S& sensor, const Array& x, const Array& P, const Array& z, const Array& R,
                   const std::string& method, const py::dict& points) {
  const Updated<N> u = updated(Gaussian<N>{vector<N>(x, "x"), matrix<N>(P, "P")}, sensor,
                               vector<S::kM>(z, "z"), matrix<S::kM>(R, "R"), method, points);
  if (!u.ok) throw py::value_error("the covariance of the innovation is not positive definite");
  return py::dict("x"_a = array(u.x.mean), "P"_a = array(u.x.cov), "nis"_a = u.nis,
                  "log_likelihood"_a = u.log_likelihood);
}
py::dict filter_update(const py::dict& sensor, const Array& x, const Array& P, const Array& z, const Array& R,
                       const std::string& method, const py::dict& points) {
  return std::visit([&]<class S>(const S& s) {
    if constexpr (S::kDim == 2) {
      if (x.size() == 4) return update_of<4>(s, x, P, z, R, method, points);
      if (x.size() == 5) return update_of<5>(s, x, P, z, R, method, points);
    } else {
      if (x.size() == 7) return update_of<7>(s, x, P, z, R, method, points);
      if (x.size() == 9) return update_of<9>(s, x, P, z, R, method, points);
      if (x.size() == 10) return update_of<10>(s, x, P, z, R, method, points);
    }
    if (x.size() == 6) return update_of<6>(s, x, P, z, R, method, points);
    throw py::value_error(
        "x is no state of a shipped model: 4, 5 or 6 values in the plane, 6, 7, 9 or 10 in space");
  }, sensor_of(sensor));
}

// --- a whole track ---

py::ssize_t num_times(const Array& t_s) {
  if (t_s.ndim() != 1) throw py::value_error("t_s must have shape (n,)");
  for (py::ssize_t k = 1; k < t_s.size(); ++k)
    if (!(t_s.data()[k] >= t_s.data()[k - 1])) throw py::value_error("t_s must not go back");
  return t_s.size();
}

/// Rauch, Tung and Striebel over posteriors (n, N) and (n, N, N) at times (n).
py::dict filter_rts(const py::dict& model, const Array& t_s, const Array& x, const Array& P) {
  return std::visit([&]<class M>(const M& m) {
    constexpr std::size_t N = M::kN;
    constexpr auto width = static_cast<py::ssize_t>(N);
    const py::ssize_t n = num_times(t_s);
    if (x.ndim() != 2 || x.shape(0) != n || x.shape(1) != width || P.ndim() != 3 ||
        P.size() != n * width * width)
      throw py::value_error("x must have shape (n, " + std::to_string(N) + ") and P (n, N, N) for n times");
    std::vector<Stage<N>> stages(static_cast<std::size_t>(n));
    for (std::size_t k = 0; k < stages.size(); ++k) {
      Stage<N>& s = stages[k];
      s.time_s = t_s.data()[k];
      std::copy_n(x.data() + k * N, N, s.posterior.mean.begin());
      std::copy_n(P.data() + k * N * N, N * N, s.posterior.cov.a.begin());
      if (k == 0) continue;
      const double dt_s = s.time_s - stages[k - 1].time_s;
      s.predicted = predict(m, stages[k - 1].posterior, dt_s);
      s.F = m.step(stages[k - 1].posterior.mean, dt_s).F;
    }
    const std::vector<Gaussian<N>> y = smooth<N>(stages);
    Array mean({n, width}), cov({n, width, width});
    for (std::size_t k = 0; k < y.size(); ++k) {
      std::copy_n(y[k].mean.begin(), N, mean.mutable_data() + k * N);
      std::copy_n(y[k].cov.a.begin(), N * N, cov.mutable_data() + k * N * N);
    }
    return py::dict("x"_a = mean, "P"_a = cov);
  }, model_of(model));
}

// --- banks ---

struct BankInput {
  const py::list& starts; ///< a pair x, P for each model
  const Array &prob, &sojourn_s, &share, &t_s, &z, &R;
};

template <class S, Model... Ms>
py::dict run_bank(const std::tuple<Ms...>& models, const S& sensor, const BankInput& in) {
  constexpr std::size_t kK = sizeof...(Ms), kShared = Imm<Ms...>::kShared, kM = S::kM;
  const Imm<Ms...> bank{models, vector<kK>(in.sojourn_s, "sojourn_s"), matrix<kK>(in.share, "share")};
  ImmState<Ms...> s;
  s.prob = vector<kK>(in.prob, "prob");
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((std::get<I>(s.x) = {vector<Ms::kN>(in.starts[I].cast<py::tuple>()[0].cast<Array>(), "x"),
                          matrix<Ms::kN>(in.starts[I].cast<py::tuple>()[1].cast<Array>(), "P")}),
     ...);
  }(std::make_index_sequence<kK>{});
  const MatNM<kM> R = matrix<kM>(in.R, "R");
  const py::ssize_t n = num_times(in.t_s), six = kShared;
  if (in.z.ndim() != 2 || in.z.shape(0) != n || in.z.shape(1) != static_cast<py::ssize_t>(kM))
    throw py::value_error("z must have shape (n, " + std::to_string(kM) + ") for n times");
  Array mean({n, six}), cov({n, six, six}), prob({n, static_cast<py::ssize_t>(kK)}), nis(n),
      log_likelihood(n);
  double before_s = n > 0 ? in.t_s.data()[0] : 0;
  for (py::ssize_t k = 0; k < n; ++k) {
    const double t_s = in.t_s.data()[k];
    VecN<kM> z;
    std::copy_n(in.z.data() + k * static_cast<py::ssize_t>(kM), kM, z.begin());
    const ImmUpdated<Ms...> u = update(k > 0 ? predict(bank, s, t_s - before_s) : s, sensor, z, R);
    if (!u.ok)
      throw py::value_error("the covariance of an innovation is not positive definite, row " +
                            std::to_string(k));
    s = u.x;
    before_s = t_s;
    const auto x = combined(s);
    std::copy(x.mean.begin(), x.mean.end(), mean.mutable_data() + k * six);
    std::copy(x.cov.a.begin(), x.cov.a.end(), cov.mutable_data() + k * six * six);
    std::copy(s.prob.begin(), s.prob.end(), prob.mutable_data() + k * static_cast<py::ssize_t>(kK));
    nis.mutable_data()[k] = u.nis;
    log_likelihood.mutable_data()[k] = u.log_likelihood;
  }
  return py::dict("x"_a = mean, "P"_a = cov, "prob"_a = prob, "nis"_a = nis,
                  "log_likelihood"_a = log_likelihood);
}

template <Model... Ms>
py::dict with_sensor(const std::tuple<Ms...>& models, const AnySensor& sensor, const BankInput& in) {
  return std::visit([&]<class S>(const S& s) -> py::dict {
    if constexpr (S::kDim == std::tuple_element_t<0, std::tuple<Ms...>>::kDim) return run_bank(models, s, in);
    throw py::value_error("this measurement and these models do not have the same number of axes");
  }, sensor);
}
/// Runs the bank if the models are these.
template <Model... Ms>
bool run_if(const std::vector<AnyModel>& models, const AnySensor& sensor, const BankInput& in,
            py::dict& out) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    if (models.size() != sizeof...(Ms) || !(std::holds_alternative<Ms>(models[I]) && ...)) return false;
    out = with_sensor(std::tuple<Ms...>{std::get<Ms>(models[I])...}, sensor, in);
    return true;
  }(std::make_index_sequence<sizeof...(Ms)>{});
}

py::dict filter_imm(const py::list& models, const py::dict& sensor, const py::list& starts, const Array& prob,
                    const Array& sojourn_s, const Array& share, const Array& t_s, const Array& z,
                    const Array& R) {
  std::vector<AnyModel> m;
  for (const py::handle one : models) m.push_back(model_of(one.cast<py::dict>()));
  if (starts.size() != models.size()) throw py::value_error("there must be one start for each model");
  const BankInput in{starts, prob, sojourn_s, share, t_s, z, R};
  const AnySensor s = sensor_of(sensor);
  py::dict out;
  if (run_if<ConstantVelocity<2>, CoordinatedTurn>(m, s, in, out) ||
      run_if<ConstantVelocity<2>, Singer<2>>(m, s, in, out) ||
      run_if<ConstantVelocity<3>, Singer<3>>(m, s, in, out) ||
      run_if<Ballistic, Accelerated>(m, s, in, out) || run_if<Ballistic, Accelerated, Reentry>(m, s, in, out))
    return out;
  throw py::value_error(
      "no such bank; there are: ConstantVelocity and CoordinatedTurn (dim 2); ConstantVelocity and "
      "Singer; Ballistic and Accelerated; Ballistic, Accelerated and Reentry");
}

} // namespace

void add_filters(py::module_& module) {
  module.def("filter_predict", &filter_predict, "model"_a, "x"_a, "P"_a, "dt_s"_a, "method"_a, "points"_a);
  module.def("filter_update", &filter_update, "sensor"_a, "x"_a, "P"_a, "z"_a, "R"_a, "method"_a, "points"_a);
  module.def("filter_rts", &filter_rts, "model"_a, "t_s"_a, "x"_a, "P"_a);
  module.def("filter_imm", &filter_imm, "models"_a, "sensor"_a, "starts"_a, "prob"_a, "sojourn_s"_a,
             "share"_a, "t_s"_a, "z"_a, "R"_a);
}

} // namespace dewline::python
