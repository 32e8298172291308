// A place from two lines of sight.
#pragma once
#include <optional>

#include "dewline/base/vec.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::track {

/// Where two detections without range put one source, Earth-fixed.
struct StereoFix {
  Gaussian<3> p_E;           ///< [m], [m^2], by least squares of the four direction cosines
  double miss_m = 0;         ///< how far the two lines pass each other
  double chi_square = 0; ///< of the residual, one degree of freedom: large if they see two different things
  double angle_rad = 0;      ///< between the lines
};

/// The most likely point for two directions (u, v with their sigmas, independent), by Gauss and Newton from
/// the middle of the shortest link between the lines; covariance (H^T R^-1 H)^-1 at the solution. The
/// detections should have one time of validity: the second line is that of its own time, so what moves
/// between them shows in the residual. Biases are not in the covariance. Nothing if the lines are closer to
/// parallel than 1 mrad or meet behind a satellite. Weighted least squares, general knowledge. test_track
/// Stereo: NEES and chi-square of 4,000 fixes.
std::optional<StereoFix> triangulate(const sense::Detection& a, const sense::Coverage& from_a,
                                     const sense::Detection& b, const sense::Coverage& from_b);

} // namespace dewline::track
