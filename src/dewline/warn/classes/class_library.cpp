// data/classes.yaml as numbers; why each stands there, and its range and source, is in the file. test_io
// ClassTable.* holds the two to each other.
#include <numbers>

#include "dewline/warn/classes/class_table.hpp"

namespace dewline::warn {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
Spread normal(double mean, double sigma) { return {SpreadShape::normal, {mean, sigma}}; }
Spread uniform(double low, double high) { return {SpreadShape::uniform, {low, high}}; }
Spread lognormal(double median, double spread) { return {SpreadShape::lognormal, {median, spread}}; }

std::map<std::string, ClassLikelihoods> classes() {
  std::map<std::string, ClassLikelihoods> all;
  all["icbm"] = {
      .surface_speed_m_s = normal(6800, 400),
      .surface_climb_rad = normal(28 * kDeg, 9 * kDeg),
      .perigee_m = uniform(-6300000, 0),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(60 * kDeg, 30 * kDeg),
      .rcs_m2 = lognormal(1, 2),
      .burn_s = normal(150, 40),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.98,
      .prob_fire = 0.4,
      .prob_infrared = 0.97,
      .prob_moves = 0.96,
      .prob_catalogued = 0.001,
      .prob_notified = 0.05};
  all["slbm-like"] = {
      .surface_speed_m_s = normal(5700, 700),
      .surface_climb_rad = normal(35 * kDeg, 8 * kDeg),
      .perigee_m = uniform(-6300000, 0),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(60 * kDeg, 30 * kDeg),
      .rcs_m2 = lognormal(1, 2),
      .burn_s = normal(75, 30),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.98,
      .prob_fire = 0.4,
      .prob_infrared = 0.97,
      .prob_moves = 0.96,
      .prob_catalogued = 0.001,
      .prob_notified = 0.05};
  all["irbm-or-shorter"] = {
      .surface_speed_m_s = normal(3300, 1300),
      .surface_climb_rad = normal(42 * kDeg, 8 * kDeg),
      .perigee_m = uniform(-6300000, 0),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(60 * kDeg, 30 * kDeg),
      .rcs_m2 = lognormal(1, 2),
      .burn_s = normal(45, 20),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.98,
      .prob_fire = 0.3,
      .prob_infrared = 0.85,
      .prob_moves = 0.96,
      .prob_catalogued = 0.001,
      .prob_notified = 0.05};
  all["sounding-rocket"] = {
      .surface_speed_m_s = uniform(1000, 5300),
      .surface_climb_rad = normal(77 * kDeg, 6 * kDeg),
      .perigee_m = uniform(-6300000, 0),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(60 * kDeg, 30 * kDeg),
      .rcs_m2 = lognormal(1, 1.5),
      .burn_s = normal(15, 12),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.98,
      .prob_fire = 0.05,
      .prob_infrared = 0.15,
      .prob_moves = 0.96,
      .prob_catalogued = 0.001,
      .prob_notified = 0.85};
  all["space-launch"] = {
      .surface_speed_m_s = uniform(7600, 10300),
      .surface_climb_rad = normal(15 * kDeg, 12 * kDeg),
      .perigee_m = uniform(-3000000, 600000),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(60 * kDeg, 30 * kDeg),
      .rcs_m2 = lognormal(30, 1.5),
      .burn_s = normal(450, 100),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.98,
      .prob_fire = 0.4,
      .prob_infrared = 0.98,
      .prob_moves = 0.96,
      .prob_catalogued = 0.005,
      .prob_notified = 0.9};
  all["re-entering-object"] = {
      .surface_speed_m_s = normal(7980, 50),
      .surface_climb_rad = uniform(0, 5 * kDeg),
      .perigee_m = uniform(-60000, 110000),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = normal(-40 * kDeg, 25 * kDeg),
      .rcs_m2 = lognormal(3, 1.5),
      .burn_s = lognormal(180, 0.5),
      .num_detections = uniform(10, 10000),
      .prob_above = 0.99,
      .prob_fire = 0.15,
      .prob_infrared = 0.3,
      .prob_moves = 0.95,
      .prob_catalogued = 0.65,
      .prob_notified = 0.01};
  all["satellite"] = {
      .surface_speed_m_s = normal(8350, 200),
      .surface_climb_rad = {},
      .perigee_m = uniform(120000, 1500000),
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = {},
      .rcs_m2 = lognormal(1, 1.8),
      .burn_s = {},
      .num_detections = uniform(10, 10000),
      .prob_above = 0.9999,
      .prob_fire = 0.001,
      .prob_infrared = 0.001,
      .prob_moves = 0.9,
      .prob_catalogued = 0.93,
      .prob_notified = 0.01};
  all["aircraft"] = {
      .surface_speed_m_s = {},
      .surface_climb_rad = {},
      .perigee_m = {},
      .air_speed_m_s = normal(240, 80),
      .air_height_m = uniform(0, 16000),
      .air_climb_rad = normal(0, 5 * kDeg),
      .rcs_m2 = lognormal(20, 1.5),
      .burn_s = {},
      .num_detections = uniform(10, 10000),
      .prob_above = 0.01,
      .prob_fire = 0.005,
      .prob_infrared = 0.01,
      .prob_moves = 0.9,
      .prob_catalogued = 0.001,
      .prob_notified = 0.01};
  all["cruise-missile"] = {
      .surface_speed_m_s = {},
      .surface_climb_rad = {},
      .perigee_m = {},
      .air_speed_m_s = normal(240, 40),
      .air_height_m = uniform(0, 1000),
      .air_climb_rad = normal(0, 3 * kDeg),
      .rcs_m2 = lognormal(0.5, 1.5),
      .burn_s = {},
      .num_detections = uniform(10, 10000),
      .prob_above = 0.01,
      .prob_fire = 0.005,
      .prob_infrared = 0.01,
      .prob_moves = 0.9,
      .prob_catalogued = 0.001,
      .prob_notified = 0.01};
  all["drone"] = {
      .surface_speed_m_s = {},
      .surface_climb_rad = {},
      .perigee_m = {},
      .air_speed_m_s = uniform(0, 60),
      .air_height_m = uniform(0, 4000),
      .air_climb_rad = normal(0, 10 * kDeg),
      .rcs_m2 = lognormal(0.03, 1.5),
      .burn_s = {},
      .num_detections = uniform(10, 10000),
      .prob_above = 0.01,
      .prob_fire = 0.005,
      .prob_infrared = 0.01,
      .prob_moves = 0.9,
      .prob_catalogued = 0.001,
      .prob_notified = 0.01};
  all["false-event"] = {
      .surface_speed_m_s = uniform(0, 12000),
      .surface_climb_rad = {},
      .perigee_m = {},
      .air_speed_m_s = {},
      .air_height_m = {},
      .air_climb_rad = {},
      .rcs_m2 = {},
      .burn_s = lognormal(100, 0.9),
      .num_detections = lognormal(5, 0.5),
      .prob_above = 0.9,
      .prob_fire = 0.85,
      .prob_infrared = 0.01,
      .prob_moves = 0.02,
      .prob_catalogued = 0.01,
      .prob_notified = 0.01};
  return all;
}

} // namespace

const ClassTable& library_class_table() {
  static const ClassTable table{.floor = 0.02, .priors = {}, .classes = classes()};
  return table;
}

} // namespace dewline::warn
