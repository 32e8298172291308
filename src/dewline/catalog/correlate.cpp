#include "dewline/catalog/correlate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <tuple>

#include "dewline/base/check.hpp"
#include "dewline/catalog/normal.hpp"
#include "dewline/catalog/set_error.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/orbit/elements.hpp"

namespace dewline::catalog {
namespace {

constexpr double kNegligible =
    1e-6; ///< share of all likelihood that an unknown object need not be weighed for
constexpr double kStaysUp_m = 120e3; ///< a perigee from here on makes at least a few revolutions

/// All that tells two sets apart: an order that does not depend on the file's.
auto key(const Entry& e, double days) {
  const auto& m = e.mean;
  return std::tuple(e.number, days, m.epoch_jd_utc, m.epoch_fraction, m.mean_motion_rad_min, m.eccentricity,
                    m.inclination_rad, m.raan_rad, m.arg_perigee_rad, m.mean_anomaly_rad, m.bstar, e.name);
}

/// One entry a number: the one nearest to the instant.
std::vector<Entry> nearest(std::vector<Entry> entries, const earth::JulianDate& utc) {
  const auto days = [&](const Entry& e) {
    return std::abs((e.mean.epoch_jd_utc - utc.day) + (e.mean.epoch_fraction - utc.fraction));
  };
  std::ranges::sort(entries, {}, [&](const Entry& e) { return key(e, days(e)); });
  const auto again = [](const Entry& a, const Entry& b) { return a.number == b.number; };
  entries.erase(std::unique(entries.begin(), entries.end(), again), entries.end());
  return entries;
}

std::vector<orbit::Sgp4> made(const std::vector<Entry>& entries) {
  std::vector<orbit::Sgp4> out;
  out.reserve(entries.size());
  for (const Entry& e : entries) out.emplace_back(e.mean);
  return out;
}

PosVel turned(const Mat3& R, const PosVel& x) { return {R * x.p, R * x.v}; }

PosVel state_of(const VecN<6>& m) { return {{m[0], m[1], m[2]}, {m[3], m[4], m[5]}}; }

/// R P R^T, block by block.
Gaussian<6> turned(const Mat3& R, const Gaussian<6>& x) {
  const PosVel y = turned(R, state_of(x.mean));
  Gaussian<6> out{{y.p.x, y.p.y, y.p.z, y.v.x, y.v.y, y.v.z}, {}};
  for (const std::size_t r : {0U, 3U})
    for (const std::size_t c : {0U, 3U}) {
      Mat3 block;
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) block(i, j) = x.cov(r + i, c + j);
      block = R * block * transpose(R);
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out.cov(r + i, c + j) = block(i, j);
    }
  return out;
}

std::optional<Likelihood<6>> in_gate(const Gaussian<6>& track, const PosVel& x, const MatNM<6>& P,
                                     double gate) {
  const VecN<6> set{x.p.x, x.p.y, x.p.z, x.v.x, x.v.y, x.v.z};
  VecN<6> d;
  MatNM<6> S;
  for (std::size_t i = 0; i < 6; ++i) d[i] = track.mean[i] - set[i];
  for (std::size_t i = 0; i < 36; ++i) S.a[i] = track.cov.a[i] + P.a[i];
  const double apart2 = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
  if (apart2 > gate * (S(0, 0) + S(1, 1) + S(2, 2))) return std::nullopt; // most objects, and cheap
  const auto normal = Normal<6>::of(S);
  if (!normal) return std::nullopt;
  const Likelihood<6> found = normal->at(d);
  return found.mahalanobis2 <= gate ? std::optional(found) : std::nullopt;
}

double perigee_h_m(const PosVel& x) { return orbit::perigee_radius(x) - earth::kA_m; }

/// Of the perigee's height: by differences of a tenth of a sigma along each axis.
double sigma_perigee_m(const Gaussian<6>& x) {
  VecN<6> g{};
  for (std::size_t i = 0; i < 6; ++i) {
    const double step = 0.1 * std::sqrt(x.cov(i, i));
    VecN<6> low = x.mean, high = x.mean;
    low[i] -= step, high[i] += step;
    g[i] = (perigee_h_m(state_of(high)) - perigee_h_m(state_of(low))) / (2 * step);
  }
  double sum = 0;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) sum += g[i] * x.cov(i, j) * g[j];
  return std::sqrt(std::max(sum, 0.0));
}

