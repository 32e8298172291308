// Several hypotheses a target: a Poisson multi-Bernoulli mixture, in clusters of targets that share plots.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "dewline/track/association/k_best.hpp"
#include "dewline/track/association/workspace.hpp"
#include "dewline/track/recorded/frame.hpp"
#include "dewline/track/recorded/gates.hpp"
#include "dewline/track/recorded/hypotheses.hpp"

namespace dewline::track::recorded {

/// Undetected targets are a Poisson process; every plot may be the first of one. Each target has a tree of hypotheses
/// (which plots were its own), each with a probability of existence; joint hypotheses say which go together. After a
/// scan the best are kept: k best assignments (Murty) of each joint hypothesis, in numbers by its weight. Clusters of
/// targets that share no plot are kept apart, so what grows is only what is in doubt.
template <class D>
class Mixture {
 public:
  Mixture(const Params& params, const D& dynamics) : params_(params), dynamics_(dynamics) {}

  /// Takes in one scan; adds to `result`; returns how many plots nobody is expected to have taken.
  double feed(const Scene& scene, const Frame& frame, Result& result) {
    predict(scene, frame);
    join_clusters(scene.plots.size());
    nobody_.assign(scene.plots.size(), 1);
    for (Cluster& cluster : clusters_)
      if (!cluster.is_weak) expand(cluster, scene, frame);
    for (Cluster& cluster : clusters_)
      if (cluster.is_weak) expand_weak(cluster, scene);
    for (std::uint32_t j = 0; j < scene.plots.size(); ++j)
      if (owner_[j] == kNobody) start(scene, j, frame);
    split_clusters(frame);
    report(scene, frame, result);
    return std::accumulate(nobody_.begin(), nobody_.end(), 0.0);
  }

 private:
  static constexpr std::uint32_t kNobody = ~0U;

  struct Hypothesis {
    typename D::State x;
    double prob_exists = 0;
    std::uint32_t num_updates = 0, num_misses = 0;
    std::uint32_t plot = kNobody; ///< of the scan at hand
    double nis = 0;
    std::size_t first_gated = 0, last_gated = 0; ///< of the scan at hand
    std::size_t prior = 0;
    double prob_detect = 0;
  };
  struct Target {
    std::vector<Hypothesis> of;
    std::uint32_t id = 0; ///< 0: never reported
    bool is_reported = false;
  };
  struct Cluster {
    std::vector<Target> targets;
    std::vector<Global> globals;
    bool is_weak = false; ///< in the scan at hand: no pairing of it is probable
  };

  void predict(const Scene& scene, const Frame& frame) {
    const auto step = dynamics_.step(frame.from, frame.dt_s);
    priors_.clear();
    gated_.clear();
    for (Cluster& cluster : clusters_)
      for (Target& target : cluster.targets)
        for (Hypothesis& h : target.of) predict(h, step, scene, frame);
  }

  void predict(Hypothesis& h, const typename D::Step& step, const Scene& scene, const Frame& frame) {
    h.x = dynamics_.predicted(h.x, step);
    h.prob_exists *= frame.prob_survives;
    h.prob_detect = prob_detect_at(*scene.sensor, D::place(h.x));
    h.prior = priors_.size();
    priors_.push_back(dynamics_.prior(h.x, *scene.sensor, scene.sensor->sigma));
    frame.counters->num_singular += D::ok(priors_.back()) ? 0 : 1;
    h.first_gated = gated_.size();
    gate(dynamics_, h.x, priors_.back(), 0, scene, frame.gate2, gated_);
    h.last_gated = gated_.size();
    for (std::size_t k = h.first_gated; k < h.last_gated; ++k)
      gated_[k].gain = log_gain(h.prob_exists, h.prob_detect, gated_[k].log_likelihood, frame.density.log_false_or_new);
  }

