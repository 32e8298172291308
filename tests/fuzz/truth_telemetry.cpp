// Any bytes as telemetry: no crash, and a refusal always says why.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dewline/truth/telemetry.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dewline::Problems problems;
  const auto table = dewline::truth::read_telemetry({reinterpret_cast<const char*>(data), size}, problems);
  if (table.has_value() != problems.empty()) std::abort();
  if (table && table->sample.size() != table->time_s.size()) std::abort();
  return 0;
}
