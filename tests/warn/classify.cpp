// Laws of the classifier, and answers that can be had by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "dewline/base/check.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/earth/gravity.hpp"
#include "dewline/warn/classes/features.hpp"
#include "support/csv.hpp"
#include "warn/helpers.hpp"

using namespace dewline;
using namespace dewline::warn;
using namespace dewline::warn::testing;

namespace {

Measured known(double value, double sigma = 0, double at_s = 0) {
  return {value, sigma, false, time_from_s(at_s)};
}
Measured more_than(double value, double at_s = 0) {
  return {value, 0, true, time_from_s(at_s)};
}
double of(const ClassProbabilities& p, ObjectClass c) {
  return p[static_cast<std::size_t>(c)];
}
double sum(const ClassProbabilities& p) {
  return std::accumulate(p.begin(), p.end(), 0.0);
}

/// A value of every feature that a random number picks.
Features random_features(const Draws& draws, std::uint64_t k) {
  Features f;
  for (const auto& [which, name] : enum_words(static_cast<Feature*>(nullptr))) {
    const auto i = static_cast<std::uint64_t>(which);
    if (draws.uniform({Purpose::test, 0, 0, k, i}) < 0.4) continue;
    const double u = draws.uniform({Purpose::test, 1, 0, k, i}),
                 v = draws.uniform({Purpose::test, 2, 0, k, i});
    Measured m{u, 0, false, time_from_s(std::floor(100 * v))};
    if (i < kNumQuantities) {
      const FeatureRange r = feature_range(which);
      m = {r.low + u * (r.high - r.low), 0.1 * v * (r.high - r.low), v < 0.3, m.at};
    }
    warn::at(f, which) = m;
  }
  return f;
}

/// The fold of a spread with a normal error, by the midpoint rule.
double folded(const Spread& s, double value, double sigma, double low, double high) {
  constexpr int n = 200'000;
  double total = 0;
  for (int i = 0; i < n; ++i) {
    const double x = low + (i + 0.5) * (high - low) / n, z = (value - x) / sigma;
    total += density(s, x, 0) * std::exp(-0.5 * z * z) / (sigma * std::sqrt(2 * std::numbers::pi));
  }
  return total * (high - low) / n;
}

} // namespace

TEST(ClassSpread, folds_the_error_into_the_spread) {
  const Spread n{SpreadShape::normal, {5, 2}}, u{SpreadShape::uniform, {2, 7}},
      l{SpreadShape::lognormal, {5, 0.5}};
  for (const double x : {1.0, 4.0, 6.9, 9.0}) {
    EXPECT_NEAR(density(n, x, 1.5), folded(n, x, 1.5, -40, 50), 1e-6) << x;
    EXPECT_NEAR(density(u, x, 1.5), folded(u, x, 1.5, 2, 7), 1e-6) << x;
  }
  for (const double x : {3.0, 5.0, 8.0})
    EXPECT_NEAR(density(l, x, 0.05 * x), folded(l, x, 0.05 * x, 0.01, 60), 0.005) << x;
}

TEST(ClassSpread, is_above_a_bound_with_the_probability_that_is_left_of_it) {
  EXPECT_NEAR(prob_above({SpreadShape::normal, {5, 3}}, 5 + 5, 4), 0.158655,
              1e-6); // one sigma of hypot(3, 4)
  EXPECT_NEAR(prob_above({SpreadShape::uniform, {2, 6}}, 3, 0), 0.75, 1e-12);
  EXPECT_NEAR(prob_above({SpreadShape::uniform, {2, 6}}, 4, 3), 0.5, 1e-12);
  EXPECT_NEAR(prob_above({SpreadShape::lognormal, {8, 0.7}}, 8, 0), 0.5, 1e-12);
  EXPECT_EQ(prob_above({SpreadShape::lognormal, {8, 0.7}}, -1, 0), 1);
}

