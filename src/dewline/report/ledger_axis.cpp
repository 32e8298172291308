#include "dewline/report/ledger_axis.hpp"

#include <algorithm>
#include <cmath>

namespace dewline::report {
namespace {

constexpr double kWorthACut = 0.35; ///< share of the whole time in which nothing happens

/// The longest time without an instant: where it begins and ends.
std::pair<double, double> longest_pause(const std::vector<double>& sorted_s) {
  std::pair best(sorted_s.front(), sorted_s.front());
  for (std::size_t i = 1; i < sorted_s.size(); ++i)
    if (sorted_s[i] - sorted_s[i - 1] > best.second - best.first) best = {sorted_s[i - 1], sorted_s[i]};
  return best;
}

} // namespace

LedgerAxis::LedgerAxis(std::vector<double> t_s, double x, double width) {
  std::erase_if(t_s, [](double t) { return !std::isfinite(t); });
  t_s.insert(t_s.end(), {0, 60});
  std::sort(t_s.begin(), t_s.end());
  const double all_s = t_s.back() - t_s.front();
  const auto [pause_s, again_s] = longest_pause(t_s);
  const double end_s = t_s.back() + 0.04 * all_s;
  if (again_s - pause_s < kWorthACut * all_s) {
    stretches_ = {{t_s.front(), end_s, x, width}};
    return;
  }
  const double early_s = (pause_s - t_s.front()) * 1.15, late_s = again_s - 0.08 * all_s;
  const auto num_early = std::count_if(t_s.begin(), t_s.end(), [&](double t) { return t <= pause_s; });
  const double share = std::clamp(double(num_early) / double(t_s.size()), 0.3, 0.75);
  const double first = share * (width - kGap);
  stretches_ = {{t_s.front(), t_s.front() + early_s, x, first},
                {late_s, end_s, x + first + kGap, width - kGap - first}};
}

double LedgerAxis::x(double t_s) const {
  const Stretch& s = is_cut() && t_s > stretches_.front().high_s ? stretches_.back() : stretches_.front();
  return s.x + std::clamp((t_s - s.low_s) / (s.high_s - s.low_s), 0.0, 1.0) * s.width;
}

std::vector<Tick> LedgerAxis::all_ticks() const {
  std::vector<Tick> out;
  for (const Stretch& s : stretches_)
    for (const Tick& t : ticks({Scale::time, s.low_s, s.high_s, ""}, static_cast<int>(s.width / 28)))
      out.push_back(t);
  return out;
}

} // namespace dewline::report
