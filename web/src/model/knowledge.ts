// What one centre knew, and when. Nothing that this class returns holds truth: no object's name, no true place, no row
// that the engine marked as truth. A step that never happened to an object that the centre never saw is not told either.
import { AlertStory, type AlertInterval, type AlertNow } from "./alert_story";
import type { Alert, AlertState, Asset, Contact, Moment, PredictedArc, RunPage, Sensor } from "./contract";
import * as rows from "./known_rows";
import type { AssetRisk, Estimate, KnownDetection, KnownEvent, KnownStep, KnownTrack } from "./known_rows";
import { Judged, type JudgedChunks } from "./judged";
import type { Path } from "./path";
import { countUntil, groupBy, lastUntil } from "./search";
import type { Table } from "./table";

export type { AssetRisk, Estimate, KnownDetection, KnownEvent, KnownStep, KnownTrack };
export type { PredictedImpact } from "./known_rows";

export interface RunChunks extends JudgedChunks {
  readonly truth: ReadonlyMap<string, Path>;
  readonly tracks: ReadonlyMap<string, Path>;
  readonly arcs: ReadonlyMap<string, Path>;
  readonly history: ReadonlyMap<string, Table>;
  readonly probabilities: ReadonlyMap<string, Table>;
  readonly detections: ReadonlyMap<string, Table>;
}

export interface SensorNow {
  readonly sensor: string;
  readonly doing: "holding" | "detecting" | "searching";
  readonly tracks: readonly number[]; // that it contributes to now
}

export class Knowledge {
  readonly centre: string;
  readonly headline: string;
  readonly states: readonly AlertState[]; // lowest first
  readonly sensors: readonly Sensor[]; // whose scans reach it
  readonly assets: readonly Asset[]; // its own
  readonly tracks: readonly KnownTrack[];
  readonly contacts: readonly Contact[]; // in order of begin_s
  readonly events: readonly KnownEvent[]; // in order of known_s
  readonly steps: readonly KnownStep[];
  readonly alerts: readonly Alert[]; // as it learnt them, in order of known_s
  readonly moments: readonly Moment[];
  readonly judged: Judged;
  readonly #story: AlertStory;
  readonly #tracks: ReadonlyMap<string, KnownTrack>;
  readonly #contacts: ReadonlyMap<string, readonly Contact[]>; // by sensor
  readonly #chunks: RunChunks;

