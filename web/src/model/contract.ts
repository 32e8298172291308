// Made by contract/generate.mjs from contract/run.schema.json: do not edit. The one source is src/dewline/report/page.hpp.
// The data of a report page: run.json. Keys carry units: _s seconds since the epoch, _m, _rad; `known_s` is when it reached
// the centre. Null: never, or no such number. The binary chunks beside it are described in model/chunks.ts.

/**
 * The data of a report page (run.json), made from src/dewline/report/page.hpp.
 */
export interface RunPage {
  /**
   * what this file is
   */
  format: "dewline-run";
  /**
   * of the format
   */
  version: number;
  about: About;
  earth: Earth;
  /**
   * who knows
   */
  centres: Centre[];
  /**
   * truth: what flies
   */
  objects: TrueObject[];
  /**
   * who sees
   */
  sensors: Sensor[];
  /**
   * who tells whom
   */
  links: Link[];
  /**
   * what is guarded
   */
  assets: Asset[];
  /**
   * what each centre holds
   */
  tracks: Track[];
  /**
   * when each sensor held each track
   */
  contacts: Contact[];
  /**
   * truth: when geometry lets a sensor see an object
   */
  sightings: Sighting[];
  /**
   * when each step came, and what it waited for
   */
  ledger: Step[];
  /**
   * what the sources say of a historical case
   */
  record: RecordStep[];
  /**
   * every change of an alert, with its evidence
   */
  alerts: Alert[];
  /**
   * for the list and the time bar, by known_s
   */
  events: Happening[];
  /**
   * six to ten stops: the chronology
   */
  moments: Moment[];
  /**
   * what a track may be, in the order of their columns
   */
  classes: ObjectKind[];
  /**
   * of an attack, in rising order; a row of `threats` has the index
   */
  assessments: string[];
  /**
   * what centres conclude of their tracks, in order of known_s
   */
  judgements: Judgement[];
  /**
   * what centres were told, in order of known_s
   */
  messages: Message[];
  /**
   * the same scenario otherwise; null: none was asked for
   */
  comparison: Comparison | null;
  /**
   * how often each rule set is wrong, and what that costs
   */
  false_alerts: FalseAlertRow[];
  trust: Trust;
  /**
   * the binary files beside this one
   */
  chunks: Chunk[];
}
/**
 * title, answer, provenance
 */
export interface About {
  /**
   * the author's title
   */
  title: string;
  /**
   * what the scenario asks
   */
  question: string;
  /**
   * why it exists
   */
  purpose: string;
  /**
   * its name
   */
  scenario: string;
  /**
   * T = 0
   */
  epoch_utc: string;
  /**
   * what T = 0 is; names no object
   */
  zero: string;
  /**
   * truth: the same with the object's name
   */
  zero_true: string;
  /**
   * of the scenario
   */
  duration_s: number;
  /**
   * simulated time that was reached
   */
  until_s: number;
  /**
   * false: the run was stopped before its end
   */
  complete: boolean;
  /**
   * truth: the answer in one sentence, objects named
   */
  headline: string;
  /**
   * over the repeats: a line a declared or withdrawn state; tracks stand for objects
   */
  luck: string[];
  /**
   * that fixes all luck; above 2^53 read it from made_with, as text
   */
  seed: number;
  /**
   * number of the run under the seed
   */
  run: number;
  /**
   * with other luck, behind the bands
   */
  repeats: number;
  /**
   * of dewline
   */
  program_version: string;
  /**
   * of the resolved scenario
   */
  scenario_hash: string;
  /**
   * of all rows of the run
   */
  tables_hash: string;
  /**
   * stands on every page
   */
  disclaimer: string;
  /**
   * compiler, libraries, data hashes
   */
  made_with: KeyValue[];
  /**
   * that reached a centre in the run
   */
  num_detections: number;
  /**
   * of them in this file
   */
  num_detections_kept: number;
}
export interface KeyValue {
  /**
   * name
   */
  key: string;
  /**
   * value
   */
  value: string;
}
/**
 * axes
 */
