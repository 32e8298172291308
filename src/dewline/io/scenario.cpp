#include "dewline/io/scenario.hpp"

#include <algorithm>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/io/catalogue.hpp"
#include "dewline/io/compose.hpp"
#include "dewline/io/file.hpp"
#include "dewline/io/references.hpp"
#include "dewline/io/satellite_sets.hpp"
#include "dewline/io/writer.hpp"
#include "dewline/truth/data_paths.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> grade_words() {
  std::vector<std::string> words;
  for (const auto& [value, w] : enum_words(static_cast<run::Grade*>(nullptr))) words.emplace_back(w);
  return words;
}

run::Note to_note(const RawNote& raw) {
  run::Note note;
  note.value_text = raw.value_text;
  note.between = raw.between;
  for (const auto& [key, at] : raw.sources) note.sources.push_back(key);
  for (const auto& [value, w] : enum_words(static_cast<run::Grade*>(nullptr)))
    if (raw.grade == w) note.grade = value;
  note.fitted_to = raw.fitted_to;
  note.note = raw.note;
  return note;
}

run::RecordStep to_step(const RecordEntry& e, const RawNote* note) {
  run::RecordStep step{e.centre, e.step, e.object, e.at_s, e.text, {}};
  if (note != nullptr)
    for (const auto& [key, at] : note->sources) step.sources.push_back(key);
  return step;
}

run::Scenario to_scenario(const File& f, const Reader& reader) {
  run::Scenario s;
  s.name = f.name;
  s.title = f.title;
  s.question = f.question;
  s.purpose = f.purpose;
  s.epoch = f.epoch;
  s.duration_s = f.duration_s;
  s.eop = {f.eop.ut1_utc_s, f.eop.xp_rad, f.eop.yp_rad, f.eop.dx_rad, f.eop.dy_rad, f.eop.lod_s};
  s.truth_step_s = f.truth_step_s;
  s.objects = f.objects;
  for (const auto& [id, e] : f.sensors) {
    s.sensors[id] = e.params;
    s.reports_to[id] = e.reports_to;
  }
  for (const auto& [id, e] : f.centres) {
    s.centres[id] = e.centre;
    if (e.tracker) s.trackers[id] = *e.tracker;
  }
  s.links = f.links;
  s.assets = f.assets;
  s.rules = f.rules;
  s.messages = f.messages;
  s.study = f.study.value_or(run::StudyParams{});
  s.catalogue = f.catalogue;
  s.false_alarms = f.false_alarms.value_or(run::FalseAlarmParams{});
  for (const auto& id : s.false_alarms.apart) s.apart.insert(s.objects.extract(id));
  for (const auto& [path, raw] : reader.notes()) s.notes[path] = to_note(raw);
  for (std::size_t i = 0; i < f.record.size(); ++i) {
    const auto note = reader.notes().find("record[" + std::to_string(i) + "]");
    s.record.push_back(to_step(f.record[i], note == reader.notes().end() ? nullptr : &note->second));
  }
  return s;
}

/// Every path of a data file that the content names, by key: `objects.x.file.path`.
std::vector<std::pair<std::string, std::string*>> paths_of(File& content) {
  std::vector<std::pair<std::string, std::string*>> all;
  for (auto& [id, object] : content.objects)
    for (const truth::DataPath& data : truth::data_paths(object))
      all.emplace_back("objects." + id + "." + data.key, data.path);
  for (auto& [id, sensor] : content.sensors)
    if (std::string* path = sense::data_path(sensor.params)) all.emplace_back("sensors." + id + ".path", path);
  if (content.catalogue) all.emplace_back("catalogue.file", &content.catalogue->file);
  return all;
}

/// One load, from a tree to a scenario.
class Loader {
 public:
  Loader(fs::path file, const Options& options) : file_(std::move(file)), options_(options) {}

  ComposeOptions compose_options() const { return {options_.overrides, options_.data_dir / "types", options_.data_dir / "rules.yaml"}; }
  Diagnostics& diagnostics() { return diagnostics_; }

