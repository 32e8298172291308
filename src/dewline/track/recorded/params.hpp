// What a tracker of recorded detections is told: targets, sensors, association, life of tracks.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::track::recorded {

/// What flies: it decides every default that is not written.
enum class Target { aircraft, ballistic };
constexpr auto enum_words(Target*) {
  return std::array{std::pair{Target::aircraft, "aircraft"}, std::pair{Target::ballistic, "ballistic"}};
}

/// How the targets move between scans.
enum class Motion { constant_velocity, singer, manoeuvring, ballistic, boost_coast };
constexpr auto enum_words(Motion*) {
  return std::array{std::pair{Motion::constant_velocity, "constant-velocity"},
                    std::pair{Motion::singer, "singer"},           // exponentially correlated acceleration
                    std::pair{Motion::manoeuvring, "manoeuvring"}, // IMM: constant velocity, quiet and turning
                    std::pair{Motion::ballistic, "ballistic"},     // gravity with J2, inertial
                    std::pair{Motion::boost_coast, "boost-coast"}}; // IMM: ballistic, and with thrust or drag
}

/// Which detection belongs to which track.
enum class Associator { gnn, pda, jpda, pmbm };
constexpr auto enum_words(Associator*) {
  return std::array{std::pair{Associator::gnn, "gnn"}, std::pair{Associator::pda, "pda"},
                    std::pair{Associator::jpda, "jpda"}, std::pair{Associator::pmbm, "pmbm"}};
}

enum class Measures { xy, xyz, range_azimuth, range_azimuth_elevation, range_azimuth_elevation_rate };

/// One sensor of a file.
struct Sensor {
  std::string id;
  Measures measures = Measures::xy;
  /// Where it stands: the place of its axes' origin [m] and its axes in the frame of the tracker: x east, y north, z
  /// up of the first site; the same as the file's where no site is given.
  Vec3 p_LS_L;
  Mat3 R_SL = Mat3::identity();
  std::array<double, 4> sigma{}; ///< of each measured value, where a row states none
  double prob_detect = 0.9;
  /// False detections per unit of the measured values' space and scan (per m2, m3, m rad, m rad2, m rad2 m/s);
  /// nothing: estimated from the plots that no track takes.
  std::optional<double> clutter_density;
  double max_range_m = 0; ///< nothing is missed beyond it; 0: without limit
};

/// Latitude and height of the first site, for gravity; `none`: flat.
struct Origin {
  Vec3 p_EL_E; ///< from the Earth's centre [m]
  Mat3 R_LE;   ///< E components into east, north, up
};

struct Params {
  Motion motion = Motion::constant_velocity;
  double acceleration_psd_m2_s3 = 1; ///< white acceleration, each axis
  double sigma_acceleration_m_s2 = 20; ///< of a manoeuvre (Singer), each axis
  double correlation_s = 20;           ///< of a manoeuvre
  double manoeuvre_every_s = 120;      ///< mean time between manoeuvres
  double manoeuvre_lasts_s = 20;       ///< mean time of one
  double sigma_speed_m_s = 150;          ///< of a new track's velocity, each horizontal axis
  double sigma_vertical_speed_m_s = 50;  ///< of a new track's velocity, upwards
  Associator associator = Associator::gnn;
  double prob_gate = 0.9999;   ///< a true detection lies inside the gate
  double num_at_start = 2;     ///< expected targets that are there at the first scan
  double new_targets_per_s = 0.05; ///< expected arrivals, over the region that the sensors see
  double lifetime_s = 500;     ///< mean time that a target stays
  double prob_confirm = 0.6;   ///< a track is reported from this probability of existence on ...
  double prob_drop = 0.45;      ///< ... until it falls below this
  double prob_forget = 1e-3;   ///< a track is forgotten below this
  std::optional<Origin> origin; ///< of the tracker's axes, where sites are given
  std::vector<Sensor> sensors;
};
void check(const Params& params, Problems& problems);

} // namespace dewline::track::recorded
