// The parts of a page, each made from the run's tables; page_data.cpp puts them together.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/report/chunk.hpp"
#include "dewline/report/page.hpp"
#include "dewline/report/subject.hpp"

namespace dewline::report {

/// A track at the centre whose knowledge is shown: centre, centre that made it (empty: itself), number.
struct TrackKey {
  std::string centre, from;
  std::int64_t number = 0;
  auto operator<=>(const TrackKey&) const = default;
};
/// `moscow/3`, of another's track `moscow<north/3`.
std::string track_id(const TrackKey& key);
/// `track 3`, `track 3 of north`.
std::string track_words(const TrackKey& key);
/// The number by which the page finds it among the centre's own tracks; 0: it is another's, or none.
inline std::int64_t own_number(const TrackKey& key) { return key.from.empty() ? key.number : 0; }

/// The first track that each step of an alert was about, by centre, state, step and t_s: it may be another centre's.
using AlertTracks = std::map<std::tuple<std::string, std::string, std::string, double>, TrackKey>;
AlertTracks alert_tracks(const record::RunTables& tables);
/// The track behind a row of the ledger; number 0: none.
TrackKey track_of(const AlertTracks& alerts, const record::LedgerRow& row);

/// Rows of one track in the order in which the centre knew them.
struct KnownTrack {
  TrackKey key;
  std::vector<record::TrackRow> rows; ///< known_s is that of the centre that is shown
  std::string object;                 ///< truth: what most of its detections came from
  std::int64_t num_detections = 0;
  double end_s = 0; ///< deleted, or the end of the run
};
std::vector<KnownTrack> known_tracks(const Subject& subject);
/// Its newest row that was known at t; nullptr: none yet.
const record::TrackRow* row_known_at(const KnownTrack& track, double t_s);
/// The 1-sigma position error along its worst axis [m].
double sigma_m(const record::TrackRow& row);
/// The estimate's mean in inertial axes.
PosVel state_G(const record::TrackRow& row);

/// What centres concluded of their own tracks and of those of others, in order of known_s.
using Estimates = std::map<TrackKey, std::vector<record::EstimateRow>>;
Estimates estimates_of(const record::RunTables& tables);
/// The newest estimate of a track that the centre knew at t; nullptr: none.
const record::EstimateRow* estimate_at(const Estimates& estimates, const TrackKey& track, double t_s);

struct TrackParts {
  std::vector<Track> tracks;
  std::vector<Path> paths, arcs;
  std::vector<Rows> history;
};
TrackParts track_parts(const Subject& subject, const std::vector<KnownTrack>& known, const Estimates& estimates);
std::vector<std::string> history_columns();

std::vector<Rows> probability_rows(const record::RunTables& tables);
std::vector<std::string> probability_columns();

/// The classes that a track may be of, with plain words; the assessments of an attack, rising.
std::vector<ObjectKind> class_part();
std::vector<std::string> assessment_words();
/// By track: a row when a probability moved by 0.01.
std::vector<Rows> class_rows(const record::RunTables& tables);
std::vector<std::string> class_columns();
/// By centre, and by centre and asset.
std::vector<Rows> threat_rows(const record::RunTables& tables);
std::vector<std::string> threat_columns();
std::vector<Rows> asset_threat_rows(const record::RunTables& tables);
std::vector<std::string> asset_threat_columns();
std::vector<Judgement> judgement_part(const Estimates& estimates);
std::vector<PageMessage> message_part(const Subject& subject);
std::optional<Comparison> comparison_part(const Subject& subject);

struct DetectionParts {
  std::vector<Contact> contacts;
  std::vector<Rows> rows; ///< by `sensor>centre`
  std::int64_t num = 0, num_kept = 0;
};
DetectionParts detection_parts(const Subject& subject);
std::vector<std::string> detection_columns();

/// Plain words of a ledger step: `first detection arrives`, `launch-alert declared`.
std::string step_label(const std::string& step, const std::string& state);
std::vector<PageStep> ledger_part(const Subject& subject, const Estimates& estimates);
std::vector<PageRecordStep> record_part(const Subject& subject);
std::vector<PageAlert> alert_part(const Subject& subject);
std::vector<Happening> event_part(const Subject& subject);
std::vector<Moment> moment_part(const Subject& subject, const std::vector<KnownTrack>& tracks,
                                const Estimates& estimates);
/// The answer of one centre in one sentence with tracks for objects.
std::string centre_headline(const Subject& subject, const std::string& centre);
/// What luck does, with tracks for objects: no object is named.
std::vector<std::string> luck_part(const Subject& subject);
/// The words of a ledger row without what only truth knows: when windows opened and closed, objects' own spans.
std::string known_words(const record::LedgerRow& row);
/// The states of a rule set from rest to the gravest.
std::vector<std::string> states_in_order(const warn::RuleSetParams& rules);
/// Of a state under the rules of a centre: 0 is rest, or unknown there.
std::int64_t level_of(const run::Scenario& scenario, const std::string& centre, const std::string& state);
/// The centres that a sensor's scans are sent to, by name.
std::set<std::string> reports_to(const run::Scenario& scenario, const std::string& sensor);
Trust trust_part(const Subject& subject);

} // namespace dewline::report
