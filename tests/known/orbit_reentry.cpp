// Re-entry against the closed form of Allen and Eggers and against a table integrated elsewhere: our integrator and
// our air under the simplifications of the tables.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/zonal.hpp"
#include "dewline/orbit/dopri5.hpp"
#include "dewline/orbit/integrate.hpp"
#include "support/csv.hpp"

namespace {
using namespace dewline;

constexpr double kDeg = M_PI / 180;

/// The greatest deceleration by drag over a descent, and the ends of it.
struct Peak {
  double size_m_s2 = 0, t_s = 0, h_m = 0, speed_m_s = 0;
  double impact_s = 0, impact_speed_m_s = 0, impact_angle_rad = 0, t_30km_s = 0, speed_30km_m_s = 0;
};
/// `height` of a state and `drag` at it; the peak is looked for at 20 places of every step.
template <class Force, class Height, class Drag>
Peak descend(const Force& force, const Height& height, const Drag& drag, const PosVel& start) {
  Peak peak;
  orbit::Dopri5 run({0, start}, force, 4000, {1e-12, 1});
  while (height(run.to().x) > 0 && run.step()) {
    const double t0 = run.from().t_s, t1 = run.to().t_s;
    const auto crossing = [&](double h_m) {
      return orbit::find_root([&](double t) { return height(run.at(t)) - h_m; }, t0, t1);
    };
    if (height(run.from().x) > 30e3 && height(run.to().x) <= 30e3) {
      peak.t_30km_s = crossing(30e3);
      peak.speed_30km_m_s = norm(run.at(peak.t_30km_s).v);
    }
    const double end_s = height(run.to().x) <= 0 ? crossing(0) : t1;
    for (int i = 0; i <= 20; ++i) {
      const double t = t0 + (end_s - t0) * i / 20;
      const PosVel x = run.at(t);
      if (drag(x) > peak.size_m_s2) peak = {drag(x), t, height(x), norm(x.v), 0, 0, 0, peak.t_30km_s, peak.speed_30km_m_s};
    }
    peak.impact_s = end_s;
    const PosVel x = run.at(end_s);
    peak.impact_speed_m_s = norm(x.v);
    peak.impact_angle_rad = std::asin(dot(x.v, x.p) / (norm(x.v) * norm(x.p)));
  }
  return peak;
}

TEST(Reentry, AllenAndEggersOnAFlatEarthWithoutGravity) {
  int num = 0;
  double worst = 0;
  for (const auto& row : support::read_csv("ballistics_allen_eggers.csv")) {
    SCOPED_TRACE(row.where());
    const double rho_s = row.number("rho_s_kg_m3"), scale_m = row.number("H_m"), b = row.number("beta_kg_m2");
    const double angle = row.number("gamma_deg") * kDeg, speed = row.number("V_E_m_s");
    const auto height = [](const PosVel& x) { return x.p.z; };
    const auto drag = [&](const PosVel& x) { return 0.5 * rho_s * std::exp(-x.p.z / scale_m) * dot(x.v, x.v) / b; };
    const auto force = [&](double, const PosVel& x) { return (-drag(x) / norm(x.v)) * x.v; };
    const PosVel start{{0, 0, 200e3}, {speed * std::cos(angle), 0, -speed * std::sin(angle)}};
    // without gravity a light body all but stops in the air: to the row's lowest printed speed that is not all digits
    const Peak peak = descend(force, height, drag, start);
    const double size = row.number("a_max_m_s2");
    EXPECT_NEAR(peak.size_m_s2, size, 0.005 * size);
    EXPECT_NEAR(peak.h_m, row.number("h_amax_m"), std::max(50.0, 0.005 * row.number("h_amax_m")));
    EXPECT_NEAR(peak.speed_m_s, row.number("V_amax_m_s"), 0.005 * row.number("V_amax_m_s"));
    EXPECT_NEAR(peak.speed_30km_m_s, row.number("V_30km_m_s"), 1e-4 * row.number("V_30km_m_s") + 1e-3);
    worst = std::max(worst, std::abs(peak.size_m_s2 / size - 1));
    ++num;
  }
  EXPECT_GE(num, 50);
  RecordProperty("worst_size", std::to_string(worst));
}

TEST(Reentry, TheTableOfTheStandardAtmosphereOnASphereThatDoesNotTurn) {
  constexpr double kRadius_m = 6371e3;
  int num = 0;
  double worst = 0;
  std::string where;
  for (const auto& row : support::read_csv("ballistics_reentry_numeric_ussa76.csv")) {
    SCOPED_TRACE(row.where());
    const double b = row.number("beta_kg_m2"), angle = row.number("gamma_deg") * kDeg;
    const auto height = [](const PosVel& x) { return norm(x.p) - kRadius_m; };
    const auto drag = [&](const PosVel& x) { return 0.5 * earth::air_at(height(x)).density_kg_m3 * dot(x.v, x.v) / b; };
    const auto force = [&](double, const PosVel& x) {
      return earth::zonal_gravity<earth::Gravity::two_body>(x.p) - (drag(x) / norm(x.v)) * x.v;
    };
    const double speed = row.number("V_120km_m_s");
    const Peak peak = descend(force, height, drag,
                              {{kRadius_m + 120e3, 0, 0}, {-speed * std::sin(angle), speed * std::cos(angle), 0}});
    const auto near = [&](double value, const char* column, double part) {
      const double want = row.number(column);
      EXPECT_NEAR(value, want, part * std::abs(want)) << column;
      if (std::abs(value / want - 1) < worst) return;
      worst = std::abs(value / want - 1);
      where = row.where() + " " + column;
    };
    near(peak.size_m_s2, "a_drag_max_m_s2", 0.005);
    near(peak.t_s, "t_amax_s", 0.005);
    near(peak.h_m, "h_amax_m", 0.005);
    near(peak.speed_m_s, "V_amax_m_s", 0.005);
    near(peak.impact_s, "t_impact_s", 0.005);
    near(peak.impact_speed_m_s, "V_impact_m_s", 0.005);
    near(peak.impact_angle_rad / kDeg, "gamma_impact_deg", 0.005);
    near(peak.t_30km_s, "t_30km_s", 0.005);
    near(peak.speed_30km_m_s, "V_30km_m_s", 0.005);
    ++num;
  }
  EXPECT_EQ(num, 40);
  RecordProperty("worst", std::to_string(worst) + " at " + where);
}

} // namespace
