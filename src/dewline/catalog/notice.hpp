// Doorway: which tracks are known space objects, and what the catalogue has to tell of them.
#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/time_scales.hpp"

namespace dewline::catalog {

/// A track that goes with an element set: its state lies where SGP4 has that object, within both errors.
struct Match {
  TrackId track;
  std::uint32_t number = 0; ///< catalogue number of the element set
  std::string name;         ///< as the file names it; may be empty
  double mahalanobis2 = 0;  ///< of the six differences
  double prob = 0;          ///< that it is this one, against every other in the gate and an unknown one
};

/// A track that stays up and goes with nothing in the catalogue.
struct Uncatalogued {
  TrackId track;
  Time at{};
  std::uint32_t num_updates = 0; ///< pictures in a row in which it had news and matched nothing
  double perigee_h_m = 0;        ///< of the two-body orbit, above the equatorial radius; sure to two sigma
  double apogee_h_m = 0;
};

/// When an object of the catalogue comes down: the middle is that of its B*, the ends those of its spread.
struct Reentry {
  std::uint32_t number = 0;
  std::string name;
  earth::JulianDate earliest_utc, nominal_utc, latest_utc;
  double days = 0; ///< from the element set's epoch to the middle
};

/// Two objects of the catalogue at their least distance.
struct Approach {
  std::uint32_t number_a = 0, number_b = 0;
  std::string name_a, name_b;
  earth::JulianDate at_utc;
  double miss_m = 0, relative_speed_m_s = 0;
  Vec3 miss_RTN_m;     ///< of b from a: radial, in-track, cross-track of a
  double age_days = 0; ///< of the older element set
};

using Notice = std::variant<Uncatalogued, Reentry, Approach>;

} // namespace dewline::catalog
