// Figures as files: well-formed, said where they come from, the same twice, and sane for runs of nothing and odd names.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "dewline/base/hash.hpp"
#include "dewline/report/figure.hpp"
#include "report/make_subject.hpp"
#include "report/xml.hpp"

namespace dewline::report {
namespace {

namespace fs = std::filesystem;

const Subject& rocket() {
  static const Subject s = shipped("norwegian-rocket-1995");
  return s;
}

Subject quiet() {
  return make_subject(io::load(kSource / "scenarios/norwegian-rocket-1995.yaml", {{"duration=30 s"}, kSource / "data"}), 0);
}

bool has(const std::vector<std::string>& list, const std::string& word) { return std::ranges::count(list, word) > 0; }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Coordinates that are no numbers would show as nothing in a browser.
void expect_numbers(const std::vector<XmlElement>& elements, const std::string& name) {
  for (const auto& e : elements)
    for (const auto& [key, value] : e.attributes) {
      EXPECT_EQ(value.find("nan"), std::string::npos) << name << " " << e.name << " " << key;
      EXPECT_EQ(value.find("inf"), std::string::npos) << name << " " << e.name << " " << key;
    }
}

void expect_sound(const Subject& s) {
  for (const auto& name : figures_of(s)) {
    const Figure f = draw_figure(s, name);
    std::vector<XmlElement> elements;
    ASSERT_NO_THROW(elements = Xml::read(f.svg)) << name;
    EXPECT_EQ(elements.back().name, "svg");
    expect_numbers(elements, name);
    std::set<std::string> ids;
    for (const auto& e : elements)
      if (e.attributes.contains("id")) {
        EXPECT_TRUE(ids.insert(e.attributes.at("id")).second) << name << ": " << e.attributes.at("id") << " twice";
      }
    EXPECT_TRUE(ids.contains("title") && ids.contains("desc")) << name;
  }
}

TEST(Figures, OfTheRocketAreSound) {
  EXPECT_GE(figures_of(rocket()).size(), 6u);
  expect_sound(rocket());
}

TEST(Figures, OfTheLauncherAreSound) { expect_sound(shipped("falcon9-ses11", 5)); }

TEST(Figures, SayWhereTheyComeFrom) {
  const std::string hash = hex(rocket().summary.scenario_hash).substr(0, 8);
  for (const auto& name : figures_of(rocket())) {
    const Figure f = draw_figure(rocket(), name);
    EXPECT_EQ(f.name, name);
    for (const std::string& text : {f.svg, f.csv, f.caption})
      for (const std::string& said : {std::string("imulation, not real-world data"), std::string("seed 1"),
                                      std::string("n = 20 repeats"), hash, std::string("dewline 0"), std::string("1995-01-25")})
        EXPECT_NE(text.find(said), std::string::npos) << name << ": " << said;
    EXPECT_NE(f.caption.find(f.title), std::string::npos);
  }
}

TEST(Figures, TheSameTwice) {
  for (const auto& name : figures_of(rocket())) {
    const Figure a = draw_figure(rocket(), name), b = draw_figure(rocket(), name);
    EXPECT_EQ(a.svg, b.svg) << name;
    EXPECT_EQ(a.csv, b.csv) << name;
    EXPECT_EQ(a.caption, b.caption) << name;
  }
}

TEST(Figures, ARunOfNothingHasNoAlertToDraw) {
  const Subject s = quiet();
  const auto names = figures_of(s);
  EXPECT_TRUE(has(names, "ledger"));
  for (const char* name : {"uncertainty", "probability", "waiting"}) EXPECT_FALSE(has(names, name)) << name;
  expect_sound(s);
  const Figure ledger = draw_figure(s, "ledger");
  EXPECT_NE(ledger.svg.find(">never<"), std::string::npos);
}

TEST(Figures, SayWhyThereIsNone) {
  try {
    draw_figure(quiet(), "waiting");
    FAIL() << "drawn";
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "this run has no figure waiting: no alert was declared");
  }
}

TEST(Figures, AnUnknownNameListsThoseThereAre) {
  try {
    draw_figure(rocket(), "legder");
    FAIL() << "drawn";
  } catch (const std::invalid_argument& e) {
    const std::string said = e.what();
    EXPECT_NE(said.find("'legder'"), std::string::npos) << said;
    for (const auto& name : figures_of(rocket())) EXPECT_NE(said.find(name), std::string::npos) << said;
  }
}

TEST(Figures, WithoutAssetsThereIsNoProbability) {
  Subject s = shipped("norwegian-rocket-1995", 0);
  s.scenario.assets.clear();
  s.tables.table("asset_probabilities") = record::empty_table<record::AssetProbabilityRow>();
  EXPECT_FALSE(has(figures_of(s), "probability"));
  expect_sound(s);
}

/// Names that an author may choose, in every place that figures show.
TEST(Figures, OddNamesStayText) {
  Subject s = shipped("norwegian-rocket-1995", 3);
  const std::string odd = "<&\"> 'x' \x01\xff";
  s.scenario.title = odd;
  s.summary.headline = odd;
  for (auto& row : s.summary.ledger) row.object = odd + row.object, row.waited_for = odd;
  for (auto& band : s.summary.bands) band.object = odd + band.object;
  for (auto& step : s.scenario.record) step.object = step.object.empty() ? "" : odd + step.object, step.text = odd;
  expect_sound(s);
  EXPECT_NE(draw_figure(s, "ledger").svg.find("&lt;&amp;&quot;&gt;"), std::string::npos);
}

TEST(Figures, FilesAreWrittenOnce) {
  const fs::path folder = fs::temp_directory_path() / ("dewline-figures-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  write_figures(rocket(), folder);
  for (const auto& name : figures_of(rocket())) EXPECT_EQ(text_of(folder / (name + ".svg")), draw_figure(rocket(), name).svg);
  std::ofstream(folder / "ledger.csv") << "mine";
  write_figures(rocket(), folder);
  EXPECT_EQ(text_of(folder / "ledger.csv"), "mine") << "nothing is ever overwritten";
  fs::remove_all(folder);
}

} // namespace
} // namespace dewline::report
