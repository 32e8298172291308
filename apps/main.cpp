// dewline: the command line. Parsing only; the verbs are in files of their own.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <string>

#include "commands.hpp"
#include "terminal.hpp"

namespace {

using namespace dewline::apps;

/// Help texts say `dewline`; the user sees what they type.
std::string as_typed(std::string text) {
  for (std::size_t at = 0; (at = text.find("dewline ", at)) != std::string::npos; at += program().size())
    text.replace(at, 7, program());
  return text;
}

std::string about() {
  return as_typed(
    "Dewline: what would this warning network see, when, how sure could it be, and why?\n"
    "A simulation from the open literature, not real-world data.\n\n"
    "Start with:  dewline run          the Norwegian rocket of 25 January 1995\n"
    "then:        dewline why out/latest moscow withdrawn\n"
    "and:         dewline new mine     a commented scenario of your own");
}

void add_sets(CLI::App& verb, std::vector<std::string>& sets) {
  verb.add_option("--set", sets, "change a value: path=value, e.g. sensors.olenegorsk.revisit='5 s' (repeatable)");
}

void add_run(CLI::App& app, RunOptions& o, int& code) {
  auto* verb = app.add_subcommand("run", "run a scenario: one run in full, then quick repeats for the bands");
  verb->add_option("SCENARIO", o.scenario, "a scenario file, or the name of a shipped one (default: norwegian-rocket-1995)");
  verb->add_option("--seed", o.seed, "study seed: another number is other luck")->capture_default_str();
  verb->add_option("--repeat", o.repeats, "number of quick repeats (default: 20 to 1000, what should fit in about five seconds of one core; 0 skips)");
  verb->add_flag("--no-variants", o.no_variants, "leave out the comparison that the scenario asks for (study.compare)");
  verb->add_option("--threads", o.threads, "threads for the repeats (default: all); results do not depend on it");
  verb->add_option("--out", o.out, "run folder (default: out/NAME/HASH-sSEED); never overwritten");
  add_sets(*verb, o.sets);
  verb->add_flag("--json", o.json, "print the summary as JSON");
  verb->footer(as_typed("Examples:\n  dewline run\n  dewline run falcon9-ses11\n  dewline run mine.yaml --seed 7 --repeat 200\n"
               "  dewline run norwegian-rocket-1995 --set centres.moscow.stand_down='1 min'"));
  verb->callback([&] { code = run(o); });
}

void add_new(CLI::App& app, NewOptions& o, int& code) {
  auto* verb = app.add_subcommand("new", "write a commented scenario, checked and ready to run");
  verb->add_option("NAME", o.name, "the new scenario: NAME.yaml")->required();
  verb->add_option("--from", o.from, "start from this scenario instead of the template");
  verb->footer(as_typed("Examples:\n  dewline new my-radar\n  dewline new what-if --from norwegian-rocket-1995"));
  verb->callback([&] { code = new_scenario(o); });
}

void add_why(CLI::App& app, WhyOptions& o, int& code) {
  auto* verb = app.add_subcommand("why", "the evidence behind one step of the ledger, and what it waited for");
  verb->add_option("RUN", o.run, "a run folder, e.g. out/latest")->required();
  verb->add_option("CENTRE", o.centre, "whose knowledge")->required();
  verb->add_option("STEP", o.step, "a ledger step (dewline list steps); left out: the centre's ledger in words");
  verb->add_option("--object", o.object, "about which object (default: the first with that step)");
  verb->footer(as_typed("Example:\n  dewline why out/latest moscow declared"));
  verb->callback([&] { code = why(o); });
}

void add_report(CLI::App& app, ReportOptions& o, int& code) {
  auto* verb = app.add_subcommand("report", "the page of a run: one HTML file that opens from disk, offline");
  verb->add_option("RUN", o.run, "a run folder, e.g. out/latest")->required();
  verb->add_option("--out", o.out, "the file (default: report.html in the run folder); never overwritten");
  verb->add_option("--data", o.data, "write run.json and its chunks into this new folder instead");
  verb->add_flag("--json", o.json, "print what was written as JSON");
  verb->footer(as_typed("Examples:\n  dewline report out/latest\n  dewline report out/latest --out class/1995.html\n"
               "  dewline report out/latest --data data-of-1995"));
  verb->callback([&] { code = report(o); });
}

void add_compare(CLI::App& app, CompareOptions& o, int& code) {
  auto* verb = app.add_subcommand("compare", "two runs: keys that differ, ledgers side by side, which steps moved");
  verb->add_option("RUN_A", o.a, "a run folder, e.g. out/previous")->required();
  verb->add_option("RUN_B", o.b, "a run folder, e.g. out/latest")->required();
  verb->add_flag("--json", o.json, "print as JSON");
  verb->footer(as_typed("Example:\n  dewline compare out/previous out/latest"));
  verb->callback([&] { code = compare(o); });
}

void add_check(CLI::App& app, CheckOptions& o, int& code) {
  auto* verb = app.add_subcommand("check", "check a scenario without running it");
  verb->add_option("SCENARIO", o.scenario, "a scenario file, or the name of a shipped one");
  add_sets(*verb, o.sets);
  verb->add_flag("--schema", o.schema, "print the JSON Schema of scenario files");
  verb->add_flag("--resolved", o.resolved, "print the file with all defaults, types and sources");
  verb->add_flag("--json", o.json, "print problems and hand checks as JSON");
  verb->footer(as_typed("Examples:\n  dewline check mine.yaml\n  dewline check mine.yaml --resolved\n  dewline check --schema > scenario.schema.json"));
  verb->callback([&] { code = check(o); });
}

void add_list(CLI::App& app, ListOptions& o, int& code) {
  auto* verb = app.add_subcommand("list", "what is in the library: types, scenarios, rule sets, sources, steps");
  verb->add_option("WHAT", o.what, "types, scenarios, rules, sources or steps (default: scenarios and types)")
      ->check(CLI::IsMember({"types", "scenarios", "rules", "sources", "steps"}));
  verb->add_flag("--json", o.json, "print as JSON");
  verb->footer(as_typed("Examples:\n  dewline list steps\n  dewline list rules"));
  verb->callback([&] { code = list(o); });
}

void add_catalog_propagate(CLI::App& noun, CatalogOptions& o, int& code) {
  auto* verb = noun.add_subcommand("propagate", "positions and velocities at UTC instants, by SGP4");
  verb->add_option("FILE", o.file, "two-line sets (with or without names), or OMM as CSV or JSON")->required();
  verb->add_option("--at", o.at, "a UTC instant, e.g. 2026-11-22T06:00:00Z (repeatable)")
      ->required()->expected(1)->take_all();
  verb->add_option("--frame", o.frame, "teme, gcrf (inertial) or itrf (Earth-fixed, with latitude, longitude and height)")
      ->check(CLI::IsMember({"teme", "gcrf", "itrf"}))->capture_default_str();
  verb->add_option("--format", o.format, "csv or json")->check(CLI::IsMember({"csv", "json"}))->capture_default_str();
  verb->add_flag_callback("--json", [&o] { o.format = "json"; }, "the same as --format json");
  verb->add_option("--out", o.out, "write this file instead of printing; never overwritten");
  verb->footer(as_typed("Metres and metres per second. A satellite that the theory cannot place is a row with its error\n"
                        "word, and if all are such the exit code is 2; `decayed` (below the surface) has a state all the\n"
                        "same. Element sets are good to about a kilometre at their epoch, and worse every day.\n\n"
                        "Examples:\n"
                        "  dewline catalog propagate stations.tle --at 2026-11-22T06:00:00Z\n"
                        "  dewline catalog propagate gp.csv --at 2026-11-22T06:00:00Z --frame itrf --json --out now.json"));
  verb->callback([&] { code = catalog_propagate(o); });
}

void add_catalog_correlate(CLI::App& noun, CatalogCorrelateOptions& o, int& code) {
  auto* verb = noun.add_subcommand("correlate", "which recorded tracks are known space objects, and how sure that is");
  verb->add_option("ELEMENTS", o.elements, "two-line sets, or OMM as CSV or JSON")->required();
  verb->add_option("RUN_OR_TRACKS", o.tracks, "a run folder, or a CSV of tracks as `dewline track` writes them")->required();
  verb->add_option("--centre", o.centre, "of a run folder: only this centre's tracks");
  verb->add_option("--epoch", o.epoch, "of a CSV: UTC at its time zero");
  verb->add_option("--frame", o.frame, "of a CSV: earth-fixed or inertial (GCRF)")->capture_default_str();
  verb->add_flag("--json", o.json, "print as JSON");
  verb->footer(as_typed("A track without a measured range is not compared. How sure a set is taken to be:\n"
                        "docs/models/catalogue.md\n\nExamples:\n"
                        "  dewline catalog correlate gp.csv out/latest\n"
                        "  dewline catalog correlate stations.tle tracks.csv --epoch 2026-11-22T06:00:00Z"));
  verb->callback([&] { code = catalog_correlate(o); });
}

void add_catalog_approaches(CLI::App& noun, CatalogApproachesOptions& o, int& code) {
  auto* verb = noun.add_subcommand("approaches", "close approaches of a pair, of one object, or of a short list");
  verb->add_option("ELEMENTS", o.elements, "two-line sets, or OMM as CSV or JSON")->required();
  verb->add_option("--pair", o.pairs, "two catalogue numbers: A,B (repeatable; default: every pair of the file)")
      ->expected(1)->take_all();
  verb->add_option("--object", o.object, "this catalogue number against all others");
  verb->add_option("--from", o.from, "UTC (default: the newest epoch of the file)");
  verb->add_option("--hours", o.hours, "how long from then on")->capture_default_str();
  verb->add_option("--within", o.within, "least distances up to this")->capture_default_str();
  verb->add_flag("--json", o.json, "print as JSON");
  verb->footer(as_typed("Radial, in-track and cross-track are those of the first object. No probability of collision:\n"
                        "element sets do not carry what it would take.\n\nExamples:\n"
                        "  dewline catalog approaches gp.csv --pair 25544,48274 --hours 72 --within '50 km'\n"
                        "  dewline catalog approaches gp.csv --object 25544 --from 2026-11-22T06:00:00Z"));
  verb->callback([&] { code = catalog_approaches(o); });
}

void add_catalog_reentry(CLI::App& noun, CatalogReentryOptions& o, int& code) {
  auto* verb = noun.add_subcommand("reentry", "which objects drag brings down, and when");
  verb->add_option("ELEMENTS", o.elements, "two-line sets, or OMM as CSV or JSON")->required();
  verb->add_option("--days", o.days, "how far to look, from each epoch")->capture_default_str();
  verb->add_option("--spread", o.spread, "of drag, as a share: the ends of the window")->capture_default_str();
  verb->add_flag("--json", o.json, "print as JSON");
  verb->footer(as_typed("Example:\n  dewline catalog reentry gp.csv --days 14"));
  verb->callback([&] { code = catalog_reentry(o); });
}

struct CatalogVerbs {
  CatalogOptions propagate;
  CatalogCorrelateOptions correlate;
  CatalogApproachesOptions approaches;
  CatalogReentryOptions reentry;
};

void add_catalog(CLI::App& app, CatalogVerbs& o, int& code) {
  auto* noun = app.add_subcommand("catalog", "space objects from element sets: where they are, which tracks they are, "
                                             "when they meet, when they fall");
  noun->require_subcommand(1);
  noun->footer(as_typed("Example:\n  dewline catalog propagate stations.tle --at 2026-11-22T06:00:00Z --frame itrf"));
  add_catalog_propagate(*noun, o.propagate, code);
  add_catalog_correlate(*noun, o.correlate, code);
  add_catalog_approaches(*noun, o.approaches, code);
  add_catalog_reentry(*noun, o.reentry, code);
}

void add_flight(CLI::App& verb, dewline::io::FlightRequest& r) {
  verb.add_option("--type", r.type, "what flies: a type of the library (dewline list types)");
  verb.add_option("--from", r.from, "launch: 'lat, lon[, height]', e.g. '48 deg, -105 deg' or '48 degN, 105 degW, 200 m'");
  verb.add_option("--to", r.to, "aim; without a type, where a shot from the ground shall fall");
  verb.add_option("--loft", r.loft, "minimum_energy (default), lofted or depressed");
  verb.add_option("--apogee", r.apogee, "greatest height of the arc instead of a loft, e.g. '1300 km'");
  verb.add_option("--burnout", r.burnout, "an arc from a burnout state: 'lat, lon, height, speed, azimuth, angle'");
  verb.add_option("--way", r.way, "a waypoint: 'lat, lon, height[, speed]' (repeatable)")->expected(1)->take_all();
  verb.add_option("--tle", r.elements, "a satellite: two-line sets, or OMM as CSV or JSON");
  verb.add_option("--number", r.number, "its catalogue number, if the file has several");
  verb.add_option("--time", r.epoch, "UTC at launch, e.g. 2026-11-22T06:00:00Z (a satellite: its element set's epoch)");
  verb.add_option("--duration", r.duration, "how long what does not fall is followed (default: 2 h)");
}

void add_trajectory(CLI::App& app, TrajectoryOptions& o, int& code) {
  auto* verb = app.add_subcommand("trajectory", "one flight as words and a picture, a table, or a drawing");
  add_flight(*verb, o.request);
  verb->add_option("--scenario", o.scenario, "take an object of this scenario instead");
  verb->add_option("--object", o.object, "which object of the scenario");
  verb->add_option("--min-energy", o.min_energy, "FROM TO: the least-energy arc in closed form, beside the one over the real Earth")
      ->expected(2);
  verb->add_option("--set", o.request.sets, "change a value of the flight: boost.azimuth='90 deg' (of a scenario: "
                   "objects.NAME.boost.azimuth=...; repeatable)")->expected(1)->take_all();
  verb->add_flag("--parts", o.parts, "also what falls from it: stages, released objects");
  verb->add_option("--step", o.step, "time between rows")->capture_default_str();
  verb->add_option("--frame", o.frame, "axes of x, y, z: itrf (Earth-fixed) or gcrf (inertial)")
      ->check(CLI::IsMember({"itrf", "gcrf"}))->capture_default_str();
  verb->add_option("--format", o.format, "a table: csv, json or parquet")->check(CLI::IsMember({"csv", "json", "parquet"}));
  verb->add_option("--out", o.out, "the table's file, .csv, .json or .parquet; never overwritten");
  verb->add_option("--figure", o.figure, "profile and ground track: .svg, or .png where rsvg-convert is (Debian: "
                   "librsvg2-bin); never overwritten");
  verb->add_flag("--json", o.json, "print milestones and figures of the flight as JSON");
  verb->footer(as_typed("Metres, seconds, degrees. The table's speed and angles are relative to the turning Earth.\n\nExamples:\n"
               "  dewline trajectory --type generic-solid-icbm --from '48 deg, -105 deg' --to '40 deg, 116 deg'\n"
               "  dewline trajectory --type generic-irbm --from '40 degN, 50 degE' --to '45 degN, 70 degE' --apogee '900 km'\n"
               "  dewline trajectory --type sounding-rocket --from '69.3 deg, 16 deg' --set boost.azimuth='330 deg'\n"
               "  dewline trajectory --scenario norwegian-rocket-1995 --object black-brant-xii --out flight.parquet\n"
               "  dewline trajectory --tle stations.tle --number 25544 --figure track.svg\n"
               "  dewline trajectory --min-energy '48 deg, -105 deg' '40 deg, 116 deg'"));
  verb->callback([&] { code = trajectory(o); });
}

void add_track(CLI::App& app, TrackOptions& o, int& code) {
  auto* verb = app.add_subcommand("track", "the tracker on recorded detections: tracks, and scores if truth is given");
  verb->add_option("DETECTIONS", o.detections, "CSV of detections (.csv, .csv.gz), - for standard input, or a run folder");
  verb->add_option("--config", o.config, "YAML: what flies, which sensors (default: aircraft, one sensor)");
  verb->add_option("--centre", o.centre, "of a run folder: what this centre received (default: the first by name)");
  verb->add_option("--truth", o.truth, "CSV of true states: scores are printed");
  verb->add_option("--out", o.out, "folder for tracks, scores and picture (default: out/NAME/track-HASH); never overwritten");
  verb->add_option("--tracks", o.tracks, "CSV of another tracker's tracks: put into RUN in the place of --centre's own")
      ->check(CLI::ExistingFile);
  verb->add_option("--frame", o.frame, "of --tracks: earth-fixed, inertial, or a sensor (east, north, up at its site)")
      ->capture_default_str();
  verb->add_option("--end-after", o.end_after_s, "of --tracks: one whose last row is older has ended [s]")
      ->capture_default_str();
  add_sets(*verb, o.sets);
  verb->add_flag("--json", o.json, "print everything as JSON: scores, detections, scans, tracker_cpu_s");
  verb->add_flag("--schema", o.schema, "print the JSON Schema of configurations");
  verb->footer(as_typed("Columns: time_s,x_m,y_m[,z_m][,label], or time_s,range_m,az_rad,el_rad[,range_rate_m_s][,label] (az_deg and\n"
               "el_deg too); optional: scan, sensor, snr_db, sigma_... of the row. A row with only a time is an empty scan.\n"
               "A polar file needs `azimuth: north-clockwise` or `east-counterclockwise` in the configuration: there is\n"
               "no default. No tracker sees labels. All keys: docs/track.md.\n\n"
               "Two lines are a configuration:\n"
               "  target: aircraft\n"
               "  sensors: {radar: {azimuth: north-clockwise, sigma_range: 50 m, sigma_azimuth: 2 mrad}}\n\n"
               "Examples:\n"
               "  dewline track detections.csv --config radar.yaml --truth truth.csv\n"
               "  dewline track detections.csv.gz --config radar.yaml --set associator=jpda --out mine --json\n"
               "  nc radar 5000 | dewline track - --config radar.yaml\n"
               "  dewline track out/latest --centre moscow --set associator=jpda\n"
               "  dewline track out/latest --centre moscow --tracks mine.csv"));
  verb->callback([&] { code = track(o); });
}

void add_false_alarms(CLI::App& app, FalseAlarmOptions& o, int& code) {
  auto* verb = app.add_subcommand("false-alarms", "false alerts a year by rule set and state, the delay and the misses they trade for");
  verb->add_option("SCENARIO", o.scenario, "a scenario file, or the name of a shipped one");
  verb->add_option("--years", o.years, "also the expected number, and the chance of at least one, in so many years")->capture_default_str();
  verb->add_option("--episodes", o.episodes, "of each cause, each pair of causes, and runs with the attack")
      ->check(CLI::Range(1u, 1000000u))->capture_default_str();
  verb->add_option("--seed", o.seed, "another number is other luck")->capture_default_str();
  verb->add_option("--threads", o.threads, "threads (default: all); results do not depend on it");
  verb->add_option("--out", o.out, "folder (default: out/NAME/false-alarms-HASH-sSEED), or a run folder, whose report then shows it; never overwritten");
  add_sets(*verb, o.sets);
  verb->add_flag("--json", o.json, "print everything as JSON");
  verb->footer(as_typed("What looks like an attack and is none, and how often, is the scenario's block `false_alarms`; random\n"
                        "events of its satellites are causes by themselves. Every rule set of the library is tried beside\n"
                        "the scenario's own: docs/models/false-alarms.md\n\n"
                        "Examples:\n  dewline false-alarms petrov-1983\n  dewline false-alarms mine.yaml --years 10 --episodes 1000"));
  verb->callback([&] { code = false_alarms(o); });
}

void add_coverage(CLI::App& app, CoverageOptions& o, int& code) {
  dewline::io::SurveyRequest& r = o.request;
  auto* verb = app.add_subcommand("coverage", "what the sensors of a scenario cover: reach, maps, gaps, minutes of warning");
  verb->add_option("SCENARIO", o.scenario, "a scenario file, or the name of a shipped one");
  verb->add_option("--sensor", r.sensors, "only this sensor (repeatable; default: all)")->expected(1)->take_all();
  verb->add_option("--rcs", r.rcs, "cross-section that is looked for")->capture_default_str();
  verb->add_option("--type", r.type, "a type of the library: its cross-section; with --from what is launched");
  verb->add_option("--pd", r.pd, "probability of detection of one look that counts")->capture_default_str();
  verb->add_option("--cumulative", r.cumulative, "of all looks so far: then it is detected")->capture_default_str();
  verb->add_option("--cloud", r.cloud, "how likely the cloud over a launch is lower than taken")->capture_default_str();
  verb->add_option("--step", r.step, "reach: between azimuths and elevations")->capture_default_str();
  verb->add_option("--height", r.height, "a map: who sees a target that high over each cell");
  verb->add_option("--exposure", r.exposure, "with --height: how long the target is there")->capture_default_str();
  verb->add_option("--plume", r.plume, "with --height: infrared intensity; without it a line of sight is enough");
  verb->add_flag("--gaps", r.gaps, "a map: share of each hour of the day in which no satellite has a line of sight");
  verb->add_option("--days", r.days, "with --gaps: days that are averaged")->check(CLI::Range(1, 30))->capture_default_str();
  verb->add_option("--from", r.from, "a map: minutes of warning of launches from 'lat, lon[, radius]', or from an object or "
                   "asset of the scenario; without --type a least-energy shot");
  verb->add_option("--loft", r.loft, "with --from: minimum_energy (default), lofted or depressed");
  verb->add_option("--apogee", r.apogee, "with --from: greatest height of the arcs instead of a loft");
  verb->add_option("--count", r.count, "with --from: so many sensors for the second answer")->capture_default_str();
  verb->add_option("--at", r.at, "time of the map or the launch after the scenario's epoch")->capture_default_str();
  verb->add_option("--grid", r.grid, "step of a map")->capture_default_str();
  verb->add_option("--region", r.region, "south, north, west, east in degrees; 170,-170 crosses the date line (default: the Earth)");
  verb->add_option("--threads", r.threads, "default: all; results do not depend on it");
  verb->add_option("--out", o.out, "folder (default: out/NAME/coverage-KIND-HASH); never overwritten");
  add_sets(*verb, o.sets);
  verb->add_flag("--json", o.json, "print the summary as JSON");
  verb->footer(as_typed("A folder with a table (CSV, Parquet), GeoJSON of a map, and a picture (SVG; PNG where rsvg-convert is).\n\n"
               "Examples:\n"
               "  dewline coverage norwegian-rocket-1995\n"
               "  dewline coverage norwegian-rocket-1995 --height '200 km' --region 60,85,-20,60\n"
               "  dewline coverage norwegian-rocket-1995 --from '69.3, 16' --type generic-irbm --region 50,80,0,80\n"
               "  dewline coverage mine.yaml --from '41, -105, 300 km' --type generic-solid-icbm --count 3\n"
               "  dewline coverage mine.yaml --gaps --grid '5 deg'"));
  verb->callback([&] { code = coverage(o); });
}

int parse(CLI::App& app, int argc, char** argv, int& code) {
  try {
    app.parse(argc, argv);
    return code;
  } catch (const CLI::CallForHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForAllHelp& e) {
    return app.exit(e);
  } catch (const CLI::CallForVersion& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    std::cerr << "dewline: " << e.what() << as_typed("\n  dewline --help lists the verbs; dewline VERB --help shows an example\n");
    return kBadInput;
  }
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app{about(), program()};
  app.set_version_flag("--version", std::string("dewline ") + DEWLINE_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(26);
  int code = kOk;
  RunOptions run_options;
  NewOptions new_options;
  WhyOptions why_options;
  ReportOptions report_options;
  CompareOptions compare_options;
  CheckOptions check_options;
  ListOptions list_options;
  CatalogVerbs catalog_options;
  TrajectoryOptions trajectory_options;
  TrackOptions track_options;
  CoverageOptions coverage_options;
  FalseAlarmOptions false_alarm_options;
  add_run(app, run_options, code);
  add_new(app, new_options, code);
  add_why(app, why_options, code);
  add_report(app, report_options, code);
  add_compare(app, compare_options, code);
  add_check(app, check_options, code);
  add_list(app, list_options, code);
  add_catalog(app, catalog_options, code);
  add_trajectory(app, trajectory_options, code);
  add_track(app, track_options, code);
  add_coverage(app, coverage_options, code);
  add_false_alarms(app, false_alarm_options, code);
  return guarded([&] { return parse(app, argc, argv, code); });
}
