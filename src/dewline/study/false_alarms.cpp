#include "dewline/study/false_alarms.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/base/units.hpp"
#include "dewline/study/tree_rates.hpp"

namespace dewline::study {
namespace {

constexpr double kMinor = 1e-3; // pairs that add less than this share to every row are left out

/// A row while it is filled.
struct Open {
  RocRow row;
  std::size_t variant = 0;
  CentreState where;
  TreeRow tree;
};

bool was_declared(const Played& p, const Open& row) { return p.declared_s.at(row.variant).contains(row.where); }

record::Share counted(std::int64_t happened, std::size_t runs) {
  return record::share(happened, static_cast<std::int64_t>(runs), kConfidence);
}

std::vector<Open> open_rows(const run::Scenario& scenario, const std::vector<RuleVariant>& variants) {
  std::vector<Open> rows;
  for (std::size_t v = 0; v < variants.size(); ++v)
    for (const auto& [centre, params] : scenario.centres) {
      const warn::RuleSetParams& rules = rules_of(scenario, variants[v], centre);
      const std::size_t first = rows.size();
      for (const auto& [state, condition] : rules.raise) {
        Open row{{}, v, {centre, state}, tree_row(scenario, variants[v], centre, state)};
        row.row.rules = variants[v].name;
        row.row.centre = centre;
        row.row.state = state;
        row.row.level = warn::level_of(rules, state);
        rows.push_back(std::move(row));
      }
      std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                       [](const Open& a, const Open& b) { return a.row.level < b.row.level; });
    }
  return rows;
}

/// The study while it runs.
class Study {
 public:
  Study(const run::Scenario& scenario, const FalseAlarmRequest& request)
      : scenario_(scenario), request_(request), rows_(open_rows(scenario, request.variants)) {
    out_.causes = causes_of(scenario);
    out_.window_s = scenario.false_alarms.window_s.value_or(scenario.duration_s);
    total_ = (out_.causes.size() + 2) * request.num_episodes;
  }

  FalseAlarms result() {
    attack();
    for (const Cause& cause : out_.causes) single(cause);
    pairs();
    quiet_sky();
    for (Open& row : rows_) finish(row);
    counts();
    return std::move(out_);
  }

 private:
  [[nodiscard]] EpisodeRequest episodes() const { return {request_.seed, request_.num_episodes, out_.window_s}; }

  /// All episodes of some settings; fewer if it was stopped: then of none that is not whole.
  std::vector<Played> played(const std::vector<Setting>& settings) {
    std::vector<Played> all;
    for (const Setting& s : settings) {
      if (!out_.complete || (request_.stop && request_.stop())) break;
      std::vector<Played> some = play(s, request_.variants, request_.threads, request_.stop);
      if (some.size() < s.episodes.size()) break;
      std::ranges::move(some, std::back_inserter(all));
      done_ += s.episodes.size();
      if (request_.progress) request_.progress(done_, std::max(done_, total_));
    }
    std::size_t wanted = 0;
    for (const Setting& s : settings) wanted += s.episodes.size();
    if (all.size() == wanted) return all;
    out_.complete = false;
    return {};
  }

  void attack() {
    const auto launch_s = first_launch_s(scenario_);
    if (!launch_s) return;
    Setting s{attacked(scenario_), {}};
    for (std::uint32_t i = 0; i < request_.num_episodes; ++i)
      s.episodes.push_back({request_.seed, i + 1, 0, scenario_.duration_s});
    const std::vector<Played> all = played({s});
    if (all.empty()) return;
    for (Open& row : rows_) {
      std::vector<double> delays_s;
      for (const Played& p : all)
        if (was_declared(p, row)) delays_s.push_back(p.declared_s[row.variant].at(row.where) - *launch_s);
      row.row.missed = counted(static_cast<std::int64_t>(all.size() - delays_s.size()), all.size());
      row.row.delay_s = record::spread(std::move(delays_s));
    }
  }

  void single(const Cause& cause) {
    singles_.push_back(played(settings(scenario_, cause, episodes())));
    const std::vector<Played>& all = singles_.back();
    out_.num_played.push_back(static_cast<std::uint32_t>(all.size()));
    if (all.empty()) return;
    for (Open& row : rows_) {
      Contribution part{{cause.name}, cause.per_year, cause.disputed, cause.num_manifestations, {}, {}};
      part.declared = counted(std::ranges::count_if(all, [&](const Played& p) { return was_declared(p, row); }), all.size());
      if (!row.tree.by_others) part.tree = share_declared(row.tree, all, out_.window_s);
      row.row.parts.push_back(std::move(part));
    }
  }

  struct Pair {
    std::size_t a, b;
    Interval range_s{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    std::vector<double> tree_per_year; ///< by row
    double weight = 0;                 ///< the greatest share of a row that it would add
  };

