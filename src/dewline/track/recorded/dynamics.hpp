// How a target's state is kept, moved, compared with plots and mixed: the part of the tracker that knows motion.
// All states are kept in the axes of the tracker (L), velocity relative to the ground.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "dewline/track/models/linear.hpp"
#include "dewline/track/recorded/state.hpp"

namespace dewline::track::recorded {

/// How well a plot fits a prior.
struct Fit {
  double nis = 0, log_likelihood = 0;
};

/// Between which first values a plot may lie to be inside a gate.
struct Window {
  double low = 0, high = 0;
};
template <std::size_t N>
Window window_of(const Prior<N>& prior, double gate) {
  const double half = std::sqrt(gate) * prior.L(0, 0); // the first value's own part of the squared innovation
  return {prior.z[0] - half, prior.z[0] + half};
}

/// One linear motion model.
template <class M>
class OneModel {
 public:
  static constexpr std::size_t D = M::kDim, N = M::kN;
  using State = Gaussian<N>;
  using Prior = recorded::Prior<N>;
  struct Step {
    MatNM<N> F, Q;
  };

  OneModel(const Params& params, const M& model) : params_(params), model_(model) {}

  [[nodiscard]] Step step(Time, double dt_s) const { return {model_.F(dt_s), model_.Q(dt_s)}; }
  [[nodiscard]] static State predicted(const State& x, const Step& step) {
    State y{step.F * x.mean, step.Q};
    const MatNM<N> FP = along_axes<D>(step.F, x.cov);
    const MatNM<N> FPFt = along_axes<D>(step.F, transpose(FP));
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j < N; ++j) y.cov(i, j) += 0.5 * (FPFt(i, j) + FPFt(j, i));
    return y;
  }
  [[nodiscard]] State start(const Sensor& sensor, const Plot& plot) const {
    return first_state<D, N>(params_, sensor, plot);
  }
  [[nodiscard]] static Prior prior(const State& x, const Sensor& sensor, const std::array<double, 4>& sigma) {
    return prepare<D>(x, sensor, sigma);
  }
  [[nodiscard]] static bool ok(const Prior& prior) { return prior.ok; }
  [[nodiscard]] static Window window(const Prior& prior, double gate) { return window_of(prior, gate); }
  [[nodiscard]] static Fit fit(const Prior& prior, const Sensor& sensor, const Plot& plot) {
    const double nis = prior.nis(residual(sensor, plot, prior.z), num_values(sensor.measures));
    return {nis, prior.log_norm - 0.5 * nis};
  }
  [[nodiscard]] static State taken(Prior& prior, const Sensor& sensor, const Plot& plot) {
    if (prior.is_bent) return refined<D, N>(prior.x, sensor, plot, variances(sensor, sigmas(sensor, plot), prior.z[0]));
    return prior.taken(residual(sensor, plot, prior.z), num_values(sensor.measures));
  }
  [[nodiscard]] static State mixed(std::span<const double> weights, std::span<const State* const> parts) {
    return moments<N>(weights, parts);
  }
  [[nodiscard]] static Vec3 place(const State& x) { return place_of<D>(x); }
  [[nodiscard]] static double sigma_m(const State& x) { return sigma_of<D>(x); }
  [[nodiscard]] static Gaussian<6> published(const State& x) { return six_of<D>(x); }
  [[nodiscard]] static double distance2(const State& a, const State& b) { return recorded::distance2(a, b); }

 private:
  Params params_;
  M model_;
};

/// Gravity with J2 in the inertial frame that agrees with the Earth's axes at time 0; little or much is left over as
/// white acceleration.
class BallisticModel {
 public:
  static constexpr std::size_t D = 3, N = 6;
  using State = Gaussian<6>;
  using Prior = recorded::Prior<6>;
  struct Step {
    double from_s = 0, dt_s = 0;
  };

  BallisticModel(const Params& params, double psd_m2_s3) : params_(params), psd_m2_s3_(psd_m2_s3) {}

  [[nodiscard]] Step step(Time from, double dt_s) const { return {seconds(from), dt_s}; }
  [[nodiscard]] State predicted(const State& x_L, const Step& step) const;
  [[nodiscard]] State start(const Sensor& sensor, const Plot& plot) const {
    return first_state<3, 6>(params_, sensor, plot);
  }
  using Same = OneModel<ConstantVelocity<3>>; // what does not depend on motion
  static Prior prior(const State& x, const Sensor& s, const std::array<double, 4>& sigma) {
    return Same::prior(x, s, sigma);
  }
  static bool ok(const Prior& prior) { return prior.ok; }
  static Window window(const Prior& prior, double gate) { return window_of(prior, gate); }
  static Fit fit(const Prior& prior, const Sensor& s, const Plot& plot) { return Same::fit(prior, s, plot); }
  static State taken(Prior& prior, const Sensor& s, const Plot& plot) { return Same::taken(prior, s, plot); }
  static State mixed(std::span<const double> w, std::span<const State* const> parts) { return Same::mixed(w, parts); }
  static Vec3 place(const State& x) { return Same::place(x); }
  static double sigma_m(const State& x) { return Same::sigma_m(x); }
  static Gaussian<6> published(const State& x) { return Same::published(x); }
  static double distance2(const State& a, const State& b) { return Same::distance2(a, b); }

