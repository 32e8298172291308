// Parameters back to a file: every value with its unit, defaults included, notes beside their values.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dewline/io/reader.hpp"
#include "dewline/io/type.hpp"

namespace dewline::io {

/// Writes YAML in one fixed form: fields in the order of their list, ids sorted. What is read back is the
/// same value and the same notes, and writes the same text.
class Writer {
 public:
  explicit Writer(const std::map<std::string, RawNote>& notes) : notes_(notes) {}

  /// Appends `key: value` at an indent; a field that is absent, empty or not finite is left out.
  void field(const FieldType& field, const void* value, const std::string& path, int indent);
  /// Appends one line as it is.
  void line(int indent, const std::string& text);
  [[nodiscard]] const std::string& text() const { return out_; }
  /// Every value that was written, by path: `3 deg`.
  [[nodiscard]] const std::map<std::string, std::string>& values() const { return values_; }

 private:
  void entry(const std::string& head, const Type& type, const Spec& spec, const void* value,
             const std::string& path, int indent);
  void block(const Type& type, const Spec& spec, const void* value, const std::string& path, int indent);
  void list(const Type& type, const Spec& spec, const void* value, const std::string& path, int indent);
  [[nodiscard]] const RawNote* note(const std::string& path) const;

  const std::map<std::string, RawNote>& notes_;
  std::map<std::string, std::string> values_;
  std::string out_;
};

/// A value that fits one line: `6000 km`, `[3 deg, 60 deg]`; empty for blocks and for what cannot be written
/// (infinity).
std::string inline_text(const Type& type, const Spec& spec, const void* value);
/// The keys of a note as flow YAML entries: `source: [a, b], grade: press`.
std::vector<std::string> note_texts(const RawNote& note);

} // namespace dewline::io