  /// Clusters with a plot in common become one, where both may well take it. Improbable pairings (most of those of
  /// targets that hardly exist) would tie everything together: they count where no other cluster has the plot.
  void join_clusters(std::size_t num_plots) {
    owner_.assign(num_plots, kNobody);
    into_.resize(clusters_.size());
    std::iota(into_.begin(), into_.end(), 0U);
    for (std::uint32_t c = 0; c < clusters_.size(); ++c) {
      clusters_[c].is_weak = true;
      for_each_gated(clusters_[c], [&](Gated& g) {
        if (g.gain < kWeakGain) return;
        clusters_[c].is_weak = false;
        std::uint32_t& owner = owner_[g.plot];
        if (owner == kNobody) owner = c;
        const std::uint32_t a = root(owner), b = root(c);
        into_[std::max(a, b)] = std::min(a, b);
      });
    }
    for (std::uint32_t c = 0; c < clusters_.size(); ++c)
      if (const std::uint32_t r = root(c); r != c) absorb(clusters_[r], clusters_[c]);
    for (std::uint32_t& owner : owner_)
      if (owner != kNobody) owner = root(owner);
    for (std::uint32_t c = 0; c < clusters_.size(); ++c)
      if (!clusters_[c].is_weak) claim(c);
    std::erase_if(clusters_, [](const Cluster& cluster) { return cluster.targets.empty(); });
  }
  std::uint32_t root(std::uint32_t c) const {
    while (into_[c] != c) c = into_[c];
    return c;
  }
  /// Takes the plots that nobody has; forgoes those of others.
  void claim(std::uint32_t c) {
    for_each_gated(clusters_[c], [&](Gated& g) {
      if (owner_[g.plot] == kNobody) owner_[g.plot] = c;
      else if (owner_[g.plot] != c) g.gain = -std::numeric_limits<double>::infinity();
    });
  }
  template <class F>
  void for_each_gated(const Cluster& cluster, F&& f) {
    for (const Target& target : cluster.targets)
      for (const Hypothesis& h : target.of)
        for (std::size_t k = h.first_gated; k < h.last_gated; ++k) f(gated_[k]);
  }

  void absorb(Cluster& into, Cluster& from) {
    into.globals = product(into.globals, from.globals, limits_);
    into.is_weak = false;
    into.targets.insert(into.targets.end(), std::make_move_iterator(from.targets.begin()),
                        std::make_move_iterator(from.targets.end()));
    from.targets.clear();
  }

  /// All that the scan may mean for a cluster that has its plots for itself, new targets included.
  void expand(Cluster& cluster, const Scene& scene, const Frame& frame) {
    const std::size_t num_old = cluster.targets.size();
    expand(cluster, scene);
    for (const std::uint32_t j : plots_) cluster.targets.push_back(fresh(scene, j, frame));
    for (std::size_t i = 0; i < plots_.size(); ++i)
      nobody_[plots_[i]] = shares(cluster.globals, num_old + i, 1).front();
  }

  /// The same for one that hardly takes any: it gets what the others leave of its plots, and takes nothing from them.
  void expand_weak(Cluster& cluster, const Scene& scene) {
    for_each_gated(cluster, [&](Gated& g) { g.gain += std::log(nobody_[g.plot]); });
    const std::size_t num_old = cluster.targets.size();
    expand(cluster, scene);
    for (Global& g : cluster.globals) g.pick.resize(num_old);
    normalise(cluster.globals, limits_);
  }

  void expand(Cluster& cluster, const Scene& scene) {
    gather_plots(cluster);
    const std::size_t num_old = cluster.targets.size();
    children_.assign(num_old, {});
    next_.clear();
    next_.resize(num_old);
    next_globals_.clear();
    for (const Global& g : cluster.globals) expand(cluster, g, scene);
    for (std::size_t t = 0; t < num_old; ++t) cluster.targets[t].of = std::move(next_[t]);
    cluster.globals.swap(next_globals_);
    normalise(cluster.globals, limits_);
  }

