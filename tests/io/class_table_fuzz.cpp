// 300 seeded mutations of the table of classes: read or refused, and what is read answers.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "dewline/io/document.hpp"

#define LLVMFuzzerTestOneInput fuzz_class_table
#include "fuzz/io_class_table.cpp"
#undef LLVMFuzzerTestOneInput

namespace {

/// Without the sources, which the fuzzed reader does not know.
std::string good() {
  std::string text, kept;
  EXPECT_TRUE(io::read_bytes(std::string(DEWLINE_SOURCE_DIR) + "/data/classes.yaml", text));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t source = std::min(text.find(", source: [", at), text.size());
    kept += text.substr(at, source - at);
    at = source == text.size() ? source : text.find(']', source) + 1;
  }
  return kept;
}

TEST(ClassTableFuzz, mutations_are_read_or_refused) {
  const std::string table = good();
  EXPECT_EQ(io::parse_class_table(table, "good", {}).table.classes.size(), warn::kNumClasses);
  std::mt19937 random(20261122);
  for (int i = 0; i < 300; ++i) {
    std::string text = table;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) text.erase(at, random() % 20);
      else if (random() % 2 == 0) text.insert(at, text.substr(random() % text.size(), random() % 20));
      else text[at] = static_cast<char>(random() % 3 == 0 ? random() : "0123456789.-+e [{:}],\n"[random() % 22]);
    }
    EXPECT_EQ(fuzz_class_table(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), 0) << i;
  }
}

} // namespace
