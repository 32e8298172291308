// The JSON Schema and the page of documents follow the field lists; shipped scenarios match the schema.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "dewline/io/document.hpp"
#include "dewline/io/file.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/schema.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
const fs::path kSource = DEWLINE_SOURCE_DIR;

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

/// A YAML node as an editor's JSON: plain numbers and truth values are what they look like.
Json to_json(const Node& node) {
  Json out;
  if (node.kind == Node::Kind::list) {
    out = Json::array();
    for (const Node& each : node.items) out.push_back(to_json(each));
  } else if (node.kind == Node::Kind::map) {
    out = Json::object();
    for (const auto& [key, value] : node.entries) out[key.text] = to_json(value);
  } else if (node.plain && (node.text == "true" || node.text == "false")) {
    out = node.text == "true";
  } else if (node.plain && std::regex_match(node.text, std::regex("[+-]?[0-9]+"))) {
    out = std::stoll(node.text);
  } else if (node.plain &&
             std::regex_match(node.text, std::regex("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?"))) {
    out = std::stod(node.text);
  } else if (node.kind == Node::Kind::scalar) {
    out = node.text;
  }
  return out;
}

/// The part of draft 2020-12 that our schema uses. `seen` gets the keys that some subschema has looked at.
class Checker {
 public:
  explicit Checker(Json root) : root_(std::move(root)) {}
  bool matches(const Json& value) {
    std::set<std::string> seen;
    return matches(root_, value, "", seen);
  }
  std::string why;

 private:
  bool fail(const std::string& path, const std::string& what) {
    why = path + ": " + what;
    return false;
  }
  bool matches(const Json& schema, const Json& value, const std::string& path, std::set<std::string>& seen) {
    if (schema.is_boolean()) return schema.get<bool>() || fail(path, "nothing is allowed here");
    if (schema.contains("anyOf")) {
      bool any = false;
      for (const Json& each : schema["anyOf"]) {
        std::set<std::string> inner;
        if (matches(each, value, path, inner)) any = true, seen.insert(inner.begin(), inner.end());
      }
      if (!any) return fail(path, "none of the alternatives: " + value.dump() + "; last: " + why);
    }
    if (schema.contains("$ref") &&
        !matches(root_["$defs"].at(schema["$ref"].get<std::string>().substr(8)), value, path, seen))
      return false;
    return is_type(schema, value, path) && is_scalar(schema, value, path) && is_array(schema, value, path) &&
           is_object(schema, value, path, seen);
  }
  bool is_type(const Json& schema, const Json& value, const std::string& path) {
    if (!schema.contains("type")) return true;
    const std::string type = schema["type"];
    const bool good = type == "object"    ? value.is_object()
                      : type == "array"   ? value.is_array()
                      : type == "string"  ? value.is_string()
                      : type == "boolean" ? value.is_boolean()
                      : type == "integer" ? value.is_number_integer()
                                          : value.is_number();
    return good || fail(path, "is no " + type + ": " + value.dump());
  }
  bool is_scalar(const Json& schema, const Json& value, const std::string& path) {
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      return fail(path, "not among the words: " + value.dump());
    if (schema.contains("pattern") &&
        !std::regex_search(value.get<std::string>(), std::regex(schema["pattern"].get<std::string>())))
      return fail(path, "does not match " + schema["pattern"].dump());
    if (schema.contains("minimum") && !(value >= schema["minimum"])) return fail(path, "too small");
    if (schema.contains("exclusiveMinimum") && !(value > schema["exclusiveMinimum"]))
      return fail(path, "too small");
    if (schema.contains("maximum") && !(value <= schema["maximum"])) return fail(path, "too large");
    return true;
  }
  bool is_array(const Json& schema, const Json& value, const std::string& path) {
    if (!value.is_array()) return true;
    if (schema.contains("minItems") && value.size() < schema["minItems"]) return fail(path, "too few");
    if (schema.contains("maxItems") && value.size() > schema["maxItems"]) return fail(path, "too many");
    for (std::size_t i = 0; i < value.size() && schema.contains("items"); ++i) {
      std::set<std::string> seen;
      if (!matches(schema["items"], value[i], path + "[" + std::to_string(i) + "]", seen)) return false;
    }
    return true;
  }
  bool is_object(const Json& schema, const Json& value, const std::string& path,
                 std::set<std::string>& seen) {
    if (!value.is_object()) return true;
    for (const Json& key : schema.value("required", Json::array()))
      if (!value.contains(key.get<std::string>())) return fail(path, "lacks " + key.dump());
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, inner] : value.items()) {
      std::set<std::string> deeper;
      if (schema.contains("propertyNames") &&
          !std::regex_search(key, std::regex(schema["propertyNames"]["pattern"].get<std::string>())))
        return fail(path, "no such name: " + key);
      if (properties.contains(key)) {
        seen.insert(key);
        if (!matches(properties[key], inner, path + "." + key, deeper)) return false;
      } else if (schema.contains("additionalProperties")) {
        seen.insert(key);
        if (!matches(schema["additionalProperties"], inner, path + "." + key, deeper)) return false;
      }
      if (schema.contains("unevaluatedProperties") && !seen.contains(key))
        return fail(path, "unknown key " + key);
    }
    return true;
  }

  Json root_;
};

