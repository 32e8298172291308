// The tracks that a radar and an infrared satellite make of a body, look by look.
#pragma once
#include <vector>

#include "support/class_population.hpp"

namespace dewline::support {

/// What a centre knows of a body at an instant after its first detection.
struct Sighting {
  double since_first_s = 0;
  warn::Features features; ///< all that the classifier was told so far is in `sightings[0 .. this]`
};

/// One radar and one satellite chosen at random where the body can be seen, every 10 s. Errors: radar range
/// 50 to 300 m, angles 0.5 to 3 mrad, velocity from up to 12 looks (S^-1 (x) R); the track's mean is the
/// truth and an error drawn from that covariance. The satellite: 20 kW/sr times a factor of e^0.4, from
/// geostationary distance; clouds over seven launches in ten; declared at the third look in a row. A track
/// thrusts until 20 s after the fire is out.
class Watch {
 public:
  Watch(const Body& body, Luck& luck, const earth::Orientation& orientation)
      : body_(body), luck_(luck), orientation_(orientation) {
    has_infrared_ = body.infrared_only || (!body.radar_only && luck.chance(0.6));
    has_radar_ = body.radar_only || (!body.infrared_only && (!has_infrared_ || luck.chance(0.75)));
    watching_ = {.infrared = has_infrared_,
                 .catalogue = luck.chance(0.5),
                 .notices = luck.chance(0.5)};
    catalogued_ = watching_.catalogue && luck.chance(body.prob_catalogued);
    notified_ = watching_.notices && luck.chance(body.prob_notified);
    threshold_W_sr_ = 2e4 * luck.factor(0.4);
    cloud_m_ = body.cloud_hides && luck.chance(0.7) ? std::clamp(5e3 * luck.factor(0.6), 1e3, 16e3) : 0;
    sin_el_ = std::sin(luck.uniform(10, 80) * kRad);
    sigma_range_m_ = luck.uniform(50, 300);
    sigma_angle_rad_ = luck.uniform(0.5, 3) * 1e-3;
    frequency_Hz_ = luck.chance(0.7) ? 0.43e9 : 10e9;
    place_radar();
  }

  [[nodiscard]] std::vector<Sighting> sightings(double until_s) {
    std::vector<Sighting> all;
    double first_s = -1;
    for (double t_s = 10 * std::ceil(body_.begin_s / 10); t_s <= body_.end_s; t_s += 10) {
      look(t_s);
      if (num_radar_ + num_fires_ > 0 && first_s < 0) first_s = t_s;
      if (first_s < 0 || (num_radar_ < 3 && num_fires_ < 3)) continue;
      if (t_s - first_s > until_s) break;
      const track::Track track = made(t_s);
      all.push_back({t_s - first_s, warn::features_of(track, judged(track, t_s), watching_, orientation_)});
    }
    return all;
  }