  /// Pairs of causes that could declare together what neither does alone, as the tree sees them.
  std::vector<Pair> candidates() {
    std::vector<Pair> found;
    for (std::size_t a = 0; a < out_.causes.size(); ++a)
      for (std::size_t b = a; b < out_.causes.size(); ++b) {
        const Cause &x = out_.causes[a], &y = out_.causes[b];
        if ((a == b && !x.random) || singles_[a].empty() || singles_[b].empty()) continue;
        Pair pair{a, b, {}, {}, 0};
        pair.range_s = {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
        for (const Open& row : rows_) {
          const double length_s = row.tree.by_others ? 0 : coincidence_s(row.tree, singles_[a], singles_[b], out_.window_s, pair.range_s);
          const double rate = x.per_year * y.per_year * length_s / kYear_s * (a == b ? 0.5 : 1);
          pair.tree_per_year.push_back(rate);
          const double alone = single_rate(row);
          if (rate > 0) pair.weight = std::max(pair.weight, alone > 0 ? rate / alone : 1e300);
        }
        if (pair.weight > kMinor) found.push_back(std::move(pair));
        else if (pair.weight > 0) ++out_.num_minor_pairs;
      }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Pair::weight);
    while (found.size() > request_.max_pairs) found.pop_back(), ++out_.num_minor_pairs;
    return found;
  }

  [[nodiscard]] double single_rate(const Open& row) const {
    double sum = 0;
    for (const Contribution& part : row.row.parts)
      if (part.causes.size() == 1 && part.declared.runs > 0)
        sum += part.per_year * static_cast<double>(part.declared.happened) / static_cast<double>(part.declared.runs);
    return sum;
  }

  void pairs() {
    if (!out_.complete) return;
    const std::vector<Pair> chosen = candidates();
    total_ += chosen.size() * request_.num_episodes;
    for (const Pair& pair : chosen) simulate(pair);
  }

  void simulate(const Pair& pair) {
    const Cause &a = out_.causes[pair.a], &b = out_.causes[pair.b];
    const std::vector<Setting> both = settings(scenario_, a, b, pair.range_s, episodes());
    std::vector<std::vector<Played>> together, alone[2];
    std::size_t num = 0;
    for (const Setting& s : both) {
      together.push_back(played({s}));
      if (together.back().size() != s.episodes.size()) return;
      num += s.episodes.size();
      for (std::size_t part = 0; part < 2; ++part) // the same luck without the other: only where it can matter
        alone[part].push_back(pair.a != pair.b && one_declares(pair) && any_declared(together.back())
                                  ? play(study::alone(scenario_, s, part), request_.variants, request_.threads)
                                  : std::vector<Played>{});
    }
    if (num == 0) return;
    out_.pairs.push_back({a.name, b.name});
    const double length_s = pair.range_s.high - pair.range_s.low, half = pair.a == pair.b ? 0.5 : 1;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      Open& row = rows_[r];
      if (!matters(pair, r)) continue;
      std::int64_t news = 0;
      for (std::size_t s = 0; s < together.size(); ++s)
        for (std::size_t i = 0; i < together[s].size(); ++i) {
          const auto by = [&](std::size_t part) { return !alone[part][s].empty() && was_declared(alone[part][s][i], row); };
          news += was_declared(together[s][i], row) && !by(0) && !by(1);
        }
      if (pair.a == pair.b && single_rate(row) > 0) news = 0; // two of one kind: second order beside one of them
      const double factor = half * length_s / kYear_s;
      Contribution part{{a.name, b.name}, factor * a.per_year * b.per_year,
                        {factor * a.disputed.low * b.disputed.low, factor * a.disputed.high * b.disputed.high},
                        1, counted(news, num), {}};
      if (!row.tree.by_others && part.per_year > 0) part.tree = pair.tree_per_year[r] / part.per_year;
      row.row.parts.push_back(std::move(part));
    }
  }

  /// Does the tree see the pair bring something to the row, or can it not tell?
  [[nodiscard]] bool matters(const Pair& pair, std::size_t r) const {
    return pair.tree_per_year[r] > 0 || rows_[r].tree.by_others;
  }
  /// Has one of the two alone declared such a row? Else whatever both declare is new.
  [[nodiscard]] bool one_declares(const Pair& pair) const {
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (const Contribution& part : rows_[r].row.parts)
        if (matters(pair, r) && part.causes.size() == 1 && part.declared.happened > 0 &&
            (part.causes[0] == out_.causes[pair.a].name || part.causes[0] == out_.causes[pair.b].name))
          return true;
    return false;
  }

  [[nodiscard]] static bool any_declared(const std::vector<Played>& all) {
    return std::ranges::any_of(all, [](const Played& p) {
      return std::ranges::any_of(p.declared_s, [](const auto& states) { return !states.empty(); });
    });
  }