export interface Earth {
  /**
   * WGS84 semi-major axis
   */
  a_m: number;
  /**
   * WGS84 flattening
   */
  f: number;
  /**
   * angle about z from the inertial to the Earth-fixed axes at the epoch
   */
  rotation_epoch_rad: number;
  /**
   * its rate
   */
  rotation_rate_rad_s: number;
}
export interface Centre {
  /**
   * the author's id
   */
  id: string;
  /**
   * its own story; tracks by number, no object named
   */
  headline: string;
  /**
   * its rule set
   */
  rules: string;
  /**
   * whose rules these resemble; may be empty
   */
  rules_doc: string;
  /**
   * of its rule set, from rest to the gravest
   */
  states: AlertState[];
}
export interface AlertState {
  /**
   * of the rule set
   */
  word: string;
  /**
   * in one plain line
   */
  meaning: string;
  /**
   * the historical name that it is like; may be empty
   */
  resembles: string;
}
export interface TrueObject {
  /**
   * the author's id
   */
  id: string;
  /**
   * what it is, in one word
   */
  kind: string;
  /**
   * missile, rocket, aircraft, satellite or unknown
   */
  symbol: string;
  /**
   * it exists from
   */
  begin_s: number;
  /**
   * and until; begin_s: never in this run
   */
  end_s: number;
  /**
   * in time order
   */
  milestones: Milestone[];
}
export interface Milestone {
  /**
   * launch, burnout, apogee, impact, end of data
   */
  what: string;
  /**
   * when
   */
  t_s: number;
  /**
   * geodetic latitude
   */
  lat_rad: number;
  /**
   * longitude
   */
  lon_rad: number;
  /**
   * height
   */
  h_m: number;
}
export interface Sensor {
  /**
   * the author's id
   */
  id: string;
  /**
   * radar, infrared, surveillance or feed
   */
  kind: string;
  /**
   * key of the symbol sheet
   */
  symbol: string;
  /**
   * centres that its scans are sent to
   */
  reports_to: string[];
  /**
   * geodetic latitude; of a satellite: at the epoch
   */
  lat_rad: number;
  /**
   * longitude
   */
  lon_rad: number;
  /**
   * height
   */
  h_m: number;
  /**
   * time of one frame
   */
  revisit_s: number;
  /**
   * where it looks; a satellite has none
   */
  faces: Face[];
  /**
   * of a satellite: [t_s, x_m, y_m, z_m] Earth-fixed, in order of time
   */
  places: number[][];
}
export interface Face {
  /**
   * sector begins, clockwise from north
   */
  az_start_rad: number;
  /**
   * and runs clockwise for this much
   */
  az_width_rad: number;
  /**
   * field of regard: lowest elevation
   */
  el_min_rad: number;
  /**
   * field of regard: highest elevation
   */
  el_max_rad: number;
  /**
   * search fence: lowest elevation
   */
  fence_min_rad: number | null;
  /**
   * search fence: highest elevation
   */
  fence_max_rad: number | null;
  /**
   * instrumented range, least
   */
  range_min_m: number;
  /**
   * instrumented range, most
   */
  range_max_m: number;
  /**
   * range of the reference target
   */
  reference_range_m: number | null;
}
export interface Link {
  /**
   * the author's id
   */
  id: string;
  /**
   * a sensor or a centre
   */
  from: string;
  /**
   * a centre
   */
  to: string;
  /**
   * nothing, alerts, tracks or detections
   */
  share: string;
  /**
   * least time from sending to arrival
   */
  delay_s: number;
}
export interface Asset {
  /**
   * the author's id
   */
  id: string;
  /**
   * the centre that guards it
   */
  of: string;
  /**
   * closed rings of [longitude, latitude]; a circle is drawn as a ring
   */
  outlines_deg: number[][][];
}
export interface Track {
  /**
   * `moscow/3`; also of its path in the chunk `tracks` and of its rows in `history`
   */
  id: string;
  /**
   * whose knowledge it is
   */
  centre: string;
  /**
   * at the centre that made it
   */
  number: number;
  /**
   * `track 3`
   */
  label: string;
  /**
   * the centre that sent it; empty: its own
   */
  from: string;
  /**
   * truth: the object that most of its detections came from; (none): a false one
   */
  object: string;
  /**
   * when the centre confirmed it
   */
  confirmed_s: number | null;
  /**
   * its status, in order and without gaps
   */
  spans: TrackSpan[];
  /**
   * how it would fall, as predicted; in order of known_s
   */
  arcs: PredictedArc[];
  /**
   * that it used
   */
  num_detections: number;
}
export interface TrackSpan {
  /**
   * tentative, confirmed or coasting
   */
  status: string;
  /**
   * known from
   */
  begin_s: number;
  /**
   * until
   */
  end_s: number;
}
export interface PredictedArc {
  /**
   * of its path in the chunk `arcs`
   */
  id: string;
  /**
   * predicted from
   */
  known_s: number;
  /**
   * until replaced or dropped
   */
  end_s: number;
}
export interface Contact {
  /**
   * that detects
   */
  sensor: string;
  /**
   * that learns of it
   */
  centre: string;
  /**
   * that used the detections
   */
  track: number;
  /**
   * first detection, as known
   */
  begin_s: number;
  /**
   * last; gaps are shorter than 2.5 revisits
   */
  end_s: number;
  /**
   * detections in it
   */
  num: number;
  /**
   * the strongest
   */
  peak_snr_db: number;
}
export interface Sighting {
  /**
   * truth: the geometry lets this sensor
   */
  sensor: string;
  /**
   * see this object
   */
  object: string;
  /**
   * from
   */
  begin_s: number;
  /**
   * until
   */
  end_s: number;
  /**
   * the limit that came last
   */
  opened_by: string;
  /**
   * the limit that ended it
   */
  closed_by: string;
}
export interface Step {
  /**
   * whose ledger
   */
  centre: string;
  /**
   * truth: about what
   */
  object: string;
  /**
   * a word of docs/ledger-steps.md
   */
  step: string;
  /**
   * of alert steps
   */
  state: string;
  /**
   * the other centre: of delivered the receiver, of told who told
   */
  other: string;
  /**
   * in plain words, no object named
   */
  label: string;
  /**
   * no centre knows it
   */
  truth: boolean;
  /**
   * false: never
   */
  happened: boolean;
  /**
   * when it happened
   */
  t_s: number | null;
  /**
   * when the centre knew it; null for steps of truth
   */
  known_s: number | null;
  /**
   * truth: to the true impact
   */
  to_impact_s: number | null;
  /**
   * to the impact that the centre predicted then
   */
  to_predicted_s: number | null;
  /**
   * the sensor behind it
   */
  sensor: string;
  /**
   * its own; 0: none, or another centre's
   */
  track: number;
  /**
   * detections behind it
   */
  evidence: number;
  /**
   * truth may be in it
   */
  waited_for: string;
  /**
   * the same as far as the centre could know
   */
  waited_for_known: string;
  /**
   * the parameter behind it, by path
   */
  limit_param: string;
  /**
   * of a step that never happened
   */
  missing: string;
  /**
   * over the repeats; null without
   */
  band: Band | null;
}
export interface Band {
  /**
   * in so many
   */
  happened: number;
  /**
   * of so many repeats
   */
  runs: number;
  /**
   * exact 95 % interval of the share
   */
  share_low: number;
  /**
   * its upper end
   */
  share_high: number;
  /**
   * 5 % point of when it was known (truth: happened)
   */
  low_s: number | null;
  /**
   * median
   */
  median_s: number | null;
  /**
   * 95 % point
   */
  high_s: number | null;
  /**
   * in the others, most frequent first
   */
  missing: Count[];
}
export interface Count {
  /**
   * what
   */
  words: string;
  /**
   * in how many runs
   */
  number: number;
}
export interface RecordStep {
  /**
   * whose step
   */
  centre: string;
  /**
   * of the ledger
   */
  step: string;
  /**
   * in plain words
   */
  label: string;
  /**
   * truth: about what
   */
  object: string;
  /**
   * a step that no centre knows
   */
  truth: boolean;
  /**
   * what the sources say; null: no minute given
   */
  at_s: number | null;
  /**
   * in their words, contradictions included
   */
  text: string;
  /**
   * keys of the bibliography
   */
  sources: string[];
  /**
   * what the model says; null: never
   */
  modelled_s: number | null;
  /**
   * inputs tuned to this: no evidence
   */
  fitted: string;
}
export interface Alert {
  /**
   * that learnt it
   */
  centre: string;
  /**
   * whose alert it is
   */
  raised_by: string;
  /**
   * of the alert at that centre
   */
  number: number;
  /**
   * of its rules
   */
  state: string;
  /**
   * of the state there: 1 is next to rest
   */
  level: number;
  /**
   * rule-met, declared, withdraw-met, withdrawn, dropped, downgraded
   */
  step: string;
  /**
   * in plain words
   */
  label: string;
  /**
   * when it happened
   */
  t_s: number;
  /**
   * when the centre knew it
   */
  known_s: number;
  /**
   * when the human chain that then ran was to end
   */
  due_s: number | null;
  /**
   * the condition that held, with values
   */
  because: string;
  /**
   * what the step waited for last
   */
  waited_for: string;
  /**
   * the parameter behind it
   */
  limit_param: string;
  /**
   * that it is about
   */
  tracks: number[];
  /**
   * for and against, the newest detections first to go
   */
  evidence: Evidence[];
  /**
   * detections for it in the run
   */
  num_for: number;
  /**
   * words against it in the run
   */
  num_against: number;
}
export interface Evidence {
  /**
   * for or against
   */
  stance: "for" | "against";
  /**
   * 0: none
   */
  track: number;
  /**
   * if it is no detection
   */
  words: string;
  /**
   * its name; empty: none
   */
  detection: string;
  /**
   * its sensor
   */
  sensor: string;
  /**
   * when it reached the centre
   */
  known_s: number | null;
  /**
   * when the target was there
   */
  t_s: number | null;
  /**
   * measured range
   */
  range_m: number | null;
  /**
   * measured azimuth
   */
  az_rad: number | null;
  /**
   * measured elevation
   */
  el_rad: number | null;
  /**
   * measured signal to noise ratio
   */
  snr_db: number | null;
}
export interface Happening {
  /**
   * a ledger step, or apogee, alert, report, message, reacquired, deleted, merged
   */
  kind: string;
  /**
   * that knew it; empty: truth
   */
  centre: string;
  /**
   * nobody knew
   */
  truth: boolean;
  /**
   * when it happened
   */
  t_s: number;
  /**
   * when it was known; truth: t_s
   */
  known_s: number;
  /**
   * names no object unless truth
   */
  words: string;
  /**
   * 0: none
   */
  track: number;
  /**
   * truth: about what
   */
  object: string;
  /**
   * behind it
   */
  sensor: string;
  /**
   * of alert steps
   */
  state: string;
}
export interface Moment {
  /**
   * whose view
   */
  centre: string;
  /**
   * when the centre knew it
   */
  t_s: number;
  /**
   * a few words
   */
  title: string;
  /**
   * one plain sentence, no object named
   */
  words: string;
  /**
   * centre of the view
   */
  lat_rad: number;
  /**
   * centre of the view
   */
  lon_rad: number;
  /**
   * half the angle it should show
   */
  span_rad: number;
  /**
   * to select; 0: none
   */
  track: number;
  /**
   * to explain; may be empty
   */
  step: string;
  /**
   * of alert steps
   */
  state: string;
}
export interface ObjectKind {
  /**
   * also the column of the chunk `classes`
   */
  word: string;
  /**
   * in plain words
   */
  plain: string;
}
export interface Judgement {
  /**
   * whose judgement it is
   */
  centre: string;
  /**
   * id of a track
   */
  track: string;
  /**
   * from when it holds, until the next
   */
  known_s: number;
  /**
   * kinds of sensor behind the track
   */
  kinds: string[];
  /**
   * different sensors behind it
   */
  num_sensors: number;
  /**
   * the burn profile that fits best; empty: none was weighed
   */
  booster: string;
  /**
   * of that one among all profiles
   */
  prob_booster: number | null;
  /**
   * over ground, clockwise from north
   */
  heading_rad: number | null;
  /**
   * its error
   */
  sigma_heading_rad: number | null;
  /**
   * no impact point can be predicted, only a region
   */
  manoeuvres: boolean;
  /**
   * a launch notification covers its launch
   */
  notified: boolean;
  /**
   * of the space object that it goes with; 0: none
   */
  catalogue_number: number;
}
export interface Message {
  /**
   * the author's id
   */
  id: string;
  /**
   * that it was for
   */
  centre: string;
  /**
   * launch-notification or missile-count
   */
  kind: string;
  /**
   * who sent it, in words
   */
  sender: string;
  /**
   * what it says, in one plain line
   */
  words: string;
  /**
   * it never reached the people who needed it: the centre knows nothing of it
   */
  truth: boolean;
  /**
   * when it was there; before 0: known from the start
   */
  known_s: number;
  /**
   * of a count: missiles shown from then on
   */
  count: number;
  /**
   * of a notification: the launch site
   */
  lat_rad: number | null;
  /**
   * its longitude
   */
  lon_rad: number | null;
  /**
   * how exact that place is
   */
  radius_m: number | null;
  /**
   * the launch window opens
   */
  opens_s: number | null;
  /**
   * and closes
   */
  closes_s: number | null;
  /**
   * truth: what was behind a count
   */
  cause: string;
}
export interface Comparison {
  /**
   * the variant that gains are counted from
   */
  against: string;
  /**
   * what the author asks about; empty: nothing special
   */
  measure_centre: string;
  /**
   * its state
   */
  measure_state: string;
  /**
   * known, warning_time or time_left
   */
  measure: string;
  /**
   * repeats of each
   */
  runs: number;
  /**
   * the one compared against first
   */
  variants: Variant[];
}
export interface Variant {
  /**
   * the author's word for it
   */
  name: string;
  /**
   * against the scenario, by path; none: as it stands
   */
  changes: KeyValue[];
  /**
   * by centre, step and state
   */
  rows: VariantRow[];
}
export interface VariantRow {
  /**
   * whose step
   */
  centre: string;
  /**
   * of the ledger
   */
  step: string;
  /**
   * of its rules
   */
  state: string;
  /**
   * it came in so many
   */
  happened: number;
  /**
   * of so many repeats
   */
  runs: number;
  /**
   * exact 95 % interval of the share
   */
  share_low: number;
  /**
   * its upper end
   */
  share_high: number;
  known: Middle;
  warning: Middle1;
  time_left: Middle2;
  gained: Middle3;
  /**
   * repeats in which it came under both
   */
  pairs: number;
  /**
   * under this one alone
   */
  only_here: number;
  /**
   * under the other alone
   */
  only_there: number;
  /**
   * of a declaration: repeats in which nothing comes down on what it guards
   */
  num_false: number;
  /**
   * exact 95 % interval of their share
   */
  false_low: number;
  /**
   * its upper end
   */
  false_high: number;
}
/**
 * when the centre knew it, since the epoch
 */
