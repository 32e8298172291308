// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/orbit/arcs.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"
#include "dewline/orbit/arcs_task.hpp"
#include "dewline/base/lanes_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/orbit/arcs.cpp"
#include <hwy/foreach_target.h>

#include "dewline/orbit/arcs_ends.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {
namespace {

/// The lanes at work: each flies an arc of the task until it comes down, then takes the next.
template <earth::Gravity field, bool air>
class Flyer {
 public:
  explicit Flyer(const ArcsTask& task) : task_(task) {
    for (std::size_t g = 0; g < kGroups; ++g) {
      acting_[g] = {F(0.0), earth::AirTable::get().density_cells()->data(), task.forces.mu_m3_s2};
      Steps& s = s_[g];
      s.t_s = s.h_s = s.last_h_s = s.last_reach = F(1.0);
      s.p = {F(7e6), F(0.0), F(0.0)}; // a lane without an arc: at rest, out of the way
      s.v = s.k[0] = {F(0.0), F(0.0), F(0.0)};
    }
  }

  void run() {
    for (std::size_t l = 0; l < kAllLanes; ++l) take(l);
    while (num_busy_ > 0) step();
    end_grounded();
    end_apexes();
  }

 private:
  static HWY_INLINE void put(F& f, std::size_t lane, double x) { f = hn::InsertLane(f.v, lane, x); }
  static HWY_INLINE void put(V& a, std::size_t lane, const Vec3& x) {
    put(a.x, lane, x.x), put(a.y, lane, x.y), put(a.z, lane, x.z);
  }

  /// Gives the lane its next arc; none is left: it rests.
  void take(std::size_t lane) {
    if (busy_[lane]) --num_busy_;
    busy_[lane] = false;
    std::optional<ArcStart> start;
    while (next_ < task_.x_E.size() && !start) {
      arc_[lane] = next_;
      start = task_.start(next_++);
    }
    Steps& s = s_[lane / kArcLanes];
    const std::size_t l = lane % kArcLanes;
    put(s.t_s, l, 0);
    if (!start) return;
    busy_[lane] = true;
    ++num_busy_;
    put(s.h_s, l, start->h_s), put(s.last_h_s, l, start->h_s), put(s.last_reach, l, 1e-300);
    put(s.p, l, start->x_G.p), put(s.v, l, start->x_G.v), put(s.k[0], l, start->a_G);
    put(acting_[lane / kArcLanes].half_inverse_b, l, start->half_inverse_b);
  }

  void step() {
    F h[kGroups];
    for (std::size_t g = 0; g < kGroups; ++g) {
      h[g] = s_[g].h_s;
      if constexpr (air) {
        const Mask in_air = F(0.0) < acting_[g].half_inverse_b;
        h[g] = select(in_air, least(h[g], edge_limit(s_[g])), h[g]);
      }
    }
    attempt<field, air>(acting_.data(), s_.data(), h);
    for (std::size_t g = 0; g < kGroups; ++g) judge(g, h[g]);
    for (std::size_t l = 0; l < kAllLanes && num_done_ > 0; ++l)
      if (done_[l]) {
        done_[l] = false;
        --num_done_;
        take(l);
      }
  }

  /// Keeps the steps that are good enough, and sets the length of the next.
  HWY_INLINE void judge(std::size_t g, F h) {
    Steps& s = s_[g];
    const F reach = reach_of(s, h, task_.inverse_tolerance2);
    const Mask taken = either(reach >= F(1.0), h < F(1e-9));
    if (any(taken)) look(g, h, taken);
    const F trend = least(F(1.0), h / s.last_h_s * (reach / s.last_reach));
    const F growth = least(most(F(0.9) * reach * select(taken, trend, F(1.0)), F(0.2)), F(5.0));
    s.h_s = least(h * growth, F(kLongestStep_s));
    s.t_s = s.t_s + only(taken, h);
    s.p = select(taken, s.p_to, s.p), s.v = select(taken, s.v_to, s.v);
    s.k[0] = select(taken, s.k[6], s.k[0]);
    s.last_h_s = select(taken, h, s.last_h_s), s.last_reach = select(taken, reach, s.last_reach);
  }

  /// What happened in the steps just taken.
  HWY_INLINE void look(std::size_t g, F h, Mask taken) {
    const Steps& s = s_[g];
    const F rise_from = dot(s.p, s.v), rise_to = dot(s.p_to, s.v_to);
    const F r2 = dot(s.p_to, s.p_to), r = root(r2), height = radial_height(s.p_to, r, F(1.0) / r);
    const F h_m(task_.h_m), unsure(1 + 1e-5 * std::abs(task_.h_m));
    Mask low = height < h_m;
    if (any(magnitude(height - h_m) < unsure)) low = geodetic_place(s.p_to).h_m < h_m;
    const Mask sinks = rise_to < F(0.0), apex = both(F(0.0) < rise_from, negate(F(0.0) < rise_to));
    const Mask grounded = both(sinks, low);
    // a perigee inside the step, deep enough to touch h_m
    const Mask dips = both(both(rise_from < F(0.0), F(0.0) < rise_to), height < h_m + F(1.25) * h * h);
    const Mask lost = either(either(F(kEscaped_m * kEscaped_m) < r2, negate(r2 < F(1e30))),
                             F(task_.max_tof_s) < s.t_s);
    if (!any(both(taken, either(either(apex, grounded), either(dips, lost))))) return;
    sort(g, h, both(taken, apex), both(taken, grounded), both(taken, dips), both(taken, lost));
  }

