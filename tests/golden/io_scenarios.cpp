// The shipped scenarios as wholes: their ledgers in git, and the promises of determinism on them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "dewline/io/document.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/variants.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/session.hpp"
#include "dewline/run/world.hpp"

namespace dewline {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = DEWLINE_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

io::Loaded load(const std::string& name, std::vector<std::string> sets = {}) {
  return io::load(kRoot / "scenarios" / (name + ".yaml"), {std::move(sets), kRoot / "data"});
}
io::Loaded load_text(const std::string& text, const std::string& name) {
  return io::load_text(text, kRoot / "scenarios" / (name + ".yaml"), {{}, kRoot / "data"});
}

run::Recorded record(const run::Scenario& scenario, std::uint64_t seed = 1) {
  return run::run_recorded(*run::compile(scenario), seed, 0, {});
}

std::string time_text(double s) { return std::isfinite(s) ? fmt::format("{:.1f}", s) : "never"; }

/// What git keeps: times to 0.1 s, so that another maths library still agrees.
std::string summary(const run::Recorded& run) {
  std::string out = run::headline(run.tables) + "\n\n";
  for (const auto& row : run.ledger)
    out += fmt::format("{} | {} | {}{}{} | {} | {} | {}\n", row.centre, row.object, row.step, row.state.empty() ? "" : " ",
                       row.state, time_text(row.t_s), row.truth ? "truth" : time_text(row.known_s),
                       row.happened ? row.waited_for : row.missing);
  for (const auto& table : run.tables.tables)
    if (table.name != "run_info") out += fmt::format("{}: {} rows\n", table.name, table.num_rows());
  return out;
}

/// What each variant that the scenario compares would have done, when, and why: the centres' own alerts of seed 1.
std::string variants(const fs::path& file, const run::Scenario& scenario) {
  std::string out;
  for (const auto& variant : io::load_variants(file, {{}, kRoot / "data"}, scenario.study)) {
    out += "\nvariant " + variant.variant.name + "\n";
    for (const auto& a : record(variant.scenario).tables.all<record::AlertRow>())
      if (a.centre == a.raised_by)
        out += fmt::format("{} | {} {} | {} | {}\n", a.centre, a.step, a.state, time_text(a.t_s), a.because);
  }
  return out;
}

struct Golden : testing::TestWithParam<std::string> {};

TEST_P(Golden, LedgerIsTheOneInGit) {
  const fs::path golden = kRoot / "tests/golden" / (GetParam() + ".txt");
  const run::Scenario scenario = load(GetParam()).scenario;
  const std::string now = summary(record(scenario)) + variants(kRoot / "scenarios" / (GetParam() + ".yaml"), scenario);
  if (std::getenv("DEWLINE_UPDATE") != nullptr) std::ofstream(golden) << now;
  EXPECT_EQ(now, text_of(golden)) << "./dw test --update rewrites it; review the difference";
}

std::string plain(const testing::TestParamInfo<std::string>& param) {
  std::string name = param.param;
  std::erase(name, '-');
  return name;
}
INSTANTIATE_TEST_SUITE_P(All, Golden, testing::Values("norwegian-rocket-1995", "falcon9-ses11", "arc-and-glider", "one-arc",
                                                      "false-alarm-1979", "false-alarm-1980", "petrov-1983",
                                                      "sounding-rocket-notified", "arctic-route-joint", "regional-coverage",
                                                      "space-launch-or-attack", "s-curve-glider"),
                         plain);

/// The promises of determinism, on the cases that are quick enough to be run some hundred times.
struct Shipped : testing::TestWithParam<std::string> {};

TEST_P(Shipped, ResolvedFileIsAFixedPointAndGivesTheSameTables) {
  const auto loaded = load(GetParam());
  const auto again = load_text(loaded.resolved, GetParam());
  EXPECT_EQ(loaded.resolved, again.resolved);
  EXPECT_EQ(record(loaded.scenario).tables_hash, record(again.scenario).tables_hash);
}

TEST_P(Shipped, ThreadsChangeNothing) {
  const auto model = run::compile(load(GetParam()).scenario);
  constexpr std::uint32_t kRepeats = 12; // more than the most threads
  const auto one = run::repeat(*model, 3, kRepeats, 1).result(), two = run::repeat(*model, 3, kRepeats, 2).result(),
             eight = run::repeat(*model, 3, kRepeats, 8).result();
  ASSERT_EQ(one.size(), two.size());
  ASSERT_EQ(one.size(), eight.size());
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  for (std::size_t i = 0; i < one.size(); ++i)
    for (const auto* other : {&two[i], &eight[i]}) {
      EXPECT_EQ(one[i].step, other->step);
      EXPECT_EQ(one[i].share.happened, other->share.happened);
      EXPECT_TRUE(same(one[i].known_s.median, other->known_s.median)) << one[i].step;
      EXPECT_TRUE(same(one[i].known_s.low, other->known_s.low)) << one[i].step;
    }
}

TEST_P(Shipped, QuickRepeatHasTheLedgerOfTheRecordedRun) {
  const auto model = run::compile(load(GetParam()).scenario);
  const auto full = run::run_recorded(*model, 5, 7, {}).ledger, quick = run::run_quick(*model, 5, 7);
  ASSERT_EQ(full.size(), quick.size());
  for (std::size_t i = 0; i < full.size(); ++i) {
    EXPECT_EQ(full[i].step, quick[i].step);
    if (full[i].happened) {
      EXPECT_EQ(full[i].t_s, quick[i].t_s) << full[i].step;
    }
    EXPECT_EQ(full[i].waited_for, quick[i].waited_for);
  }
}

TEST_P(Shipped, SlicingAdvanceOrForkingTheWorldChangesNothing) {
  const auto model = run::compile(load(GetParam()).scenario);
  const auto run_in = [&](int slices) {
    record::RunWriter writer(model->context, {});
    run::World world = run::start(*model, Draws(9, 0));
    for (int k = 1; k <= slices; ++k) {
      run::World fork = world; // a copy is a checkpoint: the original is thrown away
      run::advance(*model, fork, k == slices ? model->end : Time{} + (model->end - Time{}) / slices * k, writer);
      world = fork;
    }
    return writer.hash();
  };
  const std::uint64_t whole = run_in(1);
  EXPECT_EQ(whole, run_in(7));
  EXPECT_EQ(whole, run_in(501));
}

TEST_P(Shipped, SeedsDiffer) {
  const auto scenario = load(GetParam()).scenario;
  EXPECT_NE(record(scenario, 1).tables_hash, record(scenario, 2).tables_hash);
  EXPECT_EQ(record(scenario, 2).tables_hash, record(scenario, 2).tables_hash);
}

INSTANTIATE_TEST_SUITE_P(All, Shipped, testing::Values("norwegian-rocket-1995", "falcon9-ses11", "arc-and-glider", "one-arc",
                                                       "sounding-rocket-notified"),
                         plain);

/// Takes the rows out of a table whose column holds one of the names, or a detection of a sensor of that name.
void drop_rows(record::Table& table, const std::string& column, const std::vector<std::string>& names) {
  const auto* owner = table.find(column);
  if (owner == nullptr) return;
  std::vector<bool> keep;
  for (const auto& cell : std::get<std::vector<std::string>>(owner->cells))
    keep.push_back(std::ranges::find(names, cell.substr(0, cell.find('/'))) == names.end());
  for (auto& each : table.columns)
    std::visit(
        [&](auto& cells) {
          std::remove_cvref_t<decltype(cells)> kept;
          for (std::size_t i = 0; i < cells.size(); ++i)
            if (keep[i]) kept.push_back(cells[i]);
          cells = kept;
        },
        each.cells);
}

/// Tables that must not change when something is added that has no part in the story: all rows of what was there.
void expect_same_but(const record::RunTables& a, const record::RunTables& b, const std::vector<std::string>& added) {
  for (const auto& table : a.tables) {
    if (table.name == "run_info") continue;
    record::Table other = b.table(table.name);
    for (const char* column : {"object", "sensor", "detection", "centre", "sender", "receiver", "raised_by", "sent_by"})
      drop_rows(other, column, added);
    EXPECT_TRUE(record::same(table, other)) << table.name << ": " << table.num_rows() << " rows, " << other.num_rows();
  }
}

TEST(Determinism, AnObjectThatNobodySeesChangesNoOtherRow) {
  const auto base = load("norwegian-rocket-1995");
  const std::string text = text_of(kRoot / "scenarios/norwegian-rocket-1995.yaml");
  const std::string added = "\nobjects:\n  aaa-far-away:\n    type: rocket-body\n    grade: assumption\n"
                            "    launch: {lat: -40 deg, lon: 10 deg, height: 0 m, time: 0 s}\n"
                            "    arc: {azimuth: 180 deg, apogee: 300 km, range: 400 km}\n";
  const auto more = load_text(std::string(text).replace(text.find("\nobjects:\n"), 10, added), "norwegian-rocket-1995");
  EXPECT_EQ(more.scenario.objects.size(), base.scenario.objects.size() + 1);
  expect_same_but(record(base.scenario).tables, record(more.scenario).tables, {"aaa-far-away"});
}

/// The names sort before and after what is there, so that every index moves and the agenda is shared.
TEST(Determinism, ASensorAndCentreFarAwayWithRulesOfTheirOwnChangeNoRowOfMoscow) {
  const auto base = load("norwegian-rocket-1995");
  std::string text = text_of(kRoot / "scenarios/norwegian-rocket-1995.yaml");
  const auto add = [&](const std::string& block, const std::string& entries) {
    const auto at = text.find("\n" + block + ":\n");
    ASSERT_NE(at, std::string::npos) << block;
    text.insert(at + block.size() + 3, entries);
  };
  for (const std::string name : {"aaa", "zzz"}) {
    add("sensors", "  " + name + "-radar:\n    type: dnepr-like\n    reports_to: " + name + "-centre\n    prob_fa: 1e-6\n"
                   "    at: {lat: -40 deg, lon: 100 deg, height: 0 m}\n    grade: assumption\n"
                   "    faces: [{boresight: 180 deg, tilt: 20 deg, width: 120 deg, elevation: [5 deg, 35 deg]}]\n");
    add("centres", "  " + name + "-centre: {rules: " + name + "-watch, assessment: {uniform: [5 s, 9 s]}, grade: assumption}\n");
    add("links", "  " + name + "-link: {from: " + name + "-radar, to: " + name + "-centre, share: detections, delay: 1 s, "
                 "jitter: 1 s, delivery_ratio: 0.9, grade: assumption}\n");
    add("rules", "  " + name + "-watch:\n    states: {quiet: nothing, seen: a track is there}\n    raise: {seen: radar.track}\n"
                 "    withdraw: {seen: impact_in_asset < 0.5 for 5 s}\n    hold: 7 s\n    grade: assumption\n");
  }
  const auto more = load_text(text, "norwegian-rocket-1995");
  ASSERT_EQ(more.scenario.sensors.size(), base.scenario.sensors.size() + 2);
  ASSERT_EQ(more.scenario.centres.size(), base.scenario.centres.size() + 2);
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const auto a = record(base.scenario, seed), b = record(more.scenario, seed);
    EXPECT_GT(b.tables.table("scans").num_rows(), a.tables.table("scans").num_rows() + 200) << "the added radars work";
    EXPECT_GT(b.tables.table("detections").num_rows(), a.tables.table("detections").num_rows()) << "and see what is not there";
    expect_same_but(a.tables, b.tables, {"aaa-radar", "zzz-radar", "aaa-centre", "zzz-centre"});
  }
}

/// Turns round the order of the entries of every map; lists keep theirs. Texts are quoted: they will stand on one line.
void turn_round(io::Node& node) {
  if (node.kind == io::Node::Kind::scalar && (!node.plain || node.text.find_first_of(",:#[]{}?") != std::string::npos))
    node.text = '"' + node.text + '"';
  std::ranges::reverse(node.entries);
  for (auto& entry : node.entries) turn_round(entry.value);
  for (auto& item : node.items) turn_round(item);
}

TEST_P(Shipped, OrderOfEntriesChangesNothing) {
  const fs::path file = kRoot / "scenarios" / (GetParam() + ".yaml");
  io::Diagnostics problems;
  io::Node tree = io::parse_document(text_of(file), file.string(), problems);
  ASSERT_TRUE(problems.empty());
  turn_round(tree);
  const auto a = load(GetParam()), b = load_text(io::flow_text(tree) + "\n", GetParam());
  EXPECT_EQ(a.scenario.hash, b.scenario.hash);
  EXPECT_EQ(a.resolved, b.resolved);
  EXPECT_EQ(record(a.scenario).tables_hash, record(b.scenario).tables_hash);
}

} // namespace
} // namespace dewline
