#include "dewline/io/track_config.hpp"

#include <utility>

#include "dewline/io/compose.hpp"
#include "dewline/io/reader.hpp"
#include "dewline/io/schema.hpp"
#include "dewline/io/writer.hpp"

namespace dewline::io {
namespace {

void read_site(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out) {
  auto& site = *static_cast<TrackSite*>(out);
  if (node.kind != Node::Kind::scalar) return reader.read_into(node, path, site.place.emplace());
  if (node.text != "none")
    reader.error(node, path, "must be `none` or a place", "write `{lat: 52 deg, lon: 13 deg, height: 40 m}`");
}
std::string write_site(const void* in) {
  const auto& site = *static_cast<const TrackSite*>(in);
  if (!site.place) return "none";
  std::string text;
  for (const FieldType& f : type_of<earth::PlaceParams>().fields)
    text += (text.empty() ? "{" : ", ") + f.key + ": " +
            inline_text(*f.type, f.spec, f.member(const_cast<earth::PlaceParams*>(&*site.place)));
  return text + "}";
}

/// What nobody says of one sensor, the top of the file says.
void fill(TrackSensorConfig& sensor, const TrackSensorConfig& every) {
  for_each_field<TrackSensorConfig>([&](const auto& f) {
    if (!(sensor.*(f.member))) sensor.*(f.member) = every.*(f.member);
  });
}

bool backward(const std::optional<std::array<double, 2>>& row) { return row && !((*row)[0] < (*row)[1]); }

void check(const TrackSensorConfig& s, Problems& problems) {
  if (s.clutter_density && s.false_per_scan)
    problems.add("false_per_scan", "", "says the same as `clutter_density`", "keep one of them");
  if (s.false_per_scan.value_or(0) > 0 && !s.region)
    problems.add("false_per_scan", "", "needs `region`: where they fall",
                 "region: {east: [-10 km, 10 km], north: [-10 km, 10 km]}");
  if (!s.region) return;
  problems.at("region", [&] {
    for_each_field<ClutterRegion>([&](const auto& f) {
      if (backward((*s.region).*(f.member)))
        problems.add(f.name, "", "must rise: [from, to]");
    });
  });
}

void check(const TrackConfig& config, Problems& problems) {
  check(config.every, problems);
  for (const auto& [id, sensor] : config.sensors)
    problems.at("sensors." + id, [&] { check(sensor, problems); });
  if (!config.axes.empty() && !config.sensors.contains(config.axes))
    problems.add("axes", "", "is none of the sensors");
  if (config.prob_drop && config.prob_confirm && !(*config.prob_drop < *config.prob_confirm))
    problems.add("prob_drop", "", "must be less than prob_confirm");
}

} // namespace

Type Custom<TrackSite>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "TrackSite";
  type.read_custom = read_site;
  type.write_custom = write_site;
  type.form = "`none`, or a place: `{lat: 52 deg, lon: 13 deg, height: 40 m}`";
  type.schema_custom =
      R"({"anyOf": [{"const": "none"}, {"type": "object", "properties": {
    "lat": {"$ref": "#/$defs/angle"}, "lon": {"$ref": "#/$defs/angle"}, "height": {"$ref": "#/$defs/length"}},
    "required": ["lat", "lon"], "unevaluatedProperties": false, "$ref": "#/$defs/notes"}]})";
  return type;
}

Type Custom<TrackConfig>::describe() {
  Type type;
  type.name = "TrackConfig";
  detail::describe_record<TrackConfig>(type, TrackConfig::own_fields());
  for (FieldType f : type_of<TrackSensorConfig>().fields) {
    f.member = [deeper = f.member](void* at) { return deeper(&static_cast<TrackConfig*>(at)->every); };
    f.doc += "; here: of every sensor that does not say";
    type.fields.push_back(std::move(f));
  }
  return type;
}

TrackConfig read_track_config(std::string_view text, const std::string& file,
                              const std::vector<std::string>& overrides) {
  Diagnostics diagnostics;
  TrackConfig config;
  Node root = parse_document(text, file, diagnostics);
  override_values(root, overrides, diagnostics);
  Reader reader(diagnostics);
  if (diagnostics.empty()) reader.read_into(root, "", config);
  for (auto& [id, sensor] : config.sensors) fill(sensor, config.every);
  Problems problems;
  check(config, problems);
  reader.add_problems(problems, "");
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return config;
}

std::string track_config_schema() {
  return json_schema(type_of<TrackConfig>(), "Dewline tracker configuration");
}

template const Type& type_of<TrackConfig>();

} // namespace dewline::io
