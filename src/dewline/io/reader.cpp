#include "dewline/io/reader.hpp"

#include <algorithm>
#include <cmath>

namespace dewline::io {
namespace {

using Kind = Type::Kind;

std::string join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}
std::string index(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

const FieldType* field_of(const Type& record, std::string_view key) {
  for (const FieldType& f : record.fields)
    if (f.key == key) return &f;
  return nullptr;
}

bool is_id(std::string_view s) {
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !s.empty() && s.size() <= 80 && alnum(s[0]) &&
         std::all_of(s.begin(), s.end(), [&](char c) { return alnum(c) || c == '-'; });
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  return near.empty() ? std::string() : "did you mean `" + near + "`?";
}

std::string kind_word(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::scalar: return "a single value";
    case Node::Kind::list: return "a list";
    case Node::Kind::map: return "a block of keys";
  }
  return {};
}

/// `12:30`, `010`, `0x10`, `1_000`, `.inf`: numbers that YAML 1.1 reads in its own way; why, and what to
/// write.
std::optional<QuantityError> trap(const std::string& text) {
  const std::string read = yaml11_reading(text);
  if (read == "a number in base 60")
    return QuantityError{"YAML 1.1 reads this as a number in base 60",
                         "write `750 s` for 12 min 30 s, `12.5 h` for half past twelve"};
  if (read == "a number in base 8") {
    const std::size_t first = text.find_first_not_of("+-0_");
    return QuantityError{"YAML 1.1 reads a leading 0 as base 8",
                         "write `" + (first == std::string::npos ? std::string("0") : text.substr(first)) +
                             "` if it is decimal"};
  }
  if (read == "a truth value")
    return QuantityError{"YAML 1.1 reads this as a truth value; a number is due here", ""};
  if (!read.empty() && text.find_first_of("_xXoO") != std::string::npos)
    return QuantityError{"is not a decimal number", "write it in decimal digits without `_`"};
  return std::nullopt;
}

std::string source_of(const Node& node) { return node.text; }

/// A longitude's letter on a latitude, or the other way round; nothing if there is none.
const char* swapped(const std::string& path, const std::string& text) {
  const std::string key = path.substr(path.find_last_of('.') + 1);
  const char last = text.empty() ? ' ' : text.back();
  if (key == "lat" && (last == 'E' || last == 'W')) return "an east or west longitude stands where a latitude is due";
  if (key == "lon" && (last == 'N' || last == 'S')) return "a north or south latitude stands where a longitude is due";
  return nullptr;
}

} // namespace

const std::vector<std::string>& note_keys() {
  static const std::vector<std::string> keys{"between", "source", "grade", "note", "fitted_to"};
  return keys;
}
bool is_note_key(std::string_view key) {
  return std::find(note_keys().begin(), note_keys().end(), key) != note_keys().end();
}
bool is_long_form(const Node& node) { return node.kind == Node::Kind::map && node.find("value") != nullptr; }

std::string list_words(const std::vector<std::string>& words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i)
    all += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return all;
}

