#include <algorithm>
#include <iterator>
#include <string>

#include "dewline/base/check.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/run/model.hpp"

namespace dewline::run {
namespace {

template <class T>
std::vector<std::string> names(const std::map<std::string, T>& block) {
  std::vector<std::string> out;
  for (const auto& [name, entry] : block) out.push_back(name);
  return out;
}

std::uint32_t index_of(const std::vector<std::string>& sorted, const std::string& name) {
  const auto it = std::ranges::lower_bound(sorted, name);
  DW_CHECK(it != sorted.end() && *it == name);
  return static_cast<std::uint32_t>(std::distance(sorted.begin(), it));
}

bool is_one_of(const std::vector<std::string>& sorted, const std::string& name) {
  return std::ranges::binary_search(sorted, name);
}

/// A link's luck belongs to its ends and what it shares, not to its name; a second link of the same kind between the
/// same ends (a backup) has luck of its own.
Link resolve(const std::string& name, const net::LinkParams& params, net::Place from, NodeId to,
             const std::vector<Link>& before) {
  std::uint64_t key = hash64(params.from + '>' + params.to + '>' + std::string(word(params.share)));
  if (std::ranges::any_of(before, [&](const Link& other) { return other.key == key; })) key = combine(key, hash64(name));
  return {name, key, params, from, to};
}

/// What the centre would notice of a body. Word that never came is evidence only where the file says that word comes.
/// That no satellite saw a fire is not taken as evidence: whether one looked at the place of launch then, nobody asks.
warn::Watching watching_of(const Scenario& scenario, const std::string& centre) {
  return {.infrared = false, .catalogue = scenario.catalogue.has_value(), .notices = scenario.centres.at(centre).told_of_launches};
}

/// The warn room's picture of one centre: its rules, its assets in order of id.
warn::Setup setup_of(const Scenario& scenario, const record::Context& context, std::uint32_t node) {
  const std::string& name = context.nodes[node];
  const warn::CentreParams& centre = scenario.centres.at(name);
  warn::Setup setup{NodeId{node}, name, centre, scenario.rules.at(centre.rules), {}, context.nodes, watching_of(scenario, name)};
  for (const auto& [asset, params] : scenario.assets)
    if (params.of == name) setup.assets.push_back({AssetId{index_of(context.assets, asset)}, asset, params});
  return setup;
}

track::TrackerParams tracker_of(const Scenario& scenario, const std::string& centre) {
  const auto it = scenario.trackers.find(centre);
  return it == scenario.trackers.end() ? track::TrackerParams{} : it->second;
}

record::Context names_of(const Scenario& scenario, const truth::Model& truth) {
  record::Context context;
  context.objects = truth.names();
  context.title = scenario.title;
  context.scenario_name = scenario.name;
  context.epoch_utc = scenario.epoch;
  context.sensors = names(scenario.sensors);
  context.nodes = names(scenario.centres);
  context.links = names(scenario.links);
  context.assets = names(scenario.assets);
  for (const auto& [name, asset] : scenario.assets) context.asset_of.push_back(asset.of);
  for (const auto& sensor : context.sensors) {
    const auto it = scenario.reports_to.find(sensor);
    context.sensor_reports_to.push_back(it == scenario.reports_to.end() ? std::string{} : it->second);
  }
  context.value_words = value_words(scenario);
  return context;
}

} // namespace

Model::Model(const Scenario& scenario, earth::Orientation orientation_of_scenario)
    : orientation(std::move(orientation_of_scenario)),
      end(time_from_s(scenario.duration_s)),
      truth_step(duration_from_s(scenario.truth_step_s)),
      truth(scenario.objects, orientation, end),
      context(names_of(scenario, truth)) {
  const truth::State undisturbed = truth::start(truth);
  const truth::View view(truth, undisturbed);
  for (std::uint32_t i = 0; i < context.sensors.size(); ++i) {
    const std::string& name = context.sensors[i];
    const sense::SensorParams& params = scenario.sensors.at(name);
    sensors.emplace_back(params, SensorId{i}, hash64(name), orientation, view, end);
    context.windows.push_back(sensors.back().windows());
    context.revisit_s.push_back(seconds(sensors.back().revisit()));
    context.sensor_kinds.push_back(sensors.back().kind());
  }
  for (std::uint32_t i = 0; i < context.objects.size(); ++i) {
    context.milestones.emplace_back();
    for (const auto& m : truth.milestones(ObjectId{i})) context.milestones.back().push_back({m.what, m.at, m.where});
  }
  for (std::uint32_t i = 0; i < context.nodes.size(); ++i) {
    const std::string& name = context.nodes[i];
    const track::TrackerParams tracker = tracker_of(scenario, name);
    nodes.push_back({name, hash64(name), track::Tracker(NodeId{i}, tracker),
                     warn::Model(setup_of(scenario, context, i), orientation), {}, {}, false, {}, {}});
    context.alert_states.push_back(names(nodes.back().warn.setup().rules.raise));
    context.confirm_words.push_back(std::to_string(tracker.confirm_hits) + " of " + std::to_string(tracker.confirm_looks));
    context.confirm_param.push_back("centres." + name + ".tracker.confirm_hits");
  }
  if (scenario.catalogue) catalogue.emplace(scenario.catalogue_entries, *scenario.catalogue, orientation);
  add_links(scenario);
  add_trust();
  for (std::uint32_t i = 0; i < nodes.size(); ++i) add_actions(i);
  context.alert_receivers.resize(nodes.size());
  for (std::uint32_t i = 0; i < nodes.size(); ++i)
    for (const Link& link : node_links[i])
      if (link.params.share == net::Share::alerts) context.alert_receivers[i].push_back(link.to.index);
  for (const auto& [name, message] : scenario.messages)
    messages.push_back({NodeId{index_of(context.nodes, message.to)}, {name, message}});
}

void Model::add_links(const Scenario& scenario) {
  sensor_links.resize(sensors.size());
  node_links.resize(nodes.size());
  std::vector<bool> reports(sensors.size(), false);
  for (const auto& [name, link] : scenario.links) {
    const NodeId to{index_of(context.nodes, link.to)};
    if (is_one_of(context.sensors, link.from)) {
      const std::uint32_t sensor = index_of(context.sensors, link.from);
      sensor_links[sensor].push_back(resolve(name, link, {net::Room::sense, sensor}, to, sensor_links[sensor]));
      if (link.to == context.sensor_reports_to[sensor]) reports[sensor] = true;
    } else {
      const std::uint32_t node = index_of(context.nodes, link.from);
      node_links[node].push_back(resolve(name, link, {net::Room::track, node}, to, node_links[node]));
    }
  }
  for (std::uint32_t i = 0; i < sensors.size(); ++i) // who reports without a link of its own has one of 1 ns
    if (!reports[i] && !context.sensor_reports_to[i].empty())
      sensor_links[i].push_back(resolve("", {.from = context.sensors[i], .to = context.sensor_reports_to[i]},
                                        {net::Room::sense, i}, NodeId{index_of(context.nodes, context.sensor_reports_to[i])},
                                        sensor_links[i]));
}

/// A centre of which every link of tracks and alerts to another may only confirm has no other word there.
void Model::add_trust() {
  std::map<std::pair<NodeId, NodeId>, bool> confirms; // by receiver and sender
  const auto weigh = [&](const Link& link) {
    const bool confirm = link.params.trust == net::Trust::confirm;
    if (link.params.share == net::Share::detections) nodes[link.to.index].weighs_frames |= confirm;
    else if (link.params.share != net::Share::nothing && link.params.trust != net::Trust::ignore && link.from.room != net::Room::sense)
      confirms.try_emplace({link.to, NodeId{link.from.owner}}, true).first->second &= confirm;
  };
  for (const auto& links : sensor_links) std::ranges::for_each(links, weigh);
  for (const auto& links : node_links) std::ranges::for_each(links, weigh);
  for (const auto& [pair, only] : confirms)
    if (only) nodes[pair.first.index].confirm_only.push_back(pair.second);
}

/// What the declared states of a centre bring, but for the conference.
void Model::add_actions(std::uint32_t node) {
  const warn::RuleSetParams& rules = nodes[node].warn.setup().rules;
  for (const auto& [state, condition] : rules.raise) {
    const warn::Actions actions = warn::actions_of(rules, state);
    for (const std::string& centre : actions.notify) {
      if (!nodes[node].notifies) nodes[node].notifies.emplace();
      if (is_one_of(context.nodes, centre)) (*nodes[node].notifies)[state].push_back(NodeId{index_of(context.nodes, centre)});
    }
    for (const std::string& sensor : actions.cue) {
      if (!is_one_of(context.sensors, sensor)) continue; // another centre's, under the same rules
      const SensorId id{index_of(context.sensors, sensor)};
      const auto& links = sensor_links[id.index];
      const auto back = std::ranges::find(links, NodeId{node}, &Link::to);
      if (back != links.end()) nodes[node].cues.push_back({state, id, static_cast<std::size_t>(back - links.begin())});
    }
  }
}

bool Node::tells(NodeId to, const std::string& state) const {
  if (!notifies) return true;
  const auto named = notifies->find(state);
  return named != notifies->end() && std::ranges::find(named->second, to) != named->second.end();
}

std::unique_ptr<const Model> compile(const Scenario& scenario) {
  const Duration span = duration_from_s(scenario.duration_s);
  return std::make_unique<const Model>(scenario, earth::Orientation(earth::parse_utc(scenario.epoch), scenario.eop, span));
}

const Note* note_for(const Scenario& scenario, std::string path) {
  while (true) {
    if (const auto it = scenario.notes.find(path); it != scenario.notes.end()) return &it->second;
    const auto cut = path.find_last_of(".[");
    if (cut == std::string::npos) return nullptr;
    path.resize(cut);
  }
}

std::map<std::string, std::string> value_words(const Scenario& scenario) {
  std::map<std::string, std::string> words;
  for (const auto& [path, text] : scenario.values) {
    const Note* note = note_for(scenario, path);
    words[path] = text + (note != nullptr && note->grade ? " (" + std::string(word(*note->grade)) + ")" : "");
  }
  return words;
}

} // namespace dewline::run
