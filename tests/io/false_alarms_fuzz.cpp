// 1,000 seeded mutations of the block `false_alarms` of two shipped scenarios: read, or refused with the line.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "dewline/io/document.hpp"

#define LLVMFuzzerTestOneInput fuzz_scenario_block
#include "fuzz/io_scenario.cpp"
#undef LLVMFuzzerTestOneInput

namespace {

TEST(FalseAlarmsFuzz, MutationsOfTheBlockAreReadOrRefusedWithTheLine) {
  std::mt19937 random(20261122);
  for (const char* name : {"false-alarm-1979", "petrov-1983"}) {
    std::string text;
    ASSERT_TRUE(dewline::io::read_bytes(std::string(DEWLINE_SOURCE_DIR) + "/scenarios/" + name + ".yaml", text));
    const std::size_t begin = text.find("\nfalse_alarms:");
    ASSERT_NE(begin, std::string::npos);
    const std::string before = text.substr(0, begin), block = text.substr(begin);
    for (int i = 0; i < 500; ++i) {
      std::string mutated = block;
      for (std::size_t n = 1 + random() % 3; n > 0; --n) {
        const std::size_t at = random() % mutated.size();
        if (random() % 3 == 0) mutated.erase(at, random() % 20);
        else if (random() % 2 == 0) mutated.insert(at, mutated.substr(random() % mutated.size(), random() % 40));
        else mutated[at] = static_cast<char>(random() % 3 == 0 ? random() : "0123456789.-+e [{:}],\n"[random() % 22]);
      }
      const std::string whole = before + mutated;
      ASSERT_EQ(fuzz_scenario_block(reinterpret_cast<const std::uint8_t*>(whole.data()), whole.size()), 0) << name << i;
    }
  }
}

} // namespace
