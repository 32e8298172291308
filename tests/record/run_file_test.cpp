#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "dewline/base/draws.hpp"
#include "dewline/record/reader.hpp"
#include "dewline/record/words.hpp"
#include "dewline/record/writer.hpp"
#include "record/story.hpp"

namespace {
using namespace story;
namespace fs = std::filesystem;

/// A folder of its own, gone at the end.
class RunFile : public testing::Test {
 protected:
  RunFile() {
    fs::remove_all(dir);
    fs::create_directories(dir);
  }
  ~RunFile() override { fs::remove_all(dir); }
  [[nodiscard]] std::size_t num_files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(dir), fs::directory_iterator{}));
  }
  const fs::path dir =
      fs::temp_directory_path() / ("dewline-" + std::to_string(::getpid()) +
                                   testing::UnitTest::GetInstance()->current_test_info()->name());
};

RunTables story_tables(const Context& c) {
  RunWriter writer(c, {{"version", "0.1.0"}});
  tell(writer);
  return writer.tables();
}

/// Every table with rows of every kind of value: ends of the ranges, NaN, infinities, empty and odd strings.
RunTables odd_tables(std::size_t num_rows) {
  const double doubles[] = {0.0, -0.0, 1.0 / 3, -1e308, 5e-324, kNeverS, -kNeverS, kNoNumber};
  const std::int64_t ints[] = {0, 1, -1, std::numeric_limits<std::int64_t>::max(),
                               std::numeric_limits<std::int64_t>::min()};
  const std::string strings[] = {"", "usolye", "with 'quotes' and \"more\"", "Ёлка ☃ 👍", "line\nbreak",
                                 std::string(5000, 'x'), "twelve bytes", "thirteen byte"};
  RunTables run = empty_run_tables();
  for_each_table([&]<Row R>() {
    for (std::size_t i = 0; i < num_rows; ++i) {
      R row;
      std::size_t k = i;
      for_each_field<R>([&](const auto& f) {
        auto& cell = row.*(f.member);
        using T = std::remove_cvref_t<decltype(cell)>;
        if constexpr (std::is_same_v<T, double>) cell = doubles[k++ % std::size(doubles)];
        else if constexpr (std::is_same_v<T, std::int64_t>) cell = ints[k++ % std::size(ints)];
        else if constexpr (std::is_same_v<T, bool>) cell = k++ % 3 == 0;
        else cell = strings[k++ % std::size(strings)];
      });
      run.add(row);
    }
  });
  return run;
}

void expect_same(const RunTables& a, const RunTables& b) {
  ASSERT_EQ(a.tables.size(), b.tables.size());
  for (std::size_t i = 0; i < a.tables.size(); ++i)
    EXPECT_TRUE(same(a.tables[i], b.tables[i])) << a.tables[i].name;
}

TEST_F(RunFile, RoundTripOfEveryTableBitForBit) {
  for (std::size_t n : {0u, 1u, 4500u}) { // none, one, more than two vectors of 2,048
    const RunTables run = odd_tables(n);
    const fs::path file = dir / ("run" + std::to_string(n) + ".duckdb");
    write_tables(run, file);
    const RunTables back = read_run(file);
    expect_same(run, back);
    EXPECT_EQ(tables_hash(run), tables_hash(back));
  }
}

TEST_F(RunFile, AFolderIsReadByItsRunFile) {
  const Context c = context();
  const RunTables run = story_tables(c);
  write_tables(run, dir / "run.duckdb");
  expect_same(run, read_run(dir));
  EXPECT_EQ(num_files(), 1u); // no write-ahead log, no temporary
}

