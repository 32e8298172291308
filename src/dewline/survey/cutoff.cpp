#include "dewline/survey/cutoff.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "dewline/base/check.hpp"
#include "dewline/truth/aim.hpp"
#include "dewline/truth/ascent.hpp"

namespace dewline::survey {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kNearest_m = 100e3, kFarthest_m = 19.5e6; ///< aims that are tried
constexpr double kLadder = 1.5; ///< between two of them
constexpr int kHalvings = 7; ///< of a rung: 0.3 % of the reach
constexpr double kClimbStep_s = 5;
constexpr double kDrawnIn = 0.004; ///< of a reach that is interpolated
constexpr std::size_t kWindow = 4; ///< knots of a cubic

double az_of(std::size_t a) { return 2 * kPi * static_cast<double>(a) / CutoffTable::kAzimuths; }

/// Lagrange's cubic weights at place `u` (in steps) over four knots from `first` on.
struct Weights {
  std::size_t first = 0;
  std::array<double, kWindow> w{};
};
Weights cubic_at(double u, std::size_t first) {
  const double s = u - static_cast<double>(first);
  return {first,
          {-(s - 1) * (s - 2) * (s - 3) / 6, s * (s - 2) * (s - 3) / 2, -s * (s - 1) * (s - 3) / 2,
           s * (s - 1) * (s - 2) / 6}};
}
/// Periodic: knots may be counted beyond the last; the caller takes the remainder.
Weights around_at(double az_rad) {
  constexpr auto n = CutoffTable::kAzimuths;
  const double turns = az_rad / (2 * kPi);
  const double u = (turns - std::floor(turns)) * static_cast<double>(n) + static_cast<double>(n);
  return cubic_at(u, static_cast<std::size_t>(u) - 1);
}
Weights along_at(double share) {
  constexpr auto n = CutoffTable::kRanges;
  const double u = share * static_cast<double>(n - 1);
  const double first = std::clamp(std::floor(u) - 1, 0.0, static_cast<double>(n - kWindow));
  return cubic_at(u, static_cast<std::size_t>(first));
}

void add(PosVel& sum, double weight, const PosVel& x) {
  sum.p = sum.p + weight * x.p;
  sum.v = sum.v + weight * x.v;
}

double cutoff_s(const truth::Body& body) {
  for (const auto& m : body.flight.milestones)
    if (m.what == "burnout") return seconds(m.at - body.flight.path.begin());
  return 0;
}

} // namespace

CutoffTable::CutoffTable(const LaunchParams& launch) : launch_(launch) {
  DW_CHECK(launch.object.boost.has_value() != launch.object.arc.has_value());
  truth::ObjectParams& o = launch_.object;
  o.launch = {launch.lat_rad, launch.lon_rad, launch.height_m, seconds(launch.at)};
  o.releases.clear(); // only the object itself is watched
  if (o.boost)
    for (auto& stage : o.boost->stages) stage.spent.reset();
  pad_ = {launch.lat_rad, launch.lon_rad, launch.height_m};
  p_pad_E_ = earth::ecef(pad_);
  fly_knots();
}

/// The rocket's axes at the pad: x along the course, y to the left, z up.
Mat3 CutoffTable::axes_AE(double az_rad) const {
  const double s = std::sin(az_rad), c = std::cos(az_rad);
  return Mat3{{s, c, 0, -c, s, 0, 0, 0, 1}} * earth::enu_axes(pad_);
}

std::optional<truth::Body> CutoffTable::body_to(const earth::Geodetic& aim) const {
  truth::ObjectParams object = launch_.object;
  const earth::PlaceParams place{aim.lat_rad, aim.lon_rad, 0};
  if (object.boost)
    object.aim = truth::AimParams{"", place};
  else
    object.arc->impact = place;
  Problems problems;
  auto bodies = truth::build_bodies(object, {}, problems);
  if (bodies.empty() || bodies.front().flight.milestones.back().what != "impact") return {};
  return std::move(bodies.front());
}

bool CutoffTable::reaches(double range_m, double az_rad) const {
  const earth::Geodetic aim = earth::destination(pad_, az_rad, range_m);
  if (!launch_.object.boost) return body_to(aim).has_value();
  truth::ObjectParams object = launch_.object;
  object.aim = truth::AimParams{"", earth::PlaceParams{aim.lat_rad, aim.lon_rad, 0}};
  truth::Surroundings around;
  around.end = launch_.at + std::chrono::hours{24};
  Problems problems;
  const truth::Rocket rough(*object.boost, pad_, object.launch.time_s, around, {1e-9, 8});
  return truth::solve_aim(object, rough, around, problems).has_value();
}

/// Rungs from far to near until one is good, on until one is not; the ends of the row of good ones are
/// halved.
std::array<double, 2> CutoffTable::find_reach(double az_rad) const {
  std::vector<double> rungs{kFarthest_m};
  while (rungs.back() > kNearest_m) rungs.push_back(std::max(kNearest_m, rungs.back() / kLadder));
  const auto edge = [&](double inside, double outside) {
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = std::sqrt(inside * outside);
      (reaches(middle, az_rad) ? inside : outside) = middle;
    }
    return inside;
  };
  std::size_t first = 0;
  while (first < rungs.size() && !reaches(rungs[first], az_rad)) ++first;
  if (first == rungs.size()) return {};
  std::size_t last = first;
  while (last + 1 < rungs.size() && reaches(rungs[last + 1], az_rad)) ++last;
  return {last + 1 == rungs.size() ? rungs.back() : edge(rungs[last], rungs[last + 1]),
          first == 0 ? rungs.front() : edge(rungs[first], rungs[first - 1])};
}

