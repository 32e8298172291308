#include "dewline/survey/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"

namespace dewline::survey {
namespace {

constexpr double kPi = std::numbers::pi, kDeg = kPi / 180;
constexpr double kLeastStep_rad = 0.01 * kDeg, kMostStep_rad = 30 * kDeg;
constexpr double kSlack = 1e-9; ///< of a step or a turn: rounding of degrees

double wrapped(double lon_rad) { return lon_rad - 2 * kPi * std::floor((lon_rad + kPi) / (2 * kPi)); }

/// The eastern edge as a longitude above the western one.
double east_of(const GridParams& p) {
  return p.lon_max_rad > p.lon_min_rad ? p.lon_max_rad : p.lon_max_rad + 2 * kPi;
}

std::size_t num_steps(double span_rad, double step_rad) {
  return static_cast<std::size_t>(std::ceil(span_rad / step_rad - kSlack));
}

std::string degrees(double rad) { return fmt::format("{:g} deg", rad / kDeg); }

/// The middles of the steps from `low` to `high`.
std::vector<double> middles(double low, double high, double step_rad) {
  std::vector<double> out(num_steps(high - low, step_rad));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double from = low + static_cast<double>(i) * step_rad;
    out[i] = 0.5 * (from + std::min(high, from + step_rad));
  }
  return out;
}

void check_region(const GridParams& p, Problems& problems) {
  const double half = 0.5 * kPi * (1 + kSlack), turn = 2 * kPi * (1 + kSlack);
  if (!(p.lat_min_rad >= -half && p.lat_max_rad <= half))
    problems.add("region", degrees(p.lat_min_rad) + " to " + degrees(p.lat_max_rad),
                 "latitudes must lie between -90 deg and 90 deg");
  if (!(p.lat_max_rad > p.lat_min_rad))
    problems.add("region", degrees(p.lat_min_rad) + " to " + degrees(p.lat_max_rad),
                 "the second latitude must be north of the first");
  const bool finite = std::abs(p.lon_min_rad) <= turn && std::abs(p.lon_max_rad) <= turn;
  if (!finite || p.lon_max_rad == p.lon_min_rad || !(east_of(p) - p.lon_min_rad <= turn))
    problems.add("region", degrees(p.lon_min_rad) + " to " + degrees(p.lon_max_rad),
                 "longitudes must run eastwards over more than nothing and at most 360 deg",
                 "170,-170 crosses the date line; -180,180 is the whole circle");
}

} // namespace

void check(const GridParams& p, Problems& problems) {
  const std::size_t before = problems.list().size();
  check_region(p, problems);
  if (!(p.step_rad >= kLeastStep_rad && p.step_rad <= kMostStep_rad * (1 + kSlack)))
    problems.add("grid", degrees(p.step_rad), "must be between 0.01 deg and 30 deg");
  if (problems.list().size() != before) return;
  const std::size_t cells = num_steps(p.lat_max_rad - p.lat_min_rad, p.step_rad) *
                            num_steps(east_of(p) - p.lon_min_rad, p.step_rad);
  if (cells > kMostCells)
    problems.add("grid", degrees(p.step_rad),
                 fmt::format("makes {} cells; at most {} are made", cells, kMostCells),
                 "a larger step, or a smaller region");
}

Grid::Grid(const GridParams& params) : params_(params) {
  Problems problems;
  check(params, problems);
  DW_CHECK(problems.empty());
  params_.lat_min_rad = std::max(params.lat_min_rad, -0.5 * kPi);
  params_.lat_max_rad = std::min(params.lat_max_rad, 0.5 * kPi);
  params_.lon_max_rad = std::min(east_of(params), params.lon_min_rad + 2 * kPi);
  lat_rad_ = middles(params_.lat_min_rad, params_.lat_max_rad, params_.step_rad);
  lon_rad_ = middles(params_.lon_min_rad, params_.lon_max_rad, params_.step_rad);
  for (double& lon : lon_rad_) lon = wrapped(lon);
}

earth::Geodetic Grid::centre(std::size_t cell) const {
  return {lat_rad_.at(cell / num_columns()), lon_rad_[cell % num_columns()], 0};
}

CellEdges Grid::edges(std::size_t cell) const {
  const auto row = static_cast<double>(cell / num_columns()),
             column = static_cast<double>(cell % num_columns());
  const double south = params_.lat_min_rad + row * params_.step_rad;
  const double from = params_.lon_min_rad + column * params_.step_rad;
  const double west = wrapped(from);
  return {south, std::min(params_.lat_max_rad, south + params_.step_rad), west,
          west + std::min(params_.lon_max_rad - from, params_.step_rad)};
}

std::uint64_t Grid::address(std::size_t cell) const {
  const earth::Geodetic at = centre(cell);
  const auto whole = [](double rad) { return static_cast<std::uint64_t>(std::llround(rad / kDeg * 1e7)); };
  return combine(combine(hash64("survey cell"), whole(at.lat_rad)), whole(at.lon_rad));
}

} // namespace dewline::survey
