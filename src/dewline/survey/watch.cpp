#include "dewline/survey/watch.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/orbit/propagate.hpp"

namespace dewline::survey {
namespace {

/// The entry in force at t of a list in time order; the first one before it begins.
template <class Entry>
const Entry& in_force(const std::vector<Entry>& list, Time t) {
  const auto after = std::find_if(list.begin(), list.end(), [&](const Entry& e) { return e.from > t; });
  return after == list.begin() ? *after : *(after - 1);
}

std::int64_t frame_of(Time t, Duration step) {
  const std::int64_t n = t.time_since_epoch() / step;
  return t.time_since_epoch() < step * n ? n - 1 : n;
}

/// The looks of one radar at one flight.
class RadarLooks {
 public:
  RadarLooks(const RadarWatcher& radar, const Flown& flown, const Criterion& criterion)
      : radar_(radar), flown_(flown), criterion_(criterion) {}

  Sight all() {
    const Time begin = flown_.path.begin(), end = flown_.path.end();
    std::size_t guess = 0;
    bool near_before = radar_.may_see(flown_.path.at(begin, guess).p);
    for (std::int64_t k = frame_of(begin, radar_.revisit()); radar_.radar().frame_begin(k) < end; ++k) {
      const Time last = std::min(radar_.radar().frame_end(k), end);
      const bool near = radar_.may_see(flown_.path.at(last, guess).p);
      if (near || near_before) frame(k, std::max(begin, radar_.radar().frame_begin(k)), last);
      if (sight_.detected_s == sight_.detected_s && sight_.first_s == sight_.first_s) break;
      near_before = near;
    }
    return sight_;
  }

 private:
  void frame(std::int64_t k, Time first, Time last) {
    const Vec3 p_E = flown_.path.at(first, guess_).p;
    for (std::uint32_t face = 0; face < radar_.num_faces(); ++face) {
      const Time t = radar_.sweep(face, k, p_E);
      if (t >= first && t < last) look(face, t);
    }
  }
  void look(std::uint32_t face, Time t) {
    const PosVel x_E = flown_.path.at(t, guess_);
    const auto at = radar_.look(face, x_E.p);
    if (!at || !at->searched) return;
    const Vec3& p_ES_E = radar_.radar().coverage()[face].p_ES_E;
    const double pd =
        radar_.prob_detect(at->snr_1m2 * flown_.rcs_m2(t, x_E, p_ES_E, radar_.frequency_Hz()));
    missed_ *= 1 - pd;
    const double t_s = seconds(t - flown_.path.begin());
    if (std::isnan(sight_.first_s) && pd >= criterion_.prob_detect) sight_.first_s = t_s;
    if (std::isnan(sight_.detected_s) && 1 - missed_ >= criterion_.cumulative) sight_.detected_s = t_s;
  }

  const RadarWatcher& radar_;
  const Flown& flown_;
  Criterion criterion_;
  Sight sight_;
  double missed_ = 1; ///< probability that no look so far detected it
  std::size_t guess_ = 0;
};

} // namespace

double Flown::rcs_m2(Time t, const PosVel& x_E, const Vec3& p_ES_E, double frequency_Hz) const {
  const truth::Signature& signature = in_force(looks, t).signature;
  if (signature.round()) return signature.rcs_m2(frequency_Hz, 0);
  const Vec3 to_radar = p_ES_E - x_E.p;
  const double size = norm(to_radar) * norm(x_E.v);
  const double cosine = size > 0 ? std::clamp(dot(to_radar, x_E.v) / size, -1.0, 1.0) : 1;
  return signature.rcs_m2(frequency_Hz, std::acos(cosine));
}

double Flown::plume_W_sr(Time t) const {
  return plumes.empty() || t < plumes.front().from ? 0 : in_force(plumes, t).intensity_W_sr;
}

Time Flown::burnout() const {
  for (auto p = plumes.rbegin(); p != plumes.rend(); ++p)
    if (p->intensity_W_sr > 0) return p == plumes.rbegin() ? path.end() : (p - 1)->from;
  return path.begin();
}

Sight watch(const RadarWatcher& radar, const Flown& flown, const Criterion& criterion) {
  return RadarLooks(radar, flown, criterion).all();
}

Sight watch(const PlumeWatcher& satellite, const Flown& flown, const Criterion&) {
  Sight sight;
  const Duration step = duration_from_s(satellite.params().revisit_s);
  const Time end = std::min(flown.burnout(), flown.path.end());
  std::size_t guess = 0;
  std::uint32_t row = 0; // scans in a row that saw it
  for (Time t{step * (frame_of(flown.path.begin(), step) + 1)}; t < end; t += step) {
    const Vec3 p_E = flown.path.at(t, guess).p;
    row = satellite.detects(p_E, orbit::radial_height(p_E), flown.plume_W_sr(t), t) ? row + 1 : 0;
    const double t_s = seconds(t - flown.path.begin());
    if (row == 1 && std::isnan(sight.first_s)) sight.first_s = t_s;
    if (row == satellite.params().num_scans) return sight.detected_s = t_s, sight;
  }
  return sight;
}

Sight watch(const Watcher& watcher, const Flown& flown, const Criterion& criterion) {
  return std::visit([&](const auto& w) { return watch(w, flown, criterion); }, watcher);
}

} // namespace dewline::survey
