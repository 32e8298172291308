// Quantities as users write them: `600 km`, `3 deg`, `1.2 MW`, `-10 dBsm`, `45 min`.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dewline {

/// The dimension of a quantity; a field's name suffix tells which one it wants.
enum class Dimension {
  none,            ///< no suffix: a pure number, a count, a probability
  length,          ///< _m
  time,            ///< _s
  speed,           ///< _m_s
  acceleration,    ///< _m_s2
  angle,           ///< _rad
  mass,            ///< _kg
  mass_flow,       ///< _kg_s
  force,           ///< _N
  power,           ///< _W
  frequency,       ///< _Hz
  area,            ///< _m2       (accepts dBsm)
  temperature,     ///< _K
  ratio_db,        ///< _db       (a power ratio kept in decibels; accepts `dB` only)
  ballistic_coefficient, ///< _kg_m2
  radiant_intensity, ///< _W_sr
};

/// `range_m` -> {length, "range"}; `prob_fa` -> {none, "prob_fa"}.
struct NamedUnit {
  Dimension dimension;
  std::string_view stem;
};
NamedUnit split_unit_suffix(std::string_view member_name);

/// A parsed number in SI (radians, metres, seconds ...), or what was wrong with it.
struct QuantityError {
  std::string what;
  std::string hint;
};
using Quantity = std::variant<double, QuantityError>;

/// Parses text as a quantity of `want`. A bare number is an error unless want is `none`; `deg` also takes
/// `degN`, `degS`, `degE`, `degW`. `m` is metres and `min` minutes, `mi` and `nmi` statute and nautical miles.
Quantity parse_quantity(std::string_view text, Dimension want);

/// The unit words accepted for a dimension, for messages and the schema: {"m","km","nmi",...}.
std::vector<std::string_view> unit_words(Dimension dimension);
/// One word for the dimension: "length".
std::string_view dimension_word(Dimension dimension);
/// The SI value as text in a unit fit to read: 6000000 m -> "6000 km", 0.0523 rad -> "3 deg"; round-trips.
std::string print_quantity(double si_value, Dimension dimension);

} // namespace dewline