Json document(const fs::path& file, const std::string& text = {}) {
  Diagnostics diagnostics;
  const Node root = parse_document(text.empty() ? slurp(file) : text, file.string(), diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << file;
  return to_json(root);
}

TEST(Schema, MatchesTheBaseFileAndItsResolvedForm) {
  Checker checker(Json::parse(json_schema()));
  const fs::path base = kSource / "tests/io/base.yaml";
  EXPECT_TRUE(checker.matches(document(base))) << checker.why;
  EXPECT_TRUE(checker.matches(document(base, load(base, {{}, kSource / "data"}).resolved))) << checker.why;
}

TEST(Schema, MatchesEveryShippedScenario) {
  Checker checker(Json::parse(json_schema()));
  for (const auto& each : fs::directory_iterator(kSource / "scenarios")) {
    if (each.path().extension() != ".yaml") continue;
    EXPECT_TRUE(checker.matches(document(each.path()))) << each.path() << checker.why;
  }
}

TEST(Schema, RefusesWhatTheLoaderRefuses) {
  Checker checker(Json::parse(json_schema()));
  for (const char* name : {"unit-of-other-dimension", "bound-probability", "key-unknown-at-root",
                           "key-unknown-in-entry", "key-missing-in-face", "shape-interval-of-three",
                           "shape-value-for-block", "word-unknown", "word-swerling", "word-grade",
                           "id-upper-case", "format-version", "delay-two-values", "condition-empty"})
    EXPECT_FALSE(checker.matches(document(kSource / "tests/io/broken" / (std::string(name) + ".yaml"))))
        << name;
}

void find_types(const Type& type, std::set<const Type*>& found) {
  if (!found.insert(&type).second) return;
  if (type.element != nullptr) find_types(*type.element, found);
  for (const FieldType& f : type.fields) find_types(*f.type, found);
}

TEST(Fields, NoTwoFieldsOfOneBlockHaveTheSameKeyAndEachSaysWhatItIs) {
  std::set<const Type*> types;
  find_types(type_of<File>(), types);
  EXPECT_GE(types.size(), 20u);
  for (const Type* type : types) {
    std::set<std::string> keys;
    for (const FieldType& f : type->fields) {
      EXPECT_TRUE(keys.insert(f.key).second) << type->name << "." << f.key;
      EXPECT_FALSE(f.doc.empty()) << type->name << "." << f.key;
    }
  }
}

TEST(Documents, ThePageOfTheScenarioFileIsCurrent) {
  const fs::path page = kSource / "docs/scenario-file.md";
  if (std::getenv("DEWLINE_UPDATE") != nullptr) std::ofstream(page, std::ios::binary) << scenario_markdown();
  EXPECT_EQ(slurp(page), scenario_markdown()) << "run with DEWLINE_UPDATE=1";
}

} // namespace
} // namespace dewline::io
