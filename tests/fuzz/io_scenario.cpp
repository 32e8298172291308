// Any bytes as a scenario file: a scenario or a ScenarioError with lines; nothing else.
//   clang++ -std=c++20 -fsanitize=fuzzer,address -Isrc tests/fuzz/io_scenario.cpp ...   (see
//   docs/models/io-scenario.md)
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dewline/io/scenario.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dewline::io;
  try {
    static_cast<void>(load_text({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", {{}, "data"}));
  } catch (const ScenarioError& e) {
    if (e.diagnostics().empty()) std::abort();
    for (const Diagnostic& d : e.diagnostics())
      if (d.at.line < 1 || d.at.column < 1 || d.what.empty()) std::abort();
  }
  return 0;
}
