// Keyframes and chunks: exact on cubics, within the tolerance elsewhere, and no broken chunk passes.
#include "dewline/report/chunk.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "dewline/record/table.hpp"
#include "dewline/report/keyframes.hpp"

namespace dewline::report {
namespace {

PosVel cubic(double t) {
  return {{1 + 2 * t + 3 * t * t + 4 * t * t * t, -t * t * t, 5 - t}, {2 + 6 * t + 12 * t * t, -3 * t * t, -1}};
}

TEST(Keyframes, ACubicNeedsNoRowsBetweenAndIsExact) {
  const auto rows = keyframes(cubic, 0, 60);
  ASSERT_EQ(rows.size(), 2U);
  for (double t : {1.0, 17.0, 59.0}) EXPECT_LT(norm(hermite(rows[0], rows[1], t) - cubic(t).p), 1e-8);
}

TEST(Keyframes, ACircularOrbitStaysWithinItsToleranceWithTheRowsThatTheoryAsksFor) {
  const double r = 7e6, w = std::sqrt(3.986e14 / (r * r * r));
  const auto orbit = [&](double t) {
    return PosVel{{r * std::cos(w * t), r * std::sin(w * t), 0}, {-r * w * std::sin(w * t), r * w * std::cos(w * t), 0}};
  };
  for (double tolerance_m : {1.0, 10.0, 100.0}) {
    const auto rows = keyframes(orbit, 0, 5400, {.tolerance_m = tolerance_m, .max_step_s = 1e9});
    double worst_m = 0;
    for (std::size_t k = 0; k + 1 < rows.size(); ++k)
      for (double u = 0.05; u < 1; u += 0.1) {
        const double t = rows[k].t_s + u * (rows[k + 1].t_s - rows[k].t_s);
        worst_m = std::max(worst_m, norm(hermite(rows[k], rows[k + 1], t) - orbit(t).p));
      }
    EXPECT_LE(worst_m, 1.05 * tolerance_m);
    // error = h^4 |p''''| / 384, p'''' = r w^4; bisection takes at most twice the steps
    const double step_s = std::pow(384 * tolerance_m / (r * std::pow(w, 4)), 0.25);
    EXPECT_LE(rows.size(), 2 * std::ceil(5400 / step_s) + 1);
  }
}

TEST(Keyframes, NoStepIsLongerThanAskedAndTimesRise) {
  const auto rows = keyframes(cubic, -10, 990, {.tolerance_m = 1e12, .max_step_s = 120});
  EXPECT_EQ(rows.front().t_s, -10);
  EXPECT_EQ(rows.back().t_s, 990);
  for (std::size_t k = 0; k + 1 < rows.size(); ++k) {
    EXPECT_LT(rows[k].t_s, rows[k + 1].t_s);
    EXPECT_LE(rows[k + 1].t_s - rows[k].t_s, 120);
  }
}

const std::vector<Path> kPaths{{"one", {{0, cubic(0)}, {1, cubic(1)}}}, {"two \"<&>\"", {}}, {"three", {{5, cubic(5)}}}};

TEST(Chunk, RoundTripInSinglePrecision) {
  const auto back = read_paths(paths_chunk(kPaths));
  ASSERT_EQ(back.size(), kPaths.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_EQ(back[i].id, kPaths[i].id);
    ASSERT_EQ(back[i].rows.size(), kPaths[i].rows.size());
    for (std::size_t k = 0; k < back[i].rows.size(); ++k)
      EXPECT_LT(norm(back[i].rows[k].x_E.p - kPaths[i].rows[k].x_E.p), 1e-4);
  }
}

TEST(Chunk, ARowHasBegunAtItsVeryInstant) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> any(0, 90'000);
  for (int i = 0; i < 1000; ++i) {
    const double t_s = any(random);
    const double back_s = read_paths(paths_chunk({{"x", {{t_s, {}}}}}))[0].rows[0].t_s;
    EXPECT_LE(back_s, t_s);
    EXPECT_GE(back_s, t_s - 0.01);
  }
}

TEST(Chunk, RowsBeginAtAMultipleOfEight) {
  for (std::size_t n = 0; n < 20; ++n) {
    const std::string bytes = paths_chunk({{std::string(n, 'x'), {{1, cubic(1)}}}});
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 4, 4);
    EXPECT_EQ((8 + length) % 8, 0U);
    EXPECT_EQ(bytes.size(), 8 + length + 28);
  }
}

TEST(Chunk, EveryTruncationIsRefused) {
  const std::string bytes = paths_chunk(kPaths);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_THROW(read_paths(std::string_view(bytes).substr(0, n)), record::RecordError) << n;
  EXPECT_THROW(read_paths(bytes + "x"), record::RecordError);
}

TEST(Chunk, FlippedBytesAreReadOrRefusedAndNothingElse) {
  const std::string bytes = paths_chunk(kPaths);
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string broken = bytes;
    broken[random() % broken.size()] = static_cast<char>(random());
    try {
      read_paths(broken);
    } catch (const record::RecordError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 500);
}

TEST(Chunk, ATableRowMustHaveEveryColumn) {
  EXPECT_THROW(table_chunk({"a", "b"}, {{"x", {{1.0}}}}), ContractError);
  EXPECT_EQ(table_chunk({"a", "b"}, {{"x", {{1.0, 2.0}}}}).substr(0, 4), "DWT1");
}

} // namespace
} // namespace dewline::report
