#include "dewline/net/link.hpp"

#include <algorithm>

namespace dewline::net {

void check(const LinkParams& link, Problems& problems) {
  for (std::size_t i = 0; i < link.outages.size(); ++i)
    if (!(link.outages[i].end_s > link.outages[i].begin_s))
      problems.add("outages[" + std::to_string(i) + "].end", {}, "must be after `begin`", "write `{begin: 5 min, end: 15 min}`");
}

bool is_out(const LinkParams& link, Time t) {
  return std::ranges::any_of(link.outages, [&](const LinkOutageParams& o) {
    return time_from_s(o.begin_s) <= t && t < time_from_s(o.end_s);
  });
}

std::optional<Duration> transit(const LinkParams& link, std::uint64_t link_key, std::uint64_t subject, Time sent,
                                const Draws& draws) {
  if (is_out(link, sent)) return std::nullopt;
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
