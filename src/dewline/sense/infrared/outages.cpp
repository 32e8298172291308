#include "dewline/sense/infrared/outages.hpp"

#include <algorithm>

#include "dewline/base/hash.hpp"

namespace dewline::sense {

std::vector<OutageParams> outages(const InfraredParams& params, std::uint64_t key, const Draws& draws,
                                  Time end) {
  std::vector<OutageParams> out = params.outages;
  if (params.availability) {
    const auto [up_s, down_s] = *params.availability;
    Address at{Purpose::bias, 0, key, 0, hash64("infrared:outage")};
    bool down = draws.uniform(at) < down_s / (up_s + down_s);
    for (double t_s = 0; t_s < seconds(end); down = !down) {
      ++at.event;
      const double lasts_s = draws.exponential(at, down ? down_s : up_s);
      if (down) out.push_back({t_s, t_s + lasts_s});
      t_s += lasts_s;
    }
  }
  std::ranges::sort(out, {}, &OutageParams::from_s);
  return out;
}

} // namespace dewline::sense
