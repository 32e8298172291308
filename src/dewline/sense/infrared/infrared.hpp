// An infrared early-warning satellite: const model, per-run state, one frame at a time.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "dewline/base/draws.hpp"
#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/earth/sun.hpp"
#include "dewline/orbit/mean_elements.hpp"
#include "dewline/sense/frame.hpp"
#include "dewline/sense/infrared/declare.hpp"
#include "dewline/sense/infrared/false_events.hpp"
#include "dewline/sense/infrared/params.hpp"
#include "dewline/sense/labels.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/sense/task.hpp"
#include "dewline/truth/view.hpp"

namespace dewline::sense {

/// Built once from its parameters and from truth's functions of time; then const and shared by threads; the
/// orientation must outlive it.
///
/// Faces: 0 is the scanner, 1 the staring sensor. Frame rule: frame k covers [k, k+1) revisits after the
/// epoch. The revisit is the stare period if there is a starer, else the scan period; with both, a scan takes
/// a whole number of frames and is reported in the frame in which it ends. The scanner sees each direction
/// once a scan, when its sweep about S z, which starts at S x towards y, passes it; the starer sees its whole
/// field at the middle of its frame. `Scan::coverage` holds only faces that looked (outage, below the working
/// height, no cue: none) and `Detection::face` is the index there; `Coverage::face` and `Window::face` are 0
/// or 1.
///
/// A detection is the line from where the satellite is at `valid` to the source, in S: light time and
/// aberration are taken off. It has no range. az_rad and el_rad mean nothing for a satellite and stay 0;
/// where the line meets the Earth: meets_earth() of line_of_sight.hpp. docs/models/infrared.md
class Infrared {
 public:
  using Params = InfraredParams;
  /// The luck and memory of one run.
  struct State {
    Vec3 attitude_rad;               ///< error of the attitude about S x, y, z
    std::vector<double> cloud_top_m; ///< by object; plumes below are hidden
    std::vector<FalseEvent> events;  ///< sorted by begin
    std::vector<OutageParams> outages; ///< sorted by begin, given and drawn
    std::array<std::vector<Seed>, 2> seeds;    ///< by face, of its last frame
    std::optional<Vec3> cue_E;       ///< what the starer looks at if nothing else is given
    Time cue_until{};
    std::optional<Task> task;        ///< a centre's cue; it comes before the own scanner's while it lasts
  };

  /// A satellite that watches nothing: for geometry. `key` is the hash of the author's id; good from the
  /// epoch to `end`. Throws ContractError if the orbit cannot be (check it with orbit::design).
  Infrared(const InfraredParams& params, SensorId id, std::uint64_t key,
           const earth::Orientation& orientation, Time end);
  /// Finds the spans in which each plume of `view` up to `end` can be seen under the lowest cloud there can
  /// be: only while something burns, sampled every second, edges bracketed to 1 us (TOMS 748).
  Infrared(const InfraredParams& params, SensorId id, std::uint64_t key,
           const earth::Orientation& orientation, const truth::View& view, Time end);

  /// Draws the run's attitude error (Purpose::bias at (owner = key, n = 0..2)), clouds (Purpose::bias at
  /// (owner = hash of `infrared:cloud`, item = object key): all satellites see the same cloud), outages and
  /// false events.
  [[nodiscard]] State start(const Draws& draws) const;
  /// Everything that frame k reports; call once per frame, in order, at the frame's end. Detections:
  /// Purpose::detect and ::measure at (owner = key, event = k, item = key of the brightest source, n by
  /// face); noise: ::clutter at (key, k, face).
  Frame look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const;
  /// A centre's cue: from the next frame on, and for `stare.hold` after it came, the starer looks there. Throws
  /// ContractError if there is no starer, or a given place binds it.
  void take(State& state, const Task& task) const;

