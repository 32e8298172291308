// What a user may write within the bounds of the field lists never breaks a contract: it is refused with
// words, or it flies.
#include <gtest/gtest.h>

#include <cstdio>

#include "dewline/base/draws.hpp"
#include "truth/support_truth.hpp"

namespace {
using namespace support;

/// Random values within the bounds of a field list; one in eight lies on a bound.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : draws_(77, seed) {}

  double unit() { return draws_.uniform({Purpose::test, next_++}); }
  bool coin(double prob = 0.5) { return unit() < prob; }

  double number(const Bounds& b) {
    const double edge = unit();
    const bool wide = b.high > 1e7; // open above: a size, from 1e-3 to 1e12
    if (wide && edge < 0.06 && !b.open_low) return std::max(b.low, 0.0);
    if (wide) return std::pow(10, -3 + 15 * std::pow(unit(), 2));
    if (edge < 0.06 && !b.open_low) return b.low;
    if (edge > 0.94) return b.high;
    if (b.low > 0 && b.high > 100 * b.low) return b.low * std::pow(b.high / b.low, unit());
    return b.low + (b.high - b.low) * unit();
  }
  template <HasFields T>
  void fill(T& object) {
    for_each_field<T>([&](const auto& f) { write(object.*f.member, f.bounds); });
  }

 private:
  void write(double& value, const Bounds& b) { value = number(b); }
  template <HasFields T>
  void write(T& value, const Bounds&) {
    fill(value);
  }
  template <class T>
  void write(std::optional<T>& value, const Bounds& b) {
    if (coin()) write(value.emplace(), b);
    else value.reset();
  }
  template <class T>
  void write(std::vector<T>& list, const Bounds& b) {
    list.resize(static_cast<std::size_t>(4 * unit()));
    for (T& each : list) write(each, b);
  }
  void write(std::string&, const Bounds&) {}
  template <class T>
  void write(std::map<std::string, T>& list, const Bounds& b) {
    write(list["any"], b);
  }
  void write(bool& value, const Bounds&) { value = coin(); }
  void write(std::uint32_t& value, const Bounds&) { value = 1 + static_cast<std::uint32_t>(3 * unit()); }
  template <HasWords T>
  void write(T& value, const Bounds&) {
    const auto words = enum_words(static_cast<T*>(nullptr));
    value = words.at(static_cast<std::size_t>(unit() * static_cast<double>(words.size()))).first;
  }
  void write(truth::AimParams& aim, const Bounds& b) { write(aim.place.emplace(), b); }

  Draws draws_;
  std::uint32_t next_ = 0;
};

constexpr int kTrials = 2000, kSlow = 300; // a solved arc takes 30 ms

/// Checks each object; what has no problem is built and asked for its state all along. Returns how many flew.
template <class Make>
int fly_random(std::uint64_t seed, int trials, Make&& make) {
  int flew = 0;
  for (int i = 0; i < trials; ++i) {
    Writer writer(seed * 1000000 + static_cast<std::uint64_t>(i));
    truth::ObjectParams o;
    writer.fill(o.launch);
    if (writer.coin()) o.ballistic_coefficient_kg_m2 = writer.number(between(1, 1e6));
    o.rcs_m2["any"] = writer.number(between(1e-8, 1e8));
    if (writer.coin(0.9)) o.launch.lat_rad = 1.2 - 2 * writer.unit(), o.launch.lon_rad = 3 * writer.unit();
    if (writer.coin(0.7)) o.launch.time_s = 1000 * writer.unit();
    make(writer, o);
    Problems problems;
    try {
      truth::check(o, around(Time{}), problems);
      if (!problems.empty()) continue;
      const truth::Model model({{"x", o}}, orientation(), time_from_s(1800));
      const truth::State state = truth::start(model);
      const truth::View view(model, state);
      const Time born = view.born({}), ended = view.ended({});
      EXPECT_LT(born, ended);
      for (int k = 0; k <= 20; ++k) {
        const PosVel x = view.state_E({}, born + (ended - born) / 20 * k);
        EXPECT_TRUE(std::isfinite(norm(x.p)) && std::isfinite(norm(x.v))) << i;
      }
      EXPECT_NO_THROW((void)view.state_E({}, ended));
      ++flew;
    } catch (const std::exception& e) {
      ADD_FAILURE() << "object " << i << ": " << e.what();
    }
  }
  std::printf("  %d of %d flew, the others were refused\n", flew, trials);
  return flew;
}

TEST(Fuzz, ArcsFromABurnout) {
  EXPECT_GT(fly_random(1, kTrials, [](Writer& w, truth::ObjectParams& o) {
              w.fill(o.arc.emplace());
              w.fill(o.arc->burnout.emplace());
              o.arc->azimuth_rad.reset(), o.arc->impact.reset(), o.arc->apogee_m.reset(), o.arc->range_m.reset();
              if (w.coin(0.7)) o.arc->boost_time_s = 0, o.arc->burnout_height_m.reset();
            }), kTrials / 5);
}

TEST(Fuzz, ArcsWithAnAim) {
  EXPECT_GT(fly_random(2, kSlow, [](Writer& w, truth::ObjectParams& o) {
              w.fill(o.arc.emplace());
              o.arc->burnout.reset();
              if (w.coin()) o.arc->azimuth_rad.reset(), o.arc->range_m.reset();
              else o.arc->impact.reset();
              if (w.coin(0.7)) o.arc->boost_time_s = 60 * w.unit(), o.arc->burnout_height_m.reset();
            }), kSlow / 20);
}

