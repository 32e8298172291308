// What each class looks like: how its measurable features spread. The numbers stand in data/classes.yaml.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"
#include "dewline/warn/object_class.hpp"
#include "dewline/warn/classes/class_spread.hpp"

namespace dewline::warn {

/// What a centre can measure of a track (docs/models/classification.md). The first nine are quantities, the
/// others yes or no (a probability in between is taken as such).
enum class Feature : std::uint8_t {
  surface_speed,
  surface_climb,
  perigee,
  air_speed,
  air_height,
  air_climb,
  rcs,
  burn,
  num_detections,
  above,
  fire,
  infrared,
  moves,
  catalogued,
  notified
};
constexpr auto enum_words(Feature*) {
  using enum Feature;
  return std::array{std::pair{surface_speed, "surface_speed_m_s"},
                    std::pair{surface_climb, "surface_climb_rad"},
                    std::pair{perigee, "perigee_m"},
                    std::pair{air_speed, "air_speed_m_s"},
                    std::pair{air_height, "air_height_m"},
                    std::pair{air_climb, "air_climb_rad"},
                    std::pair{rcs, "rcs_m2"},
                    std::pair{burn, "burn_s"},
                    std::pair{num_detections, "num_detections"},
                    std::pair{above, "above"},
                    std::pair{fire, "fire"},
                    std::pair{infrared, "infrared"},
                    std::pair{moves, "moves"},
                    std::pair{catalogued, "catalogued"},
                    std::pair{notified, "notified"}};
}
inline constexpr std::size_t kNumQuantities = 9, kNumFeatures = 15;

/// One class. A quantity that is left out says nothing: it spreads over all of `feature_range`.
struct ClassLikelihoods {
  std::optional<Spread> surface_speed_m_s, surface_climb_rad, perigee_m;
  std::optional<Spread> air_speed_m_s, air_height_m, air_climb_rad;
  std::optional<Spread> rcs_m2, burn_s, num_detections;
  double prob_above = 0.5, prob_fire = 0.5, prob_infrared = 0.5;
  double prob_moves = 0.5, prob_catalogued = 0.5, prob_notified = 0.5;

  static constexpr auto fields() {
    using P = ClassLikelihoods;
    return std::tuple{
        field("surface_speed_m_s", &P::surface_speed_m_s,
              "inertial speed that its arc has at the Earth's radius"),
        field("surface_climb_rad", &P::surface_climb_rad, "angle at which its arc leaves that radius"),
        field("perigee_m", &P::perigee_m, "perigee height, of arcs as fast as an orbit"),
        field("air_speed_m_s", &P::air_speed_m_s, "speed over ground, of what flies in the air"),
        field("air_height_m", &P::air_height_m, "height of what flies in the air"),
        field("air_climb_rad", &P::air_climb_rad, "climb angle of what flies in the air"),
        field("rcs_m2", &P::rcs_m2, "mean radar cross-section over aspects and bands"),
        field("burn_s", &P::burn_s, "how long an infrared satellite sees it burn"),
        field("num_detections", &P::num_detections, "radar detections that its track gathers"),
        field("prob_above", &P::prob_above, "that it is found above the air, or too fast for it",
              between(0, 1)),
        field("prob_fire", &P::prob_fire, "that nothing but infrared satellites has it in track",
              between(0, 1)),
        field("prob_infrared", &P::prob_infrared,
              "that infrared satellites that watch have seen what a radar tracks", between(0, 1)),
        field("prob_moves", &P::prob_moves, "that its fire moves over ground", between(0, 1)),
        field("prob_catalogued", &P::prob_catalogued, "that the catalogue of space objects knows it",
              between(0, 1)),
        field("prob_notified", &P::prob_notified, "that a launch notification covers it", between(0, 1))};
  }
};
static_assert(complete<ClassLikelihoods>());

/// How common each class is among the tracks that a centre weighs. Only the ratios count.
struct ClassPriors {
  double icbm = 0.08, slbm = 0.08, shorter = 0.12, sounding_rocket = 0.08, space_launch = 0.08,
         reentry = 0.06;
  double satellite = 0.18, aircraft = 0.12, cruise_missile = 0.06, drone = 0.04, false_event = 0.10;

  static constexpr auto fields() {
    using P = ClassPriors;
    constexpr Bounds kRange = between(1e-12, 1e6);
    return std::tuple{
        field("icbm", &P::icbm, "range above 5,500 km, from land", kRange),
        field("slbm", &P::slbm, "from a submarine", kRange),
        field("shorter", &P::shorter, "range up to 5,500 km", kRange),
        field("sounding_rocket", &P::sounding_rocket, "steep, to come down near by", kRange),
        field("space_launch", &P::space_launch, "on its way to an orbit", kRange),
        field("reentry", &P::reentry, "from an orbit into the air", kRange),
        field("satellite", &P::satellite, "in orbit", kRange),
        field("aircraft", &P::aircraft, "with crew", kRange),
        field("cruise_missile", &P::cruise_missile, "in the air all the way", kRange),
        field("drone", &P::drone, "small, without crew", kRange),
        field("false_event", &P::false_event, "a fire, a flare, glint, a meteor, noise", kRange)};
  }
};
static_assert(complete<ClassPriors>());
/// They sum to 1.
ClassProbabilities normalised(const ClassPriors& priors);

/// All that the classifier needs.
struct ClassTable {
  double floor = 0.02;
  ClassPriors priors;
  std::map<std::string, ClassLikelihoods> classes; ///< by word: `icbm`

  static constexpr auto fields() {
    using P = ClassTable;
    return std::tuple{
        field("floor", &P::floor, "share of every class that is spread evenly: no class is ever impossible",
              Bounds{0, 0.5, true}),
        field("priors", &P::priors, "how common each class is"),
        required("classes", &P::classes, "how the features of each class spread")};
  }
};
static_assert(complete<ClassTable>());

/// Every class is there, uniform spreads rise, the others have a positive width.
void check(const ClassTable& table, Problems& problems);

/// The library's table: data/classes.yaml as numbers (test_io ClassTable.* holds them to each other).
const ClassTable& library_class_table();

/// Where the floor spreads: everything that can be measured. log: evenly in the logarithm.
struct FeatureRange {
  double low = 0, high = 0;
  bool log = false;
};
FeatureRange feature_range(Feature quantity);
/// The spread of a quantity within a class; nothing if the table leaves it out.
const std::optional<Spread>& spread_of(const ClassLikelihoods& c, Feature quantity);
/// The probability of a yes-or-no feature within a class.
double prob_of(const ClassLikelihoods& c, Feature feature);

} // namespace dewline::warn