TEST(RunTables, RowsOfTheStoryByTable) {
  const Context c = context();
  const RunTables run = story_tables(c);
  const auto detections = run.all<DetectionRow>();
  ASSERT_EQ(detections.size(), 3u);
  EXPECT_EQ(detections[0].detection, "radar/8.0");
  EXPECT_EQ(detections[0].centre, "home");
  EXPECT_DOUBLE_EQ(detections[0].t_s, 85);
  EXPECT_DOUBLE_EQ(detections[0].known_s, 92);
  EXPECT_TRUE(std::isnan(detections[0].range_rate_m_s));
  EXPECT_EQ(run.all<ScanRow>().size(), 4u); // the empty scan is a row
  EXPECT_EQ(run.all<ScanRow>()[0].num_detections, 0);
  EXPECT_EQ(run.all<CoverageRow>().size(), 1u); // it never changed
  EXPECT_EQ(run.all<LabelRow>()[0].object, "rocket");
  EXPECT_EQ(run.all<TruthSampleRow>().size(), 3u);
  EXPECT_NEAR(run.all<TruthSampleRow>()[1].h_m, 10e3, 1e-6);
  EXPECT_EQ(run.all<TrackEvidenceRow>().size(), 3u);
  EXPECT_EQ(run.all<TrackEventRow>().size(), 4u);
  EXPECT_EQ(run.all<AlertRow>().size(), 3u);
  EXPECT_EQ(run.all<AlertEvidenceRow>().size(), 3u * (1 + 3 + 1));
  EXPECT_EQ(run.all<AssetProbabilityRow>()[1].asset, "city");
  EXPECT_DOUBLE_EQ(run.all<EstimateRow>()[1].impact_major_m, 90e3);
  EXPECT_TRUE(std::isnan(run.all<EstimateRow>()[1].launch_lat_rad));
  EXPECT_EQ(run.all<MilestoneRow>().size(), 5u);
  EXPECT_EQ(run.all<WindowRow>()[0].opened_by, "horizon");
  EXPECT_EQ(run.all<LedgerRow>().size(), 2 * ledger_steps().size());
}

TEST(RunTables, TheUpperTriangleOfACovarianceLandsInTheColumnOfItsName) {
  const Context c = context();
  const TrackRow t = story_tables(c).all<TrackRow>().at(0); // cov(i, j) = 10 i + j for i <= j
  EXPECT_DOUBLE_EQ(t.cov_x_x_m2, 0);
  EXPECT_DOUBLE_EQ(t.cov_x_vz_m2_s, 5);
  EXPECT_DOUBLE_EQ(t.cov_y_z_m2, 12);
  EXPECT_DOUBLE_EQ(t.cov_z_vx_m2_s, 23);
  EXPECT_DOUBLE_EQ(t.cov_vx_vz_m2_s2, 35);
  EXPECT_DOUBLE_EQ(t.cov_vz_vz_m2_s2, 55);
}

TEST(RunTables, ADetectionSentToTwoCentresIsTwoRowsAndToNobodyOne) {
  Context c = context();
  c.nodes = {"away", "home"};
  RunWriter writer(c, {});
  tell_scan(writer, scan(8, 1), {1}, s(92));                                                        // to away
  writer.see(s(90), Mailed{{{Room::sense, 0}, {Room::track, 1}, s(90), kNever, 1}, "scan", "", 1}); // lost
  const sense::Scan unsent = scan(9, 1);
  writer.see(unsent.end, ScanMade{unsent, {}});
  writer.see(s(1500), Finished{});
  const auto d = writer.tables().all<DetectionRow>();
  ASSERT_EQ(d.size(), 3u);
  EXPECT_EQ(d[0].centre, "away");
  EXPECT_EQ(d[1].centre, "home");
  EXPECT_TRUE(std::isinf(d[1].known_s));
  EXPECT_EQ(d[2].centre, "");
}

TEST(RunTables, SecondsTurnBackIntoTheSameNanosecondsFor25Days) {
  const Draws draws(1, 1);
  for (std::uint64_t i = 0; i < 200000; ++i) {
    const Time t{Duration{static_cast<std::int64_t>(draws.uniform({Purpose::test, 0, i, 0, 0}) * 2.16e15)}};
    ASSERT_EQ(time_from_s(time_s(t)), t);
  }
}

