// The time and energy of one face in one frame: who wanted, who got, what is left.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "dewline/sense/labels.hpp"
#include "dewline/sense/radar/waveform.hpp"

namespace dewline::sense {

/// Everything spent adds up to the frame; nothing is spent that is not there.
class FrameLedger {
 public:
  /// duty: the share of the frame in which the face may transmit.
  FrameLedger(std::uint32_t face, double frame_s, double duty);

  void want(Work work, double num) { of(work).num_wanted += num; }
  /// Keeps `num` dwells, but at most a share of what is left, for later: nobody can afford anything of it.
  void reserve(double num, const Cost& each, double share);
  /// Dwells (parts of them too) for which time and energy are left, without what is reserved.
  [[nodiscard]] double affordable(const Cost& each) const;
  /// Pays for that many; throws ContractError beyond what is affordable (1e-9 of the frame is forgiven).
  void spend(Work work, double num, const Cost& each);
  /// Appends search, confirm, track and idle.
  void append_to(std::vector<Spent>& spent) const;

 private:
  Spent& of(Work work) { return spent_[static_cast<std::size_t>(work)]; }

  double frame_s_;
  Cost left_, reserved_;
  std::array<Spent, 4> spent_;
};

/// How many of two kinds of equal dwells get their turn when `capacity` is short: the same share of each.
/// Whole ones of the first kind (rounded down), the rest to the second.
struct Turns {
  double whole = 0, rest = 0;
};
Turns turns(double capacity, double num_whole, double num_rest);

} // namespace dewline::sense
