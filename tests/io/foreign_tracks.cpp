// Tracks put back into a run: its own change nothing, later ones declare later, none never.
#include "dewline/io/foreign_tracks.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "dewline/io/error.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/run/session.hpp"

namespace dewline::io {
namespace {

const std::filesystem::path kRoot = DEWLINE_SOURCE_DIR;

/// The shipped scenario of 1995 as it was run.
struct Recorded1995 {
  run::Scenario scenario =
      load(kRoot / "scenarios/norwegian-rocket-1995.yaml", {{}, kRoot / "data"}).scenario;
  std::unique_ptr<const run::Model> model = run::compile(scenario);
  run::Recorded result = run::run_recorded(*model, 1, 0, {});

  [[nodiscard]] double revisit_s() const { return model->context.revisit_s.front(); }
};
const Recorded1995& recorded() {
  static const Recorded1995 one;
  return one;
}

/// Moscow's confirmed tracks as a file (inertial), each row known `late_s` later than it was.
std::string own_tracks(double late_s = 0, bool whole = true) {
  std::string csv = "time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,known_s";
  if (whole) csv += ",num_updates,motion," + fmt::format("{}", fmt::join(covariance_columns(), ","));
  csv += '\n';
  for (const auto& r : recorded().result.tables.all<record::TrackRow>()) {
    if (r.centre != "moscow" || r.status == "tentative") continue;
    csv += fmt::format("{},{},{},{},{},{},{},{},{}", r.t_s, r.track, r.x_m, r.y_m, r.z_m, r.vx_m_s, r.vy_m_s,
                       r.vz_m_s, r.known_s + late_s);
    if (whole) {
      csv += fmt::format(",{},{}", r.num_updates, r.motion);
      for_each_field<record::TrackRow>([&](const auto& f) {
        if constexpr (std::is_same_v<typename std::remove_cvref_t<decltype(f)>::Type, double>)
          if (f.name.starts_with("cov_")) csv += fmt::format(",{}", r.*(f.member));
      });
    }
    csv += '\n';
  }
  return csv;
}

struct Again {
  run::PutBackNews news;
  std::vector<record::LedgerRow> ledger;

