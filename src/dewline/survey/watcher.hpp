// What a survey asks of a sensor: can it see this point, how surely, and how often does it look?
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/pd_table.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::survey {

/// A radar as a survey sees it: the geometry, the sweep and the single-look Pd of sense::Radar, without luck
/// and without memory. The radar must outlive it.
class RadarWatcher {
 public:
  RadarWatcher(std::string name, const sense::Radar& radar);

  /// What one face sees of a point in its field of regard.
  struct Look {
    double apparent_el_rad = 0, range_m = 0;
    double snr_1m2 = 0;    ///< mean single-pulse SNR of 1 m^2 there, linear
    bool searched = false; ///< inside the fence; outside of it only a track is held
  };
  /// Nothing outside the field of regard: elevation, sector, range.
  [[nodiscard]] std::optional<Look> look(std::uint32_t face, const Vec3& p_EO_E) const;
  /// The look of the face that sees the point best, searching ones first.
  [[nodiscard]] std::optional<Look> look(const Vec3& p_EO_E) const;
  /// Pd of one look at the mean single-pulse SNR [linear].
  [[nodiscard]] double prob_detect(double snr) const { return pd_.at(snr); }
  /// False only where the point is lower than every face's floor by more than 4 deg: no look is worth while.
  [[nodiscard]] bool may_see(const Vec3& p_EO_E) const;
  /// When the sweep of a face passes the azimuth of a point, in frame k of the radar's grid.
  [[nodiscard]] Time sweep(std::uint32_t face, std::int64_t k, const Vec3& p_EO_E) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const sense::Radar& radar() const { return *radar_; }
  [[nodiscard]] std::uint32_t num_faces() const { return static_cast<std::uint32_t>(radar_->coverage().size()); }
  [[nodiscard]] Duration revisit() const { return radar_->revisit(); }
  [[nodiscard]] double frequency_Hz() const { return radar_->params().frequency_Hz; }

 private:
  std::string name_;
  const sense::Radar* radar_;
  sense::PdTable pd_;
  Vec3 p_ES_E_, up_E_;
  double sin_floor_ = 0;
};

/// Where a satellite is, Earth-fixed.
using Position_E = std::function<Vec3(Time)>;

/// An infrared satellite as a survey sees it: who burns above the cloud within its view is seen if the plume is
/// bright enough at that distance.
struct PlumeWatcherParams {
  double revisit_s = 10;
  std::uint32_t num_scans = 3;        ///< scans in a row that see a plume before it is declared
  double threshold_W_m2 = 0;          ///< least irradiance at the sensor: intensity / range^2
  double half_view_rad = 0.16;        ///< field of regard about the nadir; the Earth's disc from 35,786 km is 0.152
  double cloud_break_m = 10e3;        ///< plumes below are hidden
  double limb_m = 0;                  ///< lines of sight that pass lower than this over the ellipsoid are blocked
};
class PlumeWatcher {
 public:
  PlumeWatcher(std::string name, const PlumeWatcherParams& params, Position_E position);

  /// Line of sight to a point inside the field of regard.
  [[nodiscard]] bool sees(const Vec3& p_EO_E, Time t) const;
  /// The same, and a plume of that intensity, above the cloud, is above the threshold.
  [[nodiscard]] bool detects(const Vec3& p_EO_E, double height_m, double plume_W_sr, Time t) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const PlumeWatcherParams& params() const { return params_; }
  [[nodiscard]] Vec3 position_E(Time t) const { return position_(t); }

 private:
  std::string name_;
  PlumeWatcherParams params_;
  Position_E position_;
};

using Watcher = std::variant<RadarWatcher, PlumeWatcher>;
const std::string& name_of(const Watcher& watcher);
std::vector<std::string> names_of(const std::vector<Watcher>& watchers);

/// Whether the straight line between two points passes no lower than clearance_m over the WGS84 ellipsoid, both
/// ends left aside (so that a point on the ground is seen). The ellipsoid is stretched along z to a sphere; a
/// clearance is scaled with it (1/300 of itself).
bool clear_line(const Vec3& p_EA_E, const Vec3& p_EB_E, double clearance_m);

} // namespace dewline::survey
