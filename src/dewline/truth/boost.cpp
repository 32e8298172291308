// A staged point mass under thrust, with the parts that it leaves behind or lets go.
#include <algorithm>
#include <string_view>

#include "dewline/truth/aim.hpp"
#include "dewline/truth/ascent.hpp"
#include "dewline/truth/flight.hpp"
#include "dewline/truth/glide.hpp"
#include "dewline/truth/glide_aim.hpp"

namespace dewline::truth {
namespace {

/// The events of a kind, in order: one for each stage.
std::vector<orbit::Node> nodes_of(const ClimbLog& climb, std::string_view kind) {
  std::vector<orbit::Node> out;
  for (const auto& event : climb.events)
    if (event.what.starts_with(kind) || (kind == "ignition" && event.what == "launch"))
      out.push_back(event.node);
  return out;
}

/// The climb as the beginning of a flight.
Flight written(const ClimbLog& climb) {
  Flight flight;
  for (const auto& step : climb.steps) append(flight.path, step.from, step.a_from, step.to, step.a_to);
  for (const auto& event : climb.events)
    flight.milestones.push_back({event.what, time_from_s(event.node.t_s), earth::geodetic(event.node.x.p)});
  return flight;
}

/// How the whole vehicle looks: by the stage that is the lowest, then as the object itself.
std::vector<Look> looks_of(const ObjectParams& object, const ClimbLog& climb) {
  const Signature own(object.rcs_m2, object.rcs_by_aspect);
  std::vector<Look> looks;
  const auto burnouts = nodes_of(climb, "burnout");
  Time from = time_from_s(climb.events.front().node.t_s);
  for (std::size_t i = 0; i < object.boost->stages.size(); ++i) {
    const RcsByBand& rcs = object.boost->stages[i].rcs_m2;
    looks.push_back({from, rcs.empty() ? own : Signature(rcs, {})});
    from = time_from_s(burnouts[i].t_s);
  }
  looks.push_back({from, own});
  return looks;
}

/// Bright from each ignition to the burnout after it.
std::vector<Plume> plumes_of(const BoostParams& boost, const ClimbLog& climb) {
  const auto ignitions = nodes_of(climb, "ignition"), burnouts = nodes_of(climb, "burnout");
  std::vector<Plume> plumes;
  for (std::size_t i = 0; i < boost.stages.size(); ++i) {
    if (!boost.stages[i].plume_W_sr) continue;
    plumes.push_back({time_from_s(ignitions[i].t_s), *boost.stages[i].plume_W_sr});
    plumes.push_back({time_from_s(burnouts[i].t_s), 0});
  }
  return plumes;
}

/// A part that falls by itself from a node on. Nothing if that lies on the ground.
std::optional<Body> falling(const std::string& suffix, const orbit::Node& start, const BodyParams& params,
                            const Surroundings& around) {
  Body body{suffix, {}, {{time_from_s(start.t_s), Signature(params.rcs_m2, params.rcs_by_aspect)}}, {}};
  body.flight.milestones.push_back({"separation", time_from_s(start.t_s), earth::geodetic(start.x.p)});
  const orbit::Forces forces = free_flight(params);
  if (!coast_to_ground(body.flight, start, forces, around.omega_E, seconds(around.end))) return {};
  return body;
}

/// A node pushed by a speed along its velocity, to the right of it, and upwards.
orbit::Node parted(orbit::Node node, double forward_m_s, double right_m_s, double up_m_s) {
  const double speed_m_s = norm(node.x.v);
  const Vec3 forward = speed_m_s > 0 ? node.x.v / speed_m_s : unit(node.x.p);
  Vec3 right = cross(forward, node.x.p);
  if (!(norm(right) > 0)) right = transpose(earth::enu_axes(earth::geodetic(node.x.p))) * Vec3{1, 0, 0};
  right = unit(right); // east of a path that is straight up
  node.x.v = node.x.v + forward_m_s * forward + right_m_s * right + up_m_s * cross(right, forward);
  return node;
}

void add_stages(const BoostParams& boost, const ClimbLog& climb, const Surroundings& around,
                std::vector<Body>& bodies) {
  const auto burnouts = nodes_of(climb, "burnout");
  for (std::size_t i = 0; i < boost.stages.size(); ++i) {
    const StageParams& stage = boost.stages[i];
    if (!stage.spent) continue;
    const orbit::Node start = parted(burnouts[i], -stage.separation_m_s, 0, 0);
    if (auto body = falling("stage-" + std::to_string(i + 1), start, *stage.spent, around))
      bodies.push_back(std::move(*body));
  }
}

/// Released parts leave the object's own path, as long as it flies.
void add_releases(const ObjectParams& object, double burnout_s, const Surroundings& around,
                  std::vector<Body>& bodies) {
  for (const ReleaseParams& release : object.releases)
    for (std::uint32_t k = 0; k < release.count; ++k) {
      const Time at = time_from_s(burnout_s + release.after_burnout_s + k * release.interval_s);
      const Trajectory& path = bodies.front().flight.path;
      if (at >= path.end()) return;
      const orbit::Node start =
          parted({seconds(at), path.at(at)}, release.forward_m_s, release.right_m_s, release.up_m_s);
      if (auto body = falling(release.name + "-" + std::to_string(k + 1), start, release.body, around))
        bodies.push_back(std::move(*body));
    }
}

std::vector<Body> fell_back(Problems& problems) {
  problems.add("boost", "", "falls back to the ground before its last burnout",
               "check thrust (isp x g0 x propellant / burn) against weight, elevation and coasts");
  return {};
}

} // namespace

std::vector<Body> build_boost(const ObjectParams& object, const Surroundings& surroundings,
                              Problems& problems) {
  Surroundings around = surroundings;
  if (object.aim) // an aimed flight is followed to its impact, however long it takes
    around.end = std::max(around.end, time_from_s(object.launch.time_s) + std::chrono::hours{24});
  const Rocket rocket(*object.boost, launch_place(object), object.launch.time_s, around);
  // the solver's climbs may be rougher: metres at the aim
  const Rocket rough(*object.boost, launch_place(object), object.launch.time_s, around, {1e-9, 8});
  const auto steering = !object.aim    ? std::optional(rocket.stated())
                        : object.glide ? solve_glide_aim(object, rough, around, problems)
                                       : solve_aim(object, rough, around, problems);
  if (!steering) return {};
  ClimbLog climb;
  const auto burnout = rocket.climb(*steering, &climb);
  if (!burnout || !(earth::geodetic(burnout->x.p).h_m > rocket.pad().h_m + 1)) return fell_back(problems);
  Flight flight = written(climb);
  if (object.glide) {
    if (!glide_to_ground(flight, *burnout, *object.glide, around, problems)) return {};
  } else if (const auto forces = free_flight(object);
             !coast_to_ground(flight, *burnout, forces, around.omega_E, seconds(around.end))) {
    return fell_back(problems);
  }
  std::vector<Body> bodies;
  bodies.push_back({"", std::move(flight), looks_of(object, climb), plumes_of(*object.boost, climb)});
  add_stages(*object.boost, climb, around, bodies);
  add_releases(object, burnout->t_s, around, bodies);
  return bodies;
}

} // namespace dewline::truth
