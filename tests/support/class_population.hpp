// Bodies of every class as the engine's truth flies them, and the tracks that sensors would make of them: for
// tests of the classifier. Nothing here is drawn from the classifier's own table. Random but fixed: a case is
// a function of (seed, index).
#pragma once
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/draws.hpp"
#include "dewline/base/matrix.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/orbit/elements.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/infrared/band.hpp"
#include "dewline/truth/model.hpp"
#include "dewline/warn/classes/features.hpp"

namespace dewline::support {

using warn::ObjectClass;
inline constexpr double kRad = std::numbers::pi / 180;

/// Luck of one case.
class Luck {
 public:
  Luck(std::uint64_t seed, std::uint64_t index) : draws_(seed, 0), index_(index) {}
  double uniform(double a, double b) {
    return a + (b - a) * draws_.uniform({Purpose::test, n_++, 0, index_, 0});
  }
  double normal() { return draws_.normal({Purpose::test, n_++, 0, index_, 0}); }
  double factor(double spread) { return std::exp(spread * normal()); }
  bool chance(double p) { return uniform(0, 1) < p; }

 private:
  Draws draws_;
  std::uint64_t index_;
  std::uint32_t n_ = 0;
};

/// A body as sensors meet it.
struct Body {
  ObjectClass of = ObjectClass::false_event;
  double begin_s = 0, end_s = 0; ///< it exists
  std::function<PosVel(double)> state_E;
  std::function<double(double)> plume_W_sr = [](double) { return 0.0; };
  std::function<double(double, const Vec3&, double)> rcs_m2 = [](double, const Vec3&, double) { return 1.0; };
  bool cloud_hides = true; ///< its fire, while it is low
  bool radar_only = false, infrared_only = false;
  double prob_catalogued = 0, prob_notified = 0; ///< in the world, not in the table
};

/// Draws bodies from the type library and from orbits.
class Population {
 public:
  explicit Population(const std::filesystem::path& source) : types_(load(source)) {
    const auto file = source / "scenarios/norwegian-rocket-1995.yaml";
    types_["black-brant"] =
        io::load(file, {{}, source / "data", source / "scenarios"}).scenario.objects.at("black-brant-xii");
  }
  [[nodiscard]] const earth::Orientation& orientation() const { return orientation_; }

  /// Draws until something flies; nothing if that does not happen in 500 trials.
  [[nodiscard]] std::optional<Body> draw_flying(ObjectClass c, Luck& luck) const {
    std::optional<Body> body;
    for (int i = 0; i < 500 && !body; ++i) body = draw(c, luck);
    return body;
  }
  /// Nothing if what was drawn cannot fly (too far an aim, no orbit reached).
  [[nodiscard]] std::optional<Body> draw(ObjectClass c, Luck& luck) const {
    std::optional<Body> body;
    switch (c) {
      case ObjectClass::icbm:
        body = missile(luck, luck.chance(0.5) ? "solid" : "liquid", 5.6e6, 10.5e6);
        break;
      case ObjectClass::slbm:
        body = missile(luck, "two-stage", 2e6, 7e6);
        break;
      case ObjectClass::shorter:
        body = luck.chance(0.5) ? missile(luck, "irbm", 8e5, 2.6e6) : missile(luck, "srbm", 2e5, 5e5);
        break;
      case ObjectClass::sounding_rocket:
        body = sounding(luck);
        break;
      case ObjectClass::space_launch:
        body = launcher(luck);
        break;
      case ObjectClass::reentry:
        body = reentry(luck);
        break;
      case ObjectClass::satellite:
        body = satellite(luck);
        break;
      case ObjectClass::aircraft:
        body = luck.chance(0.6) ? flier(luck, "airliner", 180, 260, 6e3, 12e3)
                                : flier(luck, "fighter", 150, 450, 500, 15e3);
        break;
      case ObjectClass::cruise_missile:
        body = flier(luck, "cruise", 190, 280, 50, 400);
        break;
      case ObjectClass::drone:
        body = flier(luck, "drone", 5, 24, 50, 1500);
        break;
      case ObjectClass::false_event:
        body = luck.chance(0.85) ? fire(luck) : ghost(luck);
        break;
    }
    if (body) body->of = c;
    return body;
  }

