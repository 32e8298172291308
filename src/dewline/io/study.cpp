#include "dewline/io/study.hpp"

#include "dewline/io/document.hpp"
#include "dewline/io/reader.hpp"

namespace dewline::io {
namespace {

std::string value_text(const Node& node) {
  return node.kind == Node::Kind::scalar ? quoted_if_needed(node.text) : flow_text(node);
}

void read_variant(Reader& reader, const Spec&, const Node& node, const std::string& path, void* out) {
  auto& variant = *static_cast<run::VariantParams*>(out);
  variant = {};
  if (node.kind != Node::Kind::map)
    return reader.error(node, path, "needs a block of `path: value`", "write `{links.NAME.share: nothing}`, or `{}`");
  for (const Node::Entry& e : node.entries) {
    const std::string inner = path + "." + e.key.text;
    reader.mark(e.value, inner);
    if (e.value.kind == Node::Kind::null) reader.error(e.value, inner, "has no value", "write what the key is set to");
    else if (e.key.text.starts_with("study")) reader.error(e.key, inner, "a variant cannot change what is compared");
    else variant.changes[e.key.text] = value_text(e.value);
  }
}

std::string write_variant(const void* at) {
  std::string all;
  for (const auto& [path, value] : static_cast<const run::VariantParams*>(at)->changes)
    all += (all.empty() ? "" : ", ") + quoted_if_needed(path) + ": " + value;
  return "{" + all + "}";
}

} // namespace

Type Custom<run::VariantParams>::describe() {
  Type type;
  type.kind = Type::Kind::custom;
  type.name = "Variant";
  type.read_custom = read_variant;
  type.write_custom = write_variant;
  type.form = "values by path, as after --set: `{links.north-to-south.share: nothing}`; `{}`: the file as it is";
  type.schema_custom = R"({"type": "object"})";
  return type;
}

} // namespace dewline::io
