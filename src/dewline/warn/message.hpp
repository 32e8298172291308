// Doorway: what reaches a centre besides tracks and alerts: notices of launches to come, counts on a display.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/place.hpp"

namespace dewline::warn {

/// launch_notification: somebody tells that a rocket will fly. missile_count: another computer's count of missiles
/// is shown; no sensor stands behind it, true or not.
enum class MessageKind { launch_notification, missile_count };
constexpr auto enum_words(MessageKind*) {
  return std::array{std::pair{MessageKind::launch_notification, "launch-notification"},
                    std::pair{MessageKind::missile_count, "missile-count"}};
}

/// A message as written in a scenario. A notification has `from_place`, `radius` and a window; a count `count`.
struct MessageParams {
  MessageKind kind = MessageKind::launch_notification;
  std::string to;
  std::string sender;
  double arrives_s = 0;
  bool delivered = true;
  std::optional<earth::PlaceParams> from_place;
  double radius_m = 50e3;
  std::optional<double> opens_s, closes_s;
  std::uint32_t count = 0;
  std::string cause;

  static constexpr auto fields() {
    using P = MessageParams;
    return std::tuple{
        required("kind", &P::kind, "launch-notification, or missile-count: what another computer shows"),
        required("to", &P::to, "the centre that it is for"),
        field("sender", &P::sender, "who sends it, in words: `Norwegian ministry`"),
        field("arrives_s", &P::arrives_s, "when it is there; before the epoch: it is known from the start",
              between(-366 * 86400.0, 30 * 86400.0)),
        field("delivered", &P::delivered, "false: it was sent and never reached the people who needed it"),
        field("from_place", &P::from_place, "of a notification: where the launch will be"),
        field("radius_m", &P::radius_m, "of a notification: how exact that place is", between(1, 1e6)),
        field("opens_s", &P::opens_s, "of a notification: the launch window opens",
              between(-366 * 86400.0, 366 * 86400.0)),
        field("closes_s", &P::closes_s, "of a notification: the launch window closes",
              between(-366 * 86400.0, 366 * 86400.0)),
        field("count", &P::count, "of a count: missiles shown from now on; 0 clears the display", between(0, 100000)),
        field("cause", &P::cause, "of a count, for people: what was behind it: `exercise data`")};
  }
};
static_assert(complete<MessageParams>());

/// A notification needs a place and a window that closes after it opens; a count has neither.
void check(const MessageParams& message, Problems& problems);

/// A message in the mail.
struct Message {
  std::string name; ///< the author's id
  MessageParams params;
};

} // namespace dewline::warn