TEST(Classifier, starts_with_the_priors_and_keeps_them_without_evidence) {
  const Classifier classifier;
  const ClassProbabilities prior = normalised(library_class_table().priors);
  ClassState state = classifier.start();
  for (std::size_t c = 0; c < kNumClasses; ++c) EXPECT_NEAR(state.prob[c], prior[c], 1e-15);
  classifier.update(state, {});
  for (std::size_t c = 0; c < kNumClasses; ++c) EXPECT_NEAR(state.prob[c], prior[c], 1e-15);
}

TEST(Classifier, takes_the_priors_that_a_centre_states) {
  ClassPriors peace;
  peace.icbm = peace.slbm = 1e-9;
  const ClassState state = Classifier(library_class_table(), peace).start();
  EXPECT_NEAR(of(state.prob, ObjectClass::icbm), 1e-9 / (1 - 0.16), 1e-12);
  EXPECT_NEAR(sum(state.prob), 1, 1e-12);
}

TEST(Classifier, sums_to_one_and_never_calls_a_class_impossible) {
  const Classifier classifier;
  const Draws draws(5, 0);
  for (std::uint64_t k = 0; k < 2000; ++k) {
    const ClassProbabilities p = classifier.posterior(random_features(draws, k));
    EXPECT_NEAR(sum(p), 1, 1e-12);
    for (const double one : p) EXPECT_GT(one, 0);
  }
}

TEST(Classifier, does_not_care_in_which_order_it_is_told) {
  const Classifier classifier;
  const Draws draws(6, 0);
  for (std::uint64_t k = 0; k < 300; ++k) {
    const Features a = random_features(draws, 3 * k), b = random_features(draws, 3 * k + 1),
                   c = random_features(draws, 3 * k + 2);
    ClassState one = classifier.start(), other = classifier.start();
    for (const Features* f : {&a, &b, &c}) classifier.update(one, *f);
    for (const Features* f : {&c, &a, &b, &a}) classifier.update(other, *f);
    EXPECT_EQ(one.prob, other.prob);
    EXPECT_EQ(one.features, other.features);
  }
}

TEST(Classifier, is_no_surer_for_being_told_twice) {
  const Classifier classifier;
  Features f;
  warn::at(f, Feature::rcs) = known(0.5, 0.1);
  ClassState state = classifier.start();
  classifier.update(state, f);
  const ClassProbabilities once = state.prob;
  for (int i = 1; i < 50; ++i) {
    warn::at(f, Feature::rcs) = known(0.5, 0.1, i);
    classifier.update(state, f);
  }
  EXPECT_EQ(state.prob, once);
}

TEST(Classifier, learns_nothing_from_a_feature_in_which_the_classes_are_alike) {
  ClassTable table = library_class_table();
  for (auto& [name, c] : table.classes) c.rcs_m2 = Spread{SpreadShape::lognormal, {1, 1}}, c.prob_moves = 0.3;
  const Classifier classifier(table);
  Features f;
  warn::at(f, Feature::infrared) = known(1);
  const ClassProbabilities before = classifier.posterior(f);
  warn::at(f, Feature::rcs) = known(7, 2);
  warn::at(f, Feature::moves) = known(1);
  const ClassProbabilities after = classifier.posterior(f);
  for (std::size_t c = 0; c < kNumClasses; ++c) EXPECT_NEAR(after[c], before[c], 1e-14);
}

TEST(Classifier, knows_less_from_a_measurement_with_a_larger_error) {
  const Classifier classifier;
  double last = 1;
  for (const double sigma_m_s : {50.0, 500.0, 1500.0, 4000.0}) {
    Features f;
    warn::at(f, Feature::above) = known(1);
    warn::at(f, Feature::surface_speed) = known(7200, sigma_m_s);
    const double p = of(classifier.posterior(f), ObjectClass::icbm);
    EXPECT_LT(p, last) << sigma_m_s;
    last = p;
  }
}

