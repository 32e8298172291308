#include "dewline/io/references.hpp"

#include <algorithm>
#include <optional>

#include "dewline/earth/time_scales.hpp"
#include "dewline/record/ledger.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/flight.hpp"

namespace dewline::io {
namespace {

void check_links(const File& file, Names& names_of, const std::vector<std::string>& centres) {
  std::vector<std::string> senders = names(file.sensors);
  senders.insert(senders.end(), centres.begin(), centres.end());
  for (const auto& [id, link] : file.links) {
    names_of.must_exist("links." + id + ".from", link.from, senders, "sensor or centre");
    names_of.must_exist("links." + id + ".to", link.to, centres, "centre");
    if (!link.from.empty() && link.from == link.to)
      names_of.add("links." + id + ".to", "a link to oneself", "name another centre");
    if (file.sensors.contains(link.from) && link.share != net::Share::detections &&
        link.share != net::Share::nothing)
      names_of.add("links." + id + ".share", "a sensor sends detections only", "write `share: detections`");
  }
}

void check_messages(const File& file, Names& names_of, const std::vector<std::string>& centres) {
  for (const auto& [id, message] : file.messages)
    names_of.must_exist("messages." + id + ".to", message.to, centres, "centre");
}

void check_record(const File& file, Names& names_of, const std::vector<std::string>& centres) {
  std::vector<std::string> steps;
  for (const record::LedgerStep& step : record::ledger_steps()) steps.emplace_back(step.name);
  for (std::size_t i = 0; i < file.record.size(); ++i) {
    const std::string path = "record[" + std::to_string(i) + "].";
    names_of.must_exist(path + "centre", file.record[i].centre, centres, "centre");
    const std::string& object = file.record[i].object; // or a part of one: `rocket/stage-1`
    names_of.must_exist(path + "object", object.substr(0, object.find('/')), names(file.objects), "object");
    names_of.must_exist(path + "step", file.record[i].step, steps, "step of the ledger");
  }
}

} // namespace

namespace {

/// The middle of an asset: of its circle, or of its corners as directions from the Earth's centre.
earth::PlaceParams middle(const warn::AssetParams& asset) {
  if (asset.lat_rad && asset.lon_rad) return {*asset.lat_rad, *asset.lon_rad, 0};
  Vec3 sum;
  const auto add = [&](const std::vector<earth::PlaceParams>& corners) {
    for (const earth::PlaceParams& corner : corners)
      sum = sum + unit(earth::ecef(earth::to_geodetic(corner)));
  };
  add(asset.polygon);
  for (const warn::OutlineParams& outline : asset.polygons) add(outline.vertices);
  if (!(norm(sum) > 0)) return {};
  const earth::Geodetic at = earth::geodetic(earth::kA_m * unit(sum));
  return {at.lat_rad, at.lon_rad, 0};
}

} // namespace

void place_aims(File& file, Reader& reader, Diagnostics& diagnostics) {
  Names names_of(reader, diagnostics);
  for (auto& [id, object] : file.objects) {
    if (!object.aim || object.aim->asset.empty()) continue;
    names_of.must_exist("objects." + id + ".aim", object.aim->asset, names(file.assets), "asset");
    const auto asset = file.assets.find(object.aim->asset);
    if (asset != file.assets.end()) object.aim->place = middle(asset->second);
  }
}

void check_references(const File& file, const LibraryStates& library, Reader& reader,
                      Diagnostics& diagnostics) {
  Names names_of(reader, diagnostics);
  const std::vector<std::string> centres = names(file.centres);
  std::vector<std::string> rules = names(file.rules);
  for (const auto& [set, states] : library)
    if (!file.rules.contains(set)) rules.push_back(set);
  for (const auto& [id, sensor] : file.sensors) {
    names_of.must_exist("sensors." + id + ".reports_to", sensor.reports_to, centres, "centre");
    if (file.centres.contains(id))
      names_of.add("sensors." + id, "a centre has the same name; links could not tell them apart",
                   "rename one of them");
  }
  for (const auto& [id, centre] : file.centres)
    names_of.must_exist("centres." + id + ".rules", centre.centre.rules, rules, "rule set");
  for (const auto& [id, asset] : file.assets)
    names_of.must_exist("assets." + id + ".of", asset.of, centres, "centre");
  check_rules(file, library, names_of);
  check_links(file, names_of, centres);
  check_messages(file, names_of, centres);
  check_study(file, library, names_of);
  check_counts(file, library, names_of);
  check_record(file, names_of, centres);
}

namespace {
template <class Map, class Part>
void check_each(const Map& map, const std::string& block, Reader& reader, Part part) {
  for (const auto& [id, entry] : map) {
    Problems problems;
    part(entry, problems);
    reader.add_problems(problems, block + "." + id);
  }
}
/// The names that the block `false_alarms` may use.
void check_false_alarms(const File& file, Reader& reader) {
  if (!file.false_alarms) return;
  run::FalseAlarmNames known{names(file.objects), names(file.messages), names(file.sensors), {}, names(file.centres)};
  for (const auto& [id, sensor] : file.sensors)
    if (std::holds_alternative<sense::InfraredParams>(sensor.params)) known.infrared.push_back(id);
  Problems problems;
  check(*file.false_alarms, known, file.duration_s, problems);
  reader.add_problems(problems, "false_alarms");
}
/// Objects are checked by flying them, at the scenario's epoch and for its duration; a wrong epoch is told elsewhere.
void check_objects(const File& file, Reader& reader) {
  std::optional<earth::Orientation> orientation;
  truth::Surroundings around;
  try {
    const earth::Eop eop{file.eop.ut1_utc_s, file.eop.xp_rad, file.eop.yp_rad,
                         file.eop.dx_rad,    file.eop.dy_rad, file.eop.lod_s};
    orientation.emplace(earth::parse_utc(file.epoch), eop, duration_from_s(file.duration_s));
    around = {orientation->omega_E(), time_from_s(file.duration_s), &*orientation};
  } catch (const std::exception&) {
  }
  check_each(file.objects, "objects", reader,
             [&](const truth::ObjectParams& object, Problems& p) { check(object, around, p); });
}

} // namespace

void check_components(const File& file, Reader& reader) {
  const auto direct = [](const auto& params, Problems& problems) { check(params, problems); };
  check_objects(file, reader);
  check_each(file.sensors, "sensors", reader, [](const SensorEntry& e, Problems& p) { check(e.params, p); });
  check_each(file.centres, "centres", reader, [](const CentreEntry& e, Problems& p) {
    check(e.centre, p);
    if (e.tracker) p.at("tracker", [&] { check(*e.tracker, p); });
  });
  check_each(file.assets, "assets", reader, direct);
  check_each(file.rules, "rules", reader, direct);
  check_each(file.links, "links", reader, direct);
  check_each(file.messages, "messages", reader, direct);
  check_false_alarms(file, reader);
}

} // namespace dewline::io