  void gather_plots(const Cluster& cluster) {
    plots_.clear();
    for_each_gated(cluster, [&](const Gated& g) {
      if (std::isfinite(g.gain)) plots_.push_back(g.plot);
    });
    std::sort(plots_.begin(), plots_.end());
    plots_.erase(std::unique(plots_.begin(), plots_.end()), plots_.end());
  }

  void expand(const Cluster& cluster, const Global& g, const Scene& scene) {
    double base = g.log_weight;
    pairings_.clear();
    pairing_gated_.clear();
    for (std::uint32_t t = 0; t < cluster.targets.size(); ++t) {
      if (g.pick[t] == kAbsent) continue;
      const Hypothesis& h = cluster.targets[t].of[static_cast<std::size_t>(g.pick[t])];
      base += std::log1p(-h.prob_exists * h.prob_detect);
      for (std::size_t k = h.first_gated; k < h.last_gated; ++k) {
        if (!std::isfinite(gated_[k].gain)) continue;
        const auto column = std::lower_bound(plots_.begin(), plots_.end(), gated_[k].plot) - plots_.begin();
        pairings_.push_back({t, static_cast<std::uint32_t>(column), gated_[k].gain});
        pairing_gated_.push_back(k);
      }
    }
    const auto num = static_cast<std::uint32_t>(
        std::ceil(static_cast<double>(limits_.max_globals) * std::exp(g.log_weight)));
    const RankedAssignments& ranked =
        k_best(static_cast<std::uint32_t>(cluster.targets.size()), static_cast<std::uint32_t>(plots_.size()), pairings_,
               std::max(1U, num), workspace_);
    for (std::size_t r = 0; r < ranked.size(); ++r) {
      if (r > 0 && ranked.gain[r] < ranked.gain[0] + std::log(limits_.least_weight)) break;
      next_globals_.push_back({base + ranked.gain[r], {}});
      add_child(cluster, g, ranked[r], scene, next_globals_.back());
    }
  }

  void add_child(const Cluster& cluster, const Global& g, std::span<const std::int32_t> taken_pairing,
                 const Scene& scene, Global& child) {
    child.pick.assign(cluster.targets.size() + plots_.size(), kAbsent);
    std::fill(child.pick.begin() + static_cast<std::ptrdiff_t>(cluster.targets.size()), child.pick.end(), 0);
    for (std::size_t t = 0; t < cluster.targets.size(); ++t) {
      if (g.pick[t] == kAbsent) continue;
      const std::int32_t p = taken_pairing[t];
      if (p != kNone)
        child.pick[cluster.targets.size() + pairings_[static_cast<std::size_t>(p)].detection] = kAbsent;
      child.pick[t] = child_of(cluster, t, g.pick[t],
                               p == kNone ? kMissed : pairing_gated_[static_cast<std::size_t>(p)], scene);
    }
  }

  static constexpr std::size_t kMissed = static_cast<std::size_t>(-1);

  /// The index of a hypothesis' child that took a plot or missed; made when first asked for.
  std::int32_t child_of(const Cluster& cluster, std::size_t t, std::int32_t pick, std::size_t gated,
                        const Scene& scene) {
    for (const Child& c : children_[t])
      if (c.parent == pick && c.gated == gated) return c.index;
    const Hypothesis& h = cluster.targets[t].of[static_cast<std::size_t>(pick)];
    const auto index = static_cast<std::int32_t>(next_[t].size());
    next_[t].push_back(gated == kMissed ? missed(h) : hit(h, gated_[gated], scene));
    children_[t].push_back({pick, gated, index});
    return index;
  }

  Hypothesis missed(const Hypothesis& h) const {
    Hypothesis next = h;
    next.prob_exists = h.prob_exists * (1 - h.prob_detect) / (1 - h.prob_exists * h.prob_detect);
    ++next.num_misses;
    next.plot = kNobody;
    return next;
  }
  Hypothesis hit(const Hypothesis& h, const Gated& g, const Scene& scene) {
    Hypothesis next = h;
    next.x = taken(dynamics_, h.x, priors_[h.prior], *scene.sensor, scene.plots[g.plot]);
    next.prob_exists = 1;
    ++next.num_updates;
    next.num_misses = 0;
    next.plot = g.plot;
    next.nis = g.nis;
    return next;
  }

