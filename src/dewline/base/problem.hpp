// Problems found in a user's input. Components name the path; `io` adds file, line and column.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dewline {

/// One thing wrong in the input.
struct Problem {
  std::string path;   ///< where, dotted: `sensors.olenegorsk.faces[0].elevation`
  std::string value;  ///< what was written there (empty: take it from the file)
  std::string what;   ///< what is wrong, with the bound: "must be > 0"
  std::string hint;   ///< what to do instead; may be empty
};

/// Collects every problem of a component; `at` prefixes paths while descending.
class Problems {
 public:
  void add(std::string_view key, std::string value, std::string what, std::string hint = {}) {
    list_.push_back({join(key), std::move(value), std::move(what), std::move(hint)});
  }
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Problem>& list() const { return list_; }

  /// Runs `f` with `key` appended to the path prefix.
  template <class F>
  void at(std::string_view key, F&& f) {
    const std::string before = prefix_;
    prefix_ = join(key);
    f();
    prefix_ = before;
  }

 private:
  [[nodiscard]] std::string join(std::string_view key) const {
    if (prefix_.empty()) return std::string(key);
    if (key.empty()) return prefix_;
    return prefix_ + (key.front() == '[' ? "" : ".") + std::string(key);
  }
  std::string prefix_;
  std::vector<Problem> list_;
};

} // namespace dewline
