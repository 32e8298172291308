#include "dewline/io/compose.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "dewline/io/reader.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
using Kind = Node::Kind;

constexpr int kMaxIncludes = 50;
constexpr int kMaxExtends = 16;

// ---- includes
// ------------------------------------------------------------------------------------------------------

/// A file's name as shown: relative parts tidied, so that `a/../b.yaml` is `b.yaml`.
std::string shown(const fs::path& path) { return path.lexically_normal().generic_string(); }

class Includer {
 public:
  explicit Includer(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Node read(const fs::path& path, const Where& from) {
    return resolve(read_document(path, shown(path), from, open_.empty() ? "" : "include", diagnostics_),
                   path);
  }
  Node resolve(Node root, const fs::path& path) {
    const Node* list = root.find("include");
    if (list == nullptr) return root;
    std::vector<Node> names = list->kind == Kind::list ? list->items : std::vector{*list};
    root.erase("include");
    open_.push_back(shown(path));
    Node below;
    below.kind = Kind::map;
    for (const Node& name : names) add(below, name, path);
    open_.pop_back();
    return merged(below, root);
  }

 private:
  void add(Node& below, const Node& name, const fs::path& from) {
    if (name.kind != Kind::scalar || name.text.empty())
      return diagnostics_.add(name.at, "include", flow_text(name), "needs file names",
                              "write `include: [radars.yaml]`");
    const fs::path path = from.parent_path() / name.text;
    if (std::find(open_.begin(), open_.end(), shown(path)) != open_.end())
      return diagnostics_.add(name.at, "include", name.text, "this file includes itself", "break the circle");
    if (++num_files_ > kMaxIncludes)
      return diagnostics_.add(name.at, "include", name.text,
                              "more than " + std::to_string(kMaxIncludes) + " included files");
    Node other = read(path, name.at);
    other.erase("dewline");
    check_conflicts(below, other);
    below = merged(below, other);
  }
  /// Two files included side by side may add entries to one block, but not set the same thing.
  void check_conflicts(const Node& have, const Node& other) {
    const auto clash = [&](const Node::Entry& e, const std::string& path, const Node& first) {
      diagnostics_.add(e.key.at, path, {},
                       "is also set by " + first.at.file + ":" + std::to_string(first.at.line),
                       "keep it in one of the included files");
    };
    for (const Node::Entry& e : other.entries) {
      const Node* block = have.find(e.key.text);
      if (block == nullptr) continue;
      if (block->kind != Kind::map || e.value.kind != Kind::map) clash(e, e.key.text, *block);
      else
        for (const Node::Entry& inner : e.value.entries)
          if (const Node* first = block->find(inner.key.text))
            clash(inner, e.key.text + "." + inner.key.text, *first);
    }
  }

  Diagnostics& diagnostics_;
  std::vector<std::string> open_;
  int num_files_ = 0;
};

// ---- overrides
// -----------------------------------------------------------------------------------------------------

struct Override {
  std::string option, path;
  std::vector<std::variant<std::string, std::size_t>> steps;
  Node value;
  [[nodiscard]] Where where() const { return {option, 1, 1}; }
  /// It changes what a type is or which one is taken, so it comes before types are merged in.
  [[nodiscard]] bool early() const {
    const auto* first = std::get_if<std::string>(&steps.front());
    const auto* last = std::get_if<std::string>(&steps.back());
    return (first != nullptr && *first == "types") ||
           (last != nullptr && *last == "type" && steps.size() == 3);
  }
};

/// `faces[0].tilt` -> {faces, 0, tilt}; empty if malformed.
std::vector<std::variant<std::string, std::size_t>> steps_of(const std::string& path) {
  std::vector<std::variant<std::string, std::size_t>> steps;
  std::string word;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    const char c = i < path.size() ? path[i] : '.';
    if (c != '.' && c != '[') {
      word += c;
      continue;
    }
    const bool after_index = word.empty() && i > 0 && path[i - 1] == ']';
    if (word.empty() && !after_index) return {};
    if (!word.empty()) steps.emplace_back(word);
    word.clear();
    if (c == '.') continue;
    const std::size_t end = path.find(']', i);
    const std::string digits = end == std::string::npos ? "" : path.substr(i + 1, end - i - 1);
    if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos)
      return {};
    steps.emplace_back(static_cast<std::size_t>(std::stoul(digits)));
    i = end;
    if (i + 1 == path.size()) return steps;
  }
  return steps;
}

