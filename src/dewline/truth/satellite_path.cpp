// Positions of a satellite in TEME to a trajectory in Earth-fixed pieces.
#include <algorithm>
#include <cmath>

#include "dewline/earth/gravity.hpp"
#include "dewline/truth/satellite.hpp"

namespace dewline::truth {
namespace {

constexpr double kTolerance_m = 0.3, kTolerance_m_s = 3e-4;
constexpr Duration kShortest = std::chrono::seconds{1}, kLongest = std::chrono::hours{6};

/// Makes the pieces of one satellite.
class Follower {
 public:
  Follower(const Orbiting& orbiting, const earth::Orientation& orientation)
      : orbiting_(orbiting), orientation_(orientation) {}

  Trajectory run(Time begin, Time end) {
    Trajectory path;
    auto from = node(begin);
    for (Duration length = std::chrono::minutes{1}; from && begin <= end;) {
      const auto to = node(begin + length);
      const double ratio = to ? misfit(begin, *from, length, *to) : 1e9; // 1: just as good as asked
      const Duration next = scaled(length, to ? 0.9 * std::pow(std::max(ratio, 1e-9), -0.2) : 0.25);
      if (to && (ratio <= 1 || length == kShortest)) {
        path.append(begin, *from, begin + length, *to);
        begin += length;
        from = to;
      } else if (length == kShortest) break; // no more positions
      length = next;
    }
    if (!path.empty()) path.finish();
    return path;
  }

 private:
  static Duration scaled(Duration length, double by) {
    return std::clamp(duration_from_s(seconds(length) * std::clamp(by, 0.2, 2.0)), kShortest, kLongest);
  }
  std::optional<Vec3> p_E(double t_s) const {
    const auto p_T = orbiting_(t_s);
    if (!p_T) return {};
    return orientation_.R_ET(time_from_s(t_s)) * *p_T;
  }
  /// Position, velocity and acceleration by five-point differences: a step of 0.004 of the local period / 2
  /// pi keeps both truncation and rounding below 1e-6 m/s.
  std::optional<Motion> node(Time t) const {
    const double t_s = seconds(t);
    const auto p0 = p_E(t_s);
    if (!p0) return {};
    const double r = norm(*p0), d_s = 0.004 * std::sqrt(r / earth::kMu_m3_s2) * r;
    const auto a = p_E(t_s - 2 * d_s), b = p_E(t_s - d_s), c = p_E(t_s + d_s), d = p_E(t_s + 2 * d_s);
    if (!a || !b || !c || !d) return {};
    return Motion{*p0, (8 * (*c - *b) - (*d - *a)) / (12 * d_s),
                  (16 * (*c + *b) - (*d + *a) - 30 * *p0) / (12 * d_s * d_s)};
  }
  /// The quintic's worst error over the tolerance. A quintic between exact ends is off by c (u (1 - u))^3
  /// along its way u, so a quarter shows 0.42 of the middle's error, and the velocity is off by up to 3.43
  /// times that over the length.
  double misfit(Time begin, const Motion& from, Duration length, const Motion& to) const {
    Trajectory piece;
    piece.append(begin, from, begin + length, to);
    piece.finish();
    double worst_m = 0;
    for (const auto& [quarter, weight] : {std::pair{1, 2.37}, {2, 1.0}, {3, 2.37}}) {
      const Time t = begin + length * quarter / 4;
      const auto p = p_E(seconds(t));
      if (!p) return 1e9;
      worst_m = std::max(worst_m, weight * norm(piece.at(t).p - *p));
    }
    return std::max(worst_m / kTolerance_m, 3.43 * worst_m / seconds(length) / kTolerance_m_s);
  }

  const Orbiting& orbiting_;
  const earth::Orientation& orientation_;
};

} // namespace

Trajectory follow(const Orbiting& orbiting, const earth::Orientation& orientation, Time begin, Time end) {
  return Follower(orbiting, orientation).run(begin, end);
}

} // namespace dewline::truth
