// What is wrong with an input file: one diagnostic a defect, all of a file at once.
#pragma once
#include <compare>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dewline::io {

/// A place in a file; line and column count from 1. `file` is also an option (`--set a.b=1 s`).
struct Where {
  std::string file;
  int line = 1, column = 1;
  auto operator<=>(const Where&) const = default;
};

/// One thing wrong in the input.
struct Diagnostic {
  Where at;
  std::string key;   ///< dotted path: `sensors.olenegorsk.revisit`; may be empty
  std::string value; ///< as written; may be empty
  std::string what;  ///< what is wrong, with the bound
  std::string hint;  ///< what to do instead; may be empty
  auto operator<=>(const Diagnostic&) const = default;
};

/// FILE:LINE:COL: key `K`: value `V`: WHAT (hint: HINT)
std::string print(const Diagnostic& diagnostic);

/// Collects diagnostics; keeps at most kMaxDiagnostics and counts the rest.
class Diagnostics {
 public:
  static constexpr std::size_t kMaxDiagnostics = 200;
  void add(Where at, std::string key, std::string value, std::string what, std::string hint = {});
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  /// Something is wrong at this path or below it: what follows from it need not be said.
  [[nodiscard]] bool has_below(std::string_view path) const;
  /// Sorted by file (the first one met first), line and column, without repetitions.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> list_;
};

/// The user's input is wrong; `what()` is all diagnostics, one a line.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Diagnostic> diagnostics);
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// The candidate that is a slip of the finger away from `word`, or an empty text.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

} // namespace dewline::io
