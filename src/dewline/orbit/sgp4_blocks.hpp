// How the fast SGP4 kernel keeps its satellites: structures of arrays, eight satellites to a block. Inside
// the room only.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dewline/base/lanes_targets.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::orbit {

/// One number of each satellite of a block.
struct alignas(64) Lanes {
  double lane[kLanes];
};

namespace sgp4 {

/// Satellites of one group take the same way through the theory.
enum class Group : std::uint8_t { near_simple, near_full, deep, synchronous, half_day };

/// What every satellite has; names as in sgp4::Near, with ao the semi-major axis [Earth radii].
struct Common {
  Lanes no, ao, ecco, nodeo, argpo, mo, mdot, argpdot, nodedot, nodecf;
  Lanes cc1, bcc4, no_t2cof; ///< bcc4 = bstar cc4
  Lanes sinio, cosio, con41, x1mth2, x7thm1, aycof, xlcof;
};
/// Drag terms of higher perigees. bcc5 = bstar cc5.
struct Drag {
  Lanes omgcof, xmcof, eta, delmo, bcc5, sinmao, d2, d3, d4, no_t3cof, no_t4cof, no_t5cof;
};
struct Body {
  Lanes e2, e3, i2, i3, l2, l3, l4, gh2, gh3, gh4, h2, h3, zm0;
};
struct DeepBlock {
  Body sun, moon;
  Lanes inclo, dedt, didt, dmdt, domdt, dnodt;
};
struct Resonant {
  Lanes gsto, xlamo, xfact;
  /// Amplitudes of the sines and cosines in n's rate. Synchronous: of l, 2l, 3l; half-day: of 2w + l, l, w +
  /// l, -w + l, 2w + 2l, 2l, w + 2l, -w + 2l, where w is the argument of perigee.
  std::array<Lanes, 8> sine, cosine;
};

struct Block {
  Group group;
  std::array<std::uint32_t, kLanes> caller{}; ///< the satellite's place in the caller's list
  std::size_t num = 0;                        ///< satellites; the other lanes repeat the last one
  std::size_t deep = 0, drag = 0, resonant = 0; ///< which of each
  Common common;
};

struct Blocks {
  std::vector<Block> all;
  std::vector<Drag> drag;
  std::vector<DeepBlock> deep;
  std::vector<Resonant> resonant;
};

Blocks make_blocks(std::span<const Sgp4> satellites, const Constants& c);

/// A time in two parts, whole and rest, in the same unit.
struct Split {
  double whole = 0, rest = 0;
};
/// What to compute: satellite i at (times[j] - bases[i]) unit_min after its epoch. States and errors as of
/// Sgp4::state.
struct Ask {
  const Constants& constants;
  std::span<const Split> times, bases;
  double unit_min = 1;
  PosVel* states = nullptr; ///< [satellite][time]
  Sgp4Error* errors = nullptr;
};

} // namespace sgp4
} // namespace dewline::orbit
