// A frame within time and energy: search, confirmation and track compete for each face's dwells.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "dewline/sense/radar/dwell.hpp"
#include "dewline/sense/radar/frame_ledger.hpp"
#include "dewline/sense/radar/radar.hpp"
#include "dewline/sense/to_unit.hpp"

namespace dewline::sense {
namespace {

constexpr std::uint32_t kTrackDraws = 1u << 20; // apart from those of search and confirmation
constexpr std::uint32_t kFluctuation = 3, kConfirm = 4; // n within one look's eight draws

bool is_slow(Swerling swerling) { return swerling != Swerling::two && swerling != Swerling::four; }

/// The target's cross-section over its mean while it does not change: 1, or the Swerling law's gamma variate.
double draw_fluctuation(Swerling swerling, const Draws& draws, const Address& at) {
  const auto words = draws.words(at);
  if (swerling == Swerling::one) return -std::log(to_unit(words[0]));
  if (swerling == Swerling::three) return -0.5 * (std::log(to_unit(words[0])) + std::log(to_unit(words[1])));
  return 1;
}

/// Power sum of a dwell of a waveform at a target whose slow fluctuation is known.
double draw_power(const Waveform& w, Swerling swerling, double snr, double fluctuation, const Draws& draws,
                  const Address& at) {
  return draw_power_sum(w.energy * snr * fluctuation, w.num_pulses,
                        is_slow(swerling) ? Swerling::zero : swerling, draws, at);
}

} // namespace

/// What a search beam met: an object, or a false echo.
struct Radar::Crossing {
  double along = 0; ///< of the stroke
  bool is_object = false;
  Dwell dwell; ///< of an object
  Echo echo;   ///< if it is none
  Time at{}; ///< when the beam is there
  double fluctuation = 1, power_sum = 0;
  std::uint32_t sweep = 0;
};

/// One face's frame while it is worked on.
struct Radar::FaceFrame {
  State& state;
  const truth::View& view;
  const Draws& draws;
  const std::vector<Echo>& nature;
  std::int64_t k;
  std::uint32_t face;
  FrameLedger ledger;
  bool confirms_at_once; ///< confirmation comes before search: each crossing is paid for when it happens
  std::vector<bool> nature_seen;
  std::vector<Crossing> pending; ///< crossings whose confirmation must wait for its turn
  std::vector<Found> tracked, searched;
  std::vector<Stroke> done; ///< by sweep; of other faces' empty
  bool all_held = true;     ///< whatever is held and in view had its look

