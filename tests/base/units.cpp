#include "dewline/base/units.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "dewline/base/check.hpp"

namespace dewline {
namespace {

constexpr double kDeg = std::numbers::pi / 180;

double si(std::string_view text, Dimension want) {
  const Quantity q = parse_quantity(text, want);
  if (const auto* error = std::get_if<QuantityError>(&q)) {
    ADD_FAILURE() << text << ": " << error->what;
    return 0;
  }
  return std::get<double>(q);
}
QuantityError refused(std::string_view text, Dimension want) {
  const Quantity q = parse_quantity(text, want);
  if (const auto* error = std::get_if<QuantityError>(&q)) return *error;
  ADD_FAILURE() << text << " was accepted as " << std::get<double>(q);
  return {};
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Units, TheExamplesOfTheHandbookParse) {
  EXPECT_EQ(si("600 km", Dimension::length), 600000);
  EXPECT_DOUBLE_EQ(si("3 deg", Dimension::angle), 3 * kDeg);
  EXPECT_EQ(si("1.2 MW", Dimension::power), 1.2e6);
  EXPECT_DOUBLE_EQ(si("-10 dBsm", Dimension::area), 0.1);
  EXPECT_EQ(si("45 min", Dimension::time), 2700);
  EXPECT_DOUBLE_EQ(si("105 degW", Dimension::angle), -105 * kDeg);
  EXPECT_DOUBLE_EQ(si("-105 deg", Dimension::angle), -105 * kDeg);
}

struct Case {
  const char* text;
  Dimension dimension;
  double si;
};

TEST(Units, EveryWordHasItsDefinedSize) {
  // The foot, the nautical mile, the statute mile, the knot and g are exact by definition.
  const Case cases[] = {{"2 m", Dimension::length, 2},
                        {"2 cm", Dimension::length, 0.02},
                        {"2 mm", Dimension::length, 0.002},
                        {"1 ft", Dimension::length, 0.3048},
                        {"1 nmi", Dimension::length, 1852},
                        {"1 mi", Dimension::length, 1609.344},
                        {"3 ms", Dimension::time, 0.003},
                        {"7 us", Dimension::time, 7e-6},
                        {"2 h", Dimension::time, 7200},
                        {"1 day", Dimension::time, 86400},
                        {"1 s", Dimension::time, 1},
                        {"7 km/s", Dimension::speed, 7000},
                        {"36 km/h", Dimension::speed, 10},
                        {"3600 kn", Dimension::speed, 1852},
                        {"5 m/s", Dimension::speed, 5},
                        {"2 g", Dimension::acceleration, 19.6133},
                        {"2 m/s2", Dimension::acceleration, 2},
                        {"1 mrad", Dimension::angle, 1e-3},
                        {"60 arcmin", Dimension::angle, kDeg},
                        {"3600 arcsec", Dimension::angle, kDeg},
                        {"10 degN", Dimension::angle, 10 * kDeg},
                        {"10 degS", Dimension::angle, -10 * kDeg},
                        {"10 degE", Dimension::angle, 10 * kDeg},
                        {"6 deg/s", Dimension::angular_rate, 6 * kDeg},
                        {"3 t", Dimension::mass, 3000},
                        {"3 kg", Dimension::mass, 3},
                        {"3 kg/s", Dimension::mass_flow, 3},
                        {"3 kN", Dimension::force, 3000},
                        {"3 MN", Dimension::force, 3e6},
                        {"3 N", Dimension::force, 3},
                        {"2 kPa", Dimension::pressure, 2000},
                        {"2 W", Dimension::power, 2},
                        {"2 kW", Dimension::power, 2000},
                        {"2 GW", Dimension::power, 2e9},
                        {"9 Hz", Dimension::frequency, 9},
                        {"9 kHz", Dimension::frequency, 9e3},
                        {"9 MHz", Dimension::frequency, 9e6},
                        {"9 GHz", Dimension::frequency, 9e9},
                        {"2 m2", Dimension::area, 2},
                        {"5 cm2", Dimension::area, 5e-4},
                        {"0 dBsm", Dimension::area, 1},
                        {"290 K", Dimension::temperature, 290},
                        {"13 dB", Dimension::ratio_db, 13},
                        {"9000 kg/m2", Dimension::ballistic_coefficient, 9000},
                        {"2 W/sr", Dimension::radiant_intensity, 2},
                        {"2 kW/sr", Dimension::radiant_intensity, 2000},
                        {"2 MW/sr", Dimension::radiant_intensity, 2e6}};
  for (const Case& c : cases) EXPECT_DOUBLE_EQ(si(c.text, c.dimension), c.si) << c.text;
}

TEST(Units, BlanksAndExponentsAreFree) {
  EXPECT_EQ(si("600km", Dimension::length), 600000);
  EXPECT_EQ(si("  6e2  km ", Dimension::length), 600000);
  EXPECT_EQ(si("+5 m", Dimension::length), 5);
  EXPECT_EQ(si("1e-6", Dimension::none), 1e-6);
  EXPECT_EQ(si(".5", Dimension::none), 0.5);
}

TEST(Units, ABareNumberNeedsAUnitAndTheMessageListsThem) {
  const QuantityError e = refused("12", Dimension::length);
  EXPECT_EQ(e.what, "needs a unit: m, km, cm, mm, ft, nmi, mi");
  EXPECT_EQ(e.hint, "for example `12 m`");
}

TEST(Units, ANearMissIsGuessed) {
  EXPECT_EQ(refused("12 mins", Dimension::time).hint, "did you mean `12 min`?");
  EXPECT_EQ(refused("12 KM", Dimension::length).hint, "did you mean `12 km`?");
  EXPECT_EQ(refused("12 metres", Dimension::length).hint, "did you mean `12 m`?");
  EXPECT_EQ(refused("12 degrees", Dimension::angle).hint, "did you mean `12 deg`?");
  EXPECT_EQ(refused("33.9 E", Dimension::angle).hint, "did you mean `33.9 degE`?");
  EXPECT_EQ(refused("5 mw", Dimension::power).hint, "did you mean `5 MW`?");
  EXPECT_EQ(refused("5 furlongs", Dimension::length).hint, "");
  EXPECT_TRUE(
      contains(refused("5 furlongs", Dimension::length).what, "unknown unit `furlongs`; a length is wanted"));
}

TEST(Units, MetresAreNoMinutes) {
  const QuantityError e = refused("5 m", Dimension::time);
  EXPECT_EQ(e.what, "`m` is metres; a time is wanted: s, ms, us, min, h, day");
  EXPECT_EQ(e.hint, "minutes are written `5 min`");
}

TEST(Units, GIsNeverGrams) {
  EXPECT_TRUE(contains(refused("5 g", Dimension::mass).what, "9.80665"));
  EXPECT_TRUE(contains(refused("5 g", Dimension::mass).hint, "0.005 kg"));
}

TEST(Units, AUnitOfAnotherDimensionIsNamed) {
  EXPECT_EQ(refused("5 km", Dimension::angle).what,
            "`km` is a length; an angle is wanted: rad, deg, mrad, arcmin, arcsec, degN, degS, degE, degW");
  EXPECT_TRUE(contains(refused("5 dBsm", Dimension::ratio_db).what, "`dBsm` is an area"));
  refused("5 dB", Dimension::area);
  refused("5 deg", Dimension::none);
}

TEST(Units, APureNumberTakesNoUnit) {
  EXPECT_TRUE(contains(refused("5 %", Dimension::none).hint, "0.05"));
  EXPECT_EQ(refused("5 km", Dimension::none).hint, "write `5`");
}

TEST(Units, NotANumberIsSaid) {
  EXPECT_EQ(refused("soon", Dimension::time).what, "is no time");
  EXPECT_EQ(refused("", Dimension::time).what, "is no time");
  EXPECT_EQ(refused("km", Dimension::length).what, "is no length");
  EXPECT_EQ(refused("x", Dimension::none).what, "is no number");
  EXPECT_EQ(refused("nan s", Dimension::time).what, "must be finite");
  EXPECT_EQ(refused("inf km", Dimension::length).what, "must be finite");
  EXPECT_EQ(refused("1e999 km", Dimension::length).what, "is beyond the range of numbers");
  EXPECT_EQ(refused("1e308 km", Dimension::length).what, "is beyond the range of numbers");
  EXPECT_EQ(refused("9999 dBsm", Dimension::area).what, "is beyond the range of numbers");
}

TEST(Units, SeparatorsAndSecondNumbersAreRefused) {
  EXPECT_TRUE(contains(refused("1,000 km", Dimension::length).what, "separator"));
  EXPECT_TRUE(contains(refused("1_000 km", Dimension::length).what, "separator"));
  EXPECT_TRUE(contains(refused("12 30 s", Dimension::time).what, "two numbers"));
  EXPECT_TRUE(contains(refused("12:30", Dimension::time).what, "unknown unit"));
  EXPECT_EQ(refused("+-5 m", Dimension::length).what, "is no length");
}

TEST(Units, ASideAndASignContradict) {
  const QuantityError e = refused("-105 degW", Dimension::angle);
  EXPECT_EQ(e.what, "has a minus sign and `degW`");
  EXPECT_TRUE(contains(e.hint, "-105 deg"));
}

TEST(Units, ANamesSuffixGivesItsUnit) {
  const auto is = [](std::string_view name, Dimension d, std::string_view stem) {
    const NamedUnit u = split_unit_suffix(name);
    EXPECT_EQ(u.dimension, d) << name;
    EXPECT_EQ(u.stem, stem) << name;
  };
  is("range_m", Dimension::length, "range");
  is("delay_s", Dimension::time, "delay");
  is("max_speed_m_s", Dimension::speed, "max_speed");
  is("g_limit_m_s2", Dimension::acceleration, "g_limit");
  is("az_rad", Dimension::angle, "az");
  is("turn_rad_s", Dimension::angular_rate, "turn");
  is("dry_kg", Dimension::mass, "dry");
  is("flow_kg_s", Dimension::mass_flow, "flow");
  is("thrust_N", Dimension::force, "thrust");
  is("power_W", Dimension::power, "power");
  is("bandwidth_Hz", Dimension::frequency, "bandwidth");
  is("rcs_m2", Dimension::area, "rcs");
  is("noise_K", Dimension::temperature, "noise");
  is("reference_snr_db", Dimension::ratio_db, "reference_snr");
  is("beta_kg_m2", Dimension::ballistic_coefficient, "beta");
  is("peak_W_sr", Dimension::radiant_intensity, "peak");
  is("exit_Pa", Dimension::pressure, "exit");
  is("sigma_range_m", Dimension::length, "sigma_range");
}

TEST(Units, NamesThatOnlyLookLikeUnitsAreLeftWhole) {
  for (std::string_view name : {"prob_fa", "num_m", "num_s", "prob_m", "m", "_m", "swerling", "density_kg_m3",
                                "impulse_kg_m_s", "rate_per_s", "names", "team", "x_hz", "x_n", ""}) {
    const NamedUnit u = split_unit_suffix(name);
    EXPECT_EQ(u.dimension, Dimension::none) << name;
    EXPECT_EQ(u.stem, name);
  }
}

TEST(Units, QuantitiesPrintFitToRead) {
  EXPECT_EQ(print_quantity(6000000, Dimension::length), "6000 km");
  EXPECT_EQ(print_quantity(3 * kDeg, Dimension::angle), "3 deg");
  EXPECT_EQ(print_quantity(2700, Dimension::time), "45 min");
  EXPECT_EQ(print_quantity(90, Dimension::time), "90 s");
  EXPECT_EQ(print_quantity(0.005, Dimension::time), "5 ms");
  EXPECT_EQ(print_quantity(1.2e6, Dimension::power), "1.2 MW");
  EXPECT_EQ(print_quantity(160e6, Dimension::frequency), "160 MHz");
  EXPECT_EQ(print_quantity(0.1, Dimension::area), "0.1 m2");
  EXPECT_EQ(print_quantity(1e-6, Dimension::none), "1e-06");
  EXPECT_EQ(print_quantity(0, Dimension::length), "0 m");
  EXPECT_EQ(print_quantity(-105 * kDeg, Dimension::angle), "-105 deg");
  EXPECT_EQ(print_quantity(13, Dimension::ratio_db), "13 dB");
}

TEST(Units, EveryDimensionHasAWordAndUnits) {
  for (int i = 1; i <= static_cast<int>(Dimension::pressure); ++i) {
    const auto d = static_cast<Dimension>(i);
    EXPECT_FALSE(dimension_word(d).empty());
    ASSERT_FALSE(unit_words(d).empty()) << dimension_word(d);
    for (std::string_view word : unit_words(d)) si("1 " + std::string(word), d);
  }
  EXPECT_TRUE(unit_words(Dimension::none).empty());
  EXPECT_THROW(dimension_word(static_cast<Dimension>(999)), ContractError);
}

} // namespace
} // namespace dewline
