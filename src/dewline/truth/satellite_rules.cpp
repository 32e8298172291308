// What the parameters of satellites must keep to.
#include <set>
#include <stdexcept>

#include "dewline/earth/time_scales.hpp"
#include "dewline/truth/satellite.hpp"

namespace dewline::truth {
namespace {

constexpr int kMostMembers = 20000;
constexpr const char* kIdLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

struct Given {
  const char* key;
  bool is;
};

/// The first of some keys that is given, as long as no other is; else null, with a problem at each further
/// one.
const char* one_of(std::initializer_list<Given> all, Problems& problems) {
  const char* first = nullptr;
  for (const Given& each : all) {
    if (!each.is) continue;
    if (first != nullptr)
      problems.add(each.key, "", std::string("stands beside ") + first, "keep one of them");
    else first = each.key;
  }
  return first;
}

void check_size(const OrbitParams& o, Problems& problems) {
  const bool perigee = o.perigee_m.has_value(), apogee = o.apogee_m.has_value();
  if (o.height_m) {
    one_of({{"height", true},
            {"perigee", perigee},
            {"apogee", apogee},
            {"repeats", o.repeats.has_value()},
            {"eccentricity", o.eccentricity.has_value()}},
           problems);
    return;
  }
  if (o.repeats) {
    one_of({{"perigee", perigee}, {"apogee", apogee}, {"eccentricity", o.eccentricity.has_value()}},
           problems);
    return;
  }
  if (o.eccentricity)
    problems.add("eccentricity", "", "stands without repeats", "give perigee and apogee, or repeats");
  if (!perigee && !apogee)
    problems.add("", "", "does not say how large the orbit is",
                 "give perigee and apogee, height, repeats, or geostationary");
  else if (!perigee || !apogee)
    problems.add(perigee ? "apogee" : "perigee", "", "is missing", "give both, or height for a circle");
  else if (*o.apogee_m < *o.perigee_m) problems.add("apogee", "", "lies below the perigee", "swap them");
}

} // namespace

void check_orbit(const OrbitParams& o, Problems& problems) {
  const Given others[] = {{"height", o.height_m.has_value()}, {"perigee", o.perigee_m.has_value()},
                          {"apogee", o.apogee_m.has_value()}, {"repeats", o.repeats.has_value()},
                          {"eccentricity", o.eccentricity.has_value()},
                          {"inclination", o.inclination_rad.has_value()}, {"raan", o.raan_rad.has_value()},
                          {"node_longitude", o.node_longitude_rad.has_value()},
                          {"apogee_longitude", o.apogee_longitude_rad.has_value()},
                          {"arg_perigee", o.arg_perigee_rad.has_value()},
                          {"mean_anomaly", o.mean_anomaly_rad.has_value()},
                          {"apogee_time", o.apogee_time_s.has_value()},
                          {"perigee_time", o.perigee_time_s.has_value()}};
  if (o.geostationary_rad) {
    for (const Given& each : others)
      if (each.is) problems.add(each.key, "", "stands beside geostationary, which says all", "leave it out");
    return;
  }
  check_size(o, problems);
  if (!o.inclination_rad) problems.add("inclination", "", "is missing");
  const char* node = one_of({{"raan", o.raan_rad.has_value()},
                             {"node_longitude", o.node_longitude_rad.has_value()},
                             {"apogee_longitude", o.apogee_longitude_rad.has_value()}},
                            problems);
  if (node == nullptr)
    problems.add("", "", "does not say where its plane stands",
                 "give raan, node_longitude or apogee_longitude");
  one_of({{"mean_anomaly", o.mean_anomaly_rad.has_value()},
          {"apogee_time", o.apogee_time_s.has_value()},
          {"perigee_time", o.perigee_time_s.has_value()}},
         problems);
}

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