  Loaded finish(const Node& root, const Node& types) {
    if (root.kind != Node::Kind::map) stop_if_wrong();
    check_types(types);
    reader_.read_into(root, {}, content_);
    if (content_.name.empty()) content_.name = file_.stem().string();
    check_head(root);
    find_data();
    read_satellite_sets(content_, {file_.parent_path(), options_.base_dir}, reader_, diagnostics_);
    if (content_.catalogue) catalogue_ = read_catalogue(*content_.catalogue, reader_, diagnostics_);
    place_aims(content_, reader_, diagnostics_);
    if (!diagnostics_.has_below("types"))
      check_components(content_, reader_); // else entries lack what types say
    check_references(content_, library_states(), reader_, diagnostics_);
    cite();
    stop_if_wrong();
    return make();
  }

 private:
  void stop_if_wrong() {
    if (!diagnostics_.empty()) throw ScenarioError(diagnostics_.sorted());
  }
  LibraryStates library_states() {
    LibraryStates library;
    for (const Node::Entry& set : library_rules(options_.data_dir / "rules.yaml", diagnostics_)) {
      std::vector<std::string>& states = library[set.key.text];
      if (const Node* raise = set.value.find("raise"))
        for (const Node::Entry& state : raise->entries) states.push_back(state.key.text);
    }
    return library;
  }
  /// Each type of the file by itself: what it says is read even if no entry uses it.
  void check_types(const Node& types) {
    Reader reader(diagnostics_, grade_words());
    reader.allow_parts();
    for (const Node::Entry& e : types.entries) {
      const Node* kind = e.value.find("kind");
      if (kind == nullptr) continue; // told when the types were put in
      Node own = e.value;
      for (const char* key : {"doc", "extends"}) own.erase(key);
      SensorEntry sensor;
      truth::ObjectParams object;
      if (kind->text != "object") reader.read_into(own, "types." + e.key.text, sensor);
      own.erase("kind");
      if (kind->text == "object") reader.read_into(own, "types." + e.key.text, object);
    }
  }
  void check_head(const Node& root) {
    if (content_.epoch.empty()) return;
    try {
      static_cast<void>(earth::parse_utc(content_.epoch));
    } catch (const std::invalid_argument& e) {
      const Node* epoch = root.find("epoch");
      reader_.error(epoch != nullptr ? *epoch : root, "epoch", e.what(), "write `1995-01-25T06:24:00Z`");
    }
  }
  /// Every source key must be in the bibliography, or in the file's own `sources`.
  void cite() {
    Sources library;
    if (const bool any = std::any_of(reader_.notes().begin(), reader_.notes().end(),
                                     [](const auto& n) { return !n.second.sources.empty(); });
        any && fs::exists(options_.data_dir / "sources.bib"))
      library = read_sources(options_.data_dir / "sources.bib", diagnostics_);
    for (const auto& [key, e] : content_.sources)
      library[key] = {"misc", e.title, e.author, e.year, e.url, e.note, {}};
    std::vector<std::string> keys;
    for (const auto& [key, source] : library) keys.push_back(key);
    for (const auto& [path, note] : reader_.notes())
      for (const auto& [key, at] : note.sources) {
        if (const auto found = library.find(key); found != library.end()) cited_[key] = found->second;
        else {
          const std::string near = nearest(key, keys);
          diagnostics_.add(at, path.empty() ? "source" : path + ".source", key,
                           "no such entry in data/sources.bib",
                           near.empty() ? "add it there" : "did you mean `" + near + "`?");
        }
      }
  }
  /// Finds each data file, notes its hash, compares a hash that the file states, and lets the object know
  /// where it is; truth's own check reads its content and reports a file that is not there.
  void find_data() {
    const std::vector<DataEntry> stated = content_.data;
    std::map<std::string, std::string> hashes;
    for (const auto& [key, path] : paths_of(content_)) {
      const std::string written = *path;
      for (const fs::path& folder : {file_.parent_path(), options_.base_dir}) {
        std::string bytes;
        if (!read_bytes(folder / written, bytes)) continue;
        relative_[key] = written;
        *path = fs::absolute(folder / written).lexically_normal().string();
        hashes[written] = hex(hash64(bytes));
        check_stated(stated, {written, hashes[written]}, key);
        break;
      }
    }
    content_.data.clear();
    for (const auto& [path, hash] : hashes) content_.data.push_back({path, hash});
  }
  void check_stated(const std::vector<DataEntry>& stated, const DataEntry& read, const std::string& key) {
    for (std::size_t i = 0; i < stated.size(); ++i)
      if (stated[i].path == read.path && stated[i].hash != read.hash)
        diagnostics_.add(reader_.where("data[" + std::to_string(i) + "].hash"),
                         "data[" + std::to_string(i) + "].hash", stated[i].hash,
                         "the file named by `" + key + "` has hash " + read.hash, "it is not the same data");
  }
  Loaded make() {
    content_.sources.clear();
    for (const auto& [key, s] : cited_) content_.sources[key] = {s.title, s.author, s.year, s.url, s.note};
    File shown = content_; // paths as written: where the folder stands is no part of the scenario
    for (const auto& [key, path] : paths_of(shown))
      if (const auto found = relative_.find(key); found != relative_.end()) *path = found->second;
    Writer writer(reader_.notes());
    for (const FieldType& f : type_of<File>().fields) writer.field(f, f.member(&shown), f.key, 0);
    for (const auto& [path, raw] : reader_.notes())
      if (path.empty())
        for (const std::string& each : note_texts(raw)) writer.line(0, each);
    Loaded loaded{to_scenario(content_, reader_), writer.text(), cited_};
    loaded.scenario.values = writer.values();
    loaded.scenario.catalogue_entries = catalogue_;
    loaded.scenario.hash = hash64(loaded.resolved);
    for (const DataEntry& d : content_.data)
      loaded.scenario.data_files.emplace_back(d.path, std::stoull(d.hash, nullptr, 16));
    return loaded;
  }

