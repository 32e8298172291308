// The filters against Stone Soup's posteriors on recorded detections (tests/known/data/tracking_*.csv say
// where they come from). Its az runs from east to north, ours from north: z = (r, pi/2 - az, el).
#include <gtest/gtest.h>

#include "dewline/track/filters/ekf.hpp"
#include "dewline/track/filters/square_root.hpp"
#include "dewline/track/filters/ukf.hpp"
#include "dewline/track/models/linear.hpp"
#include "support/csv.hpp"

namespace {

using namespace dewline;
using namespace dewline::track;

TEST(StoneSoup, KalmanFilterAgreesToAMicrometre) {
  const ConstantVelocity<2> model(1);
  const MatNM<2> R = diagonal(VecN<2>{400, 400});
  Gaussian<4> x{{0, 0, 100, 50}, diagonal(VecN<4>{400, 400, 100, 100})};
  double time_s = -1;
  for (const auto& row : support::read_csv("tracking_kf_single.csv")) {
    SCOPED_TRACE(row.where());
    x = predict(model, x, row.number("time_s") - time_s);
    x = update(x, Cartesian<2>{}, {row.number("z_x_m"), row.number("z_y_m")}, R).x;
    time_s = row.number("time_s");
    ASSERT_NEAR(x.mean[0], row.number("x_m"), 1e-6);
    ASSERT_NEAR(x.mean[1], row.number("y_m"), 1e-6);
    ASSERT_NEAR(x.mean[2], row.number("vx_m_s"), 1e-6);
    ASSERT_NEAR(x.mean[3], row.number("vy_m_s"), 1e-6);
    ASSERT_NEAR(x.cov(0, 0), row.number("Pxx"), 1e-6);
    ASSERT_NEAR(x.cov(2, 2), row.number("Pvxvx"), 1e-6);
    ASSERT_NEAR(x.cov(0, 2), row.number("Pxvx"), 1e-6);
  }
}

const ConstantVelocity<3> kModel(0.05);
const MatNM<3> kNoise = diagonal(VecN<3>{400, 1e-6, 1e-6});
const Gaussian<6> kPrior{{60e3, 40e3, 8e3, -20, -30, 0}, diagonal(VecN<6>{1e4, 1e4, 1e4, 400, 400, 400})};

/// Runs a filter over the recorded detections; step(x, dt_s, z) gives the posterior. The largest distance in
/// position.
template <class Step, class State>
double apart_m(const std::string& which, State x, Step&& step) {
  double time_s = -1, worst_m = 0;
  for (const auto& row : support::read_csv("tracking_ekf3d_single.csv")) {
    const double now_s = row.number("time_s");
    const VecN<3> z{row.number("range_m"), M_PI / 2 - row.number("az_rad"), row.number("el_rad")};
    x = step(x, now_s - time_s, z);
    time_s = now_s;
    const Vec3 p{x.mean[0], x.mean[1], x.mean[2]};
    const Vec3 theirs{row.number(which + "_x_m"), row.number(which + "_y_m"), row.number(which + "_z_m")};
    worst_m = std::max(worst_m, norm(p - theirs));
  }
  return worst_m;
}

TEST(StoneSoup, ExtendedKalmanFilterAgrees) {
  const double worst_m = apart_m("ekf", kPrior, [](const Gaussian<6>& x, double dt_s, const VecN<3>& z) {
    return update(predict(kModel, x, dt_s), RangeAzimuthElevation{}, z, kNoise).x;
  });
  RecordProperty("worst_m", std::to_string(worst_m));
  std::printf("  EKF: %.2e m\n", worst_m);
  EXPECT_LE(worst_m, 1e-4);
}

TEST(StoneSoup, TheRootFormIsTheSameFilter) {
  const double worst_m =
      apart_m("ekf", root_of(kPrior), [](const RootGaussian<6>& x, double dt_s, const VecN<3>& z) {
        return update(predict(kModel, x, dt_s), RangeAzimuthElevation{}, z, kNoise).x;
      });
  EXPECT_LE(worst_m, 1e-4);
}

TEST(StoneSoup, UnscentedKalmanFilterAgrees) {
  const double worst_m = apart_m("ukf", kPrior, [](const Gaussian<6>& x, double dt_s, const VecN<3>& z) {
    const Unscented u = Unscented::usual(6);
    return unscented_update(unscented_predict(kModel, x, dt_s, u), RangeAzimuthElevation{}, z, kNoise, u).x;
  });
  RecordProperty("worst_m", std::to_string(worst_m));
  std::printf("  UKF: %.2e m\n", worst_m);
  EXPECT_LE(worst_m, 1e-5);
}

} // namespace