std::string as_id(std::string_view s) {
  std::string id;
  for (const char c : s) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) id += c;
    else if (c >= 'A' && c <= 'Z') id += static_cast<char>(c + 32);
    else if (!id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string bounds_text(const Spec& spec) {
  const auto print = [&](double v) { return print_quantity(v, spec.dimension); };
  const auto [low, high, open] = std::tuple(spec.bounds.low, spec.bounds.high, spec.bounds.open_low);
  if (low == high) return "must be " + print(low);
  if (std::isfinite(low) && std::isfinite(high))
    return open ? "must be > " + print(low) + " and at most " + print(high)
                : "must be between " + print(low) + " and " + print(high);
  if (std::isfinite(low)) return std::string("must be ") + (open ? "> " : ">= ") + print(low);
  if (std::isfinite(high)) return "must be <= " + print(high);
  return "must be a finite number";
}

std::vector<double> numbers_of(const Type& type, const void* value) {
  if (type.kind == Kind::number) return {*static_cast<const double*>(value)};
  if (type.kind == Kind::integer) return {static_cast<double>(type.get_integer(value))};
  if (type.kind == Kind::row)
    return {static_cast<const double*>(value), static_cast<const double*>(value) + type.length};
  if (type.kind == Kind::custom && type.size_of) {
    const std::optional<double> size = type.size_of(value);
    return size ? std::vector{*size} : std::vector<double>{};
  }
  std::vector<double> found;
  if (type.kind == Kind::optional)
    type.each(value,
              [&](const std::string&, const void* inner) { found = numbers_of(*type.element, inner); });
  return found;
}

bool keeps_text(const Type& type) {
  if (type.kind == Kind::optional || type.kind == Kind::list) return keeps_text(*type.element);
  return type.kind != Kind::record && type.kind != Kind::dictionary && type.kind != Kind::choice &&
         (type.kind != Kind::custom || type.size_of);
}

void Reader::error(const Node& node, const std::string& path, std::string what, std::string hint) {
  diagnostics_.add(node.at, path, flow_text(node), std::move(what), std::move(hint));
}

void Reader::mark(const Node& node, const std::string& path) {
  const bool block = node.kind == Node::Kind::map || node.kind == Node::Kind::list;
  marks_[path] = {node.at, block && flow_text(node).size() > 60 ? std::string() : flow_text(node)};
}

void Reader::read(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out) {
  mark(node, path);
  if (node.kind == Node::Kind::null)
    return error(node, path, "has no value", "write one, or leave the key out");
  if (type.kind == Kind::optional) return read(*type.element, spec, node, path, type.append(out));
  const bool own_key =
      type.kind == Kind::dictionary || (type.kind == Kind::record && field_of(type, "value") != nullptr);
  if (is_long_form(node) && !own_key) return read_long_form(type, spec, node, path, out);
  read_value(type, spec, node, path, out);
}

void Reader::read_value(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                        void* out) {
  switch (type.kind) {
    case Kind::number:
      if (const std::optional<double> v = number(spec, node, path)) *static_cast<double*>(out) = *v;
      return;
    case Kind::integer: return read_integer(type, spec, node, path, out);
    case Kind::boolean: return read_boolean(type, node, path, out);
    case Kind::text:
      if (std::optional<std::string> s = text(node, path)) *static_cast<std::string*>(out) = std::move(*s);
      return;
    case Kind::word: return read_word(type, node, path, out);
    case Kind::optional: return read(*type.element, spec, node, path, type.append(out));
    case Kind::list: return read_list(type, spec, node, path, out);
    case Kind::row: return read_row(type, spec, node, path, out);
    case Kind::record: return read_record(type, node, path, out);
    case Kind::dictionary: return read_dictionary(type, spec, node, path, out);
    case Kind::custom: return read_custom(type, spec, node, path, out);
    case Kind::choice: return read_choice(type, node, path, out);
  }
}

std::optional<double> Reader::number(const Spec& spec, const Node& node, const std::string& path) {
  const std::string want = spec.dimension == Dimension::none
                               ? std::string("a number")
                               : "a quantity of " + std::string(dimension_word(spec.dimension));
  if (node.kind != Node::Kind::scalar) {
    error(node, path, "needs " + want + ", not " + kind_word(node));
    return std::nullopt;
  }
  if (const std::optional<QuantityError> bad = trap(node.text); bad && node.plain) {
    error(node, path, bad->what, bad->hint);
    return std::nullopt;
  }
  const Quantity parsed = parse_quantity(node.text, spec.dimension);
  if (const auto* bad = std::get_if<QuantityError>(&parsed)) {
    const bool angle = bad->hint.ends_with(" rad`"); // people write degrees
    error(node, path, bad->what, angle ? bad->hint.substr(0, bad->hint.size() - 5) + " deg`" : bad->hint);
    return std::nullopt;
  }
  if (const char* other = swapped(path, node.text)) {
    error(node, path, other, "a place is `lat` north or south, then `lon` east or west");
    return std::nullopt;
  }
  const double value = std::get<double>(parsed);
  if (!std::isfinite(value) || !spec.bounds.holds(value)) {
    error(node, path, bounds_text(spec));
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> Reader::text(const Node& node, const std::string& path) {
  if (node.kind != Node::Kind::scalar) {
    error(node, path, "needs a text, not " + kind_word(node));
    return std::nullopt;
  }
  if (const std::string read = yaml11_reading(node.text); node.plain && !read.empty()) {
    error(node, path, "YAML 1.1 reads this as " + read + "; a text is due here",
          "quote it: `\"" + node.text + "\"`");
    return std::nullopt;
  }
  return node.text;
}

void Reader::read_integer(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                          void* out) {
  const std::optional<double> v = number({Dimension::none, spec.bounds}, node, path);
  if (!v) return;
  if (*v != std::floor(*v)) return error(node, path, "must be a whole number");
  if (!(*v >= type.lowest && *v <= type.highest))
    return error(node, path, bounds_text({Dimension::none, between(type.lowest, type.highest)}));
  type.set_integer(out, static_cast<std::int64_t>(*v));
}

void Reader::read_boolean(const Type& type, const Node& node, const std::string& path, void* out) {
  if (node.kind == Node::Kind::scalar && (node.text == "true" || node.text == "false"))
    return type.set_integer(out, node.text == "true" ? 1 : 0);
  error(node, path, "must be true or false",
        "`yes`, `no`, `on`, `off` mean different things to different YAML readers");
}

void Reader::read_word(const Type& type, const Node& node, const std::string& path, void* out) {
  if (node.kind != Node::Kind::scalar)
    return error(node, path, "must be " + list_words(type.words) + ", not " + kind_word(node));
  const auto found = std::find(type.words.begin(), type.words.end(), node.text);
  if (found != type.words.end()) return type.set_integer(out, found - type.words.begin());
  error(node, path, "must be " + list_words(type.words), did_you_mean(node.text, type.words));
}

void Reader::read_list(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                       void* out) {
  type.clear(out);
  if (node.kind == Node::Kind::scalar && type.element->kind == Kind::text)
    return read(*type.element, spec, node, path, type.append(out));
  if (node.kind != Node::Kind::list)
    return error(node, path, "needs a list, not " + kind_word(node),
                 "begin each entry with `- `, or write `[a, b]`");
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (is_long_form(node.items[i]) && keeps_text(*type.element))
      error(node.items[i], index(path, i), "a note belongs to the whole list",
            "write `{value: [...], source: ...}`");
    else read(*type.element, spec, node.items[i], index(path, i), type.append(out));
  }
}

void Reader::read_row(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                      void* out) {
  if (node.kind != Node::Kind::list || node.items.size() != type.length)
    return error(node, path, "needs a list of exactly " + std::to_string(type.length) + " values",
                 type.length == 2 ? "write `[from, to]`, each with its unit" : "");
  for (std::size_t i = 0; i < type.length; ++i) {
    mark(node.items[i], index(path, i));
    if (const std::optional<double> v = number(spec, node.items[i], index(path, i)))
      static_cast<double*>(out)[i] = *v;
  }
}

void Reader::unknown_key(const Node& key, const std::string& path, const std::vector<std::string>& known,
                         const Type* record) {
  std::string hint = did_you_mean(key.text, known);
  if (hint.empty() && key.text.find(' ') != std::string::npos)
    hint = "a text with a comma needs quotes inside `{...}`";
  if (record != nullptr)
    for (const FieldType& f : record->fields)
      if (f.name == key.text) hint = "write `" + f.key + "` and put the unit behind the value";
  if (hint.empty()) {
    std::string all;
    for (const std::string& k : known)
      if (!is_note_key(k)) all += (all.empty() ? "" : ", ") + k;
    hint = "known here: " + (all.size() > 200 ? all.substr(0, all.rfind(',', 200)) + ", ..." : all);
  }
  diagnostics_.add(key.at, join(path, key.text), {}, "unknown key", hint);
}

void Reader::read_record(const Type& type, const Node& node, const std::string& path, void* out) {
  std::vector<std::string> known;
  for (const FieldType& f : type.fields) known.push_back(f.key);
  if (node.kind != Node::Kind::map)
    return error(node, path, "needs a block of keys, not " + kind_word(node),
                 "its keys: " + list_words(known));
  known.insert(known.end(), note_keys().begin(), note_keys().end());
  for (const Node::Entry& e : node.entries) {
    if (e.key.kind != Node::Kind::scalar || e.key.text == "<<") continue; // told when the document was read
    if (const FieldType* f = field_of(type, e.key.text))
      read(*f->type, f->spec, e.value, join(path, f->key), f->member(out));
    else if (!is_note_key(e.key.text)) unknown_key(e.key, path, known, &type);
  }
  keep(path, read_note(node, path, &type));
  for (const FieldType& f : type.fields)
    if (f.need == Need::required && !parts_ && node.find(f.key) == nullptr)
      diagnostics_.add(node.at, join(path, f.key), {}, "is missing", f.doc);
}

void Reader::read_choice(const Type& type, const Node& node, const std::string& path, void* out) {
  std::int64_t chosen = 0;
  Node own = node;
  const Node* kind = node.kind == Node::Kind::map ? node.find("kind") : nullptr;
  if (kind != nullptr) {
    mark(*kind, join(path, "kind"));
    const auto found = std::find(type.words.begin(), type.words.end(), kind->text);
    if (found == type.words.end() || kind->kind != Node::Kind::scalar)
      return error(*kind, join(path, "kind"), "must be " + list_words(type.words),
                   did_you_mean(kind->text, type.words));
    chosen = found - type.words.begin();
    own.erase("kind");
  }
  type.set_integer(out, chosen);
  read_record(*type.choices[static_cast<std::size_t>(chosen)], own, path, out);
}

void Reader::read_dictionary(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                             void* out) {
  if ((node.kind == Node::Kind::scalar || is_long_form(node)) && type.element->kind == Kind::number)
    return read(*type.element, spec, node, join(path, "any"), type.entry(out, "any")); // one value for all
  if (node.kind != Node::Kind::map)
    return error(node, path, "needs a block of `name: ...`, not " + kind_word(node));
  for (const Node::Entry& e : node.entries) {
    if (e.key.kind != Node::Kind::scalar || is_note_key(e.key.text)) continue;
    const std::string inner = join(path, e.key.text);
    if (!is_id(e.key.text)) {
      const std::string better = as_id(e.key.text);
      diagnostics_.add(e.key.at, inner, {},
                       "a name must be lower-case letters, digits and `-`, beginning with a letter or digit",
                       better.empty() ? "" : "write `" + better + "`");
    }
    read(*type.element, spec, e.value, inner, type.entry(out, e.key.text));
  }
  keep(path, read_note(node, path, nullptr));
}

void Reader::read_custom(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                         void* out) {
  if (node.kind != Node::Kind::map) return type.read_custom(*this, spec, node, path, out);
  Node own = node; // the notes beside it are not its own
  for (const std::string& key : note_keys()) own.erase(key);
  type.read_custom(*this, spec, own, path, out);
  RawNote note = read_note(node, path, nullptr);
  if (keeps_text(type)) note.value_text = flow_text(own);
  if (const Node* between = node.find("between")) read_between(type, spec, *between, path, out, note);
  keep(path, std::move(note));
}

void Reader::read_long_form(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                            void* out) {
  std::vector<std::string> known = note_keys();
  known.emplace_back("value");
  for (const Node::Entry& e : node.entries)
    if (e.key.kind == Node::Kind::scalar && e.key.text != "value" && !is_note_key(e.key.text))
      unknown_key(e.key, path, known, nullptr);
  const Node& value = *node.find("value");
  if (value.kind == Node::Kind::null)
    return error(value, path, "has no value", "write one, or leave the key out");
  const std::size_t before = diagnostics_.size();
  if (is_long_form(value)) return error(value, path, "`value` inside `value`", "write the value itself");
  read_value(type, spec, value, path, out);
  mark(value, path);
  RawNote note = read_note(node, path, nullptr);
  if (keeps_text(type)) note.value_text = flow_text(value);
  const bool good = diagnostics_.size() == before;
  if (const Node* between = node.find("between"); between != nullptr && good)
    read_between(type, spec, *between, path, out, note);
  keep(path, std::move(note));
}

void Reader::read_between(const Type& type, const Spec& wanted, const Node& node, const std::string& path,
                          const void* value, RawNote& note) {
  const Spec& spec = type.own_spec ? *type.own_spec : wanted;
  const std::string key = path + ".between";
  const std::vector<double> middle = numbers_of(type, value);
  if (middle.empty()) return error(node, key, "a range needs a number as its value", "leave `between` out");
  if (node.kind != Node::Kind::list || node.items.size() != 2)
    return error(node, key, "needs a list of exactly 2 values, least and greatest",
                 "write `[4000 km, 6000 km]`");
  std::vector<double> ends[2];
  for (std::size_t side = 0; side < 2; ++side) {
    const Node& end = node.items[side];
    const std::string end_path = index(key, side);
    if (type.kind == Kind::row && (end.kind != Node::Kind::list || end.items.size() != type.length))
      return error(end, end_path,
                   "needs a list of exactly " + std::to_string(type.length) + " values, like the value");
    const std::size_t n = type.kind == Kind::row ? type.length : 1;
    for (std::size_t i = 0; i < n; ++i) {
      const std::optional<double> v =
          number(spec, n == 1 && type.kind != Kind::row ? end : end.items[i], end_path);
      if (!v) return;
      ends[side].push_back(*v);
    }
  }
  for (std::size_t i = 0; i < middle.size(); ++i) {
    const double slack = 1e-12 * std::max(std::abs(ends[0][i]), std::abs(ends[1][i]));
    if (!(ends[0][i] <= ends[1][i])) return error(node, key, "the least value comes first", "swap them");
    if (!(middle[i] >= ends[0][i] - slack && middle[i] <= ends[1][i] + slack))
      return error(node, key, "must contain the value " + print_quantity(middle[i], spec.dimension),
                   "widen the range or correct the value");
  }
  note.between = {flow_text(node.items[0]), flow_text(node.items[1])};
}

void Reader::read_sources(const Node& node, const std::string& path, RawNote& note) {
  const auto one = [&](const Node& each) {
    if (const std::optional<std::string> key = text(each, join(path, "source")))
      note.sources.emplace_back(source_of(each), each.at);
  };
  if (node.kind != Node::Kind::list) return one(node);
  for (const Node& each : node.items) one(each);
}

RawNote Reader::read_note(const Node& block, const std::string& path, const Type* record) {
  RawNote note;
  const auto find = [&](std::string_view key) {
    return block.kind == Node::Kind::map ? block.find(key) : nullptr;
  };
  const auto owned = [&](std::string_view key) {
    return record != nullptr && field_of(*record, key) != nullptr;
  };
  if (const Node* n = find("source")) read_sources(*n, path, note);
  if (const Node* n = find("note"); n != nullptr && !owned("note"))
    note.note = text(*n, join(path, "note")).value_or("");
  if (const Node* n = find("fitted_to")) note.fitted_to = text(*n, join(path, "fitted_to")).value_or("");
  if (const Node* n = find("grade"); n != nullptr && !owned("grade")) {
    const std::string word = text(*n, join(path, "grade")).value_or("");
    if (std::find(grades_.begin(), grades_.end(), word) != grades_.end()) note.grade = word;
    else if (!word.empty())
      error(*n, join(path, "grade"), "must be " + list_words(grades_), did_you_mean(word, grades_));
    if (word == "fitted" && find("fitted_to") == nullptr)
      error(*n, join(path, "grade"), "a fitted value needs `fitted_to`",
            "name what it was tuned to; that match is no evidence");
  }
  if (const Node* n = find("fitted_to"); n != nullptr && note.grade != "fitted" && find("grade") == nullptr)
    error(*n, join(path, "fitted_to"), "needs `grade: fitted` beside it");
  if (const Node* n = find("between"); n != nullptr && record != nullptr && !owned("between"))
    error(*n, join(path, "between"), "a range belongs beside one value, not in a block",
          "write `{value: ..., between: [..., ...]}`");
  return note;
}

void Reader::keep(const std::string& path, RawNote note) {
  if (!note.empty()) notes_[path] = std::move(note);
}

Where Reader::where(std::string path) const {
  for (;;) {
    if (const auto found = marks_.find(path); found != marks_.end()) return found->second.at;
    if (path.empty()) return {};
    const std::size_t cut = path.find_last_of(".[");
    path = cut == std::string::npos ? std::string() : path.substr(0, cut);
  }
}

std::string Reader::value_at(const std::string& path) const {
  const auto found = marks_.find(path);
  return found == marks_.end() ? std::string() : found->second.value;
}

namespace {
/// `a.range_m[0].x_s` -> `a.range[0].x`: components may name members, files have keys.
std::string without_units(const std::string& path) {
  std::string out, part;
  const auto flush = [&] {
    out += std::string(split_unit_suffix(part).stem);
    part.clear();
  };
  for (const char c : path) {
    if (c == '.' || c == '[') flush(), out += c;
    else if (c == ']') out += part + c, part.clear();
    else part += c;
  }
  flush();
  return out;
}
} // namespace

void Reader::add_problems(const Problems& problems, const std::string& prefix) {
  if (diagnostics_.has_below(prefix)) return;
  for (const Problem& p : problems.list()) {
    const std::string full = p.path.empty() ? prefix : prefix + (p.path[0] == '[' ? "" : ".") + p.path;
    const std::string path = marks_.contains(full) ? full : without_units(full);
    diagnostics_.add(where(path), path, p.value.empty() ? value_at(path) : p.value, p.what, p.hint);
  }
}

} // namespace dewline::io
