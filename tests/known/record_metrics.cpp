// GOSPA, OSPA and SIAP on six recorded sets against two independent scorers: numpy and scipy (score.py of the
// reference data, printed to 1e-10) and Stone Soup's own values by scan and in its table.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "dewline/record/metrics/score.hpp"
#include "support/csv.hpp"

namespace {

using namespace dewline;
using record::StateRow;

std::vector<StateRow> rows_of(const std::string& file, const char* id) {
  std::vector<StateRow> out;
  for (const auto& r : support::read_csv("tracking_" + file + ".csv")) {
    const bool in_space = r.has("z_m");
    out.push_back({time_from_s(r.number("time_s")),
                   static_cast<std::int64_t>(r.number(id)),
                   {{r.number("x_m"), r.number("y_m"), in_space ? r.number("z_m") : 0},
                    {r.number("vx_mps"), r.number("vy_mps"), in_space ? r.number("vz_mps") : 0}}});
  }
  return out;
}

struct Case {
  const char *set, *by;
  double c_m;
  /// Of score.py: means over scans.
  double gospa_m, location, num_missed, num_false, ospa1_m, ospa2_m;
  /// Of Stone Soup's table, as printed there: completeness, spuriousness, position and velocity accuracy.
  double completeness, spuriousness, position_m, velocity_m_s;
};
const Case kCases[] = {
    {"formation_n6", "gnn2d", 100, 61.600406549570, 2448.2475753054, 0.17, 0.24, 22.610259659859,
     27.895915283286, .938, .020, 17.89, 1.96},
    {"formation_n6", "jpda", 100, 100.894913368883, 5270.6112572145, 0.96, 0.21, 37.985931502626,
     47.229307199335, .827, .013, 26.99, 4.89},
    {"gnn_n10", "gnn2d", 100, 69.728872933488, 2507.5703661945, 0.257731958763, 0.381443298969,
     27.761775939709, 32.787882711365, .968, .047, 15.56, 3.77},
    {"jpda_n5", "gnn2d", 100, 53.647333499200, 2275.5357182008, 0.11, 0.15, 22.305074072806, 25.553474258735,
     .978, .030, 18.67, 3.46},
    {"jpda_n5", "jpda", 100, 53.686816045248, 2279.1361993825, 0.11, 0.15, 22.332206832950, 25.571104590180,
     .978, .030, 18.69, 3.46},
    {"radar3d_n10", "ekf_gnn2d", 500, 166.864229095930, 20114.4144270564, 0.23, 0.02, 48.979916694303,
     57.400478284584, .977, .000, 37.68, 7.58},
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.set << " by " << c.by; }

class Metrics : public testing::TestWithParam<Case> {
 protected:
  std::string name() const { return std::string(GetParam().set) + "_stonesoup_" + GetParam().by; }
  record::Score scored(double ospa_p) const {
    return record::score(tracks, truth, {.c_m = GetParam().c_m, .ospa_p = ospa_p});
  }
  std::vector<StateRow> tracks = rows_of(name() + "_tracks", "track_id");
  std::vector<StateRow> truth = rows_of(std::string(GetParam().set) + "_truth", "truth_id");
};

TEST_P(Metrics, MeansAreThoseOfNumpyAndScipy) {
  const Case& c = GetParam();
  const record::Score one = scored(1), two = scored(2);
  EXPECT_NEAR(one.mean.gospa_m, c.gospa_m, 1e-9);
  EXPECT_NEAR(one.mean.location, c.location, 1e-9 * c.location);
  EXPECT_NEAR(one.mean.num_missed, c.num_missed, 1e-9);
  EXPECT_NEAR(one.mean.num_false, c.num_false, 1e-9);
  EXPECT_NEAR(one.mean.ospa_m, c.ospa1_m, 1e-9);
  EXPECT_NEAR(two.mean.ospa_m, c.ospa2_m, 1e-9);
}

TEST_P(Metrics, EveryScanIsThatOfStoneSoup) {
  const record::Score s = scored(1);
  const auto rows = support::read_csv("tracking_" + name() + "_metrics.csv");
  ASSERT_EQ(rows.size(), s.steps.size());
  const record::Score exact = scored(2);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    SCOPED_TRACE(rows[k].where());
    const record::ScoreStep& step = s.steps[k];
    EXPECT_EQ(step.time, time_from_s(rows[k].number("time_s")));
    EXPECT_NEAR(step.gospa.value_m, rows[k].number("gospa"), 5e-6); // its tracks are printed to 1e-6 m
    EXPECT_NEAR(step.gospa.location, rows[k].number("gospa_localisation"), 1e-5 * GetParam().c_m);
    EXPECT_NEAR(step.gospa.missed, rows[k].number("gospa_missed"), 1e-3);
    EXPECT_NEAR(step.gospa.false_alarms, rows[k].number("gospa_false"), 1e-3);
    EXPECT_NEAR(step.ospa_m, rows[k].number("ospa_p1"), 5e-6);
    EXPECT_LE(exact.steps[k].ospa_m, rows[k].number("ospa_p2") + 5e-6); // that one's assignment is on d
  }
}

TEST_P(Metrics, SiapIsThatOfStoneSoupsTable) {
  const Case& c = GetParam();
  const record::Siap s = scored(1).siap;
  EXPECT_NEAR(s.completeness, c.completeness, 0.5001e-3);
  EXPECT_NEAR(s.spuriousness, c.spuriousness, 0.5001e-3);
  EXPECT_NEAR(s.position_accuracy_m, c.position_m, 0.5001e-2);
  EXPECT_NEAR(s.velocity_accuracy_m_s, c.velocity_m_s, 0.5001e-2);
}

INSTANTIATE_TEST_SUITE_P(RecordedSets, Metrics, testing::ValuesIn(kCases),
                         [](const auto& of) { return std::string(of.param.set) + "_" + of.param.by; });

} // namespace
