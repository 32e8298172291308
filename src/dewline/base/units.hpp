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
  angular_rate,    ///< _rad_s
  pressure,        ///< _Pa
};

/// `range_m` -> {length, "range"}; `prob_fa` -> {none, "prob_fa"}. The rule, in this order:
/// 1. a name that begins with `num_` or `prob_` is a pure number (`num_m`, the M of M-of-N, is no length);
/// 2. the longest suffix of the list above that leaves a non-empty stem gives the unit (`m` alone has none);
/// 3. if the stem itself ends in a unit or in `_per`, the unit is a compound that files do not have
///    (`x_kg_m_s`, `rate_per_s`): a pure number, whole name.
/// Upper and lower case differ: `_Hz`, `_N`, `_W`, `_K`, `_Pa`, `_db`.
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

/// Parses text as a quantity of `want`: one number (std::from_chars, a leading `+` allowed), blanks or none,
/// one unit word. Infinite and overflowing values are errors. A bare number is an error unless want is
/// `none`; `deg` also takes `degN`, `degS`, `degE`, `degW`. `m` is metres and `min` minutes, `mi` and `nmi`
/// statute and nautical miles; `g` is the standard acceleration 9.80665 m/s2 and never grams; `dBsm` is 10
/// log10 of m2; `degS` and `degW` negate.
Quantity parse_quantity(std::string_view text, Dimension want);

/// The unit words accepted for a dimension, for messages and the schema: {"m","km","nmi",...}.
std::vector<std::string_view> unit_words(Dimension dimension);
/// One word for the dimension: "length".
std::string_view dimension_word(Dimension dimension);
/// The SI value as text in a unit fit to read: 6000000 m -> "6000 km", 2700 s -> "45 min"; the shortest text
/// whose parsed value is exactly si (laws_base, Units). Not finite: "nan m", which does not parse.
std::string print_quantity(double si, Dimension dimension);

} // namespace dewline