TEST(Classifier, is_bayes_rule_for_one_yes_or_no_feature) {
  ClassTable table = library_class_table();
  const Classifier classifier(table);
  Features f;
  warn::at(f, Feature::catalogued) = known(1);
  const ClassProbabilities prior = normalised(table.priors), p = classifier.posterior(f);
  double total = 0;
  const auto share = [&](const std::string& name) {
    return (1 - table.floor) * table.classes.at(name).prob_catalogued + table.floor / 2;
  };
  for (const auto& [c, name] : enum_words(static_cast<ObjectClass*>(nullptr)))
    total += prior[static_cast<std::size_t>(c)] * share(std::string(name));
  EXPECT_NEAR(of(p, ObjectClass::satellite), of(prior, ObjectClass::satellite) * share("satellite") / total,
              1e-14);
}

TEST(Classifier, takes_a_lower_bound_for_what_it_is) {
  const Classifier classifier;
  Features f;
  warn::at(f, Feature::fire) = known(1);
  warn::at(f, Feature::moves) = known(1);
  warn::at(f, Feature::burn) = more_than(20);
  const ClassProbabilities early = classifier.posterior(f);
  warn::at(f, Feature::burn) = more_than(350);
  const ClassProbabilities late = classifier.posterior(f);
  EXPECT_LT(of(early, ObjectClass::space_launch), 0.4); // everything burns for 20 s
  EXPECT_GT(of(late, ObjectClass::space_launch),
            0.8); // no missile burns for six minutes; a re-entry may glow so long
  ClassState state = classifier.start();
  classifier.update(state, f);
  warn::at(f, Feature::burn) = more_than(100, 900); // an older, shorter bound that comes late changes nothing
  classifier.update(state, f);
  EXPECT_EQ(state.prob, late);
}

TEST(Classifier, weighs_only_what_counts) {
  Features f;
  warn::at(f, Feature::surface_speed) = known(7000, 10);
  warn::at(f, Feature::surface_climb) = known(0.4, 0.01);
  warn::at(f, Feature::perigee) = known(-3e6, 1e4);
  warn::at(f, Feature::air_speed) = known(200, 10);
  EXPECT_FALSE(counts(f, Feature::surface_speed)); // nobody says that it has been above the air
  EXPECT_TRUE(counts(f, Feature::air_speed));
  warn::at(f, Feature::above) = known(1);
  EXPECT_TRUE(counts(f, Feature::surface_climb));
  EXPECT_FALSE(counts(f, Feature::perigee)); // slower than an orbit: the climb angle tells the shape
  EXPECT_FALSE(counts(f, Feature::air_speed));
  warn::at(f, Feature::surface_speed)->value = 7900;
  EXPECT_TRUE(counts(f, Feature::perigee));
  EXPECT_FALSE(counts(f, Feature::surface_climb));
  warn::at(f, Feature::surface_speed)->at_least = true; // under thrust an arc has no shape yet
  EXPECT_FALSE(counts(f, Feature::perigee));
  Features plume;
  warn::at(plume, Feature::fire) = warn::at(plume, Feature::infrared) = known(1);
  EXPECT_FALSE(counts(plume, Feature::infrared)); // the same fact once more
  warn::at(plume, Feature::fire)->value = 0;
  EXPECT_TRUE(counts(plume, Feature::infrared)); // a radar has it too
  const Classifier classifier;
  const auto weights = classifier.weigh(f);
  ASSERT_EQ(weights.size(), 2U);
  EXPECT_EQ(weights[0].feature, Feature::surface_speed);
  EXPECT_EQ(weights[1].feature, Feature::above);
  for (const ClassWeight& w : weights)
    EXPECT_EQ(*std::max_element(w.log_likelihood.begin(), w.log_likelihood.end()), 0);
}