  /// A flight of the library as it stands: the sounding rocket of 1995, a launcher, a missile.
  [[nodiscard]] std::optional<Body> fly(truth::ObjectParams object) const {
    std::shared_ptr<const truth::Model> model;
    try {
      model =
          std::make_shared<truth::Model>(std::map<std::string, truth::ObjectParams>{{"x", std::move(object)}},
                                         orientation_, time_from_s(7200));
    } catch (const ContractError&) {
      return std::nullopt;
    }
    const auto state = std::make_shared<const truth::State>(truth::start(*model));
    const ObjectId id{0};
    const truth::View view(*model, *state);
    Body b;
    b.begin_s = seconds(view.born(id));
    b.end_s = seconds(view.ended(id)) - 0.1;
    b.state_E = [model](double t_s) { return model->path(ObjectId{0}).at(time_from_s(t_s)); };
    b.plume_W_sr = [model](double t_s) { return model->plume_W_sr(ObjectId{0}, time_from_s(t_s)); };
    b.rcs_m2 = [model, state](double t_s, const Vec3& p_ES_E, double frequency_Hz) {
      const Time t = time_from_s(t_s);
      return truth::View(*model, *state)
          .rcs_m2(ObjectId{0}, t, model->path(ObjectId{0}).at(t), p_ES_E, frequency_Hz);
    };
    return b;
  }
  [[nodiscard]] const truth::ObjectParams& type(const std::string& name) const { return types_.at(name); }

 private:
  using Types = std::map<std::string, truth::ObjectParams>;
  static Types load(const std::filesystem::path& source) {
    const std::string pad = "launch: {lat: 50 deg, lon: 60 deg}, ";
    const auto shot = [&](const std::string& name, const std::string& type, const std::string& lat) {
      return "  " + name + ": {grade: assumption, type: " + type + ", " + pad + "aim: {lat: " + lat +
             " deg, lon: 60 deg}}\n";
    };
    const auto way = [&](const std::string& name, const std::string& type, const std::string& speed) {
      return "  " + name + ": {grade: assumption, type: " + type +
             ", launch: {time: 0 s}, waypoints: [{lat: 50 deg, lon: 60 deg, height: 1 km, time: 0 s}, {lat: "
             "51 deg, lon: 60 deg, height: 1 km, speed: " +
             speed + "}]}\n";
    };
    const std::string text =
        "dewline: 1\ntitle: types\nepoch: 2026-01-01T00:00:00Z\nduration: 2 h\nobjects:\n" +
        shot("solid", "generic-solid-icbm", "-30") + shot("liquid", "generic-liquid-icbm", "-30") +
        shot("irbm", "generic-irbm", "65") + shot("srbm", "short-range", "53") +
        "  sounding: {grade: assumption, type: sounding-rocket, " + pad +
        "boost: {azimuth: 0 deg, elevation: 84 deg}}\n" +
        "  launcher: {grade: assumption, type: space-launcher, " + pad + "boost: {azimuth: 90 deg}}\n" +
        way("airliner", "airliner", "230 m/s") + way("fighter", "fighter", "250 m/s") +
        way("cruise", "cruise-missile", "230 m/s") + way("drone", "small-drone", "15 m/s");
    Types types = io::load_text(text, "types.yaml", {{}, source / "data", {}}).scenario.objects;
    truth::ObjectParams two =
        types.at("solid"); // no submarine's missile in the library: its first two stages
    two.boost->stages.pop_back();
    types["two-stage"] = two;
    return types;
  }

