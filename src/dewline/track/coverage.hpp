// What a scan says of where it looked.
#pragma once
#include "dewline/sense/scan.hpp"

namespace dewline::track {

/// How a point lies to a face's coverage.
enum class Inside { no, regard, fence }; ///< outside; only where tracks are held; where search looks too

/// Azimuth sector, elevation limits and instrumented range of the coverage, tested at an Earth-fixed point.
/// The elevation is geometric, above the horizontal of the ellipsoid at the site.
Inside in_coverage(const sense::Coverage& coverage, const Vec3& p_EO_E);
/// The same with the site's level axes R_LE = earth::enu_axes(site) at hand.
Inside in_coverage(const sense::Coverage& coverage, const Mat3& R_LE, const Vec3& p_EO_E);

/// What a face's SNR gains over its reference by nearness, and loses off boresight [dB]: range^-4 and the
/// coverage's power of the cosine (kept above 0.001: a direction behind the array is no look).
double gain_db(const sense::Coverage& coverage, double range_m, double cos_off_boresight);

/// Detection probability of a fluctuating target (Swerling 1, one pulse: Pfa^(1 / (1 + SNR)), the closed form
/// of the exponential power distribution) whose mean SNR at the coverage's reference range on boresight is
/// snr_at_reference_db. Of other sensors than radars: the coverage's own, wherever.
double prob_detect(const sense::Coverage& coverage, double range_m, double cos_off_boresight,
                   double snr_at_reference_db);

} // namespace dewline::track