// Speeds and angles: ours, of the arc with the reported apogee and range (the table's header).
TEST(Classifier, calls_reported_lofted_tests_missiles_and_the_rocket_of_1995_none) {
  const Classifier classifier;
  for (const support::Row& row : support::read_csv("ballistics_reported_flights_check.csv")) {
    Features f;
    warn::at(f, Feature::above) = warn::at(f, Feature::infrared) = known(1);
    warn::at(f, Feature::fire) = known(0);
    warn::at(f, Feature::num_detections) = more_than(12);
    warn::at(f, Feature::surface_speed) = known(1e3 * row.number("calc_speed_km_s"), 50);
    warn::at(f, Feature::surface_climb) = known(row.number("calc_gamma_deg") * kDeg, 0.01);
    const ClassProbabilities p = classifier.posterior(f);
    const bool rocket = row.text("flight").starts_with("Black Brant");
    EXPECT_GT(rocket ? of(p, ObjectClass::sounding_rocket) : prob_missile(p), 0.8) << row.text("flight");
  }
}

TEST(Classifier, refuses_what_is_no_measurement) {
  const Classifier classifier;
  Features f;
  warn::at(f, Feature::rcs) = known(std::nan(""), 1);
  EXPECT_THROW(static_cast<void>(classifier.posterior(f)), ContractError);
  warn::at(f, Feature::rcs) = known(1, -1);
  EXPECT_THROW(static_cast<void>(classifier.posterior(f)), ContractError);
  f = {};
  warn::at(f, Feature::infrared) = known(2);
  EXPECT_THROW(static_cast<void>(classifier.posterior(f)), ContractError);
  ClassTable table = library_class_table();
  table.classes.erase("drone");
  EXPECT_THROW(Classifier{table}, ContractError);
}

TEST(Features, of_an_arc_are_its_speed_and_climb_angle_at_the_surface) {
  track::Track t = track_from({50 * kDeg, 60 * kDeg, 300e3}, 6500, 10 * kDeg, 30 * kDeg, 1000, 20);
  track::mark_seen(t, sense::Kind::radar);
  Estimate e;
  const Features f = features_of(t, e, {.infrared = true}, orientation());
  ASSERT_TRUE(warn::at(f, Feature::above) && warn::at(f, Feature::surface_speed));
  EXPECT_EQ(warn::at(f, Feature::above)->value, 1);
  EXPECT_EQ(warn::at(f, Feature::infrared)->value, 0); // watched, and not seen
  EXPECT_FALSE(warn::at(f, Feature::catalogued) || warn::at(f, Feature::rcs) ||
               warn::at(f, Feature::air_speed));
  // By hand on a sphere: v_a^2 = v^2 + 2 mu (1/a - 1/r); a r v cos(30 deg) = level part at the surface.
  const Vec3 p{t.x_G.mean[0], t.x_G.mean[1], t.x_G.mean[2]}, v{t.x_G.mean[3], t.x_G.mean[4], t.x_G.mean[5]};
  const double v_a = std::sqrt(dot(v, v) + 2 * earth::kMu_m3_s2 * (1 / earth::kA_m - 1 / norm(p)));
  EXPECT_NEAR(warn::at(f, Feature::surface_speed)->value, v_a, 1e-6 * v_a);
  EXPECT_NEAR(warn::at(f, Feature::surface_climb)->value, std::acos(norm(cross(p, v)) / (earth::kA_m * v_a)),
              1e-6);
  EXPECT_NEAR(warn::at(f, Feature::surface_speed)->sigma, 20 * norm(v) / v_a,
              3); // mostly the velocity's own error
  e.thrusting = true;
  const Features burning = features_of(t, e, {}, orientation());
  EXPECT_TRUE(warn::at(burning, Feature::surface_speed)->at_least);
  EXPECT_FALSE(warn::at(burning, Feature::surface_climb) || warn::at(burning, Feature::infrared));
}

