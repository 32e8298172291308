#include "dewline/record/limits.hpp"

namespace dewline::record {
namespace {

/// A part stands under its entry.
std::string entry_of(const Context& context, ObjectId object) {
  const std::string& name = context.objects.at(object.index);
  return "objects." + name.substr(0, name.find('/'));
}

bool has_faces(const Context& context, SensorId sensor) {
  return !is_kind(context, sensor, sense::Kind::surveillance) && !is_kind(context, sensor, sense::Kind::feed);
}

} // namespace

bool is_kind(const Context& context, SensorId sensor, sense::Kind kind) {
  if (sensor.index >= context.sensor_kinds.size()) return kind == sense::Kind::radar;
  return context.sensor_kinds[sensor.index] == kind;
}

std::string limit_param(const Context& context, SensorId sensor, std::uint32_t face, sense::Limit limit,
                        ObjectId object) {
  const std::string path = "sensors." + context.sensors.at(sensor.index);
  const std::string on_face = path + ".faces[" + std::to_string(face) + "]";
  switch (limit) {
    case sense::Limit::horizon: return has_faces(context, sensor) ? on_face + ".elevation" : path + ".at";
    case sense::Limit::elevation_floor:
    case sense::Limit::elevation_ceiling: return on_face + ".elevation";
    case sense::Limit::sector: return on_face + ".width";
    case sense::Limit::range: return path + ".max_range";
    case sense::Limit::signal: return path + ".reference_range";
    case sense::Limit::existence:
    case sense::Limit::fire: return entry_of(context, object);
    case sense::Limit::scenario: return "duration";
    case sense::Limit::mask: return path + ".mask";
    case sense::Limit::limb: return path + ".limb_exclusion";
    case sense::Limit::field: return path + ".field_of_regard";
    case sense::Limit::cloud: return path + ".cloud";
    case sense::Limit::sun: return path + ".sun_exclusion";
  }
  return {};
}

} // namespace dewline::record
