// A trajectory is a function of time: a chain of quintic polynomials in Earth-fixed axes.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::truth {

/// Position, velocity and acceleration, Earth-fixed; velocity and acceleration relative to the turning Earth.
struct Motion {
  Vec3 p, v, a;
};

/// Pieces p(tau) = c0 + c1 tau + ... + c5 tau^5, each the quintic Hermite polynomial between two motions, so
/// the velocity is the exact derivative of the position. Kept in E, where every question is asked: a look-up
/// turns no frame. Error of a piece of h seconds: h^6 |p^(6)| / 46080 (0.2 mm for 100 s of free flight).
class Trajectory {
 public:
  /// Appends the piece from the end so far (or from `begin` if empty) to `end`; begin < end.
  /// A new piece may start with another velocity or acceleration than the last ended (staging, a kick).
  void append(Time begin, const Motion& from, Time end, const Motion& to);

  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  [[nodiscard]] Time begin() const { return begin_; }
  [[nodiscard]] Time end() const { return end_; }
  [[nodiscard]] std::size_t num_pieces() const { return pieces_.size(); }
  /// The state at t in [begin, end]. Throws ContractError outside.
  [[nodiscard]] PosVel at(Time t) const;
  /// The same, with the piece of the last question as a first guess: for questions in time order.
  [[nodiscard]] PosVel at(Time t, std::size_t& guess) const;
  /// Where the velocity jumps (waypoints, a kick) by more than 1 m/s, or the acceleration by more than 1
  /// m/s^2 (ignition, burnout): who draws the path in smooth pieces divides it here. In order, without the
  /// ends.
  [[nodiscard]] std::vector<Time> corners() const;
  /// Builds the look-up table; call once after the last append.
  void finish();

 private:
  struct Piece {
    Vec3 c[6];
  };
  [[nodiscard]] std::size_t find(Time t) const;
  [[nodiscard]] PosVel evaluate(std::size_t piece, Time t) const;

  Time begin_{}, end_{};
  std::vector<Time> starts_; ///< of the pieces, then the end of the last
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> bucket_; ///< first piece that may hold a time, by equal spans
  double buckets_per_ns_ = 0;
};

} // namespace dewline::truth