  fs::path file_;
  const Options& options_;
  Diagnostics diagnostics_;
  Reader reader_{diagnostics_, grade_words()};
  File content_;
  std::map<std::string, std::string> relative_; ///< by key: as written
  Sources cited_;
  std::vector<catalog::Entry> catalogue_;
};

} // namespace

Loaded load(const fs::path& file, const Options& options) {
  Loader loader(file, options);
  Node types;
  const Node root = compose(file, loader.compose_options(), types, loader.diagnostics());
  return loader.finish(root, types);
}

Loaded load_text(std::string_view text, const fs::path& file, const Options& options) {
  Loader loader(file, options);
  Node types;
  const Node root = compose_text(text, file, loader.compose_options(), types, loader.diagnostics());
  return loader.finish(root, types);
}

run::Scenario load_scenario(const fs::path& file, const Options& options) {
  return load(file, options).scenario;
}

std::vector<LibraryType> list_types(const fs::path& data_dir) {
  Diagnostics diagnostics;
  std::vector<LibraryType> all;
  const auto text = [](const Node& node, const char* key) {
    const Node* found = node.find(key);
    return found != nullptr ? found->text : std::string();
  };
  for (const Node::Entry& e : library_types(data_dir / "types", diagnostics))
    all.push_back({e.key.text, text(e.value, "kind"), text(e.value, "doc"), text(e.value, "extends")});
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

std::vector<LibraryRules> list_rules(const fs::path& data_dir) {
  Diagnostics diagnostics;
  std::vector<LibraryRules> all;
  for (const Node::Entry& e : library_rules(data_dir / "rules.yaml", diagnostics)) {
    Reader reader(diagnostics, grade_words());
    reader.allow_parts();
    LibraryRules set{e.key.text, {}};
    reader.read_into(e.value, "rules." + e.key.text, set.rules);
    all.push_back(std::move(set));
  }
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return all;
}

Sources list_sources(const fs::path& data_dir) {
  Diagnostics diagnostics;
  Sources all = read_sources(data_dir / "sources.bib", diagnostics);
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return all;
}

} // namespace dewline::io
