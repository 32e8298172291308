// A made-up run in the shape that the engine writes, to look at and to test pages: one arc, two centres, one radar.
// The numbers mean nothing.
import type { Chunk, RunPage, Track } from "../src/model/contract";
import { deg, toGeodetic } from "../src/model/geodesy";
import { Path } from "../src/model/path";
import { fly, luck, thrown, type Row } from "./mock_flight";
import { believed, hits, predicted, spans, updates, type Hit, type Update } from "./mock_sensing";
import * as judged from "./mock_judged";
import type { Times } from "./mock_ledger";
import { mockAbout, mockStory } from "./mock_story";
import { mockTrust } from "./mock_trust";
import { detection_columns, history_columns, object, radar } from "./mock_world";
import { pathsChunk, tableChunk, type PathRows, type TableRows } from "./write_chunks";

export interface MockRun {
  page: RunPage;
  chunks: Map<string, ArrayBuffer>;
}
export interface MockOptions {
  seed?: number;
}

export function mockRun(options: MockOptions = {}): MockRun {
  const next = luck(options.seed ?? 1);
  const launch = { lat_rad: 71 * deg, lon_rad: 14 * deg, h_m: 0 };
  const flight = fly(thrown(launch, 82, 62, 3300), 0, 7200, 20);
  const path = new Path(Float32Array.from(flight.flat()));
  const found = hits(radar, path, next);
  const own = centreTrack("north", 2, "", path, found, 0, next);
  const sent = centreTrack("south", 1, "north", path, found, 5, next);
  const noise = falseTrack();
  const times = timesOf(own, path);
  const page: RunPage = {
    format: "dewline-run",
    version: 1,
    about: mockAbout(),
    earth: { a_m: 6378137, f: 1 / 298.257223563, rotation_epoch_rad: 1.2, rotation_rate_rad_s: 7.292115e-5 },
    ...mockStory(times, found, path),
    sensors: [radar],
    tracks: [noise.track, own.track, sent.track],
    trust: mockTrust(),
    chunks: [],
  };
  const chunks = new Map([
    ["truth", pathsChunk([{ id: object, rows: flight }])],
    ["tracks", pathsChunk([noise.path, own.path, sent.path])],
    ["arcs", pathsChunk([...own.arcs, ...sent.arcs])],
    ["history", tableChunk(history_columns, [noise.history, own.history, sent.history])],
    ["probabilities", tableChunk(["known_s", "prob_impact", "prob_reach"], [own.risk, sent.risk])],
    ["detections", tableChunk(detection_columns, [detectionRows(found, noise.hits)])],
    ["classes", tableChunk(judged.class_columns, [judged.classRows(own.track.id, times.confirmed_s)])],
    ["threats", tableChunk(judged.threat_columns, judged.threatRows("north", times.confirmed_s))],
    [
      "asset_threats",
      tableChunk(judged.asset_threat_columns, judged.assetThreatRows("north", times.confirmed_s)),
    ],
  ]);
  page.chunks = listChunks(chunks);
  return { page, chunks };
}

export function listChunks(chunks: ReadonlyMap<string, ArrayBuffer>): Chunk[] {
  return [...chunks].map(([name, bytes]) => {
    const paths = ["truth", "tracks", "arcs"].includes(name);
    return { name, kind: paths ? "DWK1" : "DWT1", truth: name === "truth", bytes: bytes.byteLength };
  });
}

interface MockTrack {
  track: Track;
  path: PathRows;
  arcs: PathRows[];
  history: TableRows;
  risk: TableRows;
}

function centreTrack(
  centre: string,
  number: number,
  from: string,
  path: Path,
  found: readonly Hit[],
  delay_s: number,
  next: () => number,
): MockTrack {
  const id = `${centre}/${number}`;
  const steps = updates(found, delay_s, next);
  const last_s = steps.at(-1)!.known_s;
  const end_s = Math.min(path.end_s - 20, last_s + 150);
  const confirmed_s = steps[1]!.known_s;
  const falls = steps.slice(1).map((u) => ({ u, rows: predicted(path, u) }));
  const arcs = falls.map(({ u, rows }, i) => ({ id: `${id}#${i + 1}`, known_s: u.known_s, rows }));
  return {
    track: {
      ...{ id, centre, number, label: `track ${number}`, from, object, confirmed_s },
      spans: spans(steps, confirmed_s, last_s + 20, end_s),
      arcs: arcs.map((a, i) => ({ id: a.id, known_s: a.known_s, end_s: arcs[i + 1]?.known_s ?? end_s })),
      num_detections: found.length,
    },
    path: { id, rows: believed(path, steps, end_s) },
    arcs,
    history: { id, rows: steps.map((u, i) => historyRow(u, falls[i - 1]?.rows)) },
    risk: {
      id: `${id}/capital`,
      rows: falls.map(({ u }, i) => [u.known_s, Math.min(0.93, 0.02 * 1.7 ** i), 1]),
    },
  };
}

function historyRow({ known_s, sigma_m }: Update, fall: readonly Row[] | undefined): number[] {
  const end = fall?.at(-1);
  if (!end) return [known_s, known_s - 2, sigma_m, NaN, NaN, NaN, NaN, NaN, NaN];
  const { lat_rad, lon_rad } = toGeodetic([end[1], end[2], end[3]]);
  return [known_s, known_s - 2, sigma_m, lat_rad, lon_rad, end[0], 12 * sigma_m, 3 * sigma_m, 80 * deg];
}

/** Two false detections that looked like something for a minute. */
function falseTrack(): { track: Track; path: PathRows; history: TableRows; hits: number[][] } {
  const at = { lat_rad: 72 * deg, lon_rad: 50 * deg, h_m: 150e3 };
  const body = thrown(at, 200, 0, 1000);
  const [begin_s, end_s] = [22, 72];
  const look = [1.2e6, 20 * deg, 6 * deg, 13.2, 1, at.lat_rad, at.lon_rad, at.h_m];
  return {
    track: {
      ...{ id: "north/1", centre: "north", number: 1, label: "track 1", from: "", object: "(none)" },
      ...{ confirmed_s: null, spans: [{ status: "tentative", begin_s, end_s }], arcs: [], num_detections: 2 },
    },
    path: { id: "north/1", rows: fly(body, begin_s, end_s, 25) },
    history: { id: "north/1", rows: [[begin_s, 20, 30e3, NaN, NaN, NaN, NaN, NaN, NaN]] },
    hits: [12, 22].map((known_s) => [known_s, known_s - 2, ...look]),
  };
}

function detectionRows(found: readonly Hit[], noise: readonly number[][]): TableRows {
  const rows = found.map((h) => [
    ...[h.known_s, h.t_s, h.range_m, h.az_rad, h.el_rad, h.snr_db, 2, h.at.lat_rad, h.at.lon_rad, h.at.h_m],
  ]);
  const all = [...noise, ...rows].sort((a, b) => a[0]! - b[0]!);
  return { id: `${radar.id}>north`, rows: all };
}

function timesOf(own: MockTrack, path: Path): Times {
  const [tentative, confirmed, coasting] = own.track.spans;
  return {
    first_s: tentative!.begin_s - 10,
    tentative_s: tentative!.begin_s,
    confirmed_s: confirmed!.begin_s,
    coasting_s: coasting!.begin_s,
    lost_s: coasting!.end_s,
    impact_s: path.end_s,
  };
}
