// Windows are found without looking where nothing can happen.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/radar/windows.hpp"
#include "sense/north.hpp"
#include "support/fake_truth.hpp"

namespace dewline::sense {
namespace {

constexpr double kMu = 3.986004418e14;

/// A circular orbit over the turning Earth.
PosVel satellite(double t_s, double height_m, double inclination_rad, double node_rad) {
  const double a = 6378137 + height_m, n = std::sqrt(kMu / (a * a * a)), u = n * t_s;
  const double ci = std::cos(inclination_rad), si = std::sin(inclination_rad);
  const Vec3 p{a * std::cos(u), a * std::sin(u) * ci, a * std::sin(u) * si};
  const Vec3 v{-a * n * std::sin(u), a * n * std::cos(u) * ci, a * n * std::cos(u) * si};
  const double turn = node_rad - earth::kOmega_rad_s * t_s, c = std::cos(turn), s = std::sin(turn);
  const auto rotate = [&](const Vec3& x) { return Vec3{c * x.x - s * x.y, s * x.x + c * x.y, x.z}; };
  const Vec3 p_E = rotate(p);
  return {p_E, rotate(v) - cross(Vec3{0, 0, earth::kOmega_rad_s}, p_E)};
}

double period_s(double height_m) { return 2 * kPi * std::sqrt(std::pow(6378137 + height_m, 3) / kMu); }

RadarParams warning_radar(std::size_t num_faces) {
  RadarParams p = north(20, Swerling::one);
  p.max_range_m = 4e6;
  p.faces[0].elevation_rad = {3 * kDeg, 85 * kDeg};
  if (num_faces == 2) {
    p.faces.push_back(p.faces[0]);
    p.faces[1].boresight_rad = 120 * kDeg;
  }
  return p;
}

struct Counted {
  truth::Model model;
  truth::State state;
  long evaluations = 0;
  void add(std::function<PosVel(double)> motion, double end_s) {
    model.objects.push_back({"s" + std::to_string(model.objects.size()),
                             [this, motion](double t) {
                               ++evaluations;
                               return motion(t);
                             },
                             {}, time_from_s(end_s)});
  }
  [[nodiscard]] truth::View view() const { return {model, state}; }
};

TEST(RadarWindows, ASatelliteIsNotPolledWhereItCannotBeSeen) {
  const double day_s = 86400;
  for (const std::size_t num_faces : {1u, 2u})
    for (const double height_m : {400e3, 800e3, 1500e3, 20200e3, 35786e3})
      for (const double inclination : {98 * kDeg, 52 * kDeg}) {
        SCOPED_TRACE(testing::Message() << height_m << " m, " << inclination / kDeg << " deg, " << num_faces);
        Counted w;
        w.add([=](double t) { return satellite(t, height_m, inclination, 1); }, day_s);
        const Radar radar(warning_radar(num_faces), {}, 1, w.view(), time_from_s(day_s));
        const long to_find = w.evaluations;
        auto state = radar.start(Draws(1, 0));
        const auto num_frames = static_cast<std::int64_t>(day_s / 10);
        for (std::int64_t k = 0; k < num_frames; ++k) radar.look(state, k, w.view(), Draws(1, 0));
        double looks = 0; // one a frame in which a window is open
        for (const Window& window : radar.windows())
          looks += 1 + std::floor(seconds(window.end) / 10) - std::floor(seconds(window.begin) / 10);
        const double revolutions = day_s / period_s(height_m);
        EXPECT_LE(static_cast<double>(w.evaluations), 3 * looks + 40 * revolutions) << looks << " looks";
        RecordProperty(
            "to_find_" + std::to_string(int(height_m / 1e3)) + "_" + std::to_string(num_faces) + "_" +
                std::to_string(int(inclination / kDeg)),
            std::to_string(to_find / revolutions) + " a revolution of " + std::to_string(looks) + " looks");
      }
}

/// The plain way: every step of the 2 s grid.
std::vector<std::pair<double, double>> polled(const Radar& radar, const truth::View& view, double end_s) {
  std::vector<std::pair<double, double>> spans;
  const FaceParams& f = radar.faces()[0];
  bool before = false;
  for (double t = 0; t <= end_s; t += 2) {
    const Look look = radar.look_at(view.state_E(ObjectId{0}, time_from_s(t)).p);
    const double off = std::abs(std::remainder(look.true_at.az_rad - f.boresight_rad, 2 * kPi));
    const double el = look.apparent_el_rad;
    const bool inside = el >= std::max(f.elevation_rad[0], radar.least_elevation_rad(look)) &&
                        el <= f.elevation_rad[1] && off <= 0.5 * f.width_rad &&
                        look.true_at.range_m <= radar.max_range_m() &&
                        look.true_at.range_m >= radar.params().min_range_m;
    if (inside && !before) spans.emplace_back(t, t);
    if (inside) spans.back().second = t;
    before = inside;
  }
  return spans;
}

TEST(RadarWindows, SkippingFindsWhatPollingFinds) {
  int num = 0;
  for (int variant = 0; variant < 4; ++variant)
    for (const double height_m : {350e3, 700e3, 1400e3})
      for (int i = 0; i < 6; ++i) {
        RadarParams p = warning_radar(1);
        if (variant == 1) p.faces[0] = {200 * kDeg, 40 * kDeg, 60 * kDeg, {0, 50 * kDeg}};
        if (variant == 2) p.mask_rad = {{300 * kDeg, 2 * kDeg}, {0, 9 * kDeg}, {60 * kDeg, 0}};
        if (variant == 3) {
          p.at.height_m = 3000;
          p.faces[0].elevation_rad[0] = -3 * kDeg;
          p.min_range_m = 900e3;
        }
        Counted w;
        w.add([=](double t) { return satellite(t, height_m, (50 + 12 * i) * kDeg, i); }, 86400);
        const Radar radar(p, {}, 1, w.view(), time_from_s(86400));
        const auto spans = polled(radar, w.view(), 86400);
        ASSERT_EQ(radar.windows().size(), spans.size()) << variant << " " << height_m << " " << i;
        for (std::size_t j = 0; j < spans.size(); ++j, ++num) {
          EXPECT_NEAR(seconds(radar.windows()[j].begin), spans[j].first, 2.0);
          EXPECT_NEAR(seconds(radar.windows()[j].end), spans[j].second, 2.0);
          EXPECT_LE(seconds(radar.windows()[j].begin), spans[j].first + 1e-6);
        }
      }
  EXPECT_GT(num, 300);
}

TEST(RadarWindows, TheSkylineIsNamed) {
  RadarParams p = north(40, Swerling::zero);
  p.faces[0].elevation_rad[0] = 1 * kDeg;
  p.mask_rad = {{0, 10 * kDeg}};
  const Mat3 R_EL = transpose(earth::enu_axes(kSite));
  Counted w;
  w.add(truth::straight({truth::still(kSite, 0, 5 * kDeg, 1e6)(0).p, R_EL * Vec3{0, 0, 1000}}), 300);
  const Radar radar(p, {}, 1, w.view(), time_from_s(300));
  ASSERT_EQ(radar.windows().size(), 1u);
  EXPECT_EQ(radar.windows()[0].opened_by, Limit::mask);
  const Look look = radar.look_at(w.view().state_E(ObjectId{0}, radar.windows()[0].begin).p);
  EXPECT_NEAR(look.apparent_el_rad, 10 * kDeg, 1e-8);
}

// A site 2,000 m up sees the sea's surface out to its horizon of some 180 km: a target 10 m above the sea at
// 120 km stands about 1.4 deg below its level.
TEST(RadarWindows, AMountainLooksDownAtTheSea) {
  RadarParams p = north(40, Swerling::zero);
  p.at.height_m = 2000;
  p.faces[0].elevation_rad = {-3 * kDeg, 60 * kDeg};
  const earth::Geodetic site = earth::to_geodetic(p.at);
  const auto skimmer = [&](double distance_m) {
    earth::Geodetic at = earth::destination(site, 0.3, distance_m);
    at.h_m = 10;
    return [x = earth::ecef(at)](double) { return PosVel{x, {}}; };
  };
  Counted w;
  for (const double km : {60, 120, 170, 230, 300}) w.add(skimmer(km * 1e3), 100);
  const Radar radar(p, {}, 1, w.view(), time_from_s(100));
  std::vector<std::uint32_t> seen;
  for (const Window& window : radar.windows()) seen.push_back(window.object.index);
  std::ranges::sort(seen);
  EXPECT_EQ(seen, (std::vector<std::uint32_t>{0, 1, 2})); // 4/3-Earth horizon: 184 km + 13 km
  EXPECT_LT(radar.look_at(w.view().state_E(ObjectId{1}, {}).p).apparent_el_rad, -1.2 * kDeg);
  p.faces[0].elevation_rad[0] = 0; // nothing of it above level
  const Radar level(p, {}, 1, w.view(), time_from_s(100));
  EXPECT_TRUE(level.windows().empty());
}

} // namespace
} // namespace dewline::sense
