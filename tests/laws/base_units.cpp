#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>

#include "dewline/base/units.hpp"

namespace dewline {
namespace {

/// Any finite double, all exponents.
rc::Gen<double> finite() {
  return rc::gen::suchThat(rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                                        [](std::uint64_t bits) { return std::bit_cast<double>(bits); }),
                           [](double v) { return std::isfinite(v); });
}
rc::Gen<Dimension> dimension() {
  return rc::gen::map(rc::gen::inRange(0, static_cast<int>(Dimension::pressure) + 1),
                      [](int i) { return static_cast<Dimension>(i); });
}
/// Short decimal numbers of everyday size, as people write them.
rc::Gen<double> everyday() {
  return rc::gen::apply([](int digits, int exponent) { return digits * std::pow(10.0, exponent); },
                        rc::gen::inRange(-99999, 100000), rc::gen::inRange(-6, 7));
}

void round_trips(double si, Dimension d) {
  const std::string text = print_quantity(si, d);
  const Quantity back = parse_quantity(text, d);
  RC_ASSERT(std::holds_alternative<double>(back));
  RC_ASSERT(std::get<double>(back) == si);
}

RC_GTEST_PROP(UnitsLaw, PrintedQuantitiesParseBackToTheSameBits, ()) { round_trips(*finite(), *dimension()); }
RC_GTEST_PROP(UnitsLaw, EverydayQuantitiesToo, ()) { round_trips(*everyday(), *dimension()); }

RC_GTEST_PROP(UnitsLaw, ParsingNeverThrowsOnAnyText, (std::string text)) {
  const Quantity q = parse_quantity(text, *dimension());
  if (const auto* value = std::get_if<double>(&q)) RC_ASSERT(std::isfinite(*value));
  else RC_ASSERT(!std::get<QuantityError>(q).what.empty());
}

RC_GTEST_PROP(UnitsLaw, AnErrorAlwaysSaysWhat, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.-+eE kmsdgNW/% ,_")));
  const Quantity q = parse_quantity(text, *dimension());
  if (const auto* value = std::get_if<double>(&q)) RC_ASSERT(std::isfinite(*value));
  else RC_ASSERT(!std::get<QuantityError>(q).what.empty());
}

} // namespace
} // namespace dewline
