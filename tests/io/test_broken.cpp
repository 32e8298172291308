// Every broken file under tests/io/broken with the exact text that a user sees.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "dewline/io/variants.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = DEWLINE_SOURCE_DIR;
const fs::path kBroken = kSource / "tests/io/broken";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string without(std::string text, const std::string& prefix) {
  for (std::size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
  return text;
}

/// `# --set path=value` in the file's first lines stand for options.
std::vector<std::string> sets_of(const std::string& text) {
  std::vector<std::string> sets;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && line.starts_with("# --set ");)
    sets.push_back(line.substr(8));
  return sets;
}

/// The file and all that it compares, as `dewline run` and `dewline check` load them.
void load_all(const fs::path& file) {
  const Options how{sets_of(slurp(file)), kSource / "data"};
  static_cast<void>(load_variants(file, how, load(file, how).scenario.study));
}

std::string errors_of(const fs::path& file) {
  try {
    load_all(file);
  } catch (const ScenarioError& e) {
    return without(without(e.what(), kBroken.string() + "/"), kSource.string() + "/") + "\n";
  }
  return "no error\n";
}

std::vector<std::string> names() {
  std::set<std::string> sorted;
  for (const auto& each : fs::directory_iterator(kBroken))
    if (each.path().extension() == ".yaml") sorted.insert(each.path().stem().string());
  return {sorted.begin(), sorted.end()};
}

/// FILE:LINE:COL:, then a key, or where there is none a text that says something. Who rewrites the expected files is
/// held to this as well: the bytes in git are not compared then.
void expect_says_where_and_what(const std::string& said) {
  static const std::regex form(R"((\S.*):[1-9]\d*:[1-9]\d*: (key `[^`]+`: (value `.*`: )?)?(\S.*))");
  std::istringstream lines(said);
  std::string line;
  for (std::smatch part; std::getline(lines, line);) {
    ASSERT_TRUE(std::regex_match(line, part, form)) << line;
    EXPECT_GE(part[4].length(), part[2].matched ? 5 : 20) << line;
  }
}

class Broken : public testing::TestWithParam<std::string> {};

TEST_P(Broken, SaysFileLineColumnKeyValueBoundAndHint) {
  const fs::path file = kBroken / (GetParam() + ".yaml"), expected = kBroken / (GetParam() + ".expected");
  const std::string said = errors_of(file);
  ASSERT_NE(said, "no error\n");
  expect_says_where_and_what(said);
  if (std::getenv("DEWLINE_UPDATE") != nullptr && !HasFailure())
    std::ofstream(expected, std::ios::binary) << said;
  EXPECT_EQ(said, slurp(expected));
}

INSTANTIATE_TEST_SUITE_P(Files, Broken, testing::ValuesIn(names()), [](const auto& each) {
  return std::regex_replace(each.param, std::regex("-"), "_");
});

TEST(BrokenFiles, AreAtLeastForty) { EXPECT_GE(names().size(), 40u); }

TEST(BrokenFiles, EveryDiagnosticHasAFileALineAndAColumn) {
  for (const std::string& name : names()) try {
      load_all(kBroken / (name + ".yaml"));
      ADD_FAILURE() << name << " loads";
    } catch (const ScenarioError& e) {
      ASSERT_FALSE(e.diagnostics().empty()) << name;
      for (const Diagnostic& d : e.diagnostics()) {
        EXPECT_FALSE(d.at.file.empty()) << name;
        EXPECT_GE(d.at.line, 1) << name;
        EXPECT_GE(d.at.column, 1) << name;
        EXPECT_FALSE(d.what.empty()) << name;
      }
    }
}

TEST(BrokenFiles, AFileThatIsNotThereSaysSo) {
  try {
    static_cast<void>(load(kBroken / "not-there.yaml", {{}, kSource / "data"}));
    ADD_FAILURE();
  } catch (const ScenarioError& e) {
    EXPECT_NE(std::string(e.what()).find("cannot be read (hint: no such file)"), std::string::npos)
        << e.what();
  }
}

} // namespace
} // namespace dewline::io
