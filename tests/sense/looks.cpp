#include "dewline/sense/looks.hpp"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/draws_batch.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "sense/north.hpp"

namespace dewline::sense {
namespace {

constexpr double kTargetHeight_m = 400e3;

/// Targets at one height in all directions from the site, some beyond every gate, and each its cross-section.
struct Cloud {
  std::vector<double> x, y, z, rcs;
  std::vector<Vec3> p_E;

  Cloud(const Radar& radar, std::size_t num) {
    const Vec3 p_ES_E = radar.coverage()[0].p_ES_E;
    const auto site = earth::geodetic(p_ES_E);
    std::vector<double> u(4 * num);
    fill_uniforms(Draws(1, 7), {{}, u.size()}, u);
    for (std::size_t i = 0; i < num; ++i) {
      const double az = 2 * kPi * u[4 * i], el = (u[4 * i + 1] * 110 - 15) * kPi / 180;
      const double range = std::pow(10, 4 + 3 * u[4 * i + 2]);
      p_E.push_back(p_ES_E + range * (transpose(earth::enu_axes(site)) * earth::enu_direction(az, el)));
      x.push_back(p_E.back().x), y.push_back(p_E.back().y), z.push_back(p_E.back().z);
      rcs.push_back(std::pow(10, 4 * u[4 * i + 3] - 3));
    }
  }
  [[nodiscard]] LookTargets targets(std::size_t first, std::size_t num) const {
    const auto part = [&](const std::vector<double>& c) { return std::span(c).subspan(first, num); };
    return {part(x), part(y), part(z), part(rcs)};
  }
};

struct Answers {
  std::vector<double> range, u, v, w, snr, pd;
  std::vector<std::uint8_t> inside;
  explicit Answers(std::size_t num)
      : range(num + 1, -7), u(range), v(range), w(range), snr(range), pd(range), inside(num + 1, 77) {}
  [[nodiscard]] Looks columns() {
    const std::size_t num = range.size() - 1;
    return {{range.data(), num}, {u.data(), num},  {v.data(), num},     {w.data(), num},
            {snr.data(), num},   {pd.data(), num}, {inside.data(), num}};
  }
  [[nodiscard]] bool same_bytes(const Answers& b) const {
    const auto same = [](const std::vector<double>& p, const std::vector<double>& q) {
      return p.size() == q.size() && std::memcmp(p.data(), q.data(), p.size() * sizeof(double)) == 0;
    };
    return same(range, b.range) && same(u, b.u) && same(v, b.v) && same(w, b.w) && same(snr, b.snr) &&
           same(pd, b.pd) && inside == b.inside;
  }
};

Radar some_radar(double exponent, Swerling swerling, double width_deg = 120) {
  RadarParams p = north(18, swerling);
  p.scan_loss_exponent = exponent;
  p.faces[0].width_rad = width_deg * kPi / 180;
  p.faces[0].boresight_rad = 2.2;
  p.faces[0].tilt_rad = 0.35;
  p.faces[0].elevation_rad = {0.05, 1.45};
  p.min_range_m = 30e3;
  return Radar(p, {}, 1);
}

TEST(Looks, AreThoseOfTheRadar) {
  for (const double exponent : {0.0, 2.0, 2.5, 6.0}) {
    const Radar radar = some_radar(exponent, Swerling::three);
    const LookFace face = look_face(radar, 0, kTargetHeight_m);
    const PdTable pd(radar.params().prob_fa, radar.params().num_pulses, Swerling::three);
    const Cloud cloud(radar, 4000);
    Answers got(cloud.x.size());
    look(face, pd, cloud.targets(0, cloud.x.size()), got.columns());
    std::size_t num_inside = 0;
    for (std::size_t i = 0; i < cloud.x.size(); ++i) {
      SCOPED_TRACE(i);
      const Vec3 d = radar.direction_S(0, cloud.p_E[i]);
      const double range = norm(cloud.p_E[i] - radar.coverage()[0].p_ES_E);
      ASSERT_NEAR(got.range[i], range, 1e-12 * range);
      ASSERT_NEAR(got.u[i], d.x, 1e-12);
      ASSERT_NEAR(got.v[i], d.y, 1e-12);
      ASSERT_NEAR(got.w[i], d.z, 1e-12);
      if (!got.inside[i]) {
        ASSERT_EQ(got.snr[i], 0);
        ASSERT_EQ(got.pd[i], 0);
        continue;
      }
      ++num_inside;
      const double snr = radar.snr(cloud.rcs[i], range, d.z);
      ASSERT_NEAR(got.snr[i], snr, 1e-12 * snr);
      ASSERT_NEAR(got.pd[i], prob_detect(10 * std::log10(snr), radar.params().prob_fa, 1, Swerling::three), 1e-8);
    }
    EXPECT_GT(num_inside, 400U);
  }
}

TEST(Looks, GatesAreThoseOfAzimuthElevationAndRange) {
  for (const double width_deg : {20.0, 120.0, 180.0}) {
    const Radar radar = some_radar(2, Swerling::one, width_deg);
    const LookFace face = look_face(radar, 0, kTargetHeight_m);
    const Cloud cloud(radar, 20000);
    std::vector<std::uint8_t> inside(cloud.x.size());
    visible(face, cloud.targets(0, cloud.x.size()), inside);
    const FaceParams& f = radar.params().faces[0];
    const auto geometric = [&](double el) {
      return el - radar.refraction().at_apparent(el, kTargetHeight_m).el_error_rad;
    };
    std::size_t counts[2] = {};
    for (std::size_t i = 0; i < cloud.x.size(); ++i) {
      const Look at = radar.look_at(cloud.p_E[i]);
      const double off = std::abs(std::remainder(at.true_at.az_rad - f.boresight_rad, 2 * kPi));
      const double el = at.true_at.el_rad, range = at.true_at.range_m;
      const bool expected = off <= 0.5 * f.width_rad && el >= geometric(f.elevation_rad[0]) &&
                            el <= geometric(f.elevation_rad[1]) && range >= radar.params().min_range_m &&
                            range <= radar.max_range_m() && radar.direction_S(0, cloud.p_E[i]).z > 0;
      ASSERT_EQ(inside[i] != 0, expected) << i << " " << off << " " << el << " " << range;
      ++counts[expected];
    }
    EXPECT_GT(counts[0], 1000U);
    EXPECT_GT(counts[1], 100U);
  }
}

TEST(Looks, AFullCircleAndAWideSectorHaveTheirAzimuths) {
  Coverage c = some_radar(2, Swerling::one).coverage()[0];
  c.range_min_m = 0, c.range_max_m = 1e9;
  const Mat3 R_LE = earth::enu_axes(earth::geodetic(c.p_ES_E));
  c.R_SE = R_LE; // a boresight straight up
  for (const double width_deg : {200.0, 359.0, 360.0}) {
    c.az_start_rad = 1;
    c.az_width_rad = width_deg * kPi / 180;
    const LookFace face = look_face(c, {0, kPi / 2}, 1);
    for (double az = 0.01; az < 6.28; az += 0.013) {
      const Vec3 p = c.p_ES_E + 1e5 * (transpose(R_LE) * earth::enu_direction(az, 0.3));
      std::uint8_t inside = 7;
      visible(face, {{&p.x, 1}, {&p.y, 1}, {&p.z, 1}, {}}, {&inside, 1});
      const double along = az - 1 - 2 * kPi * std::floor((az - 1) / (2 * kPi));
      EXPECT_EQ(inside, along <= c.az_width_rad) << az;
    }
  }
}

TEST(Looks, EveryWidthLengthAndWayGivesTheSameBytes) {
  for (const auto& [exponent, swerling] :
       {std::pair{2.0, Swerling::one}, {2.5, Swerling::zero}, {0.0, Swerling::four}}) {
    const Radar radar = some_radar(exponent, swerling);
    const LookFace face = look_face(radar, 0, kTargetHeight_m);
    const PdTable pd(1e-6, 1, swerling);
    const Cloud cloud(radar, 1500);
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
      SCOPED_TRACE(hwy::TargetName(target));
      hwy::SetSupportedTargetsForTest(target);
      for (std::size_t num = 0; num <= 1500; num = num < 35 ? num + 1 : num + 293) {
        Answers lanes(num), plain(num);
        look(face, pd, cloud.targets(1500 - num, num), lanes.columns());
        look_plain(face, pd, cloud.targets(1500 - num, num), plain.columns());
        ASSERT_TRUE(lanes.same_bytes(plain)) << num;
        std::vector<std::uint8_t> inside(num + 1, 77);
        visible(face, cloud.targets(1500 - num, num), {inside.data(), num});
        ASSERT_EQ(inside, plain.inside) << num;
      }
    }
    hwy::SetSupportedTargetsForTest(0);
  }
}

TEST(Looks, OneCrossSectionServesAllAndColumnsMayBeLeftOut) {
  const Radar radar = some_radar(2, Swerling::one);
  const LookFace face = look_face(radar, 0, kTargetHeight_m);
  const PdTable pd(1e-6, 1, Swerling::one);
  Cloud cloud(radar, 101);
  cloud.rcs.assign(101, 0.25);
  Answers all(101), some(101);
  look(face, pd, cloud.targets(0, 101), all.columns());
  LookTargets one = cloud.targets(0, 101);
  one.rcs_m2 = one.rcs_m2.first(1);
  look(face, pd, one, {.range_m = {}, .u = {}, .v = {}, .w = {}, .snr = {}, .prob_detect = some.columns().prob_detect, .inside = {}});
  EXPECT_EQ(some.pd, all.pd);
  EXPECT_EQ(some.inside, Answers(101).inside);
  EXPECT_EQ(some.range, Answers(101).range);
}

TEST(Looks, OddTargetsHaveNoSignal) {
  const Radar radar = some_radar(2.5, Swerling::zero);
  const LookFace face = look_face(radar, 0, kTargetHeight_m);
  const PdTable pd(1e-6, 1, Swerling::zero);
  Cloud cloud(radar, 9);
  const Vec3 good = face.p_ES_E + 1e6 * Vec3{face.R_SE(2, 0), face.R_SE(2, 1), face.R_SE(2, 2)};
  for (std::size_t i = 0; i < 9; ++i) cloud.x[i] = good.x, cloud.y[i] = good.y, cloud.z[i] = good.z, cloud.rcs[i] = 1;
  cloud.x[1] = face.p_ES_E.x, cloud.y[1] = face.p_ES_E.y, cloud.z[1] = face.p_ES_E.z; // at the site itself
  cloud.x[2] = std::nan("");
  cloud.x[3] = std::numeric_limits<double>::infinity();
  cloud.rcs[4] = -1, cloud.rcs[5] = std::nan(""), cloud.rcs[6] = 0;
  Answers got(9);
  look(face, pd, cloud.targets(0, 9), got.columns());
  for (const std::size_t i : {1u, 2u, 3u}) EXPECT_EQ(got.inside[i], 0) << i;
  for (const std::size_t i : {1u, 2u, 3u, 4u, 5u, 6u}) EXPECT_EQ(got.snr[i], 0) << i;
  for (const std::size_t i : {1u, 2u, 3u}) EXPECT_EQ(got.pd[i], 0) << i;
  for (const std::size_t i : {4u, 5u, 6u}) EXPECT_NEAR(got.pd[i], 1e-6, 1e-8) << i;
  for (const std::size_t i : {0u, 7u, 8u}) EXPECT_EQ(got.inside[i], 1) << i;
  EXPECT_EQ(got.range[1], 0);
  EXPECT_EQ(got.u[1], 0);
}

TEST(Looks, HitsAreTheDrawsOfEachItem) {
  const Draws draws(9, 9);
  const Address at{.purpose = Purpose::detect, .n = 8, .owner = 4, .event = 77};
  std::vector<std::uint64_t> items(1000);
  std::vector<double> pd(1000);
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = draws.words({.n = static_cast<std::uint32_t>(i)})[0];
    pd[i] = i % 3 == 0 ? 0 : i % 7 == 0 ? 1 : static_cast<double>(i) / 1000;
  }
  for (const std::size_t num : {0u, 1u, 63u, 64u, 65u, 1000u}) {
    std::vector<std::uint8_t> hit(num + 1, 77);
    draw_hits(draws, at, std::span(items).first(num), std::span(pd).first(num), {hit.data(), num});
    for (std::size_t i = 0; i < num; ++i) {
      Address a = at;
      a.item = items[i];
      ASSERT_EQ(hit[i], draws.uniform(a) < pd[i]) << i;
    }
    EXPECT_EQ(hit.back(), 77);
  }
}

