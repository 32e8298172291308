// A phased-array surveillance radar: const model, per-run state, one frame at a time.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/propagation/horizon_mask.hpp"
#include "dewline/sense/propagation/refraction.hpp"
#include "dewline/sense/radar/bistatic.hpp"
#include "dewline/sense/radar/params.hpp"
#include "dewline/sense/radar/path.hpp"
#include "dewline/sense/radar/sweep.hpp"
#include "dewline/sense/radar/waveform.hpp"
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

/// The part of a sweep that is due in one frame: from `phase` on, clockwise, `part` of it, both of its whole
/// width.
struct Stroke {
  std::uint32_t sweep = 0;
  double phase = 0, part = 1;
};

/// Built once from its parameters and from truth's functions of time; then const and shared by threads.
/// Frame rule: frame k covers [k, k+1) revisits after the epoch. Every face does its sweeps in azimuth at the
/// same time (a rotating array one face after the other). An object inside a visibility window is looked at
/// when a sweep of its face passes it, and is reported at most once a face and frame. Outside of what search
/// covers, inside the field of regard, an object is looked at only while this radar detected it within `hold`
/// (docs/models/radar-detection.md). With a budget all of that costs time and energy
/// (docs/models/radar-budget.md).
class Radar {
 public:
  /// The luck and memory of one run.
  struct State {
    double range_bias_m = 0, u_bias = 0, v_bias = 0;
    double refraction_residual = 0; ///< share of the nominal correction that is left
    double ionosphere_residual = 0; ///< likewise of the ionosphere's
    std::vector<Time> last_hit; ///< by object: echo of the last detection by this radar; Time::min() if none
    std::vector<std::array<Time, 2>> down; ///< spans without service, sorted: planned and drawn
    // Of a radar with a budget alone:
    std::vector<Stroke> strokes; ///< by sweep: where it stands and what of it is due
    std::vector<std::int64_t> last_track; ///< by face, then object: frame of the last track dwell
    std::vector<std::vector<Time>> ghosts; ///< by face: until when each false track is followed
  };

  /// A radar that watches nothing: for ranges and geometry. `key` is the hash of the author's id.
  Radar(const RadarParams& params, SensorId id, std::uint64_t key);
  /// Finds the visibility windows of every object of `view` up to `end` (find_windows). Objects may end
  /// sooner later, never exist longer.
  Radar(const RadarParams& params, SensorId id, std::uint64_t key, const truth::View& view, Time end);

  /// Draws the run's biases and outages: Purpose::bias at (owner = key, n = 0..4 and from 100 on).
  [[nodiscard]] State start(const Draws& draws) const;
  /// Everything that frame k reports; call once per frame, in order, at the frame's end. Detections:
  /// Purpose::detect and ::measure at (owner = key, event = k, item = object key); false ones: ::clutter at
  /// (key, k, face). A frame in which the radar is down at any instant reports no coverage.
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;

