#include "dewline/net/link.hpp"

#include <algorithm>

namespace dewline::net {

std::optional<Duration> transit(const LinkParams& link, std::uint64_t link_key, std::uint64_t subject,
                                const Draws& draws) {
  const Address at{.purpose = Purpose::link, .n = 0, .owner = link_key, .event = 0, .item = subject};
  if (link.delivery_ratio < 1 && !(draws.uniform(at) < link.delivery_ratio)) return std::nullopt;
  double travel_s = link.delay_s;
  if (link.jitter_s > 0) {
    Address jitter = at;
    jitter.n = 1;
    travel_s += draws.exponential(jitter, link.jitter_s);
  }
  return std::max(kTick, duration_from_s(travel_s));
}

} // namespace dewline::net