void put_at(Node& node, const Where& at) { // everything in an override stands at the option
  node.at = at;
  for (Node& each : node.items) put_at(each, at);
  for (Node::Entry& e : node.entries) put_at(e.key, at), put_at(e.value, at);
}

std::optional<Override> parse_override(const std::string& text, Diagnostics& diagnostics) {
  Override o;
  o.option = override_option(text);
  const std::size_t equal = text.find('=');
  o.path = text.substr(0, equal);
  o.steps = steps_of(o.path);
  const auto fail = [&](std::string what) {
    diagnostics.add(o.where(), {}, {}, std::move(what),
                    "write `--set sensors.NAME.revisit='10 s'`, `--set sensors.NAME.faces[0].tilt='20 deg'`");
    return std::nullopt;
  };
  if (equal == std::string::npos) return fail("needs `path=value`");
  if (o.steps.empty() || std::holds_alternative<std::size_t>(o.steps.front()))
    return fail("the path is malformed");
  Diagnostics own;
  o.value = parse_document(text.substr(equal + 1), o.option, own);
  for (const Diagnostic& d : own.sorted())
    diagnostics.add(o.where(), o.path, text.substr(equal + 1), d.what, d.hint);
  put_at(o.value, o.where());
  return o;
}

/// A value in long form stands for its value: overriding goes to what is inside.
Node& inside(Node& node) {
  Node* value = is_long_form(node) ? node.find("value") : nullptr;
  return value != nullptr && value->kind != Kind::scalar ? *value : node;
}

/// The blocks whose entries a user names. An entry of theirs is added whole; rule sets and types may stand in a library.
constexpr std::string_view kNamedBlocks[] = {"assets", "centres", "links", "messages", "objects", "sensors"};

/// `links.upp.delay` where there is no link `upp`: a slip of the finger, which must not begin an empty entry.
bool names_no_entry(const Node& root, const Override& o, Diagnostics& diagnostics) {
  const auto* block = std::get_if<std::string>(&o.steps[0]);
  if (o.steps.size() < 3 || block == nullptr || std::ranges::find(kNamedBlocks, *block) == std::end(kNamedBlocks))
    return false;
  const auto* name = std::get_if<std::string>(&o.steps[1]);
  const Node* entries = root.find(*block);
  if (name == nullptr || (entries != nullptr && (entries->kind != Kind::map || entries->find(*name) != nullptr)))
    return false;
  std::vector<std::string> known;
  if (entries != nullptr)
    for (const Node::Entry& e : entries->entries)
      if (!is_note_key(e.key.text)) known.push_back(e.key.text);
  const std::string near = nearest(*name, known), one = block->substr(0, block->size() - 1);
  diagnostics.add(o.where(), o.path, *name, "no such " + one,
                  !near.empty()  ? "did you mean `" + near + "`?"
                  : known.empty() ? "there is none"
                                  : "there are: " + list_words(known));
  return true;
}

