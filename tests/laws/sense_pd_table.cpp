// The table of Pd against the exact function, over detectors and SNR drawn from the whole domain.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "dewline/base/draws_batch.hpp"
#include "dewline/sense/pd_table.hpp"

namespace dewline::sense {
namespace {

constexpr std::array kCases{Swerling::zero, Swerling::one, Swerling::two, Swerling::three, Swerling::four};
const Draws kDraws(5, 22);

/// Sorted: half over -60 to 100 dB, half where Pd moves.
std::vector<double> some_db(std::uint64_t detector, double prob_fa, std::uint32_t n, Swerling swerling) {
  std::vector<double> db(400);
  fill_uniforms(kDraws, {{.item = detector}, db.size()}, db);
  const double middle = required_snr_db(0.5, prob_fa, n, swerling);
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = i % 2 ? -60 + 160 * db[i] : middle + 16 * (db[i] - 0.5);
  std::ranges::sort(db);
  return db;
}

TEST(PdTable, IsTheExactPdTo1e8) {
  double worst = 0;
  std::uint64_t detector = 0;
  for (const double prob_fa : {1e-12, 3e-10, 1e-6, 2e-4, 1e-2})
    for (const std::uint32_t n : {1u, 2u, 3u, 7u, 32u, 100u, 333u, 1000u})
      for (const Swerling swerling : kCases) {
        SCOPED_TRACE(testing::Message() << "Swerling " << int(swerling) << " N " << n << " Pfa " << prob_fa);
        const PdTable table(prob_fa, n, swerling);
        double before = 0;
        for (const double db : some_db(++detector, prob_fa, n, swerling)) {
          const double pd = table.at(std::pow(10, 0.1 * db));
          ASSERT_NEAR(pd, prob_detect(db, prob_fa, n, swerling), 1e-8) << db;
          ASSERT_GE(pd, before - 1e-8) << db;
          ASSERT_TRUE(pd >= 0 && pd <= 1) << db;
          worst = std::max(worst, std::abs(pd - prob_detect(db, prob_fa, n, swerling)));
          before = pd;
        }
      }
  RecordProperty("worst", std::to_string(worst * 1e9) + "e-9");
}

TEST(PdTable, TheDomainsCornersTo1e8) {
  for (const double prob_fa : {1e-15, 0.5, 0.9})
    for (const std::uint32_t n : {1u, 10u, 10000u})
      for (const Swerling swerling : kCases) {
        SCOPED_TRACE(testing::Message() << "Swerling " << int(swerling) << " N " << n << " Pfa " << prob_fa);
        const PdTable table(prob_fa, n, swerling);
        for (double db = -70; db < 120; db += 1.37)
          ASSERT_NEAR(table.at(std::pow(10, 0.1 * db)), prob_detect(db, prob_fa, n, swerling), 1e-8) << db;
      }
}

} // namespace
} // namespace dewline::sense
