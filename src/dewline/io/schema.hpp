// The scenario file's JSON Schema and its page of the documents, both from the field lists that the reader
// uses.
#pragma once
#include <string>

namespace dewline::io {

struct Type;

/// JSON Schema, draft 2020-12, of the scenario file: for editors. It knows keys, units, words and notes; what
/// needs more than one place (names that exist, `between` around the value) only the loader checks.
std::string json_schema();
/// The same of another file whose root is a record.
std::string json_schema(const Type& root, const std::string& title);
/// docs/scenario-file.md.
std::string scenario_markdown();

} // namespace dewline::io