 private:
  /// Within reach of what it will do; a body in the air is met near by.
  void place_radar() {
    const double span = body_.end_s - body_.begin_s;
    const double met_s = 10 * std::round((body_.begin_s + luck_.uniform(0.05, 0.7) * span) / 10);
    const PosVel x = body_.state_E(std::clamp(met_s, body_.begin_s, body_.end_s));
    earth::Geodetic below = earth::geodetic(x.p);
    const bool low = below.h_m < 30e3;
    range_max_m_ = low ? 300e3 : 4500e3;
    below.h_m = 0;
    site_ = earth::destination(below, luck_.uniform(0, 360) * kRad,
                               low ? luck_.uniform(10e3, 150e3) : luck_.uniform(200e3, 2500e3));
    p_ES_E_ = earth::ecef(site_);
  }
  [[nodiscard]] bool in_reach(const PosVel& x) const {
    const auto seen = earth::az_el_range(site_, x.p);
    const double least = range_max_m_ < 1e6 ? -0.5 * kRad : 3 * kRad; // low fliers: a radar on a hill
    return seen.el_rad > least && seen.range_m < range_max_m_;
  }
  void look(double t_s) {
    const PosVel x = body_.state_E(t_s);
    if (has_radar_ && in_reach(x) && luck_.chance(0.9)) {
      if (num_radar_++ == 0) radar_from_s_ = t_s;
      const double rcs = body_.rcs_m2(t_s, p_ES_E_, frequency_Hz_);
      echo_sum_m2_ += -rcs * std::log(luck_.uniform(1e-12, 1)); // Swerling 1
    }
    const double height = std::max(0.0, orbit::radial_height(x.p)), plume = body_.plume_W_sr(t_s);
    if (plume > 0) fire_s_ = t_s;
    const bool bright = has_infrared_ && height >= cloud_m_ &&
                        plume * sense::transmission(5, 4e3, height, sin_el_) > threshold_W_sr_;
    const bool clear = !body_.cloud_hides && has_infrared_ && plume > threshold_W_sr_; // as above the air
    in_a_row_ = bright || clear ? in_a_row_ + 1 : 0;
    if (in_a_row_ < 3) return;
    if (num_fires_++ == 0) fire_first_s_ = t_s;
    fire_last_s_ = t_s;
  }
  [[nodiscard]] track::Track made(double t_s) {
    const PosVel x_E = body_.state_E(t_s), x_G = orientation_.to_G(x_E, time_from_s(t_s));
    track::Track t;
    t.status = track::Status::confirmed;
    t.valid = time_from_s(t_s);
    const bool fire_only = num_radar_ < 3;
    if (num_fires_ > 0) track::mark_seen(t, sense::Kind::infrared);
    if (!fire_only) track::mark_seen(t, sense::Kind::radar);
    t.num_updates = fire_only ? num_fires_ : num_radar_;
    t.first_detection = time_from_s(fire_only ? fire_first_s_ : radar_from_s_);
    t.last_detection = time_from_s(fire_only ? fire_last_s_ : t_s);
    if (fire_only && t_s - fire_last_s_ > 15) t.status = track::Status::coasting;
    if (!fire_only) t.mean_rcs_m2 = echo_sum_m2_ / num_radar_;
    const double range = norm(x_E.p - p_ES_E_);
    const Vec3 sight_E = fire_only ? unit(x_E.p) : unit(x_E.p - p_ES_E_);
    const Vec3 sight_G = orientation_.to_G({sight_E, {}}, t.valid).p;
    t.x_G.cov = fire_only ? error(unit(sight_G), 20e3, 700, num_fires_)
                          : error(unit(sight_G), sigma_range_m_, range * sigma_angle_rad_, num_radar_);
    const Cholesky<6> root(t.x_G.cov);
    const double mean[6] = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
    double z[6];
    for (double& one : z) one = luck_.normal();
    for (std::size_t i = 0; i < 6; ++i) {
      t.x_G.mean[i] = mean[i];
      for (std::size_t j = 0; j <= i; ++j) t.x_G.mean[i] += root.L(i, j) * z[j];
    }
    return t;
  }
  /// Motion known between n looks 10 s apart; no more than twelve help.
  static MatNM<6> error(const Vec3& u, double sigma_along_m, double sigma_across_m, std::uint32_t n) {
    const std::uint32_t looks = std::clamp(n, 3U, 12U);
    double s0 = 0, s1 = 0, s2 = 0;
    for (std::uint32_t k = 0; k < looks; ++k) s0 += 1, s1 -= 10.0 * k, s2 += 100.0 * k * k;
    const double det = s0 * s2 - s1 * s1, share[2][2] = {{s2 / det, -s1 / det}, {-s1 / det, s0 / det}};
    MatNM<6> cov;
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t j = 0; j < 6; ++j) {
        const double along = u[i % 3] * u[j % 3], across = (i % 3 == j % 3) - along;
        cov(i, j) = share[i / 3][j / 3] *
                    (sigma_along_m * sigma_along_m * along + sigma_across_m * sigma_across_m * across);
      }
    return cov;
  }
  [[nodiscard]] warn::Estimate judged(const track::Track& track, double t_s) const {
    warn::Estimate e;
    e.radar = track::seen_by_radar(track);
    e.infrared = track::seen_by(track, sense::Kind::infrared);
    e.only_fire = track::only_lines_of_sight(track);
    e.thrusting = e.only_fire || t_s - fire_s_ < 20;
    if (catalogued_) e.catalogue_number = 1;
    e.notified = notified_;
    return e;
  }

  const Body& body_;
  Luck& luck_;
  const earth::Orientation& orientation_;
  warn::Watching watching_;
  bool has_infrared_ = false, has_radar_ = false, catalogued_ = false, notified_ = false;
  double threshold_W_sr_ = 0, cloud_m_ = 0, sin_el_ = 1, sigma_range_m_ = 0, sigma_angle_rad_ = 0,
         frequency_Hz_ = 0;
  earth::Geodetic site_;
  Vec3 p_ES_E_;
  double range_max_m_ = 0;
  std::uint32_t num_radar_ = 0, num_fires_ = 0, in_a_row_ = 0;
  double radar_from_s_ = 0, fire_first_s_ = 0, fire_last_s_ = 0, fire_s_ = -1e9, echo_sum_m2_ = 0;
};

} // namespace dewline::support