  [[nodiscard]] Time frame_begin(std::int64_t k) const { return Time{revisit_ * k}; }
  [[nodiscard]] Time frame_end(std::int64_t k) const { return Time{revisit_ * (k + 1)}; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] SensorId id() const { return id_; }
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] const RadarParams& params() const { return params_; }
  [[nodiscard]] const std::vector<FaceParams>& faces() const { return faces_; }
  [[nodiscard]] const HorizonMask& mask() const { return mask_; }
  /// Sorted by (begin, object, face).
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  /// One a face, as if every sweep were done in every frame; a scan says what was done.
  [[nodiscard]] const std::vector<Coverage>& coverage() const { return coverage_; }
  [[nodiscard]] const Refraction& refraction() const { return refraction_; }
  [[nodiscard]] double max_range_m() const { return max_range_m_; }
  /// False detections by noise expected in one frame, all faces, all sweeps done.
  [[nodiscard]] double mean_false() const;
  [[nodiscard]] const Waveform& search() const { return search_; }
  /// The longest pulses: of track if there are such, else of search.
  [[nodiscard]] const Waveform& longest() const { return track_ ? *track_ : search_; }
  [[nodiscard]] const Path& path() const { return path_; }
  [[nodiscard]] const std::vector<Sweep>& sweeps() const { return sweeps_; }
  /// Beam positions of each whole sweep.
  [[nodiscard]] const std::vector<double>& num_positions() const { return num_positions_; }

  /// Azimuth, elevation and range of an Earth-fixed point, without air.
  [[nodiscard]] earth::AzElRange geometric(const Vec3& p_EO_E) const;
  /// Direction, range and refraction of an Earth-fixed point.
  [[nodiscard]] Look look_at(const Vec3& p_EO_E) const;
  /// The least apparent elevation at which something there is not hidden by horizon or skyline.
  [[nodiscard]] double least_elevation_rad(const Look& look) const;
  /// Direction in the axes of a face; z > 0 in front of it.
  [[nodiscard]] Vec3 direction_S(std::uint32_t face, const Vec3& p_EO_E) const;
  /// Mean single-pulse SNR (linear) of a target off boresight by acos(cos_off_boresight).
  [[nodiscard]] double snr(double rcs_m2, double range_m, double cos_off_boresight) const;

 private:
  struct Dwell;
  struct Found;
  struct Echo;
  struct Crossing;
  struct FaceFrame;
  using Errors = std::array<double, 4>; ///< standard normal, of range, u, v and range rate

  // radar.cpp: construction, the frame, its scan.
  std::vector<double> add_faces();
  void count_false(const std::vector<double>& uv);
  void add_sweeps();
  [[nodiscard]] bool is_down(const State& state, std::int64_t k) const;
  [[nodiscard]] Frame down(std::int64_t k) const;
  [[nodiscard]] double prob_confirmed() const;
  [[nodiscard]] double prob_reported() const;
  [[nodiscard]] bool is_held(const State& state, ObjectId object, Time at) const;
  static void remember(State& state, const std::vector<Found>& found);
  [[nodiscard]] Frame number(std::int64_t k, std::vector<Coverage> coverage, std::vector<Found>& found) const;

  // radar_dwell.cpp: when a sweep passes an object, how strong its echo is, who shares its cell.
  [[nodiscard]] Time scan_time(std::uint32_t face, std::int64_t k, double share) const;
  [[nodiscard]] std::optional<double> progress(const Stroke& stroke, double az_rad) const;
  [[nodiscard]] Time pass_time(const Stroke& stroke, std::int64_t k, double az_rad) const;
  [[nodiscard]] double share_of_sector(std::uint32_t face, double az_rad) const;
  template <class PassTime>
  [[nodiscard]] std::optional<Dwell> passing(const Window& window, std::int64_t k, const truth::View& view,
                                             const PassTime& pass_time) const;
  [[nodiscard]] std::optional<Dwell> dwell(const Window& window, std::int64_t k, const truth::View& view,
                                           const Stroke& stroke) const;
  [[nodiscard]] std::optional<Dwell> held_dwell(const Window& window, std::int64_t k,
                                                const truth::View& view) const;
  [[nodiscard]] std::optional<Dwell> dwell_at(const Window& window, Time echo, double range_m,
                                              const truth::View& view) const;
  [[nodiscard]] bool is_searched(const Sweep& sweep, const Dwell& dwell) const;
  [[nodiscard]] double mean_snr(const Dwell& dwell, const truth::View& view) const;
  void merge(std::vector<Dwell>& dwells, const truth::View& view) const;
  [[nodiscard]] bool shares_cell(const Dwell& leader, const Dwell& other, const truth::View& view) const;

  // radar_measure.cpp: what a detection states.
  [[nodiscard]] PathEnd path_end(const Look& look) const;
  bool report(Detection& detection, Vec3 direction_S, double power_sum, const Errors& errors,
              const Waveform& waveform) const;
  void set_angle_errors(Detection& detection, const Vec3& direction_S, double sigma_rad) const;
  void fold(Detection& detection) const;
  void convert(Detection& detection) const;
  [[nodiscard]] Baseline baseline(std::uint32_t face, const Vec3& direction_S) const;
  [[nodiscard]] std::optional<Detection> measure(const State& state, const Dwell& dwell, double power_sum,
                                                 const Errors& errors, const Waveform& waveform) const;

  // radar_false.cpp: noise and nature.
  [[nodiscard]] std::vector<Echo> noise(std::uint32_t sweep, std::int64_t k, const Draws& draws) const;
  [[nodiscard]] std::vector<Echo> nature(std::int64_t k, const Draws& draws) const;
  [[nodiscard]] bool is_searched(const Sweep& sweep, const Echo& echo) const;
  [[nodiscard]] std::optional<Found> report_false(const Echo& echo, Time at, const Waveform& waveform) const;

  // radar_free.cpp: a frame in which looks cost nothing.
  [[nodiscard]] Frame look_free(State& state, std::int64_t k, const truth::View& view,
                                const Draws& draws) const;
  [[nodiscard]] std::vector<Stroke> free_strokes(std::int64_t k) const;
  [[nodiscard]] std::optional<std::pair<Dwell, std::uint32_t>> free_dwell(
      const State& state, const Window& window, std::int64_t k, const truth::View& view,
      const std::vector<Stroke>& strokes) const;
  [[nodiscard]] std::optional<Found> try_detect(const State& state, const Dwell& dwell, std::int64_t k,
                                                const truth::View& view, const Draws& draws) const;
  void add_false(std::int64_t k, const std::vector<Stroke>& strokes, const Draws& draws,
                 std::vector<Found>& found) const;

  // radar_cover.cpp: where the frame looked.
  [[nodiscard]] std::vector<Coverage> covered(const std::vector<Stroke>& strokes,
                                              const std::vector<bool>& all_held,
                                              std::vector<Found>& found) const;
  [[nodiscard]] Coverage held_coverage(std::uint32_t face, bool all_held) const;

  // radar_budget.cpp: a frame within time and energy.
  [[nodiscard]] Frame look_within(State& state, std::int64_t k, const truth::View& view,
                                  const Draws& draws) const;
  void run_track(FaceFrame& frame) const;
  void run_search(FaceFrame& frame) const;
  void run_confirm(FaceFrame& frame) const;
  [[nodiscard]] std::vector<Dwell> due_tracks(FaceFrame& frame) const;
  void follow(FaceFrame& frame, const Dwell& dwell) const;
  [[nodiscard]] std::vector<Crossing> candidates(FaceFrame& frame, const Stroke& stroke) const;
  void look_along(FaceFrame& frame, std::uint32_t sweep) const;
  [[nodiscard]] bool crosses(const FaceFrame& frame, Crossing& crossing) const;
  [[nodiscard]] bool is_known(const FaceFrame& frame, const Crossing& crossing) const;
  void confirm(FaceFrame& frame, Crossing crossing) const;
  void take(FaceFrame& frame, const Crossing& crossing) const;
  void report_crossing(FaceFrame& frame, const Crossing& crossing, const Waveform& waveform) const;
  static void settle(FaceFrame& frame, std::vector<Found>& found);

  RadarParams params_;
  SensorId id_;
  std::uint64_t key_;
  earth::Geodetic site_;
  Vec3 p_ES_E_;
  Mat3 R_LE_;
  Refraction refraction_;
  Path path_;
  HorizonMask mask_;
  std::optional<Vec3> p_ET_E_; ///< of the transmitter that stands elsewhere
  Duration revisit_;
  double max_range_m_;
  double snr_at_1m_; ///< linear, 1 m^2 at 1 m on boresight
  Waveform search_;
  std::optional<Waveform> confirm_, track_;
  std::vector<FaceParams> faces_;
  std::vector<Sweep> sweeps_;
  std::vector<std::uint32_t> slots_; ///< by sweep: of its draws; the first of a face has the face's number
  std::vector<std::array<double, 2>> bands_; ///< by sweep: its geometric elevations
  std::vector<double> num_positions_; ///< by sweep
  std::vector<double> mean_false_; ///< by sweep, when all of it is done
  std::vector<Coverage> coverage_;
  std::vector<Mat3> R_SL_; ///< by face
  bool sees_below_level_ = false; ///< some field of regard begins below 0
  std::vector<Window> windows_;
  std::uint32_t num_objects_ = 0;
  Time end_{};
};

/// The range at which a target on boresight is detected with prob_detect in one look of search, in free
/// space, at most the instrumented range [m]; the horizon is another matter. More of it: range_check.hpp.
double detection_range_m(const Radar& radar, double rcs_m2, double prob_detect);
/// Slant range to a target at height target_h_m seen at apparent elevation el_min_rad >= 0, with refraction
/// [m].
double horizon_range_m(const Radar& radar, double el_min_rad, double target_h_m);

} // namespace dewline::sense
