// Not a doorway: which objects a detection came from. For `record` and `run` only.
#pragma once
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"

namespace dewline::sense {

/// The truth behind one detection; empty: a false one.
struct Label {
  DetectionId detection;
  std::vector<ObjectId> objects;
};

/// Why an object can be seen from, or only until, an instant.
enum class Limit { horizon, elevation_floor, elevation_ceiling, sector, range, signal, existence, scenario };

/// A span in which an object is inside a face's field of regard.
struct Window {
  ObjectId object;
  std::uint32_t face = 0;
  Time begin{}, end{};
  Limit opened_by = Limit::existence, closed_by = Limit::existence;
};

} // namespace dewline::sense
