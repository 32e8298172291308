#include "dewline/warn/classes/classify.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "dewline/base/check.hpp"

namespace dewline::warn {
namespace {

constexpr std::array kAll = enum_words(static_cast<Feature*>(nullptr));
static_assert(kAll.size() == kNumFeatures);

bool is_quantity(Feature f) {
  return static_cast<std::size_t>(f) < kNumQuantities;
}
bool only_grows(Feature f) {
  return f == Feature::burn || f == Feature::num_detections || f == Feature::above || f == Feature::infrared;
}
/// Which of two values stays: the greater by an order that is total, so that the order of updates does not
/// matter.
bool outranks(Feature f, const Measured& a, const Measured& b) {
  if (only_grows(f))
    return std::tuple(!a.at_least, a.value, a.at, -a.sigma) >
           std::tuple(!b.at_least, b.value, b.at, -b.sigma);
  return std::tuple(a.at, !a.at_least, -a.sigma, a.value) > std::tuple(b.at, !b.at_least, -b.sigma, b.value);
}

double even_density(const FeatureRange& r, double value) {
  if (!r.log) return 1 / (r.high - r.low);
  return 1 / (std::clamp(value, r.low, r.high) * std::log(r.high / r.low));
}
double even_above(const FeatureRange& r, double value) {
  constexpr double kLeast = 1e-6; // beyond all that there is, every class is as unlikely as the others
  const double x = std::clamp(value, r.low, r.high);
  return std::max(kLeast,
                  r.log ? std::log(r.high / x) / std::log(r.high / r.low) : (r.high - x) / (r.high - r.low));
}

/// Of a quantity within a class: (1 - floor) of its spread, floor of all that there is.
double likelihood(const std::optional<Spread>& spread, Feature f, const Measured& m, double floor) {
  const FeatureRange range = feature_range(f);
  const double even = m.at_least ? even_above(range, m.value) : even_density(range, m.value);
  if (!spread) return even;
  return (1 - floor) *
             (m.at_least ? prob_above(*spread, m.value, m.sigma) : density(*spread, m.value, m.sigma)) +
         floor * even;
}
/// Of a yes, a no or a probability of yes.
double likelihood(double prob, const Measured& m, double floor) {
  const double p = (1 - floor) * prob + floor * 0.5;
  return m.value * p + (1 - m.value) * (1 - p);
}

bool is_yes(const std::optional<Measured>& m) {
  return m && m->value > 0.5;
}

} // namespace

bool counts(const Features& features, Feature which) {
  const auto& m = at(features, which);
  if (!m) return false;
  const auto& speed = at(features, Feature::surface_speed);
  const bool above = is_yes(at(features, Feature::above));
  const bool free = above && speed && !speed->at_least && speed->at == m->at;
  switch (which) {
    case Feature::surface_speed:
      return above;
    case Feature::surface_climb:
      return free && speed->value < kOrbitalSurfaceSpeed_m_s;
    case Feature::perigee:
      return free && speed->value >= kOrbitalSurfaceSpeed_m_s;
    case Feature::air_speed:
    case Feature::air_height:
    case Feature::air_climb:
      return !above;
    case Feature::infrared:
      return !is_yes(at(features, Feature::fire));
    default:
      return true;
  }
}

Classifier::Classifier(const ClassTable& table) : Classifier(table, table.priors) {}

Classifier::Classifier(const ClassTable& table, const ClassPriors& priors) : floor_(table.floor) {
  Problems problems;
  check(table, problems);
  DW_CHECK(problems.empty());
  const ClassProbabilities prior = normalised(priors);
  for (const auto& [c, name] : enum_words(static_cast<ObjectClass*>(nullptr))) {
    const auto i = static_cast<std::size_t>(c);
    DW_CHECK(prior[i] > 0);
    log_prior_[i] = std::log(prior[i]);
    classes_[i] = table.classes.at(name);
  }
}

ClassState Classifier::start() const {
  return {{}, posterior({})};
}

void Classifier::update(ClassState& state, const Features& features) const {
  for (const auto& [f, name] : kAll) {
    const auto& fresh = at(features, f);
    auto& kept = at(state.features, f);
    if (fresh && (!kept || outranks(f, *fresh, *kept))) kept = fresh;
  }
  state.prob = posterior(state.features);
}

ClassProbabilities Classifier::log_likelihood(Feature which, const Measured& m) const {
  DW_CHECK(std::isfinite(m.value) && std::isfinite(m.sigma) && m.sigma >= 0);
  DW_CHECK(is_quantity(which) || (m.value >= 0 && m.value <= 1));
  ClassProbabilities log_l{};
  for (std::size_t c = 0; c < kNumClasses; ++c)
    log_l[c] = std::log(is_quantity(which) ? likelihood(spread_of(classes_[c], which), which, m, floor_)
                                           : likelihood(prob_of(classes_[c], which), m, floor_));
  const double most = *std::max_element(log_l.begin(), log_l.end());
  DW_CHECK(std::isfinite(most));
  for (double& l : log_l) l -= most;
  return log_l;
}

std::vector<ClassWeight> Classifier::weigh(const Features& features) const {
  std::vector<ClassWeight> all;
  for (const auto& [f, name] : kAll)
    if (counts(features, f)) all.push_back({f, log_likelihood(f, *at(features, f))});
  return all;
}

ClassProbabilities Classifier::posterior(const Features& features) const {
  ClassProbabilities prob = log_prior_;
  for (const auto& [f, name] : kAll) {
    if (!counts(features, f)) continue;
    const ClassProbabilities log_l = log_likelihood(f, *at(features, f));
    for (std::size_t c = 0; c < kNumClasses; ++c) prob[c] += log_l[c];
  }
  const double most = *std::max_element(prob.begin(), prob.end());
  double sum = 0;
  for (double& p : prob) sum += p = std::exp(p - most);
  for (double& p : prob) p /= sum;
  return prob;
}

} // namespace dewline::warn
