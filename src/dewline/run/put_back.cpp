#include "dewline/run/put_back.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "dewline/base/matrix.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/track/motion.hpp"

namespace dewline::run {
namespace {

using record::CoverageRow;
using record::DetectionRow;

constexpr double kBefore_s = 30, kAfter_s = 10, kGate_m = 1000, kGateSigmas = 5;
constexpr double kLeastRadius_m = 6.3e6; // below the ground everywhere: no track is there

/// Axes in which a file states places, seen from E.
struct Axes {
  Vec3 p_EL_E;
  Mat3 R_LE = Mat3::identity();
};

/// The first face of each sensor that measures from a site.
std::map<std::string, earth::Geodetic> sites_of(const record::RunTables& run) {
  std::map<std::string, earth::Geodetic> sites;
  for (const auto& row : run.all<CoverageRow>())
    if (row.kind != "infrared") sites.emplace(row.sensor, earth::Geodetic{row.lat_rad, row.lon_rad, row.h_m});
  return sites;
}

Axes axes_of(const record::RunTables& run, const std::string& frame) {
  if (frame == "earth-fixed" || frame == "inertial") return {};
  const auto sites = sites_of(run);
  const auto it = sites.find(frame);
  if (it != sites.end()) return {earth::ecef(it->second), earth::enu_axes(it->second)};
  std::string known = "earth-fixed, inertial";
  for (const auto& [id, site] : sites) known += ", " + id;
  throw std::invalid_argument(fmt::format("frame: there is no `{}`; it is one of {}", frame, known));
}

/// diag(R, R) P diag(R, R)'
MatNM<6> turned(const Mat3& R, const MatNM<6>& P) {
  MatNM<6> T;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) T(i, j) = T(3 + i, 3 + j) = R(i, j);
  MatNM<6> out = times_transposed(T * P, T);
  symmetrise(out);
  return out;
}

/// The row in G. That a covariance in E turns with the Earth (omega times sigma of the place, under 1 mm/s a
/// 10 m) is left out.
Gaussian<6> inertial(const ForeignState& row, const PutBack& request, const Axes& axes,
                     const earth::Orientation& orientation) {
  const double p2 = kSigmaPosition_m * kSigmaPosition_m, v2 = kSigmaSpeed_m_s * kSigmaSpeed_m_s;
  const MatNM<6> P = row.cov.value_or(diagonal<6>({p2, p2, p2, v2, v2, v2}));
  if (request.frame == "inertial") return {track::six(row.x), P};
  const Mat3 R_EL = transpose(axes.R_LE);
  const PosVel x_E{axes.p_EL_E + R_EL * row.x.p, R_EL * row.x.v};
  const Mat3 R_GE = transpose(orientation.R_EG(row.time));
  return {track::six(orientation.to_G(x_E, row.time)), turned(R_GE * R_EL, P)};
}

/// A detection of the run at the centre, as a place or a line in E.
struct Seen {
  Time valid{}, known{};
  DetectionId id;
  std::uint8_t kind = 0;
  bool is_line = false, taken = false;
  Vec3 from_E, towards; ///< the site or satellite; unit vector
  double range_m = 0, sigma_range_m = 0, sigma_rad = 0;