export interface Middle {
  /**
   * median
   */
  median_s: number | null;
  /**
   * 5 % point
   */
  low_s: number | null;
  /**
   * 95 % point
   */
  high_s: number | null;
}
/**
 * to the true impact
 */
export interface Middle1 {
  /**
   * median
   */
  median_s: number | null;
  /**
   * 5 % point
   */
  low_s: number | null;
  /**
   * 95 % point
   */
  high_s: number | null;
}
/**
 * of a declaration: warning less the human delays still to come
 */
export interface Middle2 {
  /**
   * median
   */
  median_s: number | null;
  /**
   * 5 % point
   */
  low_s: number | null;
  /**
   * 95 % point
   */
  high_s: number | null;
}
/**
 * sooner than under the variant compared against, run by run with the same luck
 */
export interface Middle3 {
  /**
   * median
   */
  median_s: number | null;
  /**
   * 5 % point
   */
  low_s: number | null;
  /**
   * 95 % point
   */
  high_s: number | null;
}
export interface FalseAlertRow {
  /**
   * at which centre
   */
  centre: string;
  /**
   * under which rules
   */
  rule_set: string;
  /**
   * declared
   */
  state: string;
  /**
   * alerts a year with nothing behind them
   */
  false_per_year: number;
  /**
   * 95 % interval of the count
   */
  low: number | null;
  /**
   * its upper end
   */
  high: number | null;
  /**
   * the least that the stated ranges of the rates allow
   */
  disputed_low: number | null;
  /**
   * the most
   */
  disputed_high: number | null;
  /**
   * share of true attacks that it never declares
   */
  miss: number | null;
  /**
   * 95 % interval
   */
  miss_low: number | null;
  /**
   * its upper end
   */
  miss_high: number | null;
  /**
   * median from launch to declaration of a true attack
   */
  delay_s: number | null;
}
/**
 * inputs, checks, models, sources
 */
