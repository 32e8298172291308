#include "dewline/catalog/approaches.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "dewline/base/check.hpp"
#include "dewline/orbit/integrate.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace dewline::catalog {
namespace {

constexpr double kStep_s = 60, kSpare_m = 50e3;
/// Twice the speed of escape at the ground: no two bound objects part or meet faster.
constexpr double kFastest_m_s = 2 * 11.2e3;
constexpr std::size_t kBlock = 32; ///< instants a block: 30,000 objects fill 46 MB

earth::JulianDate later(const earth::JulianDate& utc, double s) {
  return {utc.day, utc.fraction + s / 86400};
}

PosVel relative(const PosVel& a, const PosVel& b) { return {b.p - a.p, b.v - a.v}; }

double half_rate(const PosVel& d) { return dot(d.p, d.v); }

/// Components along radial, in-track and cross-track of x.
Vec3 along_RTN(const PosVel& x, const Vec3& d) {
  const Vec3 up = unit(x.p), across = unit(cross(x.p, x.v));
  return {dot(d, up), dot(d, cross(across, up)), dot(d, across)};
}

/// One search over a list of satellites.
class Search {
 public:
  Search(std::span<const Entry> entries, std::span<const Pair> pairs, const ApproachSearch& asked)
      : entries_(entries), pairs_(pairs), asked_(asked), satellites_(made(entries)), batch_(satellites_) {}

  std::vector<Approach> run() {
    const auto num = static_cast<std::size_t>(std::ceil(asked_.duration_s / kStep_s)) + 1;
    for (std::size_t first = 0; first + 1 < num; first += kBlock - 1) {
      fill(first, std::min(kBlock, num - first));
      const std::size_t share = std::max<std::size_t>(pairs_.size() / 16, 1);
      for (std::size_t k = 0; k < pairs_.size(); ++k) {
        if (k % share == 0 && asked_.go_on && !asked_.go_on(part(first, num, k))) return {};
        look_at(pairs_[k]);
      }
    }
    const auto key = [](const Approach& a) {
      return std::tuple(a.at_utc.day + a.at_utc.fraction, a.number_a, a.number_b);
    };
    std::ranges::sort(found_, {}, key);
    return std::move(found_);
  }

 private:
  static std::vector<orbit::Sgp4> made(std::span<const Entry> entries) {
    std::vector<orbit::Sgp4> out;
    for (const Entry& e : entries) out.emplace_back(e.mean);
    return out;
  }
  double part(std::size_t first, std::size_t num, std::size_t pair) const {
    const double blocks = std::ceil(double(num) / double(kBlock - 1));
    return (double(first / (kBlock - 1)) + double(pair) / double(pairs_.size())) / blocks;
  }
  double time_s(std::size_t instant) const { return std::min(double(instant) * kStep_s, asked_.duration_s); }

  void fill(std::size_t first, std::size_t num) {
    first_ = first, num_ = num;
    std::vector<earth::JulianDate> utc;
    for (std::size_t j = 0; j < num; ++j) utc.push_back(later(asked_.from_utc, time_s(first + j)));
    x_.resize(satellites_.size() * num), error_.resize(x_.size());
    batch_.grid_at(utc, x_, error_);
  }
  bool is_there(std::uint32_t i, std::size_t j) const {
    return error_[i * num_ + j] == orbit::Sgp4Error::none;
  }

  void look_at(const Pair& pair) {
    for (std::size_t j = 0; j + 1 < num_; ++j) {
      const auto [a, b] = pair;
      if (!is_there(a, j) || !is_there(b, j) || !is_there(a, j + 1) || !is_there(b, j + 1)) continue;
      const PosVel before = relative(x_[a * num_ + j], x_[b * num_ + j]);
      const PosVel after = relative(x_[a * num_ + j + 1], x_[b * num_ + j + 1]);
      const double reach_m = asked_.within_m + kFastest_m_s * kStep_s;
      if (half_rate(before) < 0 && half_rate(after) >= 0 && dot(before.p, before.p) <= reach_m * reach_m)
        refine(pair, time_s(first_ + j), time_s(first_ + j + 1));
    }
  }
  PosVel at(std::uint32_t i, double t_s) const {
    const double minutes = satellites_[i].minutes_at(asked_.from_utc) + t_s / 60;
    return satellites_[i].state(minutes).x_TEME;
  }
  void refine(const Pair& pair, double begin_s, double end_s) {
    const auto [a, b] = pair;
    const auto rate = [&](double t_s) { return half_rate(relative(at(a, t_s), at(b, t_s))); };
    const double t_s = orbit::find_root(rate, begin_s, end_s);
    const PosVel x = at(a, t_s), d = relative(x, at(b, t_s));
    if (!(norm(d.p) <= asked_.within_m) || !(t_s < asked_.duration_s)) return;
    const earth::JulianDate utc = later(asked_.from_utc, t_s);
    const double age =
        std::max(std::abs(satellites_[a].minutes_at(utc)), std::abs(satellites_[b].minutes_at(utc)));
    found_.push_back({entries_[a].number, entries_[b].number, entries_[a].name, entries_[b].name, utc,
                      norm(d.p), norm(d.v), along_RTN(x, d.p), age / 1440});
  }

  std::span<const Entry> entries_;
  std::span<const Pair> pairs_;
  const ApproachSearch& asked_;
  std::vector<orbit::Sgp4> satellites_;
  orbit::Sgp4Batch batch_;
  std::size_t first_ = 0, num_ = 0; ///< the block of instants that is filled
  std::vector<PosVel> x_;
  std::vector<orbit::Sgp4Error> error_;
  std::vector<Approach> found_;
};

/// Least and greatest radius [m] by the mean elements.
struct Shell {
  double low, high;
};
Shell shell_of(const Entry& entry) {
  const orbit::Sgp4 satellite(entry.mean);
  const auto& k = satellite.near();
  const double a_m =
      std::pow(satellite.constants().xke / k.no, 2. / 3) * satellite.constants().radius_km * 1e3;
  return {a_m * (1 - k.ecco), a_m * (1 + k.ecco)};
}
std::vector<Shell> shells_of(std::span<const Entry> entries) {
  std::vector<Shell> out;
  for (const Entry& e : entries) out.push_back(shell_of(e));
  return out;
}
bool can_meet(const Shell& a, const Shell& b, double within_m) {
  return std::max(a.low, b.low) - std::min(a.high, b.high) <= within_m + kSpare_m;
}

} // namespace

std::vector<Approach> approaches(std::span<const Entry> entries, std::span<const Pair> pairs,
                                 const ApproachSearch& search) {
  DW_CHECK(search.duration_s > 0 && search.within_m >= 0);
  for (const auto& [a, b] : pairs) DW_CHECK(a < entries.size() && b < entries.size());
  if (pairs.empty()) return {};
  return Search(entries, pairs, search).run();
}

std::vector<Pair> all_pairs(std::span<const Entry> entries, double within_m) {
  const auto shells = shells_of(entries);
  std::vector<Pair> out;
  for (std::uint32_t a = 0; a < entries.size(); ++a)
    for (std::uint32_t b = a + 1; b < entries.size(); ++b)
      if (can_meet(shells[a], shells[b], within_m)) out.emplace_back(a, b);
  return out;
}

std::vector<Pair> pairs_of(std::span<const Entry> entries, std::uint32_t one, double within_m) {
  const auto shells = shells_of(entries);
  std::vector<Pair> out;
  for (std::uint32_t b = 0; b < entries.size(); ++b)
    if (b != one && can_meet(shells.at(one), shells[b], within_m)) out.emplace_back(one, b);
  return out;
}

} // namespace dewline::catalog
