// The data of a report page: run.json. Written by hand only until `npm run contract` makes it from
// web/contract/run.schema.json, which the engine prints (src/dewline/report/page.hpp is the one source).
// Keys carry units: _s seconds since the epoch, _m, _rad; `known_s` is when it reached the centre. Null: never, or no such number.

export interface RunPage {
  format: "dewline-run";
  version: 1;
  about: About;
  earth: Earth;
  centres: Centre[];
  objects: TrueObject[]; // truth
  sensors: Sensor[];
  links: Link[];
  assets: Asset[];
  tracks: Track[];
  contacts: Contact[];
  sightings: Sighting[]; // truth
  ledger: Step[];
  record: RecordStep[];
  alerts: Alert[];
  events: Happening[];
  moments: Moment[];
  trust: Trust;
  chunks: Chunk[];
}

export interface About {
  title: string;
  question: string;
  purpose: string;
  scenario: string; // its name
  epoch_utc: string;
  zero: string; // what T = 0 is, without truth: "the scenario's epoch" or "launch"
  zero_true: string; // the same with the object's name
  duration_s: number;
  until_s: number; // simulated time that was reached
  complete: boolean;
  headline: string; // truth: names objects
  luck: string[]; // one line a declared or withdrawn state, over the repeats; names no object
  seed: number;
  run: number;
  repeats: number;
  program_version: string;
  scenario_hash: string;
  tables_hash: string;
  disclaimer: string; // "simulation, not real-world data"
  made_with: KeyValue[];
}
export interface KeyValue { key: string; value: string }

export interface Earth {
  a_m: number; // WGS84
  f: number;
  rotation_epoch_rad: number; // Earth rotation angle at the epoch: E axes from G axes about z
  rotation_rate_rad_s: number;
}

export interface Centre {
  id: string;
  headline: string; // its own story; tracks by number, no object named
  states: AlertState[]; // of its rule set, lowest first
}
export interface AlertState { word: string; meaning: string }

export interface TrueObject {
  id: string;
  kind: string; // type it was made from, e.g. "sounding-rocket"; may be empty
  symbol: string; // key of the symbol sheet: "missile", "launcher", "rocket", "aircraft", "satellite", "unknown"
  begin_s: number;
  end_s: number;
  milestones: Milestone[];
}
export interface Milestone { what: string; t_s: number; lat_rad: number; lon_rad: number; h_m: number }

export interface Sensor {
  id: string;
  kind: string; // "radar" (later: "infrared")
  symbol: string; // "radar"
  reports_to: string[]; // centres that its scans are sent to
  lat_rad: number;
  lon_rad: number;
  h_m: number;
  revisit_s: number;
  faces: Face[];
}
export interface Face {
  az_start_rad: number; // sector begins, clockwise from north
  az_width_rad: number; // and runs clockwise for this much
  el_min_rad: number;
  el_max_rad: number;
  fence_min_rad: number | null;
  fence_max_rad: number | null;
  range_min_m: number;
  range_max_m: number;
  reference_range_m: number | null;
}
export interface Link { id: string; from: string; to: string; share: string; delay_s: number }

export interface Asset {
  id: string;
  of: string; // centre
  outlines_deg: number[][][]; // rings of [lon, lat]; a circle is drawn as a ring. First = last
}

export interface Track {
  id: string; // "moscow/3"; also the id of its path in the chunk "tracks" and its history in "history"
  centre: string;
  number: number;
  label: string; // "track 3"
  from: string; // centre that sent it, if it is not its own; else ""
  object: string; // truth: the object most of its detections came from; "(none)": false
  confirmed_s: number | null;
  spans: TrackSpan[]; // by known_s, in order, without gaps: from first to last
  arcs: PredictedArc[]; // in order of known_s; may be empty
  num_detections: number;
}
export interface TrackSpan { status: string; begin_s: number; end_s: number } // tentative, confirmed, coasting
export interface PredictedArc { id: string; known_s: number; end_s: number } // path `id` in chunk "arcs", until replaced or dropped at end_s

/** Hits of a sensor on a track, joined while gaps stay below 2.5 revisits; known times. Track 0: on no track. */
export interface Contact { sensor: string; centre: string; track: number; begin_s: number; end_s: number; num: number; peak_snr_db: number }
/** Truth: when the geometry lets a sensor see an object. */
export interface Sighting { sensor: string; object: string; begin_s: number; end_s: number; opened_by: string; closed_by: string }

