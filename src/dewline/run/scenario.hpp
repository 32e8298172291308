// The scenario as read: plain parameters, and for every value its source, grade and range by path.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dewline/catalog/entry.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/net/link.hpp"
#include "dewline/run/false_alarm_params.hpp"
#include "dewline/run/study_params.hpp"
#include "dewline/sense/sensor_params.hpp"
#include "dewline/track/tracker.hpp"
#include "dewline/truth/object.hpp"
#include "dewline/warn/asset.hpp"
#include "dewline/warn/centre.hpp"
#include "dewline/warn/message.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::run {

/// How well a number is known.
enum class Grade { official, reviewed, press, estimate, assumption, fitted };
constexpr auto enum_words(Grade*) {
  return std::array{std::pair{Grade::official, "official"}, std::pair{Grade::reviewed, "reviewed"},
                    std::pair{Grade::press, "press"},       std::pair{Grade::estimate, "estimate"},
                    std::pair{Grade::assumption, "assumption"}, std::pair{Grade::fitted, "fitted"}};
}

/// What the file says about one value or one block: the long form's keys besides `value`.
struct Note {
  std::string value_text;                                    ///< as written: `6000 km`
  std::optional<std::pair<std::string, std::string>> between; ///< disputed range as written; an interval, never a distribution
  std::vector<std::string> sources;                          ///< keys of data/sources.bib
  std::optional<Grade> grade;
  std::string fitted_to;
  std::string note;
};

/// A step of the historical record, to stand beside the modelled one. Never an input of the model.
struct RecordStep {
  std::string centre, step;    ///< ledger vocabulary
  std::string object;
  std::optional<double> at_s;  ///< since the scenario epoch; absent if the sources give words only
  std::string text;            ///< what the sources say, contradictions included
  std::vector<std::string> sources;
};

struct Scenario {
  std::string name;            ///< the file's stem
  std::string title, question, purpose;
  std::string epoch;           ///< UTC
  double duration_s = 0;
  earth::Eop eop;
  double truth_step_s = 10;    ///< spacing of recorded truth samples

  std::map<std::string, truth::ObjectParams> objects;
  std::map<std::string, sense::SensorParams> sensors;
  std::map<std::string, std::string> reports_to; ///< sensor -> centre (a 1 ns link unless `links` has one)
  std::map<std::string, warn::CentreParams> centres;
  std::map<std::string, track::TrackerParams> trackers; ///< by centre: its block `tracker`; absent: defaults
  std::map<std::string, net::LinkParams> links;
  std::map<std::string, warn::AssetParams> assets;
  std::map<std::string, warn::RuleSetParams> rules;
  std::map<std::string, warn::MessageParams> messages;
  std::optional<catalog::CatalogueParams> catalogue; ///< absent: no centre knows any space object
  std::vector<catalog::Entry> catalogue_entries;     ///< what its file holds
  std::vector<RecordStep> record;
  StudyParams study;
  FalseAlarmParams false_alarms;
  std::map<std::string, truth::ObjectParams> apart; ///< objects that fly only where false alarms are studied

  std::map<std::string, std::string> values; ///< by path: every value in force, as text: `3 deg`
  std::map<std::string, Note> notes;   ///< by path: `sensors.olenegorsk.reference_range`
  std::uint64_t hash = 0;              ///< of the resolved file's bytes
  std::vector<std::pair<std::string, std::uint64_t>> data_files; ///< path and hash of every file read
};

/// The note that stands behind a path: its own, else that of the nearest block above it.
const Note* note_for(const Scenario& scenario, std::string path);
/// Every value in force with its grade, for people: `3 deg (assumption)`.
std::map<std::string, std::string> value_words(const Scenario& scenario);

} // namespace dewline::run
