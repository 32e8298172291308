// Rows of the page as a centre may have them: shaped without what only truth holds.
import type { Band, PredictedArc, RunPage, Step, TrackSpan } from "./contract";
import { mean_radius_m } from "./geodesy";
import { groupBy } from "./search";
import type { Table } from "./table";

export interface KnownTrack {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly from: string; // the centre that sent it; "": its own
  readonly begin_s: number;
  readonly end_s: number;
  readonly confirmed_s: number | null;
  readonly spans: readonly TrackSpan[];
  readonly arcs: readonly PredictedArc[];
}
/** The last estimate that the centre had; null: it predicted no impact. */
export interface Estimate {
  readonly known_s: number;
  readonly t_s: number;
  readonly sigma_m: number;
  readonly impact: PredictedImpact | null;
  readonly region: PredictedImpact | null; // it manoeuvres: no impact point, but somewhere in here
}
export interface PredictedImpact {
  readonly lat_rad: number;
  readonly lon_rad: number;
  readonly when_s: number;
  readonly major_m: number; // 1 sigma
  readonly minor_m: number;
  readonly az_rad: number;
}
export interface AssetRisk {
  readonly asset: string;
  readonly prob_impact: number;
  readonly prob_reach: number;
}
export interface KnownDetection {
  readonly sensor: string;
  readonly known_s: number;
  readonly t_s: number;
  readonly range_m: number;
  readonly az_rad: number;
  readonly el_rad: number;
  readonly snr_db: number;
  readonly track: number;
  readonly lat_rad: number;
  readonly lon_rad: number;
  readonly h_m: number;
}
export interface KnownEvent {
  readonly kind: string;
  readonly t_s: number;
  readonly known_s: number;
  readonly words: string;
  readonly track: number;
  readonly sensor: string;
  readonly state: string;
}
/** A row of the ledger without truth. Rows of one `about` are about the same thing in the sky. */
export interface KnownStep {
  readonly about: number; // 1, 2, ...
  readonly step: string;
  readonly state: string;
  readonly other: string; // the centre that told, or was told
  readonly label: string;
  readonly happened: boolean;
  readonly t_s: number | null;
  readonly known_s: number | null;
  readonly to_predicted_s: number | null;
  readonly sensor: string;
  readonly track: number;
  readonly evidence: number;
  readonly waited_for: string;
  readonly limit_param: string;
  readonly missing: string;
  readonly band: Band | null;
}

export function inOrder<T>(items: readonly T[], time: (item: T) => number): T[] {
  return [...items].sort((a, b) => time(a) - time(b));
}

export function knownTrack(track: RunPage["tracks"][number]): KnownTrack {
  const { id, number, label, from, confirmed_s, spans, arcs } = track;
  return {
    id,
    number,
    label,
    from,
    confirmed_s,
    spans,
    arcs,
    begin_s: spans[0]?.begin_s ?? Infinity,
    end_s: spans.at(-1)?.end_s ?? -Infinity,
  };
}

export function knownEvents(page: RunPage, centre: string): KnownEvent[] {
  const known = page.events
    .filter((e) => !e.truth && e.centre === centre)
    .map(({ kind, t_s, known_s, words, track, sensor, state }) => {
      return { kind, t_s, known_s, words, track, sensor, state };
    });
  return inOrder(known, (e) => e.known_s);
}

/** Steps about things of which the centre learnt something; the things are numbered in the order in which it did. */
export function knownSteps(ledger: readonly Step[]): KnownStep[] {
  const things = [
    ...groupBy(
      ledger.filter((s) => !s.truth),
      (s) => s.object,
    ).values(),
  ];
  const first_s = (rows: readonly Step[]) =>
    Math.min(...rows.map((s) => (s.happened ? (s.known_s ?? Infinity) : Infinity)));
  const learnt = inOrder(
    things.filter((rows) => first_s(rows) < Infinity),
    first_s,
  );
  return learnt.flatMap((rows, i) => rows.map((s) => knownStep(s, i + 1)));
}

function knownStep(s: Step, about: number): KnownStep {
  const { step, state, other, label, happened, t_s, known_s, to_predicted_s, sensor, track, evidence } = s;
  const { waited_for_known: waited_for, missing, band } = s;
  const limit_param = s.limit_param.startsWith("objects.") ? "" : s.limit_param; // those carry an object's name
  const when = { t_s, known_s, to_predicted_s };
  const what = { about, step, state, other, label, happened, sensor, track, evidence };
  return { ...what, ...when, waited_for, limit_param, missing, band };
}

export function estimateOf(table: Table, row: number): Estimate {
  const at = (column: string) => table.at(row, column);
  return {
    known_s: at("known_s"),
    t_s: at("t_s"),
    sigma_m: at("sigma_m"),
    impact: placeOf(table, row, "impact"),
    region: placeOf(table, row, "region"),
  };
}

/** A place with its ellipse; null: none was predicted. */
function placeOf(table: Table, row: number, what: "impact" | "region"): PredictedImpact | null {
  const at = (column: string) => table.at(row, `${what}_${column}`);
  const when_s = at("when_s");
  if (!Number.isFinite(when_s)) return null;
  return {
    when_s,
    lat_rad: at("lat_rad"),
    lon_rad: at("lon_rad"),
    major_m: at("major_m"),
    minor_m: at("minor_m"),
    az_rad: at("az_rad"),
  };
}

/** Of the predictions of the first rows those before the last one, each clearly other than the one before and than it. */
export function pastImpacts(table: Table, num_rows: number): PredictedImpact[] {
  const found: PredictedImpact[] = [];
  let last: PredictedImpact | null = null;
  for (let row = 0; row < num_rows; row++) {
    last = placeOf(table, row, "impact");
    if (last && clearlyOther(found.at(-1), last)) found.push(last);
  }
  return found.filter((place) => clearlyOther(last ?? undefined, place));
}
const other_size = 1.25;
/** Of another size, or moved by half the larger axis. */
function clearlyOther(a: PredictedImpact | undefined, b: PredictedImpact): boolean {
  if (!a) return true;
  const ratio = a.major_m / b.major_m;
  const north_m = (a.lat_rad - b.lat_rad) * mean_radius_m;
  const east_m = (a.lon_rad - b.lon_rad) * Math.cos(b.lat_rad) * mean_radius_m;
  const moved = Math.hypot(north_m, east_m) > 0.5 * Math.min(a.major_m, b.major_m);
  return moved || ratio > other_size || ratio < 1 / other_size;
}

export function detectionOf(table: Table, row: number, sensor: string): KnownDetection {
  const at = (column: string) => table.at(row, column);
  return {
    sensor,
    known_s: at("known_s"),
    t_s: at("t_s"),
    range_m: at("range_m"),
    az_rad: at("az_rad"),
    el_rad: at("el_rad"),
    snr_db: at("snr_db"),
    track: at("track"),
    lat_rad: at("lat_rad"),
    lon_rad: at("lon_rad"),
    h_m: at("h_m"),
  };
}
