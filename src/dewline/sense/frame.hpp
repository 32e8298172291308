// A sensor's frame from what it found.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "dewline/sense/labels.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

/// A detection and the truth behind it; ids are given later.
using Found = std::pair<Detection, Label>;

/// The frame of a scan that still lacks its detections: sorts what was found by measured values (valid, range, u, v),
/// then numbers it. The order of objects would leak truth.
Frame numbered(Scan scan, std::vector<Found> found);

} // namespace dewline::sense
