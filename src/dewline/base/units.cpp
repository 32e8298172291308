#include "dewline/base/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

constexpr double kPi = std::numbers::pi, kHidden = std::numeric_limits<double>::infinity();

/// A unit word. SI value = number * times / over. `shown_from`: the least number that is printed in this
/// unit.
struct Unit {
  Dimension dimension;
  std::string_view word;
  double times, over, shown_from;
};

// Within a dimension: the SI unit first.
constexpr std::array kUnits = {
    Unit{Dimension::length, "m", 1, 1, 0},
    Unit{Dimension::length, "km", 1000, 1, 1},
    Unit{Dimension::length, "cm", 1, 100, kHidden},
    Unit{Dimension::length, "mm", 1, 1000, kHidden},
    Unit{Dimension::length, "ft", 0.3048, 1, kHidden},
    Unit{Dimension::length, "nmi", 1852, 1, kHidden},
    Unit{Dimension::length, "mi", 1609.344, 1, kHidden},
    Unit{Dimension::time, "s", 1, 1, 0},
    Unit{Dimension::time, "ms", 1, 1e3, 1},
    Unit{Dimension::time, "us", 1, 1e6, 1},
    Unit{Dimension::time, "min", 60, 1, 1},
    Unit{Dimension::time, "h", 3600, 1, 1},
    Unit{Dimension::time, "day", 86400, 1, 1},
    Unit{Dimension::speed, "m/s", 1, 1, 0},
    Unit{Dimension::speed, "km/s", 1000, 1, 1},
    Unit{Dimension::speed, "km/h", 1, 3.6, kHidden},
    Unit{Dimension::speed, "kn", 1852, 3600, kHidden},
    Unit{Dimension::acceleration, "m/s2", 1, 1, 0},
    Unit{Dimension::acceleration, "g", 9.80665, 1, kHidden},
    Unit{Dimension::angle, "rad", 1, 1, 0},
    Unit{Dimension::angle, "deg", kPi / 180, 1, 0.01},
    Unit{Dimension::angle, "mrad", 1, 1e3, 1e-3},
    Unit{Dimension::angle, "arcmin", kPi / 10800, 1, kHidden},
    Unit{Dimension::angle, "arcsec", kPi / 648000, 1, kHidden},
    Unit{Dimension::angle, "degN", kPi / 180, 1, kHidden},
    Unit{Dimension::angle, "degS", -kPi / 180, 1, kHidden},
    Unit{Dimension::angle, "degE", kPi / 180, 1, kHidden},
    Unit{Dimension::angle, "degW", -kPi / 180, 1, kHidden},
    Unit{Dimension::angular_rate, "rad/s", 1, 1, 0},
    Unit{Dimension::angular_rate, "mrad/s", 1, 1e3, kHidden},
    Unit{Dimension::angular_rate, "deg/s", kPi / 180, 1, 0.01},
    Unit{Dimension::mass, "kg", 1, 1, 0},
    Unit{Dimension::mass, "t", 1000, 1, kHidden},
    Unit{Dimension::mass_flow, "kg/s", 1, 1, 0},
    Unit{Dimension::force, "N", 1, 1, 0},
    Unit{Dimension::force, "kN", 1e3, 1, 1},
    Unit{Dimension::force, "MN", 1e6, 1, 1},
    Unit{Dimension::pressure, "Pa", 1, 1, 0},
    Unit{Dimension::pressure, "kPa", 1e3, 1, 1},
    Unit{Dimension::pressure, "MPa", 1e6, 1, 1},
    Unit{Dimension::power, "W", 1, 1, 0},
    Unit{Dimension::power, "kW", 1e3, 1, 1},
    Unit{Dimension::power, "MW", 1e6, 1, 1},
    Unit{Dimension::power, "GW", 1e9, 1, 1},
    Unit{Dimension::frequency, "Hz", 1, 1, 0},
    Unit{Dimension::frequency, "kHz", 1e3, 1, 1},
    Unit{Dimension::frequency, "MHz", 1e6, 1, 1},
    Unit{Dimension::frequency, "GHz", 1e9, 1, 1},
    Unit{Dimension::area, "m2", 1, 1, 0},
    Unit{Dimension::area, "cm2", 1, 1e4, kHidden},
    Unit{Dimension::area, "dBsm", 0, 0, kHidden}, // logarithmic: see to_si
    Unit{Dimension::temperature, "K", 1, 1, 0},
    Unit{Dimension::ratio_db, "dB", 1, 1, 0},
    Unit{Dimension::ballistic_coefficient, "kg/m2", 1, 1, 0},
    Unit{Dimension::radiant_intensity, "W/sr", 1, 1, 0},
    Unit{Dimension::radiant_intensity, "kW/sr", 1e3, 1, 1},
    Unit{Dimension::radiant_intensity, "MW/sr", 1e6, 1, 1},
};

