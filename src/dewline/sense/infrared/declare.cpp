#include "dewline/sense/infrared/declare.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "dewline/sense/infrared/line_of_sight.hpp"

namespace dewline::sense {
namespace {

/// A seed's direction now.
struct Seen {
  double u, v;
  std::uint32_t frames;
};

std::vector<Seen> seen_from(const Coverage& coverage, const std::vector<Seed>& seeds) {
  std::vector<Seen> out;
  out.reserve(seeds.size());
  for (const Seed& seed : seeds) {
    const Vec3 d_S = coverage.R_SE * unit(seed.p_E - coverage.p_ES_E);
    if (d_S.z > 0) out.push_back({d_S.x, d_S.y, seed.frames});
  }
  std::ranges::sort(out, {}, [](const Seen& s) { return std::tuple(s.u, s.v, s.frames); });
  return out;
}

} // namespace

std::vector<std::uint32_t> frames_in_a_row(const std::vector<Detection>& detections,
                                           const Coverage& coverage, const std::vector<Seed>& seeds,
                                           double gate) {
  const std::vector<Seen> before = seen_from(coverage, seeds);
  std::vector<std::uint32_t> frames;
  frames.reserve(detections.size());
  for (const Detection& d : detections) {
    std::uint32_t longest = 0;
    const auto first = std::ranges::lower_bound(before, d.u - gate, {}, &Seen::u);
    for (auto it = first; it != before.end() && it->u <= d.u + gate; ++it)
      if (std::hypot(it->u - d.u, it->v - d.v) <= gate) longest = std::max(longest, it->frames);
    frames.push_back(longest + 1);
  }
  return frames;
}

std::vector<Seed> seeds_of(const std::vector<Detection>& detections, const Coverage& coverage,
                           const std::vector<std::uint32_t>& frames) {
  std::vector<Seed> seeds;
  seeds.reserve(detections.size());
  for (std::size_t i = 0; i < detections.size(); ++i)
    seeds.push_back({ground_point(detections[i], coverage), frames[i]});
  return seeds;
}

} // namespace dewline::sense