  /// How far a place is from it, and its own sigma there [m].
  [[nodiscard]] std::pair<double, double> off(const Vec3& p_E) const {
    const Vec3 d = p_E - from_E;
    const double along_m = is_line ? std::max(0.0, dot(d, towards)) : range_m;
    return {norm(d - along_m * towards), std::max(is_line ? 0 : sigma_range_m, along_m * sigma_rad)};
  }
};

std::optional<Seen> seen_of(const DetectionRow& d, const std::map<std::string, earth::Geodetic>& sites) {
  Seen s;
  s.valid = time_from_s(d.t_s), s.known = time_from_s(d.known_s);
  s.is_line = std::isnan(d.range_m);
  if (s.is_line) {
    s.from_E = earth::ecef({d.site_lat_rad, d.site_lon_rad, d.site_h_m});
    s.towards = unit(earth::ecef({d.line_lat_rad, d.line_lon_rad, d.line_h_m}) - s.from_E);
    s.sigma_rad = std::max(d.sigma_u, d.sigma_v);
    return s;
  }
  const auto site = sites.find(d.sensor);
  if (site == sites.end()) return {};
  s.from_E = earth::ecef(site->second);
  s.towards = transpose(earth::enu_axes(site->second)) * earth::enu_direction(d.az_rad, d.el_rad);
  s.range_m = d.range_m, s.sigma_range_m = d.sigma_range_m;
  s.sigma_rad = std::max(d.sigma_az_rad, d.sigma_el_rad);
  return s;
}

/// What reached the centre, in order of time.
std::vector<Seen> seen_at(const record::RunTables& run, const std::string& centre,
                          const record::Context& names) {
  const auto sites = sites_of(run);
  std::vector<Seen> out;
  for (const DetectionRow& d : run.all<DetectionRow>()) {
    const auto sensor = std::ranges::lower_bound(names.sensors, d.sensor);
    if (sensor == names.sensors.end() || *sensor != d.sensor) continue;
    if (d.centre != centre || !std::isfinite(d.known_s)) continue;
    std::optional<Seen> seen = seen_of(d, sites);
    if (!seen) continue;
    const auto index = static_cast<std::uint32_t>(sensor - names.sensors.begin());
    seen->id = {SensorId{index}, d.frame, static_cast<std::uint32_t>(d.number)};
    seen->kind = static_cast<std::uint8_t>(1U << static_cast<unsigned>(names.sensor_kinds.at(index)));
    out.push_back(*seen);
  }
  std::ranges::stable_sort(out, {}, [](const Seen& s) { return std::tuple(s.valid, s.id); });
  return out;
}

/// The nearest detection that fits the row and that no row has yet; nullptr: none.
Seen* nearest(std::vector<Seen>& all, const track::ForeignUpdate& row, std::optional<Time> known,
              const earth::Orientation& orientation) {
  const MatNM<6>& P = row.x_G.cov;
  const double sigma_m = std::sqrt(std::max(0.0, std::max({P(0, 0), P(1, 1), P(2, 2)})));
  Seen* best = nullptr;
  double least_m = INFINITY;
  auto it = std::ranges::lower_bound(all, row.valid - duration_from_s(kBefore_s), {}, &Seen::valid);
  for (; it != all.end() && it->valid <= row.valid + duration_from_s(kAfter_s); ++it) {
    if (it->taken || (known && it->known > *known)) continue;
    const PosVel x_G = track::coast(track::pos_vel(row.x_G.mean), seconds(it->valid - row.valid));
    const auto [off_m, own_sigma_m] = it->off(orientation.to_E(x_G, it->valid).p);
    if (off_m > kGate_m + kGateSigmas * std::hypot(sigma_m, own_sigma_m) || !(off_m < least_m)) continue;
    best = &*it, least_m = off_m;
  }
  return best;
}

std::uint32_t index_of_centre(const record::Context& names, const std::string& centre) {
  const auto it = std::ranges::find(names.nodes, centre);
  if (it != names.nodes.end()) return static_cast<std::uint32_t>(it - names.nodes.begin());
  throw std::invalid_argument(
      fmt::format("centre: the run has no `{}`; there are: {}", centre, fmt::join(names.nodes, ", ")));
}

/// Rows as updates of tracks, each that adds a detection with the one that fits.
std::vector<track::ForeignUpdate> updates_of(const PutBack& request, const record::RunTables& run,
                                             const Model& model, PutBackNews& news) {
  const Axes axes = axes_of(run, request.frame);
  std::vector<Seen> seen = seen_at(run, request.centre, model.context);
  std::vector<ForeignState> rows = request.states;
  std::ranges::stable_sort(
      rows, {}, [](const ForeignState& r) { return std::tuple(r.known.value_or(r.time), r.time); });
  std::map<std::uint32_t, std::uint32_t> count; ///< detections of each track by now
  std::vector<track::ForeignUpdate> out;
  for (const ForeignState& row : rows) {
    track::ForeignUpdate u{row.track, row.time, std::max(row.time, row.known.value_or(row.time)),
                           inertial(row, request, axes, model.orientation), row.motion, 0, {}, 0};
    if (const double r_m = norm(track::pos_vel(u.x_G.mean).p); !(r_m > kLeastRadius_m))
      throw std::invalid_argument(
          fmt::format("track {} at {} s is {:.0f} km from the Earth's centre: is `{}` its frame?", row.track,
                      seconds(row.time), r_m / 1e3, request.frame));
    std::uint32_t& updates = count[row.track];
    const bool adds = !row.num_updates || *row.num_updates > updates;
    updates = row.num_updates ? std::max(updates, *row.num_updates) : updates + 1;
    u.num_updates = updates;
    ++news.num_rows, news.num_updates += adds, news.num_assumed += !row.cov;
    if (Seen* one = adds ? nearest(seen, u, row.known, model.orientation) : nullptr) {
      one->taken = true;
      u.detection = one->id, u.kinds = one->kind;
      if (!row.known) u.known = std::max(u.known, one->known);
      ++news.num_matched;
    }
    out.push_back(std::move(u));
  }
  news.num_tracks = count.size();
  return out;
}

} // namespace

std::unique_ptr<const Model> put_back(const Scenario& scenario, const record::RunTables& run,
                                      const PutBack& request, PutBackNews& news) {
  const Duration span = duration_from_s(scenario.duration_s);
  auto model = std::make_unique<Model>(
      scenario, earth::Orientation(earth::parse_utc(scenario.epoch), scenario.eop, span));
  Node& node = model->nodes[index_of_centre(model->context, request.centre)];
  const track::TrackerParams& p = node.tracker.params();
  const auto psd = [&](double sigma_m_s2) { return 2 * sigma_m_s2 * sigma_m_s2 * p.correlation_s; };
  news = {};
  node.foreign.emplace(
      updates_of(request, run, *model, news),
      track::ForeignParams{duration_from_s(p.coast_after_s), duration_from_s(request.end_after_s),
                           psd(p.coast_acceleration_m_s2), psd(p.boost_acceleration_m_s2)});
  return model;
}

std::uint64_t number_of(const record::RunTables& run) {
  for (const auto& row : run.all<record::RunInfoRow>())
    if (row.key == "run") return std::stoull(row.value);
  return 0;
}

} // namespace dewline::run
