// Many looks of one radar face at once: geometry, gates, SNR, Pd and the draw, for coverage maps and for frames
// with many objects. radar.hpp has the readable way for one object.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "dewline/base/draws.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/pd_table.hpp"
#include "dewline/sense/scan.hpp"

namespace dewline::sense {

class Radar;

/// What the kernels need of one face: all that does not depend on the target. Elevations are geometric.
struct LookFace {
  Vec3 p_ES_E;      ///< the site [m]
  Mat3 R_SE;        ///< E to S: x to the left from behind, z along the boresight
  Vec3 up_E;        ///< local vertical, unit
  Vec3 from_E, to_E; ///< horizontal unit normals of the sector's two edges, pointing inwards
  bool wide = false; ///< the sector is wider than half a turn: inside of one edge is enough
  double sin_el_min = 0, sin_el_max = 1;
  double range_min_m = 0, range_max_m = 0;
  double snr_at_1m = 0; ///< mean single-pulse SNR, linear, of 1 m^2 at 1 m on boresight
  double scan_loss_exponent = 0;
};

/// Of one face's coverage: its site, axes, sector, ranges and scan loss; elevation_rad: the limits, geometric;
/// snr_at_1m as above.
LookFace look_face(const Coverage& coverage, const std::array<double, 2>& elevation_rad, double snr_at_1m);
/// A face's field of regard. Refraction: the face's elevation limits are apparent; they are made geometric for
/// targets at target_h_m, as exactly as the refraction table is (< 5 microrad). Of targets at other heights the
/// limit is off by the difference of refraction at that elevation: at 3 deg 0.7 mrad between 100 and 1,000 km
/// (test_sense Looks). So a map of cells at one height builds a face for that height. A floor below the horizon
/// of an elevated site is the horizon: what stands nearer than it and lower is left out. Throws ContractError for
/// a face that is not there.
LookFace look_face(const Radar& radar, std::uint32_t face, double target_h_m);

/// Targets as columns of one length: Earth-fixed positions p_EO_E [m]; cross-sections, one for all or one each. A
/// loss on the path (gases, rain, beam shape) is a factor of the cross-section. Negative or NaN counts as 0.
struct LookTargets {
  std::span<const double> x_m, y_m, z_m;
  std::span<const double> rcs_m2;
};

/// Where the answers go, columns as long as the targets; an empty one is not wanted. u, v, w are the direction
/// cosines in S. Outside of the gates snr and prob_detect are 0, so that they may be summed; range and
/// direction are right everywhere. A target at the site itself is outside (range 0, direction 0).
struct Looks {
  std::span<double> range_m, u, v, w;
  std::span<double> snr;         ///< mean of one pulse, linear: snr_at_1m rcs / R^4 w^scan_loss_exponent
  std::span<double> prob_detect; ///< of one look
  std::span<std::uint8_t> inside; ///< 1 inside sector, elevations and ranges and in front of the face, else 0
};

/// Looks at every target, with the widest instructions of the machine; the same bytes for every width, every
/// length and every order. `pd` is the face's detector, for example PdTable(params.prob_fa, params.num_pulses,
/// params.swerling). Straight lines: whoever is below the horizon is out by the elevation limit. Throws
/// ContractError for columns of other lengths. No allocation. Within 1e-12 of Radar's range, direction and SNR
/// (test_sense Looks).
void look(const LookFace& face, const PdTable& pd, const LookTargets& targets, const Looks& out);
/// The same, one target after the other: the same bytes (test_sense Looks). For a few targets, and for reading.
void look_plain(const LookFace& face, const PdTable& pd, const LookTargets& targets, const Looks& out);

/// The gates alone: inside[i] as above; cross-sections are not looked at.
void visible(const LookFace& face, const LookTargets& targets, std::span<std::uint8_t> inside);

/// hit[i] = draws.uniform(at with item = items[i]) < prob_detect[i], 1 or 0: the look's outcome. Nothing is drawn
/// where prob_detect is 0. at.item is not used. Spans of one size, else ContractError.
void draw_hits(const Draws& draws, const Address& at, std::span<const std::uint64_t> items,
               std::span<const double> prob_detect, std::span<std::uint8_t> hit);

} // namespace dewline::sense