TEST(Features, of_a_body_in_the_air_are_its_speed_height_and_echo) {
  track::Track t = track_from({50 * kDeg, 60 * kDeg, 9e3}, 230, 10 * kDeg, 1 * kDeg, 100, 3);
  t.mean_rcs_m2 = 10;
  const Features f = features_of(t, {}, {}, orientation());
  EXPECT_EQ(warn::at(f, Feature::above)->value, 0);
  EXPECT_NEAR(warn::at(f, Feature::air_speed)->value, 230, 1e-6);
  EXPECT_NEAR(warn::at(f, Feature::air_height)->value, 9e3, 1e-3);
  EXPECT_NEAR(warn::at(f, Feature::air_height)->sigma, 100, 1e-3);
  EXPECT_NEAR(warn::at(f, Feature::air_climb)->value, 1 * kDeg, 1e-6);
  EXPECT_NEAR(warn::at(f, Feature::rcs)->value, 10, 1e-9);
  EXPECT_NEAR(warn::at(f, Feature::rcs)->sigma, 10 / std::sqrt(5), 1e-9);
  EXPECT_EQ(*warn::at(f, Feature::num_detections), more_than(5, 200));
  t = track_from({50 * kDeg, 60 * kDeg, 9e3}, 1400, 10 * kDeg, 1 * kDeg, 100,
                 300); // perhaps too fast for the air
  EXPECT_FALSE(warn::at(features_of(t, {}, {}, orientation()), Feature::above));
}

TEST(Features, of_a_track_that_does_not_know_its_error_are_none_of_its_motion) {
  track::Track t = track_from({50 * kDeg, 60 * kDeg, 300e3}, 6500, 10 * kDeg, 30 * kDeg, 1000, 20);
  t.x_G.cov = {};
  const Features f = features_of(t, {}, {}, orientation());
  EXPECT_FALSE(warn::at(f, Feature::above) || warn::at(f, Feature::surface_speed));
  EXPECT_TRUE(warn::at(f, Feature::num_detections));
}

TEST(Features, of_a_fire_are_how_long_it_burns_and_whether_it_moves) {
  track::Track t = track_from({50 * kDeg, 60 * kDeg, 10}, 0.001, 10 * kDeg, 1 * kDeg, 1000, 20);
  track::mark_seen(t, sense::Kind::infrared);
  t.first_detection = time_from_s(140);
  Estimate e;
  e.only_fire = e.infrared = e.thrusting = true;
  Features f = features_of(t, e, {}, orientation());
  // 1,000 m in 15 s and 15 s of fall, against 1,000 m/s: sigmas of 168.2 and 1,014.0 m/s, and no speed
  EXPECT_NEAR(warn::at(f, Feature::moves)->value, 1 / (1 + std::pow(1014.0 / 168.2, 2)), 1e-3);
  EXPECT_NEAR(warn::at(f, Feature::burn)->value, 60, 1e-9);
  EXPECT_TRUE(warn::at(f, Feature::burn)->at_least);
  EXPECT_EQ(warn::at(f, Feature::fire)->value, 1);
  EXPECT_FALSE(warn::at(f, Feature::above) || warn::at(f, Feature::surface_speed) ||
               warn::at(f, Feature::num_detections));
  for (std::size_t i = 0; i < 3; ++i) t.x_G.mean[3 + i] *= 5; // 1,200 m/s over ground, to the east
  f = features_of(t, e, {}, orientation());
  EXPECT_GT(warn::at(f, Feature::moves)->value, 0.9);
  for (double& v : t.x_G.cov.a) v *= 100; // known ten times worse, the same speed says nothing
  EXPECT_NEAR(warn::at(features_of(t, e, {}, orientation()), Feature::moves)->value, 0.4, 0.15);
  t.status = track::Status::coasting; // the fire is out: the burn is known, of its motion nothing new is seen
  f = features_of(t, e, {}, orientation());
  EXPECT_FALSE(warn::at(f, Feature::burn)->at_least);
  EXPECT_FALSE(warn::at(f, Feature::moves));
}
