#include "dewline/catalog/reentry.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dewline::catalog {
namespace {

constexpr double kLowestPerigee_m = 80e3;
constexpr int kPoints = 64;         ///< of the average over a revolution
constexpr double kStepShare = 0.03; ///< of the height above s that a step may take

/// Mean orbit as energy and angular momentum, per unit of mass.
struct Orbit {
  double energy, h;
  friend Orbit operator+(Orbit a, Orbit b) { return {a.energy + b.energy, a.h + b.h}; }
  friend Orbit operator*(double k, Orbit a) { return {k * a.energy, k * a.h}; }
};

/// The orbit of one set under SGP4's drag.
class Decay {
 public:
  explicit Decay(const orbit::Sgp4& satellite)
      : mu_(satellite.constants().mu_km3_s2 * 1e9),
        radius_m_(satellite.constants().radius_km * 1e3),
        bstar_m_(satellite.near().bstar / radius_m_) {}

  [[nodiscard]] Orbit start(const orbit::Sgp4& satellite) const {
    const auto& k = satellite.near();
    const double a = std::pow(satellite.constants().xke / k.no, 2. / 3) * radius_m_;
    return {-mu_ / (2 * a), std::sqrt(mu_ * a * (1 - k.ecco * k.ecco))};
  }
  [[nodiscard]] double axis_m(const Orbit& o) const { return -mu_ / (2 * o.energy); }
  [[nodiscard]] double eccentricity(const Orbit& o) const {
    return std::sqrt(std::max(1 + 2 * o.energy * o.h * o.h / (mu_ * mu_), 0.0));
  }
  [[nodiscard]] double perigee_h_m(const Orbit& o) const {
    return axis_m(o) * (1 - eccentricity(o)) - radius_m_;
  }
  [[nodiscard]] double mean_h_m(const Orbit& o) const { return axis_m(o) - radius_m_; }

  /// Averages over the mean anomaly, dM = (1 - e cos E) dE, by the trapezoid rule: exact for what is smooth
  /// round the orbit.
  [[nodiscard]] Orbit rate(const Orbit& o) const {
    const double a = axis_m(o), e = eccentricity(o), perigee = perigee_h_m(o);
    Orbit sum{0, 0};
    for (int k = 0; k < kPoints; ++k) {
      const double near = 1 - e * std::cos(2 * std::numbers::pi * k / kPoints), r = a * near;
      const double v = std::sqrt(mu_ * (2 / r - 1 / a));
      const double pull = near * drag_density(r, perigee, radius_m_) * v;
      sum = sum + Orbit{pull * v * v, pull * o.h};
    }
    return -bstar_m_ / kPoints * sum;
  }

 private:
  double mu_, radius_m_, bstar_m_;
};

/// One step of the classical Runge-Kutta rule.
Orbit stepped(const Decay& decay, const Orbit& o, double dt_s) {
  const Orbit k1 = decay.rate(o), k2 = decay.rate(o + dt_s / 2 * k1), k3 = decay.rate(o + dt_s / 2 * k2);
  const Orbit k4 = decay.rate(o + dt_s * k3);
  return o + dt_s / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
}

/// Above zero while it flies.
double margin_m(const Decay& decay, const Orbit& o, double h_m) {
  return std::min(decay.mean_h_m(o) - h_m, decay.perigee_h_m(o) - kLowestPerigee_m);
}

/// How long a step may be: it takes a small share of the axis's height above the level s, or of the
/// eccentricity's part in it.
double step_s(const Decay& decay, const Orbit& o) {
  const Orbit rate = decay.rate(o);
  const double sink_m_s = decay.axis_m(o) / -o.energy * -rate.energy;
  return kStepShare * std::max(decay.perigee_h_m(o) - 60e3, 10e3) / sink_m_s;
}

/// Seconds until it is down; nothing if that is beyond the horizon.
std::optional<double> time_down_s(const Decay& decay, Orbit o, const ReentrySearch& search) {
  double t_s = 0;
  while (margin_m(decay, o, search.h_m) > 0) {
    if (!(t_s <= search.horizon_s)) return std::nullopt;
    const double dt_s = step_s(decay, o);
    const Orbit next = stepped(decay, o, dt_s);
    const double before = margin_m(decay, o, search.h_m), after = margin_m(decay, next, search.h_m);
    t_s += after > 0 ? dt_s : dt_s * before / (before - after);
    o = next;
  }
  return t_s <= search.horizon_s ? std::optional(t_s) : std::nullopt;
}

} // namespace

double drag_density(double r_m, double perigee_h_m, double radius_m) {
  double s_m = 78e3;
  if (perigee_h_m < 156e3) s_m = perigee_h_m < 98e3 ? 20e3 : perigee_h_m - 78e3;
  const double ratio = (120e3 - s_m) / (r_m - radius_m - s_m);
  return ratio * ratio * ratio * ratio;
}

std::optional<Reentry> reentry(const Entry& entry, const ReentrySearch& search) {
  if (!(entry.mean.bstar > 0)) return std::nullopt;
  const orbit::Sgp4 satellite(entry.mean);
  const Decay decay(satellite);
  const auto down_s = time_down_s(decay, decay.start(satellite), search);
  if (!down_s) return std::nullopt;
  const auto after = [&](double s) {
    return earth::JulianDate{satellite.epoch_utc().day, satellite.epoch_utc().fraction + s / 86400};
  };
  return Reentry{entry.number,
                 entry.name,
                 after(*down_s / (1 + search.spread)),
                 after(*down_s),
                 after(*down_s / (1 - search.spread)),
                 *down_s / 86400};
}

} // namespace dewline::catalog
