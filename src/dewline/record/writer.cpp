#include "dewline/record/writer.hpp"

#include <fmt/format.h>

#include <cmath>

#include "dewline/earth/ellipsoid.hpp"
#include "dewline/record/words.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"

namespace dewline::record {
namespace {

constexpr double kLeastClassProbability = 1e-3; // what is less likely has no row

bool same_coverage(const sense::Coverage& a, const sense::Coverage& b) {
  if (a.kind == sense::Kind::infrared) // its place and axes change with every frame: each detection says where it was
    return std::tuple(a.kind, a.half_angle_rad, a.clutter_density) ==
           std::tuple(b.kind, b.half_angle_rad, b.clutter_density);
  const auto key = [](const sense::Coverage& c) {
    return std::tuple(c.p_ES_E.x, c.p_ES_E.y, c.p_ES_E.z, c.R_SE.a, c.az_start_rad, c.az_width_rad,
                      c.el_min_rad, c.el_max_rad, c.fence_min_rad, c.fence_max_rad, c.range_min_m,
                      c.range_max_m, c.prob_detect, c.reference_range_m, c.reference_snr_db, c.prob_fa,
                      c.clutter_density);
  };
  return key(a) == key(b);
}

/// The upper triangle of a covariance, row by row, into the row's 21 columns.
void put_covariance(TrackRow& row, const MatNM<6>& P) {
  std::size_t column = 0;
  for_each_field<TrackRow>([&](const auto& f) {
    if constexpr (std::is_same_v<typename std::remove_cvref_t<decltype(f)>::Type, double>) {
      if (!f.name.starts_with("cov_")) return;
      std::size_t i = 0, left = column++;
      for (std::size_t width = 6; left >= width; ++i, --width) left -= width;
      row.*(f.member) = P(i, i + left);
    }
  });
}

TrackRow track_row(const track::Track& t, const std::string& centre, Time known) {
  TrackRow row;
  row.centre = centre;
  row.track = t.id.number;
  row.t_s = time_s(t.valid);
  row.known_s = time_s(known);
  row.status = status_word(t.status);
  row.motion = motion_word(t.motion);
  const auto& m = t.x_G.mean;
  row.x_m = m[0], row.y_m = m[1], row.z_m = m[2], row.vx_m_s = m[3], row.vy_m_s = m[4], row.vz_m_s = m[5];
  put_covariance(row, t.x_G.cov);
  row.first_detection_s = time_s(t.first_detection);
  row.last_detection_s = time_s(t.last_detection);
  row.confirmed_s = time_s(t.confirmed_at);
  row.num_updates = t.num_updates;
  row.num_misses = t.num_misses;
  row.mean_snr_db = t.mean_snr_at_reference_db;
  return row;
}

CoverageRow coverage_row(const sense::Coverage& c, const std::string& sensor, std::int64_t frame) {
  const earth::Geodetic at = earth::geodetic(c.p_ES_E);
  CoverageRow row;
  row.sensor = sensor, row.kind = word(c.kind), row.face = c.face, row.from_frame = frame;
  row.lat_rad = at.lat_rad, row.lon_rad = at.lon_rad, row.h_m = at.h_m;
  row.prob_detect = c.prob_detect, row.clutter_density = c.clutter_density, row.prob_fa = c.prob_fa;
  if (c.kind == sense::Kind::infrared) {
    row.half_angle_rad = c.half_angle_rad;
    return row;
  }
  row.az_start_rad = c.az_start_rad, row.az_width_rad = c.az_width_rad;
  row.el_min_rad = c.el_min_rad, row.el_max_rad = c.el_max_rad;
  row.fence_min_rad = c.fence_min_rad, row.fence_max_rad = c.fence_max_rad;
  row.range_min_m = c.range_min_m, row.range_max_m = c.range_max_m;
  row.reference_range_m = c.reference_range_m, row.reference_snr_db = c.reference_snr_db;
  return row;
}

/// From where to where a line of sight runs.
void put_line(const sense::Detection& d, const sense::Coverage& coverage, DetectionRow& row) {
  const earth::Geodetic site = earth::geodetic(sense::position_E(coverage, d.valid));
  const earth::Geodetic line = earth::geodetic(sense::ground_point(d, coverage));
  row.site_lat_rad = site.lat_rad, row.site_lon_rad = site.lon_rad, row.site_h_m = site.h_m;
  row.line_lat_rad = line.lat_rad, row.line_lon_rad = line.lon_rad, row.line_h_m = line.h_m;
  row.irradiance_W_m2 = d.irradiance_W_m2;
}

DetectionRow detection_row(const sense::Detection& d, const sense::Coverage& coverage) {
  DetectionRow row;
  row.frame = d.id.frame;
  row.number = d.id.index;
  row.face = d.face;
  row.t_s = time_s(d.valid);
  row.u = d.u, row.v = d.v, row.sigma_u = d.sigma_u, row.sigma_v = d.sigma_v;
  if (d.has_range_rate)
    row.range_rate_m_s = d.range_rate_m_s, row.sigma_range_rate_m_s = d.sigma_range_rate_m_s;
  row.snr_db = d.snr_db;
  if (d.identity != 0) row.identity = fmt::format("{:016x}", d.identity);
  if (!d.has_range) {
    put_line(d, coverage, row);
    return row;
  }
  row.range_m = d.range_m, row.sigma_range_m = d.sigma_range_m;
  row.az_rad = d.az_rad, row.el_rad = d.el_rad;
  row.sigma_az_rad = d.sigma_az_rad, row.sigma_el_rad = d.sigma_el_rad;
  return row;
}

void put_place(const std::optional<warn::PlaceEstimate>& place, double EstimateRow::*lat,
               double EstimateRow::*lon, double EstimateRow::*when, double EstimateRow::*sigma_when,
               double EstimateRow::*major, double EstimateRow::*minor, double EstimateRow::*az,
               EstimateRow& row) {
  if (!place) return;
  const warn::Ellipse axes = warn::ellipse(*place);
  row.*lat = place->at.lat_rad, row.*lon = place->at.lon_rad;
  row.*when = time_s(place->when), row.*sigma_when = place->sigma_when_s;
  row.*major = axes.major_m, row.*minor = axes.minor_m, row.*az = axes.az_rad;
}

double or_nothing(double number, bool known) { return known ? number : kNoNumber; }

EstimateRow estimate_row(const warn::Estimate& e) {
  using R = EstimateRow;
  EstimateRow row;
  row.track = e.track.number;
  row.t_s = row.known_s = time_s(e.at);
  row.ballistic = e.ballistic;
  row.thrusting = e.thrusting;
  row.specific_energy_J_kg = e.specific_energy_J_kg;
  row.perigee_h_m = e.perigee_h_m, row.apogee_h_m = e.apogee_h_m;
  row.launch_call = e.launch_call;
  put_place(e.launch, &R::launch_lat_rad, &R::launch_lon_rad, &R::launch_when_s, &R::launch_sigma_when_s,
            &R::launch_major_m, &R::launch_minor_m, &R::launch_az_rad, row);
  put_place(e.impact, &R::impact_lat_rad, &R::impact_lon_rad, &R::impact_when_s, &R::impact_sigma_when_s,
            &R::impact_major_m, &R::impact_minor_m, &R::impact_az_rad, row);
  row.num_evidence = e.num_evidence;
  row.kinds = kinds_word(e.kinds), row.num_sensors = e.num_sensors;
  row.heading_rad = e.heading_rad, row.sigma_heading_rad = e.sigma_heading_rad;
  row.booster = e.booster, row.prob_booster = or_nothing(e.prob_booster, !e.booster.empty());
  row.manoeuvres = e.manoeuvres, row.notified = e.notified;
  row.catalogue_number = e.catalogue_number.value_or(0);
  put_place(e.region, &R::region_lat_rad, &R::region_lon_rad, &R::region_when_s, &R::region_sigma_when_s,
            &R::region_major_m, &R::region_minor_m, &R::region_az_rad, row);
  return row;
}

MessageRow message_row(const warn::Message& m) {
  const warn::MessageParams& p = m.params;
  MessageRow row;
  row.message = m.name, row.kind = word(p.kind), row.sender = p.sender;
  row.num_missiles = p.count;
  if (p.from_place)
    row.from_lat_rad = p.from_place->lat_rad, row.from_lon_rad = p.from_place->lon_rad, row.radius_m = p.radius_m;
  row.opens_s = p.opens_s.value_or(kNoNumber), row.closes_s = p.closes_s.value_or(kNoNumber);
  return row;
}

} // namespace

RunWriter::RunWriter(const Context& context, const RunInfo& info)
    : context_(&context), ledger_(context), tables_(empty_run_tables()) {
  for (const auto& [key, value] : RunInfo{{"title", context.title},
                                          {"scenario", context.scenario_name},
                                          {"epoch_utc", context.epoch_utc},
                                          {"seed", std::to_string(context.seed)},
                                          {"run", std::to_string(context.run)}})
    tables_.add(RunInfoRow{key, value});
  for (const auto& [key, value] : info) tables_.add(RunInfoRow{key, value});
  add_milestones();
}

void RunWriter::see(Time at, const Fact& fact) {
  ledger_.see(at, fact);
  std::visit([&](const auto& f) { take(at, f); }, fact);
}

void RunWriter::add_milestones() {
  const Context& c = *context_;
  for (std::size_t o = 0; o < c.milestones.size(); ++o)
    for (const Milestone& m : c.milestones[o])
      tables_.add(
          MilestoneRow{c.objects.at(o), m.what, time_s(m.at), m.where.lat_rad, m.where.lon_rad, m.where.h_m});
  for (std::size_t s = 0; s < c.windows.size(); ++s)
    for (const sense::Window& w : c.windows[s])
      tables_.add(WindowRow{c.sensors.at(s), c.objects.at(w.object.index), w.face, time_s(w.begin),
                            time_s(w.end), limit_word(w.opened_by), limit_word(w.closed_by)});
}

std::string RunWriter::name(const DetectionId& id) const { return detection_name(*context_, id); }

std::string RunWriter::seat(const net::Place& place) const {
  if (place.room == net::Room::truth) return "truth";
  return place.room == net::Room::sense ? context_->sensors.at(place.owner) : context_->nodes.at(place.owner);
}

void RunWriter::take(Time, const TruthSample& s) {
  const earth::Geodetic g = earth::geodetic(s.x_E.p);
  tables_.add(TruthSampleRow{context_->objects.at(s.object.index), time_s(s.at), s.x_E.p.x, s.x_E.p.y,
                             s.x_E.p.z, s.x_E.v.x, s.x_E.v.y, s.x_E.v.z, g.lat_rad, g.lon_rad, g.h_m});
}

void RunWriter::add_coverage(const sense::Scan& scan) {
  for (std::uint32_t entry = 0; entry < scan.coverage.size(); ++entry) { // a face may have several
    const sense::Coverage& c = scan.coverage[entry];
    const auto [it, fresh] = coverage_.try_emplace({scan.sensor, entry}, c);
    if (!fresh && same_coverage(it->second, c)) continue;
    it->second = c;
    tables_.add(coverage_row(c, context_->sensors.at(scan.sensor.index), scan.frame));
  }
}

void RunWriter::take(Time, const ScanMade& made) {
  const sense::Scan& scan = made.scan;
  add_coverage(scan);
  newest_frame_[scan.sensor] = scan.frame;
  Pending& pending = pending_[{scan.sensor, scan.frame}];
  const std::string& sensor = context_->sensors.at(scan.sensor.index);
  pending.row = {sensor, scan.frame, time_s(scan.begin), time_s(scan.end), {}, kNeverS,
                 static_cast<std::int64_t>(scan.detections.size())};
  for (const sense::Detection& d : scan.detections) {
    pending.detections.push_back(detection_row(d, scan.coverage.at(d.face)));
    pending.detections.back().sensor = sensor;
    pending.detections.back().detection = name(d.id);
  }
  for (const sense::Label& label : made.labels) {
    if (label.objects.empty())
      tables_.add(LabelRow{name(label.detection), kNoObject, std::string(word(label.cause))});
    for (ObjectId object : label.objects)
      tables_.add(LabelRow{name(label.detection), context_->objects.at(object.index), {}});
  }
  for (const sense::Spent& spent : made.spent)
    tables_.add(DwellRow{sensor, scan.frame, spent.face, std::string(word(spent.work)), spent.num_wanted,
                         spent.num_done, spent.time_s, spent.transmit_s});
}

void RunWriter::settle(Pending& pending) {
  if (pending.sent.empty()) pending.sent.push_back({{}, kNeverS});
  for (const Sent& to : pending.sent) {
    pending.row.centre = to.centre, pending.row.known_s = to.known_s;
    tables_.add(pending.row);
    for (DetectionRow& d : pending.detections) {
      d.centre = to.centre, d.known_s = to.known_s;
      tables_.add(d);
    }
  }
}

void RunWriter::take(Time, const PictureMade& made) {
  const track::Picture& p = made.picture;
  const std::string& centre = context_->nodes.at(p.node.index);
  for (const track::Track& t : p.tracks) {
    tables_.add(track_row(t, centre, p.at));
    std::size_t& written = num_evidence_[t.id];
    for (; written < t.evidence.size(); ++written)
      tables_.add(TrackEvidenceRow{centre, t.id.number, time_s(p.at), static_cast<std::int64_t>(written) + 1,
                                   name(t.evidence[written])});
  }
  for (const track::TrackEvent& e : p.events)
    tables_.add(TrackEventRow{centre, e.track.number, time_s(e.at), time_s(p.at), change_word(e.change),
                              e.detection ? name(*e.detection) : std::string(),
                              e.other ? e.other->number : 0});
}

void RunWriter::take(Time at, const Correlated& correlated) {
  const std::string& centre = context_->nodes.at(correlated.node.index);
  for (const catalog::Match& m : correlated.matches)
    tables_.add(CatalogueMatchRow{centre, m.track.number, context_->nodes.at(m.track.node.index), time_s(at), m.number,
                                  m.name, m.mahalanobis2, m.prob});
  for (const catalog::Uncatalogued& u : correlated.uncatalogued)
    tables_.add(UncataloguedRow{centre, u.track.number, context_->nodes.at(u.track.node.index), time_s(u.at),
                                u.num_updates, u.perigee_h_m, u.apogee_h_m});
}

void RunWriter::take(Time, const Assessed& assessed) {
  const std::string& centre = context_->nodes.at(assessed.node.index);
  for (const warn::Estimate& e : assessed.estimates) {
    EstimateRow row = estimate_row(e);
    row.centre = centre, row.track_of = context_->nodes.at(e.track.node.index);
    if (e.num_evidence > 0) row.last_evidence = name(e.last_evidence);
    tables_.add(row);
    for (const warn::AssetProbability& a : e.assets)
      tables_.add(AssetProbabilityRow{centre, e.track.number, row.t_s, row.known_s,
                                      context_->assets.at(a.asset.index), a.prob_impact, a.prob_reach, row.track_of});
    for (const auto& [value, word] : enum_words(static_cast<warn::ObjectClass*>(nullptr)))
      if (const double prob = e.prob_class[static_cast<std::size_t>(value)]; prob >= kLeastClassProbability)
        tables_.add(ClassProbabilityRow{centre, e.track.number, row.t_s, row.known_s, word, prob, row.track_of});
  }
}

void RunWriter::take(Time at, const Threatened& threatened) {
  const warn::ThreatPicture& p = threatened.picture;
  const std::string& centre = context_->nodes.at(p.node.index);
  tables_.add(ThreatRow{centre, time_s(at), p.raid.mean, p.raid.low, p.raid.high, p.raid.num_waves, p.prob_attack,
                        std::string(word(p.assessment))});
  for (const warn::AssetThreat& a : p.assets)
    tables_.add(ThreatAssetRow{centre, time_s(at), context_->assets.at(a.asset.index), a.prob_any, a.expected});
}

void RunWriter::add_alert(NodeId centre, Time known, const warn::Alert& a) {
  tables_.add(AlertRow{context_->nodes.at(centre.index), context_->nodes.at(a.node.index), a.number, a.state,
                       a.level, step_word(a.step), time_s(a.at), time_s(known), time_s(a.due), a.because, a.waited_for,
                       a.limit_param, static_cast<std::int64_t>(a.evidence_for.size()),
                       static_cast<std::int64_t>(a.evidence_against.size())});
}

void RunWriter::take(Time, const Alerted& alerted) {
  const warn::Alert& a = alerted.alert;
  add_alert(a.node, a.at, a);
  AlertEvidenceRow row{
      context_->nodes.at(a.node.index), a.number, a.state, step_word(a.step), time_s(a.at), "for", 0, {}, {}};
  for (TrackId t : a.tracks) row.track = t.number, row.words = "track of " + context_->nodes.at(t.node.index),
                             tables_.add(row);
  row.track = 0, row.words.clear();
  for (const DetectionId& d : a.evidence_for) row.detection = name(d), tables_.add(row);
  row.detection.clear(), row.stance = "against";
  for (const std::string& words : a.evidence_against) row.words = words, tables_.add(row);
}

void RunWriter::take(Time, const Mailed& m) {
  tables_.add(MailRow{time_s(m.envelope.sent), time_s(m.envelope.due), seat(m.envelope.from),
                      seat(m.envelope.to), m.kind, m.link, fate_word(m), static_cast<std::int64_t>(m.num_items)});
  if (std::string_view(m.kind) != "scan" || m.envelope.to.room < net::Room::track) return;
  const auto scan = scan_in(m, newest_frame_);
  if (!scan) return;
  const auto it = pending_.find(*scan);
  if (it != pending_.end()) it->second.sent.push_back({seat(m.envelope.to), time_s(m.envelope.due)});
}

void RunWriter::take(Time at, const Learnt& learnt) {
  if (const auto* notice = std::get_if<std::reference_wrapper<const warn::Notice>>(&learnt.what)) {
    add_alert(learnt.node, at, notice->get().alert);
    return;
  }
  if (const auto* message = std::get_if<std::reference_wrapper<const warn::Message>>(&learnt.what)) {
    MessageRow row = message_row(message->get());
    row.centre = context_->nodes.at(learnt.node.index), row.known_s = message->get().params.delivered ? time_s(at) : kNeverS;
    tables_.add(row);
    return;
  }
  const track::Report& r = std::get<std::reference_wrapper<const track::Report>>(learnt.what).get();
  tables_.add(ReportRow{context_->nodes.at(learnt.node.index), context_->nodes.at(r.from.index),
                        r.track.id.number, time_s(r.track.valid), time_s(at), status_word(r.track.status),
                        r.track.num_updates});
}

void RunWriter::take(Time, const Finished&) {
  for (auto& [scan, pending] : pending_) settle(pending);
  pending_.clear();
  for (const LedgerRow& row : ledger_.rows()) tables_.add(row);
}

} // namespace dewline::record
