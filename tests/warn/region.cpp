#include "dewline/warn/region.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// Share of points drawn from the error that fall inside, each placed by an independent geodesic.
double brute_force(const Region& region, const PlaceEstimate& p, int n) {
  const Draws draws(1, 1);
  const double east = std::sqrt(p.var_east_m2), slope = p.cov_east_north_m2 / east;
  const double rest = std::sqrt(p.var_north_m2 - slope * slope);
  int inside = 0;
  for (int i = 0; i < n; ++i) {
    const auto z = draws.normal4({Purpose::test, 0, 1, static_cast<std::uint64_t>(i), 0});
    const double e = east * z[0], north = slope * z[0] + rest * z[1];
    inside += region.contains(earth::destination(p.at, std::atan2(e, north), std::hypot(e, north)));
  }
  return static_cast<double>(inside) / n;
}
double sigma(double prob, int n) { return std::sqrt(prob * (1 - prob) / n); }
} // namespace

TEST(Region, half_plane_edge_through_the_mean_gives_one_half_and_k_sigma_the_normal_tail) {
  const double side_m = 1e6, sigma_m = 50e3;
  for (const double k : {-3.0, -1.0, -0.25, 0.0, 0.25, 1.0, 2.0, 3.0}) {
    const auto middle = at(40, 30); // north edge of a region lies k sigma south of the mean
    const auto south = earth::destination(middle, std::numbers::pi, k * sigma_m);
    AssetParams a;
    a.of = "x";
    const auto add = [&](const earth::Geodetic& p) { a.polygon.push_back({p.lat_rad, p.lon_rad, 0}); };
    for (double x = -side_m; x <= side_m; x += 100e3) // a chain of corners, for an edge is not a geodesic
      add(earth::destination(south, x < 0 ? -std::numbers::pi / 2 : std::numbers::pi / 2, std::abs(x)));
    for (const double az : {3 * std::numbers::pi / 4, -3 * std::numbers::pi / 4}) add(earth::destination(south, az, 1.5 * side_m));
    EXPECT_NEAR(Region(a).prob_inside(place(40, 30, sigma_m, sigma_m)), normal_cdf(-k), 1e-4) << k;
  }
}

TEST(Region, circle_about_the_mean_gives_rayleigh) {
  for (const double k : {0.1, 0.5, 1.0, 2.0, 2.4477, 4.0})
    for (const double lat : {0.0, 45.0, 80.0, 90.0}) {
      const Region region(circle(lat, 100, k * 60e3));
      EXPECT_NEAR(region.prob_inside(place(lat, 100, 60e3, 60e3)), 1 - std::exp(-k * k / 2), 2e-4) << k << " " << lat;
    }
}

TEST(Region, one_sigma_ellipse_holds_39_percent_whatever_its_shape) {
  // a thin error in a square of +-h: product of two normal intervals
  const double h = 30e3, east = 20e3, north = 45e3;
  const auto m = at(10, 20);
  AssetParams a;
  a.of = "x";
  for (const auto& [x, y] : {std::pair{-h, -h}, {h, -h}, {h, h}, {-h, h}}) {
    const auto p = earth::destination(m, std::atan2(x, y), std::hypot(x, y));
    a.polygon.push_back({p.lat_rad, p.lon_rad, 0});
  }
  const double exact = (2 * normal_cdf(h / east) - 1) * (2 * normal_cdf(h / north) - 1);
  EXPECT_NEAR(Region(a).prob_inside(place(10, 20, east, north)), exact, 1e-5);
}

TEST(Region, agrees_with_brute_force_across_the_antimeridian_and_over_the_pole) {
  struct Case { AssetParams region; PlaceEstimate p; };
  const Case cases[] = {
      {polygon({{65, 175}, {65, -170}, {71, -170}, {71, 175}}), place(68, 179, 200e3, 120e3, 0.5)},
      {polygon({{65, 175}, {65, -170}, {71, -170}, {71, 175}}), place(72, -175, 150e3, 250e3, -0.7)},
      {polygon({{85, 0}, {84, 90}, {85, 180}, {86, -90}}), place(88, 40, 200e3, 300e3, 0.2)},
      {polygon({{50, 20}, {60, 25}, {52, 30}, {60, 40}, {49, 45}}), place(54, 31, 300e3, 250e3, -0.3)},
      {circle(70, 180, 400e3), place(69, -175, 250e3, 80e3, 0.4)},
  };
  const int n = 40000;
  for (const auto& [params, p] : cases) {
    const Region region(params);
    const double exact = region.prob_inside(p), drawn = brute_force(region, p, n);
    EXPECT_NEAR(exact, drawn, 4 * sigma(drawn, n) + 1e-3);
  }
}