TEST(Fuzz, Boosts) {
  EXPECT_GT(fly_random(3, kTrials, [](Writer& w, truth::ObjectParams& o) {
              const bool sane = w.coin(); // half of them are near a real rocket, half anything
              w.fill(o.boost.emplace());
              if (o.boost->stages.empty()) o.boost->stages.resize(1), w.fill(o.boost->stages[0]);
              o.boost->stages[0].coast_s = 0;
              if (!sane) return;
              *o.boost = *black_brant().boost;
              for (auto& s : o.boost->stages)
                s.propellant_kg *= 0.3 + 3 * w.unit(), s.burn_s *= 0.3 + 3 * w.unit(), s.coast_s *= 10 * w.unit();
              o.boost->payload_kg = std::pow(10, 4 * w.unit() - 2);
            }), kTrials / 10);
}

TEST(Fuzz, Waypoints) {
  EXPECT_GT(fly_random(4, kTrials, [](Writer& w, truth::ObjectParams& o) {
              o.waypoints.resize(2 + static_cast<std::size_t>(3 * w.unit()));
              for (auto& p : o.waypoints) w.fill(p);
              double clock = 0;
              for (auto& p : o.waypoints) {
                if (w.coin(0.1)) continue;
                if (w.coin()) p.time_s = clock += 3000 * w.unit(), p.speed_m_s.reset();
                else p.time_s.reset(), p.speed_m_s = 1000.0, clock += 30000;
              }
            }), kTrials / 20);
}

TEST(Fuzz, Routes) {
  EXPECT_GT(fly_random(5, kTrials, [](Writer& w, truth::ObjectParams& o) {
              o.waypoints.resize(2 + static_cast<std::size_t>(4 * w.unit()));
              const bool sane = w.coin(); // half of them have room for their turns, half are anything
              for (auto& p : o.waypoints) {
                w.fill(p);
                p.time_s.reset(), p.speed_m_s = 5 * std::pow(60, w.unit());
                if (!sane) continue;
                p.lat_rad = 0.9 + 0.05 * w.unit(), p.lon_rad = 0.1 * w.unit(), p.height_m = 3000 * w.unit();
              }
              if (w.coin(0.3)) o.waypoints.back().time_s = 1e4 * w.unit(), o.waypoints.back().speed_m_s.reset();
              w.fill(o.route.emplace());
              o.route->terrain.reset();
              if (w.coin(0.7)) o.route->bank_rad.reset(), o.route->load_factor.reset();
              if (w.coin()) o.route->profile.clear(), o.route->clearance_m = 0, o.route->height_above = {};
              if (w.coin(0.3)) o.formation = truth::FormationParams{4, 1000 * w.unit() + 1, {}}, w.fill(*o.formation);
              if (o.formation) o.formation->count = 3;
            }), kTrials / 20);
}

/// Aims anywhere, the pad and its antipode included, with every surplus, loft, apogee and part.
TEST(Fuzz, AimedBoosts) {
  EXPECT_GT(fly_random(6, 120, [](Writer& w, truth::ObjectParams& o) {
              o.boost = *black_brant().boost;
              if (!w.coin(0.1)) {
                o.boost->vertical_rise_s = 8, o.boost->payload_kg = 900, o.boost->elevation_rad = M_PI / 2;
                o.boost->stages = {stage(21000, 2200, 265, 60, .9, 2.2), stage(6500, 700, 288, 60, 0, 2.2),
                                   stage(3300, 350, 290, 60, 0, 2.2)};
              }
              o.boost->azimuth_rad.reset();
              const auto words = enum_words(static_cast<truth::Surplus*>(nullptr));
              o.boost->surplus = words.at(static_cast<std::size_t>(w.unit() * 4)).first;
              o.boost->stages.back().shutdown = w.coin();
              o.aim = truth::AimParams{"", earth::PlaceParams{}};
              const double lat = o.launch.lat_rad.value_or(0), lon = o.launch.lon_rad.value_or(0);
              if (w.coin(0.1)) *o.aim->place = {lat, lon, 0};
              else if (w.coin(0.1)) *o.aim->place = {-lat, lon - M_PI, 0};
              else if (w.coin(0.1)) o.aim->place.reset();
              else {
                const auto at = earth::destination({lat, lon, 0}, 6 * w.unit(), 1.9e7 * w.unit());
                *o.aim->place = {at.lat_rad, at.lon_rad, 0};
              }
              if (w.coin()) o.loft = w.coin() ? truth::Loft::lofted : truth::Loft::depressed;
              else if (w.coin()) o.apogee_m = 1e5 * std::pow(100, w.unit());
              if (w.coin()) o.boost->stages[0].spent = truth::BodyParams{100, {{"any", 1}}, {}};
              if (w.coin(0.3)) {
                truth::ReleaseParams release;
                release.name = "x", release.count = 2, release.after_burnout_s = 1000 * w.unit();
                release.body = {50, {{"any", 1}}, {}};
                o.releases = {release};
              }
              if (w.coin(0.2)) o.ballistic_by_mach = {{0, 100}, {5, 5000}}, o.ballistic_coefficient_kg_m2.reset();
            }), 20);
}

} // namespace