void apply(Node& root, const Override& o, Diagnostics& diagnostics) {
  if (names_no_entry(root, o, diagnostics)) return;
  Node* at = &root;
  std::string done;
  for (std::size_t i = 0; i < o.steps.size(); ++i) {
    const bool last = i + 1 == o.steps.size();
    if (i > 0) at = &inside(*at);
    if (const auto* index = std::get_if<std::size_t>(&o.steps[i])) {
      if (at->kind != Kind::list || *index >= at->items.size())
        return diagnostics.add(
            o.where(), o.path, {}, "`" + done + "` has no entry [" + std::to_string(*index) + "]",
            at->kind == Kind::list ? "it has " + std::to_string(at->items.size()) + "; counting begins at 0"
                                   : "it is no list");
      done += "[" + std::to_string(*index) + "]";
      at = &at->items[*index];
    } else {
      const std::string& key = std::get<std::string>(o.steps[i]);
      if (at->kind == Kind::null) at->kind = Kind::map;
      if (at->kind != Kind::map)
        return diagnostics.add(o.where(), o.path, {},
                               "`" + done + "` is a value, not a block: it has no `" + key + "`");
      done += (done.empty() ? "" : ".") + key;
      if (at->find(key) == nullptr) {
        Node fresh;
        fresh.kind = last ? Kind::null : Kind::map;
        fresh.at = o.where();
        at->set(key, std::move(fresh));
      }
      at = at->find(key);
    }
    if (last) *at = o.value;
  }
}

// ---- types
// ---------------------------------------------------------------------------------------------------------

/// A type's notes, said of each value that comes from the type: they must not cover what the entry itself
/// says.
Node with_notes_moved(const Node& type) {
  std::vector<Node::Entry> notes;
  for (const Node::Entry& e : type.entries)
    if (is_note_key(e.key.text)) notes.push_back(e);
  Node out = type;
  if (notes.empty()) return out;
  for (const std::string& key : note_keys()) out.erase(key);
  for (Node::Entry& e : out.entries) {
    if (e.key.text == "kind" || e.key.text == "doc" || e.key.text == "extends") continue;
    Node& value = e.value;
    if (value.kind == Kind::map) {
      const bool own = std::any_of(value.entries.begin(), value.entries.end(),
                                   [](const auto& v) { return is_note_key(v.key.text); });
      if (!own) value.entries.insert(value.entries.end(), notes.begin(), notes.end());
      continue;
    }
    Node longer;
    longer.kind = Kind::map;
    longer.at = value.at;
    longer.entries.push_back({scalar_node("value", value.at), std::move(value)});
    longer.entries.insert(longer.entries.end(), notes.begin(), notes.end());
    value = std::move(longer);
  }
  return out;
}

class Types {
 public:
  Types(const Node& root, const ComposeOptions& options, Diagnostics& diagnostics)
      : options_(options),
        diagnostics_(diagnostics) {
    const Node* types = root.find("types");
    if (types == nullptr) return;
    if (types->kind == Kind::map) types_ = types->entries;
    else diagnostics.add(types->at, "types", flow_text(*types), "needs a block of `name: {kind: ..., ...}`");
    for (const Node::Entry& e : types_) check_own(e);
  }

  /// The entry with its type's values under its own keys.
  void expand(Node& entry, const std::string& path, std::vector<std::string> kinds) {
    const Node* name = entry.kind == Kind::map ? entry.find("type") : nullptr;
    if (name == nullptr) return;
    const Node chosen = *name;
    entry.erase("type");
    Node under;
    under.kind = Kind::map;
    const bool is_object = kinds.front() == "object";
    const Node* own = entry.find("kind");
    const bool says_kind = own != nullptr;
    const bool known = says_kind && own->kind == Kind::scalar && std::ranges::find(kinds, own->text) != kinds.end();
    if (!is_object && known) kinds = {own->text}; // what is no kind is told where it stands
    const std::string kind = collect(chosen, path + ".type", kinds, under, 0);
    if (kind.empty()) return;
    entry = merged(under, entry);
    if (!says_kind) entry.set("kind", scalar_node(is_object ? chosen.text : kind, chosen.at));
  }

