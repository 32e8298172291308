// The bound's recursion against the sum that it stands for, and against the textbook form with process noise.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/matrix.hpp"
#include "dewline/record/metrics/crlb.hpp"
#include "dewline/track/motion.hpp"
#include "track/rig.hpp"

namespace {

using namespace dewline;

const record::MeasurementNoise kNoise{30, 1e-3, 2e-3, 5};

track::Face face_at(Time t) {
  return track::face_at(rig::coverage(), t, rig::orientation().R_EG(t), rig::orientation().omega_E());
}

/// Largest difference of entries, each in units of the root of its diagonal's product.
double difference(const MatNM<6>& a, const MatNM<6>& b) {
  double worst = 0;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      worst = std::max(worst, std::abs(a(i, j) - b(i, j)) / std::sqrt(a(i, i) * a(j, j)));
  return worst;
}

/// d (range, u, v, range rate) / d x by central differences.
MatNM<4, 6> numeric_H(const track::Face& face, const PosVel& x) {
  const auto h = [&](const PosVel& y) {
    const track::Polar at = track::polar(face, y.p);
    return VecN<4>{at.range_m, at.u, at.v, track::range_rate(face, y).range_rate_m_s};
  };
  MatNM<4, 6> H;
  for (std::size_t j = 0; j < 6; ++j) {
    PosVel low = x, high = x;
    const double step = j < 3 ? 10 : 0.1;
    (j < 3 ? low.p[j] : low.v[j - 3]) -= step;
    (j < 3 ? high.p[j] : high.v[j - 3]) += step;
    const VecN<4> a = h(low), b = h(high);
    for (std::size_t i = 0; i < 4; ++i) H(i, j) = (b[i] - a[i]) / (2 * step);
  }
  return H;
}

TEST(BallisticBound, WithoutNoiseIsTheSumOfAllInformationCarriedToTheEnd) {
  PosVel x = rig::target(2000e3, 50, 4);
  const PosVel start = x;
  record::BallisticBound bound(x, {});
  std::vector<PosVel> truth;
  for (int k = 0; k < 6; ++k) {
    if (k > 0) bound.advance(10, 0);
    truth.push_back(bound.truth_G());
    bound.take(face_at(rig::dwell(k)), kNoise);
  }
  const VecN<4> sigma{kNoise.sigma_range_m, kNoise.sigma_u, kNoise.sigma_v, kNoise.sigma_range_rate_m_s};
  MatNM<6> sum;
  for (int k = 0; k < 6; ++k) {
    const auto i = static_cast<std::size_t>(k);
    const MatNM<4, 6> H = numeric_H(face_at(rig::dwell(k)), truth[i]) *
                          track::transition(truth.back(), 10.0 * (k - 5)).stm; // by the state at the end
    for (std::size_t row = 0; row < 4; ++row)
      for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = 0; b < 6; ++b) sum(a, b) += H(row, a) * H(row, b) / (sigma[row] * sigma[row]);
  }
  EXPECT_LT(difference(bound.information(), sum), 1e-6);
  EXPECT_LT(norm(bound.truth_G().p - track::coast(start, 50).p), 0.01);
}

TEST(BallisticBound, WithNoiseIsTheInverseOfThePredictedCovariance) {
  const PosVel x = rig::target(2000e3, 50, 4);
  MatNM<6> P;
  for (std::size_t i = 0; i < 6; ++i) P(i, i) = i < 3 ? 1e6 : 400;
  P(0, 3) = P(3, 0) = 5e3;
  record::BallisticBound bound(x, Cholesky<6>(P).inverse());
  bound.advance(10, 0.5);
  const MatNM<6> F = track::transition(x, 10).stm;
  const MatNM<6> after = times_transposed(F * P, F) + track::white_acceleration(0.5, 10);
  EXPECT_LT(difference(after, bound.covariance()), 1e-9);
}

TEST(BallisticBound, KnowsNothingBeforeTheFirstDetectionsAndSaysSo) {
  record::BallisticBound bound(rig::target(2000e3, 50, 4), {});
  bound.advance(10, 0.5);
  EXPECT_THROW(static_cast<void>(bound.covariance()), ContractError);
  bound.take(face_at(rig::dwell(1)), kNoise); // one look says nothing of the cross-range speed
  EXPECT_THROW(static_cast<void>(bound.covariance()), ContractError);
  EXPECT_THROW(bound.take(face_at(rig::dwell(1)), {0, 1e-3, 1e-3, 0}), ContractError);
}

TEST(BallisticBound, MoreNoiseNeverMakesItSmaller) {
  double least_m = 0;
  for (const double psd : {0.0, 1e-3, 0.1, 10.0}) {
    record::BallisticBound bound(rig::target(2000e3, 50, 4), {});
    for (int k = 0; k < 6; ++k) {
      if (k > 0) bound.advance(10, psd);
      bound.take(face_at(rig::dwell(k)), kNoise);
    }
    EXPECT_GE(record::position_bound_m(bound.covariance()), least_m);
    least_m = record::position_bound_m(bound.covariance());
  }
}

} // namespace
