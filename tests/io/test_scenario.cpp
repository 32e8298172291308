// What a good file becomes, and what does not change it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <variant>

#include "dewline/base/hash.hpp"
#include "dewline/io/scenario.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = DEWLINE_SOURCE_DIR;
const fs::path kBase = kSource / "tests/io/base.yaml";
constexpr double kDeg = 3.14159265358979323846 / 180;

Options options(std::vector<std::string> sets = {}) {
  return {std::move(sets), kSource / "data", kSource / "tests/io"};
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const sense::RadarParams& radar_of(const run::Scenario& s, const std::string& id = "usolye") {
  return std::get<sense::RadarParams>(s.sensors.at(id));
}

bool same_notes(const run::Scenario& a, const run::Scenario& b) {
  const auto same = [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.value_text == y.second.value_text &&
           x.second.between == y.second.between && x.second.sources == y.second.sources &&
           x.second.grade == y.second.grade && x.second.note == y.second.note &&
           x.second.fitted_to == y.second.fitted_to;
  };
  return std::equal(a.notes.begin(), a.notes.end(), b.notes.begin(), b.notes.end(), same);
}

TEST(Scenario, ReadsValuesInSiUnits) {
  const run::Scenario s = load_scenario(kBase, options());
  EXPECT_EQ(s.name, "base");
  EXPECT_EQ(s.duration_s, 1800);
  EXPECT_EQ(s.epoch, "2026-03-20T12:00:00Z");
  const sense::RadarParams& radar = radar_of(s);
  EXPECT_DOUBLE_EQ(radar.at.lat_rad, 52.86 * kDeg);
  EXPECT_DOUBLE_EQ(radar.faces.at(0).elevation_rad[1], 60 * kDeg);
  EXPECT_DOUBLE_EQ(radar.fence.elevation_rad->at(0), 3 * kDeg);
  EXPECT_EQ(radar.reference_range_m, 3000e3);
  EXPECT_EQ(radar.swerling, sense::Swerling::one);
  EXPECT_EQ(s.reports_to.at("usolye"), "north");
  EXPECT_EQ(s.links.at("north-to-south").share, net::Share::tracks);
  EXPECT_EQ(s.links.at("north-to-south").delivery_ratio, 0.99);
  EXPECT_EQ(s.centres.at("north").conference.shape, Shape::triangular);
  EXPECT_EQ(s.centres.at("north").conference.p, (std::array<double, 3>{60, 120, 240}));
  EXPECT_EQ(s.centres.at("south").conference.p[0], 120);
  ASSERT_EQ(s.rules.at("watch").raise.at("launch-seen").parts.size(), 2u);
  EXPECT_EQ(s.rules.at("watch").raise.at("launch-seen").kind, warn::Condition::Kind::any_of);
  EXPECT_EQ(s.record.at(0).at_s, 120);
  EXPECT_EQ(s.record.at(0).sources, std::vector<std::string>{"peliplat"});
}

TEST(Scenario, WestIsNegativeOrDegW) {
  const run::Scenario s = load_scenario(kBase, options());
  EXPECT_DOUBLE_EQ(s.assets.at("port").polygon.at(1).lon_rad, -105 * kDeg);
  EXPECT_DOUBLE_EQ(s.assets.at("port").polygon.at(2).lon_rad, -105 * kDeg);
}

TEST(Scenario, KeepsSourceGradeRangeAndNoteByPath) {
  const run::Scenario s = load_scenario(kBase, options());
  const run::Note& conference = s.notes.at("centres.south.conference");
  EXPECT_EQ(conference.value_text, "2 min");
  EXPECT_EQ(conference.between->first, "1 min");
  EXPECT_EQ(conference.grade, run::Grade::assumption);
  EXPECT_EQ(s.notes.at("sensors.usolye.faces[0]").grade, run::Grade::assumption);
}

TEST(Scenario, ATypesNotesGoWithItsValuesAndNotWithTheEntrysOwn) {
  const run::Scenario s = load_scenario(kBase, options());
  EXPECT_EQ(s.notes.at("sensors.usolye.beamwidth").sources, std::vector<std::string>{"telemetry2018"});
  EXPECT_EQ(s.notes.at("sensors.usolye.beamwidth").grade, run::Grade::press);
  EXPECT_FALSE(s.notes.contains("sensors.usolye"));
  EXPECT_FALSE(s.notes.contains("sensors.usolye.prob_fa"));
  EXPECT_EQ(s.notes.at("sensors.usolye.reference_range").grade, run::Grade::estimate);
}

TEST(Scenario, ATypesValuesStandUnderTheEntrysAndOverWhatItExtends) {
  const run::Scenario s = load_scenario(kBase, options());
  EXPECT_EQ(radar_of(s).frequency_Hz, 200e6);
  EXPECT_EQ(radar_of(s).revisit_s, 10);
  EXPECT_EQ(
      radar_of(load_scenario(kBase, options({"sensors.usolye.type=wide-radar"}))).frequency_Hz,
      160e6);
}

TEST(Scenario, IncludedFilesStandUnderTheIncludingOne) {
  EXPECT_EQ(load_scenario(kBase, options()).purpose, "It comes from an included file.");
  const std::string own = replaced(slurp(kBase), "question:", "purpose: own\nquestion:");
  EXPECT_EQ(load_text(own, kBase, options()).scenario.purpose, "own");
}

TEST(Scenario, SetReplacesOneValueAndDropsWhatWasSaidOfIt) {
  const run::Scenario s =
      load_scenario(kBase, options({"sensors.usolye.reference_range=4000 km",
                                    "sensors.usolye.faces[0].tilt=25 deg", "duration=10 min"}));
  EXPECT_EQ(radar_of(s).reference_range_m, 4000e3);
  EXPECT_FALSE(s.notes.contains("sensors.usolye.reference_range"));
  EXPECT_DOUBLE_EQ(radar_of(s).faces.at(0).tilt_rad, 25 * kDeg);
  EXPECT_EQ(s.duration_s, 600);
  EXPECT_NE(s.hash, load_scenario(kBase, options()).hash);
}

TEST(Scenario, ResolvedIsAFixedPointAndTheSameScenario) {
  const Loaded first = load(kBase, options());
  const Loaded again = load_text(first.resolved, kSource / "elsewhere/resolved.yaml", options());
  EXPECT_EQ(again.resolved, first.resolved);
  EXPECT_EQ(again.scenario.hash, first.scenario.hash);
  EXPECT_EQ(again.scenario.name, first.scenario.name);
  EXPECT_EQ(again.scenario.values, first.scenario.values);
  EXPECT_TRUE(same_notes(again.scenario, first.scenario));
  EXPECT_EQ(first.scenario.hash, hash64(first.resolved));
  EXPECT_EQ(first.scenario.values.at("sensors.usolye.reference_range"), "3000 km");
  EXPECT_EQ(first.scenario.values.at("sensors.usolye.hold"), "30 s"); // a default
}

TEST(Scenario, ResolvedCarriesTheSourcesThatItCites) {
  const Loaded first = load(kBase, options());
  EXPECT_TRUE(first.sources.contains("peliplat"));
  EXPECT_EQ(load_text(first.resolved, "resolved.yaml", {}).sources.size(),
            first.sources.size()); // no library at all
}

TEST(Scenario, ShuffledEntriesAndCommentsChangeNothing) {
  const Loaded first = load(kBase, options());
  std::istringstream lines(slurp(kBase));
  std::vector<std::string> blocks;
  for (std::string line; std::getline(lines, line);) {
    if (blocks.empty() || (line[0] != ' ' && line[0] != '#')) blocks.emplace_back();
    blocks.back() += line + "\n";
  }
  std::mt19937 random(1);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(blocks.begin(), blocks.end(), random);
    std::string text = "# another comment\n";
    for (const std::string& block : blocks) text += block;
    EXPECT_EQ(load_text(text, kBase, options()).resolved, first.resolved);
  }
  const std::string swapped =
      replaced(replaced(slurp(kBase), "  north: {rules: watch,",
                        "  south: {rules: watch, conference: {value: 2 min, between: [1 min, 4 min], grade: "
                        "assumption}}\n  north: {rules: watch,"),
               "  south: {rules: watch, conference: {value: 2 min, between: [1 min, 4 min], grade: "
               "assumption}}\nlinks",
               "links");
  EXPECT_EQ(load_text(swapped, kBase, options()).scenario.hash, first.scenario.hash);
}

