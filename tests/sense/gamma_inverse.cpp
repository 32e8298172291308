#include "dewline/sense/gamma_inverse.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/draws_batch.hpp"

namespace dewline::sense {
namespace {

TEST(GammaInverse, IsThatOfBoost) {
  std::vector<double> u(1500);
  fill_uniforms(Draws(4, 4), {{}, u.size()}, u);
  for (int e = 1; e <= 53; ++e) {
    u.push_back(std::ldexp(1, -e));
    if (e < 53) u.push_back(1 - std::ldexp(1, -e));
  }
  for (double tiny = 1e-20; tiny > 1e-300; tiny *= 1e-20) u.push_back(tiny);
  for (std::uint32_t shape = 1; shape <= kMaxGammaShape; ++shape)
    for (const double at : u) {
      const double exact = boost::math::gamma_q_inv(static_cast<double>(shape), at);
      ASSERT_NEAR(gamma_q_inverse(shape, at), exact, 1e-14 * exact) << shape << " " << at;
    }
}

TEST(GammaInverse, BadArgumentsBreakTheContract) {
  for (const double u : {0.0, 1.0, -1.0, std::nan("")}) EXPECT_THROW(gamma_q_inverse(2, u), ContractError);
  EXPECT_THROW(gamma_q_inverse(0, 0.5), ContractError);
  EXPECT_THROW(gamma_q_inverse(kMaxGammaShape + 1, 0.5), ContractError);
}

} // namespace
} // namespace dewline::sense
