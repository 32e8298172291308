// What a survey asks of a sensor: can it see this point, how surely, and how often does it look?
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/sense/infrared/infrared.hpp"
#include "dewline/sense/pd_table.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/radar/sweep.hpp"

namespace dewline::survey {

/// A radar as a survey sees it: the geometry, the sweeps and the single-look Pd of sense::Radar, without luck
/// and without memory or budget. The radar must outlive it.
class RadarWatcher {
 public:
  RadarWatcher(std::string name, const sense::Radar& radar);

  /// A point in the field of regard of a face.
  struct Look {
    double az_rad = 0, apparent_el_rad = 0, range_m = 0;
    double snr_1m2 = 0; ///< mean SNR of one coherent sum of the search waveform from 1 m^2 there, linear
    bool searched = false; ///< a sweep covers it; otherwise only a track is held there
    std::uint32_t face = 0;
  };
  /// As the face sees it that sees it best, searching ones first, with the losses of the path and the jamming
  /// of that time. Nothing outside of every field of regard: horizon and skyline, elevations, sector, range.
  [[nodiscard]] std::optional<Look> look(const Vec3& p_EO_E, Time at) const;
  /// The same for one sweep: nothing outside of what it searches.
  [[nodiscard]] std::optional<Look> look(const sense::Sweep& sweep, const Vec3& p_EO_E, Time at) const;
  /// Pd of one look at that mean SNR [linear].
  [[nodiscard]] double prob_detect(double snr) const { return pd_.at(snr); }
  /// False only where the point is lower than every face's floor by more than 4 deg: no look is worth while.
  [[nodiscard]] bool may_see(const Vec3& p_EO_E) const;

  [[nodiscard]] const std::vector<sense::Sweep>& sweeps() const { return radar_->sweeps(); }
  /// How long a sweep takes. Its n-th turn begins n periods after the epoch.
  [[nodiscard]] Duration period(const sense::Sweep& sweep) const;
  /// When the n-th turn of a sweep passes the azimuth of a point.
  [[nodiscard]] Time passes(const sense::Sweep& sweep, std::int64_t n, const Vec3& p_EO_E) const;
  /// The longest time between two looks at a point that is searched; nothing where it is not.
  [[nodiscard]] std::optional<Duration> revisit(const Look& look) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const sense::Radar& radar() const { return *radar_; }
  [[nodiscard]] const std::vector<sense::FaceParams>& faces() const { return radar_->faces(); }
  [[nodiscard]] const Vec3& p_ES_E() const { return p_ES_E_; }
  [[nodiscard]] double frequency_Hz() const { return radar_->params().frequency_Hz; }

 private:
  [[nodiscard]] std::optional<Look> look(std::uint32_t face, const sense::Look& seen, const Vec3& p_EO_E,
                                         Time at) const;
  [[nodiscard]] double snr_1m2(std::uint32_t face, const sense::Look& seen, const Vec3& p_EO_E,
                               Time at) const;

  std::string name_;
  const sense::Radar* radar_;
  sense::PdTable pd_;
  Vec3 p_ES_E_;
  Mat3 R_LE_;
  double sin_floor_ = 0;
};

/// An infrared satellite as a survey sees it: line of sight, field and Pd of sense::Infrared for a plume
/// above the cloud, without luck. Its scanner counts; a satellite without one has its starer. It must outlive
/// this.
class InfraredWatcher {
 public:
  /// cloud_share: the cloud's top over the launch has that probability of being lower (the satellite's own
  /// cloud law).
  InfraredWatcher(std::string name, const sense::Infrared& satellite, double cloud_share = 0.5);

  /// Nothing hides a point above the cloud: limb, field of regard, Sun, working height.
  [[nodiscard]] bool sees(const Vec3& p_EO_E, Time t) const;
  /// Pd of one look at a plume; 0 where it is hidden or below the cloud.
  [[nodiscard]] double prob_detect(const Vec3& p_EO_E, double height_m, double plume_W_sr, Time t) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const sense::Infrared& satellite() const { return *satellite_; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] std::uint32_t num_looks() const { return satellite_->params().frames_to_declare; }
  [[nodiscard]] double cloud_top_m() const { return cloud_top_m_; }

 private:
  std::string name_;
  const sense::Infrared* satellite_;
  std::uint32_t face_;
  Duration revisit_;
  double cloud_top_m_;
};

using Watcher = std::variant<RadarWatcher, InfraredWatcher>;
const std::string& name_of(const Watcher& watcher);
std::vector<std::string> names_of(const std::vector<Watcher>& watchers);

} // namespace dewline::survey
