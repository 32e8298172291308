#include "dewline/io/writer.hpp"

#include <cmath>

namespace dewline::io {
namespace {

using Kind = Type::Kind;

/// Written on one line whatever it holds.
bool is_inline(const Type& type) {
  if (type.kind == Kind::optional || type.kind == Kind::list) return is_inline(*type.element);
  return type.kind != Kind::record && type.kind != Kind::dictionary && type.kind != Kind::choice;
}

bool is_empty(const Type& type, const void* value) {
  bool empty = type.kind == Kind::optional || type.kind == Kind::list || type.kind == Kind::dictionary;
  if (empty) type.each(value, [&](const std::string&, const void*) { empty = false; });
  if (type.kind == Kind::text) empty = static_cast<const std::string*>(value)->empty();
  return empty;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& p : parts) all += (all.empty() ? "" : ", ") + p;
  return all;
}

std::string number_text(double v, const Spec& spec) {
  return std::isfinite(v) ? print_quantity(v, spec.dimension) : std::string();
}

} // namespace

std::string inline_text(const Type& type, const Spec& spec, const void* value) {
  std::vector<std::string> parts;
  switch (type.kind) {
    case Kind::number: return number_text(*static_cast<const double*>(value), spec);
    case Kind::integer: return std::to_string(type.get_integer(value));
    case Kind::boolean: return type.get_integer(value) != 0 ? "true" : "false";
    case Kind::word: return type.words[static_cast<std::size_t>(type.get_integer(value))];
    case Kind::text: return quoted_if_needed(*static_cast<const std::string*>(value));
    case Kind::custom: return type.write_custom(value);
    case Kind::row:
      for (std::size_t i = 0; i < type.length; ++i) {
        parts.push_back(number_text(static_cast<const double*>(value)[i], spec));
        if (parts.back().empty()) return {};
      }
      return "[" + joined(parts) + "]";
    case Kind::list:
    case Kind::optional:
      type.each(value, [&](const std::string&, const void* each) {
        parts.push_back(inline_text(*type.element, spec, each));
      });
      return type.kind == Kind::list ? "[" + joined(parts) + "]" : joined(parts);
    case Kind::record:
    case Kind::choice:
    case Kind::dictionary: return {};
  }
  return {};
}

std::vector<std::string> note_texts(const RawNote& note) {
  std::vector<std::string> parts, keys;
  if (note.between) parts.push_back("between: [" + note.between->first + ", " + note.between->second + "]");
  for (const auto& [key, at] : note.sources) keys.push_back(quoted_if_needed(key));
  if (!keys.empty()) parts.push_back("source: [" + joined(keys) + "]");
  if (!note.grade.empty()) parts.push_back("grade: " + note.grade);
  if (!note.fitted_to.empty()) parts.push_back("fitted_to: " + quoted_if_needed(note.fitted_to));
  if (!note.note.empty()) parts.push_back("note: " + quoted_if_needed(note.note));
  return parts;
}

const RawNote* Writer::note(const std::string& path) const {
  const auto found = notes_.find(path);
  return found == notes_.end() ? nullptr : &found->second;
}

void Writer::line(int indent, const std::string& text) {
  out_ += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
}

void Writer::field(const FieldType& field, const void* value, const std::string& path, int indent) {
  if (field.need == Need::optional && is_empty(*field.type, value)) return;
  entry(field.key + ":", *field.type, field.spec, value, path, indent);
}

void Writer::entry(const std::string& head, const Type& type, const Spec& spec, const void* value,
                   const std::string& path, int indent) {
  if (type.kind == Kind::optional)
    return type.each(value, [&](const std::string&, const void* inner) {
      entry(head, *type.element, spec, inner, path, indent);
    });
  const RawNote* beside = note(path);
  if (is_inline(type)) {
    std::string text = inline_text(type, spec, value);
    if (text.empty()) return;
    if (beside != nullptr && !beside->value_text.empty() && type.kind != Kind::text)
      text = beside->value_text;
    values_[path] = text;
    if (beside == nullptr) return line(indent, head + " " + text);
    std::vector<std::string> parts = note_texts(*beside);
    parts.insert(parts.begin(), "value: " + text);
    return line(indent, head + " {" + joined(parts) + "}");
  }
  if (type.kind == Kind::list && beside != nullptr) {
    line(indent, head);
    line(indent + 2, "value:");
    list(type, spec, value, path, indent + 4);
    for (const std::string& each : note_texts(*beside)) line(indent + 2, each);
    return;
  }
  if (is_empty(type, value) && beside == nullptr)
    return line(indent, head + (type.kind == Kind::list ? " []" : " {}"));
  const std::size_t begin = out_.size();
  line(indent, head);
  const std::size_t inner = out_.size();
  block(type, spec, value, path, indent + 2);
  if (out_.size() != inner) return;
  out_.resize(begin); // every field is absent
  line(indent, head + " {}");
}

void Writer::block(const Type& type, const Spec& spec, const void* value, const std::string& path,
                   int indent) {
  if (type.kind == Kind::list) return list(type, spec, value, path, indent);
  if (type.kind == Kind::choice) {
    const auto chosen = static_cast<std::size_t>(type.get_integer(value));
    values_[path + ".kind"] = type.words[chosen];
    if (chosen != 0) line(indent, "kind: " + type.words[chosen]);
    return block(*type.choices[chosen], spec, value, path, indent);
  }
  if (type.kind == Kind::record)
    for (const FieldType& f : type.fields)
      field(f, f.member(const_cast<void*>(value)), path.empty() ? f.key : path + "." + f.key, indent);
  if (type.kind == Kind::dictionary)
    type.each(value, [&](const std::string& id, const void* each) {
      const std::string head = quoted_if_needed(id);
      entry(head + ":", *type.element, spec, each, path + "." + id, indent);
    });
  if (const RawNote* beside = note(path))
    for (const std::string& each : note_texts(*beside)) line(indent, each);
}

void Writer::list(const Type& type, const Spec& spec, const void* value, const std::string& path,
                  int indent) {
  std::size_t i = 0;
  type.each(value, [&](const std::string&, const void* each) {
    const std::string item = path + "[" + std::to_string(i++) + "]";
    const std::size_t begin = out_.size();
    block(*type.element, spec, each, item, indent + 2);
    if (out_.size() == begin) return line(indent, "- {}");
    out_[begin + static_cast<std::size_t>(indent)] = '-'; // the first line's indent becomes the list's mark
  });
}

} // namespace dewline::io
