// The bibliography reader.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "dewline/io/scenario.hpp"
#include "dewline/io/sources.hpp"

namespace dewline::io {
namespace {

std::string errors_of(std::string_view text) {
  Diagnostics diagnostics;
  static_cast<void>(parse_sources(text, "s.bib", diagnostics));
  std::string all;
  for (const Diagnostic& d : diagnostics.sorted()) all += print(d) + "\n";
  return all;
}

TEST(Sources, ReadsBracesQuotesAndBareWords) {
  Diagnostics diagnostics;
  const Sources s = parse_sources(
      "free text\n@misc{a1, title = {The {Great}\n  Book}, year = 2012, url = "
      "\"x.org\",}\n@Book{b2,author={B},title={C}}",
      "s.bib", diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  ASSERT_EQ(s.size(), 2u);
  EXPECT_EQ(s.at("a1").title, "The Great Book");
  EXPECT_EQ(s.at("a1").year, "2012");
  EXPECT_EQ(s.at("a1").url, "x.org");
  EXPECT_EQ(s.at("b2").kind, "book");
  EXPECT_EQ(s.at("b2").at.line, 4);
  EXPECT_EQ(print_source(s.at("b2")), "B, C");
}

TEST(Sources, SaysWhereAndWhat) {
  EXPECT_EQ(errors_of("\n@misc{a, year = 1}\n"), "s.bib:2:1: key `a`: has no title\n");
  EXPECT_EQ(errors_of("@misc{a, title={x}}\n@misc{a, title={y}}"),
            "s.bib:2:1: key `a`: appears twice; the first is in line 1\n");
  EXPECT_EQ(errors_of("@misc{a, title={x}"),
            "s.bib:1:19: key `a`: the entry does not end here with `}` or go on with `,` (hint: check the "
            "braces and the commas)\n");
  EXPECT_EQ(errors_of("@misc{a, title={x"),
            "s.bib:1:10: key `a`: is not `name = {text}` (hint: check the braces and the commas)\n");
  EXPECT_EQ(errors_of("@misc a"),
            "s.bib:1:1: is not an entry (hint: write `@misc{key, title = {...}, ...}`)\n");
  EXPECT_EQ(errors_of("@string{x = {y}}"),
            "s.bib:1:1: value `@string`: is not understood here (hint: write the text out in each entry)\n");
}

TEST(Sources, TheLibraryIsGoodAndSaysWhenEachEntryWasRead) {
  const Sources all = list_sources(std::filesystem::path(DEWLINE_SOURCE_DIR) / "data");
  EXPECT_GE(all.size(), 10u);
  for (const auto& [key, source] : all) {
    EXPECT_FALSE(source.title.empty()) << key;
    EXPECT_NE(source.note.find("read on "), std::string::npos) << key;
  }
}

TEST(Sources, AnyBytesAreSafe) {
  std::mt19937 random(7);
  const std::string alphabet = "@{}\"=,\n misctleyar0#%\\";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random() % 60; n > 0; --n) text += alphabet[random() % alphabet.size()];
    Diagnostics diagnostics;
    static_cast<void>(parse_sources(text, "s.bib", diagnostics));
    for (const Diagnostic& d : diagnostics.sorted()) ASSERT_GE(d.at.line, 1);
  }
}

} // namespace
} // namespace dewline::io