struct Suffix {
  std::string_view text;
  Dimension dimension;
};
// Longest first: `_m_s2` before `_s2`-less shorter ones.
constexpr std::array kSuffixes = {
    Suffix{"_kg_m2", Dimension::ballistic_coefficient}, Suffix{"_rad_s", Dimension::angular_rate},
    Suffix{"_m_s2", Dimension::acceleration}, Suffix{"_kg_s", Dimension::mass_flow},
    Suffix{"_W_sr", Dimension::radiant_intensity}, Suffix{"_m_s", Dimension::speed},
    Suffix{"_rad", Dimension::angle}, Suffix{"_kg", Dimension::mass}, Suffix{"_Hz", Dimension::frequency},
    Suffix{"_Pa", Dimension::pressure}, Suffix{"_db", Dimension::ratio_db}, Suffix{"_m2", Dimension::area},
    Suffix{"_m", Dimension::length}, Suffix{"_s", Dimension::time}, Suffix{"_N", Dimension::force},
    Suffix{"_W", Dimension::power}, Suffix{"_K", Dimension::temperature},
};

constexpr std::array<std::string_view, 18> kDimensionWords = {
    "pure number", "length", "time", "speed", "acceleration", "angle", "mass", "mass flow", "force", "power",
    "frequency", "area", "temperature", "ratio in decibels", "ballistic coefficient", "radiant intensity",
    "angular rate", "pressure"};

/// What people write instead of our words.
struct Alias {
  std::string_view written, word;
};
constexpr std::array kAliases = {
    Alias{"metre", "m"}, Alias{"metres", "m"}, Alias{"meter", "m"}, Alias{"meters", "m"}, Alias{"kms", "km"},
    Alias{"kilometres", "km"}, Alias{"kilometers", "km"}, Alias{"feet", "ft"}, Alias{"nm", "nmi"},
    Alias{"NM", "nmi"}, Alias{"miles", "mi"}, Alias{"sec", "s"}, Alias{"secs", "s"}, Alias{"second", "s"},
    Alias{"seconds", "s"}, Alias{"mins", "min"}, Alias{"minute", "min"}, Alias{"minutes", "min"},
    Alias{"hr", "h"}, Alias{"hrs", "h"}, Alias{"hour", "h"}, Alias{"hours", "h"}, Alias{"d", "day"},
    Alias{"days", "day"}, Alias{"mps", "m/s"}, Alias{"kph", "km/h"}, Alias{"kmh", "km/h"}, Alias{"kt", "kn"},
    Alias{"kts", "kn"}, Alias{"knots", "kn"}, Alias{"m/s^2", "m/s2"}, Alias{"degree", "deg"},
    Alias{"degrees", "deg"}, Alias{"°", "deg"}, Alias{"°N", "degN"}, Alias{"°S", "degS"}, Alias{"°E", "degE"},
    Alias{"°W", "degW"}, Alias{"N", "degN"}, Alias{"S", "degS"}, Alias{"E", "degE"}, Alias{"W", "degW"},
    Alias{"radians", "rad"}, Alias{"tonnes", "t"}, Alias{"tons", "t"}, Alias{"m^2", "m2"}, Alias{"m²", "m2"},
    Alias{"sqm", "m2"}, Alias{"db", "dB"}, Alias{"dbsm", "dBsm"}, Alias{"µs", "us"}, Alias{"kg/m^2", "kg/m2"},
};

const Unit* find_unit(std::string_view word, Dimension dimension) {
  const auto at = std::find_if(kUnits.begin(), kUnits.end(),
                               [&](const Unit& u) { return u.word == word && u.dimension == dimension; });
  return at == kUnits.end() ? nullptr : &*at;
}
const Unit* find_unit(std::string_view word) {
  const auto at = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.word == word; });
  return at == kUnits.end() ? nullptr : &*at;
}

