// A satellite as a scenario states it: a designed orbit, a shell of many, or element sets.
#pragma once
#include <array>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/orbit/designed.hpp"

namespace dewline::truth {

using orbit::OrbitParams;

/// How the planes of a shell stand: around the whole equator, or around half of it.
enum class WalkerPattern { delta, star };
constexpr auto enum_words(WalkerPattern*) {
  return std::array{std::pair{WalkerPattern::delta, "delta"}, std::pair{WalkerPattern::star, "star"}};
}

/// A shell of satellites on circular orbits of one height and inclination.
struct ShellParams {
  std::string walker;
  WalkerPattern pattern = WalkerPattern::delta;
  double height_m = 0, inclination_rad = 0;
  double raan_rad = 0, mean_anomaly_rad = 0;
  static constexpr auto fields() {
    using S = ShellParams;
    constexpr double kTurn = 2 * std::numbers::pi;
    return std::tuple{
        required("walker", &S::walker, "satellites/planes/phasing: `24/3/1`"),
        field("pattern", &S::pattern, "delta: planes spread over 360 deg; star: over 180 deg"),
        required("height_m", &S::height_m, "height above the equator's radius", between(100e3, 4e8)),
        required("inclination_rad", &S::inclination_rad, "to the equator", between(0, std::numbers::pi)),
        field("raan_rad", &S::raan_rad, "right ascension of the first plane's ascending node at the epoch",
              between(-kTurn, kTurn)),
        field("mean_anomaly_rad", &S::mean_anomaly_rad,
              "angle of the first satellite from the node at the epoch", between(-kTurn, kTurn))};
  }
};
static_assert(complete<ShellParams>());

/// One element set of SGP4 in numbers.
struct ElementSetParams {
  std::string id;
  std::string epoch;
  double revolutions_per_day = 0, eccentricity = 0, inclination_rad = 0;
  double raan_rad = 0, arg_perigee_rad = 0, mean_anomaly_rad = 0, bstar = 0;
  static constexpr auto fields() {
    using E = ElementSetParams;
    constexpr double kTurn = 2 * std::numbers::pi;
    return std::tuple{
        required("id", &E::id, "name of its body, after the object's: lower-case letters, digits, `-`"),
        required("epoch", &E::epoch, "UTC: `2026-03-20T12:00:00.123456789Z`"),
        required("revolutions_per_day", &E::revolutions_per_day, "mean motion, Kozai's", Bounds{0, 20, true}),
        required("eccentricity", &E::eccentricity, "mean eccentricity", between(0, 0.99999999)),
        required("inclination_rad", &E::inclination_rad, "to the equator", between(0, std::numbers::pi)),
        required("raan_rad", &E::raan_rad, "right ascension of the ascending node", between(-kTurn, kTurn)),
        required("arg_perigee_rad", &E::arg_perigee_rad, "argument of perigee", between(-kTurn, kTurn)),
        required("mean_anomaly_rad", &E::mean_anomaly_rad, "mean anomaly", between(-kTurn, kTurn)),
        field("bstar", &E::bstar, "drag term, per Earth radius", between(-10, 10))};
  }
};
static_assert(complete<ElementSetParams>());

/// Element sets: of a file (all, or one by number or name), of two lines, or in numbers. Reading a scenario
/// turns the first three into `sets`, so that a resolved file carries the numbers.
struct ElementsParams {
  std::string path;
  std::optional<std::uint32_t> number;
  std::string name;
  std::string line1, line2;
  std::vector<ElementSetParams> sets;
  std::string origin;
  static constexpr auto fields() {
    using E = ElementsParams;
    return std::tuple{
        field("path", &E::path, "two-line sets, or OMM as CSV or JSON, relative to the scenario file"),
        field("number", &E::number, "catalogue number of the one satellite to take from the file"),
        field("name", &E::name, "name of the one satellite to take from the file"),
        field("line1", &E::line1, "first line of a two-line set, instead of a file"),
        field("line2", &E::line2, "second line"),
        field("sets", &E::sets, "the sets in numbers, instead of a file or lines"),
        field("origin", &E::origin, "where the sets were read; written by the program")};
  }
};
static_assert(complete<ElementsParams>());

} // namespace dewline::truth
