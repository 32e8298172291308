// When a sweep passes an object, how strong its echo is, and who shares its resolution cell.
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {

constexpr double kFastest_m_s = 12e3; // two objects that part by more between two looks are not compared
constexpr double kNearBeams = 2;      // beamwidths: whoever is further off is not compared

} // namespace

/// The instant of a share of a face's sweeping time in frame k: the frame, or a quarter of it if the array
/// rotates.
Time Radar::scan_time(std::uint32_t face, std::int64_t k, double share) const {
  const double of_frame = params_.rotating ? (face + share) / static_cast<double>(faces_.size()) : share;
  return frame_begin(k) + duration_from_s(of_frame * seconds(revisit_));
}

/// How much of a sweep lies between the stroke's beginning and an azimuth, in [0, part); none: not in the
/// stroke.
std::optional<double> Radar::progress(const Stroke& stroke, double az_rad) const {
  const Sweep& s = sweeps_[stroke.sweep];
  const double share = turn_rad(az_rad - s.az_start_rad) / s.az_width_rad;
  if (!(share < 1)) return {};
  const double along = share < stroke.phase ? share - stroke.phase + 1 : share - stroke.phase;
  return along < stroke.part ? std::optional(along) : std::nullopt;
}

/// When the stroke passes an azimuth; the frame's end if it does not. Where a rotating array points its angle says.
Time Radar::pass_time(const Stroke& stroke, std::int64_t k, double az_rad) const {
  const std::uint32_t face = sweeps_[stroke.sweep].face;
  const std::optional<double> along = progress(stroke, az_rad);
  if (!along) return frame_end(k);
  return scan_time(face, k, params_.rotating ? share_of_sector(face, az_rad) : *along / stroke.part);
}

/// How far along a face's sector an azimuth lies, at most 1.
double Radar::share_of_sector(std::uint32_t face, double az_rad) const {
  const Coverage& c = coverage_[face];
  return std::min(1.0, turn_rad(az_rad - c.az_start_rad) / c.az_width_rad);
}

/// The look at which a scan meets the window's object in frame k; pass_time(az): when the scan is there.
template <class PassTime>
std::optional<Radar::Dwell> Radar::passing(const Window& window, std::int64_t k, const truth::View& view,
                                           const PassTime& pass_time) const {
  const Time begin = std::max(frame_begin(k), window.begin);
  const Time end = std::min({frame_end(k), window.end, view.ended(window.object)});
  if (begin >= end) return {};
  const auto passes = [&](Time t) { // when the scan passes where the object is at t, and how far away it is
    const Vec3 p_SO_L = R_LE_ * (view.state_E(window.object, t).p - p_ES_E_);
    return std::pair(pass_time(std::atan2(p_SO_L.x, p_SO_L.y)), norm(p_SO_L));
  };
  const Time guess = passes(begin).first;
  const auto [echo, range_m] = passes(std::clamp(guess, begin, end - kTick));
  if (echo < begin || echo >= end) return {}; // the scan passes before it comes or after it leaves
  return dwell_at(window, echo, range_m, view);
}

std::optional<Radar::Dwell> Radar::dwell(const Window& window, std::int64_t k, const truth::View& view,
                                         const Stroke& stroke) const {
  auto at = passing(window, k, view, [&](double az_rad) { return pass_time(stroke, k, az_rad); });
  if (at) at->slot = slots_[stroke.sweep];
  return at;
}

/// The look at what is held without search: the face's own scan over its whole sector, once a frame.
std::optional<Radar::Dwell> Radar::held_dwell(const Window& window, std::int64_t k,
                                              const truth::View& view) const {
  return passing(window, k, view, [&](double az_rad) {
    return scan_time(window.face, k, share_of_sector(window.face, az_rad));
  });
}

/// The look whose echo arrives at an instant inside the window; range_m: about how far away the object then
/// is.
std::optional<Radar::Dwell> Radar::dwell_at(const Window& window, Time echo, double range_m,
                                            const truth::View& view) const {
  // The echo left the target one light time ago: one sample, then a first-order step of microseconds.
  Time valid = echo - duration_from_s(range_m / kC_m_s);
  if (!view.exists(window.object, valid)) return {};
  PosVel x_E = view.state_E(window.object, valid);
  const Duration step = echo - duration_from_s(norm(x_E.p - p_ES_E_) / kC_m_s) - valid;
  x_E.p = x_E.p + x_E.v * seconds(step);
  const Vec3 p_SO_E = x_E.p - p_ES_E_;
  return Dwell{window.object, window.face,     window.face, echo, valid + step,
               x_E,           look_at(x_E.p), dot(p_SO_E, x_E.v) / norm(p_SO_E)};
}