  void sort(std::size_t g, F h, Mask apex, Mask grounded, Mask dips, Mask lost) {
    StepTable now;
    now.take(s_[g], h);
    alignas(64) double is[4][kArcLanes];
    const Mask masks[] = {apex, grounded, dips, lost};
    for (int i = 0; i < 4; ++i) hn::Store(only(masks[i], F(1.0)).v, D{}, is[i]);
    for (std::size_t l = 0; l < kArcLanes; ++l) {
      const std::size_t lane = g * kArcLanes + l;
      if (!busy_[lane]) continue;
      if (is[0][l] != 0) {
        apexes_.add(now, l, arc_[lane]);
        if (apexes_.full()) end_apexes();
      }
      if (is[1][l] != 0) {
        grounded_.add(now, l, arc_[lane]);
        if (grounded_.full()) end_grounded();
      } else if (is[2][l] != 0) {
        task_.by_itself(arc_[lane]);
      }
      if (is[1][l] != 0 || is[2][l] != 0 || is[3][l] != 0) done_[lane] = true, ++num_done_;
    }
  }

  void end_apexes() {
    apexes_.pad();
    const Quintic path(apexes_);
    const F u = apex(path, F(0.0) < dot(path.c0, path.c1));
    alignas(64) double t_s[kArcLanes], h_m[kArcLanes];
    hn::Store((apexes_.row(0) + u * apexes_.row(1)).v, D{}, t_s);
    hn::Store(geodetic_place(path.place(u)).h_m.v, D{}, h_m);
    for (std::size_t l = 0; l < apexes_.num; ++l) task_.apogees[apexes_.arc[l]] = {t_s[l], h_m[l]};
    apexes_.num = 0;
  }

  void end_grounded() {
    grounded_.pad();
    const End end = find_end(grounded_, F(task_.h_m));
    alignas(64) double rows[14][kArcLanes];
    const F all[] = {only(end.fell, F(1.0)), only(end.sound, F(1.0)), end.tof_s,     end.lat_rad, end.lon_rad,
                     end.h_m,                end.speed_m_s,           end.angle_rad, end.p_E.x,   end.p_E.y,
                     end.p_E.z,              end.v_E.x,               end.v_E.y,     end.v_E.z};
    for (std::size_t i = 0; i < 14; ++i) hn::Store(all[i].v, D{}, rows[i]);
    for (std::size_t l = 0; l < grounded_.num; ++l) {
      if (rows[0][l] == 0) continue; // it began below, sinking
      if (rows[1][l] == 0) {
        task_.by_itself(grounded_.arc[l]);
        continue;
      }
      const Impact hit{rows[2][l],
                       {rows[3][l], rows[4][l], rows[5][l]},
                       {{rows[8][l], rows[9][l], rows[10][l]}, {rows[11][l], rows[12][l], rows[13][l]}},
                       rows[6][l],
                       rows[7][l]};
      if (hit.tof_s <= task_.max_tof_s) task_.out[grounded_.arc[l]] = hit;
    }
    grounded_.num = 0;
  }

  const ArcsTask& task_;
  std::array<Acting, kGroups> acting_;
  std::array<Steps, kGroups> s_;
  std::size_t next_ = 0, num_busy_ = 0, num_done_ = 0;
  std::array<std::size_t, kAllLanes> arc_{};
  std::array<bool, kAllLanes> busy_{}, done_{};
  StepTable apexes_, grounded_;
};

template <earth::Gravity field>
void fly_in(const ArcsTask& task) {
  if (task.any_air) Flyer<field, true>(task).run();
  else Flyer<field, false>(task).run();
}
void fly_arcs(const ArcsTask& task) {
  switch (task.forces.gravity) {
    case earth::Gravity::two_body: return fly_in<earth::Gravity::two_body>(task);
    case earth::Gravity::j2: return fly_in<earth::Gravity::j2>(task);
    case earth::Gravity::j6: return fly_in<earth::Gravity::j6>(task);
  }
}

} // namespace
} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline::orbit {
HWY_EXPORT(fly_arcs);

std::vector<std::optional<Impact>> impacts(std::span<const PosVel> x_E,
                                           std::span<const double> ballistic_coefficients_kg_m2,
                                           const Forces& forces, double h_m, double max_tof_s) {
  DW_CHECK(ballistic_coefficients_kg_m2.empty() || ballistic_coefficients_kg_m2.size() == x_E.size());
  DW_CHECK(std::isfinite(h_m) && max_tof_s >= 0 && std::isfinite(max_tof_s) && forces.tolerance > 0);
  std::vector<std::optional<Impact>> out(x_E.size());
  std::vector<ArcsTask::Apogee> apogees(x_E.size());
  const ArcsTask task(x_E, ballistic_coefficients_kg_m2, forces, h_m, max_tof_s, out.data(), apogees.data());
  const bool by_mach = ballistic_coefficients_kg_m2.empty() && !forces.ballistic_coefficient_by_mach.empty();
  for (std::size_t i = 0; by_mach && i < x_E.size(); ++i) task.by_itself(i);
  if (!by_mach) HWY_DYNAMIC_DISPATCH(fly_arcs)(task);
  task.add_apogees();
  return out;
}

} // namespace dewline::orbit
#endif