  [[nodiscard]] Time frame_begin(std::int64_t k) const { return Time{revisit_ * k}; }
  [[nodiscard]] Time frame_end(std::int64_t k) const { return Time{revisit_ * (k + 1)}; }
  [[nodiscard]] Duration revisit() const { return revisit_; }
  [[nodiscard]] SensorId id() const { return id_; }
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] const InfraredParams& params() const { return params_; }
  /// Sorted by (begin, object, face); times are those at the target. A starer without a fixed place has the
  /// windows of the whole field of regard: it may be cued anywhere there.
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  /// What the faces would cover in the frame of t if nothing is out: the scanner from the scan that t lies
  /// in, and a starer that has a fixed place.
  [[nodiscard]] std::vector<Coverage> coverage(Time t) const;
  /// Noise detections expected in a frame at the epoch in which all faces report, after frames_to_declare has
  /// taken what does not stand.
  [[nodiscard]] double mean_false() const;

  /// The satellite, Earth-fixed.
  [[nodiscard]] PosVel state_E(Time t) const;
  /// From the Earth's centre to the Sun, Earth-fixed [m].
  [[nodiscard]] Vec3 sun_E(Time t) const { return sun_.p_E(t); }
  /// Half angle of the field of regard about the nadir.
  [[nodiscard]] double half_angle_rad(Time t) const;
  /// Of what can keep a point above the clouds from being seen at t (limb, field, sun) the limit that is
  /// nearest, or furthest exceeded; seen if margin >= 0 (radians, or thousands of km). The face matters only
  /// if it is a starer with a fixed place.
  struct Margin {
    Limit limit;
    double margin;
  };
  [[nodiscard]] Margin nearest_limit(std::uint32_t face, const Vec3& p_EO_E, Time t) const;
  [[nodiscard]] bool can_see(std::uint32_t face, const Vec3& p_EO_E, Time t) const {
    return nearest_limit(face, p_EO_E, t).margin >= 0;
  }
  /// Mean signal over noise (amplitude) of a source of this intensity as above the air.
  [[nodiscard]] double snr(double intensity_W_sr, double range_m) const;
  /// Share of a plume's light that leaves the air towards the satellite.
  [[nodiscard]] double transmission(const Vec3& p_EO_E, const Vec3& p_ES_E) const;
  /// Probability that a look at this mean SNR crosses the threshold: Q(T - snr).
  [[nodiscard]] double prob_detect(double snr) const;
  /// Standard deviation of a measured direction, each axis [rad], at a measured signal over noise: the floor
  /// and 0.6006 resolution / snr, the Cramer-Rao bound for a Gaussian image of that half-power width in white
  /// noise.
  [[nodiscard]] double sigma_angle_rad(double snr) const;

 private:
  /// A face that looks in frame k, and the span in which it does.
  struct Glance {
    Coverage coverage;
    Time begin{}, end{};
  };
  class Look;
  [[nodiscard]] double working_margin(const Vec3& p_ES_E) const;
  [[nodiscard]] std::optional<Glance> scan_of(Time begin) const;
  [[nodiscard]] std::optional<Glance> stare_of(Time begin, const Vec3& at_E) const;
  [[nodiscard]] std::vector<Glance> glances(const State& state, std::int64_t k) const;
  [[nodiscard]] Coverage cover(std::uint32_t face, Time at, const Vec3& z_E, double half_angle_rad,
                               Duration period) const;
  [[nodiscard]] double noise_density(const Coverage& coverage) const;
  [[nodiscard]] double gate(const Coverage& coverage, Duration period) const;
  [[nodiscard]] bool ends_scan(std::int64_t k) const {
    return frames_per_scan_ > 0 && (k + 1) % frames_per_scan_ == 0;
  }
  void keep_standing(const Glance& glance, State& state, std::vector<Found>& found) const;
  void cue(const Glance& glance, const std::vector<Found>& found, State& state) const;
  void find_windows(const truth::View& view);

  InfraredParams params_;
  SensorId id_;
  std::uint64_t key_;
  const earth::Orientation* orientation_;
  orbit::KeplerElements elements_;
  earth::Sun sun_;
  Time end_;
  Duration revisit_;
  std::int64_t frames_per_scan_ = 0; ///< 0: there is no scanner
  std::optional<Vec3> stare_at_E_;   ///< given place of the starer
  double threshold_;                 ///< in units of the noise
  double noise_W_m2_;
  std::vector<Window> windows_;
  std::vector<std::uint64_t> object_keys_;
};

} // namespace dewline::sense
