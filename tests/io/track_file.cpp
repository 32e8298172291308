#include "dewline/io/track_file.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include "dewline/base/csv.hpp"
#include "dewline/io/gunzip.hpp"
#include "dewline/io/track_scans.hpp"
#include "dewline/io/track_states.hpp"
#include "support/scratch.hpp"

namespace dewline::io {
namespace {

using track::recorded::Measures;
constexpr double kPi = std::numbers::pi;

/// A file of detections, read.
struct Read {
  Diagnostics diagnostics;
  std::optional<TrackColumns> columns;
  std::optional<TrackRows> rows;
  std::vector<TrackRow> got;
  [[nodiscard]] std::string wrong() const {
    std::string all;
    for (const Diagnostic& d : diagnostics.sorted()) all += print(d) + "\n";
    return all;
  }
};
Read read(const std::string& text,
          std::vector<TrackSensor> sensors = {{"radar", sense::Azimuth::north_clockwise}}) {
  Read r;
  csv::Lines lines(text);
  if (!lines.next()) return r;
  r.columns = read_track_header(lines.line(), {"d.csv", static_cast<int>(lines.number()), 1}, r.diagnostics);
  if (!r.columns) return r;
  r.rows.emplace(*r.columns, std::move(sensors));
  while (lines.next())
    if (auto row = r.rows->read(lines.line(), static_cast<int>(lines.number()), r.diagnostics))
      r.got.push_back(*row);
  return r;
}

TEST(TrackFile, ReadsPlanePositions) {
  const Read r = read("# ours\ntime_s,x_m,y_m\n0,1,-2\n1.5,3e3,4\n");
  ASSERT_TRUE(r.diagnostics.empty()) << r.wrong();
  EXPECT_EQ(r.columns->measures, Measures::xy);
  ASSERT_EQ(r.got.size(), 2u);
  EXPECT_EQ(r.got[1].time, time_from_s(1.5));
  EXPECT_EQ(r.got[1].plot.z[0], 3000);
  EXPECT_EQ(r.got[1].plot.row, 1u);
  EXPECT_EQ(r.got[0].plot.sigma[0], 0) << "the sensor's own";
}

TEST(TrackFile, CountsAzimuthsAsTheConfigurationSays) {
  const std::string text = "time_s,range_m,az_deg,el_deg,range_rate_m_s\n0,1000,10,5,-20\n";
  const Read north = read(text), east = read(text, {{"radar", sense::Azimuth::east_counterclockwise}});
  ASSERT_TRUE(north.diagnostics.empty()) << north.wrong();
  EXPECT_EQ(north.columns->measures, Measures::range_azimuth_elevation_rate);
  EXPECT_NEAR(north.got[0].plot.z[1], 10 * kPi / 180, 1e-15);
  EXPECT_NEAR(east.got[0].plot.z[1], 80 * kPi / 180, 1e-15);
  EXPECT_NEAR(east.got[0].plot.z[2], 5 * kPi / 180, 1e-15);
  EXPECT_EQ(east.got[0].plot.z[3], -20);
}

TEST(TrackFile, RowsStateTheirOwnNoise) {
  const Read r = read(
      "time_s,range_m,az_rad,el_rad,sigma_range_m,sigma_angle_mrad,sigma_el_rad\n0,1e5,1,0.1,30,2,0.005\n1,"
      "1e5,1,0.1,,,\n");
  ASSERT_TRUE(r.diagnostics.empty()) << r.wrong();
  EXPECT_EQ(r.got[0].plot.sigma[0], 30);
  EXPECT_NEAR(r.got[0].plot.sigma[1], 0.002, 1e-18);
  EXPECT_NEAR(r.got[0].plot.sigma[2], 0.005, 1e-18)
      << "what is said of one value wins over what is said of several";
  EXPECT_EQ(r.got[1].plot.sigma[0], 0);
}

TEST(TrackFile, LabelsStandApartFromPlots) {
  const Read r = read("time_s,x_m,y_m,truth_id\n0,1,2,7\n0,1,3,-1\n1\n1,2,3,cruiser\n");
  ASSERT_TRUE(r.diagnostics.empty()) << r.wrong();
  EXPECT_EQ(r.rows->labels(), (std::vector<std::string>{"7", "", "", "cruiser"}));
  EXPECT_TRUE(r.got[2].empty);
}

/// Plot and Scan offer no place for a label or any identity: code that asks for one does not compile.
template <class T>
concept TellsWho = requires(T t) {
  t.label;
}
|| requires(T t) { t.truth_id; }
|| requires(T t) { t.identity; }
|| requires(T t) { t.id; }
|| requires(T t) { t.object; }
|| requires(T t) { t.target; };
static_assert(!TellsWho<track::recorded::Plot>);
static_assert(!TellsWho<track::recorded::Scan>);

TEST(TrackFile, NamesColumnsThatNothingReads) {
  const Read r = read("time_s,x_m,y_m,colour,x_km\n0,1,2,red,4\n");
  ASSERT_TRUE(r.diagnostics.empty()) << r.wrong();
  EXPECT_EQ(r.columns->unread, (std::vector<std::string>{"colour", "x_km"}));
}

TEST(TrackFile, SaysWhatIsWrongAndWhere) {
  const auto says = [](const std::string& text, const std::string& words) {
    const std::string wrong = read(text).wrong();
    EXPECT_NE(wrong.find(words), std::string::npos) << text << "\n-> " << wrong;
  };
  says("time_s,x_m\n0,1\n", "d.csv:1:1: key `y_m`: is missing");
  says("0,1,2\n", "the first line must name the columns");
  says("time_s;x_m;y_m\n0;1;2\n", "parted by commas");
  says("time_s,x_m,y_m,range_m,az_rad\n", "not both");
  says("time_s,x_m,x_m,y_m\n", "d.csv:1:12: key `x_m`: is a column twice");
  says("time_s,range_m\n0,1\n", "az_rad or az_deg");
  says("time_s,range_m,az_rad,az_deg\n", "keep one of them");
  says("time_s,x_m,y_m\n0,1,2\n1,two,3\n", "d.csv:3:3: key `x_m`: value `two`: is no number");
  says("time_s,x_m,y_m\n0,1,2,3\n", "d.csv:2:7: has 4 cells, but the header has 3");
  says("time_s,x_m,y_m\n0,1\n", "has 2 cells");
  says("time_s,x_m,y_m,sensor\n0,1,2,rader\n", "is no sensor of the configuration (hint: there are: radar)");
  says("time_s,x_m,y_m,scan\n0,1,2,a\n", "is no number of a scan");
  says("time_s,range_m,az_rad\n0,1000,45\n", "if these are degrees, name the column az_deg");
  says("time_s,range_m,az_deg,el_deg\n0,1000,45,91\n", "beyond the zenith");
}

TEST(TrackFile, LeavesOutAndCountsWhatIsNotFinite) {
  const Read r = read(
      "time_s,range_m,az_rad,sigma_range_m\n0,nan,1,\n1,inf,1,\n2,1e999,1,\n3,-5,1,\n4,100,1,-2\nnan,100,1,"
      "\n6,,1,\n7,100,1,5\n");
  EXPECT_TRUE(r.diagnostics.empty()) << r.wrong();
  EXPECT_EQ(r.rows->num_bad(), 7u);
  ASSERT_EQ(r.got.size(), 1u);
  EXPECT_EQ(r.got[0].plot.row, 7u) << "rows count all lines of data";
}

TEST(TrackScans, GroupsByScanOrTime) {
  const Read timed = read("time_s,x_m,y_m\n0,1,1\n1,2,2\n0,3,3\n2\n");
  const auto a = scans_of(timed.got);
  ASSERT_EQ(a.size(), 3u);
  EXPECT_EQ(a[0].plots.size(), 2u);
  EXPECT_EQ(a[2].plots.size(), 0u) << "an empty scan is a scan";
  const Read numbered = read("scan,time_s,x_m,y_m\n4,10,1,1\n4,12,2,2\n5,20,3,3\n");
  const auto b = scans_of(numbered.got);
  ASSERT_EQ(b.size(), 2u);
  EXPECT_EQ(b[0].time, time_from_s(11)) << "midway";
  EXPECT_EQ(b[0].spread, duration_from_s(2));
  EXPECT_EQ(b[0].number, 4);
}

TEST(TrackScans, SensorsHaveScansOfTheirOwn) {
  const Read r = read("time_s,sensor,x_m,y_m\n0,b,1,1\n0,a,2,2\n0,b,3,3\n", {{"a", {}}, {"b", {}}});
  const auto scans = scans_of(r.got);
  ASSERT_EQ(scans.size(), 2u);
  EXPECT_EQ(scans[0].sensor, 0u);
  EXPECT_EQ(scans[1].plots.size(), 2u);
}

TEST(TrackScans, SilentOnesAreAdded) {
  SilentScans silent({duration_from_s(1), Duration{}});
  const auto at = [](double t_s) { return RecordedScan{time_from_s(t_s), 0, {}, {{}}, {}}; };
  const auto filled = silent.filled({at(0), at(1), at(4.1), at(5)});
  ASSERT_EQ(filled.size(), 6u);
  EXPECT_EQ(filled[2].time, time_from_s(2));
  EXPECT_TRUE(filled[3].plots.empty());
  EXPECT_EQ(silent.num_added(), 2u);
  EXPECT_EQ(silent.filled({at(1e9)}).size(), SilentScans::kMost + 1u) << "no end of empty scans";
}

TEST(TrackScans, AStreamGivesTheScansOfTheFile) {
  const Read r = read("time_s,sensor,x_m,y_m\n0,b,1,1\n0,a,2,2\n0,b,3,3\n1,a,5,5\n2,b,1,1\n2,a,4,4\n",
                      {{"a", {}}, {"b", {}}});
  ScanStream stream;
  std::vector<RecordedScan> live;
  std::vector<std::size_t> after;
  for (const TrackRow& row : r.got) {
    for (auto& scan : stream.add(row)) live.push_back(std::move(scan));
    after.push_back(live.size());
  }
  for (auto& scan : stream.finish()) live.push_back(std::move(scan));
  EXPECT_EQ(after, (std::vector<std::size_t>{0, 0, 0, 2, 3, 3})) << "as soon as a later row comes";
  const auto whole = scans_of(r.got);
  ASSERT_EQ(live.size(), whole.size());
  for (std::size_t i = 0; i < live.size(); ++i) {
    EXPECT_EQ(live[i].time, whole[i].time);
    EXPECT_EQ(live[i].sensor, whole[i].sensor);
    EXPECT_EQ(live[i].plots.size(), whole[i].plots.size());
  }
}

TEST(TrackScans, AHundredThousandDetectionsAreOneScan) {
  std::string text = "time_s,x_m,y_m\n";
  for (int i = 0; i < 100'000; ++i) text += "5," + std::to_string(i) + ",1\n";
  const auto scans = scans_of(read(text).got);
  ASSERT_EQ(scans.size(), 1u);
  EXPECT_EQ(scans[0].plots.size(), 100'000u);
}

TEST(TrackStates, ReadsTruthInBothSpellings) {
  const auto theirs = read_states(
      "scan,time_s,truth_id,x_m,vx_mps,y_m,vy_mps\n3,3.0,1,7,-1,8,2\n2,2.0,1,6,-1,7,2\n", "t.csv");
  ASSERT_EQ(theirs.rows.size(), 2u);
  EXPECT_EQ(theirs.rows[1].p, (Vec3{7, 8, 0})) << "in order of time";
  EXPECT_EQ(theirs.rows[1].v, (Vec3{-1, 2, 0}));
  EXPECT_FALSE(theirs.has_z);
  const auto ours =
      read_states("time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,extra\n1,a,1,2,3,4,5,6,7\n", "t.csv");
  EXPECT_EQ(ours.rows[0].v, (Vec3{4, 5, 6}));
  EXPECT_EQ(ours.unread, (std::vector<std::string>{"extra"}));
  const auto east = read_states(
      "time_s,truth_id,east_m,veast_mps,north_m,vnorth_mps,up_m,vup_mps\n0,0,1,2,3,4,5,6\n", "t.csv");
  EXPECT_EQ(east.rows[0].p, (Vec3{1, 3, 5}));
}

TEST(TrackStates, RefusesBrokenFilesAndSaysWhere) {
  try {
    (void)read_states("time_s,truth_id,x_m,y_m\n0,1,2,3\n1,1,x,3\n2,1\n", "t.csv");
    FAIL();
  } catch (const ScenarioError& e) {
    const std::string words = e.what();
    EXPECT_NE(words.find("t.csv:3:5: key `x_m`: value `x`: is no number"), std::string::npos) << words;
    EXPECT_NE(words.find("t.csv:4:4: has 2 cells"), std::string::npos) << words;
  }
  EXPECT_THROW((void)read_states("", "t.csv"), ScenarioError);
  EXPECT_EQ(read_states("time_s,truth_id,x_m,y_m\n0,1,nan,3\n", "t.csv").num_bad, 1u);
}

std::string gzipped(const std::string& text, const std::filesystem::path& file) {
  gzFile out = gzopen(file.c_str(), "wb");
  gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  gzclose(out);
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Gunzip, GivesBackWhatWasCompressed) {
  const support::ScratchFolder folder;
  std::string text;
  for (int i = 0; i < 400'000; ++i) text += std::to_string(i * 7919LL % 10007) + ",";
  const std::string packed = gzipped(text, folder.path() / "a.gz");
  EXPECT_EQ(gunzip(packed, 1u << 30), text);
  EXPECT_EQ(gunzip(packed + packed, 1u << 30), text + text) << "members one after the other";
  EXPECT_EQ(read_table_text((folder.path() / "a.gz").string()), text);
}

TEST(Gunzip, RefusesWhatIsDamagedOrTooLarge) {
  const support::ScratchFolder folder;
  const std::string packed = gzipped(std::string(5'000'000, 'a'), folder.path() / "a.gz");
  EXPECT_FALSE(gunzip(packed, 1'000'000)) << "unpacks to more than asked for";
  EXPECT_FALSE(gunzip(packed.substr(0, packed.size() / 2), 1u << 30)) << "ends early";
  EXPECT_FALSE(gunzip("time_s,x_m", 100));
  std::string broken = packed;
  broken[broken.size() - 6] ^= 0x55; // the checksum
  EXPECT_FALSE(gunzip(broken, 1u << 30));
  EXPECT_THROW((void)read_table_text((folder.path() / "none.csv").string()), ScenarioError);
}

/// Random edits of good files: read or refused with a place, never a fall.
TEST(TrackFile, SurvivesEditedFiles) {
  std::mt19937 draw(7);
  const std::string good =
      "scan,time_s,range_m,az_deg,el_deg,sensor,snr_db,sigma_range_m,label\n0,0.5,1000,10,5,radar,13,20,a\n1,"
      "1.5,nan,-10,5,radar,,,\n2,3\n";
  const std::string bytes = "\n,;-+.eE0159naif#\"\xff\x80\x01";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (int k = static_cast<int>(draw() % 6); k >= 0; --k) {
      const std::size_t at = draw() % text.size();
      if (draw() % 2 == 0) text.erase(at, draw() % 9);
      else text[at] = bytes[draw() % bytes.size()];
      if (text.empty()) text = "x";
    }
    const Read r = read(text);
    for (const TrackRow& row : r.got)
      for (std::size_t v = 0; v < 4; ++v)
        ASSERT_TRUE(std::isfinite(row.plot.z[v]) && row.plot.sigma[v] >= 0) << text;
    for (const auto& scan : scans_of(r.got)) ASSERT_LE(scan.plots.size(), r.got.size());
    for (const Diagnostic& d : r.diagnostics.sorted())
      ASSERT_TRUE(d.at.line >= 1 && d.at.column >= 1 && !d.what.empty());
    try {
      (void)read_states(text, "t.csv");
    } catch (const ScenarioError&) {
    }
  }
}

} // namespace
} // namespace dewline::io
