// What each verb takes and does. Every function returns the process's exit code.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dewline/io/flight.hpp"
#include "dewline/io/survey.hpp"

namespace dewline::apps {

inline constexpr int kOk = 0, kFailed = 1, kBadInput = 2, kInterrupted = 130;

struct RunOptions {
  std::string scenario;               ///< file, or the name of a shipped scenario; empty: the default one
  std::uint64_t seed = 1;
  std::optional<std::uint32_t> repeats; ///< nothing: 20 to 1000, by what the run held (docs/adr/0009)
  unsigned threads = 0;               ///< 0: as many as the machine has
  std::string out;                    ///< empty: out/NAME/HASH-sSEED
  std::vector<std::string> sets;      ///< path=value
  bool no_variants = false;           ///< the scenario's study.compare is left out
  bool json = false;
};
int run(const RunOptions& options);

struct NewOptions {
  std::string name, from;
};
int new_scenario(const NewOptions& options);

struct WhyOptions {
  std::string run, centre, step, object;
};
int why(const WhyOptions& options);

struct ReportOptions {
  std::string run;
  std::string out;  ///< empty: report.html in the run folder
  std::string data; ///< folder for run.json and its chunks; empty: none
  bool json = false;
};
int report(const ReportOptions& options);

struct CompareOptions {
  std::string a, b;
  bool json = false;
};
int compare(const CompareOptions& options);

struct CheckOptions {
  std::string scenario;
  std::vector<std::string> sets;
  bool schema = false, resolved = false, json = false;
};
int check(const CheckOptions& options);

struct ListOptions {
  std::string what;
  bool json = false;
};
int list(const ListOptions& options);

struct CatalogOptions {
  std::string file;
  std::vector<std::string> at; ///< UTC instants
  std::string frame = "teme", format = "csv";
  std::string out;             ///< empty: standard output
};
int catalog_propagate(const CatalogOptions& options);

struct CatalogCorrelateOptions {
  std::string elements, tracks;      ///< the latter a run folder, or a CSV of tracks
  std::string centre;                ///< of a run folder; empty: all
  std::string epoch;                 ///< of a CSV: UTC at its time zero
  std::string frame = "earth-fixed"; ///< of a CSV: or `inertial`
  bool json = false;
};
int catalog_correlate(const CatalogCorrelateOptions& options);

struct CatalogApproachesOptions {
  std::string elements;
  std::vector<std::string> pairs; ///< `A,B` by catalogue number
  std::string object;             ///< a catalogue number: against all others
  std::string from;               ///< UTC; empty: the newest epoch of the file
  double hours = 24;
  std::string within = "5 km";
  bool json = false;
};
int catalog_approaches(const CatalogApproachesOptions& options);

struct CatalogReentryOptions {
  std::string elements;
  double days = 60, spread = 0.2;
  bool json = false;
};
int catalog_reentry(const CatalogReentryOptions& options);

struct TrajectoryOptions {
  io::FlightRequest request;
  std::string scenario, object;         ///< an object of a scenario instead of the request
  std::vector<std::string> min_energy;  ///< two places
  std::string step = "10 s", frame = "itrf";
  std::string format;                   ///< empty: words and a picture, or by the ending of `out`
  std::string out, figure;
  bool parts = false, json = false;
};
int trajectory(const TrajectoryOptions& options);

struct TrackOptions {
  std::string detections;        ///< a file, - for standard input, or a run folder
  std::string config, truth;     ///< empty: none
  std::string centre;            ///< of a run folder; empty: the first that received something
  std::string out;               ///< empty: out/NAME/track-HASH
  std::vector<std::string> sets; ///< path=value
  std::string tracks;            ///< of another tracker, to be put back into the run; empty: none
  std::string frame = "earth-fixed"; ///< of those tracks: or `inertial`, or a sensor's id
  double end_after_s = 60;       ///< one of them whose last row is older has ended
  bool json = false, schema = false;
};
int track(const TrackOptions& options);

struct CoverageOptions {
  std::string scenario;
  std::vector<std::string> sets;
  io::SurveyRequest request;
  std::string out;               ///< empty: out/NAME/coverage-KIND-HASH
  bool json = false;
};
int coverage(const CoverageOptions& options);

struct FalseAlarmOptions {
  std::string scenario;
  std::vector<std::string> sets;
  double years = 1;
  std::uint32_t episodes = 40;   ///< of each cause, each pair of causes, and with the attack
  std::uint64_t seed = 1;
  unsigned threads = 0;
  std::string out;               ///< empty: out/NAME/false-alarms-HASH-sSEED
  bool json = false;
};
int false_alarms(const FalseAlarmOptions& options);

} // namespace dewline::apps