  /// A target whose first plot this is.
  Target fresh(const Scene& scene, std::uint32_t j, const Frame& frame) const {
    Target target;
    target.of.push_back({dynamics_.start(*scene.sensor, scene.plots[j]), frame.density.prob_new, 1, 0, j});
    ++frame.counters->num_started;
    return target;
  }
  void start(const Scene& scene, std::uint32_t j, const Frame& frame) {
    if (frame.density.prob_new < frame.prob_forget) return;
    Cluster cluster;
    cluster.targets.push_back(fresh(scene, j, frame));
    cluster.globals.push_back({0, {0}});
    clusters_.push_back(std::move(cluster));
  }

  /// Forgets what is improbable, joins what is alike, and parts targets that are no longer in doubt together.
  void split_clusters(const Frame& frame) {
    const std::size_t num = clusters_.size();
    for (std::size_t c = 0; c < num; ++c) {
      tidy(clusters_[c], frame);
      part(c);
    }
    std::erase_if(clusters_, [](const Cluster& cluster) { return cluster.targets.empty(); });
  }

  void tidy(Cluster& cluster, const Frame& frame) {
    for (std::size_t t = 0; t < cluster.targets.size(); ++t) {
      join_alike(cluster, t);
      forget(cluster, t, frame);
    }
    if (cluster.globals.size() > 1) normalise(cluster.globals, limits_);
    for (std::size_t t = 0; t < cluster.targets.size(); ++t) drop_unused(cluster, t);
  }

  /// Two hypotheses of a target that say nearly the same become the likelier one.
  void join_alike(Cluster& cluster, std::size_t t) {
    Target& target = cluster.targets[t];
    if (target.of.size() < 2) return;
    const std::vector<double> w = shares(cluster.globals, t, target.of.size());
    std::vector<std::int32_t> to(target.of.size());
    std::iota(to.begin(), to.end(), 0);
    for (std::size_t a = 0; a < to.size(); ++a)
      for (std::size_t b = a + 1; b < to.size(); ++b)
        if (to[a] == static_cast<std::int32_t>(a) && to[b] == static_cast<std::int32_t>(b) &&
            are_alike(target.of[a], target.of[b]))
          (w[a] >= w[b] ? to[b] : to[a]) = static_cast<std::int32_t>(w[a] >= w[b] ? a : b);
    for (Global& g : cluster.globals)
      if (g.pick[t] != kAbsent) g.pick[t] = end_of(to, g.pick[t]);
  }
  static std::int32_t end_of(const std::vector<std::int32_t>& to, std::int32_t i) {
    while (to[static_cast<std::size_t>(i)] != i) i = to[static_cast<std::size_t>(i)];
    return i;
  }
  static bool are_alike(const Hypothesis& a, const Hypothesis& b) {
    return a.plot == b.plot && a.num_misses == b.num_misses && D::distance2(a.x, b.x) < kAlike;
  }

  void forget(Cluster& cluster, std::size_t t, const Frame& frame) {
    Target& target = cluster.targets[t];
    for (Global& g : cluster.globals)
      if (g.pick[t] != kAbsent && target.of[static_cast<std::size_t>(g.pick[t])].prob_exists < frame.prob_forget)
        g.pick[t] = kAbsent;
    if (prob_exists(cluster, t) >= frame.prob_forget) return;
    for (Global& g : cluster.globals) g.pick[t] = kAbsent;
    frame.counters->num_ended += target.id != 0 ? 1 : 0;
  }

  static void drop_unused(Cluster& cluster, std::size_t t) {
    Target& target = cluster.targets[t];
    std::vector<std::int32_t> to(target.of.size(), kAbsent);
    std::vector<Hypothesis> kept;
    for (Global& g : cluster.globals) {
      if (g.pick[t] == kAbsent) continue;
      std::int32_t& at = to[static_cast<std::size_t>(g.pick[t])];
      if (at == kAbsent) {
        at = static_cast<std::int32_t>(kept.size());
        kept.push_back(std::move(target.of[static_cast<std::size_t>(g.pick[t])]));
      }
      g.pick[t] = at;
    }
    target.of = std::move(kept);
  }

