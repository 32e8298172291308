#include "dewline/warn/message.hpp"

namespace dewline::warn {
namespace {
void check_notification(const MessageParams& m, Problems& problems) {
  if (!m.from_place) problems.add("from_place", "", "is missing", "a launch-notification says where the launch will be");
  if (!m.opens_s || !m.closes_s)
    problems.add(!m.opens_s ? "opens" : "closes", "", "is missing", "a launch-notification has a launch window");
  else if (!(*m.closes_s >= *m.opens_s)) problems.add("closes", "", "is before the window opens", "swap opens and closes");
  if (m.count != 0) problems.add("count", "", "goes with missile-count only");
}
void check_count(const MessageParams& m, Problems& problems) {
  if (m.from_place) problems.add("from_place", "", "goes with launch-notification only");
  if (m.opens_s) problems.add("opens", "", "goes with launch-notification only");
  if (m.closes_s) problems.add("closes", "", "goes with launch-notification only");
}
} // namespace

void check(const MessageParams& message, Problems& problems) {
  if (message.kind == MessageKind::launch_notification) check_notification(message, problems);
  else check_count(message, problems);
}

} // namespace dewline::warn