  [[nodiscard]] const record::LedgerRow& row(const std::string& step) const { return row_of(ledger, step); }
  static const record::LedgerRow& row_of(const std::vector<record::LedgerRow>& ledger,
                                         const std::string& step) {
    const auto at = std::ranges::find_if(ledger, [&](const auto& r) {
      return r.step == step && r.object == "black-brant-xii" && r.centre == "moscow";
    });
    EXPECT_NE(at, ledger.end()) << step;
    return *at;
  }
};

Again put_back(const std::string& csv, const std::string& frame = "inertial") {
  Again out;
  const Recorded1995& r = recorded();
  const run::PutBack request{"moscow", frame, 60, read_foreign_tracks(csv, "mine.csv").states};
  const auto model = run::put_back(r.scenario, r.result.tables, request, out.news);
  out.ledger = run::run_quick(*model, 1, 0);
  return out;
}

TEST(ForeignTracks, TheOwnTracksOfARunDeclareAsTheyDid) {
  const Again again = put_back(own_tracks());
  EXPECT_GT(again.news.num_updates, 10u);
  EXPECT_GT(again.news.num_matched, 0.95 * static_cast<double>(again.news.num_updates));
  EXPECT_EQ(again.news.num_assumed, 0u);
  for (const char* step : {"track", "launch-call", "impact-point", "rule-met", "declared", "withdrawn"}) {
    const auto& before = Again::row_of(recorded().result.ledger, step);
    ASSERT_TRUE(before.happened) << step;
    ASSERT_TRUE(again.row(step).happened) << step;
    EXPECT_NEAR(again.row(step).known_s, before.known_s, recorded().revisit_s()) << step;
  }
}

TEST(ForeignTracks, AMinuteLateDeclaresAboutAMinuteLater) {
  const auto& before = Again::row_of(recorded().result.ledger, "declared");
  const auto& late = put_back(own_tracks(60)).row("declared");
  ASSERT_TRUE(late.happened);
  EXPECT_GT(late.known_s, before.known_s + 30);
  EXPECT_LT(late.known_s, before.known_s + 120);
}

TEST(ForeignTracks, StatesAloneAreEnough) {
  const Again again = put_back(own_tracks(0, false));
  EXPECT_EQ(again.news.num_assumed, again.news.num_rows);
  EXPECT_TRUE(again.row("declared").happened);
}

TEST(ForeignTracks, NoTracksNeverDeclare) {
  const Again none = put_back("time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n");
  EXPECT_EQ(none.news.num_rows, 0u);
  EXPECT_FALSE(none.row("track").happened);
  EXPECT_FALSE(none.row("declared").happened);
  EXPECT_TRUE(none.row("first-detection").happened) << "the sensors are as they were";
}

/// The same states in the axes of the Earth and of the radar, worked out here from the recorded ones.
TEST(ForeignTracks, FramesAgree) {
  const Recorded1995& r = recorded();
  const auto coverage = r.result.tables.all<record::CoverageRow>().front();
  const earth::Geodetic site{coverage.lat_rad, coverage.lon_rad, coverage.h_m};
  const std::string head = "time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,known_s,num_updates\n";
  std::string fixed = head, local = head, inertial = head;
  const auto add = [](std::string& csv, const record::TrackRow& t, const Vec3& p, const Vec3& v) {
    csv += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", t.t_s, t.track, p.x, p.y, p.z, v.x, v.y, v.z,
                       t.known_s, t.num_updates);
  };
  for (const auto& t : r.result.tables.all<record::TrackRow>()) {
    if (t.centre != "moscow" || t.status == "tentative") continue;
    const PosVel x_G{{t.x_m, t.y_m, t.z_m}, {t.vx_m_s, t.vy_m_s, t.vz_m_s}};
    const PosVel x_E = r.model->orientation.to_E(x_G, time_from_s(t.t_s));
    add(inertial, t, x_G.p, x_G.v), add(fixed, t, x_E.p, x_E.v);
    add(local, t, earth::enu_axes(site) * (x_E.p - earth::ecef(site)), earth::enu_axes(site) * x_E.v);
  }
  const Again a = put_back(inertial), b = put_back(fixed, "earth-fixed"),
              c = put_back(local, coverage.sensor);
  for (const char* step : {"track", "declared", "withdrawn"}) {
    EXPECT_NEAR(a.row(step).known_s, b.row(step).known_s, 1e-6) << step;
    EXPECT_NEAR(a.row(step).known_s, c.row(step).known_s, 1e-6) << step;
  }
  EXPECT_EQ(a.news.num_matched, c.news.num_matched);
  EXPECT_THROW(put_back(local, "earth-fixed"), std::invalid_argument) << "places inside the Earth";
}

TEST(ForeignTracks, AnUnknownCentreOrFrameIsNamed) {
  const Recorded1995& r = recorded();
  run::PutBackNews news;
  EXPECT_THROW(run::put_back(r.scenario, r.result.tables, {"mars", "inertial", 60, {}}, news),
               std::invalid_argument);
  EXPECT_THROW(run::put_back(r.scenario, r.result.tables, {"moscow", "mars", 60, {}}, news),
               std::invalid_argument);
}

TEST(ForeignTracks, MistakesOfAFileAreNamed) {
  const std::string head = "time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,known_s,motion\n";
  const auto says = [](const std::string& csv, const std::string& word) {
    try {
      read_foreign_tracks(csv, "mine.csv");
    } catch (const ScenarioError& e) {
      return std::string(e.what()).find(word) != std::string::npos;
    }
    return false;
  };
  EXPECT_TRUE(says("time_s,track_id,x_m,y_m\n", "z_m"));
  EXPECT_TRUE(says("time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s\n", "vz_m_s"));
  EXPECT_TRUE(says(head + "10,1,7e6,0,0,0,7000,0,9,\n", "mine.csv:2"));
  EXPECT_TRUE(says(head + "10,1,7e6,0,0,0,7000,0,9,\n", "before the row's time_s"));
  EXPECT_TRUE(says(head + "10,1,7e6,0,0,0,7000,0,11,jumping\n", "jumping"));
  const auto table = read_foreign_tracks(
      head + "20,b,7e6,0,0,0,7000,0,,\n10,a,7e6,0,0,0,7000,0,12,manoeuvring\n", "mine.csv");
  ASSERT_EQ(table.states.size(), 2u);
  EXPECT_EQ(table.states[0].track, 1u) << "names that are no numbers are numbered in order of time";
  EXPECT_EQ(table.states[0].motion, track::Motion::manoeuvring);
  EXPECT_FALSE(table.states[1].known);
}

} // namespace
} // namespace dewline::io
