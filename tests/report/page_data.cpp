// The page's data: one contract for C++ and TypeScript, no truth where a centre speaks, the same bytes twice.
#include "dewline/report/page_data.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "dewline/orbit/propagate.hpp"
#include "dewline/report/keyframes.hpp"
#include "dewline/report/page_json.hpp"
#include "dewline/truth/view.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

namespace fs = std::filesystem;
const fs::path kSchema = kSource / "web/contract/run.schema.json";
const fs::path kGolden = kSource / "tests/web/data/run";

bool updating() { return std::getenv("DEWLINE_UPDATE") != nullptr; }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const Subject& rocket() {
  static const Subject s = shipped("norwegian-rocket-1995");
  return s;
}

/// Equal but for numbers, which may differ by 1e-6 of themselves: other machines round elsewhere.
void expect_like(const Json& a, const Json& b, const std::string& at) {
  if (a.is_number() && b.is_number()) {
    EXPECT_NEAR(a.get<double>(), b.get<double>(), 1e-6 * std::max(1.0, std::abs(b.get<double>()))) << at;
    return;
  }
  ASSERT_EQ(a.type(), b.type()) << at;
  if (!a.is_structured()) {
    EXPECT_EQ(a, b) << at;
    return;
  }
  ASSERT_EQ(a.size(), b.size()) << at;
  if (a.is_array())
    for (std::size_t i = 0; i < a.size(); ++i) expect_like(a[i], b[i], at + "[" + std::to_string(i) + "]");
  else
    for (const auto& [key, value] : a.items()) {
      ASSERT_TRUE(b.contains(key)) << at << "." << key;
      expect_like(value, b[key], at + "." + key);
    }
}

TEST(PageData, SchemaIsTheOneThatTypeScriptIsMadeFrom) {
  if (updating()) std::ofstream(kSchema, std::ios::binary) << page_schema();
  EXPECT_EQ(page_schema(), text_of(kSchema)) << "./dw test --update writes it; then: npm run contract in web/";
}

/// The run that the TypeScript tests read: written here, never there.
TEST(PageData, GoldenRunOfTheWebTestsIsCurrent) {
  const PageData data = page_data(rocket());
  if (updating()) {
    fs::create_directories(kGolden);
    std::ofstream(kGolden / "run.json", std::ios::binary) << data.run_json;
    for (const auto& [name, bytes] : data.chunks) std::ofstream(kGolden / chunk_file(name, bytes), std::ios::binary) << bytes;
  }
  Json made = Json::parse(data.run_json), stored = Json::parse(text_of(kGolden / "run.json"));
  made["about"].erase("tables_hash"), stored["about"].erase("tables_hash"); // of the last bit
  expect_like(made, stored, "run");
  for (const char* name : {"truth", "tracks", "arcs"}) {
    const auto a = read_paths(data.chunks.at(name)), b = read_paths(text_of(kGolden / (std::string(name) + ".dwk")));
    ASSERT_EQ(a.size(), b.size()) << name;
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].id, b[i].id);
      ASSERT_EQ(a[i].rows.size(), b[i].rows.size()) << name << " " << a[i].id;
      for (std::size_t k = 0; k < a[i].rows.size(); ++k)
        EXPECT_LT(norm(a[i].rows[k].x_E.p - b[i].rows[k].x_E.p), 5.0) << name << " " << a[i].id;
    }
  }
}

TEST(PageData, SameSubjectSameBytes) {
  const PageData a = page_data(rocket()), b = page_data(shipped("norwegian-rocket-1995"));
  EXPECT_EQ(a.run_json, b.run_json);
  EXPECT_EQ(a.chunks, b.chunks);
}

/// Every string of a value that is not under a key of truth.
void strings_known(const Json& json, std::set<std::string>& out) {
  static const std::set<std::string> kTruthKeys{
      "object", "zero_true", "headline", "waited_for", "objects", "sightings", "trust", "title", "question", "purpose",
      "record", "scenario", "made_with"};
  if (json.is_object() && json.value("truth", false)) return;
  if (json.is_string()) out.insert(json.get<std::string>());
  if (!json.is_structured()) return;
  for (const auto& [key, value] : json.items())
    if (!json.is_object() || !kTruthKeys.contains(key)) strings_known(value, out);
}

TEST(PageData, WhatACentreSaysNamesNoObject) {
  const Json run = Json::parse(page_data(rocket()).run_json);
  std::set<std::string> known;
  strings_known(run, known);
  for (const auto& centre : run["centres"]) known.insert(centre["headline"].get<std::string>());
  ASSERT_GT(known.size(), 50U);
  for (const std::string& words : known) {
    EXPECT_EQ(words.find("black-brant"), std::string::npos) << words;
    EXPECT_EQ(words.find("opened"), std::string::npos) << words;
    EXPECT_EQ(words.find("closed 0"), std::string::npos) << words;
    EXPECT_EQ(words.find("not delivered"), std::string::npos) << words << ": nobody knows of a letter that never came";
  }
}

