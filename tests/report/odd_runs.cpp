// Pages of odd runs: two centres, objects that are never born, a run shorter than a frame, days after the epoch.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "dewline/report/keyframes.hpp"
#include "dewline/report/page_data.hpp"
#include "dewline/report/page_json.hpp"
#include "dewline/truth/view.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

constexpr const char* kHead = R"(
dewline: 1
title: "Two centres <&\"'> </script> ünï"
epoch: 2026-03-20T12:00:00Z
rules:
  watch:
    states: {quiet: nothing, launch-alert: a launch, attack-warning: "falls on <&>"}
    raise: {launch-alert: radar.launch_call, attack-warning: {all_of: [radar.launch_call, impact_in_asset >= 0.5]}}
    withdraw: {launch-alert: impact_in_asset < 0.05 for 60 s, attack-warning: impact_in_asset < 0.05 for 60 s}
sensors:
  north-radar:
    type: dnepr-like
    reports_to: site
    at: {lat: 52 deg, lon: 103 deg, height: 500 m}
    faces: [{boresight: 20 deg, tilt: 20 deg, width: 120 deg, elevation: [3 deg, 60 deg]}]
    fence: {elevation: [3 deg, 20 deg]}
centres:
  site: {rules: watch, assessment: 30 s}
  capital: {rules: watch, assessment: 10 s, conference: 20 s}
links:
  a: {from: north-radar, to: site, share: detections, delay: 2 s}
  b: {from: site, to: capital, share: tracks, delay: 40 s, jitter: 3 s}
  c: {from: site, to: capital, share: alerts, delay: 120 s}
  d: {from: north-radar, to: capital, share: detections, delay: 25 min}
assets:
  home: {of: capital, lat: 40 deg, lon: 116 deg, radius: 200 km}
  pole: {of: site, lat: 89 deg, lon: 180 deg, radius: 2000 km}
)";

std::string arc(const std::string& id, const std::string& time) {
  return "  " + id + ":\n    launch: {lat: 48 deg, lon: -105 deg, time: " + time +
         "}\n    arc: {impact: {lat: 40 deg, lon: 116 deg}, apogee: 1300 km, boost_time: 180 s, burnout_height: 220 km}\n"
         "    rcs: {any: 1 m2}\n";
}

Subject odd(const std::string& duration, const std::string& objects, std::uint64_t seed = 1, std::uint32_t repeats = 0) {
  const std::string text = kHead + ("duration: " + duration) + "\nobjects:\n" + objects;
  return make_subject(io::load_text(text, "odd.yaml", {{}, kSource / "data"}), repeats, seed);
}

const Subject& two() {
  static const Subject s = odd("38 min", arc("one", "0 s") + arc("two", "1 min") + arc("unborn", "39 min"), 1, 5);
  return s;
}

RunPage page_of(const Subject& s) {
  std::map<std::string, std::string> chunks;
  return run_page(s, chunks);
}

TEST(OddRuns, AnObjectThatIsBornAfterTheEndIsNeverThere) {
  const RunPage page = page_of(two());
  for (const auto& object : page.objects) EXPECT_LE(object.begin_s, object.end_s) << object.id;
  const auto paths = read_paths(page_data(two()).chunks.at("truth"));
  const auto unborn = std::ranges::find(paths, "unborn", &Path::id);
  ASSERT_NE(unborn, paths.end());
  EXPECT_TRUE(unborn->rows.empty());
}

TEST(OddRuns, NothingIsKnownAfterTheEnd) {
  for (const Subject& s : {two(), odd("27 min", arc("one", "0 s")), odd("5 s", arc("one", "0 s"))}) {
    const RunPage page = page_of(s);
    for (const auto& h : page.events) EXPECT_LE(h.known_s, page.about.until_s) << h.words;
    for (const auto& a : page.alerts) EXPECT_LE(a.known_s, page.about.until_s) << a.label;
    for (const auto& m : page.moments) EXPECT_LE(m.t_s, page.about.until_s) << m.title;
    for (const auto& c : page.contacts) EXPECT_LE(c.end_s, page.about.until_s);
    for (const auto& t : page.tracks)
      for (const auto& span : t.spans) EXPECT_LE(span.end_s, page.about.until_s) << t.id;
  }
  const auto rows = two().tables.all<record::DetectionRow>();
  EXPECT_TRUE(std::ranges::any_of(rows, [](const auto& d) { return d.known_s > two().summary.until_s && d.known_s < 1e9; }));
}

