#include "dewline/truth/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"

namespace dewline::truth {
namespace {

/// Radar bands by their middle (IEEE letters), geometric mean of the band's edges.
constexpr std::array<std::pair<std::string_view, double>, 9> kBands{
    {{"hf", 9.5e6}, {"vhf", 95e6}, {"uhf", 550e6}, {"l", 1.4e9}, {"s", 2.8e9}, {"c", 5.7e9}, {"x", 9.8e9},
     {"ku", 14.7e9}, {"ka", 33e9}}};

} // namespace

double band_frequency_Hz(const std::string& band) {
  for (const auto& [word, middle] : kBands)
    if (word == band) return middle;
  return 0;
}

Model::Model(const std::map<std::string, ObjectParams>& objects, const earth::Orientation& orientation,
             Time end) {
  for (const auto& [name, params] : objects) {
    Problems problems;
    auto flight = build_flight(params, orientation.omega_E(), end, problems);
    DW_CHECK(flight && problems.empty());
    Object object{name, hash64(name), std::move(*flight), {}};
    for (const auto& [band, rcs] : params.rcs_m2)
      object.rcs.emplace_back(std::log(std::max(band_frequency_Hz(band), 1.0)), rcs);
    objects_.push_back(std::move(object));
  }
}

double Model::rcs_m2(ObjectId id, double frequency_Hz) const {
  DW_CHECK(frequency_Hz > 0);
  const auto& rcs = objects_.at(id.index).rcs;
  DW_CHECK(!rcs.empty());
  const double wanted = std::log(frequency_Hz);
  const auto nearer = [&](const auto& a, const auto& b) {
    return std::abs(a.first - wanted) < std::abs(b.first - wanted);
  };
  return std::min_element(rcs.begin(), rcs.end(), nearer)->second;
}

State start(const Model& model) {
  State state;
  for (std::uint32_t i = 0; i < model.num_objects(); ++i)
    state.ended.push_back(model.path(ObjectId{i}).end());
  return state;
}

} // namespace dewline::truth
