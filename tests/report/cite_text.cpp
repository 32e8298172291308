// cite.txt: every source with its grade, every weak input counted, and the citation of CITATION.cff.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "dewline/base/hash.hpp"
#include "dewline/report/cite.hpp"
#include "dewline/report/page_parts.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

const Subject& rocket() {
  static const Subject s = shipped("norwegian-rocket-1995");
  return s;
}

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(Cite, NamesEverySourceAndCountsWhatIsWeak) {
  const std::string text = cite_text(rocket());
  ASSERT_FALSE(rocket().sources.empty());
  for (const auto& [key, source] : rocket().sources) EXPECT_TRUE(says(text, "[" + key + "]")) << key;
  const Trust trust = trust_part(rocket());
  for (const std::string grade : {"assumption", "fitted"}) {
    const auto n = std::ranges::count_if(trust.inputs, [&](const Input& in) { return in.grade == grade; });
    EXPECT_GT(n, 0);
    EXPECT_TRUE(says(text, "Inputs of grade " + grade + ": " + std::to_string(n) + "\n"));
  }
  for (const auto& in : trust.inputs)
    EXPECT_TRUE(says(text, "- " + in.path)) << in.path;
}

TEST(Cite, ModelPagesExist) {
  const Trust trust = trust_part(rocket());
  for (const auto& page : trust.models) {
    EXPECT_TRUE(says(cite_text(rocket()), "docs/models/" + page + ".md")) << page;
    EXPECT_TRUE(std::filesystem::exists(kSource / "docs/models" / (page + ".md"))) << page;
  }
}

TEST(Cite, SaysWhatWasRunAndThatItIsASimulation) {
  const std::string text = cite_text(rocket());
  for (const std::string& words : {std::string("Simulation, not real-world data"), hex(rocket().summary.scenario_hash),
                                   hex(rocket().summary.tables_hash), std::string("seed 1"), std::string("n = 20 repeats"),
                                   std::string("Apache-2.0")})
    EXPECT_TRUE(says(text, words)) << words;
  EXPECT_EQ(text, cite_text(rocket()));
}

/// The words of CITATION.cff: title, licence, author.
TEST(Cite, AgreesWithTheCitationFile) {
  std::ifstream in(kSource / "CITATION.cff");
  const std::string cff{std::istreambuf_iterator<char>(in), {}}, text = cite_text(rocket());
  for (const auto& [in_file, in_text] : {std::pair{"title: Dewline", "title = {Dewline}"},
                                         std::pair{"license: Apache-2.0", "license = {Apache-2.0}"},
                                         std::pair{"name: The Dewline authors", "author = {{The Dewline authors}}"}}) {
    EXPECT_TRUE(says(cff, in_file)) << in_file;
    EXPECT_TRUE(says(text, in_text)) << in_text;
  }
}

TEST(Cite, LinesAreShortUnlessAWordIsLong) {
  std::istringstream in(cite_text(rocket()));
  for (std::string line; std::getline(in, line);)
    EXPECT_TRUE(line.size() <= 100 || line.find(' ', line.find_first_not_of(' ')) == std::string::npos) << line;
}

} // namespace
} // namespace dewline::report
