#include "dewline/study/timeline.hpp"

#include <algorithm>
#include <utility>

namespace dewline::study {

Timeline timeline(std::vector<HeldSpan> spans) {
  std::erase_if(spans, [](const HeldSpan& s) { return !(s.end_s > s.begin_s); });
  std::ranges::sort(spans, {}, &HeldSpan::begin_s);
  Timeline out;
  for (const HeldSpan& s : spans)
    if (!out.empty() && s.begin_s <= out.back().end_s) out.back().end_s = std::max(out.back().end_s, s.end_s);
    else out.push_back(s);
  return out;
}

Timeline at_least(std::span<const Timeline> parts, std::size_t least, HeldSpan frame) {
  if (least == 0) return {frame};
  std::vector<std::pair<double, int>> changes; // at one instant, ends come before beginnings
  for (const Timeline& part : parts)
    for (const HeldSpan& s : part) changes.insert(changes.end(), {{s.begin_s, 1}, {s.end_s, -1}});
  std::ranges::sort(changes);
  std::vector<HeldSpan> out;
  std::size_t holding = 0;
  for (const auto& [at_s, step] : changes) {
    if (step > 0 && ++holding == least) out.push_back({at_s, at_s});
    if (step < 0 && holding-- == least) out.back().end_s = at_s;
  }
  return timeline(std::move(out));
}

Timeline complement(const Timeline& t, HeldSpan frame) {
  std::vector<HeldSpan> out;
  double free_s = frame.begin_s;
  for (const HeldSpan& s : t) {
    out.push_back({free_s, std::min(s.begin_s, frame.end_s)});
    free_s = std::max(free_s, s.end_s);
  }
  out.push_back({free_s, frame.end_s});
  return timeline(std::move(out));
}

Timeline lingering(Timeline t, double within_s) {
  for (HeldSpan& s : t) s.end_s += within_s;
  return timeline(std::move(t));
}

Timeline ripened(const Timeline& t, double for_s) {
  std::vector<HeldSpan> out;
  for (const HeldSpan& s : t) out.push_back({s.begin_s + for_s, s.end_s});
  return timeline(std::move(out));
}

Timeline shifted(Timeline t, double by_s) {
  for (HeldSpan& s : t) s.begin_s += by_s, s.end_s += by_s;
  return t;
}

bool holds_at(const Timeline& t, double at_s) {
  return std::ranges::any_of(t, [&](const HeldSpan& s) { return s.begin_s <= at_s && at_s < s.end_s; });
}

} // namespace dewline::study