  [[nodiscard]] Address address(Purpose purpose, std::uint32_t n, std::uint64_t item) const {
    return {purpose, n, owner, static_cast<std::uint64_t>(k), item};
  }
  std::uint64_t owner;
};

/// Held objects whose turn has come, each with its look at its own instant of the frame, oldest first.
std::vector<Radar::Dwell> Radar::due_tracks(FaceFrame& f) const {
  const double interval_s = params_.budget->track_interval_s.value_or(params_.revisit_s);
  const auto last = [&](ObjectId object) { return f.state.last_track[f.face * num_objects_ + object.index]; };
  std::vector<Dwell> due;
  for (const Window& window : windows_) {
    if (window.begin >= frame_end(f.k)) break;
    if (window.face != f.face || window.end <= frame_begin(f.k)) continue;
    if (!is_held(f.state, window.object, frame_begin(f.k))) continue;
    const std::int64_t before = last(window.object);
    const bool waits = before >= 0 && seconds(revisit_ * (f.k - before)) < interval_s * (1 - 1e-9);
    const Time echo =
        frame_begin(f.k) + duration_from_s(to_unit(f.view.key(window.object)) * seconds(revisit_));
    if (waits || echo < window.begin || echo >= window.end) {
      f.all_held = false; // it is in the face's view and nobody looks
      continue;
    }
    if (!f.view.exists(window.object, echo)) continue;
    const double range_m = norm(f.view.state_E(window.object, echo).p - p_ES_E_);
    auto at = dwell_at(window, echo, range_m, f.view);
    if (!at) continue;
    at->stroke = kHeld;
    at->snr = mean_snr(*at, f.view);
    due.push_back(*at);
  }
  merge(due, f.view);
  std::ranges::sort(due, {},
                    [&](const Dwell& d) { return std::tuple(last(d.object), f.view.key(d.object)); });
  return due;
}

void Radar::run_track(FaceFrame& f) const {
  if (!track_) return;
  const std::vector<Dwell> due = due_tracks(f);
  auto& ghosts = f.state.ghosts[f.face];
  std::erase_if(ghosts, [&](Time until) { return until < frame_begin(f.k); });
  const double interval_s = params_.budget->track_interval_s.value_or(params_.revisit_s);
  const double others = params_.budget->num_background + static_cast<double>(ghosts.size());
  const double num_due = static_cast<double>(due.size()),
               num_others = others * seconds(revisit_) / interval_s;
  const Turns granted = turns(f.ledger.affordable(track_->cost), num_due, num_others);
  f.ledger.want(Work::track, num_due + num_others);
  f.ledger.spend(Work::track, granted.whole + granted.rest, track_->cost);
  f.all_held = f.all_held && granted.whole == num_due;
  for (std::size_t i = 0; i < static_cast<std::size_t>(granted.whole); ++i) follow(f, due[i]);
}

/// A track dwell: fresh fluctuation, fresh noise.
void Radar::follow(FaceFrame& f, const Dwell& d) const {
  const std::uint64_t item = f.view.key(d.object);
  const std::uint32_t n = kTrackDraws + 8 * f.face;
  Found found{{}, {d.object}, Cause::noise, kHeld};
  found.objects.insert(found.objects.end(), d.others.begin(), d.others.end());
  for (const ObjectId object : found.objects) f.state.last_track[f.face * num_objects_ + object.index] = f.k;
  const double x =
      draw_fluctuation(params_.swerling, f.draws, f.address(Purpose::detect, n + kFluctuation, item));
  const double power_sum =
      draw_power(*track_, params_.swerling, d.snr, x, f.draws, f.address(Purpose::detect, n, item));
  if (!(power_sum > track_->threshold)) return;
  const auto errors = f.draws.normal4(f.address(Purpose::measure, kTrackDraws + f.face, item));
  const auto detection = measure(f.state, d, power_sum, errors, *track_);
  if (!detection) return;
  found.detection = *detection;
  found.echo = d.echo;
  f.tracked.push_back(std::move(found));
}

/// Everything that a stroke would meet, in the order of the sweep.
std::vector<Radar::Crossing> Radar::candidates(FaceFrame& f, const Stroke& stroke) const {
  std::vector<Dwell> dwells;
  for (const Window& window : windows_) {
    if (window.begin >= frame_end(f.k)) break;
    if (window.face != f.face || window.end <= frame_begin(f.k)) continue;
    auto at = dwell(window, f.k, f.view, stroke);
    if (!at || !is_searched(sweeps_[stroke.sweep], *at)) continue;
    at->stroke = stroke.sweep;
    at->snr = mean_snr(*at, f.view);
    dwells.push_back(*at);
  }
  merge(dwells, f.view);
  std::vector<Crossing> all;
  const auto add = [&](const Echo& echo) {
    const auto along = progress(stroke, echo.az_rad);
    if (along)
      all.push_back({*along, false, {}, echo, pass_time(stroke, f.k, echo.az_rad), 1, 0, stroke.sweep});
    return along.has_value();
  };
  for (const Dwell& d : dwells)
    all.push_back(
        {progress(stroke, d.at.true_at.az_rad).value_or(0), true, d, {}, d.echo, 1, 0, stroke.sweep});
  for (const Echo& echo : noise(stroke.sweep, f.k, f.draws)) add(echo);
  for (std::size_t i = 0; i < f.nature.size(); ++i)
    if (!f.nature_seen[i] && is_searched(sweeps_[stroke.sweep], f.nature[i]))
      f.nature_seen[i] = add(f.nature[i]);
  std::ranges::stable_sort(all, {}, &Crossing::along);
  return all;
}

/// Draws whether the search beam's power crosses.
bool Radar::crosses(const FaceFrame& f, Crossing& c) const {
  if (!c.is_object) return true; // false echoes are made as those that cross
  const std::uint64_t item = f.view.key(c.dwell.object);
  const std::uint32_t n = 8 * c.dwell.slot;
  c.fluctuation =
      draw_fluctuation(params_.swerling, f.draws, f.address(Purpose::detect, n + kFluctuation, item));
  c.power_sum = draw_power(search_, params_.swerling, c.dwell.snr, c.fluctuation, f.draws,
                           f.address(Purpose::detect, n, item));
  return c.power_sum > search_.threshold;
}

/// A crossing that fits what is held needs no confirmation.
bool Radar::is_known(const FaceFrame& f, const Crossing& c) const {
  return track_ && c.is_object && is_held(f.state, c.dwell.object, frame_begin(f.k));
}

void Radar::report_crossing(FaceFrame& f, const Crossing& c, const Waveform& waveform) const {
  std::optional<Found> found;
  if (c.is_object) {
    const auto errors =
        f.draws.normal4(f.address(Purpose::measure, c.dwell.slot, f.view.key(c.dwell.object)));
    const auto detection = measure(f.state, c.dwell, c.power_sum, errors, waveform);
    if (!detection) return;
    found = Found{*detection, {c.dwell.object}, Cause::noise, c.sweep, c.dwell.echo};
    found->objects.insert(found->objects.end(), c.dwell.others.begin(), c.dwell.others.end());
  } else {
    found = report_false(c.echo, c.at, waveform);
    if (!found) return;
    if (track_) f.state.ghosts[f.face].push_back(frame_end(f.k) + duration_from_s(params_.hold_s));
  }
  found->stroke = c.sweep;
  found->along = c.along;
  found->detection.snr_db -= 10 * std::log10(waveform.energy); // as the search waveform would have it
  f.searched.push_back(std::move(*found));
}

/// The second look, one search dwell after the first: the same slow fluctuation, fresh noise.
void Radar::confirm(FaceFrame& f, Crossing c) const {
  f.ledger.spend(Work::confirm, 1, confirm_->cost);
  const Duration later =
      std::clamp(duration_from_s(search_.length_s), Duration{0}, frame_end(f.k) - kTick - c.at);
  c.at += later;
  if (!c.is_object) {
    if (c.echo.cause != Cause::noise || c.echo.luck < prob_confirmed()) report_crossing(f, c, *confirm_);
    return;
  }
  Dwell& d = c.dwell;
  d.echo += later;
  d.valid += later;
  if (!f.view.exists(d.object, d.valid)) return;
  d.x_E.p = d.x_E.p + seconds(later) * d.x_E.v;
  d.at = look_at(d.x_E.p);
  c.power_sum = draw_power(*confirm_, params_.swerling, d.snr, c.fluctuation, f.draws,
                           f.address(Purpose::detect, 8 * d.slot + kConfirm, f.view.key(d.object)));
  if (c.power_sum > confirm_->threshold) report_crossing(f, c, *confirm_);
}

/// What to do with a crossing: report it, confirm it now, or let its confirmation wait.
void Radar::take(FaceFrame& f, const Crossing& c) const {
  if (!confirm_ || is_known(f, c)) return report_crossing(f, c, search_);
  f.ledger.want(Work::confirm, 1);
  if (!f.confirms_at_once) f.pending.push_back(c);
  else if (f.ledger.affordable(confirm_->cost) >= 1) confirm(f, c);
}

/// Moves a sweep on, position by position, until it is done or time or energy has run out.
void Radar::look_along(FaceFrame& f, std::uint32_t sweep) const {
  Stroke& due = f.state.strokes[sweep];
  const double num = num_positions_[sweep];
  double at = 0;
  const auto advance = [&](double to) {
    const double wanted = std::max(0.0, to - at), step = std::min(wanted, f.ledger.affordable(search_.cost) / num);
    f.ledger.spend(Work::search, num * step, search_.cost);
    at += step;
    return step >= wanted;
  };
  f.ledger.want(Work::search, num * due.part);
  bool goes_on = true;
  for (Crossing& c : candidates(f, due)) {
    goes_on = advance(std::min(due.part, c.along + 1 / num)); // a crossing takes the whole of its position
    if (!goes_on) break;
    if (crosses(f, c)) take(f, c);
  }
  if (goes_on) goes_on = advance(due.part);
  f.done[sweep] = {sweep, due.phase, at};
  const double next = due.phase + (goes_on ? due.part : at);
  due = {sweep, next - std::floor(next), goes_on ? 0 : due.part - at};
}

/// Sweeps in their order, each with its share of the time: what those after it need is kept from it, as far as
/// there is enough, else in proportion to what each needs.
void Radar::run_search(FaceFrame& f) const {
  const auto need = [&](std::uint32_t sweep) {
    return sweeps_[sweep].face == f.face ? num_positions_[sweep] * f.state.strokes[sweep].part : 0;
  };
  double later = 0;
  for (std::uint32_t sweep = 0; sweep < sweeps_.size(); ++sweep) later += need(sweep);
  for (std::uint32_t sweep = 0; sweep < sweeps_.size(); ++sweep) {
    if (sweeps_[sweep].face != f.face) continue;
    const double with_this = later;
    later = std::max(0.0, later - need(sweep));
    f.ledger.reserve(later, search_.cost, with_this > 0 ? later / with_this : 0);
    look_along(f, sweep);
  }
  f.ledger.reserve(0, search_.cost, 0);
}

/// The confirmations that had to wait, in the order of their crossings.
void Radar::run_confirm(FaceFrame& f) const {
  std::ranges::stable_sort(f.pending, {}, &Crossing::at);
  for (const Crossing& c : f.pending)
    if (f.ledger.affordable(confirm_->cost) >= 1) confirm(f, c);
}

/// Each object once a face and frame, what was tracked before what was searched.
void Radar::settle(FaceFrame& f, std::vector<Found>& found) {
  std::vector<ObjectId> reported;
  const auto is_reported = [&](ObjectId o) { return std::ranges::find(reported, o) != reported.end(); };
  for (std::vector<Found>* list : {&f.tracked, &f.searched})
    for (Found& one : *list) {
      if (std::ranges::any_of(one.objects, is_reported)) continue;
      reported.insert(reported.end(), one.objects.begin(), one.objects.end());
      found.push_back(std::move(one));
    }
}

Frame Radar::look_within(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  const BudgetParams& budget = *params_.budget;
  for (Stroke& s : state.strokes) s.part = std::min(1.0, s.part + sweeps_[s.sweep].per_frame);
  const std::vector<Echo> natural = nature(k, draws);
  const auto place = [&](Work work) { return std::ranges::find(budget.priority, work); };
  std::vector<Stroke> done(sweeps_.size());
  std::vector<bool> all_held;
  std::vector<Found> found;
  std::vector<Spent> spent;
  for (std::uint32_t face = 0; face < faces_.size(); ++face) {
    FaceFrame f{state, view, draws, natural, k, face, FrameLedger(face, seconds(revisit_), budget.duty),
                place(Work::confirm) < place(Work::search), std::vector<bool>(natural.size()), {}, {}, {},
                std::move(done), true, key_};
    for (const Work work : budget.priority) {
      if (work == Work::track) run_track(f);
      if (work == Work::search) run_search(f);
      if (work == Work::confirm) run_confirm(f);
    }
    settle(f, found);
    f.ledger.append_to(spent);
    all_held.push_back(f.all_held);
    done = std::move(f.done);
  }
  remember(state, found);
  std::vector<Coverage> coverage = covered(done, all_held, found);
  Frame frame = number(k, std::move(coverage), found);
  frame.spent = std::move(spent);
  return frame;
}

} // namespace dewline::sense