 private:
  void check_own(const Node::Entry& e) {
    const std::string path = "types." + e.key.text;
    if (e.value.kind != Kind::map)
      return diagnostics_.add(e.value.at, path, flow_text(e.value), "needs a block: `{kind: radar, ...}`");
    const Node* kind = e.value.find("kind");
    if (kind == nullptr)
      return diagnostics_.add(e.key.at, path + ".kind", {}, "is missing", "`kind: radar` or `kind: object`");
    std::vector<std::string> kinds = kinds_of("sensors");
    kinds.emplace_back("object");
    if (std::find(kinds.begin(), kinds.end(), flow_text(*kind)) == kinds.end())
      diagnostics_.add(kind->at, path + ".kind", flow_text(*kind), "must be " + list_words(kinds));
  }
  const Node* find(const std::string& name) {
    const auto in = [&](const std::vector<Node::Entry>& list) -> const Node* {
      for (const Node::Entry& e : list)
        if (e.key.text == name) return &e.value;
      return nullptr;
    };
    if (const Node* own = in(types_)) return own;
    if (!library_) library_ = library_types(options_.types_dir, diagnostics_);
    return in(*library_);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Node::Entry& e : types_) all.push_back(e.key.text);
    for (const Node::Entry& e : *library_) all.push_back(e.key.text);
    return all;
  }
  /// Puts a type's values, and those that it extends, under `under`; its kind, or nothing if it cannot be used here.
  std::string collect(const Node& name, const std::string& path, const std::vector<std::string>& kinds,
                      Node& under, int depth) {
    const auto fail = [&](std::string what, std::string hint) {
      diagnostics_.add(name.at, path, flow_text(name), std::move(what), std::move(hint));
      return std::string();
    };
    if (name.kind != Kind::scalar) return fail("needs the name of one type", "");
    const Node* found = find(name.text);
    if (found == nullptr) {
      const std::string near = nearest(name.text, names());
      return fail("no such type in this file or in the library",
                  near.empty() ? "" : "did you mean `" + near + "`?");
    }
    if (found->kind != Kind::map) return {}; // told by check_own
    if (depth > kMaxExtends)
      return fail("types extend each other in a circle, or deeper than " + std::to_string(kMaxExtends), "");
    const Node* its = found->find("kind");
    if (its == nullptr) return {};
    if (std::find(kinds.begin(), kinds.end(), its->text) == kinds.end())
      return fail("is a type of " + its->text + "; here " + list_words(kinds) + " is needed", "");
    Node type = with_notes_moved(*found);
    if (const Node* base = found->find("extends"))
      if (collect(*base, "types." + name.text + ".extends", {its->text}, under, depth + 1).empty()) return {};
    for (const char* key : {"kind", "doc", "extends"}) type.erase(key);
    under = merged(under, type);
    return its->text;
  }

  const ComposeOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<Node::Entry> types_;
  std::optional<std::vector<Node::Entry>> library_;
};

void expand_types(Node& root, const ComposeOptions& options, Diagnostics& diagnostics) {
  Types types(root, options, diagnostics);
  for (const std::string_view block : kTypedBlocks) {
    Node* entries = root.find(block);
    if (entries == nullptr || entries->kind != Kind::map) continue;
    for (Node::Entry& e : entries->entries)
      if (!is_note_key(e.key.text)) types.expand(e.value, std::string(block) + "." + e.key.text, kinds_of(block));
  }
  root.erase("types");
}

/// Puts the rule sets that centres name, and that the file does not define whole, in from the library.
void add_rule_sets(Node& root, const ComposeOptions& options, Diagnostics& diagnostics) {
  const Node* centres = root.find("centres");
  if (centres == nullptr || centres->kind != Kind::map || options.rules_file.empty()) return;
  std::optional<std::vector<Node::Entry>> library;
  for (const Node::Entry& centre : std::vector(centres->entries)) {
    const Node* name = centre.value.kind == Kind::map ? centre.value.find("rules") : nullptr;
    if (name != nullptr && is_long_form(*name)) name = name->find("value");
    if (name == nullptr || name->kind != Kind::scalar) continue;
    const Node* rules = root.find("rules");
    const Node* own = rules != nullptr ? rules->find(name->text) : nullptr;
    if (own != nullptr && own->find("states") != nullptr) continue;
    if (!library) library = library_rules(options.rules_file, diagnostics);
    for (const Node::Entry& e : *library) {
      if (e.key.text != name->text) continue;
      Node all;
      all.kind = Kind::map;
      if (rules != nullptr && rules->kind == Kind::map) all = *rules;
      all.set(name->text, own != nullptr ? merged(e.value, *own) : e.value);
      root.set("rules", std::move(all));
      break;
    }
  }
}

