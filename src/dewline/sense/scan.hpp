// Doorway: what a sensor reports. Plain numbers; no truth in it.
#pragma once
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "dewline/base/ids.hpp"
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"

namespace dewline::sense {

/// Range rates of false detections are uniform over this span, centred on zero; whoever makes them and
/// whoever weighs them need the same number. 8 km/s each way is an orbit's speed (assumption, ours).
inline constexpr double kFalseRangeRateSpan_m_s = 16e3;

/// What reports: a radar measures range and direction, an infrared satellite directions only; surveillance is what
/// targets say of themselves (transponders), a feed what another system's file says.
enum class Kind : std::uint8_t { radar, infrared, surveillance, feed };
constexpr auto enum_words(Kind*) {
  return std::array{std::pair{Kind::radar, "radar"}, std::pair{Kind::infrared, "infrared"},
                    std::pair{Kind::surveillance, "surveillance"}, std::pair{Kind::feed, "feed"}};
}

/// Where one face looked in one frame, and what it could have seen there: without it no miss can be counted.
/// Sensor axes S of a radar: z along the boresight, x horizontal to the left seen from behind the face, y = z cross x
/// (up). Of a satellite: z towards the middle of its field of regard, x and y across it as its model says; R_SE is
/// that of the instant `at` and holds for the whole frame.
struct Coverage {
  Kind kind = Kind::radar;
  std::uint32_t face = 0;
  Vec3 p_ES_E;              ///< the site, or where the satellite is at `at` [m]
  Vec3 v_ES_E;              ///< of the satellite over ground [m/s]; 0 for a site
  Time at{};                ///< the instant of p_ES_E; without meaning for a site
  Mat3 R_SE;                ///< E to S
  double half_angle_rad = 0; ///< infrared: the field of regard is a cone about S z; the next six are a radar's
  double az_start_rad = 0;  ///< the sector begins here and runs clockwise ...
  double az_width_rad = 0;  ///< ... for this much (<= 2 pi)
  double el_min_rad = 0, el_max_rad = 0;     ///< field of regard, geometric elevation at the site
  double fence_min_rad = 0, fence_max_rad = 0; ///< search covers this part; the rest only holds what is tracked
  double range_min_m = 0, range_max_m = 0;   ///< instrumented
  double prob_detect = 0;   ///< of the reference target at the reference range on boresight
  double reference_range_m = 0, reference_snr_db = 0; ///< that range and the mean SNR there
  double reference_rcs_m2 = 1; ///< that target's cross-section, of a radar
  double prob_fa = 0;       ///< per resolution cell
  double clutter_density = 0; ///< false detections per frame per (m of range x unit of u x unit of v); infrared: per
                              ///< (unit of u x unit of v)
  double scan_loss_exponent = 0; ///< SNR falls as this power of the cosine of the angle off boresight
};

/// Where the sensor's platform is at an instant of the frame.
inline Vec3 position_E(const Coverage& coverage, Time t) {
  return coverage.p_ES_E + seconds(t - coverage.at) * coverage.v_ES_E;
}

/// One detection: range (if measured) and the two direction cosines in the face's axes, with its own reported errors.
struct Detection {
  DetectionId id;
  std::uint32_t face = 0;   ///< index into Scan::coverage
  Time valid{};             ///< when the target was there (light time already taken off)
  bool has_range = true;    ///< false: a line of sight; range_m is then 0
  double range_m = 0;       ///< refraction corrected with the nominal profile
  double u = 0, v = 0;      ///< direction cosines along S x and y; w = sqrt(1 - u^2 - v^2)
  double sigma_range_m = 0, sigma_u = 0, sigma_v = 0; ///< from the measured SNR, the same that drew the error
  bool has_range_rate = false;
  double range_rate_m_s = 0, sigma_range_rate_m_s = 0;
  double snr_db = 0;        ///< as measured
  double irradiance_W_m2 = 0; ///< infrared: as measured at the satellite, in its band
  std::uint64_t identity = 0; ///< hash of what the target says it is (a transponder); 0: it says nothing
  double az_rad = 0, el_rad = 0, sigma_az_rad = 0, sigma_el_rad = 0; ///< the same direction in local axes, for people
};

/// Everything one sensor reports of one frame, its end included; an empty one is a miss and is sent too.
struct Scan {
  SensorId sensor;
  std::int64_t frame = 0;   ///< on the sensor's absolute grid: frame k covers [k, k+1) revisits after the epoch
  Time begin{}, end{};
  std::vector<Coverage> coverage;    ///< one a face
  std::vector<Detection> detections; ///< sorted by (valid, range, u, v)
};

} // namespace dewline::sense
