// A YAML file as a plain tree with a place in the file at every node: the strict subset that scenarios use.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/io/error.hpp"

namespace dewline::io {

/// One node. Maps keep the order of the file; keys are unique (else a diagnostic).
struct Node {
  enum class Kind { null, scalar, list, map };
  struct Entry;
  Kind kind = Kind::null;
  std::string text;   ///< a scalar as written (without quotes)
  bool plain = false; ///< a scalar without quotes: YAML 1.1's traps apply
  Where at;
  std::vector<Node> items;    ///< of a list
  std::vector<Entry> entries; ///< of a map

  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  Node& set(std::string_view key, Node value); ///< replaces or appends
  void erase(std::string_view key);
};
struct Node::Entry {
  Node key;
  Node value;
};

Node scalar_node(std::string text, Where at);

/// Bounds on a file, so that a hostile one cannot eat the machine.
inline constexpr std::size_t kMaxFileBytes = 4u << 20;
inline constexpr int kMaxDepth = 24;
inline constexpr std::size_t kMaxNodes = 200'000;

/// Parses text as one YAML document. Every defect becomes a diagnostic: not UTF-8, tabs as indentation,
/// syntax, a second document, no document, duplicate keys, anchors, aliases, merge keys, tags, nesting beyond
/// kMaxDepth, keys that YAML 1.1 reads as something else than text. Returns what could be read: nothing (a
/// null node) if the rest would only follow from the defect. Never throws on any bytes.
Node parse_document(std::string_view text, const std::string& file, Diagnostics& diagnostics);
/// The same from a file; a file that cannot be read is a diagnostic at `from`, which names it under `key`.
Node read_document(const std::filesystem::path& path, const std::string& shown, const Where& from,
                   const std::string& key, Diagnostics& diagnostics);
/// The bytes of a file; false if it cannot be read whole.
bool read_bytes(const std::filesystem::path& path, std::string& bytes);

/// What YAML 1.1 would make of a plain scalar: "a boolean", "a number in base 60", ..., or empty for text.
std::string yaml11_reading(std::string_view plain);
/// A node as one line of YAML, as written: `[3 deg, 60 deg]`.
std::string flow_text(const Node& node);
/// A text as a YAML scalar on one line, quoted where it must be.
std::string quoted_if_needed(std::string_view text);

} // namespace dewline::io
