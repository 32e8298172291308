// What links share, what never exists in a run, and a run that is stopped: through the template scenario.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "dewline/io/scenario.hpp"
#include "dewline/run/session.hpp"

namespace dewline {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = DEWLINE_SOURCE_DIR;

std::string with(const std::string& from, const std::string& to) {
  std::ifstream in(kRoot / "scenarios/template/template.yaml", std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("the template has no " + from);
  return text.replace(at, from.size(), to);
}
std::unique_ptr<const run::Model> model(const std::string& text) {
  return run::compile(io::load_text(text, kRoot / "scenarios/template/links.yaml", {{}, kRoot / "data"}).scenario);
}
/// A second centre that has no sensor, hears over a link and alarms while it holds a track.
std::string listener(const std::string& share) {
  std::string text = with("\nlinks: ", "\n  listener: {rules: hears, grade: assumption}\nlinks: ");
  text.insert(text.find("\nassets: "), "  to-listener: {from: capital-centre, to: listener, share: " + share +
                                           ", delay: 5 s, grade: assumption}\n");
  return text + "  hears:\n    grade: assumption\n    states: {quiet: nothing, heard: a track is held}\n"
                "    raise: {heard: radar.track}\n    withdraw: {heard: {none_of: [radar.track]}}\n";
}
double known_s(const std::vector<record::LedgerRow>& ledger, const std::string& centre, const std::string& step) {
  double first = record::kNeverS;
  for (const auto& row : ledger)
    if (row.centre == centre && row.step == step && row.happened) first = std::min(first, row.known_s);
  return first;
}

TEST(Links, SharedTracksArriveLateAndAreGivenUpWhenNothingFollows) {
  const auto run = run::run_recorded(*model(listener("tracks")), 1, 0, {});
  EXPECT_GE(run.tables.table("reports").num_rows(), 2u); // confirmed, then each update: some ten detections here
  const double here = known_s(run.ledger, "capital-centre", "track"), there = known_s(run.ledger, "listener", "declared");
  EXPECT_GE(there, here + 5);
  EXPECT_LT(there, here + 60);
  EXPECT_TRUE(std::isfinite(known_s(run.ledger, "listener", "withdrawn"))) << "a report must not be held for ever";
}

TEST(Links, NothingSharedIsNothingKnown) {
  const auto run = run::run_recorded(*model(listener("nothing")), 1, 0, {});
  EXPECT_EQ(run.tables.table("reports").num_rows(), 0u);
  EXPECT_FALSE(std::isfinite(known_s(run.ledger, "listener", "declared")));
  const auto silent = run::run_recorded(*model(with("share: detections", "share: nothing")), 1, 0, {});
  EXPECT_EQ(silent.tables.table("tracks").num_rows(), 0u);
}

TEST(Links, SharedDetectionsGiveTheListenerATrackOfItsOwn) {
  const auto run = run::run_recorded(*model(listener("detections")), 1, 0, {});
  EXPECT_GE(known_s(run.ledger, "listener", "track"), known_s(run.ledger, "capital-centre", "track") + 5);
  EXPECT_TRUE(std::isfinite(known_s(run.ledger, "listener", "track")));
}

TEST(Runs, AnObjectBornAfterTheEndNeverExists) {
  const auto run = run::run_recorded(*model(with("time: 0 s", "time: 2 h")), 1, 0, {});
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.tables.table("truth_samples").num_rows(), 0u);
  EXPECT_FALSE(std::isfinite(known_s(run.ledger, "capital-centre", "first-detection")));
}

TEST(Runs, AStopInTheMiddleIsSaidAndOneAfterTheEndChangesNothing) {
  const auto whole_model = model(with("title:", "title:"));
  const auto whole = run::run_recorded(*whole_model, 1, 0, {});
  int asked = 0;
  const auto stopped = run::run_recorded(*whole_model, 1, 0, {}, [&] { return ++asked == 10; });
  EXPECT_FALSE(stopped.complete);
  EXPECT_LT(stopped.until_s, whole.until_s);
  int slices = 0;
  const auto counted = run::run_recorded(*whole_model, 1, 0, {}, [&] { return ++slices < 0; });
  EXPECT_TRUE(counted.complete);
  int again = 0;
  const auto last = run::run_recorded(*whole_model, 1, 0, {}, [&] { return ++again > slices; });
  EXPECT_TRUE(last.complete); // nobody is asked once the end is reached
  EXPECT_EQ(last.tables_hash, whole.tables_hash);
}

} // namespace
} // namespace dewline
