// Tables of the run as CSV (RFC 4180): what a centre knew, or, if the reader asked, with what was so. Keys carry units.
// What did not happen has `never` in the column "happened" and no time. The first line, after #, says what the file is.
import type { Band } from "./contract";
import type { Eyes } from "./czml";
import { deg, toGeodetic } from "./geodesy";
import type { Run } from "./run";

export type CsvTable = "ledger" | "events" | "tracks" | "detections";
type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

export function csvText(table: CsvTable, run: Run, eyes: Eyes): string {
  const rows = { ledger, events, tracks, detections }[table](run, eyes);
  const columns = Object.keys(rows[0] ?? { [table]: "" });
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? null)).join(","));
  return [`# ${origin(table, run, eyes)}`, columns.join(","), ...lines, ""].join("\r\n");
}

function origin(table: CsvTable, run: Run, { centre, truth }: Eyes): string {
  const { disclaimer, scenario, scenario_hash, seed, program_version, epoch_utc } = run.page.about;
  const who = truth ? `what ${centre} knew and what was true` : `what ${centre} knew`;
  const when = `seconds since ${epoch_utc}`;
  return `${disclaimer}; ${table}: ${who}; scenario ${scenario} ${scenario_hash}; seed ${seed}; Dewline ${program_version}; ${when}`;
}

function cell(value: Cell): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  if (typeof value === "number") return String(Number(value.toPrecision(12)));
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function ledger(run: Run, { centre, truth }: Eyes): Row[] {
  if (!truth)
    return run.knowledge(centre).steps.map((s) => {
      const { about, step, state, label, sensor, track, evidence, waited_for, limit_param, missing } = s;
      const times = { t_s: s.t_s, known_s: s.known_s, to_predicted_impact_s: s.to_predicted_s };
      const what = { centre, about, step, state, label, happened: happened(s) };
      return {
        ...what,
        ...times,
        sensor,
        track,
        evidence,
        waited_for,
        limit_param,
        missing,
        ...band(s.band),
      };
    });
  return run.truth.steps(centre).map((s) => {
    const { object, step, state, label, sensor, track, evidence, waited_for, limit_param, missing } = s;
    const times = {
      t_s: s.t_s,
      known_s: s.known_s,
      to_impact_s: s.to_impact_s,
      to_predicted_impact_s: s.to_predicted_s,
    };
    const what = { centre, object, step, state, label, truth: s.truth, happened: happened(s) };
    return { ...what, ...times, sensor, track, evidence, waited_for, limit_param, missing, ...band(s.band) };
  });
}
function happened(step: { readonly happened: boolean }): string {
  return step.happened ? "yes" : "never";
}
function band(band: Band | null): Row {
  const { runs, happened, share_low, share_high, low_s, median_s, high_s } = band ?? no_band;
  const share = { repeats: runs, happened_in: happened, share_low_95: share_low, share_high_95: share_high };
  return { ...share, known_05_s: low_s, known_50_s: median_s, known_95_s: high_s };
}
const no_band = {
  ...{ runs: null, happened: null, share_low: null, share_high: null },
  ...{ low_s: null, median_s: null, high_s: null },
};

function events(run: Run, { centre, truth }: Eyes): Row[] {
  const known = run.knowledge(centre).events.map((e) => {
    const { t_s, known_s, kind, words, track, sensor, state } = e;
    return { t_s, known_s, centre, kind, state, track, sensor, words };
  });
  if (!truth) return known;
  const true_ones = run.truth.events.map(({ t_s, kind, words, sensor, state, object }) => {
    return { t_s, known_s: null, centre: "", kind, state, track: 0, sensor, words, truth: true, object };
  });
  const all = [...known.map((e) => ({ ...e, truth: false, object: "" })), ...true_ones];
  return all.sort((a, b) => (a.known_s ?? a.t_s) - (b.known_s ?? b.t_s));
}

/** Times in the table are float32: an estimate belongs to the status that began with it. */
const rounding_s = 0.01;

/** A row for each estimate: where the track was believed to be then, and where it would come down. */
function tracks(run: Run, { centre, truth }: Eyes): Row[] {
  const known = run.knowledge(centre);
  return known.tracks.flatMap((track) => {
    const times = known.history(track.id)?.column("known_s") ?? [];
    return Array.from(times, (known_s) => {
      const estimate = known.estimate(track.id, known_s);
      const p = known.path(track.id)?.position(known_s);
      const at = p ? toGeodetic(p) : null;
      const impact = estimate?.impact;
      return {
        ...{ centre, track: track.number, from: track.from, known_s, t_s: estimate?.t_s ?? null },
        ...(truth ? { object: run.truth.objectOfTrack(track.id) } : {}),
        status: known.status(track.id, known_s + rounding_s),
        ...{ lat_deg: degrees(at?.lat_rad), lon_deg: degrees(at?.lon_rad), h_m: at?.h_m ?? null },
        sigma_m: estimate?.sigma_m ?? null,
        ...{ impact_lat_deg: degrees(impact?.lat_rad), impact_lon_deg: degrees(impact?.lon_rad) },
        ...{ impact_s: impact?.when_s ?? null, impact_major_m: impact?.major_m ?? null },
        ...{ impact_minor_m: impact?.minor_m ?? null, impact_az_deg: degrees(impact?.az_rad) },
      };
    });
  });
}

function detections(run: Run, { centre }: Eyes): Row[] {
  return run
    .knowledge(centre)
    .detections(-Infinity, Infinity)
    .map((d) => ({
      ...{ centre, sensor: d.sensor, known_s: d.known_s, t_s: d.t_s, track: d.track, range_m: d.range_m },
      ...{ az_deg: degrees(d.az_rad), el_deg: degrees(d.el_rad), snr_db: d.snr_db },
      ...{ lat_deg: degrees(d.lat_rad), lon_deg: degrees(d.lon_rad), h_m: d.h_m },
    }));
}

function degrees(angle_rad: number | undefined): number | null {
  return angle_rad === undefined ? null : angle_rad / deg;
}