bool Radar::is_searched(const Sweep& sweep, const Dwell& dwell) const {
  const double el = dwell.at.apparent_el_rad;
  return el >= sweep.elevation_rad[0] && el <= sweep.elevation_rad[1];
}

/// Of one coherent sum of the search waveform, with everything that the path does.
double Radar::mean_snr(const Dwell& dwell, const truth::View& view) const {
  const double rcs_m2 =
      view.rcs_m2(dwell.object, dwell.valid, dwell.x_E, p_ES_E_, params_.frequency_Hz);
  // all that is left of a rotating array's
  const double off_tilt = dwell.at.true_at.el_rad - faces_[dwell.face].tilt_rad;
  const double cosine =
      params_.rotating ? std::cos(off_tilt) : direction_S(dwell.face, dwell.x_E.p).z;
  double snr_mean = snr(rcs_m2, dwell.at.true_at.range_m, cosine);
  if (p_ET_E_) {
    const Vec3 p_TO_E = dwell.x_E.p - *p_ET_E_;
    if (!(dot(p_TO_E, *p_ET_E_) >= 0)) return 0; // below the transmitter's level
    snr_mean *= std::pow(dwell.at.true_at.range_m / norm(p_TO_E), 2);
  }
  return snr_mean * path_.echo_factor(path_end(dwell.at)) /
         path_.noise_factor(dwell.at.true_at.az_rad, dwell.echo);
}

/// Whether another object lies in the leader's cell: c / 2B in range and a beamwidth in u and v, at one
/// instant.
bool Radar::shares_cell(const Dwell& leader, const Dwell& other, const truth::View& view) const {
  const double cell_m = kC_m_s / (2 * params_.bandwidth_Hz), beam = params_.beamwidth_rad;
  const double apart_s = std::abs(seconds(leader.valid - other.valid));
  if (std::abs(leader.at.true_at.range_m - other.at.true_at.range_m) > cell_m + kFastest_m_s * apart_s)
    return false;
  const Vec3 d = direction_S(leader.face, leader.x_E.p);
  const Vec3 then = direction_S(leader.face, other.x_E.p) - d;
  if (apart_s == 0 && std::max(std::abs(then.x), std::abs(then.y)) > kNearBeams * beam) return false;
  if (!view.exists(other.object, leader.valid)) return false;
  const Vec3 p_E = view.state_E(other.object, leader.valid).p;
  const Vec3 apart = direction_S(leader.face, p_E) - d;
  return std::abs(norm(p_E - p_ES_E_) - norm(leader.x_E.p - p_ES_E_)) < cell_m && std::abs(apart.x) < beam &&
         std::abs(apart.y) < beam;
}

/// Makes one dwell of those that share a cell: the strongest leads and takes its neighbours in; powers add
/// up, the place is their mean weighted by power.
void Radar::merge(std::vector<Dwell>& dwells, const truth::View& view) const {
  if (!params_.resolution || dwells.size() < 2) return;
  std::ranges::sort(dwells, [&](const Dwell& a, const Dwell& b) {
    return std::tuple(-a.snr, view.key(a.object)) < std::tuple(-b.snr, view.key(b.object));
  });
  std::vector<Dwell> merged;
  for (const Dwell& d : dwells) {
    const auto leader = std::ranges::find_if(merged, [&](const Dwell& m) {
      return m.face == d.face && m.object != d.object && shares_cell(m, d, view);
    });
    if (leader == merged.end()) {
      merged.push_back(d);
      continue;
    }
    leader->others.push_back(d.object);
    leader->sum_snr += d.snr;
    const Vec3 p_E = view.state_E(d.object, leader->valid).p;
    leader->offset_E = leader->offset_E + d.snr * (p_E - leader->x_E.p);
  }
  for (Dwell& d : merged) {
    if (d.others.empty()) continue;
    d.sum_snr += d.snr;
    if (!(d.sum_snr > 0)) continue; // no echo at all: the leader's place stands
    d.x_E.p = d.x_E.p + d.offset_E / d.sum_snr;
    d.at = look_at(d.x_E.p);
    d.snr = d.sum_snr;
  }
  dwells = std::move(merged);
}

} // namespace dewline::sense
