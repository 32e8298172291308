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

constexpr Duration kNear =
    std::chrono::seconds{10}; ///< in which nothing climbs through the gate's margin unseen
constexpr Duration kSpan =
    std::chrono::seconds{120}; ///< of looks that are worked out before it is asked whether they do

/// The looks of one radar at one flight.
class RadarLooks {
 public:
  RadarLooks(const RadarWatcher& radar, const Flown& flown, const Criterion& criterion)
      : radar_(radar), flown_(flown), criterion_(criterion) {}

  Sight all() {
    for (const auto& [begin, end] : near_spans()) {
      std::vector<Seen> looks;
      for (const auto& sweep : radar_.sweeps()) add(sweep, begin, end, looks);
      std::ranges::sort(looks, {}, &Seen::at);
      for (const Seen& look : looks) take(look);
      if (done()) break;
    }
    return sight_;
  }

 private:
  struct Seen {
    Time at;
    double prob_detect;
  };
  [[nodiscard]] bool done() const { return !std::isnan(sight_.detected_s) && !std::isnan(sight_.first_s); }

  /// Spans in which the object is not far below the field of regard, asked every kNear_s.
  [[nodiscard]] std::vector<std::pair<Time, Time>> near_spans() {
    const Time begin = flown_.path.begin(), end = flown_.path.end();
    std::vector<std::pair<Time, Time>> spans;
    bool before = radar_.may_see(flown_.path.at(begin, guess_).p);
    for (Time t = begin; t < end;) {
      const Time next = std::min(end, t + kNear);
      const bool now = radar_.may_see(flown_.path.at(next, guess_).p);
      if (before || now) {
        if (!spans.empty() && spans.back().second == t && t - spans.back().first < kSpan)
          spans.back().second = next;
        else
          spans.emplace_back(t, next);
      }
      before = now;
      t = next;
    }
    return spans;
  }
  /// The looks of one sweep in a span.
  void add(const sense::Sweep& sweep, Time begin, Time end, std::vector<Seen>& looks) {
    const Duration period = radar_.period(sweep);
    for (std::int64_t n = frame_of(begin, period); Time{period * n} < end; ++n) {
      const Time turn =
          std::max(flown_.path.begin(), Time{period * n}); // the same in whatever span it is asked
      const Time t = radar_.passes(sweep, n, flown_.path.at(turn, guess_).p);
      if (t < begin || t >= end) continue;
      const PosVel x_E = flown_.path.at(t, guess_);
      const auto at = radar_.look(sweep, x_E.p, t);
      if (!at) continue;
      const double rcs_m2 = flown_.rcs_m2(t, x_E, radar_.p_ES_E(), radar_.frequency_Hz());
      looks.push_back({t, radar_.prob_detect(at->snr_1m2 * rcs_m2)});
    }
  }
  void take(const Seen& look) {
    missed_ *= 1 - look.prob_detect;
    const double t_s = seconds(look.at - flown_.path.begin());
    if (std::isnan(sight_.first_s) && look.prob_detect >= criterion_.prob_detect) sight_.first_s = t_s;
    if (std::isnan(sight_.detected_s) && 1 - missed_ >= criterion_.cumulative) sight_.detected_s = t_s;
  }

  const RadarWatcher& radar_;
  const Flown& flown_;
  Criterion criterion_;
  Sight sight_;
  double missed_ = 1; ///< probability that no look so far detected it
  std::size_t guess_ = 0;
};

/// The probability that n looks in a row have seen something: a chain over how many have so far.
class InARow {
 public:
  explicit InARow(std::uint32_t n) : prob_(n + 1, 0) { prob_[0] = 1; }
  void look(double prob_detect) {
    const std::size_t n = prob_.size() - 1;
    double lost = 0;
    for (std::size_t i = n; i-- > 0;) {
      prob_[i + 1] += prob_[i] * prob_detect; // emptied before, but for the last, which collects
      lost += prob_[i] * (1 - prob_detect);
      prob_[i] = 0;
    }
    prob_[0] += lost;
  }
  [[nodiscard]] double prob_done() const { return prob_.back(); }

 private:
  std::vector<double> prob_;
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

Sight watch(const InfraredWatcher& satellite, const Flown& flown, const Criterion& criterion) {
  Sight sight;
  const Time end = std::min(flown.burnout(), flown.path.end());
  InARow row(satellite.num_looks());
  std::size_t guess = 0;
  for (Time t{satellite.revisit() * (frame_of(flown.path.begin(), satellite.revisit()) + 1)}; t < end;
       t += satellite.revisit()) {
    const Vec3 p_E = flown.path.at(t, guess).p;
    const double pd = satellite.prob_detect(p_E, orbit::radial_height(p_E), flown.plume_W_sr(t), t);
    const double t_s = seconds(t - flown.path.begin());
    if (std::isnan(sight.first_s) && pd >= criterion.prob_detect) sight.first_s = t_s;
    row.look(pd);
    if (row.prob_done() >= criterion.cumulative) {
      sight.detected_s = t_s;
      return sight;
    }
  }
  return sight;
}

Sight watch(const Watcher& watcher, const Flown& flown, const Criterion& criterion) {
  return std::visit([&](const auto& w) { return watch(w, flown, criterion); }, watcher);
}

} // namespace dewline::survey
