// The data of a report page, run.json: declared once here; its JSON Schema (web/contract/run.schema.json) and the
// TypeScript types (web/src/model/contract.ts) are made from these field lists.
//
// Keys carry units: `_s` seconds since the scenario's epoch, `_m`, `_rad`. `t_s` is when it happened, `known_s` when it
// reached the centre. An absent optional is null: never, or no such number. What a centre could not know carries
// `truth: true`, or stands in a list that says so; the page shows it only when asked.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/report/page_warning.hpp"
#include "dewline/report/page_world.hpp"

namespace dewline::report {

struct About {
  static constexpr std::string_view kName = "About";
  Text title, question, purpose, scenario, epoch_utc, zero, zero_true;
  double duration_s = 0, until_s = 0;
  bool complete = true;
  Text headline;
  Texts luck;
  std::uint64_t seed = 1;
  Int run = 0, repeats = 0;
  Text program_version, scenario_hash, tables_hash, disclaimer;
  std::vector<KeyValue> made_with;
  Int num_detections = 0, num_detections_kept = 0;

  static constexpr auto fields() {
    using A = About;
    return std::tuple{field("title", &A::title, "the author's title"),
                      field("question", &A::question, "what the scenario asks"),
                      field("purpose", &A::purpose, "why it exists"),
                      field("scenario", &A::scenario, "its name"),
                      field("epoch_utc", &A::epoch_utc, "T = 0"),
                      field("zero", &A::zero, "what T = 0 is; names no object"),
                      field("zero_true", &A::zero_true, "truth: the same with the object's name"),
                      field("duration_s", &A::duration_s, "of the scenario"),
                      field("until_s", &A::until_s, "simulated time that was reached"),
                      field("complete", &A::complete, "false: the run was stopped before its end"),
                      field("headline", &A::headline, "truth: the answer in one sentence, objects named"),
                      field("luck", &A::luck, "over the repeats: a line a declared or withdrawn state; tracks stand for objects"),
                      field("seed", &A::seed, "that fixes all luck; above 2^53 read it from made_with, as text"),
                      field("run", &A::run, "number of the run under the seed"),
                      field("repeats", &A::repeats, "with other luck, behind the bands"),
                      field("program_version", &A::program_version, "of dewline"),
                      field("scenario_hash", &A::scenario_hash, "of the resolved scenario"),
                      field("tables_hash", &A::tables_hash, "of all rows of the run"),
                      field("disclaimer", &A::disclaimer, "stands on every page"),
                      field("made_with", &A::made_with, "compiler, libraries, data hashes"),
                      field("num_detections", &A::num_detections, "that reached a centre in the run"),
                      field("num_detections_kept", &A::num_detections_kept, "of them in this file")};
  }
};
static_assert(complete<About>());

struct Earth {
  static constexpr std::string_view kName = "Earth";
  double a_m = 0, f = 0, rotation_epoch_rad = 0, rotation_rate_rad_s = 0;
  static constexpr auto fields() {
    return std::tuple{field("a_m", &Earth::a_m, "WGS84 semi-major axis"), field("f", &Earth::f, "WGS84 flattening"),
                      field("rotation_epoch_rad", &Earth::rotation_epoch_rad,
                            "angle about z from the inertial to the Earth-fixed axes at the epoch"),
                      field("rotation_rate_rad_s", &Earth::rotation_rate_rad_s, "its rate")};
  }
};
static_assert(complete<Earth>());

struct TrackSpan {
  static constexpr std::string_view kName = "TrackSpan";
  Text status;
  double begin_s = 0, end_s = 0;
  static constexpr auto fields() {
    return std::tuple{field("status", &TrackSpan::status, "tentative, confirmed or coasting"),
                      field("begin_s", &TrackSpan::begin_s, "known from"), field("end_s", &TrackSpan::end_s, "until")};
  }
};
static_assert(complete<TrackSpan>());

struct PredictedArc {
  static constexpr std::string_view kName = "PredictedArc";
  Text id;
  double known_s = 0, end_s = 0;
  static constexpr auto fields() {
    return std::tuple{field("id", &PredictedArc::id, "of its path in the chunk `arcs`"),
                      field("known_s", &PredictedArc::known_s, "predicted from"),
                      field("end_s", &PredictedArc::end_s, "until replaced or dropped")};
  }
};
static_assert(complete<PredictedArc>());

struct Track {
  static constexpr std::string_view kName = "Track";
  Text id, centre;
  Int number = 0;
  Text label, from, object;
  Number confirmed_s;
  std::vector<TrackSpan> spans;
  std::vector<PredictedArc> arcs;
  Int num_detections = 0;
  static constexpr auto fields() {
    using T = Track;
    return std::tuple{
        field("id", &T::id, "`moscow/3`; also of its path in the chunk `tracks` and of its rows in `history`"),
        field("centre", &T::centre, "whose knowledge it is"), field("number", &T::number, "at the centre that made it"),
        field("label", &T::label, "`track 3`"), field("from", &T::from, "the centre that sent it; empty: its own"),
        field("object", &T::object, "truth: the object that most of its detections came from; (none): a false one"),
        field("confirmed_s", &T::confirmed_s, "when the centre confirmed it"),
        field("spans", &T::spans, "its status, in order and without gaps"),
        field("arcs", &T::arcs, "how it would fall, as predicted; in order of known_s"),
        field("num_detections", &T::num_detections, "that it used")};
  }
};
static_assert(complete<Track>());

struct Contact {
  static constexpr std::string_view kName = "Contact";
  Text sensor, centre;
  Int track = 0;
  double begin_s = 0, end_s = 0;
  Int num = 0;
  double peak_snr_db = 0;
  static constexpr auto fields() {
    using C = Contact;
    return std::tuple{field("sensor", &C::sensor, "that detects"), field("centre", &C::centre, "that learns of it"),
                      field("track", &C::track, "that used the detections"),
                      field("begin_s", &C::begin_s, "first detection, as known"),
                      field("end_s", &C::end_s, "last; gaps are shorter than 2.5 revisits"),
                      field("num", &C::num, "detections in it"), field("peak_snr_db", &C::peak_snr_db, "the strongest")};
  }
};
static_assert(complete<Contact>());

struct Sighting {
  static constexpr std::string_view kName = "Sighting";
  Text sensor, object;
  double begin_s = 0, end_s = 0;
  Text opened_by, closed_by;
  static constexpr auto fields() {
    using S = Sighting;
    return std::tuple{field("sensor", &S::sensor, "truth: the geometry lets this sensor"),
                      field("object", &S::object, "see this object"), field("begin_s", &S::begin_s, "from"),
                      field("end_s", &S::end_s, "until"), field("opened_by", &S::opened_by, "the limit that came last"),
                      field("closed_by", &S::closed_by, "the limit that ended it")};
  }
};
static_assert(complete<Sighting>());

struct Count {
  static constexpr std::string_view kName = "Count";
  Text words;
  Int number = 0;
  static constexpr auto fields() {
    return std::tuple{field("words", &Count::words, "what"), field("number", &Count::number, "in how many runs")};
  }
};
static_assert(complete<Count>());

struct PageBand {
  static constexpr std::string_view kName = "Band";
  Int happened = 0, runs = 0;
  double share_low = 0, share_high = 1;
  Number low_s, median_s, high_s;
  std::vector<Count> missing;
  static constexpr auto fields() {
    using B = PageBand;
    return std::tuple{field("happened", &B::happened, "in so many"), field("runs", &B::runs, "of so many repeats"),
                      field("share_low", &B::share_low, "exact 95 % interval of the share"),
                      field("share_high", &B::share_high, "its upper end"),
                      field("low_s", &B::low_s, "5 % point of when it was known (truth: happened)"),
                      field("median_s", &B::median_s, "median"), field("high_s", &B::high_s, "95 % point"),
                      field("missing", &B::missing, "in the others, most frequent first")};
  }
};
static_assert(complete<PageBand>());

struct PageStep {
  static constexpr std::string_view kName = "Step";
  Text centre, object, step, state, other, label;
  bool truth = false, happened = false;
  Number t_s, known_s, to_impact_s, to_predicted_s;
  Text sensor;
  Int track = 0, evidence = 0;
  Text waited_for, waited_for_known, limit_param, missing;
  std::optional<PageBand> band;
  static constexpr auto fields() {
    using S = PageStep;
    return std::tuple{
        field("centre", &S::centre, "whose ledger"), field("object", &S::object, "truth: about what"),
        field("step", &S::step, "a word of docs/ledger-steps.md"), field("state", &S::state, "of alert steps"),
        field("other", &S::other, "the other centre: of delivered the receiver, of told who told"),
        field("label", &S::label, "in plain words, no object named"), field("truth", &S::truth, "no centre knows it"),
        field("happened", &S::happened, "false: never"), field("t_s", &S::t_s, "when it happened"),
        field("known_s", &S::known_s, "when the centre knew it; null for steps of truth"),
        field("to_impact_s", &S::to_impact_s, "truth: to the true impact"),
        field("to_predicted_s", &S::to_predicted_s, "to the impact that the centre predicted then"),
        field("sensor", &S::sensor, "the sensor behind it"), field("track", &S::track, "its own; 0: none, or another centre's"),
        field("evidence", &S::evidence, "detections behind it"),
        field("waited_for", &S::waited_for, "truth may be in it"),
        field("waited_for_known", &S::waited_for_known, "the same as far as the centre could know"),
        field("limit_param", &S::limit_param, "the parameter behind it, by path"),
        field("missing", &S::missing, "of a step that never happened"),
        field("band", &S::band, "over the repeats; null without")};
  }
};
static_assert(complete<PageStep>());

struct PageRecordStep {
  static constexpr std::string_view kName = "RecordStep";
  Text centre, step, label, object;
  bool truth = false;
  Number at_s;
  Text text;
  Texts sources;
  Number modelled_s;
  Text fitted;
  static constexpr auto fields() {
    using R = PageRecordStep;
    return std::tuple{field("centre", &R::centre, "whose step"), field("step", &R::step, "of the ledger"),
                      field("label", &R::label, "in plain words"), field("object", &R::object, "truth: about what"),
                      field("truth", &R::truth, "a step that no centre knows"),
                      field("at_s", &R::at_s, "what the sources say; null: no minute given"),
                      field("text", &R::text, "in their words, contradictions included"),
                      field("sources", &R::sources, "keys of the bibliography"),
                      field("modelled_s", &R::modelled_s, "what the model says; null: never"),
                      field("fitted", &R::fitted, "inputs tuned to this: no evidence")};
  }
};
static_assert(complete<PageRecordStep>());

enum class Stance { speaks_for, speaks_against };
constexpr auto enum_words(Stance*) {
  return std::array{std::pair{Stance::speaks_for, "for"}, std::pair{Stance::speaks_against, "against"}};
}

struct Evidence {
  static constexpr std::string_view kName = "Evidence";
  Stance stance = Stance::speaks_for;
  Int track = 0;
  Text words, detection, sensor;
  Number known_s, t_s, range_m, az_rad, el_rad, snr_db;
  static constexpr auto fields() {
    using E = Evidence;
    return std::tuple{field("stance", &E::stance, "for or against"), field("track", &E::track, "0: none"),
                      field("words", &E::words, "if it is no detection"),
                      field("detection", &E::detection, "its name; empty: none"), field("sensor", &E::sensor, "its sensor"),
                      field("known_s", &E::known_s, "when it reached the centre"),
                      field("t_s", &E::t_s, "when the target was there"), field("range_m", &E::range_m, "measured range"),
                      field("az_rad", &E::az_rad, "measured azimuth"), field("el_rad", &E::el_rad, "measured elevation"),
                      field("snr_db", &E::snr_db, "measured signal to noise ratio")};
  }
};
static_assert(complete<Evidence>());

struct PageAlert {
  static constexpr std::string_view kName = "Alert";
  Text centre, raised_by;
  Int number = 0;
  Text state;
  Int level = 0;
  Text step, label;
  double t_s = 0, known_s = 0;
  Number due_s;
  Text because, waited_for, limit_param;
  std::vector<Int> tracks;
  std::vector<Evidence> evidence;
  Int num_for = 0, num_against = 0;
  static constexpr auto fields() {
    using A = PageAlert;
    return std::tuple{field("centre", &A::centre, "that learnt it"), field("raised_by", &A::raised_by, "whose alert it is"),
                      field("number", &A::number, "of the alert at that centre"), field("state", &A::state, "of its rules"),
                      field("level", &A::level, "of the state there: 1 is next to rest"),
                      field("step", &A::step, "rule-met, declared, withdraw-met, withdrawn, dropped, downgraded"),
                      field("label", &A::label, "in plain words"), field("t_s", &A::t_s, "when it happened"),
                      field("known_s", &A::known_s, "when the centre knew it"),
                      field("due_s", &A::due_s, "when the human chain that then ran was to end"),
                      field("because", &A::because, "the condition that held, with values"),
                      field("waited_for", &A::waited_for, "what the step waited for last"),
                      field("limit_param", &A::limit_param, "the parameter behind it"),
                      field("tracks", &A::tracks, "that it is about"),
                      field("evidence", &A::evidence, "for and against, the newest detections first to go"),
                      field("num_for", &A::num_for, "detections for it in the run"),
                      field("num_against", &A::num_against, "words against it in the run")};
  }
};
static_assert(complete<PageAlert>());

struct Happening {
  static constexpr std::string_view kName = "Happening";
  Text kind, centre;
  bool truth = false;
  double t_s = 0, known_s = 0;
  Text words;
  Int track = 0;
  Text object, sensor, state;
  static constexpr auto fields() {
    using H = Happening;
    return std::tuple{field("kind", &H::kind, "a ledger step, or apogee, alert, report, message, reacquired, deleted, merged"),
                      field("centre", &H::centre, "that knew it; empty: truth"), field("truth", &H::truth, "nobody knew"),
                      field("t_s", &H::t_s, "when it happened"),
                      field("known_s", &H::known_s, "when it was known; truth: t_s"),
                      field("words", &H::words, "names no object unless truth"), field("track", &H::track, "0: none"),
                      field("object", &H::object, "truth: about what"), field("sensor", &H::sensor, "behind it"),
                      field("state", &H::state, "of alert steps")};
  }
};
static_assert(complete<Happening>());

struct Moment {
  static constexpr std::string_view kName = "Moment";
  Text centre;
  double t_s = 0;
  Text title, words;
  double lat_rad = 0, lon_rad = 0, span_rad = 0;
  Int track = 0;
  Text step, state;
  static constexpr auto fields() {
    using M = Moment;
    return std::tuple{field("centre", &M::centre, "whose view"), field("t_s", &M::t_s, "when the centre knew it"),
                      field("title", &M::title, "a few words"), field("words", &M::words, "one plain sentence, no object named"),
                      field("lat_rad", &M::lat_rad, "centre of the view"), field("lon_rad", &M::lon_rad, "centre of the view"),
                      field("span_rad", &M::span_rad, "half the angle it should show"),
                      field("track", &M::track, "to select; 0: none"), field("step", &M::step, "to explain; may be empty"),
                      field("state", &M::state, "of alert steps")};
  }
};
static_assert(complete<Moment>());

struct Input {
  static constexpr std::string_view kName = "Input";
  Text path, value, between, grade, note, fitted_to;
  Texts sources, used_by;
  static constexpr auto fields() {
    using I = Input;
    return std::tuple{field("path", &I::path, "in the scenario"), field("value", &I::value, "as written"),
                      field("between", &I::between, "its disputed range"), field("grade", &I::grade, "assumption, fitted"),
                      field("note", &I::note, "what is known of it"), field("fitted_to", &I::fitted_to, "no evidence then"),
                      field("sources", &I::sources, "keys of the bibliography"),
                      field("used_by", &I::used_by, "ledger steps that waited for it: `moscow declared`")};
  }
};
static_assert(complete<Input>());

struct PageHandCheck {
  static constexpr std::string_view kName = "HandCheck";
  Text object;
  double ground_range_m = 0, apogee_h_m = 0, kepler_time_s = 0, flown_time_s = 0;
  static constexpr auto fields() {
    using H = PageHandCheck;
    return std::tuple{field("object", &H::object, "truth: the arc of"), field("ground_range_m", &H::ground_range_m, "as flown"),
                      field("apogee_h_m", &H::apogee_h_m, "as flown"),
                      field("kepler_time_s", &H::kepler_time_s, "on a sphere of 6371 km with that range and apogee"),
                      field("flown_time_s", &H::flown_time_s, "launch to impact")};
  }
};
static_assert(complete<PageHandCheck>());

struct PageFirstSight {
  static constexpr std::string_view kName = "FirstSight";
  Text sensor, object, opened_by;
  double t_s = 0, range_m = 0, height_m = 0;
  static constexpr auto fields() {
    using F = PageFirstSight;
    return std::tuple{field("sensor", &F::sensor, "truth: it can first see"), field("object", &F::object, "this object"),
                      field("opened_by", &F::opened_by, "the limit before"), field("t_s", &F::t_s, "when"),
                      field("range_m", &F::range_m, "slant range then"), field("height_m", &F::height_m, "height then")};
  }
};
static_assert(complete<PageFirstSight>());

struct PageSource {
  static constexpr std::string_view kName = "Source";
  Text key, text, url, note;
  Texts grades, cited_by;
  static constexpr auto fields() {
    using S = PageSource;
    return std::tuple{field("key", &S::key, "of data/sources.bib"), field("text", &S::text, "author, title, year"),
                      field("url", &S::url, "may be empty"), field("note", &S::note, "when read, what it says"),
                      field("grades", &S::grades, "that the scenario gives it"),
                      field("cited_by", &S::cited_by, "paths of the scenario")};
  }
};
static_assert(complete<PageSource>());

struct Trust {
  static constexpr std::string_view kName = "Trust";
  std::vector<Input> inputs;
  std::vector<PageHandCheck> hand_checks;
  std::vector<PageFirstSight> first_sights;
  Texts models;
  std::vector<PageSource> bibliography;
  static constexpr auto fields() {
    return std::tuple{field("inputs", &Trust::inputs, "graded assumption or fitted; those that the result used first"),
                      field("hand_checks", &Trust::hand_checks, "truth: arcs for a pocket calculator"),
                      field("first_sights", &Trust::first_sights, "truth: what geometry allows"),
                      field("models", &Trust::models, "pages of docs/models used here"),
                      field("bibliography", &Trust::bibliography, "every source that the scenario cites")};
  }
};
static_assert(complete<Trust>());

enum class ChunkKind { paths, table };
constexpr auto enum_words(ChunkKind*) {
  return std::array{std::pair{ChunkKind::paths, "DWK1"}, std::pair{ChunkKind::table, "DWT1"}};
}

struct ChunkInfo {
  static constexpr std::string_view kName = "Chunk";
  Text name;
  ChunkKind kind = ChunkKind::paths;
  bool truth = false;
  Int bytes = 0;
  static constexpr auto fields() {
    using C = ChunkInfo;
    return std::tuple{field("name", &C::name, "truth, tracks, arcs, history, probabilities, detections, classes, threats, asset_threats"),
                      field("kind", &C::kind, "its magic"), field("truth", &C::truth, "shown only when asked"),
                      field("bytes", &C::bytes, "uncompressed")};
  }
};
static_assert(complete<ChunkInfo>());

enum class Format { run };
constexpr auto enum_words(Format*) { return std::array{std::pair{Format::run, "dewline-run"}}; }

/// The whole file.
struct RunPage {
  static constexpr std::string_view kName = "RunPage";
  Format format = Format::run;
  Int version = 1;
  About about;
  Earth earth;
  std::vector<Centre> centres;
  std::vector<TrueObject> objects;
  std::vector<Sensor> sensors;
  std::vector<Link> links;
  std::vector<Asset> assets;
  std::vector<Track> tracks;
  std::vector<Contact> contacts;
  std::vector<Sighting> sightings;
  std::vector<PageStep> ledger;
  std::vector<PageRecordStep> record;
  std::vector<PageAlert> alerts;
  std::vector<Happening> events;
  std::vector<Moment> moments;
  std::vector<ObjectKind> classes;
  Texts assessments;
  std::vector<Judgement> judgements;
  std::vector<PageMessage> messages;
  std::optional<Comparison> comparison;
  std::vector<FalseAlertRow> false_alerts;
  Trust trust;
  std::vector<ChunkInfo> chunks;
  static constexpr auto fields() {
    using P = RunPage;
    return std::tuple{field("format", &P::format, "what this file is"),
                      field("version", &P::version, "of the format", between(1, 1)),
                      field("about", &P::about, "title, answer, provenance"),
                      field("earth", &P::earth, "axes"),
                      field("centres", &P::centres, "who knows"),
                      field("objects", &P::objects, "truth: what flies"),
                      field("sensors", &P::sensors, "who sees"),
                      field("links", &P::links, "who tells whom"),
                      field("assets", &P::assets, "what is guarded"),
                      field("tracks", &P::tracks, "what each centre holds"),
                      field("contacts", &P::contacts, "when each sensor held each track"),
                      field("sightings", &P::sightings, "truth: when geometry lets a sensor see an object"),
                      field("ledger", &P::ledger, "when each step came, and what it waited for"),
                      field("record", &P::record, "what the sources say of a historical case"),
                      field("alerts", &P::alerts, "every change of an alert, with its evidence"),
                      field("events", &P::events, "for the list and the time bar, by known_s"),
                      field("moments", &P::moments, "six to ten stops: the chronology"),
                      field("classes", &P::classes, "what a track may be, in the order of their columns"),
                      field("assessments", &P::assessments, "of an attack, in rising order; a row of `threats` has the index"),
                      field("judgements", &P::judgements, "what centres conclude of their tracks, in order of known_s"),
                      field("messages", &P::messages, "what centres were told, in order of known_s"),
                      field("comparison", &P::comparison, "the same scenario otherwise; null: none was asked for"),
                      field("false_alerts", &P::false_alerts, "how often each rule set is wrong, and what that costs"),
                      field("trust", &P::trust, "inputs, checks, models, sources"),
                      field("chunks", &P::chunks, "the binary files beside this one")};
  }
};
static_assert(complete<RunPage>());

} // namespace dewline::report
