#include "dewline/survey/threads.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <thread>

namespace dewline::survey {
namespace {

constexpr unsigned kMostThreads = 1024; ///< more than any machine has; the pool cannot take any number
constexpr std::size_t kSlices = 60; ///< between two of them it can be stopped

} // namespace

void in_arena(unsigned threads, const std::function<void()>& work) {
  const unsigned all = std::max(1u, std::thread::hardware_concurrency());
  tbb::task_arena arena(static_cast<int>(threads != 0 ? std::min(threads, kMostThreads) : all));
  arena.execute(work);
}

bool in_slices(std::size_t n, const Watchdog& watchdog, const std::function<void(std::size_t)>& piece) {
  const std::size_t size = std::max<std::size_t>(1, (n + kSlices - 1) / kSlices);
  for (std::size_t begin = 0; begin < n; begin += size) {
    if (watchdog.stop && watchdog.stop()) return false;
    tbb::parallel_for(begin, std::min(n, begin + size), piece);
    if (watchdog.progress) watchdog.progress(std::min(n, begin + size), n);
  }
  return true;
}

} // namespace dewline::survey
