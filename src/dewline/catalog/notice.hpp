// Doorway: which tracks are known space objects, and what the catalogue has to tell of them.
#pragma once
#include <cstdint>
#include <string>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::catalog {

/// A track that goes with an element set: its state lies where SGP4 has that object, within both errors.
struct Match {
  TrackId track;
  std::uint32_t number = 0;     ///< catalogue number of the element set
  std::string name;             ///< as the file names it; may be empty
  double mahalanobis2 = 0;      ///< of the six differences
  double prob = 0;              ///< that it is this one, against every other in the gate and an unknown one
};

} // namespace dewline::catalog
