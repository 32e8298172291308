// One tree from several files: includes, types that entries extend, overrides from the command line.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/io/document.hpp"

namespace dewline::io {

struct ComposeOptions {
  std::vector<std::string> overrides; ///< `path=value`, as after --set
  std::filesystem::path types_dir;    ///< the library of types: *.yaml
  std::filesystem::path rules_file{}; ///< the library of rule sets; empty: none
};

/// The blocks whose entries may name a `type`.
inline constexpr std::string_view kTypedBlocks[] = {"objects", "sensors"};
/// The kinds of types that the entries of a block take: `object`, or the kinds of sensors.
std::vector<std::string> kinds_of(std::string_view block);

/// Reads a scenario file with all that it includes and extends, in this order: files named by `include`
/// (relative to the file that names them; the including file's keys win, two included files may not both set
/// an entry), overrides of types, types under the entries' own keys (a type's notes go to the values that
/// come from it), other overrides, rule sets of the library under the names by which centres ask for them (what the
/// file itself says under such a name goes before it). `include`, `types` and `type` are gone afterwards; an object without a
/// `kind` has its type's name as one, a sensor its type's kind. What is left of the file's own `types` goes to
/// `types`.
Node compose(const std::filesystem::path& file, const ComposeOptions& options, Node& types,
             Diagnostics& diagnostics);
/// The same from text (no file is read for it but includes and types), as if it stood in `file`.
Node compose_text(std::string_view text, const std::filesystem::path& file, const ComposeOptions& options,
                  Node& types, Diagnostics& diagnostics);

/// Puts `path=value` (as after --set) into a tree, one after the other; what is malformed is a diagnostic.
void override_values(Node& root, const std::vector<std::string>& overrides, Diagnostics& diagnostics);
/// The `file` at which everything that an override says stands: `--set path=value`.
std::string override_option(std::string_view path_and_value);
/// `over` merged over `under`: blocks key by key, everything else whole.
Node merged(const Node& under, const Node& over);
/// All rule sets of the library.
std::vector<Node::Entry> library_rules(const std::filesystem::path& rules_file, Diagnostics& diagnostics);
/// All types of the library with the kind, for lists: name -> entry.
std::vector<Node::Entry> library_types(const std::filesystem::path& types_dir, Diagnostics& diagnostics);

} // namespace dewline::io
