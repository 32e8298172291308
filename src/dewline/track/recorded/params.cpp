#include "dewline/track/recorded/params.hpp"

#include "dewline/track/recorded/scene.hpp"

namespace dewline::track::recorded {
namespace {

void check_positive(const char* key, double value, Problems& problems) {
  if (!(value > 0)) problems.add(key, std::to_string(value), "must be above 0");
}
void check_share(const char* key, double value, Problems& problems) {
  if (!(value > 0 && value < 1)) problems.add(key, std::to_string(value), "must be between 0 and 1, the ends excluded");
}

bool needs_origin(Motion motion) { return motion == Motion::ballistic || motion == Motion::boost_coast; }

void check_sensors(const Params& params, Problems& problems) {
  if (params.sensors.empty()) {
    problems.add("sensors", {}, "needs at least one sensor");
    return;
  }
  const std::size_t num = num_dimensions(params.sensors.front().measures);
  for (const Sensor& s : params.sensors) {
    if (num_dimensions(s.measures) != num)
      problems.add("sensors." + s.id, {}, "measures in the plane what another measures in space");
    for (std::size_t i = 0; i < num_values(s.measures); ++i)
      if (!(s.sigma[i] > 0)) problems.add("sensors." + s.id, {}, "every measured value needs a standard deviation above 0");
    if (!(s.prob_detect > 0 && s.prob_detect <= 1))
      problems.add("sensors." + s.id + ".prob_detect", std::to_string(s.prob_detect), "must be above 0 and at most 1");
    if (s.clutter_density && !(*s.clutter_density >= 0))
      problems.add("sensors." + s.id + ".clutter_density", {}, "must be at least 0");
  }
  if (num == 2 && needs_origin(params.motion))
    problems.add("motion", {}, "ballistic targets need three dimensions");
}

} // namespace

void check(const Params& params, Problems& problems) {
  check_sensors(params, problems);
  if (needs_origin(params.motion) && !params.origin)
    problems.add("sensors", {}, "ballistic targets need a site", "gravity and the turning Earth depend on it");
  for (const auto& [key, value] : {std::pair{"acceleration_psd", params.acceleration_psd_m2_s3},
                                   std::pair{"sigma_acceleration", params.sigma_acceleration_m_s2},
                                   std::pair{"correlation", params.correlation_s},
                                   std::pair{"manoeuvre_every", params.manoeuvre_every_s},
                                   std::pair{"manoeuvre_lasts", params.manoeuvre_lasts_s},
                                   std::pair{"initial_speed", params.sigma_speed_m_s},
                                   std::pair{"initial_vertical_speed", params.sigma_vertical_speed_m_s},
                                   std::pair{"lifetime", params.lifetime_s}})
    check_positive(key, value, problems);
  for (const auto& [key, value] :
       {std::pair{"prob_gate", params.prob_gate}, std::pair{"prob_confirm", params.prob_confirm},
        std::pair{"prob_drop", params.prob_drop}, std::pair{"prob_forget", params.prob_forget}})
    check_share(key, value, problems);
  if (!(params.prob_forget < params.prob_drop && params.prob_drop <= params.prob_confirm))
    problems.add("prob_drop", std::to_string(params.prob_drop), "must lie between prob_forget and prob_confirm");
  if (!(params.num_at_start >= 0)) problems.add("num_at_start", {}, "must be at least 0");
  if (!(params.new_targets_per_s >= 0)) problems.add("new_targets", {}, "must be at least 0");
}

} // namespace dewline::track::recorded
