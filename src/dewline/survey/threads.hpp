// A survey on all cores: pieces of work in any order, each writing its own place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

namespace dewline::survey {

/// Told how many of how many pieces are done; asked between slices of them whether to stop. Either may be
/// empty.
struct Watchdog {
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<bool()> stop;
};

/// Runs `work` in an arena of that many threads (0: all of the machine).
void in_arena(unsigned threads, const std::function<void()>& work);
/// Calls piece(0) to piece(n - 1), some at a time; false if it was stopped before the last.
bool in_slices(std::size_t n, const Watchdog& watchdog, const std::function<void(std::size_t)>& piece);

} // namespace dewline::survey
