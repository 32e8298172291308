// Scores on twelve seeds of four recorded sets beside those that Stone Soup reached on the same detections.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numbers>
#include <string>
#include <vector>

#include "dewline/base/csv.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/record/metrics/score.hpp"
#include "dewline/track/recorded/tracker.hpp"

namespace {

using namespace dewline;
using namespace dewline::track::recorded;

const std::filesystem::path kData = std::filesystem::path(DEWLINE_SOURCE_DIR) / "tests/known/data/tracking_seeds";
constexpr int kNumSeeds = 12;

/// A recorded set: what its generator's parameters say.
struct Set {
  std::string name;
  double psd_m2_s3, c_m;
  Sensor sensor;
};

Sensor plane(double sigma_m, double clutter_density) {
  Sensor s;
  s.id = "radar";
  s.sigma = {sigma_m, sigma_m, 0, 0};
  s.clutter_density = clutter_density;
  return s;
}
Sensor space() {
  Sensor s;
  s.id = "radar";
  s.measures = Measures::range_azimuth_elevation;
  s.sigma = {20, 1e-3, 1e-3, 0};
  s.clutter_density = 7.957747154594768e-05;
  return s;
}
std::vector<Set> sets() {
  return {{"gnn_n10", 1, 100, plane(20, 1.1111111111111112e-08)},
          {"jpda_n5", 0.5, 100, plane(30, 6.944444444444444e-08)},
          {"formation_n6", 0.05, 100, plane(30, 2.5e-08)},
          {"radar3d_n10", 2, 500, space()}};
}

std::string seed_name(const Set& set, int seed) { return set.name + (seed < 10 ? "_s0" : "_s") + std::to_string(seed); }

/// Rows of numbers below the header.
std::vector<std::vector<double>> table(const std::filesystem::path& file) {
  const std::string text = io::read_table_text(file.string());
  std::vector<std::vector<double>> rows;
  csv::Lines lines(text);
  lines.next();
  while (lines.next()) {
    rows.emplace_back();
    for (const std::string_view cell : csv::cells(lines.line())) rows.back().push_back(csv::number(cell).value());
  }
  return rows;
}

/// What Stone Soup reached: the better of its associators, by set and seed.
struct Theirs {
  double gospa = 1e300, ospa = 1e300, completeness = 0, spuriousness = 1e300;
};
std::map<std::pair<std::string, int>, Theirs> stone_soup() {
  const std::string text = io::read_table_text((kData / "stonesoup_scores.csv").string());
  std::map<std::pair<std::string, int>, Theirs> best;
  csv::Lines lines(text);
  lines.next();
  while (lines.next()) {
    const auto c = csv::cells(lines.line());
    Theirs& t = best[{std::string(c[0]), static_cast<int>(*csv::number(c[1]))}];
    t.gospa = std::min(t.gospa, *csv::number(c[4]));
    t.ospa = std::min(t.ospa, *csv::number(c[5]));
    t.completeness = std::max(t.completeness, *csv::number(c[8]));
    t.spuriousness = std::min(t.spuriousness, *csv::number(c[9]));
  }
  return best;
}

std::vector<record::StateRow> tracked(const Set& set, int seed, Associator associator) {
  Params p;
  p.acceleration_psd_m2_s3 = set.psd_m2_s3;
  p.associator = associator;
  p.sensors = {set.sensor};
  std::map<int, std::vector<Plot>> scans;
  for (int k = 0; k < 100; ++k) scans[k];
  for (const auto& row : table(kData / (seed_name(set, seed) + "_detections.csv.gz"))) {
    auto& plots = scans[static_cast<int>(row[0])];
    Plot plot{static_cast<std::uint32_t>(plots.size()), {row[2], row[3]}, {}};
    if (set.sensor.measures != Measures::xy)
      plot.z = {row[2], std::remainder(std::numbers::pi / 2 - row[3], 2 * std::numbers::pi), row[4]};
    plots.push_back(plot);
  }
  Tracker tracker(p);
  Result result;
  std::vector<record::StateRow> rows;
  for (const auto& [k, plots] : scans) {
    tracker.feed({time_from_s(k), 0, plots}, result);
    for (const Estimate& e : result.tracks) {
      const VecN<6>& x = e.x_L.mean;
      rows.push_back({result.time, e.track_id, {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}});
    }
  }
  return rows;
}

std::vector<record::StateRow> truth(const Set& set, int seed) {
  std::vector<record::StateRow> rows;
  for (const auto& c : table(kData / (seed_name(set, seed) + "_truth.csv.gz"))) {
    record::StateRow row{time_from_s(c[1]), static_cast<std::int64_t>(c[2]), {{c[3], c[5], 0}, {c[4], c[6], 0}}};
    if (c.size() > 7) row.x = {{c[3], c[5], c[7]}, {c[4], c[6], c[8]}};
    rows.push_back(row);
  }
  return rows;
}

struct Means {
  double gospa = 0, ospa = 0, completeness = 0, spuriousness = 0;
};
struct Both {
  Means ours, theirs;
};

Both over_seeds(const Set& set, Associator associator) {
  const auto best = stone_soup();
  record::ScoreParams params;
  params.c_m = set.c_m;
  params.num_axes = set.sensor.measures == Measures::xy ? 2 : 3;
  Both m;
  for (int seed = 0; seed < kNumSeeds; ++seed) {
    const record::Score s = record::score(tracked(set, seed, associator), truth(set, seed), params);
    const Theirs& t = best.at({set.name, seed});
    m.ours.gospa += s.mean.gospa_m / kNumSeeds;
    m.ours.ospa += s.mean.ospa_m / kNumSeeds;
    m.ours.completeness += s.siap.completeness / kNumSeeds;
    m.ours.spuriousness += s.siap.spuriousness / kNumSeeds;
    m.theirs.gospa += t.gospa / kNumSeeds;
    m.theirs.ospa += t.ospa / kNumSeeds;
    m.theirs.completeness += t.completeness / kNumSeeds;
    m.theirs.spuriousness += t.spuriousness / kNumSeeds;
  }
  std::printf("%-13s %-5s GOSPA %7.2f beside %7.2f  OSPA %6.2f beside %6.2f  SIAP C %.4f beside %.4f  S %.4f beside %.4f\n",
              set.name.c_str(), std::string(word(associator)).c_str(), m.ours.gospa, m.theirs.gospa, m.ours.ospa,
              m.theirs.ospa, m.ours.completeness, m.theirs.completeness, m.ours.spuriousness, m.theirs.spuriousness);
  return m;
}

TEST(RecordedScores, TheDefaultIsAtLeastFivePercentBetterThanTheBestOfStoneSoup) {
  for (const Set& set : sets()) {
    const Both m = over_seeds(set, Params{}.associator);
    EXPECT_LE(m.ours.gospa, 0.95 * m.theirs.gospa) << set.name;
    EXPECT_LE(m.ours.ospa, 0.95 * m.theirs.ospa) << set.name;
    EXPECT_GE(m.ours.completeness, m.theirs.completeness) << set.name;
    EXPECT_LE(m.ours.spuriousness, m.theirs.spuriousness) << set.name;
  }
}

TEST(RecordedScores, TheMixtureIsToo_AndFurtherAheadForTargetsSideBySide) {
  for (const Set& set : sets()) {
    const Both m = over_seeds(set, Associator::pmbm);
    EXPECT_LE(m.ours.gospa, (set.name == "formation_n6" ? 0.85 : 0.95) * m.theirs.gospa) << set.name;
    EXPECT_LE(m.ours.ospa, 0.95 * m.theirs.ospa) << set.name;
  }
}

TEST(RecordedScores, JointProbabilitiesAreToo_ButForTargetsSideBySide) {
  for (const Set& set : sets()) {
    const Both m = over_seeds(set, Associator::jpda);
    if (set.name == "formation_n6") EXPECT_GT(m.ours.gospa, m.theirs.gospa) << "JPDA draws close tracks together";
    else EXPECT_LE(m.ours.gospa, 0.95 * m.theirs.gospa) << set.name;
  }
}

} // namespace
