// Detections as they reached centres: contacts for the time bar, raw hits for the charts; and probabilities.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

using record::DetectionRow;

constexpr std::int64_t kMaxKept = 10'000;   ///< hits in a page; beyond, evenly fewer: first of those on no track
constexpr double kGapRevisits = 2.5;        ///< a longer silence ends a contact
constexpr double kProbabilityChange = 0.01; ///< a row when a probability moved by this

struct Site {
  earth::Geodetic at;
  double revisit_s = 0;
};

std::map<std::string, Site> sites(const Subject& subject) {
  std::map<std::string, Site> out;
  for (std::size_t i = 0; i < subject.model->sensors.size(); ++i) {
    const sense::Sensor& sensor = subject.model->sensors[i];
    out[subject.model->context.sensors[i]] = {earth::geodetic(sensor.p_ES_E(Time{})), seconds(sensor.revisit())};
  }
  return out;
}

/// By (centre, detection): the track that used it.
using Used = std::map<std::pair<std::string, std::string>, std::int64_t>;
Used used_by_tracks(const record::RunTables& tables) {
  Used out;
  for (const auto& e : tables.all<record::TrackEvidenceRow>()) out.emplace(std::pair(e.centre, e.detection), e.track);
  return out;
}

std::int64_t track_of(const Used& used, const DetectionRow& d) {
  const auto it = used.find({d.centre, d.detection});
  return it == used.end() ? 0 : it->second;
}

/// Where the measurement points to on a straight ray: refraction moves it by less than a pixel. Of a line of sight: where
/// it meets the ground.
earth::Geodetic place_of(const Site& site, const DetectionRow& d) {
  if (std::isnan(d.range_m)) return {d.line_lat_rad, d.line_lon_rad, d.line_h_m};
  const Vec3 ray_E = transpose(earth::enu_axes(site.at)) * earth::enu_direction(d.az_rad, d.el_rad);
  return earth::geodetic(earth::ecef(site.at) + d.range_m * ray_E);
}

std::vector<double> hit(const DetectionRow& d, std::int64_t track, const earth::Geodetic& at) {
  return {d.known_s, d.t_s, d.range_m, d.az_rad, d.el_rad, d.snr_db, static_cast<double>(track), at.lat_rad, at.lon_rad, at.h_m};
}

/// Keeps at most `room` of `all`, evenly.
class Every {
 public:
  Every(std::int64_t all, std::int64_t room) : stride_(room > 0 ? std::max<std::int64_t>(1, (all + room - 1) / room) : 0) {}
  bool keeps() { return stride_ > 0 && seen_++ % stride_ == 0; }

 private:
  std::int64_t stride_, seen_ = 0;
};

/// Those that reached a centre before the run's end; the others were lost, or are still on their way.
std::vector<DetectionRow> arrived(const Subject& subject) {
  auto list = subject.tables.all<DetectionRow>();
  std::erase_if(list, [&](const auto& d) { return d.centre.empty() || !(d.known_s <= subject.summary.until_s); });
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return std::tie(a.sensor, a.centre, a.known_s, a.t_s) < std::tie(b.sensor, b.centre, b.known_s, b.t_s);
  });
  return list;
}

void extend(std::map<std::tuple<std::string, std::string, std::int64_t>, Contact>& open, std::vector<Contact>& done,
            const DetectionRow& d, std::int64_t track, double gap_s) {
  Contact& c = open[{d.sensor, d.centre, track}];
  if (c.num > 0 && d.known_s - c.end_s > gap_s) {
    done.push_back(c);
    c = {};
  }
  if (c.num == 0) c = {d.sensor, d.centre, track, d.known_s, d.known_s, 0, d.snr_db};
  c.end_s = d.known_s;
  c.peak_snr_db = std::max(c.peak_snr_db, d.snr_db);
  ++c.num;
}

} // namespace

std::vector<std::string> detection_columns() {
  return {"known_s", "t_s", "range_m", "az_rad", "el_rad", "snr_db", "track", "lat_rad", "lon_rad", "h_m"};
}

DetectionParts detection_parts(const Subject& subject) {
  const auto site = sites(subject);
  const Used used = used_by_tracks(subject.tables);
  const auto list = arrived(subject);
  std::vector<std::int64_t> tracks;
  for (const DetectionRow& d : list) tracks.push_back(track_of(used, d));
  DetectionParts parts;
  parts.num = std::ssize(list);
  const std::int64_t loose = std::ranges::count(tracks, 0), held = parts.num - loose;
  Every of_held(held, kMaxKept), of_loose(loose, kMaxKept - held);
  std::map<std::tuple<std::string, std::string, std::int64_t>, Contact> open;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const DetectionRow& d = list[i];
    const Site& from = site.at(d.sensor);
    if (tracks[i] > 0) extend(open, parts.contacts, d, tracks[i], kGapRevisits * from.revisit_s);
    if (!(tracks[i] > 0 ? of_held : of_loose).keeps()) continue;
    const std::string id = d.sensor + ">" + d.centre;
    if (parts.rows.empty() || parts.rows.back().id != id) parts.rows.push_back({id, {}});
    parts.rows.back().rows.push_back(hit(d, tracks[i], place_of(from, d)));
    ++parts.num_kept;
  }
  for (auto& [key, contact] : open) parts.contacts.push_back(std::move(contact));
  std::ranges::stable_sort(parts.contacts, {}, &Contact::begin_s);
  return parts;
}

std::vector<std::string> probability_columns() { return {"known_s", "prob_impact", "prob_reach"}; }

std::vector<Rows> probability_rows(const record::RunTables& tables) {
  std::map<std::string, Rows> out;
  for (const auto& p : tables.all<record::AssetProbabilityRow>()) {
    if (!std::isfinite(p.prob_impact)) continue;
    const std::string id = track_id({p.centre, p.track_of == p.centre ? "" : p.track_of, p.track}) + "/" + p.asset;
    auto& rows = out.try_emplace(id, Rows{id, {}}).first->second.rows;
    const auto far = [](double a, double b) { return !(std::abs(a - b) <= kProbabilityChange); };
    if (rows.empty() || far(rows.back()[1], p.prob_impact) || far(rows.back()[2], p.prob_reach))
      rows.push_back({p.known_s, p.prob_impact, p.prob_reach});
  }
  std::vector<Rows> list;
  for (auto& [id, rows] : out) list.push_back(std::move(rows));
  return list;
}

} // namespace dewline::report
