#include "dewline/sense/propagation/cfar.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/base/decibel.hpp"

namespace dewline::sense {
namespace {

namespace bm = boost::math;
using Policy = bm::policies::policy<bm::policies::promote_double<false>>;

} // namespace

double cfar_multiplier(double prob_fa, std::uint32_t num_cells) {
  DW_CHECK(prob_fa > 0 && prob_fa < 1 && num_cells >= 1);
  const double n = num_cells;
  return n * std::expm1(-std::log(prob_fa) / n);
}

double cfar_prob_detect(double snr_db, double prob_fa, std::uint32_t num_cells) {
  DW_CHECK(snr_db <= 400);
  const double n = num_cells, snr = from_db(snr_db);
  return std::exp(-n * std::log1p(cfar_multiplier(prob_fa, num_cells) / (n * (1 + snr))));
}

double cfar_loss_db(double prob_detect, double prob_fa, std::uint32_t num_cells) {
  DW_CHECK(prob_fa > 0 && prob_detect > prob_fa && prob_detect < 1 && num_cells >= 1);
  const double n = num_cells, log_d = std::log(prob_detect), log_fa = std::log(prob_fa);
  const double needed = std::expm1((log_d - log_fa) / n) / -std::expm1(log_d / n);
  return 10 * std::log10(needed / (log_fa / log_d - 1));
}

double binary_probability(double prob_single, std::uint32_t num_m, std::uint32_t num_n) {
  DW_CHECK(num_m >= 1 && num_m <= num_n && num_n <= 1000);
  DW_CHECK(prob_single >= 0 && prob_single <= 1);
  return bm::ibeta(static_cast<double>(num_m), static_cast<double>(num_n - num_m + 1), prob_single, Policy{});
}

double binary_single_probability(double prob, std::uint32_t num_m, std::uint32_t num_n) {
  DW_CHECK(num_m >= 1 && num_m <= num_n && num_n <= 1000);
  DW_CHECK(prob >= 0 && prob <= 1);
  return bm::ibeta_inv(static_cast<double>(num_m), static_cast<double>(num_n - num_m + 1), prob, Policy{});
}

} // namespace dewline::sense
