#include "dewline/report/keyframes.hpp"

#include <cmath>

#include "dewline/base/check.hpp"

namespace dewline::report {
namespace {

bool close_enough(const PathAt& path, const Keyframe& a, const Keyframe& b, double tolerance_m) {
  for (double share : {0.5, 0.25, 0.75, 0.1, 0.9}) {
    const double t_s = a.t_s + share * (b.t_s - a.t_s);
    if (!(norm(hermite(a, b, t_s) - path(t_s).p) <= tolerance_m)) return false;
  }
  return true;
}

/// Appends the rows after `a` up to `b`.
void divide(const PathAt& path, const Keyframe& a, const Keyframe& b, const KeyframeParams& params,
            std::vector<Keyframe>& rows) {
  const double step_s = b.t_s - a.t_s, middle_s = chunk_time_s(a.t_s + step_s / 2);
  const bool divides = a.t_s < middle_s && middle_s < b.t_s; // else there is no time between them in a chunk
  if (divides && (step_s > params.max_step_s ||
                  (step_s > 2 * params.min_step_s && !close_enough(path, a, b, params.tolerance_m)))) {
    const Keyframe middle{middle_s, path(middle_s)};
    divide(path, a, middle, params, rows);
    divide(path, middle, b, params, rows);
    return;
  }
  rows.push_back(b);
}

} // namespace

Vec3 hermite(const Keyframe& a, const Keyframe& b, double t_s) {
  const double h = b.t_s - a.t_s, u = (t_s - a.t_s) / h, u2 = u * u, u3 = u2 * u;
  return (2 * u3 - 3 * u2 + 1) * a.x_E.p + (u3 - 2 * u2 + u) * h * a.x_E.v + (3 * u2 - 2 * u3) * b.x_E.p +
         (u3 - u2) * h * b.x_E.v;
}

std::vector<Keyframe> keyframes(const PathAt& path, double begin_s, double end_s, const KeyframeParams& params) {
  DW_CHECK(begin_s < end_s && params.tolerance_m > 0 && params.min_step_s > 0);
  std::vector<Keyframe> rows{{begin_s, path(begin_s)}};
  divide(path, rows.front(), {end_s, path(end_s)}, params, rows);
  return rows;
}

} // namespace dewline::report