bool stays_up(const track::Track& track) {
  const PosVel x = state_of(track.x_G.mean);
  return track.motion == track::Motion::ballistic && orbit::specific_energy(x) < 0 &&
         perigee_h_m(x) - 2 * sigma_perigee_m(track.x_G) > kStaysUp_m;
}

} // namespace

double gate6(double prob) {
  DW_CHECK(prob > 0 && prob < 1);
  double low = 0, high = 200;
  for (int k = 0; k < 100; ++k) {
    const double x = (low + high) / 2;
    (std::exp(-x / 2) * (1 + x / 2 + x * x / 8) > 1 - prob ? low : high) = x;
  }
  return low;
}

Model::Model(std::vector<Entry> entries, const CatalogueParams& params, const earth::Orientation& orientation)
    : params_(params),
      gate_(gate6(params.gate_prob)),
      orientation_(&orientation),
      entries_(nearest(std::move(entries), orientation.utc_epoch())),
      satellites_(made(entries_)),
      sieve_(satellites_, params, orientation.utc_epoch()) {}

std::vector<Match> Model::candidates(const track::Track& track) const {
  std::vector<Match> out;
  const PosVel x = state_of(track.x_G.mean);
  if (track::only_lines_of_sight(track) || !(orbit::specific_energy(x) < 0)) return out;
  const Time t = track.valid;
  const earth::JulianDate utc = earth::utc_after(orientation_->utc_epoch(), t);
  const Mat3 R_GT = transpose(orientation_->R_EG(t)) * orientation_->R_ET(t);
  const Gaussian<6> x_TEME = turned(transpose(R_GT), track.x_G);
  const Sought like = sought(x_TEME);
  double sum = 0;
  for (const std::uint32_t i : sieve_.possible(like, utc, std::sqrt(gate_))) {
    const double minutes = satellites_[i].minutes_at(utc);
    if (!(std::abs(minutes) * 60 <= params_.max_age_s)) continue;
    const orbit::Sgp4State now = satellites_[i].state(minutes);
    if (now.error != orbit::Sgp4Error::none) continue;
    const PosVel x_G = turned(R_GT, now.x_TEME);
    const MatNM<6> P = set_covariance(params_, x_G, minutes * 60, dragged_m(satellites_[i], minutes));
    const auto found = in_gate(track.x_G, x_G, P, gate_);
    if (!found) continue;
    out.push_back({track.id, entries_[i].number, entries_[i].name, found->mahalanobis2, found->density});
    sum += out.back().prob;
  }
  if (out.empty()) return out;
  sum += params_.unknown_per_known * sieve_.density(x_TEME, kNegligible * sum);
  for (Match& match : out) match.prob /= sum;
  std::ranges::stable_sort(out, std::ranges::greater{}, &Match::prob);
  return out;
}

void Model::look_at(State& state, Time now, const track::Track& track, Outcome& outcome) const {
  if (track.status == track::Status::tentative || track::only_lines_of_sight(track)) return;
  Held& held = state.held[track.id];
  if (held.num_updates != track.num_updates) {
    held.num_updates = track.num_updates;
    const auto found = candidates(track);
    held.match.reset();
    if (!found.empty() && found.front().prob >= params_.min_prob) held.match = found.front();
    held.num_unmatched = held.match ? 0 : held.num_unmatched + 1;
  }
  if (held.match) outcome.matches.push_back(*held.match);
  if (held.told || held.num_unmatched < params_.uncatalogued_after || !stays_up(track)) return;
  held.told = true;
  const PosVel x = state_of(track.x_G.mean);
  outcome.uncatalogued.push_back(
      {track.id, now, held.num_unmatched, perigee_h_m(x), orbit::apogee_radius(x) - earth::kA_m});
}

Model::Outcome Model::match(State& state, Time now, const track::Picture& picture,
                            std::span<const track::Report> foreign) const {
  Outcome outcome;
  std::set<TrackId> there;
  for (const track::Track& track : picture.tracks)
    there.insert(track.id), look_at(state, now, track, outcome);
  for (const track::Report& report : foreign)
    if (!report.ended) there.insert(report.track.id), look_at(state, now, report.track, outcome);
  std::erase_if(state.held, [&](const auto& entry) { return !there.contains(entry.first); });
  std::ranges::sort(outcome.matches, {}, &Match::track);
  return outcome;
}

} // namespace dewline::catalog
