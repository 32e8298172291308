// Published and high-precision tables of detection, the radar equation and measurement accuracy.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dewline/sense/radar/accuracy.hpp"
#include "dewline/sense/detection.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "support/csv.hpp"

namespace dewline::sense {
namespace {

constexpr std::array kCases{Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four};

TEST(Detection, MarcumAndSwerlingTableTo1e9) {
  double worst = 0;
  for (const auto& row : support::read_csv("marcum_swerling_pd.csv")) {
    SCOPED_TRACE(row.where());
    const double prob_fa = row.number("pfa"), snr = row.number("snr_db");
    const auto n = static_cast<std::uint32_t>(row.number("n_pulses"));
    EXPECT_NEAR(threshold(prob_fa, n), row.number("threshold_VT"), 1e-12 * row.number("threshold_VT"));
    for (std::size_t i = 0; i < kCases.size(); ++i) {
      const double expected = row.number("pd_sw" + std::to_string(i));
      const double pd = prob_detect(snr, prob_fa, n, kCases[i]);
      EXPECT_NEAR(pd, expected, 1e-11) << "Swerling " << i;
      worst = std::max(worst, std::abs(pd - expected));
    }
  }
  RecordProperty("worst", std::to_string(worst * 1e12) + "e-12");
}

TEST(Detection, RequiredSnrTableToItsDigits) {
  for (const auto& row : support::read_csv("required_snr.csv")) {
    SCOPED_TRACE(row.where());
    const auto n = static_cast<std::uint32_t>(row.number("n_pulses"));
    for (std::size_t i = 0; i < kCases.size(); ++i)
      EXPECT_NEAR(required_snr_db(row.number("pd"), row.number("pfa"), n, kCases[i]),
                  row.number("exact_sw" + std::to_string(i) + "_db"), 0.51e-8);
  }
}

// Row by row: the inputs stand as prose in the table.
TEST(RadarEquation, PublishedExamplesToTheirPrintedDigits) {
  const auto rows = support::read_csv("radar_equation_examples.csv");
  ASSERT_EQ(rows.size(), 5u);
  PowerBudget b{.peak_power_W = 1e6,
                .pulse_width_s = 10e-6,
                .transmit_gain_db = 20,
                .receive_gain_db = 20,
                .frequency_Hz = 10e9,
                .noise_temperature_K = 290};
  EXPECT_NEAR(range_m(b, 1, 6), rows[0].number("published"), 0.5);
  EXPECT_NEAR(range_m(b, 1, 6), rows[0].number("ours"), 0.5e-3);

  b.frequency_Hz = 1e9;
  b.pulse_width_s = 0.2e-6;
  EXPECT_NEAR(snr_db(b, 1, 50e3), rows[1].number("published"), 0.5e-4);
  EXPECT_NEAR(snr_db(b, 1, 50e3), rows[1].number("ours"), 0.5e-7);

  b = {.peak_power_W = 1e6,
       .pulse_width_s = 1e-6,
       .transmit_gain_db = 40,
       .receive_gain_db = 20,
       .frequency_Hz = 10e9,
       .noise_temperature_K = 290};
  EXPECT_NEAR(snr_db(b, 1, 50e3, 75e3), rows[2].number("published"), 0.5e-4);
  EXPECT_NEAR(snr_db(b, 1, 50e3, 75e3), rows[2].number("ours"), 0.5e-5);

  b = {.pulse_width_s = 1e-6,
       .transmit_gain_db = 30,
       .receive_gain_db = 30,
       .frequency_Hz = 10e9,
       .noise_temperature_K = 300,
       .losses_db = 3};
  EXPECT_NEAR(peak_power_W(b, 0.5, 50e3, 10), rows[3].number("published"), 0.5e2);
  EXPECT_NEAR(peak_power_W(b, 0.5, 50e3, 10), rows[3].number("ours"), 0.05);

  b = {.peak_power_W = 1e3, .transmit_gain_db = 36, .receive_gain_db = 36, .frequency_Hz = 5.65e9};
  const double range = 75 * 1852.0;
  EXPECT_NEAR(received_power_W(b, 1, range, range), rows[4].number("published"), 0.5e-17);
  // that row was computed with c = 3e8 m/s, ours with c exact: a factor (c / 3e8)^2
  EXPECT_NEAR(received_power_W(b, 1, range, range), rows[4].number("ours") * std::pow(kC_m_s / 3e8, 2),
              1e-24);
}

TEST(Accuracy, TableToItsDigits) {
  for (const auto& row : support::read_csv("measurement_accuracy.csv")) {
    SCOPED_TRACE(row.where());
    const double snr = std::pow(10, 0.1 * row.number("snr_db"));
    const auto near = [](double a, double b) { EXPECT_NEAR(a, b, 0.51e-7 * std::abs(b) * 10); };
    near(sigma_range_m(row.number("bandwidth_hz"), snr, 0), row.number("sigma_range_m"));
    near(sigma_angle_rad(row.number("beamwidth_deg") * M_PI / 180, snr, 0) * 1e3,
         row.number("sigma_angle_mrad"));
    near(sigma_speed_m_s(kC_m_s / row.number("wavelength_m"), row.number("coherent_time_s"), snr, 0),
         row.number("sigma_velocity_m_s"));
  }
}

TEST(Accuracy, FloorsAddInQuadrature) {
  EXPECT_DOUBLE_EQ(sigma_range_m(kC_m_s / 2, 0.5, 0), 1.0);
  EXPECT_DOUBLE_EQ(sigma_range_m(kC_m_s / 8, 0.5, 3), 5.0);
  EXPECT_DOUBLE_EQ(sigma_angle_rad(1.6 * 0.003, 0.5, 0.004), 0.005);
  EXPECT_DOUBLE_EQ(sigma_speed_m_s(kC_m_s / 2, 1.0 / 3, 0.5, 4), 5.0);
}

} // namespace
} // namespace dewline::sense
