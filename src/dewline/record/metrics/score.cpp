#include "dewline/record/metrics/score.hpp"

#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/record/metrics/matching.hpp"

namespace dewline::record {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<Vec3> places(std::span<const StateRow> rows, std::span<const std::uint32_t> which) {
  std::vector<Vec3> out;
  out.reserve(which.size());
  for (const std::uint32_t i : which) out.push_back(rows[i].x.p);
  return out;
}

ScoreMeans means(std::span<const ScoreStep> steps, double p) {
  ScoreMeans m;
  double num_matched = 0;
  for (const ScoreStep& s : steps) {
    m.gospa_m += s.gospa.value_m;
    m.ospa_m += s.ospa_m;
    m.location += s.gospa.location;
    m.num_missed += static_cast<double>(s.gospa.num_missed);
    m.num_false += static_cast<double>(s.gospa.num_false);
    num_matched += static_cast<double>(s.gospa.num_matched);
  }
  m.match_error_m = num_matched > 0 ? std::pow(m.location / num_matched, 1 / p) : kNaN;
  const auto n = static_cast<double>(steps.size()); // 0 / 0 is NaN, as promised
  for (double* sum : {&m.gospa_m, &m.ospa_m, &m.location, &m.num_missed, &m.num_false}) *sum /= n;
  return m;
}

void check_params(const ScoreParams& params) {
  DW_CHECK(params.c_m > 0 && std::isfinite(params.c_m) && std::isfinite(params.p + params.ospa_p));
  DW_CHECK(params.p >= 1 && params.ospa_p >= 1);
  DW_CHECK(params.alpha > 0 && params.alpha <= 2 && (params.num_axes == 2 || params.num_axes == 3));
}

} // namespace

Score score(std::span<const StateRow> tracks, std::span<const StateRow> truth, const ScoreParams& params,
            std::span<const MatNM<6>> covariances) {
  check_params(params);
  DW_CHECK(covariances.empty() || covariances.size() == tracks.size());
  const int num_axes = static_cast<int>(params.num_axes);
  Score s;
  s.params = params;
  std::vector<double> squares;
  const Scene all = scene(tracks, truth);
  for (const Instant& now : all.instants) {
    const std::vector<Vec3> a = places(tracks, now.tracks), b = places(truth, now.truth);
    const std::vector<Match> matches = match(a, b, params.c_m, params.p);
    const std::size_t n = std::max(a.size(), b.size());
    s.steps.push_back({now.time, gospa(matches, a.size(), b.size(), {params.c_m, params.p, params.alpha}),
                       params.ospa_p == params.p ? ospa(matches, n, params.c_m, params.p)
                                                 : ospa(a, b, params.c_m, params.ospa_p)});
    if (covariances.empty()) continue;
    for (const Match& m : matches) {
      const std::uint32_t i = now.tracks[m.a];
      squares.push_back(nees(tracks[i].x, covariances[i], truth[now.truth[m.b]].x, num_axes));
    }
  }
  s.mean = means(s.steps, params.p);
  s.siap = siap(all, {.distance_m = params.c_m});
  s.continuity = continuity(all, params.c_m);
  s.nees = consistency(squares, 2.0 * num_axes);
  return s;
}

} // namespace dewline::record