  void quiet_sky() {
    Setting s{quiet(scenario_), {}};
    s.scenario.duration_s = out_.window_s;
    for (std::uint32_t i = 0; i < request_.num_episodes; ++i)
      s.episodes.push_back({combine(request_.seed, hash64("quiet")), i + 1, 0, out_.window_s});
    const std::vector<Played> all = played({s});
    std::int64_t alerts = 0;
    for (const Played& p : all) alerts += any_declared({p});
    out_.quiet_alerts = counted(alerts, all.size());
  }

  /// The same terms with the wider interval in which the tree must lie.
  static std::vector<RateTerm> wide_terms(const RocRow& row) {
    std::vector<RateTerm> out = terms(row);
    for (RateTerm& t : out) t.share = record::share(t.share.happened, t.share.runs, kAgreement);
    return out;
  }

  static std::vector<RateTerm> terms(const RocRow& row, double Interval::* end = nullptr) {
    std::vector<RateTerm> out;
    for (const Contribution& part : row.parts)
      out.push_back({end == nullptr ? part.per_year : part.disputed.*end, part.declared, part.num_manifestations});
    return out;
  }

  void finish(Open& open) {
    RocRow& row = open.row;
    row.false_alerts = sum(terms(row));
    row.disputed = {sum(terms(row, &Interval::low)).per_year, sum(terms(row, &Interval::high)).per_year};
    row.alerts_per_year = alerts_per_year(terms(row));
    if (!open.tree.by_others) {
      double tree = 0;
      for (const Contribution& part : row.parts)
        tree += part.per_year * prob_cluster(part.tree.value_or(0), part.num_manifestations);
      row.tree_per_year = tree;
      const Interval wide = sum(wide_terms(row)).counting;
      row.agrees = tree >= wide.low * (1 - 1e-9) && tree <= wide.high * (1 + 1e-9);
    }
    out_.rows.push_back(std::move(row));
  }

  /// The scenario's own rules: the variant without rules.
  [[nodiscard]] const RocRow* own_row(const std::string& centre, const std::string& state) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const RocRow& row = out_.rows[i];
      if (!request_.variants[rows_[i].variant].rules && row.centre == centre && row.state == state) return &row;
    }
    return nullptr;
  }

  void counts() {
    for (const auto& [name, c] : scenario_.false_alarms.counts) {
      CountRow out{name, c.centre, c.state, c.text, c.is_input, c.num_alerts, c.years, {c.num_alerts, c.num_alerts}, 0, 0, 0};
      const auto note = scenario_.notes.find("false_alarms.counts." + name + ".num_alerts");
      if (note != scenario_.notes.end() && note->second.between) {
        const auto number = [&](const std::string& text) { return std::get<double>(parse_quantity(text, Dimension::none)); };
        out.between = {number(note->second.between->first), number(note->second.between->second)};
      }
      if (const RocRow* row = own_row(c.centre, c.state)) predict(*row, out);
      out_.counts.push_back(std::move(out));
    }
  }

  static void predict(const RocRow& row, CountRow& out) {
    out.expected = row.alerts_per_year * out.years;
    out.low = quantile_count(prob_counts(terms(row, &Interval::low), out.years), 0.05);
    out.high = quantile_count(prob_counts(terms(row, &Interval::high), out.years), 0.95);
  }

  const run::Scenario& scenario_;
  const FalseAlarmRequest& request_;
  std::vector<Open> rows_;
  FalseAlarms out_;
  std::vector<std::vector<Played>> singles_; ///< by cause
  std::uint64_t done_ = 0, total_ = 0;
};

} // namespace

std::vector<RuleVariant> variants_of(const run::Scenario& scenario, std::vector<RuleVariant> library) {
  std::string own;
  for (const auto& [centre, params] : scenario.centres)
    if (own.find(params.rules) == std::string::npos) own += (own.empty() ? "" : " + ") + params.rules;
  std::vector<RuleVariant> out{{own, {}}};
  std::ranges::copy_if(library, std::back_inserter(out), [&](const RuleVariant& v) { return v.name != own; });
  return out;
}

FalseAlarms false_alarms(const run::Scenario& scenario, const FalseAlarmRequest& request) {
  if (causes_of(scenario).empty())
    throw std::invalid_argument("there is nothing that could raise a false alarm: state `false_alarms: {causes: ...}`, or "
                                "rates of random events of a satellite (docs/models/false-alarms.md)");
  if (request.variants.empty()) throw std::invalid_argument("there is no rule set to try");
  if (scenario.centres.empty()) throw std::invalid_argument("there is no centre: nobody could raise an alert");
  if (request.num_episodes == 0) throw std::invalid_argument("at least one episode of each cause is needed");
  return Study(scenario, request).result();
}

double prob_any(const RocRow& row, double years) { return -std::expm1(-row.false_alerts.per_year * years); }

} // namespace dewline::study
