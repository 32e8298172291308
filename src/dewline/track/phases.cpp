#include "dewline/track/phases.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/matrix.hpp"

namespace dewline::track {
namespace {

constexpr double kLongestThrust_s = 40; ///< manoeuvre noise is added for no longer in one gap
constexpr double kLeastProb = 1e-4; ///< a free flight less likely than this is forgotten, or not begun
constexpr double kLeastSettled = 0.02; ///< the same once free flight is believed
constexpr double kSame = 0.25; ///< so many squared sigmas apart two flights are one
constexpr std::size_t kMostFlights = 4;
constexpr double kMostDoubt = 0.05; ///< thrust must be less likely than this for free flight to be believed

Estimate free_at(const PhaseModel& model, const FreeFlight& flight, double dt_s) {
  return predict(flight.x_G, dt_s, model.coast_psd_m2_s3);
}

/// Thrust may have begun, or ended, since the last update.
void change(const PhaseModel& model, Phases& phases) {
  double prob_free = 0;
  for (FreeFlight& f : phases.flights) {
    prob_free += f.prob;
    f.prob *= 1 - model.prob_ignition;
  }
  const double ends = model.prob_burnout * phases.prob_thrust;
  phases.prob_thrust += model.prob_ignition * prob_free - ends;
  if (ends >= kLeastProb)
    phases.flights.push_back({phases.thrusting_G, ends, phases.valid, 0});
  else
    phases.flights.back().prob += ends;
}

/// Bayes' rule over all filters; returns the log-likelihood of the mixture.
double weigh(Phases& phases, double log_thrust, const std::vector<double>& log_free) {
  const double top = std::max(log_thrust, *std::max_element(log_free.begin(), log_free.end()));
  double sum = phases.prob_thrust *= std::exp(log_thrust - top);
  for (std::size_t i = 0; i < log_free.size(); ++i)
    sum += phases.flights[i].prob *= std::exp(log_free[i] - top);
  phases.prob_thrust /= sum;
  for (FreeFlight& f : phases.flights) f.prob /= sum;
  return top + std::log(sum);
}

/// One flight with the moments of both.
FreeFlight both(const FreeFlight& a, const FreeFlight& b) {
  const double wa = a.prob / (a.prob + b.prob), wb = 1 - wa;
  FreeFlight c = a;
  c.prob = a.prob + b.prob;
  c.x_G.x_G.mean = plus(scaled(wa, a.x_G.x_G.mean), scaled(wb, b.x_G.x_G.mean));
  const VecN<7> d = minus(a.x_G.x_G.mean, b.x_G.x_G.mean);
  c.x_G.x_G.cov = wa * a.x_G.x_G.cov + wb * b.x_G.x_G.cov + (wa * wb) * outer(d, d);
  for (std::size_t i = 0; i < c.x_G.biases.size(); ++i)
    c.x_G.biases[i].cov = wa * a.x_G.biases[i].cov + wb * b.x_G.biases[i].cov;
  return c;
}

/// Flights that later detections have brought together become one; `a` is the likelier.
bool same(const FreeFlight& a, const FreeFlight& b) {
  const Cholesky<7> factor(a.x_G.x_G.cov);
  return a.x_G.biases.size() == b.x_G.biases.size() && factor.ok &&
         factor.mahalanobis2(minus(a.x_G.x_G.mean, b.x_G.x_G.mean)) < kSame;
}

/// Keeps the likeliest few; the likeliest of all always.
void prune(const PhaseModel& model, Phases& phases) {
  const bool rests = settled(model, phases);
  auto& list = phases.flights;
  const auto less = [](const FreeFlight& a, const FreeFlight& b) { return a.prob < b.prob; };
  for (auto it = std::min_element(list.begin(), list.end(), less);
       list.size() > 1 && (list.size() > kMostFlights || it->prob < (rests ? kLeastSettled : kLeastProb));
       it = std::min_element(list.begin(), list.end(), less))
    list.erase(it);
  auto lead = static_cast<std::size_t>(std::max_element(list.begin(), list.end(), less) - list.begin());
  for (std::size_t i = list.size(); rests && i-- > 0;) {
    if (i == lead || !same(list[lead], list[i])) continue;
    list[lead] = both(list[lead], list[i]);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    if (i < lead) --lead;
  }
  double sum = phases.prob_thrust;
  for (const FreeFlight& f : list) sum += f.prob;
  phases.prob_thrust /= sum;
  for (FreeFlight& f : list) f.prob /= sum;
}

} // namespace

Phases start_phases(const Estimate& x_G, Time valid) { return {valid, {{x_G, 0.5, valid, 0}}, x_G, 0.5}; }

const FreeFlight& leading(const Phases& phases) {
  return *std::max_element(phases.flights.begin(), phases.flights.end(),
                           [](const FreeFlight& a, const FreeFlight& b) { return a.prob < b.prob; });
}

bool settled(const PhaseModel& model, const Phases& phases) {
  const FreeFlight& flight = leading(phases);
  return phases.prob_thrust < kMostDoubt && flight.num_updates >= model.settle_updates &&
         seconds(phases.valid - flight.since) >= model.correlation_s;
}

Estimate thrusting_at(const PhaseModel& model, const Phases& phases, Time t) {
  const double dt_s = seconds(t - phases.valid);
  if (std::abs(dt_s) <= kLongestThrust_s)
    return predict_without_air(phases.thrusting_G, dt_s, model.boost_psd_m2_s3);
  const bool rests = settled(model, phases);
  const double thrust_s = std::copysign(rests ? model.correlation_s : kLongestThrust_s, dt_s),
               rest_s = dt_s - thrust_s;
  if (rests)
    return predict_without_air(free_at(model, leading(phases), rest_s), thrust_s, model.boost_psd_m2_s3);
  return predict_without_air(predict_without_air(phases.thrusting_G, thrust_s, model.boost_psd_m2_s3), rest_s,
                             model.coast_psd_m2_s3);
}

Gaussian<6> estimate_at(const PhaseModel& model, const Phases& phases, Time t) {
  if (!settled(model, phases)) return motion_of(thrusting_at(model, phases, t));
  const double dt_s = seconds(t - phases.valid);
  if (phases.flights.size() == 1) return motion_of(free_at(model, phases.flights[0], dt_s));
  std::vector<Weighted> parts;
  for (const FreeFlight& f : phases.flights) parts.push_back({f.prob, motion_of(free_at(model, f, dt_s))});
  return mixture(parts);
}

PhasesFit update(const PhaseModel& model, const Phases& phases, const sense::Detection& z, const Face& face,
                 const Through& through) {
  PhasesFit fit{phases, 0, 0, 3};
  Phases& x = fit.x;
  change(model, x);
  const double dt_s = seconds(z.valid - phases.valid), forward_s = std::max(0.0, -dt_s);
  const EstimateFit thrust = update(thrusting_at(model, phases, z.valid), z, face, through);
  x.thrusting_G = predict_without_air(thrust.x_G, forward_s, 0);
  fit.num_values = thrust.num_values;
  fit.min_nis = thrust.nis;
  std::vector<double> log_free;
  for (FreeFlight& f : x.flights) {
    const EstimateFit free = update(free_at(model, f, dt_s), z, face, through);
    f.x_G = predict(free.x_G, forward_s, 0);
    ++f.num_updates;
    log_free.push_back(free.log_likelihood);
    fit.min_nis = std::min(fit.min_nis, free.nis);
  }
  fit.log_likelihood = weigh(x, thrust.log_likelihood, log_free);
  x.valid = std::max(x.valid, z.valid);
  prune(model, x);
  return fit;
}

} // namespace dewline::track
