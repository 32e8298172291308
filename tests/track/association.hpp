// Joint events listed one by one: what every method of association is compared with.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/track/association/pairing.hpp"

namespace brute {

using dewline::track::kNone;
using dewline::track::Pairing;

struct Event {
  double gain = 0;
  std::vector<std::int32_t> taken; ///< by track
};

inline void list_events(const std::vector<Pairing>& list, std::uint32_t track, Event& event,
                        std::vector<bool>& used, std::vector<Event>& out) {
  if (track == event.taken.size()) {
    out.push_back(event);
    return;
  }
  list_events(list, track + 1, event, used, out);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Pairing& p = list[i];
    if (p.track != track || used[p.detection] || !(p.gain > -std::numeric_limits<double>::infinity()))
      continue;
    const double before = event.gain;
    used[p.detection] = true, event.taken[track] = static_cast<std::int32_t>(i), event.gain += p.gain;
    list_events(list, track + 1, event, used, out);
    used[p.detection] = false, event.taken[track] = kNone, event.gain = before;
  }
}

inline std::vector<Event> events(std::uint32_t num_tracks, std::uint32_t num_detections,
                                 const std::vector<Pairing>& list) {
  std::vector<Event> out;
  Event none{0, std::vector<std::int32_t>(num_tracks, kNone)};
  std::vector<bool> used(num_detections, false);
  list_events(list, 0, none, used, out);
  return out;
}

/// Random numbers of one test case.
class Dice {
 public:
  explicit Dice(std::uint64_t number) : draws_(7, number) {}
  double uniform(double from, double to) { return from + (to - from) * (double(word() >> 11U) * 0x1p-53); }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(word() % n); }

 private:
  std::uint64_t word() { return draws_.words({dewline::Purpose::clutter, 0, 0, 0, number_++})[0]; }
  dewline::Draws draws_;
  std::uint64_t number_ = 0;
};

struct Case {
  std::uint32_t num_tracks = 0, num_detections = 0;
  std::vector<Pairing> list;
};

/// Up to this many tracks and detections, any density, some gains equal, in no order.
inline Case random_case(std::uint64_t number, std::uint32_t max_size, double low, double high) {
  Dice dice(number);
  Case c{dice.below(max_size + 1), dice.below(max_size + 1), {}};
  const double density = dice.uniform(0.1, 1.2);
  const bool ties = dice.below(4) == 0;
  for (std::uint32_t t = 0; t < c.num_tracks; ++t)
    for (std::uint32_t d = 0; d < c.num_detections; ++d) {
      if (dice.uniform(0, 1) > density) continue;
      const double gain = dice.uniform(low, high);
      c.list.push_back({t, d, ties ? std::round(gain) : gain});
    }
  for (std::size_t i = c.list.size(); i > 1; --i)
    std::swap(c.list[i - 1], c.list[dice.below(static_cast<std::uint32_t>(i))]);
  return c;
}

} // namespace brute
