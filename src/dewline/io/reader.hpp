// From nodes to parameters: units, bounds, words, notes; every defect is collected, nothing is guessed.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dewline/base/problem.hpp"
#include "dewline/io/document.hpp"
#include "dewline/io/error.hpp"
#include "dewline/io/type.hpp"

namespace dewline::io {

/// What stands beside a value or a block: the long form's keys besides `value`, as written.
struct RawNote {
  std::string value_text;
  std::optional<std::pair<std::string, std::string>> between;
  std::vector<std::pair<std::string, Where>> sources;
  std::string grade, fitted_to, note;
  [[nodiscard]] bool empty() const {
    return !between && sources.empty() && grade.empty() && fitted_to.empty() && note.empty();
  }
};

/// The keys that may stand beside any value and in any block. They are no ids.
const std::vector<std::string>& note_keys();
bool is_note_key(std::string_view key);
/// `{value: 6000 km, between: [...], source: ...}` rather than a block of the type's own keys.
bool is_long_form(const Node& node);

/// Reads nodes into values and keeps, by dotted path, where each came from and what was noted beside it.
class Reader {
 public:
  explicit Reader(Diagnostics& diagnostics, std::vector<std::string> grades = {})
      : diagnostics_(diagnostics),
        grades_(std::move(grades)) {}

  /// Reads `node` as `type` into `*out` (a value of that C++ type, default-constructed).
  void read(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  template <class T>
  void read_into(const Node& node, const std::string& path, T& out, const Spec& spec = {}) {
    read(type_of<T>(), spec, node, path, &out);
  }

  /// One number of the wanted dimension and bounds; nothing (and a diagnostic) if it is none.
  std::optional<double> number(const Spec& spec, const Node& node, const std::string& path);
  /// A text; scalars that YAML 1.1 would read as something else are refused.
  std::optional<std::string> text(const Node& node, const std::string& path);
  void error(const Node& node, const std::string& path, std::string what, std::string hint = {});
  /// Remembers where a path was written; for customs, `read` does it otherwise.
  void mark(const Node& node, const std::string& path);
  /// A key that nothing reads, with the nearest known one.
  void unknown_key(const Node& key, const std::string& path, const std::vector<std::string>& known,
                   const Type* record = nullptr);

  /// Adds a component's problems at the lines where their paths were read; a path that was not written (a
  /// default) shows the nearest block above it. Paths are below `prefix`; nothing is added if what stands
  /// there was misread.
  void add_problems(const Problems& problems, const std::string& prefix);
  [[nodiscard]] Where where(std::string path) const;
  [[nodiscard]] std::string value_at(const std::string& path) const;

  [[nodiscard]] const std::map<std::string, RawNote>& notes() const { return notes_; }
  /// Required keys may be missing (types are parts of entries).
  void allow_parts() { parts_ = true; }

 private:
  struct Mark {
    Where at;
    std::string value;
  };
  void read_long_form(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                      void* out);
  void read_value(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  void read_integer(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  void read_word(const Type& type, const Node& node, const std::string& path, void* out);
  void read_boolean(const Type& type, const Node& node, const std::string& path, void* out);
  void read_list(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  void read_row(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  void read_record(const Type& type, const Node& node, const std::string& path, void* out);
  void read_choice(const Type& type, const Node& node, const std::string& path, void* out);
  void read_dictionary(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                       void* out);
  void read_custom(const Type& type, const Spec& spec, const Node& node, const std::string& path, void* out);
  RawNote read_note(const Node& block, const std::string& path, const Type* record);
  void read_sources(const Node& node, const std::string& path, RawNote& note);
  void read_between(const Type& type, const Spec& spec, const Node& node, const std::string& path,
                    const void* value, RawNote& note);
  void keep(const std::string& path, RawNote note);

  Diagnostics& diagnostics_;
  std::vector<std::string> grades_;
  std::map<std::string, Mark> marks_;
  std::map<std::string, RawNote> notes_;
  bool parts_ = false;
};

/// `a, b or c`
std::string list_words(const std::vector<std::string>& words);
/// A name as an id: lower case, `-` for everything else; empty if nothing is left.
std::string as_id(std::string_view s);
/// The text as written is part of a value's note (numbers, words; not blocks and conditions).
bool keeps_text(const Type& type);
/// Bounds in words, in a unit fit to read: `must be between 0 deg and 90 deg`.
std::string bounds_text(const Spec& spec);
/// Numbers fit to compare: those of a number, a row, a custom with a size; else empty.
std::vector<double> numbers_of(const Type& type, const void* value);

} // namespace dewline::io
