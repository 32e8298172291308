// Small closed forms of the path: rain, ionosphere, jamming, CFAR against hand calculation and definitions.
#include <gtest/gtest.h>

#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/sense/detection.hpp"
#include "dewline/sense/propagation/cfar.hpp"
#include "dewline/sense/propagation/ionosphere.hpp"
#include "dewline/sense/propagation/jamming.hpp"
#include "dewline/sense/propagation/rain.hpp"
#include "dewline/sense/radar/radar_equation.hpp"

namespace dewline::sense {
namespace {

constexpr double kDeg = M_PI / 180;
const double kNaN = std::nan("");

TEST(Rain, PathEndsAtTheTopTheExtentOrTheTarget) {
  const RainField rain{.rate_mm_h = 10, .height_m = 3000, .extent_m = 20e3};
  EXPECT_NEAR(rain_path_m(rain, 90 * kDeg, 500, 1e6), 2500, 1e-6);
  EXPECT_NEAR(rain_path_m(rain, 30 * kDeg, 0, 1e6), 6000, 5);  // flat but for a little curvature
  EXPECT_NEAR(rain_path_m(rain, 1 * kDeg, 0, 1e6), 20e3, 5);   // the extent, level
  EXPECT_NEAR(rain_path_m(rain, 1 * kDeg, 0, 7e3), 7e3, 1e-9); // the target
  EXPECT_EQ(rain_path_m(rain, 1 * kDeg, 3000, 1e6), 0);        // above the rain
  const RainField wide{.rate_mm_h = 10, .height_m = 3000};
  const double re = 6371e3 * 4 / 3;
  EXPECT_NEAR(rain_path_m(wide, 0, 0, 1e9), std::sqrt(2 * re * 3000), 1); // level: out to the horizon's range
  const double r = rain_path_m(wide, -0.1 * kDeg, 1000, 1e9);             // dips, rises, leaves at the top
  EXPECT_NEAR(r * std::sin(-0.1 * kDeg) + r * r / (2 * re), 2000, 0.1);
}

TEST(Rain, LossIsRateTimesWayAndNothingBelowOneGigahertz) {
  const RainField rain{.rate_mm_h = 25};
  const double per_m = rain_attenuation_db_m(10e9, 25, 0, 0);
  EXPECT_NEAR(rain_one_way_db(rain, 10e9, 0, 0, 0, 10e3), 10e3 * per_m, 1e-12);
  EXPECT_EQ(rain_one_way_db(rain, 435e6, 0, 0, 0, 1e6), 0);
  EXPECT_LT(rain_attenuation_db_m(1e9, 50, 0, 0) * 1e3, 0.01); // what the step at 1 GHz amounts to [dB/km]
  EXPECT_THROW(rain_law(0.9e9, 0, 0), ContractError);
  EXPECT_THROW(rain_attenuation_db_m(kNaN, 1, 0, 0), ContractError);
  EXPECT_THROW(rain_attenuation_db_m(1e10, -1, 0, 0), ContractError);
}

TEST(Ionosphere, SlantFactorIsOneOverheadAndThreeAtTheHorizon) {
  EXPECT_DOUBLE_EQ(ionosphere_slant_factor(90 * kDeg), 1);
  const double sine = 6371.0 / 6771.0;
  EXPECT_NEAR(ionosphere_slant_factor(0), 1 / std::sqrt(1 - sine * sine), 1e-12);
  double before = ionosphere_slant_factor(0);
  for (double el = 0.01; el < 1.57; el += 0.01) {
    EXPECT_LT(ionosphere_slant_factor(el), before);
    before = ionosphere_slant_factor(el);
  }
}

// The share below a height against the layer's own density, exp((1 - z - e^-z) / 2), summed.
TEST(Ionosphere, ShareBelowIsTheIntegralOfAChapmanLayer) {
  const Ionosphere layer;
  const auto density = [](double z) { return std::exp(0.5 * (1 - z - std::exp(-z))); };
  const double step = 1e-3;
  double sum = 0;
  for (double z = -8 + step / 2; z < 60; z += step) sum += density(z) * step;
  EXPECT_NEAR(sum, std::sqrt(2 * M_PI * M_E), 1e-6);
  for (const double top : {-1.0, 0.0, 0.5, 2.0, 6.0}) {
    double part = 0;
    for (double z = -8 + step / 2; z < top; z += step) part += density(z) * step;
    EXPECT_NEAR(ionosphere_share_below(layer, layer.peak_height_m + top * layer.scale_height_m), part / sum,
                1e-6);
  }
  EXPECT_LT(ionosphere_share_below(layer, 90e3), 1e-6); // an aircraft or a low cruise missile: nothing
  EXPECT_NEAR(ionosphere_share_below(layer, 20e6), 1, 1e-9);
}

TEST(Ionosphere, TowardsATargetItIsContentTimesSlantTimesShare) {
  const Ionosphere layer{.vertical_tec_m2 = 30 * kTecu_m2};
  const double all = ionosphere_range_error_m(layer, 90 * kDeg, 1e8, 435e6);
  EXPECT_NEAR(all, 3 * 21.297397, 1e-3);
  EXPECT_NEAR(ionosphere_range_error_m(layer, 3 * kDeg, 500e3, 435e6),
              all * ionosphere_slant_factor(3 * kDeg) * ionosphere_share_below(layer, 500e3), 1e-6);
  EXPECT_THROW(ionosphere_range_error_m(-1, 1e9), ContractError);
  EXPECT_THROW(ionosphere_range_error_m(kTecu_m2, 0), ContractError);
}

// J/N by the one-way equation, by hand: 1 mW/Hz... in decibels.
TEST(Jamming, RatioByHand) {
  const NoiseJammer jammer{.erp_W_Hz = 1e-5, .range_m = 100e3}; // 100 W over 10 MHz
  const JammedReceiver receiver{
      .frequency_Hz = 3e9, .receive_gain_db = 5, .noise_temperature_K = 500, .losses_db = 2};
  const double lambda = kC_m_s / 3e9;
  const double by_hand = 10 * std::log10(1e-5) + 5 - 2 + 20 * std::log10(lambda / (4 * M_PI * 100e3)) -
                         10 * std::log10(kBoltzmann_J_K * 500);
  EXPECT_NEAR(10 * std::log10(jammer_to_noise(jammer, receiver)), by_hand, 1e-9);
  EXPECT_NEAR(noise_rise_db(1.0), 3.0102999566, 1e-9);
  EXPECT_EQ(noise_rise_db(0.0), 0);
  EXPECT_THROW(jammer_to_noise({.erp_W_Hz = 1, .range_m = 0}, receiver), ContractError);
  EXPECT_THROW(noise_rise_db(kNaN), ContractError);
}

// Both closed forms against the radar equation itself: at the burn-through range S / (N + J) is what was
// needed.
TEST(Jamming, AtBurnThroughTheEchoStandsAboveNoiseAndJammer) {
  const PowerBudget budget{.peak_power_W = 1e6,
                           .pulse_width_s = 1e-5,
                           .transmit_gain_db = 35,
                           .receive_gain_db = 35,
                           .frequency_Hz = 3e9,
                           .noise_temperature_K = 500,
                           .losses_db = 5};
  const double needed_db = 13, clear = range_m(budget, 1, needed_db);
  const JammedReceiver main_lobe{3e9, 35, 500, 0}, side_lobe{3e9, -5, 500, 0};
  for (const double erp : {0.0, 1e-9, 1e-6, 1e-3}) {
    const double jnr_clear = jammer_to_noise({erp, clear}, main_lobe);
    const double self = self_screening_burn_through_m(clear, jnr_clear);
    const double left = snr_db(budget, 1, self) - noise_rise_db(jammer_to_noise({erp, self}, main_lobe));
    EXPECT_NEAR(left, needed_db, 1e-9);
    const double jnr = jammer_to_noise({erp, 200e3}, side_lobe);
    EXPECT_NEAR(snr_db(budget, 1, stand_off_burn_through_m(clear, jnr)) - noise_rise_db(jnr), needed_db,
                1e-9);
  }
  EXPECT_EQ(self_screening_burn_through_m(1e5, 0), 1e5);
}

TEST(Jamming, SectorsAddTheirNoisePowers) {
  const JammedSector sectors[] = {{.az_rad = 0, .width_rad = 20 * kDeg, .noise_rise_db = 10},
                                  {.az_rad = 355 * kDeg, .width_rad = 4 * kDeg, .noise_rise_db = 10}};
  EXPECT_NEAR(noise_rise_db(sectors, 5 * kDeg), 10, 1e-12);
  EXPECT_NEAR(noise_rise_db(sectors, -5 * kDeg), 10 * std::log10(19), 1e-12);
  EXPECT_NEAR(noise_rise_db(sectors, 715 * kDeg), 10 * std::log10(19), 1e-12);
  EXPECT_EQ(noise_rise_db(sectors, 90 * kDeg), 0);
  EXPECT_EQ(noise_rise_db(std::span<const JammedSector>{}, 0), 0);
}

// The need with CFAR inverts its own Pd, and the loss fades as cells grow in number.
TEST(Cfar, LossInvertsThePdAndFades) {
  for (const double pd : {0.3, 0.5, 0.9})
    for (const double pfa : {1e-4, 1e-8}) {
      double before = 100;
      for (const std::uint32_t n : {4u, 8u, 16u, 64u, 1000u}) {
        const double loss = cfar_loss_db(pd, pfa, n);
        const double clear = required_snr_db(pd, pfa, 1, Swerling::one);
        EXPECT_NEAR(cfar_prob_detect(clear + loss, pfa, n), pd, 1e-9);
        EXPECT_GT(loss, 0);
        EXPECT_LT(loss, before);
        before = loss;
      }
      EXPECT_LT(before, 0.1);
      const double ratio = cfar_loss_db(pd, pfa, 64) / cfar_loss_db(pd, pfa, 128);
      EXPECT_NEAR(ratio, 2, 0.15); // halved with twice the cells
    }
  EXPECT_NEAR(cfar_multiplier(1e-6, 100000000), -std::log(1e-6), 1e-5); // a known level
}

TEST(Cfar, BinaryTailIsTheBinomialSumAndInverts) {
  const double p = 0.37;
  double sum = 0;
  for (const auto& [k, c] : {std::pair{3, 10.0}, {4, 5.0}, {5, 1.0}})
    sum += c * std::pow(p, k) * std::pow(1 - p, 5 - k);
  EXPECT_NEAR(binary_probability(p, 3, 5), sum, 1e-15);
  EXPECT_EQ(binary_probability(0, 1, 3), 0);
  EXPECT_EQ(binary_probability(1, 3, 3), 1);
  for (const double wanted : {1e-8, 0.01, 0.5, 0.999})
    EXPECT_NEAR(binary_probability(binary_single_probability(wanted, 4, 8), 4, 8) / wanted, 1, 1e-11);
  EXPECT_THROW(binary_probability(0.5, 0, 3), ContractError);
  EXPECT_THROW(binary_probability(0.5, 4, 3), ContractError);
  EXPECT_THROW(binary_probability(1.1, 1, 3), ContractError);
  EXPECT_THROW(cfar_multiplier(0, 8), ContractError);
  EXPECT_THROW(cfar_prob_detect(kNaN, 1e-6, 8), ContractError);
}

} // namespace
} // namespace dewline::sense
