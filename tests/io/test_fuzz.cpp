// 5,000 seeded mutations of good files: a scenario or a ScenarioError, each with a line; no crash, no hang.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "fuzz/io_scenario.cpp"

namespace {

namespace fs = std::filesystem;

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

/// One change: a byte, a cut, a copy, a swapped line, or a token that means something to YAML.
std::string mutated(std::string text, std::mt19937& random) {
  static const char* kTokens[] = {"[",    "]",     "{",  "}",         ": ", "- ",       "&a ",  "*a",
                                  "<<: ", "---\n", "\t", "!!x ",      "\"", "'",        "|\n",  ">\n",
                                  "#",    "\n",    "? ", "%YAML 9\n", "~",  "1e999 km", ".nan", "0x",
                                  "-",    "\xff",  "\0", "{value: ",  "  "};
  const auto at = [&] { return text.empty() ? 0 : random() % text.size(); };
  for (std::size_t n = 1 + random() % 4; n > 0; --n) switch (random() % 5) {
      case 0:
        if (!text.empty()) text[at()] = static_cast<char>(random());
        break;
      case 1: text.erase(at(), random() % 30); break;
      case 2: text.insert(at(), text.substr(at(), random() % 80)); break;
      case 3: text.insert(at(), kTokens[random() % std::size(kTokens)]); break;
      default: text.insert(at(), std::string(random() % 200, "[{- :"[random() % 5])); break;
    }
  return text;
}

TEST(Fuzz, FiveThousandMutationsOfGoodFilesAreScenariosOrErrorsWithLines) {
  const fs::path source = DEWLINE_SOURCE_DIR;
  const std::string base = slurp(source / "tests/io/base.yaml");
  const std::string resolved =
      dewline::io::load(source / "tests/io/base.yaml", {{}, source / "data"}).resolved;
  std::mt19937 random(20261121);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = mutated(i % 2 == 0 ? base : resolved, random);
    ASSERT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), 0)
        << i;
  }
}

TEST(Fuzz, FilesThatWouldEatTheMachineAreRefusedAtOnce) {
  for (const std::string& text :
       {std::string(100000, '['), std::string(100000, '{'), std::string(5u << 20, 'a'),
        std::string("a: ") + std::string(100000, '-') + "\n", std::string(200000, '\n') + "a"}) {
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), 0);
  }
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(deep.data()), deep.size()), 0);
}

} // namespace