// Through a perigee of 1,650 km, where five minutes are a long way.
TEST(PageData, StraightLinesBetweenASatellitesPlacesAreWithinAKilometre) {
  const Subject s = make_subject(io::load(kSource / "scenarios/one-arc.yaml",
                                          {{"sensors.tundra-1.orbit.apogee_time=-21000 s"}, kSource / "data"}),
                                 0);
  const Json run = Json::parse(page_data(s).run_json);
  int num_lines = 0;
  for (std::size_t i = 0; i < run["sensors"].size(); ++i) {
    const Json& places = run["sensors"][i]["places"];
    for (std::size_t k = 0; k + 1 < places.size(); ++k) {
      const auto a = places[k].get<std::array<double, 4>>(), b = places[k + 1].get<std::array<double, 4>>();
      for (const double share : {0.25, 0.5, 0.75}) {
        const Vec3 line = Vec3{a[1], a[2], a[3]} + share * Vec3{b[1] - a[1], b[2] - a[2], b[3] - a[3]};
        const Vec3 true_E = s.model->sensors[i].p_ES_E(time_from_s(a[0] + share * (b[0] - a[0])));
        EXPECT_LT(norm(line - true_E), 1e3) << run["sensors"][i]["id"] << " " << a[0];
      }
      ++num_lines;
    }
  }
  EXPECT_GT(num_lines, 20);
}

TEST(PageData, TruthPathsStayWithinTheirTolerance) {
  for (const char* name : {"norwegian-rocket-1995", "falcon9-ses11"}) {
    const Subject s = shipped(name, 0);
    const truth::State state = truth::start(s.model->truth);
    const truth::View view(s.model->truth, state);
    const auto paths = read_paths(page_data(s).chunks.at("truth"));
    ASSERT_EQ(paths.size(), view.num_objects());
    double worst_m = 0;
    for (std::uint32_t i = 0; i < paths.size(); ++i)
      for (std::size_t k = 0; k + 1 < paths[i].rows.size(); ++k)
        for (double share : {0.15, 0.4, 0.6, 0.85}) {
          const auto &a = paths[i].rows[k], &b = paths[i].rows[k + 1];
          const double t_s = a.t_s + share * (b.t_s - a.t_s);
          worst_m = std::max(worst_m, norm(hermite(a, b, t_s) - view.state_E({i}, time_from_s(t_s)).p));
        }
    EXPECT_LT(worst_m, 20.0) << name; // 10 m at the places that are tried, and f32
    RecordProperty(name, std::to_string(worst_m));
  }
}

TEST(PageData, ATrackIsDrawnWhereItsCentreBelievedIt) {
  const auto paths = read_paths(page_data(rocket()).chunks.at("tracks"));
  const auto path = std::find_if(paths.begin(), paths.end(), [](const Path& p) { return p.id == "moscow/3"; });
  ASSERT_NE(path, paths.end());
  int seen = 0;
  for (const auto& row : rocket().tables.all<record::TrackRow>()) {
    if (row.track != 3 || row.known_s >= path->rows.back().t_s) continue;
    auto next = std::upper_bound(path->rows.begin(), path->rows.end(), row.known_s,
                                 [](double t, const Keyframe& k) { return t < k.t_s; });
    if (next == path->rows.begin() || next == path->rows.end()) continue;
    const Vec3 drawn = hermite(*(next - 1), *next, row.known_s);
    const PosVel x_G{{row.x_m, row.y_m, row.z_m}, {row.vx_m_s, row.vy_m_s, row.vz_m_s}};
    const PosVel now_G = orbit::kepler(x_G, row.known_s - row.t_s);
    const Vec3 believed = rocket().model->orientation.to_E(now_G, time_from_s(row.known_s)).p;
    const double sigma_m = std::sqrt(row.cov_x_x_m2 + row.cov_y_y_m2 + row.cov_z_z_m2);
    EXPECT_LT(norm(drawn - believed), 100 + 1.5 * sigma_m) << row.known_s;
    ++seen;
  }
  EXPECT_GT(seen, 10);
}

TEST(PageData, ArcsEndOnTheGround) {
  const auto arcs = read_paths(page_data(rocket()).chunks.at("arcs"));
  ASSERT_FALSE(arcs.empty());
  for (const Path& arc : arcs) EXPECT_NEAR(earth::geodetic(arc.rows.back().x_E.p).h_m, 0, 50) << arc.id;
}

TEST(PageData, MomentsAreSixToTenForTheDefaultCaseAndInOrder) {
  std::map<std::string, std::string> chunks;
  const RunPage page = run_page(rocket(), chunks);
  EXPECT_GE(page.moments.size(), 6U);
  EXPECT_LE(page.moments.size(), 10U);
  for (std::size_t i = 1; i < page.moments.size(); ++i) EXPECT_LE(page.moments[i - 1].t_s, page.moments[i].t_s);
  EXPECT_EQ(page.moments[1].words,
            "Moscow confirms track 3 with 3 detections, calls it a launch, and finds the rule for launch-alert met.");
}

TEST(PageData, ARunOfNothingIsAPageToo) {
  const auto quiet = make_subject(io::load(kSource / "scenarios/norwegian-rocket-1995.yaml",
                                           {{"duration=30 s"}, kSource / "data"}), 0);
  const Json run = Json::parse(page_data(quiet).run_json);
  EXPECT_TRUE(run["tracks"].empty());
  EXPECT_TRUE(run["moments"].empty());
  EXPECT_EQ(run["centres"][0]["headline"], "Moscow learns of nothing that flies.");
}

} // namespace
} // namespace dewline::report
