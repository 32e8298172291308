#include "dewline/warn/threat.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "dewline/base/check.hpp"

namespace dewline::warn {
namespace {
double entered_at(Assessment level, const ThreatParams& p) {
  const double at[] = {0, p.enter_possible, p.enter_probable, p.enter_attack};
  return at[static_cast<std::size_t>(level)];
}
Assessment beside(Assessment level, int step) {
  return static_cast<Assessment>(static_cast<int>(level) + step);
}
double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// In order of their numbers, so that sums do not depend on the caller's order.
std::vector<const Estimate*> counted(std::span<const Estimate* const> tracks) {
  std::vector<const Estimate*> out;
  for (const Estimate* e : tracks)
    if (counts(*e)) out.push_back(e);
  std::sort(out.begin(), out.end(), [](const Estimate* a, const Estimate* b) { return a->track < b->track; });
  return out;
}
struct Launch {
  Time when;
  double sigma_s, prob;
  TrackId track;
};
Wave wave_of(std::span<const Launch> group) {
  Wave w{group.front().when, group.back().when, group.front().sigma_s, group.back().sigma_s,
         static_cast<std::uint32_t>(group.size())};
  std::vector<double> prob;
  for (const Launch& l : group) prob.push_back(l.prob);
  const auto distribution = poisson_binomial(prob);
  w.mean = std::accumulate(prob.begin(), prob.end(), 0.0);
  w.low = quantile(distribution, 0.05);
  w.high = quantile(distribution, 0.95);
  return distribution[0] > 0.5 ? Wave{} : w;
}
} // namespace

void check(const ThreatParams& p, Problems& problems) {
  if (!(p.enter_possible <= p.enter_probable && p.enter_probable <= p.enter_attack))
    problems.add("enter_probable", "", "the thresholds of possible, probable and attack must not fall");
}

bool counts(const Estimate& e) {
  return e.launch_call && !e.confirm_only;
}

Part part_of(const Estimate& e, std::span<const AssetWeight> assets, const ThreatParams& params,
             Unpredicted unpredicted) {
  Part part;
  const double weighed = std::accumulate(e.prob_class.begin(), e.prob_class.end(), 0.0);
  part.prob_missile = weighed > 0 ? prob_missile(e.prob_class) : 1;
  double sum = 0, most = 0;
  for (const AssetWeight& a : assets) sum += a.weight, most = std::max(most, a.weight);
  const bool known = !e.assets.empty() || e.stays_up;
  DW_CHECK(e.assets.empty() || e.assets.size() == assets.size());
  for (std::size_t i = 0; i < assets.size(); ++i) {
    double prob = 0;
    if (known)
      prob = e.assets.empty() ? 0 : e.assets[i].prob_impact;
    else if (unpredicted == Unpredicted::all)
      prob = 1;
    else if (unpredicted == Unpredicted::share && sum > 0)
      prob = params.share_unpredicted * assets[i].weight / sum;
    part.prob_impact.push_back(prob);
    part.prob_aimed = std::max(part.prob_aimed, prob);
    part.prob_harm = std::max(part.prob_harm, assets[i].weight * prob);
  }
  if (!known && unpredicted == Unpredicted::share && !assets.empty()) {
    part.prob_aimed = params.share_unpredicted; // at one of them, whichever
    part.prob_harm = params.share_unpredicted * most;
  }
  return part;
}

std::vector<double> poisson_binomial(std::span<const double> prob) {
  std::vector<double> p{1};
  for (const double success : prob) {
    p.push_back(0);
    for (std::size_t k = p.size() - 1; k > 0; --k) p[k] = p[k] * (1 - success) + p[k - 1] * success;
    p[0] *= 1 - success;
  }
  return p;
}

std::uint32_t quantile(std::span<const double> distribution, double share) {
  double sum = 0;
  for (std::size_t k = 0; k < distribution.size(); ++k)
    if ((sum += distribution[k]) >= share) return static_cast<std::uint32_t>(k);
  return static_cast<std::uint32_t>(distribution.empty() ? 0 : distribution.size() - 1);
}

std::vector<Wave> waves_of(std::span<const Estimate* const> tracks, std::span<const AssetWeight> assets,
                           const ThreatParams& params) {
  std::vector<Launch> launches;
  for (const Estimate* e : counted(tracks)) {
    const Part part = part_of(*e, assets, params, Unpredicted::share);
    if (e->launch)
      launches.push_back(
          {e->launch->when, e->launch->sigma_when_s, part.prob_missile * part.prob_aimed, e->track});
  }
  std::sort(launches.begin(), launches.end(), [](const Launch& a, const Launch& b) {
    return std::pair{a.when, a.track} < std::pair{b.when, b.track};
  });
  std::vector<Wave> waves;
  for (std::size_t begin = 0, end = 0; begin < launches.size(); begin = end) {
    end = begin + 1;
    while (end < launches.size() && seconds(launches[end].when - launches[end - 1].when) <= params.wave_gap_s)
      ++end;
    Wave w = wave_of(std::span(launches).subspan(begin, end - begin));
    if (w.num_tracks == 0) continue;
    if (!waves.empty()) {
      const double gap_s = seconds(w.first - waves.back().last);
      w.prob_apart =
          normal_cdf((gap_s - params.wave_gap_s) / std::hypot(w.sigma_first_s, waves.back().sigma_last_s));
    }
    waves.push_back(w);
  }
  return waves;
}

Assessment next_assessment(Assessment before, double prob_attack, const ThreatParams& params) {
  Assessment now = before;
  while (now != Assessment::none && prob_attack < params.leave_share * entered_at(now, params))
    now = beside(now, -1);
  while (now != Assessment::attack && prob_attack >= entered_at(beside(now, 1), params)) now = beside(now, 1);
  return now;
}

std::vector<AssetThreat> asset_threats(std::span<const Estimate* const> tracks,
                                       std::span<const AssetWeight> assets, const ThreatParams& params,
                                       Unpredicted unpredicted) {
  std::vector<AssetThreat> out;
  for (const AssetWeight& a : assets) out.push_back({a.asset, 0, 0, a.weight});
  std::vector<double> none(assets.size(), 1);
  for (const Estimate* e : counted(tracks)) {
    const Part part = part_of(*e, assets, params, unpredicted);
    for (std::size_t i = 0; i < assets.size(); ++i) {
      out[i].expected += part.prob_missile * part.prob_impact[i];
      none[i] *= 1 - part.prob_missile * part.prob_impact[i];
    }
  }
  for (std::size_t i = 0; i < assets.size(); ++i) out[i].prob_any = 1 - none[i];
  return out;
}

ThreatPicture assess_threat(NodeId node, Time at, std::span<const Estimate* const> tracks,
                            std::span<const AssetWeight> assets, const ThreatParams& params,
                            Assessment before) {
  ThreatPicture picture;
  picture.node = node;
  picture.at = at;
  picture.assets = asset_threats(tracks, assets, params, Unpredicted::share);
  std::vector<double> aimed;
  double no_harm = 1;
  for (const Estimate* e : counted(tracks)) {
    const Part part = part_of(*e, assets, params, Unpredicted::share);
    aimed.push_back(part.prob_missile * part.prob_aimed);
    picture.raid.mean += aimed.back();
    no_harm *= 1 - part.prob_missile * part.prob_harm;
  }
  const auto distribution = poisson_binomial(aimed);
  picture.raid.low = quantile(distribution, 0.05);
  picture.raid.high = quantile(distribution, 0.95);
  picture.raid.num_waves = static_cast<std::uint32_t>(waves_of(tracks, assets, params).size());
  picture.prob_attack = 1 - no_harm;
  picture.assessment = next_assessment(before, picture.prob_attack, params);
  return picture;
}

} // namespace dewline::warn
