#include "dewline/catalog/set_error.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "dewline/earth/gravity.hpp"
#include "sky.hpp"

namespace dewline {
namespace {

using catalog::CatalogueParams;

constexpr double kDay_s = 86400;

/// A circle at 600 km, tilted.
PosVel circle() {
  const double r = 6978137, v = std::sqrt(earth::kMu_m3_s2 / r);
  return {{r, 0, 0}, {0, v * std::cos(0.9), v * std::sin(0.9)}};
}

double along(const MatNM<6>& P, const VecN<6>& g) {
  double sum = 0;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) sum += g[i] * P(i, j) * g[j];
  return std::sqrt(sum);
}

TEST(SetCovariance, AFreshSetHasTheStatedErrors) {
  const CatalogueParams p;
  const PosVel x = circle();
  const MatNM<6> P = set_covariance(p, x, 0, 0);
  const Vec3 t = unit(x.v), n = unit(cross(x.p, x.v));
  EXPECT_NEAR(along(P, {1, 0, 0, 0, 0, 0}), p.sigma_radial_m, 1e-6);
  EXPECT_NEAR(along(P, {t.x, t.y, t.z, 0, 0, 0}), p.sigma_in_track_m, 1e-6);
  EXPECT_NEAR(along(P, {n.x, n.y, n.z, 0, 0, 0}), p.sigma_cross_track_m, 1e-6);
}

TEST(SetCovariance, GrowsWithAgeOfEitherSignAndWithDrag) {
  const CatalogueParams p;
  const PosVel x = circle();
  const Vec3 t = unit(x.v);
  const VecN<6> g{t.x, t.y, t.z, 0, 0, 0};
  EXPECT_NEAR(along(set_covariance(p, x, 5 * kDay_s, 0), g), 900 + 5 * 2000, 1e-3);
  EXPECT_NEAR(along(set_covariance(p, x, -5 * kDay_s, 0), g), 900 + 5 * 2000, 1e-3);
  EXPECT_NEAR(along(set_covariance(p, x, 0, 50e3), g), std::hypot(900, 0.2 * 50e3), 1e-3);
}

TEST(SetCovariance, HoweverOldTheSetItsPlaneAndEnergyStaySharp) {
  CatalogueParams p;
  p.drift_across_m_s = 0;
  const PosVel x = circle();
  const double r = norm(x.p), pull = earth::kMu_m3_s2 / (r * r);
  const VecN<6> energy{pull, 0, 0, x.v.x, x.v.y, x.v.z};
  const MatNM<6> fresh = set_covariance(p, x, 0, 0), old = set_covariance(p, x, 30 * kDay_s, 0);
  EXPECT_NEAR(along(old, energy), along(fresh, energy), 1e-6 * along(fresh, energy));
  const Vec3 n = unit(cross(x.p, x.v));
  const VecN<6> tilt{0, 0, 0, n.x, n.y, n.z};
  EXPECT_NEAR(along(old, tilt), along(fresh, tilt), 1e-9);
}

TEST(SetCovariance,
     IsWhatTimingDoesToRealOrbits) { // along the path it is the set's own path, up to curvature
  const auto entries = support::sky(200, 11);
  for (const auto& entry : entries) {
    const orbit::Sgp4 satellite(entry.mean);
    const double minutes = satellite.minutes_at(support::kNow);
    const auto now = satellite.state(minutes), late = satellite.state(minutes + 1. / 60);
    if (now.error != orbit::Sgp4Error::none) continue;
    const double v = norm(now.x_TEME.v), r = norm(now.x_TEME.p);
    const Vec3 pull = -earth::kMu_m3_s2 / (r * r * r) * now.x_TEME.p;
    EXPECT_LT(norm(late.x_TEME.p - now.x_TEME.p - now.x_TEME.v), 0.01 * v);
    EXPECT_LT(norm(late.x_TEME.v - now.x_TEME.v - pull), 0.01 * norm(pull) + 0.02);
  }
}

TEST(DraggedM, IsSgp4sOwnAdvanceOfALowOrbit) {
  support::ElementMaker maker(4);
  for (int k = 0; k < 50; ++k) {
    orbit::MeanElements with = maker.make(support::OrbitKind::low_perigee), without = with;
    with.eccentricity = without.eccentricity = 1e-3;
    with.bstar = 2e-4, without.bstar = 0;
    const orbit::Sgp4 satellite(with), free(without);
    const double minutes = 600;
    const auto a = satellite.state(minutes), b = free.state(minutes);
    if (a.error != orbit::Sgp4Error::none) continue;
    const double ahead = dot(a.x_TEME.p - b.x_TEME.p, unit(b.x_TEME.v));
    EXPECT_NEAR(catalog::dragged_m(satellite, minutes), ahead, 0.1 * ahead + 100);
  }
}

} // namespace
} // namespace dewline
