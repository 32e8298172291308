// What an object's parameters must keep to, before anything is flown.
#include <algorithm>
#include <set>
#include <string>

#include "dewline/truth/flight.hpp"
#include "dewline/truth/route/route.hpp"
#include "dewline/truth/satellite.hpp"

namespace dewline::truth {
namespace {

/// Below it a nanosecond still counts in a time of double seconds.
constexpr double kLatestLaunch_s = 10 * 86400.0;

/// No rocket survives more (assumption, ours); without a bound a flight of no mass is integrated for ever.
constexpr double kMaxThrust_m_s2 = 1e4;

constexpr double kNearestAim_m = 1e3, kFarthestAim_m = 19.95e6;

void need_place(const ObjectParams& object, const char* why, Problems& problems) {
  if (!object.launch.lat_rad || !object.launch.lon_rad)
    problems.add("launch", "", std::string("needs lat and lon: ") + why);
}

void check_arc(const ObjectParams& object, Problems& problems) {
  const ArcParams& arc = *object.arc;
  const bool solved = arc.azimuth_rad || arc.impact || arc.apogee_m || arc.range_m;
  problems.at("arc", [&] {
    if (arc.burnout && solved)
      problems.add("burnout", "", "stands beside azimuth, impact, apogee or range",
                   "give the state or the aim, not both");
    if (!arc.burnout && !solved)
      problems.add("", "", "says neither a burnout state nor an aim",
                   "give burnout, or azimuth or impact with apogee or range");
    if (arc.azimuth_rad && arc.impact)
      problems.add("azimuth", "", "stands beside impact", "keep one of them");
    if (arc.impact && arc.range_m) problems.add("range", "", "stands beside impact", "keep one of them");
    if (!arc.burnout && solved && !arc.azimuth_rad && !arc.impact)
      problems.add("azimuth", "", "is missing: the arc has no direction", "give azimuth or impact");
    if (arc.azimuth_rad && !arc.apogee_m && !arc.range_m)
      problems.add("range", "", "is missing: azimuth alone does not make an arc", "give range or apogee");
    if (arc.burnout_height_m && *arc.burnout_height_m > 0 && arc.boost_time_s == 0)
      problems.add("boost_time", "", "is 0 but the burnout has a height", "say how long the boost takes");
  });
  if (!arc.burnout || arc.boost_time_s > 0) need_place(object, "the arc begins there", problems);
}

/// Each stage's acceleration by thrust just before it burns out.
void check_thrust(const BoostParams& boost, Problems& problems) {
  double above_kg = boost.payload_kg;
  for (std::size_t i = boost.stages.size(); i-- > 0;) {
    const StageParams& s = boost.stages[i];
    const double thrust_N = s.isp_vacuum_s * 9.80665 * s.propellant_kg / s.burn_s;
    if (!(thrust_N <= kMaxThrust_m_s2 * (above_kg + s.dry_kg)))
      problems.add("stages[" + std::to_string(i) + "]", "", "accelerates at over 10,000 m/s2 at its burnout",
                   "check isp x g0 x propellant / burn against the mass that is left");
    above_kg += s.dry_kg + s.propellant_kg;
  }
}

void check_boost(const ObjectParams& object, Problems& problems) {
  need_place(object, "the boost begins there", problems);
  const BoostParams& boost = *object.boost;
  problems.at("boost", [&] {
    if (boost.stages.empty()) problems.add("stages", "", "is empty: nothing lifts it");
    if (!object.aim && !boost.azimuth_rad)
      problems.add("azimuth", "", "is missing: the boost has no direction", "give azimuth, or aim");
    if (object.aim && boost.azimuth_rad)
      problems.add("azimuth", "", "stands beside aim, which decides it", "keep one of them");
    check_thrust(boost, problems);
    if (boost.rail_m == 0 && boost.vertical_rise_s == 0)
      problems.add("rail", "", "is 0, and so is vertical_rise: nothing gives the launch its direction");
    for (std::size_t i = 0; i < boost.stages.size(); ++i)
      problems.at("stages[" + std::to_string(i) + "]", [&] {
        const auto& drag = boost.stages[i].drag;
        if (i == 0 && boost.stages[i].coast_s > 0)
          problems.add("coast", "", "of the first stage must be 0: it lights at launch",
                       "move launch.time instead");
        for (std::size_t k = 1; k < drag.size(); ++k)
          if (!(drag[k].mach > drag[k - 1].mach)) problems.add("drag", "", "must be in rising order of mach");
      });
  });
}

/// Parts that fly on their own look like something, and their names are apart.
void check_parts(const ObjectParams& object, Problems& problems) {
  for (std::size_t i = 0; object.boost && i < object.boost->stages.size(); ++i)
    problems.at("boost.stages[" + std::to_string(i) + "]", [&] {
      const StageParams& stage = object.boost->stages[i];
      if (!stage.rcs_m2.empty()) check_rcs(stage.rcs_m2, {}, problems);
      if (stage.spent)
        problems.at("spent", [&] { check_rcs(stage.spent->rcs_m2, stage.spent->rcs_by_aspect, problems); });
      if (stage.separation_m_s > 0 && !stage.spent)
        problems.add("separation", "", "stands without spent", "say how the dropped stage looks and falls");
    });
  std::set<std::string> names{"stage"};
  for (std::size_t i = 0; i < object.releases.size(); ++i)
    problems.at("releases[" + std::to_string(i) + "]", [&] {
      const ReleaseParams& release = object.releases[i];
      const auto legal = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
      if (release.name.empty() || !std::ranges::all_of(release.name, legal))
        problems.add("name", release.name, "must be lower-case letters, digits and `-`");
      else if (!names.insert(release.name).second)
        problems.add("name", release.name, "is used already",
                     "stages are called stage-1, stage-2; others once each");
      problems.at("body", [&] { check_rcs(release.body.rcs_m2, release.body.rcs_by_aspect, problems); });
    });
}

/// What an aim turns and what belongs to it.
void check_aim(const ObjectParams& object, Problems& problems) {
  const auto alone = [&](const char* key, bool given, const char* needs, bool has) {
    if (given && !has)
      problems.add(key, "", std::string("stands without ") + needs,
                   std::string("give ") + needs + " or leave it out");
  };
  alone("aim", object.aim.has_value(), "boost", object.boost.has_value());
  alone("releases", !object.releases.empty(), "boost", object.boost.has_value());
  alone("glide", object.glide.has_value(), "boost or arc", object.boost || object.arc);
  alone("loft", object.loft.has_value(), "aim", object.aim.has_value());
  alone("apogee", object.apogee_m.has_value(), "aim", object.aim.has_value());
  if (object.apogee_m && object.loft) problems.add("apogee", "", "stands beside loft", "keep one of them");
  if (object.aim && !object.aim->place && object.aim->asset.empty())
    problems.add("aim", "", "says no place", "write `{lat: 40 deg, lon: 116 deg}`, or the name of an asset");
  if (object.aim && object.aim->place && object.aim->place->height_m != 0)
    problems.add("aim.height", "", "must be 0: a fall ends on the ellipsoid", "leave it out");
  if (object.aim && object.aim->place && object.launch.lat_rad && object.launch.lon_rad) {
    const earth::Geodetic aim = earth::to_geodetic(*object.aim->place);
    const double far_m = earth::course(launch_place(object), aim).distance_m;
    if (!(far_m >= kNearestAim_m && far_m <= kFarthestAim_m)) // there it has no direction
      problems.add("aim", "",
                   far_m < kNearestAim_m ? "is the launch point" : "is at the launch point's antipode",
                   "give another place");
  }
  if (object.loft_angle_rad && object.loft.value_or(Loft::minimum_energy) == Loft::minimum_energy)
    problems.add("loft_angle", "", "stands without `loft: lofted` or `depressed`", "say which way");
}

void check_fall(const ObjectParams& object, Problems& problems) {
  const auto& table = object.ballistic_by_mach;
  if (!table.empty() && object.ballistic_coefficient_kg_m2)
    problems.add("ballistic_by_mach", "", "stands beside ballistic_coefficient", "keep one of them");
  for (std::size_t k = 1; k < table.size(); ++k)
    if (!(table[k].mach > table[k - 1].mach))
      problems.add("ballistic_by_mach[" + std::to_string(k) + "].mach", "",
                   "must be in rising order of mach");
}

void check_rules(const ObjectParams& object, Problems& problems) {
  check_fall(object, problems);
  const int num = object.file.has_value() + object.arc.has_value() + object.boost.has_value() +
                  object.orbit.has_value() + object.shell.has_value() + object.elements.has_value() +
                  !object.waypoints.empty();
  if (num != 1)
    problems.add("", "", num == 0 ? "does not say how it moves" : "says more than once how it moves",
                 "give exactly one of file, arc, boost, orbit, shell, elements, waypoints");
  check_aim(object, problems);
  if (!(object.launch.time_s <= kLatestLaunch_s))
    problems.add("launch.time", "", "must be at most 10 days after the epoch",
                 "move the epoch nearer to the launch");
  if (object.arc) check_arc(object, problems);
  if (object.boost) check_boost(object, problems);
  check_route(object, problems);
  if (object.orbit) problems.at("orbit", [&] { orbit::check(*object.orbit, problems); });
  if (object.shell) problems.at("shell", [&] { check_shell(*object.shell, problems); });
  if (object.elements) problems.at("elements", [&] { check_elements(*object.elements, problems); });
}

} // namespace

void check(const ObjectParams& object, const Surroundings& around, Problems& problems) {
  const std::size_t before = problems.list().size();
  check_rules(object, problems);
  const bool placed = !object.aim || object.aim->place; // an asset that is not there is told elsewhere
  const bool sound = placed && problems.list().size() == before;
  check_rcs(object.rcs_m2, object.rcs_by_aspect, problems);
  check_parts(object, problems);
  if (sound) build_bodies(object, around, problems);
}

} // namespace dewline::truth