TEST(OddRuns, ARunShorterThanAFrameShowsWhereItsRadarsLook) {
  const RunPage page = page_of(odd("5 s", arc("one", "0 s")));
  ASSERT_EQ(page.sensors.size(), 1U);
  EXPECT_EQ(page.sensors[0].faces.size(), 1U);
  EXPECT_EQ(page.sensors[0].reports_to, (Texts{"capital", "site"}));
}

TEST(OddRuns, FacesAreThoseOfTheRecord) {
  const RunPage page = page_of(two());
  const auto rows = two().tables.all<record::CoverageRow>();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(page.sensors[0].faces[0].az_start_rad, rows[0].az_start_rad);
  EXPECT_EQ(page.sensors[0].faces[0].fence_max_rad, rows[0].fence_max_rad);
}

TEST(OddRuns, AnEventIsToldOnce) {
  std::set<std::string> told;
  for (const auto& h : page_of(two()).events) {
    const std::string key = h.centre + "|" + h.words + "|" + std::to_string(h.t_s) + "|" + std::to_string(h.known_s) + h.object;
    EXPECT_TRUE(told.insert(h.words.starts_with("launch-alert") || h.words.starts_with("attack-warning")
                                ? h.centre + h.words.substr(0, h.words.find(',')) + std::to_string(h.t_s) : key).second)
        << key;
  }
}

TEST(OddRuns, ATrackOfAnotherCentreIsNotTakenForOnesOwn) {
  const RunPage page = page_of(two());
  const auto capital = std::ranges::find(page.centres, "capital", &Centre::id);
  EXPECT_NE(capital->headline.find(" of site"), std::string::npos) << capital->headline;
  std::set<std::int64_t> own;
  for (const auto& t : page.tracks)
    if (t.centre == "capital" && t.from.empty()) own.insert(t.number);
  const auto fine = [&](Int track) { return track == 0 || own.contains(track); };
  for (const auto& step : page.ledger) EXPECT_TRUE(step.centre != "capital" || fine(step.track)) << step.label;
  for (const auto& h : page.events) EXPECT_TRUE(h.centre != "capital" || fine(h.track)) << h.words;
  for (const auto& m : page.moments) EXPECT_TRUE(m.centre != "capital" || fine(m.track)) << m.words;
  for (const auto& a : page.alerts)
    for (Int track : a.tracks) EXPECT_TRUE(a.centre != "capital" || fine(track)) << a.label;
}

TEST(OddRuns, NewsOfATrackEndsNoSoonerThanALetterTravels) {
  const RunPage page = page_of(two());
  int seen = 0;
  for (const auto& t : page.tracks) {
    if (t.from.empty()) continue;
    const auto own = std::ranges::find_if(page.tracks, [&](const Track& o) { return o.from.empty() && o.centre == t.from && o.number == t.number; });
    ASSERT_NE(own, page.tracks.end());
    const double end_s = own->spans.back().end_s;
    EXPECT_GE(t.spans.back().end_s, std::min(end_s + 40, page.about.until_s) - 1e-6) << t.id;
    ++seen;
  }
  EXPECT_GT(seen, 0);
}

TEST(OddRuns, LinesOfLuckAreToldApartAndNameNoObject) {
  const auto terminal = run::luck(two().summary.bands);
  EXPECT_EQ(std::set<std::string>(terminal.begin(), terminal.end()).size(), terminal.size());
  for (const std::string& line : page_of(two()).about.luck) {
    EXPECT_TRUE(line.starts_with("Capital") || line.starts_with("Site")) << line;
    for (const char* object : {"one", "two", "unborn"}) EXPECT_EQ(line.find(std::string(" ") + object), std::string::npos) << line;
  }
}

