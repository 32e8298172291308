// data/classes.yaml, its reader, and the numbers that the library holds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "dewline/base/units.hpp"
#include "dewline/io/class_table.hpp"
#include "support/page_block.hpp"

namespace dewline {
namespace {

const std::filesystem::path kData = std::filesystem::path(DEWLINE_SOURCE_DIR) / "data";

/// The same number, but for what a unit's conversion rounds.
void same(double a, double b, const std::string& where) {
  EXPECT_NEAR(a, b, 1e-12 * std::max(1.0, std::abs(b))) << where;
}
template <class Struct>
void same_fields(const Struct& a, const Struct& b, const std::string& where) {
  for_each_field<Struct>([&](const auto& f) {
    const auto& x = a.*(f.member);
    const auto& y = b.*(f.member);
    const std::string at = where + "." + std::string(f.name);
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, double>)
      same(x, y, at);
    else {
      ASSERT_EQ(x.has_value(), y.has_value()) << at;
      if (!x) return;
      EXPECT_EQ(x->shape, y->shape) << at;
      for (std::size_t i = 0; i < 2; ++i) same(x->p[i], y->p[i], at);
    }
  });
}

/// The table's text with one line replaced; every problem, one a line.
std::string errors_with(const std::string& from, const std::string& to) {
  std::string text = "floor: 0.02\nclasses:\n";
  for (const auto& [name, c] : warn::library_class_table().classes)
    text += "  " + name + ": {prob_above: 0.5}\n";
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  try {
    static_cast<void>(io::parse_class_table(text, "classes.yaml", {}));
  } catch (const io::ScenarioError& e) {
    return e.what();
  }
  return "no error";
}

TEST(ClassTable, the_file_and_the_library_hold_the_same_numbers) {
  const warn::ClassTable file = io::read_class_table(kData), &library = warn::library_class_table();
  same(file.floor, library.floor, "floor");
  same_fields(file.priors, library.priors, "priors");
  ASSERT_EQ(file.classes.size(), warn::kNumClasses);
  for (const auto& [name, c] : file.classes) same_fields(c, library.classes.at(name), name);
}

TEST(ClassTable, every_number_has_a_grade) {
  const io::LoadedClassTable loaded = io::load_class_table(kData);
  for (const auto& [name, c] : loaded.table.classes) {
    for_each_field<warn::ClassLikelihoods>([&](const auto& f) {
      if constexpr (std::is_same_v<std::decay_t<decltype(c.*(f.member))>, std::optional<warn::Spread>>)
        if (!(c.*(f.member))) return;
      const std::string stem(split_unit_suffix(f.name).stem), path = "classes." + name + "." + stem;
      ASSERT_TRUE(loaded.notes.contains(path)) << path;
      EXPECT_FALSE(loaded.notes.at(path).grade.empty()) << path;
    });
  }
}

/// As the page shows a spread, in `unit` units.
std::string cell(const std::optional<warn::Spread>& s, double unit) {
  if (!s) return " |";
  char text[60];
  const double a = s->p[0] / unit, b = s->p[1] / unit;
  switch (s->shape) {
    case warn::SpreadShape::normal:
      std::snprintf(text, sizeof text, " %.4g ± %.4g |", a, b);
      break;
    case warn::SpreadShape::uniform:
      std::snprintf(text, sizeof text, " %.5g to %.5g |", a, b);
      break;
    case warn::SpreadShape::lognormal:
      std::snprintf(text, sizeof text, " %.4g × e^±%.4g |", a, s->p[1]);
      break;
  }
  return text;
}

TEST(ClassTable, the_page_shows_it) {
  constexpr double kDeg = std::numbers::pi / 180;
  const warn::ClassTable table = io::read_class_table(kData);
  std::string quantities =
      "| class | prior | surface speed [km/s] | surface climb [deg] | perigee [km] | air speed [m/s] | air "
      "height [km] | "
      "air climb [deg] | RCS [m2] | burn [s] | detections |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
  std::string answers =
      "| class | above | fire | infrared | moves | catalogued | notified |\n|---|---|---|---|---|---|---|\n";
  const warn::ClassProbabilities prior = warn::normalised(table.priors);
  for (const auto& [which, word] : enum_words(static_cast<warn::ObjectClass*>(nullptr))) {
    const std::string name(word);
    const warn::ClassLikelihoods& c = table.classes.at(name);
    char text[120];
    std::snprintf(text, sizeof text, "| %.2f |", prior[static_cast<std::size_t>(which)]);
    quantities += "| " + name + " " + text + cell(c.surface_speed_m_s, 1e3) +
                  cell(c.surface_climb_rad, kDeg) + cell(c.perigee_m, 1e3) + cell(c.air_speed_m_s, 1) +
                  cell(c.air_height_m, 1e3) + cell(c.air_climb_rad, kDeg) + cell(c.rcs_m2, 1) +
                  cell(c.burn_s, 1) + cell(c.num_detections, 1) + "\n";
    std::snprintf(text, sizeof text, " | %.4g | %.4g | %.4g | %.4g | %.4g | %.4g |\n", c.prob_above,
                  c.prob_fire, c.prob_infrared, c.prob_moves, c.prob_catalogued, c.prob_notified);
    answers += "| " + name + text;
  }
  const auto page = kData.parent_path() / "docs/models/classification.md";
  support::expect_block(page, "quantities", quantities);
  support::expect_block(page, "answers", answers);
}

TEST(ClassTable, says_what_is_wrong_and_where) {
  EXPECT_EQ(errors_with("floor: 0.02", "floor: 0.02"), "no error");
  const auto one = [&](const std::string& block) { return errors_with("drone: {prob_above: 0.5}", block); };
  EXPECT_NE(one("drone: {burn: {normal: [3 s]}}").find("list of exactly 2"), std::string::npos);
  EXPECT_NE(one("drone: {burn: {normal: [3 km, 1 s]}}").find("classes.drone.burn.normal[0]"),
            std::string::npos);
  EXPECT_NE(one("drone: {burn: {gamma: [3 s, 1 s]}}").find("gamma"), std::string::npos);
  EXPECT_NE(one("drone: {burn: {uniform: [3 s, 1 s]}}").find("least value comes first"), std::string::npos);
  EXPECT_NE(one("drone: {burn: {normal: [3 s, 0 s]}}").find("width > 0"), std::string::npos);
  EXPECT_NE(one("drone: {burn: 3 s}").find("named distribution"), std::string::npos);
  EXPECT_NE(one("dron: {prob_above: 0.5}").find("drone"), std::string::npos);
  EXPECT_NE(one("dron: {prob_above: 0.5}").find("is no class"), std::string::npos);
  EXPECT_NE(one("drone: {prob_above: 1.5}").find("between 0 and 1"), std::string::npos);
  EXPECT_NE(one("drone: {burn: {normal: [3 s, 1 s], source: [nobody], grade: press}}").find("sources.bib"),
            std::string::npos);
  EXPECT_NE(errors_with("floor: 0.02", "floor: 0").find("floor"), std::string::npos);
}

TEST(ClassTable, is_not_there) {
  EXPECT_THROW(io::read_class_table("/nowhere"), io::ScenarioError);
}

} // namespace
} // namespace dewline
