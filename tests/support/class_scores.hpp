// Confusion and calibration of the classifier over a simulated population.
#pragma once
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "support/class_tracks.hpp"

namespace dewline::support {

using warn::ClassProbabilities;
using warn::kNumClasses;

/// One judged track at one time.
struct Verdict {
  ObjectClass truth{};
  double since_first_s = 0;
  bool has_arc = false; ///< a radar has followed it in free flight, or in the air
  ClassProbabilities prob{};
  [[nodiscard]] std::size_t called() const {
    return static_cast<std::size_t>(std::max_element(prob.begin(), prob.end()) - prob.begin());
  }
  [[nodiscard]] double sure() const { return prob[called()]; }
  [[nodiscard]] bool right() const { return called() == static_cast<std::size_t>(truth); }
};

inline constexpr std::array kTimes_s{30.0, 60.0, 120.0, 300.0}; ///< after first detection

/// One body of its class and its verdicts; empty if it never became a track.
inline std::vector<Verdict> judge_one(const Population& population, const warn::Classifier& classifier,
                                      ObjectClass c, Luck& luck) {
  std::vector<Verdict> all;
  const std::optional<Body> body = population.draw_flying(c, luck);
  if (!body) return all;
  warn::ClassState state = classifier.start();
  std::size_t next = 0;
  for (const Sighting& s : Watch(*body, luck, population.orientation()).sightings(kTimes_s.back())) {
    classifier.update(state, s.features);
    while (next < kTimes_s.size() && s.since_first_s > kTimes_s[next]) ++next; // not a track at that time
    if (next == kTimes_s.size() || s.since_first_s < kTimes_s[next]) continue;
    const auto& speed = warn::at(state.features, warn::Feature::surface_speed);
    const bool arc = (speed && !speed->at_least) || warn::at(state.features, warn::Feature::air_speed);
    all.push_back({c, kTimes_s[next++], arc, state.prob});
  }
  return all;
}

/// n tracks whose classes are drawn by the classifier's own priors; a draw that makes no track is drawn
/// again.
inline std::vector<Verdict> judge_many(const Population& population, const warn::Classifier& classifier,
                                       std::uint64_t seed, int n) {
  std::vector<Verdict> all;
  const ClassProbabilities prior = classifier.start().prob;
  for (int k = 0; k < n; ++k) {
    double u = Luck(seed, 1'000'000'000u + static_cast<std::uint64_t>(k)).uniform(0, 1);
    std::size_t c = 0;
    while (c + 1 < kNumClasses && u > prior[c]) u -= prior[c++];
    for (std::uint64_t again = 0; again < 50; ++again) {
      Luck luck(seed, 1000 * static_cast<std::uint64_t>(k) + again);
      const auto verdicts = judge_one(population, classifier, static_cast<ObjectClass>(c), luck);
      all.insert(all.end(), verdicts.begin(), verdicts.end());
      if (!verdicts.empty()) break;
    }
  }
  return all;
}

/// Reliability: bins of the probability given to the class that was called.
struct Reliability {
  std::array<double, 10> num{}, sure{}, right{};
  double num_all = 0, ece = 0, accuracy = 0;
};
template <class Keep>
Reliability reliability(const std::vector<Verdict>& all, Keep&& keep) {
  Reliability r;
  for (const Verdict& v : all) {
    if (!keep(v)) continue;
    const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(10 * v.sure()));
    r.num[bin] += 1, r.sure[bin] += v.sure(), r.right[bin] += v.right();
    r.num_all += 1, r.accuracy += v.right();
  }
  for (std::size_t b = 0; b < 10; ++b) r.ece += std::abs(r.sure[b] - r.right[b]) / r.num_all;
  r.accuracy /= r.num_all;
  return r;
}
/// Over all classes, not the called one alone: mean over classes of the expected calibration error of each.
template <class Keep>
double classwise_ece(const std::vector<Verdict>& all, Keep&& keep) {
  double total = 0;
  for (std::size_t c = 0; c < kNumClasses; ++c) {
    std::array<double, 10> gap{};
    double n = 0;
    for (const Verdict& v : all) {
      if (!keep(v)) continue;
      gap[std::min<std::size_t>(9, static_cast<std::size_t>(10 * v.prob[c]))] +=
          v.prob[c] - (static_cast<std::size_t>(v.truth) == c);
      n += 1;
    }
    for (const double g : gap) total += std::abs(g) / n / kNumClasses;
  }
  return total;
}

/// Rows: truth. Columns: the class that was called. In shares of the row.
using Confusion = std::array<std::array<double, kNumClasses>, kNumClasses>;
template <class Keep>
Confusion confusion(const std::vector<Verdict>& all, Keep&& keep) {
  Confusion m{};
  std::array<double, kNumClasses> num{};
  for (const Verdict& v : all)
    if (keep(v))
      m[static_cast<std::size_t>(v.truth)][v.called()] += 1, num[static_cast<std::size_t>(v.truth)] += 1;
  for (std::size_t r = 0; r < kNumClasses; ++r)
    for (double& x : m[r]) x = num[r] > 0 ? x / num[r] : 0;
  return m;
}

} // namespace dewline::support