export interface Trust {
  /**
   * graded assumption or fitted; those that the result used first
   */
  inputs: Input[];
  /**
   * truth: arcs for a pocket calculator
   */
  hand_checks: HandCheck[];
  /**
   * truth: what geometry allows
   */
  first_sights: FirstSight[];
  /**
   * pages of docs/models used here
   */
  models: string[];
  /**
   * every source that the scenario cites
   */
  bibliography: Source[];
}
export interface Input {
  /**
   * in the scenario
   */
  path: string;
  /**
   * as written
   */
  value: string;
  /**
   * its disputed range
   */
  between: string;
  /**
   * assumption, fitted
   */
  grade: string;
  /**
   * what is known of it
   */
  note: string;
  /**
   * no evidence then
   */
  fitted_to: string;
  /**
   * keys of the bibliography
   */
  sources: string[];
  /**
   * ledger steps that waited for it: `moscow declared`
   */
  used_by: string[];
}
export interface HandCheck {
  /**
   * truth: the arc of
   */
  object: string;
  /**
   * as flown
   */
  ground_range_m: number;
  /**
   * as flown
   */
  apogee_h_m: number;
  /**
   * on a sphere of 6371 km with that range and apogee
   */
  kepler_time_s: number;
  /**
   * launch to impact
   */
  flown_time_s: number;
}
export interface FirstSight {
  /**
   * truth: it can first see
   */
  sensor: string;
  /**
   * this object
   */
  object: string;
  /**
   * the limit before
   */
  opened_by: string;
  /**
   * when
   */
  t_s: number;
  /**
   * slant range then
   */
  range_m: number;
  /**
   * height then
   */
  height_m: number;
}
export interface Source {
  /**
   * of data/sources.bib
   */
  key: string;
  /**
   * author, title, year
   */
  text: string;
  /**
   * may be empty
   */
  url: string;
  /**
   * when read, what it says
   */
  note: string;
  /**
   * that the scenario gives it
   */
  grades: string[];
  /**
   * paths of the scenario
   */
  cited_by: string[];
}
export interface Chunk {
  /**
   * truth, tracks, arcs, history, probabilities, detections, classes, threats, asset_threats
   */
  name: string;
  /**
   * its magic
   */
  kind: "DWK1" | "DWT1";
  /**
   * shown only when asked
   */
  truth: boolean;
  /**
   * uncompressed
   */
  bytes: number;
}
