#include "dewline/warn/classes/class_table.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "dewline/base/check.hpp"

namespace dewline::warn {
namespace {

template <class Struct, class F>
void each_spread(const Struct& c, F&& f) {
  for_each_field<Struct>([&](const auto& one) {
    if constexpr (std::is_same_v<std::decay_t<decltype(c.*(one.member))>, std::optional<Spread>>)
      if (c.*(one.member)) f(one.name, *(c.*(one.member)));
  });
}

constexpr double kLeastWidth = 1e-6, kLargest = 1e12; // SI: finer and larger things are not measured

void check(const Spread& s, std::string_view name, Problems& problems) {
  const bool uniform = s.shape == SpreadShape::uniform;
  if (!(std::abs(s.p[0]) <= kLargest && std::abs(s.p[1]) <= kLargest)) problems.add(name, "", "is too large");
  if (uniform && !(s.p[0] < s.p[1])) problems.add(name, "", "the least value comes first", "swap them");
  if (!((uniform ? s.p[1] - s.p[0] : s.p[1]) >= kLeastWidth)) problems.add(name, "", "needs a width > 0");
  if (s.shape == SpreadShape::lognormal && !(s.p[0] > 0)) problems.add(name, "", "needs a median > 0");
}

} // namespace

ClassProbabilities normalised(const ClassPriors& priors) {
  ClassProbabilities p{};
  std::size_t i = 0;
  for_each_field<ClassPriors>([&](const auto& f) { p.at(i++) = priors.*(f.member); });
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  DW_CHECK(sum > 0 && std::isfinite(sum));
  for (double& one : p) one /= sum;
  return p;
}

void check(const ClassTable& table, Problems& problems) {
  problems.at("classes", [&] {
    for (const auto& [c, name] : enum_words(static_cast<ObjectClass*>(nullptr)))
      if (!table.classes.contains(std::string(name)))
        problems.add(name, "", "is missing", "every class needs its block");
    for (const auto& [name, likelihoods] : table.classes) {
      const auto words = enum_words(static_cast<ObjectClass*>(nullptr));
      if (std::none_of(words.begin(), words.end(), [&](const auto& w) { return w.second == name; }))
        problems.add(name, "", "is no class");
      problems.at(name, [&] {
        each_spread(likelihoods, [&](auto field, const Spread& s) { check(s, field, problems); });
      });
    }
  });
  if (!(table.floor > 0 && table.floor <= 0.5)) problems.add("floor", "", "must be > 0 and at most 0.5");
}

FeatureRange feature_range(Feature quantity) {
  constexpr double kRight = std::numbers::pi / 2;
  switch (quantity) {
    case Feature::surface_speed:
      return {0, 12e3};
    case Feature::surface_climb:
      return {0, kRight};
    case Feature::perigee:
      return {-6.4e6, 4e7};
    case Feature::air_speed:
      return {0, 1500};
    case Feature::air_height:
      return {0, 30e3};
    case Feature::air_climb:
      return {-kRight, kRight};
    case Feature::rcs:
      return {1e-4, 1e4, true};
    case Feature::burn:
      return {0, 900};
    case Feature::num_detections:
      return {1, 1e5, true};
    default:
      break;
  }
  DW_CHECK(false && "yes-or-no features have no range");
  return {};
}

const std::optional<Spread>& spread_of(const ClassLikelihoods& c, Feature quantity) {
  switch (quantity) {
    case Feature::surface_speed:
      return c.surface_speed_m_s;
    case Feature::surface_climb:
      return c.surface_climb_rad;
    case Feature::perigee:
      return c.perigee_m;
    case Feature::air_speed:
      return c.air_speed_m_s;
    case Feature::air_height:
      return c.air_height_m;
    case Feature::air_climb:
      return c.air_climb_rad;
    case Feature::rcs:
      return c.rcs_m2;
    case Feature::burn:
      return c.burn_s;
    default:
      break;
  }
  DW_CHECK(quantity == Feature::num_detections);
  return c.num_detections;
}

double prob_of(const ClassLikelihoods& c, Feature feature) {
  switch (feature) {
    case Feature::above:
      return c.prob_above;
    case Feature::fire:
      return c.prob_fire;
    case Feature::infrared:
      return c.prob_infrared;
    case Feature::moves:
      return c.prob_moves;
    case Feature::catalogued:
      return c.prob_catalogued;
    default:
      break;
  }
  DW_CHECK(feature == Feature::notified);
  return c.prob_notified;
}

} // namespace dewline::warn