TEST(Scenario, EveryShippedScenarioLoadsAndItsResolvedFormIsAFixedPoint) {
  int num = 0;
  for (const auto& each : fs::directory_iterator(kSource / "scenarios")) {
    if (each.path().extension() != ".yaml") continue;
    const Loaded first = load(each.path(), options());
    Options there = options();
    there.base_dir = kSource / "scenarios";
    const Loaded again = load_text(first.resolved, kSource / "elsewhere/resolved.yaml", there);
    EXPECT_EQ(again.resolved, first.resolved) << each.path();
    ++num;
  }
  EXPECT_GE(num, 2);
}

TEST(Scenario, ADataFileThatIsNotWhatTheFileSaysIsAnError) {
  const Loaded first = load(kSource / "scenarios/falcon9-ses11.yaml", options());
  ASSERT_EQ(first.scenario.data_files.size(), 1u);
  Options there = options();
  there.base_dir = kSource / "scenarios";
  const std::string wrong =
      replaced(first.resolved, hex(first.scenario.data_files[0].second), "0123456789abcdef");
  try {
    static_cast<void>(load_text(wrong, "resolved.yaml", there));
    ADD_FAILURE();
  } catch (const ScenarioError& e) {
    EXPECT_EQ(e.diagnostics().at(0).key, "data[0].hash");
    EXPECT_EQ(e.diagnostics().at(0).hint, "it is not the same data");
  }
}

TEST(Library, EveryTypeIsReadByItself) {
  for (const LibraryType& type : list_types(kSource / "data")) {
    EXPECT_FALSE(type.doc.empty()) << type.name;
    const std::string entry = type.kind == "radar" ? "sensors.usolye" : type.kind == "object" ? "objects.x" : "sensors.x";
    try {
      static_cast<void>(load(kBase, options({entry + ".type=" + type.name})));
    } catch (const ScenarioError& e) { // a type without a way to move or without a centre is no whole entry
      for (const Diagnostic& d : e.diagnostics())
        EXPECT_TRUE(d.key.starts_with("objects.x") || d.key.starts_with("sensors.x") ||
                    d.hint.starts_with("keep one of")) // what the entry says in another way
            << type.name << ": " << print(d);
    }
  }
}

} // namespace
} // namespace dewline::io
