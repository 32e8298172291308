// A frame in which looks cost nothing: every stroke is done, and whatever is held is looked at.
#include <cmath>

#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/radar.hpp"

namespace dewline::sense {

/// What every sweep does in frame k: all of it, or the next share of it.
std::vector<Stroke> Radar::free_strokes(std::int64_t k) const {
  std::vector<Stroke> strokes;
  for (std::uint32_t i = 0; i < sweeps_.size(); ++i) {
    const double done = static_cast<double>(k) * sweeps_[i].per_frame;
    strokes.push_back({i, done - std::floor(done), sweeps_[i].per_frame});
  }
  return strokes;
}

/// The look of this frame at the window's object: by the first stroke that covers it, or else by the face's
/// own scan because the object is held.
std::optional<std::pair<Radar::Dwell, std::uint32_t>> Radar::free_dwell(
    const State& state, const Window& window, std::int64_t k, const truth::View& view,
    const std::vector<Stroke>& strokes) const {
  for (const Stroke& stroke : strokes) {
    if (sweeps_[stroke.sweep].face != window.face) continue;
    const auto at = dwell(window, k, view, stroke);
    if (at && is_searched(sweeps_[stroke.sweep], *at)) return std::pair(*at, stroke.sweep);
  }
  if (state.last_hit[window.object.index] == Time::min()) return {};
  const auto at = held_dwell(window, k, view);
  if (at && is_held(state, window.object, at->echo)) return std::pair(*at, kHeld);
  return {};
}

/// Draws the dwell's outcome.
std::optional<Radar::Found> Radar::try_detect(const State& state, const Dwell& dwell, std::int64_t k,
                                              const truth::View& view, const Draws& draws) const {
  const auto event = static_cast<std::uint64_t>(k);
  const std::uint64_t item = view.key(dwell.object);
  const double power_sum = draw_power_sum(dwell.snr, search_.num_pulses, params_.swerling, draws,
                                          {Purpose::detect, 8 * dwell.slot, key_, event, item});
  if (!(power_sum > search_.threshold)) return {};
  const auto detection = measure(state, dwell, power_sum,
                                 draws.normal4({Purpose::measure, dwell.slot, key_, event, item}), search_);
  if (!detection) return {};
  Found found{*detection, {dwell.object}, Cause::noise, dwell.stroke, dwell.echo};
  found.objects.insert(found.objects.end(), dwell.others.begin(), dwell.others.end());
  return found;
}

void Radar::add_false(std::int64_t k, const std::vector<Stroke>& strokes, const Draws& draws,
                      std::vector<Found>& found) const {
  const std::vector<Echo> natural = nature(k, draws);
  std::vector<bool> seen(natural.size());
  const auto add = [&](const Echo& echo, const Stroke& stroke) {
    const std::optional<double> along = progress(stroke, echo.az_rad);
    if (!along) return false;
    auto f = report_false(echo, pass_time(stroke, k, echo.az_rad), search_);
    if (!f) return false;
    f->stroke = stroke.sweep;
    f->along = *along;
    found.push_back(std::move(*f));
    return true;
  };
  for (const Stroke& stroke : strokes) {
    for (const Echo& echo : noise(stroke.sweep, k, draws)) add(echo, stroke);
    for (std::size_t i = 0; i < natural.size(); ++i)
      if (!seen[i] && is_searched(sweeps_[stroke.sweep], natural[i])) seen[i] = add(natural[i], stroke);
  }
}

Frame Radar::look_free(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  const std::vector<Stroke> strokes = free_strokes(k);
  std::vector<Found> found;
  std::vector<Dwell> dwells;
  const auto detect = [&](const Dwell& at) {
    auto f = try_detect(state, at, k, view, draws);
    if (!f) return;
    if (at.stroke != kHeld) f->along = progress(strokes[at.stroke], at.at.true_at.az_rad).value_or(0);
    found.push_back(std::move(*f));
  };
  for (const Window& window : windows_) {
    if (window.begin >= frame_end(k)) break;
    if (window.end <= frame_begin(k)) continue;
    auto at = free_dwell(state, window, k, view, strokes);
    if (!at) continue;
    at->first.stroke = at->second;
    at->first.snr = mean_snr(at->first, view);
    if (params_.resolution) dwells.push_back(std::move(at->first));
    else detect(at->first);
  }
  merge(dwells, view);
  for (const Dwell& at : dwells) detect(at);
  remember(state, found);
  add_false(k, strokes, draws, found);
  if (params_.fences.empty()) return number(k, coverage_, found);
  std::vector<Coverage> coverage = covered(strokes, std::vector<bool>(faces_.size(), true), found);
  return number(k, std::move(coverage), found);
}

} // namespace dewline::sense
