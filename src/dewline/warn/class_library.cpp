// data/classes.yaml as numbers; why each stands there, and its range and source, is in the file. test_io ClassTable.*
// holds the two to each other.
#include <numbers>

#include "dewline/warn/class_table.hpp"

namespace dewline::warn {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
Spread normal(double mean, double sigma) { return {SpreadShape::normal, {mean, sigma}}; }
Spread uniform(double low, double high) { return {SpreadShape::uniform, {low, high}}; }
Spread lognormal(double median, double spread) { return {SpreadShape::lognormal, {median, spread}}; }

/// What is met in the air on its way up or down: as slow and as low as may be, and steep.
void in_air_on_a_steep_way(ClassLikelihoods& c) { c.air_climb_rad = normal(60 * kDeg, 30 * kDeg); }
/// Nothing of it burns.
void no_fire(ClassLikelihoods& c, double prob_infrared) {
  c.prob_infrared = prob_infrared;
  c.prob_moves = 0.9;
}
/// Its echo stays as long as it flies.
void lasting(ClassLikelihoods& c) { c.num_detections = uniform(100, 1e5); }

ClassLikelihoods missile(const Spread& speed, const Spread& climb, const Spread& burn, double prob_infrared) {
  ClassLikelihoods c;
  c.surface_speed_m_s = speed;
  c.surface_climb_rad = climb;
  c.perigee_m = uniform(-6300e3, 0);
  in_air_on_a_steep_way(c);
  c.burn_s = burn;
  lasting(c);
  c.prob_above = 0.98;
  c.prob_infrared = prob_infrared;
  c.prob_moves = 0.9;
  c.prob_catalogued = 0.001;
  c.prob_notified = 0.05;
  return c;
}
ClassLikelihoods flier(const Spread& speed, const Spread& height, const Spread& climb, const Spread& rcs) {
  ClassLikelihoods c;
  c.air_speed_m_s = speed;
  c.air_height_m = height;
  c.air_climb_rad = climb;
  c.rcs_m2 = rcs;
  lasting(c);
  no_fire(c, 0.01);
  c.prob_above = 0.01;
  c.prob_catalogued = 0.001;
  c.prob_notified = 0.01;
  return c;
}

ClassTable make() {
  ClassTable t;
  ClassLikelihoods& icbm = t.classes["icbm"] =
      missile(normal(7200, 350), normal(25 * kDeg, 12 * kDeg), normal(180, 45), 0.97);
  icbm.rcs_m2 = lognormal(1, 2);
  ClassLikelihoods& slbm = t.classes["slbm-like"] =
      missile(normal(5900, 700), normal(32 * kDeg, 12 * kDeg), normal(105, 30), 0.97);
  slbm.rcs_m2 = lognormal(1, 2);
  ClassLikelihoods& shorter = t.classes["irbm-or-shorter"] =
      missile(normal(3300, 1200), normal(42 * kDeg, 10 * kDeg), normal(70, 25), 0.85);
  shorter.rcs_m2 = lognormal(1, 2);

  ClassLikelihoods& sounding = t.classes["sounding-rocket"] =
      missile(uniform(1000, 5000), normal(80 * kDeg, 6 * kDeg), normal(30, 15), 0.3);
  sounding.rcs_m2 = lognormal(1, 1.5);
  sounding.prob_notified = 0.85;

  ClassLikelihoods& launch = t.classes["space-launch"] =
      missile(normal(7900, 300), normal(15 * kDeg, 12 * kDeg), normal(480, 100), 0.98);
  launch.perigee_m = uniform(-3000e3, 600e3);
  launch.rcs_m2 = lognormal(30, 1.5);
  launch.prob_notified = 0.9;
  launch.prob_catalogued = 0.005;

  ClassLikelihoods& reentry = t.classes["re-entering-object"];
  reentry.surface_speed_m_s = normal(7950, 60);
  reentry.surface_climb_rad = uniform(0, 5 * kDeg);
  reentry.perigee_m = uniform(-100e3, 110e3);
  reentry.air_climb_rad = normal(-40 * kDeg, 25 * kDeg);
  reentry.rcs_m2 = lognormal(3, 1.5);
  reentry.burn_s = lognormal(120, 0.6);
  lasting(reentry);
  reentry.prob_above = 0.99;
  reentry.prob_infrared = 0.4;
  reentry.prob_moves = 0.95;
  reentry.prob_catalogued = 0.6;
  reentry.prob_notified = 0.01;

  ClassLikelihoods& satellite = t.classes["satellite"];
  satellite.surface_speed_m_s = normal(8400, 500);
  satellite.perigee_m = uniform(120e3, 1500e3);
  satellite.rcs_m2 = lognormal(1, 1.8);
  lasting(satellite);
  no_fire(satellite, 0.001);
  satellite.prob_above = 0.9999;
  satellite.prob_catalogued = 0.93;
  satellite.prob_notified = 0.01;

  t.classes["aircraft"] = flier(normal(240, 80), uniform(0, 16e3), normal(0, 5 * kDeg), lognormal(20, 1.5));
  t.classes["cruise-missile"] = flier(normal(240, 40), uniform(0, 1e3), normal(0, 3 * kDeg), lognormal(0.5, 1.5));
  t.classes["drone"] = flier(uniform(0, 60), uniform(0, 4e3), normal(0, 10 * kDeg), lognormal(0.03, 1.5));

  ClassLikelihoods& none = t.classes["false-event"];
  none.surface_speed_m_s = uniform(0, 12e3);
  none.num_detections = lognormal(5, 0.5);
  none.burn_s = lognormal(100, 0.9);
  none.prob_above = 0.9;
  none.prob_infrared = 0.85;
  none.prob_moves = 0.02;
  none.prob_catalogued = 0.01;
  none.prob_notified = 0.01;
  return t;
}

} // namespace

const ClassTable& library_class_table() {
  static const ClassTable table = make();
  return table;
}

} // namespace dewline::warn