  constructor(page: RunPage, centre: string, chunks: RunChunks) {
    const own = page.centres.find((c) => c.id === centre);
    this.centre = centre;
    this.headline = own?.headline ?? "";
    this.states = own?.states ?? [];
    this.contacts = rows.inOrder(
      page.contacts.filter((c) => c.centre === centre),
      (c) => c.begin_s,
    );
    this.#contacts = groupBy(this.contacts, (c) => c.sensor);
    this.sensors = page.sensors.filter((s) => s.reports_to.includes(centre) || this.#contacts.has(s.id));
    this.assets = page.assets.filter((a) => a.of === centre);
    this.tracks = page.tracks.filter((t) => t.centre === centre && t.spans.length > 0).map(rows.knownTrack);
    this.events = rows.knownEvents(page, centre);
    this.steps = rows.knownSteps(page.ledger.filter((s) => s.centre === centre));
    this.alerts = rows.inOrder(
      page.alerts.filter((a) => a.centre === centre),
      (a) => a.known_s,
    );
    this.moments = page.moments.filter((m) => m.centre === centre);
    this.judged = new Judged(page, centre, chunks);
    this.#story = new AlertStory(centre, this.states, this.alerts, page.about.until_s);
    this.#tracks = new Map(this.tracks.map((t) => [t.id, t]));
    this.#chunks = chunks;
  }

  track(id: string): KnownTrack | null {
    return this.#tracks.get(id) ?? null;
  }
  /** Tracks that it held at t. */
  liveTracks(t_s: number): KnownTrack[] {
    return this.tracks.filter((t) => t.begin_s <= t_s && t_s < t.end_s);
  }
  /** "tentative", "confirmed", "coasting"; "": it had no such track at t. */
  status(id: string, t_s: number): string {
    const track = this.track(id);
    if (!track || t_s >= track.end_s) return "";
    return lastUntil(track.spans, t_s, (span) => span.begin_s)?.status ?? "";
  }
  /** Where it believed the track to be: a function of the time at which it believed so. */
  path(id: string): Path | null {
    return this.track(id) ? (this.#chunks.tracks.get(id) ?? null) : null;
  }
  /** The prediction in force at t. */
  arc(id: string, t_s: number): { readonly arc: PredictedArc; readonly path: Path } | null {
    const arc = lastUntil(this.track(id)?.arcs ?? [], t_s, (a) => a.known_s);
    const path = arc && t_s < arc.end_s ? this.#chunks.arcs.get(arc.id) : null;
    return arc && path ? { arc, path } : null;
  }
  /** How its estimate grew: the table "history", for charts. Ask only for rows until the clock. */
  history(id: string): Table | null {
    return this.track(id) ? (this.#chunks.history.get(id) ?? null) : null;
  }
  estimate(id: string, t_s: number): Estimate | null {
    const table = this.history(id);
    const row = table ? table.until(t_s) - 1 : -1;
    return table && row >= 0 ? rows.estimateOf(table, row) : null;
  }
  /** How it saw the probability of an impact in an asset grow; columns known_s, prob_impact, prob_reach. */
  probability(id: string, asset: string): Table | null {
    return this.track(id) ? (this.#chunks.probabilities.get(`${id}/${asset}`) ?? null) : null;
  }
  /** Where it had thought the impact to be before t, the newest last: only what was clearly other. */
  pastImpacts(id: string, t_s: number, most: number): rows.PredictedImpact[] {
    const table = this.history(id);
    return table ? rows.pastImpacts(table, table.until(t_s)).slice(-most) : [];
  }
  risks(id: string, t_s: number): AssetRisk[] {
    return this.assets.flatMap(({ id: asset }) => {
      const table = this.probability(id, asset);
      const row = table ? table.until(t_s) - 1 : -1;
      if (!table || row < 0) return [];
      return [{ asset, prob_impact: table.at(row, "prob_impact"), prob_reach: table.at(row, "prob_reach") }];
    });
  }

  eventsUntil(t_s: number): readonly KnownEvent[] {
    return this.events.slice(
      0,
      countUntil(this.events, t_s, (e) => e.known_s),
    );
  }
  alertNow(t_s: number): AlertNow {
    return this.#story.at(t_s);
  }
  /** For the time bar. */
  alertIntervals(): readonly AlertInterval[] {
    return this.#story.intervals;
  }

  /** Detections that reached it in (after_s, until_s], oldest first; of one sensor if named. */
  detections(after_s: number, until_s: number, sensor?: string): KnownDetection[] {
    const found = this.sensors
      .filter((s) => sensor === undefined || s.id === sensor)
      .flatMap((s) => this.#detectionsOf(s.id, after_s, until_s));
    return found.sort((a, b) => a.known_s - b.known_s);
  }
  sensorNow(sensor: Sensor, t_s: number): SensorNow {
    const stays_s = 1.5 * sensor.revisit_s;
    const own = this.#contacts.get(sensor.id) ?? [];
    const now = own.filter((c) => c.begin_s <= t_s && t_s <= c.end_s + stays_s);
    const tracks = [...new Set(now.map((c) => c.track))].filter((n) => n > 0).sort((a, b) => a - b);
    const doing = tracks.length > 0 ? "holding" : now.length > 0 ? "detecting" : "searching";
    return { sensor: sensor.id, doing, tracks };
  }

  #detectionsOf(sensor: string, after_s: number, until_s: number): KnownDetection[] {
    const table = this.#chunks.detections.get(`${sensor}>${this.centre}`);
    if (!table) return [];
    const from = table.until(after_s);
    return Array.from({ length: Math.max(0, table.until(until_s) - from) }, (_, i) =>
      rows.detectionOf(table, from + i, sensor),
    );
  }
}
