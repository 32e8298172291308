// One hypothesis a target: global nearest neighbour, probabilistic and joint probabilistic data association, each with a
// probability of existence.
#pragma once
#include <vector>

#include "dewline/track/association/assign.hpp"
#include "dewline/track/association/joint.hpp"
#include "dewline/track/association/workspace.hpp"
#include "dewline/track/recorded/frame.hpp"
#include "dewline/track/recorded/gates.hpp"

namespace dewline::track::recorded {

template <class D>
class SingleHypothesis {
 public:
  SingleHypothesis(const Params& params, const D& dynamics) : params_(params), dynamics_(dynamics) {}

  /// Takes in one scan; adds to `result`; returns how many plots nobody is expected to have taken.
  double feed(const Scene& scene, const Frame& frame, Result& result) {
    predict(scene, frame);
    find_pairings(scene, frame);
    associate(static_cast<std::uint32_t>(scene.plots.size()));
    const double num_unexplained = update(scene, frame, result);
    start(scene, frame);
    clean(frame);
    report(frame, result);
    return num_unexplained;
  }

 private:
  struct Target {
    typename D::State x;
    double prob_exists = 0;
    std::uint32_t id = 0; ///< 0: never reported
    std::uint32_t num_updates = 0, num_misses = 0;
    bool is_reported = false;
  };

  void predict(const Scene& scene, const Frame& frame) {
    const auto step = dynamics_.step(frame.from, frame.dt_s);
    priors_.clear();
    prob_detect_.clear();
    for (Target& t : targets_) {
      t.x = dynamics_.predicted(t.x, step);
      t.prob_exists *= frame.prob_survives;
      priors_.push_back(dynamics_.prior(t.x, *scene.sensor, scene.sensor->sigma));
      frame.counters->num_singular += D::ok(priors_.back()) ? 0 : 1;
      prob_detect_.push_back(prob_detect_at(*scene.sensor, D::place(t.x)));
    }
  }

  void find_pairings(const Scene& scene, const Frame& frame) {
    gated_.clear();
    pairings_.clear();
    for (std::uint32_t i = 0; i < targets_.size(); ++i)
      gate(dynamics_, targets_[i].x, priors_[i], i, scene, frame.gate2, gated_);
    for (Gated& g : gated_) {
      g.gain = log_gain(targets_[g.hypothesis].prob_exists, prob_detect_[g.hypothesis], g.log_likelihood,
                        frame.density.log_false_or_new);
      // a hard decision asks "if it exists, is this its plot": how probable it is may not keep a new target from growing
      const double hard = params_.associator == Associator::gnn
                              ? log_gain(std::max(targets_[g.hypothesis].prob_exists, kLeastSure),
                                         prob_detect_[g.hypothesis], g.log_likelihood, frame.density.log_false_or_new)
                              : g.gain;
      pairings_.push_back({g.hypothesis, g.plot, hard});
    }
  }

  /// By pairing: the probability that it is so; by plot: that nobody takes it.
  void associate(std::uint32_t num_plots) {
    const auto num_targets = static_cast<std::uint32_t>(targets_.size());
    if (params_.associator == Associator::gnn) {
      taken_.assign(pairings_.size(), 0);
      nobody_.assign(num_plots, 1);
      for (const std::int32_t k : assign(num_targets, num_plots, pairings_, workspace_)) {
        if (k == kNone) continue;
        taken_[static_cast<std::size_t>(k)] = 1 / (1 + std::exp(-gated_[static_cast<std::size_t>(k)].gain));
        nobody_[pairings_[static_cast<std::size_t>(k)].detection] = 0;
      }
      return;
    }
    if (params_.associator == Associator::pda) {
      const JointProbabilities& alone = single_probabilities(num_targets, num_plots, pairings_, workspace_);
      taken_.assign(alone.pairing.begin(), alone.pairing.end());
      nobody_.assign(alone.nobody.begin(), alone.nobody.end());
      leave_to_reported(num_plots);
      return;
    }
    associate_jointly(num_targets, num_plots);
  }

  /// Tracks alone do not compete, so the shadow of a target's own plots would grow into a second track: what was never
  /// reported gets what reported tracks leave.
  void leave_to_reported(std::uint32_t num_plots) {
    left_.assign(num_plots, 1);
    for (std::size_t k = 0; k < pairings_.size(); ++k)
      if (targets_[pairings_[k].track].id != 0) left_[pairings_[k].detection] *= 1 - taken_[k];
    for (std::size_t k = 0; k < pairings_.size(); ++k)
      if (targets_[pairings_[k].track].id == 0) taken_[k] *= left_[pairings_[k].detection];
  }

