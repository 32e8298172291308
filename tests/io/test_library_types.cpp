// Every object type of the library becomes whole with what only a scenario can say: where it starts and goes.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dewline/io/scenario.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = DEWLINE_SOURCE_DIR;
const Options kOptions{{}, kSource / "data", kSource / "tests/io"};

/// One object of the type; `more` holds its further keys in flow style.
Loaded flown(const std::string& type, const std::string& more) {
  const std::string text = "dewline: 1\ntitle: one object\nepoch: 2026-03-20T12:00:00Z\nduration: 90 min\n"
                           "objects:\n  x: {grade: assumption, launch: {lat: 45 deg, lon: 60 deg}, type: " +
                           type + more + "}\n";
  return load_text(text, "one-object.yaml", kOptions);
}

/// What a type leaves to the scenario: a boost its direction, a glider a flat one, all else a way.
const std::vector<std::string> kWays{
    ", boost: {azimuth: 30 deg}", ", boost: {azimuth: 30 deg, kick: 2 deg}",
    ", boost: {azimuth: 30 deg, kick: 28 deg}",
    ", waypoints: [{lat: 45 deg, lon: 60 deg, height: 5 km, time: 0 s}, "
    "{lat: 46 deg, lon: 60 deg, height: 5 km, speed: 20 m/s}]"};

/// The type in the first of these ways that fits it; what the last says against it otherwise.
std::optional<Loaded> flown_somehow(const std::string& type, std::string& why) {
  for (const std::string& way : kWays) try {
      return flown(type, way);
    } catch (const ScenarioError& e) {
      why += way + ": " + e.what() + "\n";
    }
  return std::nullopt;
}

TEST(LibraryTypes, EveryObjectIsWholeWithADirectionOrAWay) {
  int objects = 0;
  for (const LibraryType& type : list_types(kSource / "data")) {
    if (type.kind != "object") continue;
    ++objects;
    std::string why;
    const std::optional<Loaded> loaded = flown_somehow(type.name, why);
    ASSERT_TRUE(loaded.has_value()) << type.name << why;
    const truth::ObjectParams& object = loaded->scenario.objects.at("x");
    EXPECT_EQ(object.kind, type.name);
    EXPECT_TRUE(!object.rcs_m2.empty() || !object.rcs_by_aspect.empty()) << type.name;
    EXPECT_EQ(load_text(loaded->resolved, "resolved.yaml", kOptions).resolved, loaded->resolved) << type.name;
  }
  EXPECT_GE(objects, 20);
}

TEST(LibraryTypes, ANamedSystemIsItsGenericTypeWithTheRangeThatIsClaimed) {
  const std::string way = ", boost: {azimuth: 30 deg, kick: 2 deg}";
  const Loaded named = flown("df-41-like", way), generic = flown("generic-solid-icbm", way);
  const truth::ObjectParams& object = named.scenario.objects.at("x");
  EXPECT_EQ(object.claimed_range_m, 12000e3);
  EXPECT_FALSE(generic.scenario.objects.at("x").claimed_range_m.has_value());
  ASSERT_EQ(object.boost->stages.size(), 3u);
  EXPECT_EQ(object.boost->stages[0].propellant_kg,
            generic.scenario.objects.at("x").boost->stages[0].propellant_kg);
  const run::Note& claim = named.scenario.notes.at("objects.x.claimed_range");
  EXPECT_EQ(claim.grade, run::Grade::press);
  EXPECT_EQ(claim.sources, (std::vector<std::string>{"dna2025", "defenseworld2017"}));
}

/// Flies to a point so far north of the launch; false if that is out of its reach.
bool reaches(const std::string& type, double range_km) {
  const std::string lat = std::to_string(45 + range_km / 111.2) + " deg"; // one degree north is some 111.2 km
  try {
    return flown(type, ", aim: {lat: " + lat + ", lon: 60 deg}").scenario.objects.contains("x");
  } catch (const ScenarioError& e) {
    EXPECT_EQ(e.diagnostics().at(0).key, "objects.x.aim") << e.what();
    return false;
  }
}

TEST(LibraryTypes, ABoosterReachesAsFarAsItsClass) {
  EXPECT_TRUE(reaches("short-range", 300));
  EXPECT_TRUE(reaches("short-range", 600));
  EXPECT_FALSE(reaches("short-range", 800));
  EXPECT_TRUE(reaches("generic-irbm", 2500));
  EXPECT_FALSE(reaches("generic-irbm", 3300));
}

TEST(LibraryTypes, NumbersOfNestedBlocksKeepTheirNotes) {
  const Loaded loaded = flown("generic-solid-icbm", ", boost: {azimuth: 30 deg, kick: 2 deg}");
  for (const char* below : {"boost.payload", "boost.stages[0].propellant", "boost.stages[2].plume",
                            "boost.stages[0].spent.ballistic_coefficient", "rcs_by_aspect.x[0].rcs"}) {
    const auto note = loaded.scenario.notes.find(std::string("objects.x.") + below);
    ASSERT_NE(note, loaded.scenario.notes.end()) << below;
    EXPECT_EQ(note->second.grade, run::Grade::assumption) << below;
    EXPECT_TRUE(note->second.between.has_value()) << below;
  }
}

} // namespace
} // namespace dewline::io
