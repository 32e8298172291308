// Addressed randomness: a number is a function of where it is used, not of how many came before.
#pragma once
#include <array>
#include <cstdint>

namespace dewline {

/// What a draw is for. Values are part of the result's identity: append, never renumber.
enum class Purpose : std::uint32_t {
  detect = 1,       ///< does this dwell cross the threshold
  measure = 2,      ///< measurement errors
  clutter = 3,      ///< false detections of a frame
  bias = 4,         ///< per-run luck of a sensor
  link = 5,         ///< loss and jitter of one letter
  human = 6,        ///< a human delay
  truth = 7,        ///< dispersion of an object
  region = 8,       ///< points of a probability integral
  test = 1000,      ///< free for tests
};

/// The address of a draw. `owner`: hash of the author's id of who draws. `event`: the frame number on
/// the sensor's absolute grid (or another absolute count). `item`: hash of an author's id, or of what
/// a letter is about. `n` counts only inside one frame and item. Never a running number.
struct Address {
  Purpose purpose = Purpose::test;
  std::uint32_t n = 0;
  std::uint64_t owner = 0;
  std::uint64_t event = 0;
  std::uint64_t item = 0;
};

/// Philox4x64-10 (Random123, read in copies of its headers) keyed by (study seed, run). A value: copy freely.
/// Source of the generator: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC'11; checked against the library's published known answers.
class Draws {
 public:
  constexpr Draws(std::uint64_t study_seed, std::uint64_t run) : key_{study_seed, run} {}

  /// Study seed and run.
  [[nodiscard]] constexpr const std::array<std::uint64_t, 2>& key() const { return key_; }

  /// The four 64-bit words at an address: counter = ((purpose, n), owner, event, item).
  [[nodiscard]] std::array<std::uint64_t, 4> words(const Address& at) const;
  /// Uniform in (0, 1), ends excluded: an odd multiple of 2^-53, so that u and 1 - u are equally likely.
  [[nodiscard]] double uniform(const Address& at) const;
  /// Standard normal: normal_quantile(uniform(at)), so no |z| exceeds 8.21.
  [[nodiscard]] double normal(const Address& at) const;
  /// Four independent standard normals from one address (Box-Muller on the four words; |z| <= 8.58).
  [[nodiscard]] std::array<double, 4> normal4(const Address& at) const;
  /// Exponential with the given mean (> 0).
  [[nodiscard]] double exponential(const Address& at, double mean) const;
  /// Poisson with the given mean, 0 to 1e9, else ContractError. Exact: inversion up to mean 10; above it PTRS
  /// (the algorithm of Hoermann 1993, read as restated in the repository hpaulkeeler/posts,
  /// PoissonLargeMean/funPoissonLargePTRS.m, not in the paper), which uses further `n` beyond at.n.
  [[nodiscard]] std::uint64_t poisson(const Address& at, double mean) const;

 private:
  std::array<std::uint64_t, 2> key_;
};

} // namespace dewline
