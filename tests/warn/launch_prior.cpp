// The prior of a boost's age: its stated bound holds, by which hypotheses are left out unasked.
#include "dewline/warn/estimate/launch_prior.hpp"

#include <gtest/gtest.h>

#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {
track::Track seen_for(double elapsed_s, bool infrared) {
  track::Track t = track_from({50 * kDeg, 40 * kDeg, 80e3}, 2600, 20 * kDeg, 36 * kDeg, 2000, 400, time_from_s(300));
  t.first_detection = t.valid - duration_from_s(elapsed_s);
  if (infrared) track::mark_seen(t, sense::Kind::infrared);
  return t;
}
} // namespace

TEST(AgePrior, no_age_of_any_profile_weighs_more_than_is_stated_and_none_is_younger_than_its_track) {
  const JudgeParams params;
  int asked = 0, reached = 0;
  for (const BoosterProfile& profile : booster_profiles())
    for (const BoostCase& flight : profile.cases)
      for (const bool infrared : {true, false})
        for (const double elapsed_s : {0.0, 20.0, 90.0}) {
          const AgePrior prior(seen_for(elapsed_s, infrared), flight, params);
          double highest = 0;
          for (double share = 0.01; share < 1; share += 0.02) {
            const double age_s = share * flight.burn_s;
            const Age age = prior(age_s, params.sigma_boost_time * age_s);
            ASSERT_LE(age.weight, prior.most()) << profile.name << " at " << age_s << " s";
            highest = std::max(highest, age.weight);
            ++asked;
            if (infrared && age.weight > 0) {
              EXPECT_GE(age.mean_s, elapsed_s) << profile.name;
            }
          }
          reached += highest > 0.05 * prior.most();
        }
  EXPECT_GT(asked, 10000);
  EXPECT_GT(reached, 50) << "a bound that nothing comes near would leave nothing out";
}