TEST(OddRuns, StatesStandFromRestToTheGravestAndAlertsCarryTheirLevel) {
  const std::string ordered = std::string(kHead) + "duration: 38 min\nobjects:\n" + arc("one", "0 s");
  std::string text = ordered;
  text.replace(text.find("    raise:"), 0, "    order: [quiet, launch-alert, attack-warning]\n    resembles: {launch-alert: a name}\n");
  const RunPage page = page_of(make_subject(io::load_text(text, "odd.yaml", {{}, kSource / "data"}), 0));
  ASSERT_EQ(page.centres[0].states.size(), 3U);
  EXPECT_EQ(page.centres[0].states[0].word, "quiet");
  EXPECT_EQ(page.centres[0].states[2].word, "attack-warning");
  EXPECT_EQ(page.centres[0].states[1].resembles, "a name");
  EXPECT_EQ(page.centres[0].rules, "watch");
  for (const auto& alert : page.alerts) EXPECT_EQ(alert.level, alert.state == "attack-warning" ? 2 : 1) << alert.label;
}

TEST(OddRuns, TheTitleComesThroughWhole) {
  const Json run = Json::parse(page_data(odd("5 s", arc("one", "0 s"))).run_json);
  EXPECT_EQ(run["about"]["title"], "Two centres <&\"'> </script> ünï");
}

TEST(OddRuns, ASeedOf64BitsStandsThereInFull) {
  constexpr std::uint64_t kSeed = 18446744073709551557ull;
  const Json run = Json::parse(page_data(odd("5 s", arc("one", "0 s"), kSeed)).run_json);
  EXPECT_EQ(run["about"]["seed"].get<std::uint64_t>(), kSeed);
  const Json wanted{{"key", "seed"}, {"value", "18446744073709551557"}};
  EXPECT_TRUE(std::ranges::count(run["about"]["made_with"], wanted) == 1);
}

TEST(OddRuns, NineDaysOnAPathStillLiesWhereItsTimesSay) {
  const Subject s = odd("240 h", arc("late", "239 h"));
  const truth::State state = truth::start(s.model->truth);
  const truth::View view(s.model->truth, state);
  const auto rows = read_paths(page_data(s).chunks.at("truth")).front().rows;
  ASSERT_GT(rows.size(), 10U);
  for (std::size_t k = 1; k + 1 < rows.size(); ++k) {
    EXPECT_LE(rows[k - 1].t_s, rows[k].t_s);
    if (rows[k].t_s == rows[k - 1].t_s || rows[k].t_s == rows[k + 1].t_s) continue; // a corner of the path
    EXPECT_LT(norm(rows[k].x_E.p - view.state_E({0}, time_from_s(rows[k].t_s)).p), 2.0) << k; // f32 would put 400 m here
  }
}

TEST(OddRuns, KeyframesEndWhereAChunkHasNoTimesBetween) {
  const auto path = [](double t_s) { return PosVel{{1e9 * std::sin(1e3 * t_s), 0, 0}, {}}; }; // nothing is ever close enough
  for (double begin_s : {3e5, 2.5e6, 1e8}) {
    const auto rows = keyframes(path, begin_s, begin_s + 20);
    for (std::size_t k = 1; k < rows.size(); ++k) EXPECT_LT(rows[k - 1].t_s, rows[k].t_s);
    EXPECT_EQ(rows.back().t_s, begin_s + 20);
  }
}

TEST(OddRuns, NoObjectNoSensorNoCentreIsAPage) {
  const std::string text = "dewline: 1\ntitle: nothing\nepoch: 2026-03-20T12:00:00Z\nduration: 40 s\n";
  const RunPage page = page_of(make_subject(io::load_text(text, "nothing.yaml", {{}, kSource / "data"}), 0));
  EXPECT_EQ(page.about.headline, "Nothing was detected.");
  EXPECT_EQ(page.chunks.size(), 9U);
}

} // namespace
} // namespace dewline::report
