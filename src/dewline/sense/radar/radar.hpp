// A phased-array surveillance radar: const model, per-run state, one frame at a time.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/radar/params.hpp"
#include "dewline/sense/propagation/refraction.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::sense {

/// Where an object stands as one radar sees it.
struct Look {
  earth::AzElRange true_at; ///< geometric
  double apparent_el_rad = 0; ///< as the beam must be pointed
  double el_error_rad = 0; ///< apparent minus geometric elevation
  double range_error_m = 0; ///< group path minus straight range
};

/// Built once from its parameters and from truth's functions of time; then const and shared by threads.
/// Frame rule: frame k covers [k, k+1) revisits after the epoch. An object inside a visibility window is
/// looked at once a frame, when the azimuth scan of its face passes it. Search covers the fence; outside the
/// fence, inside the field of regard, an object is looked at only while this radar detected it within `hold`
/// (docs/models/radar-detection.md).
class Radar {
 public:
  /// The luck and memory of one run.
  struct State {
    double range_bias_m = 0, u_bias = 0, v_bias = 0;
    double refraction_residual = 0; ///< share of the nominal correction that is left
    std::vector<Time> last_hit; ///< by object: echo of the last detection by this radar; Time::min() if none
  };

  /// A radar that watches nothing: for ranges and geometry. `key` is the hash of the author's id.
  Radar(const RadarParams& params, SensorId id, std::uint64_t key);
  /// Finds the visibility windows of every object of `view` up to `end`: sampled every 2 s (a shorter window
  /// may be missed), edges bracketed to 1 us (TOMS 748). Objects may end sooner later, never exist longer.
  Radar(const RadarParams& params, SensorId id, std::uint64_t key, const truth::View& view, Time end);

  /// Draws the run's biases: Purpose::bias at (owner = key, n = 0..3).
  [[nodiscard]] State start(const Draws& draws) const;
  /// Everything that frame k reports; call once per frame, in order, at the frame's end. Detections:
  /// Purpose::detect and ::measure at (owner = key, event = k, item = object key); false ones: ::clutter at
  /// (key, k, face).
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;

  [[nodiscard]] Time frame_begin(std::int64_t k) const { return Time{revisit_ * k}; }
  [[nodiscard]] Time frame_end(std::int64_t k) const { return Time{revisit_ * (k + 1)}; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] SensorId id() const { return id_; }
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] const RadarParams& params() const { return params_; }
  /// Sorted by (begin, object, face).
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  [[nodiscard]] const std::vector<Coverage>& coverage() const { return coverage_; }
  [[nodiscard]] const Refraction& refraction() const { return refraction_; }
  [[nodiscard]] double max_range_m() const { return max_range_m_; }
  /// False detections expected in one frame, all faces.
  [[nodiscard]] double mean_false() const;

  /// Direction, range and refraction of an Earth-fixed point.
  [[nodiscard]] Look look_at(const Vec3& p_EO_E) const;
  /// Direction in the axes of a face; z > 0 in front of it.
  [[nodiscard]] Vec3 direction_S(std::uint32_t face, const Vec3& p_EO_E) const;
  /// Mean single-pulse SNR (linear) of a target off boresight by acos(cos_off_boresight).
  [[nodiscard]] double snr(double rcs_m2, double range_m, double cos_off_boresight) const;

 private:
  struct Dwell;
  struct Found;
  [[nodiscard]] Time scan_time(std::uint32_t face, std::int64_t k, double az_rad) const;
  [[nodiscard]] std::optional<Dwell> dwell(const Window& window, std::int64_t k,
                                           const truth::View& view) const;
  [[nodiscard]] bool is_looked_at(const State& state, const Dwell& dwell) const;
  void report(Detection& detection, Vec3 direction_S, double power_sum,
              const std::array<double, 4>& errors) const;
  [[nodiscard]] Detection measure(const State& state, const Dwell& dwell, double power_sum,
                                  const std::array<double, 4>& errors) const;
  [[nodiscard]] std::optional<Detection> try_detect(State& state, const Dwell& dwell, std::int64_t k,
                                                    const truth::View& view, const Draws& draws) const;
  void add_false(std::uint32_t face, std::int64_t k, const Draws& draws, std::vector<Found>& found) const;

  [[nodiscard]] Frame number(std::int64_t k, std::vector<Found>& found) const;
  std::vector<double> add_faces(double reference_range_m);
  void count_false(const std::vector<double>& uv);

  RadarParams params_;
  SensorId id_;
  std::uint64_t key_;
  earth::Geodetic site_;
  Vec3 p_ES_E_;
  Mat3 R_LE_;
  Refraction refraction_;
  Duration revisit_;
  double max_range_m_;
  double snr_at_1m_; ///< linear, 1 m^2 at 1 m on boresight
  double threshold_;
  std::vector<Coverage> coverage_;
  std::vector<Mat3> R_SL_; ///< by face
  std::vector<double> mean_false_; ///< by face, in one frame
  std::vector<Window> windows_;
  std::uint32_t num_objects_ = 0;
};

/// The range at which a target on boresight is detected with prob_detect in one look, at most the
/// instrumented range [m]; the horizon is another matter.
double detection_range_m(const Radar& radar, double rcs_m2, double prob_detect);
/// Slant range to a target at height target_h_m seen at apparent elevation el_min_rad >= 0, with refraction
/// [m].
double horizon_range_m(const Radar& radar, double el_min_rad, double target_h_m);

} // namespace dewline::sense