 private:
  Params params_;
  double psd_m2_s3_;
};

/// Interacting multiple model of two: quiet, and manoeuvring for some time now and then.
template <class M>
class TwoModels {
 public:
  static constexpr std::size_t D = M::D, N = M::N;
  struct State {
    std::array<Gaussian<N>, 2> x;
    std::array<double, 2> mu{};
  };
  struct Prior {
    std::array<recorded::Prior<N>, 2> of;
    std::array<double, 2> mu{};
  };
  struct Step {
    std::array<typename M::Step, 2> of;
    std::array<double, 2> leave{}; ///< probability of leaving each model
  };

  TwoModels(const Params& params, const M& quiet, const M& manoeuvring) : params_(params), of_{quiet, manoeuvring} {}

  [[nodiscard]] Step step(Time t, double dt_s) const {
    return {{of_[0].step(t, dt_s), of_[1].step(t, dt_s)},
            {-std::expm1(-dt_s / params_.manoeuvre_every_s), -std::expm1(-dt_s / params_.manoeuvre_lasts_s)}};
  }
  [[nodiscard]] State predicted(const State& s, const Step& step) const {
    State next;
    for (std::size_t k = 0; k < 2; ++k) {
      const double stay = s.mu[k] * (1 - step.leave[k]), come = s.mu[1 - k] * step.leave[1 - k];
      next.mu[k] = stay + come;
      const std::array<double, 2> w{stay / next.mu[k], come / next.mu[k]};
      const std::array<const Gaussian<N>*, 2> parts{&s.x[k], &s.x[1 - k]};
      next.x[k] = of_[k].predicted(moments<N>(w, parts), step.of[k]);
    }
    return next;
  }
  [[nodiscard]] State start(const Sensor& sensor, const Plot& plot) const {
    const Gaussian<N> x = of_[0].start(sensor, plot);
    const double in_manoeuvre =
        params_.manoeuvre_lasts_s / (params_.manoeuvre_lasts_s + params_.manoeuvre_every_s);
    return {{x, x}, {1 - in_manoeuvre, in_manoeuvre}};
  }
  [[nodiscard]] Prior prior(const State& s, const Sensor& sensor, const std::array<double, 4>& sigma) const {
    return {{of_[0].prior(s.x[0], sensor, sigma), of_[1].prior(s.x[1], sensor, sigma)}, s.mu};
  }
  [[nodiscard]] static bool ok(const Prior& prior) { return prior.of[0].ok && prior.of[1].ok; }
  [[nodiscard]] static Window window(const Prior& prior, double gate) {
    const Window a = window_of(prior.of[0], gate), b = window_of(prior.of[1], gate);
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
  }
  [[nodiscard]] Fit fit(const Prior& prior, const Sensor& sensor, const Plot& plot) const {
    const Fit a = of_[0].fit(prior.of[0], sensor, plot), b = of_[1].fit(prior.of[1], sensor, plot);
    const double top = std::max(a.log_likelihood, b.log_likelihood);
    return {std::min(a.nis, b.nis), top + std::log(prior.mu[0] * std::exp(a.log_likelihood - top) +
                                                   prior.mu[1] * std::exp(b.log_likelihood - top))};
  }
  [[nodiscard]] State taken(Prior& prior, const Sensor& sensor, const Plot& plot) const {
    const Fit a = of_[0].fit(prior.of[0], sensor, plot), b = of_[1].fit(prior.of[1], sensor, plot);
    const double top = std::max(a.log_likelihood, b.log_likelihood);
    const double wa = prior.mu[0] * std::exp(a.log_likelihood - top);
    const double wb = prior.mu[1] * std::exp(b.log_likelihood - top), least = 1e-6;
    const double share = std::clamp(wa / (wa + wb), least, 1 - least);
    return {{of_[0].taken(prior.of[0], sensor, plot), of_[1].taken(prior.of[1], sensor, plot)},
            {share, 1 - share}};
  }
  [[nodiscard]] static State mixed(std::span<const double> weights, std::span<const State* const> parts) {
    State s;
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<double> w;
      std::vector<const Gaussian<N>*> x;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        w.push_back(weights[i] * parts[i]->mu[k]);
        x.push_back(&parts[i]->x[k]);
        s.mu[k] += w.back();
      }
      for (double& one : w) one /= s.mu[k];
      s.x[k] = moments<N>(w, x);
    }
    return s;
  }
  [[nodiscard]] static Gaussian<N> combined(const State& s) {
    const std::array<const Gaussian<N>*, 2> parts{&s.x[0], &s.x[1]};
    return moments<N>(s.mu, parts);
  }
  [[nodiscard]] static Vec3 place(const State& s) { return place_of<D>(combined(s)); }
  [[nodiscard]] static double sigma_m(const State& s) {
    return std::max(sigma_of<D>(s.x[0]), sigma_of<D>(s.x[1]));
  }
  [[nodiscard]] static Gaussian<6> published(const State& s) { return six_of<D>(combined(s)); }
  [[nodiscard]] static double distance2(const State& a, const State& b) {
    return recorded::distance2(combined(a), combined(b));
  }

 private:
  Params params_;
  std::array<M, 2> of_;
};

} // namespace dewline::track::recorded