TEST(TablesHash, IsAFunctionOfTheFactsAlone) {
  const Context c = context();
  EXPECT_EQ(tables_hash(story_tables(c)), tables_hash(story_tables(c)));
  RunWriter other(c, {{"compiler", "another"}}); // run_info names tools, not results
  tell(other);
  EXPECT_EQ(other.hash(), tables_hash(story_tables(c)));
}

TEST(TablesHash, ChangesWithEveryCellOfEveryTable) {
  const RunTables base = odd_tables(3);
  const std::uint64_t hash = tables_hash(base);
  for (std::size_t t = 0; t < base.tables.size(); ++t)
    for (std::size_t c = 0; c < base.tables[t].columns.size(); ++c) {
      RunTables run = base;
      std::visit(
          [](auto& cells) {
            using T = std::remove_cvref_t<decltype(cells)>;
            if constexpr (std::is_same_v<T, std::vector<std::string>>) cells[1] += "!";
            else if constexpr (std::is_same_v<T, std::vector<double>>) cells[1] = 4711;
            else if constexpr (std::is_same_v<T, std::vector<bool>>) cells[1] = !cells[1];
            else cells[1] ^= 1;
          },
          run.tables[t].columns[c].cells);
      const bool counts = run.tables[t].name != "run_info";
      EXPECT_EQ(tables_hash(run) != hash, counts)
          << run.tables[t].name << "." << run.tables[t].columns[c].name;
    }
}

std::string message(const fs::path& path) {
  try {
    read_run(path);
  } catch (const RecordError& e) {
    return e.what();
  }
  return "";
}

TEST_F(RunFile, MissingEmptyAndForeignFilesAreNamed) {
  EXPECT_NE(message(dir / "none.duckdb").find("there is no run file here"), std::string::npos);
  EXPECT_NE(message(dir).find("there is no run file here"), std::string::npos);
  for (const auto& [name, text] : {std::pair{"text", std::string(20000, 'x')}, {"short", std::string("DUCK")},
                                   {"sqlite", "SQLite format 3" + std::string(9000, '\0')}}) {
    const fs::path file = dir / name;
    std::ofstream(file) << text;
    EXPECT_NE(message(file).find("is no run file that this version can read"), std::string::npos)
        << name << message(file);
    EXPECT_NE(message(file).find(file.string()), std::string::npos);
  }
}

TEST_F(RunFile, ADatabaseThatIsNoRunIsNamed) {
  RunTables foreign;
  foreign.tables.push_back({"people", {{"name", std::vector<std::string>{"a"}}}});
  write_tables(foreign, dir / "foreign.duckdb");
  EXPECT_NE(message(dir / "foreign.duckdb").find("the run has no table run_info"), std::string::npos);
}

TEST(RunTables, AColumnOfAnotherVersionIsNamed) {
  RunTables run = empty_run_tables();
  run.table("mail").columns.pop_back();
  try {
    (void)run.all<MailRow>();
    FAIL();
  } catch (const RecordError& e) {
    EXPECT_EQ(std::string(e.what()),
              "table mail: column num_items is missing or has another type: the run was written by another "
              "version");
  }
}

TEST_F(RunFile, AnExistingFileIsNeverOverwritten) {
  write_tables(odd_tables(1), dir / "run.duckdb");
  EXPECT_THROW(write_tables(odd_tables(2), dir / "run.duckdb"), RecordError);
  EXPECT_EQ(read_run(dir).table("mail").num_rows(), 1u);
}