Node finish(Node root, const ComposeOptions& options, Node& types, Diagnostics& diagnostics) {
  std::vector<Override> overrides;
  for (const std::string& text : options.overrides)
    if (std::optional<Override> o = parse_override(text, diagnostics)) overrides.push_back(std::move(*o));
  if (root.kind != Kind::map) {
    if (root.kind != Kind::null)
      diagnostics.add(root.at, {}, {}, "a scenario is a block of keys, not a list or a single value",
                      "begin with `dewline: 1`");
    return root;
  }
  for (const Override& o : overrides)
    if (o.early()) apply(root, o, diagnostics);
  if (const Node* own = root.find("types")) types = *own;
  expand_types(root, options, diagnostics);
  for (const Override& o : overrides)
    if (!o.early()) apply(root, o, diagnostics);
  add_rule_sets(root, options, diagnostics);
  return root;
}

} // namespace

std::vector<std::string> kinds_of(std::string_view block) {
  if (block == "objects") return {"object"};
  std::vector<std::string> kinds;
  for (const auto& [value, w] : enum_words(static_cast<sense::Kind*>(nullptr))) kinds.emplace_back(w);
  return kinds;
}

void override_values(Node& root, const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  if (root.kind == Kind::null && !overrides.empty()) root.kind = Kind::map;
  for (const std::string& text : overrides)
    if (std::optional<Override> o = parse_override(text, diagnostics)) apply(root, *o, diagnostics);
}

std::string override_option(std::string_view path_and_value) { return "--set " + std::string(path_and_value); }

Node merged(const Node& under, const Node& over) {
  const bool whole =
      under.kind != Kind::map || over.kind != Kind::map || is_long_form(under) || is_long_form(over);
  if (whole) return over;
  Node out = under;
  out.at = over.at;
  for (const Node::Entry& e : over.entries) {
    Node* below = out.find(e.key.text);
    if (below != nullptr) *below = merged(*below, e.value);
    else out.entries.push_back(e);
  }
  return out;
}

std::vector<Node::Entry> library_types(const fs::path& types_dir, Diagnostics& diagnostics) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& each : fs::directory_iterator(types_dir, error))
    if (each.path().extension() == ".yaml") files.push_back(each.path());
  std::sort(files.begin(), files.end());
  std::vector<Node::Entry> all;
  for (const fs::path& file : files) {
    Node root = read_document(file, shown(file), {shown(file), 1, 1}, {}, diagnostics);
    for (Node::Entry& e : root.entries) all.push_back(std::move(e));
  }
  return all;
}

std::vector<Node::Entry> library_rules(const fs::path& rules_file, Diagnostics& diagnostics) {
  if (!fs::exists(rules_file)) return {};
  Node root = read_document(rules_file, shown(rules_file), {shown(rules_file), 1, 1}, {}, diagnostics);
  Node* rules = root.find("rules");
  return rules != nullptr ? std::move(rules->entries) : std::vector<Node::Entry>{};
}

Node compose(const fs::path& file, const ComposeOptions& options, Node& types, Diagnostics& diagnostics) {
  Node root = Includer(diagnostics).read(file, {shown(file), 1, 1});
  return finish(std::move(root), options, types, diagnostics);
}

Node compose_text(std::string_view text, const fs::path& file, const ComposeOptions& options, Node& types,
                  Diagnostics& diagnostics) {
  Node root = Includer(diagnostics).resolve(parse_document(text, shown(file), diagnostics), file);
  return finish(std::move(root), options, types, diagnostics);
}

} // namespace dewline::io
