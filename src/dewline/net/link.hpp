// Links: delay, jitter, delivery ratio, outages, and how far the receiver trusts what comes over them.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"

namespace dewline::net {

/// What a link carries.
enum class Share { nothing, alerts, tracks, detections };
constexpr auto enum_words(Share*) {
  return std::array{std::pair{Share::nothing, "nothing"}, std::pair{Share::alerts, "alerts"},
                    std::pair{Share::tracks, "tracks"}, std::pair{Share::detections, "detections"}};
}

/// What the receiver does with it. ignore: it is kept in the record and used for nothing. confirm: it supports what
/// the receiver's own sensors see, and counts for nothing where they see nothing. override: as its own.
enum class Trust { ignore, confirm, override_own };
constexpr auto enum_words(Trust*) {
  return std::array{std::pair{Trust::ignore, "ignore"}, std::pair{Trust::confirm, "confirm"},
                    std::pair{Trust::override_own, "override"}};
}

/// A time in which a link carries nothing: what is sent then is lost.
struct LinkOutageParams {
  double begin_s = 0, end_s = 0;

  static constexpr auto fields() {
    return std::tuple{required("begin_s", &LinkOutageParams::begin_s, "since the epoch", between(0, 30 * 86400.0)),
                      required("end_s", &LinkOutageParams::end_s, "since the epoch", between(0, 30 * 86400.0))};
  }
};
static_assert(complete<LinkOutageParams>());

/// A one-way link from a sensor or a centre to a centre.
struct LinkParams {
  std::string from, to;
  Share share = Share::detections;
  Trust trust = Trust::override_own;
  std::vector<LinkOutageParams> outages{};
  double delay_s = 0;
  double jitter_s = 0;
  double delivery_ratio = 1;

  static constexpr auto fields() {
    return std::tuple{
        required("from", &LinkParams::from, "who sends: a sensor or a centre"),
        required("to", &LinkParams::to, "the centre that receives"),
        field("share", &LinkParams::share, "what is sent: nothing, alerts, tracks or detections"),
        field("trust", &LinkParams::trust, "what the receiver does with it: ignore, confirm or override"),
        field("outages", &LinkParams::outages, "when it carries nothing"),
        field("delay_s", &LinkParams::delay_s, "least time from sending to arrival", between(0, 86400)),
        field("jitter_s", &LinkParams::jitter_s, "mean of the exponential time on top of the delay", between(0, 86400)),
        field("delivery_ratio", &LinkParams::delivery_ratio, "share of the letters that arrive", between(0, 1))};
  }
};
static_assert(complete<LinkParams>());

/// Every outage ends after it begins.
void check(const LinkParams& link, Problems& problems);

/// The link carries nothing at this instant: an outage has begun and not ended (begin <= t < end).
bool is_out(const LinkParams& link, Time t);

/// The time a letter travels: delay plus an exponential of mean jitter, at least 1 ns; nothing if it is lost, by luck or
/// because the link is out when it is sent. Draws are addressed by (link key, subject): the same letter has the same luck
/// in every architecture, and an outage changes nothing for the letters outside of it.
std::optional<Duration> transit(const LinkParams& link, std::uint64_t link_key, std::uint64_t subject, Time sent,
                                const Draws& draws);

} // namespace dewline::net