TEST_F(RunFile, AFailedWriteLeavesNothing) {
  EXPECT_THROW(write_tables(odd_tables(1), dir / "absent" / "run.duckdb"), RecordError);
  fs::create_symlink("nowhere/else", dir / "run.duckdb"); // exists() says no
  fs::create_directories(dir / "blocked.duckdb" / "full");
  EXPECT_THROW(write_tables(odd_tables(1), dir / "blocked.duckdb"), RecordError);
  RunTables broken; // DuckDB refuses the second table of a name: after the first was filled
  broken.tables = {odd_tables(3).tables[0], odd_tables(3).tables[0]};
  EXPECT_THROW(write_tables(broken, dir / "broken.duckdb"), RecordError);
  EXPECT_EQ(num_files(), 2u); // the link and the folder that were there before
}

TEST_F(RunFile, AProcessKilledWhileItWritesLeavesNoRunFile) {
  const RunTables run = odd_tables(20000);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    write_tables(run, dir / "run.duckdb");
    ::_exit(0);
  }
  while (num_files() == 0) ::usleep(200); // it has begun
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    EXPECT_FALSE(fs::exists(dir / "run.duckdb"));
  } else {
    EXPECT_EQ(tables_hash(read_run(dir)), tables_hash(run)); // it was faster: then the file is whole
  }
}

/// What reading a file did, in a process of its own: 0 whole and as written, 1 refused with a RecordError,
/// 2 read as something else; < 0: died of that signal.
int read_apart(const fs::path& file, std::uint64_t hash) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(20);
    int code = 1;
    try {
      code = tables_hash(read_run(file)) == hash ? 0 : 2;
    } catch (const RecordError&) {
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void put_bytes(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST_F(RunFile, TruncatedFilesAreRefusedNotCrashedOn) {
  const RunTables run = odd_tables(500);
  write_tables(run, dir / "run.duckdb");
  const std::string whole = bytes_of(dir / "run.duckdb");
  const std::uint64_t hash = tables_hash(run);
  EXPECT_EQ(read_apart(dir / "run.duckdb", hash), 0);
  for (int i = 0; i < 16; ++i) {
    const std::size_t keep = whole.size() * static_cast<std::size_t>(i) / 16;
    put_bytes(dir / "cut.duckdb", whole.substr(0, keep));
    EXPECT_EQ(read_apart(dir / "cut.duckdb", hash), 1) << keep << " of " << whole.size();
  }
  for (std::size_t less : {1u, 8u, 4096u}) {
    put_bytes(dir / "cut.duckdb", whole.substr(0, whole.size() - less));
    const int did = read_apart(dir / "cut.duckdb", hash);
    EXPECT_TRUE(did == 0 || did == 1)
        << less << " bytes less: " << did; // free space at the end may be missing
  }
}

TEST_F(RunFile, MutatedFilesNeverCrashTheReader) {
  const RunTables run = odd_tables(300);
  write_tables(run, dir / "run.duckdb");
  const std::string whole = bytes_of(dir / "run.duckdb");
  const std::uint64_t hash = tables_hash(run);
  const Draws draws(20260102, 0);
  int counts[3] = {0, 0, 0};
  for (std::uint64_t i = 0; i < 60; ++i) {
    std::string bytes = whole;
    for (std::uint32_t k = 0; k < 1 + i % 8; ++k) {
      const auto w = draws.words({Purpose::test, k, i, 0, 0});
      bytes[w[0] % bytes.size()] = static_cast<char>(w[1]);
    }
    put_bytes(dir / "bad.duckdb", bytes);
    const int did = read_apart(dir / "bad.duckdb", hash);
    ASSERT_GE(did, 0) << "mutation " << i << " killed the reader with signal " << -did;
    ASSERT_LT(did, 3) << "mutation " << i;
    ++counts[did];
  }
  RecordProperty("unharmed", counts[0]);
  RecordProperty("refused", counts[1]);
  std::printf("mutated files: %d unharmed, %d refused, %d read as something else\n", counts[0], counts[1],
              counts[2]);
  EXPECT_EQ(counts[2], 0); // DuckDB's block checksums catch every change that matters
}

} // namespace