TEST(Region, parts_add_up_and_the_whole_is_the_sum) {
  const auto p = place(52, 31, 180e3, 90e3, 0.6);
  const double whole = Region(polygon({{48, 25}, {48, 35}, {56, 35}, {56, 25}})).prob_inside(p);
  AssetParams split;
  split.of = "x";
  for (const auto& half : {polygon({{48, 25}, {48, 30}, {56, 30}, {56, 25}}), polygon({{48, 30}, {48, 35}, {56, 35}, {56, 30}})})
    split.polygons.push_back({"half", half.polygon});
  EXPECT_NEAR(Region(split).prob_inside(p), whole, 2e-3); // parallels' chords differ by their sagitta
  EXPECT_GT(whole, 0.5);
}

TEST(Region, finely_and_coarsely_drawn_edges_give_the_same_number) {
  // coarse edges go through Owen's T, fine ones through Gauss-Legendre: extra corners on the same arcs. What is left is
  // the sagitta of 115 km edges drawn straight in the plane of the error, some metres
  const std::pair<double, double> corners[] = {{-1, -1}, {-1, 1.3}, {1.2, 1}, {0.9, -1.1}};
  AssetParams coarse, fine;
  coarse.of = fine.of = "x";
  for (std::size_t i = 0; i < 4; ++i) {
    const auto a = earth::ecef(at(corners[i].first, corners[i].second)), b = earth::ecef(at(corners[(i + 1) % 4].first, corners[(i + 1) % 4].second));
    for (int k = 0; k < 20; ++k) {
      const Vec3 chord = a + (k / 20.0) * (b - a), s{chord.x, chord.y, chord.z / (1 - earth::kF)};
      const auto p = earth::geodetic(earth::kA_m / norm(s) * chord); // out to the ellipsoid in the edge's plane
      if (k == 0) coarse.polygon.push_back({p.lat_rad, p.lon_rad, 0});
      fine.polygon.push_back({p.lat_rad, p.lon_rad, 0});
    }
  }
  for (const auto& p : {place(0, 0, 60e3, 60e3), place(0.5, 1.5, 90e3, 40e3, 0.7), place(-2, 0, 50e3, 80e3, -0.4)})
    EXPECT_NEAR(Region(fine).prob_inside(p), Region(coarse).prob_inside(p), 2e-5);
}

TEST(Region, far_away_is_small_but_not_cut_off_before_a_millionth) {
  const Region region(polygon({{60, 0}, {60, 5}, {62, 5}, {62, 0}}));
  const double at_5_sigma = region.prob_inside(place(55.5096, 2.5, 100e3, 100e3)); // its edge is 5 sigma away
  EXPECT_GT(at_5_sigma, 5e-8);
  EXPECT_LT(at_5_sigma, 4e-7);
  EXPECT_EQ(region.prob_inside(place(-40, 170, 50e3, 50e3)), 0);
}

TEST(Region, contains_is_right_at_poles_and_antimeridian_and_outside_of_holes_of_a_star) {
  const Region pole(polygon({{80, 0}, {80, 120}, {80, -120}}));
  EXPECT_TRUE(pole.contains(at(90, 0)));
  EXPECT_FALSE(pole.contains(at(80, 60))); // the edge bulges poleward of the parallel
  EXPECT_FALSE(pole.contains(at(-90, 0)));
  const Region dateline(polygon({{10, 170}, {10, -170}, {-10, -170}, {-10, 170}}));
  EXPECT_TRUE(dateline.contains(at(0, 180)));
  EXPECT_TRUE(dateline.contains(at(0, -175)));
  EXPECT_FALSE(dateline.contains(at(0, 165)));
  EXPECT_FALSE(dateline.contains(at(0, 0)));
  const Region star(polygon({{50, 20}, {60, 25}, {52, 30}, {60, 40}, {49, 45}}));
  EXPECT_FALSE(star.contains(at(58, 30)));
  EXPECT_TRUE(star.contains(at(51, 30)));
}

TEST(Region, either_direction_of_corners_is_the_same_region) {
  const Region forth(polygon({{50, 20}, {50, 30}, {60, 30}, {60, 20}})), back(polygon({{60, 20}, {60, 30}, {50, 30}, {50, 20}}));
  const auto p = place(51, 21, 90e3, 60e3, 0.3);
  EXPECT_NEAR(forth.prob_inside(p), back.prob_inside(p), 1e-12);
  EXPECT_NEAR(forth.area_m2(), back.area_m2(), 1e-3);
}

TEST(Region, area_of_an_octant_is_an_eighth_of_the_ellipsoid) {
  EXPECT_NEAR(Region(polygon({{0, 0}, {0, 90}, {90, 0}})).area_m2() / (510065621.724e6 / 8), 1, 1e-5);
  EXPECT_NEAR(Region(circle(50, 10, 100e3)).area_m2() / (std::numbers::pi * 100e3 * 100e3), 1, 1e-4);
}