  /// Improbable pairings (most of those of targets that hardly exist) would tie everything into one cluster: they are
  /// set aside, and get what the others leave of their target and their plot. The error is of second order in them.
  void associate_jointly(std::uint32_t num_targets, std::uint32_t num_plots) {
    strong_.clear();
    strong_index_.clear();
    for (std::uint32_t k = 0; k < pairings_.size(); ++k)
      if (gated_[k].gain >= kWeakGain) {
        strong_.push_back(pairings_[k]);
        strong_index_.push_back(k);
      }
    const JointProbabilities& joint = joint_probabilities(num_targets, num_plots, strong_, {}, workspace_);
    taken_.assign(pairings_.size(), 0);
    nobody_.assign(joint.nobody.begin(), joint.nobody.end());
    for (std::size_t s = 0; s < strong_.size(); ++s) taken_[strong_index_[s]] = joint.pairing[s];
    for (std::uint32_t k = 0; k < pairings_.size(); ++k)
      if (gated_[k].gain < kWeakGain)
        taken_[k] = std::exp(gated_[k].gain) * joint.nobody[gated_[k].plot] * joint.missed[gated_[k].hypothesis];
    for (std::uint32_t k = 0; k < pairings_.size(); ++k)
      if (gated_[k].gain < kWeakGain) nobody_[gated_[k].plot] *= 1 - taken_[k];
  }

  double update(const Scene& scene, const Frame&, Result& result) {
    std::size_t k = 0;
    for (std::uint32_t i = 0; i < targets_.size(); ++i) {
      const std::size_t first = k;
      while (k < gated_.size() && gated_[k].hypothesis == i) ++k;
      update(i, first, k, scene, result);
    }
    double num = 0;
    for (const double p : nobody_) num += p;
    return num;
  }

  void update(std::uint32_t i, std::size_t first, std::size_t last, const Scene& scene, Result& result) {
    Target& t = targets_[i];
    double all = 0;
    std::size_t best = last;
    for (std::size_t k = first; k < last; ++k) {
      all += taken_[k];
      if (taken_[k] > 0 && (best == last || taken_[k] > taken_[best])) best = k;
      if (t.id != 0 && taken_[k] > kLeastProbability)
        result.associations.push_back({t.id, scene.plots[gated_[k].plot].row, taken_[k], gated_[k].nis});
    }
    const double unseen = t.prob_exists * (1 - prob_detect_[i]) / (1 - t.prob_exists * prob_detect_[i]);
    const double missed = std::max(0.0, 1 - all);
    const bool is_hit = params_.associator == Associator::gnn ? best != last : all > 0.5;
    t.num_updates += is_hit ? 1 : 0;
    t.num_misses = is_hit ? 0 : t.num_misses + 1;
    if (best != last) t.x = mixed(i, first, last, best, missed * unseen, scene);
    t.prob_exists = all + missed * unseen;
  }

  /// The state given that the target exists: GNN believes its plot, the others mix.
  typename D::State mixed(std::uint32_t i, std::size_t first, std::size_t last, std::size_t best, double missed,
                          const Scene& scene) {
    const auto take = [&](std::size_t k) {
      return taken(dynamics_, targets_[i].x, priors_[i], *scene.sensor, scene.plots[gated_[k].plot]);
    };
    if (params_.associator == Associator::gnn) return take(best);
    states_.clear();
    weights_.clear();
    for (std::size_t k = first; k < last; ++k) {
      if (taken_[k] <= kLeastProbability) continue;
      states_.push_back(take(k));
      weights_.push_back(taken_[k]);
    }
    if (missed > kLeastProbability || states_.empty()) {
      states_.push_back(targets_[i].x);
      weights_.push_back(std::max(missed, kLeastProbability));
    }
    double sum = 0;
    for (const double w : weights_) sum += w;
    for (double& w : weights_) w /= sum;
    parts_.clear();
    for (const auto& x : states_) parts_.push_back(&x);
    return states_.size() == 1 ? states_.front() : D::mixed(weights_, parts_);
  }

  void start(const Scene& scene, const Frame& frame) {
    for (std::size_t j = 0; j < scene.plots.size(); ++j) {
      const double prob = nobody_[j] * frame.density.prob_new;
      if (!(prob >= frame.prob_forget)) continue;
      targets_.push_back({dynamics_.start(*scene.sensor, scene.plots[j]), prob, 0, 1, 0, false});
      ++frame.counters->num_started;
    }
  }

  void clean(const Frame& frame) {
    std::erase_if(targets_, [&](const Target& t) {
      const bool is_over = t.prob_exists < frame.prob_forget;
      frame.counters->num_ended += is_over && t.id != 0 ? 1 : 0;
      return is_over;
    });
  }

  void report(const Frame& frame, Result& result) {
    for (Target& t : targets_) {
      t.is_reported = t.prob_exists >= (t.is_reported ? params_.prob_drop : params_.prob_confirm);
      if (!t.is_reported) continue;
      if (t.id == 0) {
        t.id = (*frame.next_id)++;
        ++frame.counters->num_confirmed;
      }
      result.tracks.push_back({t.id, D::published(t.x), t.prob_exists, t.num_updates, t.num_misses});
    }
  }

  static constexpr double kLeastProbability = 1e-6, kLeastSure = 0.5, kWeakGain = -3;
  Params params_;
  D dynamics_;
  std::vector<Target> targets_;
  // of the scan at hand
  std::vector<typename D::Prior> priors_;
  std::vector<double> prob_detect_, taken_, nobody_, left_, weights_;
  std::vector<Gated> gated_;
  std::vector<Pairing> pairings_, strong_;
  std::vector<std::uint32_t> strong_index_;
  std::vector<typename D::State> states_;
  std::vector<const typename D::State*> parts_;
  Workspace workspace_;
};

} // namespace dewline::track::recorded
