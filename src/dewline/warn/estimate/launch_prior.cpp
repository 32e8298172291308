#include "dewline/warn/estimate/launch_prior.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace dewline::warn {
namespace {
constexpr double kLate =
    0.1; ///< share that is first seen at any time of the burn: another satellite's view begins
constexpr double kClock_s = 3; ///< a detection may seem earlier than the launch by so much: scans, rounding
constexpr int kNormSteps = 24;
constexpr double kFar2 = 72; ///< a density of exp(-36) beside kLate: nothing
constexpr double kStep = 0.5;                 ///< of the scatter about the profile's age, in sigmas
constexpr int kSteps = 5;                     ///< to either side
/// exp(-z^2/2) at those steps.
const std::array<double, 2 * kSteps + 1>& shares() {
  static const auto kShares = [] {
    std::array<double, 2 * kSteps + 1> s{};
    for (int k = -kSteps; k <= kSteps; ++k) s[static_cast<std::size_t>(k + kSteps)] = std::exp(-0.5 * std::pow(kStep * k, 2));
    return s;
  }();
  return kShares;
}
} // namespace

AgePrior::AgePrior(const track::Track& track, const BoostCase& flight, const JudgeParams& params)
    : flight_(flight),
      seen_at_m_(params.seen_at_m),
      sigma_seen_m_(params.sigma_seen_m),
      elapsed_s_(seconds(track.valid - track.first_detection)),
      infrared_(track::seen_by(track, sense::Kind::infrared)) {
  if (!infrared_) return;
  double sum = 0;
  for (int k = 0; k < kNormSteps; ++k) sum += density(flight.burn_s * (k + 0.5) / kNormSteps) / kNormSteps;
  norm_ = 1 / sum;
}

double AgePrior::density(double delay_s) const {
  if (!infrared_) return delay_s < 0 ? std::exp(-0.5 * std::pow(delay_s / kClock_s, 2)) : 1;
  if (delay_s < 0 || delay_s > flight_.burn_s) return 0;
  const BoostPoint p = flight_.at(delay_s);
  const double z = (p.h_m - seen_at_m_) / sigma_seen_m_;
  if (z * z > kFar2) return norm_ * kLate;
  return norm_ * (kLate + flight_.burn_s * p.climb_m_s / sigma_seen_m_ * std::exp(-0.5 * z * z));
}

double AgePrior::most() const {
  if (!infrared_) return 1;
  double climb_m_s = 0;
  for (const BoostPoint& p : flight_.points) climb_m_s = std::max(climb_m_s, p.climb_m_s);
  return norm_ * (kLate + flight_.burn_s * climb_m_s / sigma_seen_m_);
}

Age AgePrior::operator()(double age_s, double sigma_s) const {
  Age out;
  double sum = 0;
  for (int k = -kSteps; k <= kSteps; ++k) {
    const double age = age_s + sigma_s * kStep * k, share = shares()[static_cast<std::size_t>(k + kSteps)];
    const double w = share * density(age - elapsed_s_);
    sum += share;
    out.weight += w;
    out.mean_s += w * age;
    out.var_s2 += w * age * age;
  }
  if (!(out.weight > 0)) return {};
  out.mean_s /= out.weight;
  const double step_s = kStep * sigma_s;
  out.var_s2 = std::max(0.0, out.var_s2 / out.weight - out.mean_s * out.mean_s) + step_s * step_s / 12;
  out.weight /= sum;
  return out;
}

} // namespace dewline::warn
