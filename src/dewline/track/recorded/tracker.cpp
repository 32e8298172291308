#include "dewline/track/recorded/tracker.hpp"

#include <cmath>
#include <optional>
#include <variant>

#include "dewline/base/check.hpp"
#include "dewline/track/filter.hpp"
#include "dewline/track/recorded/engines.hpp"

namespace dewline::track::recorded {

double prob_detect_at(const Sensor& sensor, const Vec3& p_L) {
  const bool is_far = sensor.max_range_m > 0 && norm(p_L - sensor.p_LS_L) > sensor.max_range_m;
  return is_far ? 0 : sensor.prob_detect;
}

double log_gain(double prob_exists, double prob_detect, double log_likelihood, double log_false_or_new) {
  // a plot inside a gate counts, however improbable the place
  const double pd = std::max(prob_detect, 1e-3);
  return std::log(prob_exists * pd) + log_likelihood - std::log1p(-prob_exists * prob_detect) - log_false_or_new;
}

namespace {

template <class... D>
using Engines = std::variant<SingleHypothesis<D>..., Mixture<D>...>;
using Engine = Engines<Straight2, Straight3, Singer2, Singer3, Turning2, Turning3, BallisticModel, BoostCoast>;

template <class D>
Engine engine(const Params& params, const D& dynamics) {
  if (params.associator == Associator::pmbm) return Mixture<D>(params, dynamics);
  return SingleHypothesis<D>(params, dynamics);
}

double psd_of_manoeuvre(const Params& p) {
  return 2 * p.sigma_acceleration_m_s2 * p.sigma_acceleration_m_s2 * p.correlation_s;
}

template <std::size_t D>
Engine engine_in(const Params& p) {
  using Straight = OneModel<ConstantVelocity<D>>;
  const ConstantVelocity<D> quiet(p.acceleration_psd_m2_s3), busy(psd_of_manoeuvre(p));
  if (p.motion == Motion::singer)
    return engine(p, OneModel<track::Singer<D>>(p, {p.sigma_acceleration_m_s2, p.correlation_s}));
  if (p.motion == Motion::manoeuvring)
    return engine(p, TwoModels<Straight>(p, Straight(p, quiet), Straight(p, busy)));
  return engine(p, Straight(p, quiet));
}

Engine make_engine(const Params& p) {
  const BallisticModel quiet(p, p.acceleration_psd_m2_s3), busy(p, psd_of_manoeuvre(p));
  if (p.motion == Motion::ballistic) return engine(p, quiet);
  if (p.motion == Motion::boost_coast) return engine(p, TwoModels<BallisticModel>(p, quiet, busy));
  return num_dimensions(p.sensors.front().measures) == 2 ? engine_in<2>(p) : engine_in<3>(p);
}

/// A target this much less probable than a fresh plot's is not worth keeping: after one look that should have seen it
/// (Pd 0.9), two at Pd 0.7.
constexpr double kLessThanFresh = 0.15;

const Params& checked(const Params& params) {
  Problems problems;
  check(params, problems);
  DW_CHECK(problems.empty());
  return params;
}

} // namespace

struct Tracker::State {
  Params params;
  Engine engine;
  std::vector<Background> backgrounds; ///< by sensor
  std::vector<double> gates2;          ///< by sensor
  double num_undetected = 0;
  std::optional<Time> newest;
  std::uint32_t next_id = 1;
  Counters counters;
  Scene scene;

  explicit State(const Params& p)
      : params(p), engine(make_engine(p)), backgrounds(p.sensors.size()), num_undetected(p.num_at_start) {
    for (const Sensor& s : params.sensors)
      gates2.push_back(chi_square_quantile(p.prob_gate, static_cast<int>(num_values(s.measures))));
  }
  void feed(const Scan& scan, Result& result);
};

void Tracker::State::feed(const Scan& scan, Result& result) {
  DW_CHECK(scan.sensor < params.sensors.size());
  result.time = scan.time;
  result.tracks.clear();
  result.associations.clear();
  ++counters.num_scans;
  counters.num_plots += scan.plots.size();
  if (newest && scan.time < *newest) {
    ++counters.num_out_of_order;
    return;
  }
  const Sensor& sensor = params.sensors[scan.sensor];
  Background& background = backgrounds[scan.sensor];
  make_scene(sensor, scan.plots, scene, counters);
  background.see(scene);
  Frame frame;
  frame.from = newest.value_or(scan.time);
  frame.dt_s = seconds(scan.time - frame.from);
  frame.prob_survives = std::exp(-frame.dt_s / params.lifetime_s);
  frame.gate2 = gates2[scan.sensor];
  num_undetected = num_undetected * frame.prob_survives + params.new_targets_per_s * frame.dt_s;
  frame.density = background.density(sensor, num_undetected);
  frame.prob_forget = std::min(params.prob_forget, kLessThanFresh * frame.density.prob_new);
  frame.next_id = &next_id;
  frame.counters = &counters;
  newest = scan.time;
  background.learn(std::visit([&](auto& e) { return e.feed(scene, frame, result); }, engine));
  num_undetected *= 1 - sensor.prob_detect;
  std::sort(result.tracks.begin(), result.tracks.end(),
            [](const Estimate& a, const Estimate& b) { return a.track_id < b.track_id; });
  std::sort(result.associations.begin(), result.associations.end(), [](const Association& a, const Association& b) {
    return std::pair{a.track_id, a.row} < std::pair{b.track_id, b.row};
  });
}

Tracker::Tracker(const Params& params) : state_(std::make_unique<State>(checked(params))) {}
Tracker::Tracker(const Tracker& other) : state_(std::make_unique<State>(*other.state_)) {}
Tracker& Tracker::operator=(Tracker other) noexcept {
  state_ = std::move(other.state_);
  return *this;
}
Tracker::Tracker(Tracker&&) noexcept = default;
Tracker::~Tracker() = default;

void Tracker::feed(const Scan& scan, Result& result) { state_->feed(scan, result); }
const Counters& Tracker::counters() const { return state_->counters; }
const Params& Tracker::params() const { return state_->params; }

} // namespace dewline::track::recorded
