// Walker's shells: many satellites from one line.
#include <charconv>
#include <cmath>
#include <numbers>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/truth/satellite.hpp"

namespace dewline::truth {
namespace {

/// 1-based, with leading zeros to the width of the greatest, two at least.
std::string counted(char letter, int index, int num) {
  const std::string text = std::to_string(index + 1);
  const std::size_t width = std::max<std::size_t>(2, std::to_string(num).size());
  return letter + std::string(width - text.size(), '0') + text;
}

} // namespace

std::optional<Walker> parse_walker(const std::string& text) {
  Walker w;
  const char *at = text.data(), *end = at + text.size();
  for (int* number : {&w.num_satellites, &w.num_planes, &w.phasing}) {
    const auto [next, error] = std::from_chars(at, end, *number);
    if (error != std::errc{}) return {};
    at = next;
    const bool last = number == &w.phasing;
    if (last ? at != end : at == end || *at++ != '/') return {};
  }
  return w;
}

std::vector<Member> members(const ShellParams& shell) {
  constexpr double kTurn = 2 * std::numbers::pi;
  const Walker w = parse_walker(shell.walker).value();
  const int per_plane = w.num_satellites / w.num_planes;
  const double spread_rad = shell.pattern == WalkerPattern::delta ? kTurn : 0.5 * kTurn;
  std::vector<Member> out;
  for (int k = 0; k < w.num_planes; ++k)
    for (int j = 0; j < per_plane; ++j) {
      const double raan_rad = shell.raan_rad + spread_rad * k / w.num_planes;
      const double along_rad = kTurn * j / per_plane + kTurn * w.phasing * k / w.num_satellites;
      out.push_back({counted('p', k, w.num_planes) + '-' + counted('s', j, per_plane),
                     {earth::kA_m + shell.height_m, 0, shell.inclination_rad, raan_rad, 0,
                      shell.mean_anomaly_rad + along_rad}});
    }
  return out;
}

} // namespace dewline::truth