TEST(Region, a_hundredfold_run_gives_the_same_bits) {
  const Region region(circle(55.75, 37.6, 300e3));
  const auto p = place(56, 40, 120e3, 90e3, 0.4);
  const double first = region.prob_inside(p);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(Region(circle(55.75, 37.6, 300e3)).prob_inside(p), first);
}

TEST(Ellipse, axes_and_azimuth_of_a_rotated_error) {
  const double az = 30 * kDeg, major = 50e3, minor = 20e3, s = std::sin(az), c = std::cos(az);
  PlaceEstimate p;
  p.var_east_m2 = major * major * s * s + minor * minor * c * c;
  p.var_north_m2 = major * major * c * c + minor * minor * s * s;
  p.cov_east_north_m2 = (major * major - minor * minor) * s * c;
  const Ellipse e = ellipse(p);
  EXPECT_NEAR(e.major_m, major, 1e-6);
  EXPECT_NEAR(e.minor_m, minor, 1e-6);
  EXPECT_NEAR(e.az_rad, az, 1e-12);
}

namespace {
std::vector<Problem> problems_of(const AssetParams& a) {
  Problems p;
  check(a, p);
  return p.list();
}
} // namespace

TEST(AssetCheck, reports_what_is_wrong_with_an_outline) {
  AssetParams none;
  ASSERT_EQ(problems_of(none).size(), 1u);
  EXPECT_EQ(problems_of(none)[0].what, "has no outline");
  auto both = circle(0, 0, 1e5);
  both.polygon = polygon({{0, 0}, {0, 1}, {1, 0}}).polygon;
  EXPECT_EQ(problems_of(both)[0].what, "has more than one kind of outline");
  auto no_radius = circle(0, 0, 1e5);
  no_radius.radius_m.reset();
  EXPECT_EQ(problems_of(no_radius)[0].path, "radius");
  EXPECT_EQ(problems_of(polygon({{0, 0}, {0, 1}}))[0].what, "an outline needs at least 3 corners, this one has 2");
  EXPECT_EQ(problems_of(polygon({{0, 0}, {1, 1}, {0, 1}, {0, 0}}))[0].what, "is the same place as the corner before it");
  const auto crossed = problems_of(polygon({{0, 0}, {1, 1}, {0, 1}, {1, 0}}));
  ASSERT_EQ(crossed.size(), 1u);
  EXPECT_EQ(crossed[0].path, "polygon[0]");
  EXPECT_EQ(crossed[0].what, "the edge from here crosses the edge from corner [2]");
  EXPECT_TRUE(problems_of(polygon({{65, 175}, {65, -170}, {71, -170}, {71, 175}})).empty());
}

TEST(Region, least_mahalanobis_distance_is_that_of_the_nearest_edge) {
  // circles about a place k sigma away; and none where the mean is inside
  for (const double sigma_m : {20e3, 100e3})
    for (const double k : {0.5, 2.0, 5.0}) {
      const auto m = at(50, 40);
      const auto c = earth::destination(m, 1.0, k * sigma_m + 60e3);
      AssetParams a = circle(0, 0, 60e3);
      a.lat_rad = c.lat_rad, a.lon_rad = c.lon_rad;
      EXPECT_NEAR(Region(a).min_mahalanobis(place(50, 40, sigma_m, sigma_m)), k, 1e-3) << sigma_m;
    }
  const Region box(polygon({{60, 30}, {60, 60}, {70, 60}, {70, 30}}));
  EXPECT_EQ(box.min_mahalanobis(place(65, 45, 50e3, 50e3)), 0);
  EXPECT_EQ(box.min_mahalanobis(place(-65, 45, 50e3, 50e3)), std::numeric_limits<double>::infinity());
  // the error's own shape counts: the same edge, 200 km to the north, along the long and along the short axis
  const auto south = earth::destination(at(60, 45), std::numbers::pi, 200e3);
  PlaceEstimate p = place(0, 0, 20e3, 100e3);
  p.at = south;
  EXPECT_NEAR(Region(polygon({{60, 44}, {60, 46}, {62, 46}, {62, 44}})).min_mahalanobis(p), 2, 0.01);
}

TEST(Region, least_mahalanobis_distance_bounds_the_probability) {
  const Region regions[] = {Region(circle(62, 40, 40e3)), Region(polygon({{60, 30}, {60, 60}, {70, 60}, {70, 30}})),
                            Region(polygon({{65, 175}, {65, -170}, {71, -170}, {71, 175}}))};
  for (const Region& region : regions)
    for (const double lat : {-40.0, 50.0, 63.0, 75.0})
      for (const double lon : {20.0, 45.0, 178.0})
        for (const double sigma_m : {10e3, 300e3, 2000e3}) {
          const auto p = place(lat, lon, sigma_m, 0.5 * sigma_m, 0.6);
          const double d = region.min_mahalanobis(p);
          EXPECT_LE(region.prob_inside(p), std::exp(-0.5 * d * d) + 1e-9) << lat << " " << lon << " " << sigma_m;
        }
}
