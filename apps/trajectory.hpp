// What `dewline trajectory` shows of a flight: rows in time, moments with names, a summary, a picture.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dewline/earth/frames.hpp"
#include "dewline/record/table.hpp"
#include "dewline/run/scenario.hpp"
#include "dewline/truth/model.hpp"

namespace dewline::apps {

/// The bodies of an object, ready to be asked.
struct Flown {
  run::Scenario scenario;
  std::string entry; ///< the object's name in it
  earth::Orientation orientation;
  truth::Model model;
  std::vector<ObjectId> bodies; ///< the object itself first

  Flown(run::Scenario&& of, std::string object);
  [[nodiscard]] const truth::ObjectParams& params() const { return scenario.objects.at(entry); }
  [[nodiscard]] const std::string& name(ObjectId body) const { return model.name(body); }
  /// Where a body begins: ground ranges count from below it.
  [[nodiscard]] earth::Geodetic begin(ObjectId body) const;
  /// Where it is followed to: what has no end of its own, a satellite, to the end of the duration.
  [[nodiscard]] Time end(ObjectId body) const;
};

/// One body at one time, relative to the turning Earth except for x, which is in the axes asked for.
struct Sample {
  double t_s = 0;
  earth::Geodetic at;
  double ground_range_m = 0, speed_m_s = 0, az_rad = 0, angle_rad = 0;
  PosVel x;
};
/// `inertial`: x in GCRF instead of ITRF.
Sample sample(const Flown& flown, ObjectId body, Time t, bool inertial = false);
/// Every `step` from its begin, its end and all its milestones; times are unique and in order. Throws
/// std::invalid_argument beyond a million rows.
std::vector<Time> times_of(const Flown& flown, ObjectId body, Duration step);

/// Rows of the table, all bodies one after the other. Columns: docs/trajectory.md.
record::Table rows_of(const Flown& flown, const std::vector<ObjectId>& bodies, Duration step, bool inertial);
std::string csv_of(const record::Table& table);
std::string json_of(const record::Table& table, const Flown& flown, std::string_view frame);

/// What can be said of a flight in a few numbers; absent: there is no such thing.
struct Brief {
  double begin_s = 0, end_s = 0;
  std::optional<double> burnout_s, burnout_speed_m_s, burnout_height_m, apogee_m, apogee_s;
  std::optional<double> impact_s, ground_range_m, impact_speed_m_s, impact_angle_rad, miss_m;
  std::optional<double> kepler_s; ///< Kepler's time for that range and apogee on a sphere, no boost
};
Brief brief_of(const Flown& flown, ObjectId body);
/// How far a type with a claimed range gets towards its aim with its loft [m], by halving: the farthest aim
/// that the solver meets. Nothing without a claim, a boost and an aim.
std::optional<double> reach_m(const Flown& flown);

/// `48.000 N 105.000 W`.
std::string place_words(const earth::Geodetic& at);
/// The words that stand before the picture, and the same as JSON.
std::string words_of(const Flown& flown, const std::vector<ObjectId>& bodies);
std::string summary_json(const Flown& flown, const std::vector<ObjectId>& bodies);
/// Height over ground range in Braille dots, milestones marked by letters with a legend; over time for what
/// goes round the Earth.
std::string picture_of(const Flown& flown, ObjectId body);

} // namespace dewline::apps
