// A folder of its own, and scenarios as texts that stand in it.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "dewline/io/scenario.hpp"
#include "support/scratch.hpp"

namespace dewline::support {

class ScenarioText : public testing::Test {
 protected:
  io::Loaded load(const std::string& text) const {
    return io::load_text(text, folder_ / "scenario.yaml", {{}, std::filesystem::path(DEWLINE_SOURCE_DIR) / "data", {}});
  }
  /// One line a problem: `key: what (hint)`; `no error` if it loads.
  std::string errors_of(const std::string& text) const {
    try {
      static_cast<void>(load(text));
    } catch (const io::ScenarioError& e) {
      std::string all;
      for (const io::Diagnostic& d : e.diagnostics()) all += d.key + ": " + d.what + (d.hint.empty() ? "" : " (" + d.hint + ")") + "\n";
      return all;
    }
    return "no error";
  }

  ScratchFolder scratch_;
  const std::filesystem::path folder_ = scratch_.path();
};

} // namespace dewline::support