/** A row of the ledger. */
export interface Step {
  centre: string;
  object: string; // truth
  step: string; // launch, track, declared ... (docs/ledger-steps.md)
  state: string;
  label: string; // plain words, no object named
  truth: boolean; // no centre knows it
  happened: boolean;
  t_s: number | null;
  known_s: number | null; // of truth steps: null
  to_impact_s: number | null; // truth: to the true impact
  to_predicted_s: number | null; // to the impact that the centre predicted then; null: it predicted none
  sensor: string;
  track: number; // 0: none
  evidence: number;
  waited_for: string; // truth may be in it
  waited_for_known: string; // the same as far as the centre could know
  limit_param: string; // path of the parameter behind it
  missing: string; // of a step that never happened
  band: Band | null;
}
export interface Band {
  happened: number; runs: number; share_low: number; share_high: number; // exact 95 % interval
  low_s: number | null; median_s: number | null; high_s: number | null; // 5 %, 50 %, 95 % of known (truth: t)
  missing: Count[];
}
export interface Count { words: string; number: number }

export interface RecordStep { centre: string; step: string; label: string; object: string; at_s: number | null; text: string; sources: string[]; modelled_s: number | null; fitted: string }

/** A change of an alert as one centre learnt it. */
export interface Alert {
  centre: string; raised_by: string; number: number; state: string;
  step: string; // rule-met, declared, withdraw-met, withdrawn, dropped
  label: string; t_s: number; known_s: number; due_s: number | null;
  because: string; waited_for: string; limit_param: string;
  tracks: number[];
  evidence: Evidence[];
  num_for: number; num_against: number; // there may be more than `evidence` holds
}
export interface Evidence {
  stance: "for" | "against";
  track: number; // 0: none
  words: string;
  detection: string; // olenegorsk/12.0; empty: none
  sensor: string; known_s: number | null; t_s: number | null; range_m: number | null; az_rad: number | null; el_rad: number | null; snr_db: number | null;
}

/** For the event list and the time bar; sorted by known_s (truth: t_s). */
export interface Happening {
  kind: string; // a ledger step, or: alert, report, apogee, reacquired, deleted
  centre: string; // empty: truth
  truth: boolean;
  t_s: number; known_s: number;
  words: string; // names no object unless truth
  track: number; object: string; sensor: string; state: string;
}

/** A stop worth looking at: six to ten of them are the printed chronology. */
export interface Moment {
  centre: string; t_s: number; title: string; words: string; // one plain sentence, no object named
  lat_rad: number; lon_rad: number; span_rad: number; // centre of the view and half the angle it should show
  track: number; // to select; 0: none
  step: string; // ledger step or alert step to open in the why panel; may be empty
  state: string;
}

export interface Trust {
  inputs: Input[]; // graded assumption or fitted, and used by the result first
  hand_checks: HandCheck[]; // truth
  first_sights: FirstSight[]; // truth
  models: string[]; // stems of docs/models used here
  bibliography: Source[];
}
export interface Input { path: string; value: string; between: string; grade: string; note: string; fitted_to: string; sources: string[]; used_by: string[] } // used_by: ledger steps that waited for it
export interface HandCheck { object: string; ground_range_m: number; apogee_h_m: number; kepler_time_s: number; flown_time_s: number }
export interface FirstSight { sensor: string; object: string; opened_by: string; t_s: number; range_m: number; height_m: number }
export interface Source { key: string; text: string; url: string; note: string; grades: string[]; cited_by: string[] }

export interface Chunk { name: string; kind: "DWK1" | "DWT1"; truth: boolean; bytes: number }

// Chunks. Both: magic (4 bytes), u32 little-endian header length, JSON header padded with spaces so that the rows begin at a
// multiple of 8 from the file's start, then float32 little-endian rows, all of entry 0, then of entry 1 ...
//   DWK1  header [{"id": string, "n": rows}], 7 columns: t_s, x, y, z [m], vx, vy, vz [m/s], Earth-fixed (ITRF). Cubic Hermite
//         between rows. Two rows of equal t are a jump (an estimate was replaced). Outside its rows the entity is not there.
//   DWT1  header {"columns": [names], "entries": [{"id", "n"}]}, that many columns.
// Names: "truth" (DWK1, ids of objects), "tracks" (DWK1, what the centre believed at t: ids of tracks), "arcs" (DWK1, predicted),
// "history" (DWT1 by track id, a row each time the centre's estimate changed much: known_s, t_s, sigma_m (1-sigma, largest axis of
//   position), impact_lat_rad, impact_lon_rad, impact_when_s, impact_major_m, impact_minor_m, impact_az_rad; NaN: no impact),
// "probabilities" (DWT1 by "centre/track/asset": known_s, prob_impact, prob_reach),
// "detections" (DWT1 by "sensor>centre": known_s, t_s, range_m, az_rad, el_rad, snr_db, track (0: none), lat_rad, lon_rad, h_m).