  /// Targets without a hypothesis go; those with the same one everywhere get a cluster of their own.
  void part(std::size_t c) {
    std::vector<std::size_t> keep;
    for (std::size_t t = 0; t < clusters_[c].targets.size(); ++t) {
      if (clusters_[c].targets[t].of.empty()) continue;
      if (is_certain(clusters_[c].globals, t)) {
        Cluster own;
        own.targets.push_back(std::move(clusters_[c].targets[t]));
        own.globals.push_back({0, {0}});
        clusters_.push_back(std::move(own));
      } else {
        keep.push_back(t);
      }
    }
    Cluster& cluster = clusters_[c];
    Cluster rest;
    for (const std::size_t t : keep) rest.targets.push_back(std::move(cluster.targets[t]));
    for (const Global& g : cluster.globals) {
      rest.globals.push_back({g.log_weight, {}});
      for (const std::size_t t : keep) rest.globals.back().pick.push_back(g.pick[t]);
    }
    if (!keep.empty()) normalise(rest.globals, limits_);
    cluster = std::move(rest);
  }

  static double prob_exists(const Cluster& cluster, std::size_t t) {
    double p = 0;
    for (const Global& g : cluster.globals)
      if (g.pick[t] != kAbsent)
        p += std::exp(g.log_weight) * cluster.targets[t].of[static_cast<std::size_t>(g.pick[t])].prob_exists;
    return p;
  }

  void report(const Scene& scene, const Frame& frame, Result& result) {
    for (Cluster& cluster : clusters_)
      for (std::size_t t = 0; t < cluster.targets.size(); ++t) {
        Target& target = cluster.targets[t];
        const std::int32_t best = cluster.globals.front().pick[t];
        const double p = prob_exists(cluster, t);
        if (best == kAbsent) continue;
        target.is_reported = p >= (target.is_reported ? params_.prob_drop : params_.prob_confirm);
        if (!target.is_reported) continue;
        if (target.id == 0) {
          target.id = (*frame.next_id)++;
          ++frame.counters->num_confirmed;
        }
        const Hypothesis& h = target.of[static_cast<std::size_t>(best)];
        result.tracks.push_back({target.id, D::published(h.x), p, h.num_updates, h.num_misses});
        tell_associations(cluster, t, scene, result);
      }
  }

  void tell_associations(const Cluster& cluster, std::size_t t, const Scene& scene, Result& result) const {
    const Target& target = cluster.targets[t];
    const std::vector<double> w = shares(cluster.globals, t, target.of.size());
    for (std::size_t h = 0; h < target.of.size(); ++h)
      if (target.of[h].plot != kNobody)
        result.associations.push_back({target.id, scene.plots[target.of[h].plot].row, w[h], target.of[h].nis});
  }

  static constexpr double kAlike = 0.1; ///< squared distance in units of the covariance
  static constexpr double kWeakGain = -4; ///< a pairing of 2 % at most
  struct Child {
    std::int32_t parent = 0;
    std::size_t gated = 0;
    std::int32_t index = 0;
  };

  Params params_;
  D dynamics_;
  Limits limits_;
  std::vector<Cluster> clusters_;
  // of the scan at hand
  std::vector<typename D::Prior> priors_;
  std::vector<Gated> gated_;
  std::vector<std::uint32_t> owner_, into_, plots_;
  std::vector<double> nobody_; ///< by plot: that no target takes it
  std::vector<std::vector<Child>> children_;
  std::vector<std::vector<Hypothesis>> next_;
  std::vector<Global> next_globals_;
  std::vector<Pairing> pairings_;
  std::vector<std::size_t> pairing_gated_;
  Workspace workspace_;
};

} // namespace dewline::track::recorded
