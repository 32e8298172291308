#include "dewline/io/satellites.hpp"

#include <cmath>

#include "dewline/earth/teme.hpp"

namespace dewline::io {
namespace {

std::vector<orbit::Sgp4> propagators(const std::vector<ElementSet>& sets) {
  std::vector<orbit::Sgp4> out;
  for (const ElementSet& set : sets) out.emplace_back(set.mean);
  return out;
}

void check_epochs(const std::vector<ElementSet>& sets, std::span<const earth::JulianDate> utc) {
  Diagnostics problems;
  for (const ElementSet& set : sets) {
    const earth::JulianDate epoch{set.mean.epoch_jd_utc, set.mean.epoch_fraction};
    for (const auto& t : utc)
      if (!(std::abs((t.day - epoch.day) + (t.fraction - epoch.fraction)) * 1440 <= orbit::kSgp4MaxMinutes)) {
        problems.add(set.at, "epoch", earth::print_utc(epoch, 0),
                     "is more than 100 years from " + earth::print_utc(t, 0),
                     "element sets are good for days; take one of that time");
        break;
      }
  }
  if (!problems.empty()) throw ScenarioError(problems.sorted());
}

} // namespace

Satellites::Satellites(std::vector<ElementSet> sets) : sets_(std::move(sets)), batch_(propagators(sets_)) {}

void Satellites::states(std::span<const earth::JulianDate> utc, SatelliteFrame frame, std::span<PosVel> x,
                        std::span<orbit::Sgp4Error> errors, unsigned num_threads) const {
  check_epochs(sets_, utc);
  batch_.grid_at(utc, x, errors, num_threads);
  if (frame == SatelliteFrame::teme) return;
  for (std::size_t j = 0; j < utc.size(); ++j) {
    const earth::Teme teme(utc[j]);
    for (std::size_t k = j; k < x.size(); k += utc.size())
      x[k] = frame == SatelliteFrame::gcrf ? teme.to_G(x[k]) : teme.to_E(x[k]);
  }
}

} // namespace dewline::io