TEST(Looks, RefractionsLimitDependsLittleOnHeight) {
  const Radar radar = some_radar(2, Swerling::one);
  const auto limit = [&](double h_m) { return std::asin(look_face(radar, 0, h_m).sin_el_min); };
  EXPECT_NEAR(limit(100e3), limit(1000e3), 0.8e-3);
  EXPECT_GT(std::abs(limit(100e3) - limit(1000e3)), 1e-5);
}

TEST(Looks, AnElevatedSiteLooksDownToItsHorizon) {
  RadarParams p = north(18, Swerling::one);
  p.at.height_m = 3000;
  p.faces[0].elevation_rad = {-0.08, 1.4};
  const Radar radar(p, {}, 1);
  const LookFace face = look_face(radar, 0, 10e3);
  const double horizon = radar.refraction().horizon_el_rad();
  EXPECT_LT(horizon, -0.02);
  EXPECT_LT(face.sin_el_min, std::sin(horizon)); // the ray bends down
  const earth::Geodetic site = earth::geodetic(radar.coverage()[0].p_ES_E);
  for (const double above_rad : {-1e-4, 1e-4}) {
    const double el = std::asin(face.sin_el_min) + above_rad;
    const double r0 = norm(face.p_ES_E), top = r0 + 7e3, up = r0 * std::sin(el);
    const double range = std::sqrt(up * up + top * top - r0 * r0) - up;
    const Vec3 q = face.p_ES_E + range * (transpose(earth::enu_axes(site)) * earth::enu_direction(0, el));
    std::uint8_t inside = 7;
    visible(face, {{&q.x, 1}, {&q.y, 1}, {&q.z, 1}, {}}, {&inside, 1});
    EXPECT_EQ(inside, above_rad > 0);
    EXPECT_EQ(radar.look_at(q).apparent_el_rad > horizon, above_rad > 0);
  }
}

TEST(Looks, WrongColumnsBreakTheContract) {
  const Radar radar = some_radar(2, Swerling::one);
  const LookFace face = look_face(radar, 0, kTargetHeight_m);
  const PdTable pd(1e-6, 1, Swerling::one);
  const Cloud cloud(radar, 10);
  Answers nine(9), ten(10);
  LookTargets t = cloud.targets(0, 10);
  EXPECT_THROW(look(face, pd, t, nine.columns()), ContractError);
  EXPECT_THROW(visible(face, t, nine.columns().inside), ContractError);
  t.rcs_m2 = {};
  EXPECT_THROW(look(face, pd, t, ten.columns()), ContractError);
  t = cloud.targets(0, 10);
  t.y_m = t.y_m.first(9);
  EXPECT_THROW(look_plain(face, pd, t, ten.columns()), ContractError);
  EXPECT_THROW(look_face(radar, 1, kTargetHeight_m), ContractError);
  EXPECT_THROW(look_face(radar.coverage()[0], {0.5, 0.2}, 1), ContractError);
}

} // namespace
} // namespace dewline::sense
