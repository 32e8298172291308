// What the parameters of satellites must keep to.
#include <set>
#include <stdexcept>

#include "dewline/earth/time_scales.hpp"
#include "dewline/truth/satellite.hpp"

namespace dewline::truth {
namespace {

constexpr int kMostMembers = 20000;
constexpr const char* kIdLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

} // namespace

void check_shell(const ShellParams& shell, Problems& problems) {
  const auto w = parse_walker(shell.walker);
  if (!w)
    return problems.add("walker", shell.walker, "is not of the form satellites/planes/phasing",
                        "write `24/3/1`");
  if (!(w->num_satellites >= 1 && w->num_satellites <= kMostMembers && w->num_planes >= 1))
    problems.add("walker", shell.walker, "needs 1 to 20,000 satellites and one plane at least");
  else if (w->num_satellites % w->num_planes != 0)
    problems.add("walker", shell.walker, "has satellites that the planes do not divide",
                 "24/3/1 is three planes of eight");
  else if (!(w->phasing >= 0 && w->phasing < w->num_planes))
    problems.add("walker", shell.walker, "needs a phasing from 0 to planes - 1");
}

void check_elements(const ElementsParams& elements, Problems& problems) {
  if (elements.sets.empty())
    return problems.add("", "", "says no element set", "give path, line1 and line2, or sets");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < elements.sets.size(); ++i)
    problems.at("sets[" + std::to_string(i) + "]", [&] {
      const ElementSetParams& set = elements.sets[i];
      const bool legal = !set.id.empty() && set.id.find_first_not_of(kIdLetters) == std::string::npos;
      if (!legal) problems.add("id", set.id, "must be lower-case letters, digits and `-`");
      if (!ids.insert(set.id).second) problems.add("id", set.id, "is the name of another set of this object");
      if (!(set.eccentricity >= 0 && set.eccentricity < 1))
        problems.add("eccentricity", "", "must lie in [0, 1)");
      if (!(set.revolutions_per_day > 0)) problems.add("revolutions_per_day", "", "must be > 0");
      try {
        static_cast<void>(earth::parse_utc(set.epoch));
      } catch (const std::invalid_argument& e) {
        problems.add("epoch", set.epoch, e.what(), "write `2026-03-20T12:00:00Z`");
      }
    });
}

} // namespace dewline::truth
