#include "dewline/truth/body.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "dewline/base/check.hpp"

namespace dewline::truth {
namespace {

/// Radar bands by their middle (IEEE letters), geometric mean of the band's edges.
constexpr std::array<std::pair<std::string_view, double>, 9> kBands{
    {{"hf", 9.5e6}, {"vhf", 95e6}, {"uhf", 550e6}, {"l", 1.4e9}, {"s", 2.8e9}, {"c", 5.7e9}, {"x", 9.8e9},
     {"ku", 14.7e9}, {"ka", 33e9}}};

void check_band(const std::string& key, const std::string& band, Problems& problems) {
  if (band != "any" && band_frequency_Hz(band) == 0)
    problems.add(key + "." + band, band, "is no radar band", "use any, hf, vhf, uhf, l, s, c, x, ku or ka");
}

} // namespace

double band_frequency_Hz(const std::string& band) {
  for (const auto& [word, middle] : kBands)
    if (word == band) return middle;
  return 0;
}

void check_rcs(const RcsByBand& rcs, const AspectTables& by_aspect, Problems& problems) {
  if (rcs.empty() && by_aspect.empty())
    problems.add("rcs", "", "is missing: a radar must know how large the object looks", "rcs: {any: 1 m2}");
  for (const auto& [band, value] : rcs) check_band("rcs", band, problems);
  for (const auto& [band, table] : by_aspect) {
    check_band("rcs_by_aspect", band, problems);
    const std::string key = "rcs_by_aspect." + band;
    if (table.empty()) problems.add(key, "", "is empty", "give two aspects at least, or `rcs`");
    for (std::size_t k = 1; k < table.size(); ++k)
      if (!(table[k].aspect_rad > table[k - 1].aspect_rad))
        problems.add(key + "[" + std::to_string(k) + "].aspect", "", "must be in rising order of aspect");
  }
}

Signature::Signature(const RcsByBand& rcs, const AspectTables& by_aspect) {
  const auto at = [](const std::string& band) { return std::log(std::max(band_frequency_Hz(band), 1.0)); };
  for (const auto& [band, value] : rcs)
    if (!by_aspect.contains(band)) bands_.push_back({at(band), {{0, std::log(value)}}});
  for (const auto& [band, points] : by_aspect) {
    Band& made = bands_.emplace_back(Band{at(band), {}});
    for (const AspectPoint& p : points) made.table.emplace_back(p.aspect_rad, std::log(p.rcs_m2));
    round_ = round_ && points.size() < 2;
  }
}

double Signature::rcs_m2(double frequency_Hz, double aspect_rad) const {
  DW_CHECK(frequency_Hz > 0 && !bands_.empty());
  const double wanted = std::log(frequency_Hz);
  const auto nearer = [&](const Band& a, const Band& b) {
    return std::abs(a.log_frequency - wanted) < std::abs(b.log_frequency - wanted);
  };
  const auto& table = std::min_element(bands_.begin(), bands_.end(), nearer)->table;
  const auto above =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first > aspect_rad; });
  if (above == table.begin()) return std::exp(above->second);
  if (above == table.end()) return std::exp(table.back().second);
  const auto below = above - 1;
  const double part = (aspect_rad - below->first) / (above->first - below->first);
  return std::exp(below->second + part * (above->second - below->second));
}

} // namespace dewline::truth