  /// Not the library's own missile: burn times, payload, plume and echo differ from body to body.
  static void vary(truth::ObjectParams& o, Luck& luck) {
    o.launch.lat_rad = luck.uniform(30, 66) * kRad;
    o.launch.lon_rad = luck.uniform(-180, 180) * kRad;
    const double bright = luck.factor(0.7), burn = luck.uniform(0.85, 1.15);
    o.boost->payload_kg *= luck.uniform(0.7, 1.2);
    for (truth::StageParams& s : o.boost->stages) {
      s.burn_s *= burn * luck.uniform(0.95, 1.05);
      if (s.plume_W_sr) *s.plume_W_sr *= bright;
    }
  }
  std::optional<Body> with_echo(std::optional<Body> b, Luck& luck) const {
    if (!b) return b;
    const double echo = luck.factor(1.0);
    b->rcs_m2 = [of = b->rcs_m2, echo](double t, const Vec3& from, double f) {
      return echo * of(t, from, f);
    };
    return b;
  }
  std::optional<Body> missile(Luck& luck, const std::string& type, double near_m, double far_m) const {
    truth::ObjectParams o = types_.at(type);
    vary(o, luck);
    const earth::Geodetic pad{*o.launch.lat_rad, *o.launch.lon_rad, 0};
    const auto to = earth::destination(pad, luck.uniform(0, 360) * kRad, luck.uniform(near_m, far_m));
    o.aim = truth::AimParams{{}, earth::PlaceParams{to.lat_rad, to.lon_rad, 0}};
    const double kind = luck.uniform(0, 1);
    o.loft = kind < 0.7    ? truth::Loft::minimum_energy
             : kind < 0.85 ? truth::Loft::lofted
                           : truth::Loft::depressed;
    o.loft_angle_rad = luck.uniform(5, 15) * kRad;
    auto b = with_echo(fly(o), luck);
    if (b) b->prob_notified = 0.02;
    return b;
  }
  std::optional<Body> sounding(Luck& luck) const {
    truth::ObjectParams o = types_.at(luck.chance(0.5) ? "sounding" : "black-brant");
    vary(o, luck);
    o.boost->azimuth_rad = luck.uniform(0, 360) * kRad;
    o.boost->elevation_rad = luck.uniform(80, 87) * kRad;
    auto b = with_echo(fly(o), luck);
    if (b) b->prob_notified = 0.9;
    return b;
  }
  std::optional<Body> launcher(Luck& luck) const {
    truth::ObjectParams o = types_.at("launcher");
    vary(o, luck);
    o.boost->azimuth_rad = luck.uniform(0, 360) * kRad;
    o.boost->kick_rad = luck.uniform(0.3, 0.5) * kRad;
    o.boost->payload_kg = luck.uniform(10e3, 17e3);
    truth::StageParams& last =
        o.boost->stages.back(); // shut down when it is fast enough: the rest flies on as payload
    const double left = luck.uniform(0, 0.15);
    o.boost->payload_kg += left * last.propellant_kg;
    last.propellant_kg *= 1 - left, last.burn_s *= 1 - left;
    auto b = with_echo(fly(o), luck);
    if (!b || !reaches_orbit(*b)) return std::nullopt;
    b->prob_notified = 0.95;
    return b;
  }
  /// It is a space launch only if it does not come down.
  [[nodiscard]] bool reaches_orbit(const Body& b) const {
    const PosVel x_G = orientation_.to_G(b.state_E(b.end_s - 1), time_from_s(b.end_s - 1));
    return orbit::perigee_radius(x_G) > earth::kA_m + 100e3;
  }
  std::optional<Body> flier(Luck& luck, const std::string& type, double slow_m_s, double fast_m_s,
                            double low_m, double high_m) const {
    truth::ObjectParams o = types_.at(type);
    const earth::Geodetic from{luck.uniform(30, 66) * kRad, luck.uniform(-180, 180) * kRad, 0};
    const double v = luck.uniform(slow_m_s, fast_m_s), h = luck.uniform(low_m, high_m);
    const double climb = luck.chance(0.3) && type != "cruise" ? luck.uniform(-0.04, 0.04) * v * 600 : 0;
    const auto to = earth::destination(from, luck.uniform(0, 360) * kRad, 900 * v);
    o.waypoints = {{from.lat_rad, from.lon_rad, h, 0.0, std::nullopt},
                   {to.lat_rad, to.lon_rad, std::max(low_m, h + climb), std::nullopt, v}};
    return with_echo(fly(o), luck);
  }
  /// Along an inertial orbit from t = 0 on; z is the pole.
  Body coasting(const PosVel& x_G, double end_s, const orbit::Forces& forces) const {
    auto path = std::make_shared<std::vector<PosVel>>();
    PosVel x = x_G;
    for (double t_s = 0; t_s <= end_s && orbit::radial_height(x.p) > 40e3; t_s += 10) {
      path->push_back(x);
      x = orbit::propagate_G(x, 10, forces);
    }
    Body b;
    b.end_s = 10 * (static_cast<double>(path->size()) - 1);
    b.state_E = [this, path](double t_s) { // asked at whole tens only
      return orientation_.to_E(path->at(static_cast<std::size_t>(std::lround(t_s / 10))), time_from_s(t_s));
    };
    return b;
  }
  /// At a true anomaly of an orbit.
  static PosVel on_orbit(double perigee_m, double apogee_m, double anomaly_rad, Luck& luck) {
    const double rp = earth::kA_m + perigee_m, ra = earth::kA_m + apogee_m, e = (ra - rp) / (ra + rp),
                 p = rp * (1 + e);
    const double r = p / (1 + e * std::cos(anomaly_rad)), k = std::sqrt(earth::kMu_m3_s2 / p);
    const double i = luck.uniform(50, 100) * kRad, node = luck.uniform(0, 360) * kRad,
                 w = luck.uniform(0, 360) * kRad;
    const Vec3 a{std::cos(node), std::sin(node), 0},
        b{-std::cos(i) * std::sin(node), std::cos(i) * std::cos(node), std::sin(i)};
    const Vec3 P = std::cos(w) * a + std::sin(w) * b, Q = -std::sin(w) * a + std::cos(w) * b;
    return {r * (std::cos(anomaly_rad) * P + std::sin(anomaly_rad) * Q),
            k * (-std::sin(anomaly_rad) * P + (e + std::cos(anomaly_rad)) * Q)};
  }
  std::optional<Body> reentry(Luck& luck) const {
    const double perigee = luck.uniform(0, 85e3), apogee = luck.uniform(140e3, 400e3);
    const PosVel x = on_orbit(perigee, apogee, -luck.uniform(40, 140) * kRad, luck);
    if (orbit::radial_height(x.p) < 110e3) return std::nullopt;
    Body b = coasting(x, 3000, {.ballistic_coefficient_kg_m2 = 100 * luck.factor(0.5)});
    const double glow = 3e4 * luck.factor(0.7), rcs = 3 * luck.factor(1.3);
    b.plume_W_sr = [state = b.state_E, glow](double t) {
      return orbit::radial_height(state(t).p) < 90e3 ? glow : 0;
    };
    b.rcs_m2 = [rcs](double, const Vec3&, double) { return rcs; };
    b.prob_catalogued = 0.7;
    return b;
  }
  Body satellite(Luck& luck) const {
    const double kind = luck.uniform(0, 1);
    const double perigee = kind < 0.75  ? luck.uniform(350e3, 1300e3)
                           : kind < 0.9 ? luck.uniform(160e3, 350e3)
                                        : luck.uniform(200e3, 1000e3);
    const double apogee = kind < 0.75  ? perigee + std::abs(luck.normal()) * 80e3
                          : kind < 0.9 ? perigee + luck.uniform(0, 400e3)
                                       : luck.uniform(20e6, 39e6);
    const double anomaly = kind < 0.9 ? luck.uniform(-180, 180) : luck.uniform(-70, 20);
    Body b = coasting(on_orbit(perigee, apogee, anomaly * kRad, luck), 900, {});
    const double rcs = luck.factor(1.5);
    b.rcs_m2 = [rcs](double, const Vec3&, double) { return rcs; };
    b.prob_catalogued = 0.95;
    return b;
  }
  /// Fires, flares and glint: at rest, with the shapes of sense/infrared/false_params.hpp.
  static Body fire(Luck& luck) {
    const double kind = luck.uniform(0, 1), median_s = kind < 0.33 ? 120 : kind < 0.67 ? 40 : 180;
    const earth::Geodetic at{luck.uniform(20, 66) * kRad, luck.uniform(-180, 180) * kRad,
                             kind < 0.67 ? 0 : 11e3};
    Body b;
    b.end_s = median_s * luck.factor(0.7);
    b.state_E = [at](double) { return PosVel{earth::ecef(at), {}}; };
    b.plume_W_sr = [bright = 3e4 * luck.factor(0.7)](double) { return bright; };
    b.cloud_hides = false;
    b.infrared_only = true;
    return b;
  }
  /// Noise that a tracker took for a body: it goes as fast as its detections happened to lie apart, and ends
  /// soon.
  static Body ghost(Luck& luck) {
    const earth::Geodetic at{luck.uniform(30, 66) * kRad, luck.uniform(-180, 180) * kRad,
                             luck.uniform(1e4, 1.5e6)};
    const Vec3 v{2500 * luck.normal(), 2500 * luck.normal(), 2500 * luck.normal()};
    Body b;
    b.end_s = 30;
    while (luck.chance(0.4) && b.end_s < 200) b.end_s += 10;
    b.state_E = [p = earth::ecef(at), v](double t_s) { return PosVel{p + t_s * v, v}; };
    const double rcs = luck.factor(1.5);
    b.rcs_m2 = [rcs](double, const Vec3&, double) { return rcs; };
    b.radar_only = true;
    return b;
  }

  earth::Orientation orientation_{earth::parse_utc("2026-01-01T00:00:00Z")};
  Types types_;
};

} // namespace dewline::support