/// Found on every other course; between them, four neighbours' mean by a cubic, drawn in a little.
void CutoffTable::find_reaches() {
  tbb::parallel_for(std::size_t{0}, kAzimuths / 2,
                    [&](std::size_t a) { reach_m_[2 * a] = find_reach(az_of(2 * a)); });
  const auto found = [&](std::size_t a) { return reach_m_[a % kAzimuths]; };
  for (std::size_t a = 1; a < kAzimuths; a += 2)
    for (std::size_t end = 0; end < 2; ++end) {
      const double near = found(a + kAzimuths - 1)[end] + found(a + 1)[end];
      const double far = found(a + kAzimuths - 3)[end] + found(a + 3)[end];
      reach_m_[a][end] = (9 * near - far) / 16 * (end == 0 ? 1 + kDrawnIn : 1 - kDrawnIn);
    }
}

CutoffTable::Knot CutoffTable::knot_of(const truth::Body& body, double az_rad) const {
  const Mat3 R_AE = axes_AE(az_rad);
  const auto& path = body.flight.path;
  const auto state_A = [&](double t_s) {
    const PosVel x_E = path.at(std::min(path.begin() + duration_from_s(t_s), path.end()));
    return PosVel{R_AE * (x_E.p - p_pad_E_), R_AE * x_E.v};
  };
  Knot knot;
  knot.good = true;
  knot.cutoff_s = cutoff_s(body);
  knot.cutoff_A = state_A(knot.cutoff_s);
  const std::size_t n =
      climb_step_s_ > 0 ? static_cast<std::size_t>(cutoff_latest_s_ / climb_step_s_ + 1.5) : 0;
  for (std::size_t i = 0; i < n; ++i) knot.climb_A.push_back(state_A(static_cast<double>(i) * climb_step_s_));
  return knot;
}

void CutoffTable::fly_knots() {
  find_reaches();
  std::vector<std::optional<truth::Body>> bodies(kAzimuths * kRanges);
  tbb::parallel_for(std::size_t{0}, bodies.size(), [&](std::size_t i) {
    const auto [least, most] = reach_m_[i / kRanges];
    const double share = static_cast<double>(i % kRanges) / (kRanges - 1);
    if (most > least)
      bodies[i] = body_to(earth::destination(pad_, az_of(i / kRanges), std::lerp(least, most, share)));
  });
  for (const auto& body : bodies)
    if (body) cutoff_latest_s_ = std::max(cutoff_latest_s_, cutoff_s(*body));
  if (cutoff_latest_s_ > 0) climb_step_s_ = cutoff_latest_s_ / std::ceil(cutoff_latest_s_ / kClimbStep_s);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    knots_.push_back(bodies[i] ? knot_of(*bodies[i], az_of(i / kRanges)) : Knot{});
    if (bodies[i] && empty_) looks_ = bodies[i]->looks, plumes_ = bodies[i]->plumes, empty_ = false;
  }
}

std::array<double, 2> CutoffTable::reach_m(double az_rad) const {
  const Weights around = around_at(az_rad);
  std::array<double, 2> out{};
  for (std::size_t i = 0; i < kWindow; ++i)
    for (std::size_t end = 0; end < 2; ++end)
      out[end] += around.w[i] * reach_m_[(around.first + i) % kAzimuths][end];
  return out;
}

std::optional<Cutoff> CutoffTable::at(double range_m, double az_rad) const {
  if (empty_) return {};
  const auto [least, most] = reach_m(az_rad);
  if (!(range_m >= least && range_m <= most && most > least)) return {};
  const Weights around = around_at(az_rad), along = along_at((range_m - least) / (most - least));
  Cutoff out;
  PosVel cutoff_A;
  std::vector<PosVel> climb_A;
  for (std::size_t i = 0; i < kWindow; ++i)
    for (std::size_t k = 0; k < kWindow; ++k) {
      const Knot& knot = knots_[(around.first + i) % kAzimuths * kRanges + along.first + k];
      if (!knot.good) return {};
      const double weight = around.w[i] * along.w[k];
      climb_A.resize(knot.climb_A.size());
      out.t_s += weight * knot.cutoff_s;
      add(cutoff_A, weight, knot.cutoff_A);
      for (std::size_t n = 0; n < climb_A.size(); ++n) add(climb_A[n], weight, knot.climb_A[n]);
    }
  const Mat3 R_EA = transpose(axes_AE(az_rad));
  const auto to_E = [&](const PosVel& x) { return PosVel{p_pad_E_ + R_EA * x.p, R_EA * x.v}; };
  out.x_E = to_E(cutoff_A);
  for (const PosVel& x : climb_A) out.climb_E.push_back(to_E(x));
  out.climb_step_s = climb_step_s_;
  return out;
}

std::optional<Flown> CutoffTable::fly(const earth::Geodetic& aim) const {
  auto body = body_to(aim);
  if (!body) return {};
  return Flown{std::move(body->flight.path), std::move(body->looks), std::move(body->plumes)};
}

Flown CutoffTable::flown_with(truth::Trajectory&& path, Time cutoff) const {
  Flown out{std::move(path), looks_, plumes_};
  if (launch_.object.boost && out.looks.size() > 1) out.looks.back().from = cutoff;
  if (launch_.object.boost && !out.plumes.empty()) out.plumes.back().from = cutoff;
  return out;
}

} // namespace dewline::survey
