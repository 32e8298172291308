// Few rows for a smooth path: cubic Hermite keyframes by bisection until the curve is within a tolerance.
#pragma once
#include <functional>
#include <vector>

#include "dewline/report/chunk.hpp"

namespace dewline::report {

struct KeyframeParams {
  double tolerance_m = 10;  ///< largest distance of the curve from the path, at the points that are tried
  double max_step_s = 120;  ///< no two rows are further apart
  double min_step_s = 0.25; ///< bisection stops here, whatever the distance
};

/// A path as a function of seconds since the epoch, Earth-fixed.
using PathAt = std::function<PosVel(double t_s)>;

/// Position of the cubic Hermite curve between two rows at t_s.
Vec3 hermite(const Keyframe& a, const Keyframe& b, double t_s);

/// Rows over [begin_s, end_s] (both included, begin_s < end_s). Each interval is tried at five places; a kink between
/// them is found only down to its effect there, so intervals should begin and end at known kinks (staging).
/// The rows between stand at times that a chunk keeps exactly, so that days after the epoch nothing is drawn beside its path.
std::vector<Keyframe> keyframes(const PathAt& path, double begin_s, double end_s, const KeyframeParams& params = {});

} // namespace dewline::report
