// What a centre concludes of one state with its covariance, and of many estimates together.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "arrays.hpp"
#include "core.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/warn/estimate/judge.hpp"
#include "dewline/warn/threat.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

void require(bool good, const char* what) {
  if (!good) throw py::value_error(what);
}

/// A track at time 0 from a state and a covariance in either frame.
track::Track track_of(const Array& state, const Array& covariance, const std::string& frame,
                      const earth::Orientation& orientation) {
  require(state.ndim() == 1 && state.size() == 6, "state must have shape (6,)");
  require(covariance.ndim() == 2 && covariance.shape(0) == 6 && covariance.shape(1) == 6,
          "covariance must have shape (6, 6)");
  require(frame == "itrf" || frame == "gcrf", "frame must be one of itrf, gcrf");
  const double* x = state.data();
  PosVel x_G{{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
  MatNM<6> J;
  for (std::size_t i = 0; i < 6; ++i) J(i, i) = 1;
  if (frame == "itrf") {
    x_G = orientation.to_G(x_G, Time{});
    const Mat3 R_GE = transpose(orientation.R_EG(Time{}));
    const Vec3 w = orientation.omega_E();
    const Mat3 turn = R_GE * Mat3{{0, -w.z, w.y, w.z, 0, -w.x, -w.y, w.x, 0}};
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) {
        J(i, j) = J(i + 3, j + 3) = R_GE(i, j);
        J(i + 3, j) = turn(i, j);
      }
  }
  track::Track t;
  t.x_G.mean = {x_G.p.x, x_G.p.y, x_G.p.z, x_G.v.x, x_G.v.y, x_G.v.z};
  for (std::size_t r = 0; r < 6; ++r)
    for (std::size_t c = 0; c < 6; ++c)
      for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 6; ++j)
          t.x_G.cov(r, c) += J(r, i) * covariance.data()[6 * i + j] * J(c, j);
  for (const double value : t.x_G.mean) require(std::isfinite(value), "state must be finite");
  for (const double value : t.x_G.cov.a) require(std::isfinite(value), "covariance must be finite");
  t.status = track::Status::confirmed;
  return t;
}

py::object place_of(const std::optional<warn::PlaceEstimate>& place) {
  if (!place) return py::none();
  const warn::Ellipse e = warn::ellipse(*place);
  return py::dict("lat_rad"_a = place->at.lat_rad, "lon_rad"_a = place->at.lon_rad,
                  "when_s"_a = seconds(place->when), "sigma_when_s"_a = place->sigma_when_s,
                  "major_m"_a = e.major_m, "minor_m"_a = e.minor_m, "az_rad"_a = e.az_rad);
}

/// seen: infrared, radar or both. first_s: the first detection, before the state's instant.
py::dict judge_state(const Array& state, const Array& covariance, const std::string& epoch,
                     const std::string& frame, const std::string& seen, bool thrusting, double first_s,
                     double ballistic_coefficient_kg_m2) {
  require(seen == "radar" || seen == "infrared" || seen == "both",
          "seen must be one of radar, infrared, both");
  require(std::isfinite(first_s) && first_s <= 0, "first_s must be <= 0");
  require(ballistic_coefficient_kg_m2 > 0, "ballistic_coefficient_kg_m2 must be > 0");
  const earth::Orientation orientation(earth::parse_utc(epoch));
  track::Track t = track_of(state, covariance, frame, orientation);
  if (seen != "infrared") track::mark_seen(t, sense::Kind::radar);
  if (seen != "radar") track::mark_seen(t, sense::Kind::infrared);
  t.motion = thrusting ? track::Motion::manoeuvring : track::Motion::ballistic;
  t.first_detection = time_from_s(first_s);
  warn::JudgeParams params;
  params.ballistic_coefficient_kg_m2 = ballistic_coefficient_kg_m2;
  const warn::Estimate e = warn::judge(t, params, orientation, Time{});
  return py::dict(
      "launch"_a = place_of(e.launch), "impact"_a = place_of(e.impact), "region"_a = place_of(e.region),
      "heading_rad"_a = e.heading_rad, "sigma_heading_rad"_a = e.sigma_heading_rad, "booster"_a = e.booster,
      "prob_booster"_a = e.prob_booster, "ballistic"_a = e.ballistic, "manoeuvres"_a = e.manoeuvres,
      "perigee_h_m"_a = e.perigee_h_m, "apogee_h_m"_a = e.apogee_h_m);
}

