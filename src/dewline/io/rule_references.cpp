#include "dewline/io/rule_references.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "dewline/run/variants.hpp"

namespace dewline::io {
namespace {

/// The study's variants write this key or one below it: `centres.north.rules`.
bool compared(const File& file, const std::string& key) {
  const auto below = [&](const std::string& path) { return path == key || path.starts_with(key + "."); };
  return file.study && std::ranges::any_of(file.study->compare, [&](const auto& variant) {
           return std::ranges::any_of(variant.second.changes, [&](const auto& c) { return below(c.first); });
         });
}
/// The study's variants write a block or an entry whole: what stands in it is not known here.
bool rewritten(const File& file, const std::string& block, const std::string& id) {
  return file.study && std::ranges::any_of(file.study->compare, [&](const auto& variant) {
           return variant.second.changes.contains(block) || variant.second.changes.contains(block + "." + id);
         });
}

std::vector<std::string> followers(const File& file, const std::string& set) {
  std::vector<std::string> all;
  for (const auto& [centre, entry] : file.centres)
    if (entry.centre.rules == set) all.push_back(centre);
  return all;
}

/// Every state that some rule set of the file or the library raises.
std::vector<std::string> all_states(const File& file, const LibraryStates& library) {
  std::set<std::string> all;
  for (const auto& [id, states] : library) all.insert(states.begin(), states.end());
  for (const auto& [id, set] : file.rules)
    for (const auto& [state, condition] : set.raise) all.insert(state);
  return {all.begin(), all.end()};
}
/// The states that a centre may declare. A comparison of rule sets may give it any; nothing: that cannot be known.
std::optional<std::vector<std::string>> states_of(const File& file, const LibraryStates& library, const std::string& centre) {
  const auto entry = file.centres.find(centre);
  if (entry == file.centres.end() || compared(file, "rules") || rewritten(file, "centres", centre)) return std::nullopt;
  if (compared(file, "centres." + centre + ".rules")) return all_states(file, library);
  const auto set = file.rules.find(entry->second.centre.rules);
  return set == file.rules.end() ? std::nullopt : std::optional(names(set->second.raise));
}
void must_declare(const File& file, const LibraryStates& library, const std::string& centre, const std::string& state,
                  const std::string& path, Names& names_of) {
  if (const auto states = states_of(file, library, centre))
    names_of.must_exist(path, state, *states, "state that `" + centre + "` declares");
}

template <class F>
void for_each_alert(const warn::Condition& c, const std::string& path, F&& f) {
  if (c.kind == warn::Condition::Kind::atom) {
    const auto parsed = warn::parse_atom(c.text); // a malformed one is told elsewhere
    const auto* atom = std::get_if<warn::Atom>(&parsed);
    if (atom && atom->what == warn::Subject::alert) f(*atom, path);
  }
  for (std::size_t i = 0; i < c.parts.size(); ++i)
    for_each_alert(c.parts[i], path + "." + std::string(word(c.kind)) + "[" + std::to_string(i) + "]", f);
}
template <class F>
void for_each_alert(const warn::RuleSetParams& set, F&& f) {
  for (const auto& [state, c] : set.raise) for_each_alert(c, "raise." + state, f);
  for (const auto& [state, c] : set.downgrade) for_each_alert(c, "downgrade." + state, f);
  for (const auto& [state, c] : set.withdraw) for_each_alert(c, "withdraw." + state, f);
}

void check_alerts(const File& file, const LibraryStates& library, const std::string& id, Names& names_of) {
  const std::vector<std::string> who = followers(file, id);
  for_each_alert(file.rules.at(id), [&](const warn::Atom& atom, const std::string& at) {
    const std::string path = "rules." + id + "." + at;
    if (atom.node == warn::kAnyCentre) names_of.must_exist(path, atom.state, all_states(file, library), "state");
    else if (who == std::vector{atom.node})
      names_of.add(path, "a centre does not hear its own word: this would never hold", "name another centre, or `alert.any`");
    else must_declare(file, library, atom.node, atom.state, path, names_of);
  });
}

/// Alerts can go there. A link that carries nothing may be dead on purpose, and a comparison may open one.
bool leads(const File& file, const std::string& from, const std::string& to) {
  return std::ranges::any_of(file.links, [&](const auto& each) {
    const auto& [id, link] = each;
    if (link.from != from || link.to != to) return false;
    return link.share == net::Share::alerts || link.share == net::Share::nothing || compared(file, "links." + id);
  });
}
void check_notified(const File& file, const std::string& id, Names& names_of) {
  const std::vector<std::string> who = followers(file, id);
  for (const auto& [to, at] : warn::nodes_named(file.rules.at(id))) {
    if (!at.starts_with("actions.") || !file.centres.contains(to) || who.empty()) continue; // told elsewhere, or nobody asks
    const std::string path = "rules." + id + "." + at;
    const std::string& from = who.front() == to ? who.back() : who.front();
    if (from == to) names_of.add(path, "a centre cannot notify itself", "name another centre");
    else if (std::ranges::none_of(who, [&](const std::string& each) { return leads(file, each, to); }))
      names_of.add(path, "no link carries alerts from `" + from + "` to `" + to + "`",
                   "write `links: {NAME: {from: " + from + ", to: " + to + ", share: alerts}}`");
  }
}

/// A cue goes to a sensor that can take one, from a centre that it reports to.
void check_cues(const File& file, const std::string& id, Names& names_of) {
  const auto reports = [&](const std::string& sensor, const std::string& centre) {
    return file.sensors.at(sensor).reports_to == centre ||
           std::ranges::any_of(file.links, [&](const auto& l) { return l.second.from == sensor && l.second.to == centre; });
  };
  for (const auto& [sensor, at] : warn::sensors_named(file.rules.at(id))) {
    const std::string path = "rules." + id + "." + at;
    names_of.must_exist(path, sensor, names(file.sensors), "sensor");
    const auto entry = file.sensors.find(sensor);
    if (entry == file.sensors.end()) continue;
    const auto follows = [&](const auto& c) { return c.second.centre.rules == id && reports(sensor, c.first); };
    if (!sense::can_be_cued(entry->second.params))
      names_of.add(path, "`" + sensor + "` cannot be cued",
                   "an infrared sensor with `stare` and without `stare.at` can; a radar looks at all of its fence anyway");
    else if (std::ranges::none_of(file.centres, follows))
      names_of.add(path, "`" + sensor + "` reports to no centre that follows these rules", "a cue goes back the way its reports come");
  }
}

void check_assets(const File& file, const std::string& id, Names& names_of) {
  for (const std::string& centre : followers(file, id)) {
    std::vector<std::string> own;
    for (const auto& [asset, params] : file.assets)
      if (params.of == centre) own.push_back(asset);
    for (const auto& [asset, path] : warn::assets_named(file.rules.at(id)))
      names_of.must_exist("rules." + id + "." + path, asset, own, "asset of " + centre);
  }
}

} // namespace

void check_rules(const File& file, const LibraryStates& library, Names& names_of) {
  for (const auto& [id, set] : file.rules) {
    for (const auto& [node, path] : warn::nodes_named(set))
      names_of.must_exist("rules." + id + "." + path, node, names(file.centres), "centre");
    check_alerts(file, library, id, names_of);
    check_notified(file, id, names_of);
    check_cues(file, id, names_of);
    check_assets(file, id, names_of);
  }
}

void check_study(const File& file, const LibraryStates& library, Names& names_of) {
  if (!file.study) return;
  names_of.must_exist("study.against", file.study->against, names(file.study->compare), "variant");
  if (file.study->measure.empty()) return;
  const auto measure = run::parse_measure(file.study->measure);
  if (!measure)
    return names_of.add("study.measure", "needs a centre, a state and what of it",
                        "write `CENTRE.STATE.time_left` (or known, warning_time)");
  names_of.must_exist("study.measure", measure->centre, names(file.centres), "centre");
  must_declare(file, library, measure->centre, measure->state, "study.measure", names_of);
}

void check_counts(const File& file, const LibraryStates& library, Names& names_of) {
  if (!file.false_alarms) return;
  for (const auto& [id, count] : file.false_alarms->counts)
    if (!count.is_input)
      must_declare(file, library, count.centre, count.state, "false_alarms.counts." + id + ".state", names_of);
}

} // namespace dewline::io
