#include <time.h>

#include <algorithm>

#include "track.hpp"

namespace dewline::apps {
namespace {

double thread_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

TrackRun::TrackRun(const io::TrackSetup& setup, bool flat) : log(flat), tracker_(setup.params) {}

void TrackRun::feed(const std::vector<io::RecordedScan>& scans) {
  for (const io::RecordedScan& scan : scans) {
    const double before_s = thread_cpu_s();
    tracker_.feed(scan.view(), result_);
    cpu_s += thread_cpu_s() - before_s;
    log.add(scan.number.value_or(static_cast<std::int64_t>(num_scans)), result_);
    ++num_scans;
    num_detections += scan.plots.size();
    widest = std::max(widest, scan.spread);
  }
}

} // namespace dewline::apps