std::string word_list(Dimension dimension) {
  std::string list;
  for (const std::string_view word : unit_words(dimension))
    list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// The word of `want` that was probably meant, or empty.
std::string_view meant(std::string_view written, Dimension want) {
  for (const Alias& alias : kAliases)
    if (same_but_case(alias.written, written) && find_unit(alias.word, want)) return alias.word;
  for (const Unit& unit : kUnits)
    if (unit.dimension == want && same_but_case(unit.word, written)) return unit.word;
  return {};
}

std::string article(std::string_view noun) {
  return (std::string_view("aeiou").find(noun.front()) == std::string_view::npos ? "a " : "an ") +
         std::string(noun);
}

QuantityError wrong_unit(std::string_view number, std::string_view word, Dimension want) {
  if (want == Dimension::none) {
    if (word == "%") return {"is a pure number, without `%`", "write the share itself: 5 % is 0.05"};
    return {fmt::format("is a pure number, without a unit; found `{}`", word),
            fmt::format("write `{}`", number)};
  }
  const Unit* other = find_unit(word);
  const std::string wanted = fmt::format("{} is wanted: {}", article(dimension_word(want)), word_list(want));
  if (word == "m" && want == Dimension::time)
    return {"`m` is metres; " + wanted, fmt::format("minutes are written `{} min`", number)};
  if (word == "g" && want == Dimension::mass)
    return {"`g` is the acceleration 9.80665 m/s2; " + wanted, "write grams in kg: 5 g is `0.005 kg`"};
  const std::string_view guess = meant(word, want);
  const std::string hint =
      guess.empty() ? std::string() : fmt::format("did you mean `{} {}`?", number, guess);
  if (other)
    return {fmt::format("`{}` is {}; {}", word, article(dimension_word(other->dimension)), wanted), hint};
  return {fmt::format("unknown unit `{}`; {}", word, wanted), hint};
}

QuantityError needs_unit(std::string_view number, Dimension want) {
  return {"needs a unit: " + word_list(want),
          fmt::format("for example `{} {}`", number, unit_words(want).front())};
}

double to_si(double number, const Unit& unit) {
  if (unit.word == "dBsm") return std::pow(10.0, number / 10);
  return number * unit.times / unit.over;
}

bool names_a_side(std::string_view word) {
  return word == "degN" || word == "degS" || word == "degE" || word == "degW";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// The fewest digits whose parsed value in this unit is exactly si; empty if 17 digits do not suffice.
std::string shortest(double si, const Unit& unit) {
  const double number = si * unit.over / unit.times;
  for (int digits = 1; digits <= 17; ++digits) {
    const std::string text = fmt::format("{:.{}e}", number, digits - 1);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    if (to_si(back, unit) != si) continue;
    const int exponent = std::stoi(text.substr(text.find('e') + 1));
    if (exponent < -5 || exponent > 14) return text;
    return fmt::format("{:.{}f}", back, std::max(0, digits - 1 - exponent));
  }
  return {};
}

} // namespace

NamedUnit split_unit_suffix(std::string_view name) {
  if (name.starts_with("num_") || name.starts_with("prob_")) return {Dimension::none, name};
  const auto ending = [](std::string_view text) {
    return std::find_if(kSuffixes.begin(), kSuffixes.end(), [&](const Suffix& s) {
      return text.size() > s.text.size() && text.ends_with(s.text);
    });
  };
  const auto suffix = ending(name);
  if (suffix == kSuffixes.end()) return {Dimension::none, name};
  const std::string_view stem = name.substr(0, name.size() - suffix->text.size());
  if (stem.ends_with("_per") || ending(stem) != kSuffixes.end()) return {Dimension::none, name};
  return {suffix->dimension, stem};
}

Quantity parse_quantity(std::string_view text, Dimension want) {
  text = trimmed(text);
  std::string_view digits = text;
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range) return QuantityError{"is beyond the range of numbers", {}};
  if (error != std::errc()) {
    if (want == Dimension::none) return QuantityError{"is no number", {}};
    return QuantityError{fmt::format("is no {}", dimension_word(want)),
                         fmt::format("write a number and a unit: `12 {}`", unit_words(want).front())};
  }
  if (!std::isfinite(number)) return QuantityError{"must be finite", {}};
  const std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
  const std::string_view word = trimmed(text.substr(written.size()));
  if (!word.empty() && (word.front() == ',' || word.front() == '_' || word.front() == '\''))
    return QuantityError{"has a separator inside the number",
                         "write the digits without separators, `.` before decimals"};
  if (!word.empty() && word.front() >= '0' && word.front() <= '9')
    return QuantityError{"has two numbers", "write one number and one unit"};
  if (want == Dimension::none) {
    if (!word.empty()) return wrong_unit(written, word, want);
    return number;
  }
  if (word.empty()) return needs_unit(written, want);
  const Unit* unit = find_unit(word, want);
  if (!unit) return wrong_unit(written, word, want);
  if (names_a_side(word) && std::signbit(number))
    return QuantityError{fmt::format("has a minus sign and `{}`", word),
                         fmt::format("write `{} deg`, or the number without the sign", written)};
  const double si = to_si(number, *unit);
  if (!std::isfinite(si)) return QuantityError{"is beyond the range of numbers", {}};
  return si;
}

std::vector<std::string_view> unit_words(Dimension dimension) {
  std::vector<std::string_view> words;
  for (const Unit& unit : kUnits)
    if (unit.dimension == dimension) words.push_back(unit.word);
  return words;
}

std::string_view dimension_word(Dimension dimension) {
  const auto index = static_cast<std::size_t>(dimension);
  DW_CHECK(index < kDimensionWords.size());
  return kDimensionWords[index];
}

std::string print_quantity(double si, Dimension dimension) {
  if (dimension == Dimension::none) return shortest(si, Unit{Dimension::none, "", 1, 1, 0});
  if (!std::isfinite(si)) return fmt::format("{} {}", si, unit_words(dimension).front());
  std::string best;
  double best_scale = 0;
  for (const Unit& unit : kUnits) {
    const bool base = unit.times == 1 && unit.over == 1;
    if (unit.dimension != dimension || unit.shown_from == kHidden) continue;
    if (!base && !(std::abs(si * unit.over / unit.times) >= unit.shown_from)) continue;
    const std::string number = shortest(si, unit);
    if (number.empty()) continue;
    const std::string text = fmt::format("{} {}", number, unit.word);
    const double scale = unit.times / unit.over;
    if (best.empty() || text.size() < best.size() || (text.size() == best.size() && scale > best_scale)) {
      best = text;
      best_scale = scale;
    }
  }
  return best;
}

} // namespace dewline