/// prob_impact: (tracks, assets); a row of NaN: not predictable yet. launched_s: NaN: not known.
py::dict threat(const Array& prob_missile, const Array& prob_impact, const Array& launched_s,
                const Array& sigma_launched_s, const Array& weights, double wave_gap_s,
                double share_unpredicted, const std::string& before) {
  const auto n = prob_missile.size(), num_assets = weights.size();
  require(prob_missile.ndim() == 1 && launched_s.size() == n && sigma_launched_s.size() == n,
          "prob_missile, launched_s and sigma_launched_s must have shape (n,)");
  require(prob_impact.ndim() == 2 && prob_impact.shape(0) == n && prob_impact.shape(1) == num_assets,
          "prob_impact must have shape (n, assets)");
  warn::ThreatParams params;
  params.wave_gap_s = wave_gap_s;
  params.share_unpredicted = share_unpredicted;
  std::vector<warn::AssetWeight> assets;
  for (py::ssize_t i = 0; i < num_assets; ++i)
    assets.push_back({AssetId{static_cast<std::uint32_t>(i)}, weights.data()[i]});
  std::vector<warn::Estimate> all(static_cast<std::size_t>(n));
  std::vector<const warn::Estimate*> tracks;
  for (py::ssize_t k = 0; k < n; ++k) {
    warn::Estimate& e = all[static_cast<std::size_t>(k)];
    const double p = prob_missile.data()[k];
    require(p >= 0 && p <= 1, "prob_missile must be between 0 and 1");
    e.track = {NodeId{0}, static_cast<std::uint32_t>(k + 1)};
    e.launch_call = true;
    e.prob_class[static_cast<std::size_t>(warn::ObjectClass::icbm)] = p;
    e.prob_class[static_cast<std::size_t>(warn::ObjectClass::false_event)] = 1 - p;
    if (std::isfinite(launched_s.data()[k])) {
      e.launch.emplace();
      e.launch->when = time_from_s(launched_s.data()[k]);
      e.launch->sigma_when_s = sigma_launched_s.data()[k];
    }
    const double* row = prob_impact.data() + k * num_assets;
    for (py::ssize_t i = 0; i < num_assets && std::isfinite(row[0]); ++i) {
      require(row[i] >= 0 && row[i] <= 1, "prob_impact must be between 0 and 1, or a row of NaN");
      e.assets.push_back({assets[static_cast<std::size_t>(i)].asset, row[i], row[i]});
    }
    tracks.push_back(&e);
  }
  const auto picture = warn::assess_threat(NodeId{0}, Time{}, tracks, assets, params,
                                           parse<warn::Assessment>(before, "before"));
  const auto any_of = [&](warn::Unpredicted unpredicted) {
    Array out(num_assets);
    const auto threats = warn::asset_threats(tracks, assets, params, unpredicted);
    for (std::size_t i = 0; i < threats.size(); ++i) out.mutable_data()[i] = threats[i].prob_any;
    return out;
  };
  py::list waves;
  for (const warn::Wave& w : warn::waves_of(tracks, assets, params))
    waves.append(py::dict("first_s"_a = seconds(w.first), "last_s"_a = seconds(w.last),
                          "num_tracks"_a = w.num_tracks, "mean"_a = w.mean, "low"_a = w.low,
                          "high"_a = w.high, "prob_apart"_a = w.prob_apart));
  return py::dict(
      "prob_any"_a = any_of(warn::Unpredicted::share), "prob_any_low"_a = any_of(warn::Unpredicted::none),
      "prob_any_high"_a = any_of(warn::Unpredicted::all), "mean"_a = picture.raid.mean,
      "low"_a = picture.raid.low, "high"_a = picture.raid.high, "waves"_a = waves,
      "prob_attack"_a = picture.prob_attack, "assessment"_a = std::string(word(picture.assessment)));
}

} // namespace

void add_estimates(py::module_& module) {
  module.def("judge_state", &judge_state, "state"_a, "covariance"_a, "epoch"_a, "frame"_a, "seen"_a,
             "thrusting"_a, "first_s"_a, "ballistic_coefficient_kg_m2"_a);
  module.def("threat", &threat, "prob_missile"_a, "prob_impact"_a, "launched_s"_a, "sigma_launched_s"_a,
             "weights"_a, "wave_gap_s"_a, "share_unpredicted"_a, "before"_a);
}

} // namespace dewline::python
