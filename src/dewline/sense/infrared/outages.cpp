#include "dewline/sense/infrared/outages.hpp"

#include <algorithm>

#include "dewline/base/hash.hpp"

namespace dewline::sense {

std::vector<InfraredOutageParams> outages(const InfraredParams& params, std::uint64_t key, const Draws& draws,
                                          Time end) {
  std::vector<InfraredOutageParams> out = params.outages;
  if (params.mean_up_s && params.mean_down_s) {
    const double up_s = *params.mean_up_s, down_s = *params.mean_down_s;
    Address at{Purpose::bias, 0, key, 0, hash64("infrared:outage")};
    bool down = draws.uniform(at) < down_s / (up_s + down_s);
    for (double t_s = 0; t_s < seconds(end); down = !down) {
      ++at.event;
      const double lasts_s = draws.exponential(at, down ? down_s : up_s);
      if (down) out.push_back({t_s, t_s + lasts_s});
      t_s += lasts_s;
    }
  }
  std::ranges::sort(out, {}, &InfraredOutageParams::begin_s);
  return out;
}

} // namespace dewline::sense
