// A made-up crowd to measure the page with: 300 aircraft, 150 satellites and 50 missiles for an hour, each held as a track.
import type { RunPage, Sensor, Track } from "../src/model/contract";
import { deg } from "../src/model/geodesy";
import { Path } from "../src/model/path";
import { circling, circular, fly, luck, thrown, type Row } from "./mock_flight";
import { listChunks, mockRun, type MockRun } from "./mock";
import { detection_columns, history_columns, radar } from "./mock_world";
import { pathsChunk, tableChunk } from "./write_chunks";

const end_s = 3600;

export interface ManyOptions {
  aircraft?: number;
  satellites?: number;
  missiles?: number;
}

export function mockMany({ aircraft = 300, satellites = 150, missiles = 50 }: ManyOptions = {}): MockRun {
  const next = luck(7);
  const flights = [
    ...Array.from({ length: aircraft }, () => aircraftRows(next)),
    ...Array.from({ length: satellites }, () => satelliteRows(next)),
    ...Array.from({ length: missiles }, () => missileRows(next)),
  ];
  const sensors = Array.from({ length: 8 }, (_, i) => radarAt(i));
  const tracks = flights.map((rows, i) => trackOf(rows, i + 1));
  const history = flights.map((rows, i) => ({ id: `north/${i + 1}`, rows: rows.map((r) => historyRow(r)) }));
  const { page: small } = mockRun();
  const page: RunPage = {
    ...small,
    about: {
      ...small.about,
      title: "A crowd (mock data)",
      scenario: "mock500",
      duration_s: end_s,
      until_s: end_s,
    },
    objects: flights.map((rows, i) => objectOf(rows, i, aircraft, satellites)),
    ...{ sensors, tracks, contacts: flights.flatMap((rows, i) => contactsOf(rows, i + 1, sensors)) },
    sightings: [],
  };
  const chunks = new Map([
    ["truth", pathsChunk(flights.map((rows, i) => ({ id: `thing-${i + 1}`, rows })))],
    ["tracks", pathsChunk(flights.map((rows, i) => ({ id: `north/${i + 1}`, rows })))],
    ["arcs", pathsChunk([])],
    ["history", tableChunk(history_columns, history)],
    ["probabilities", tableChunk(["known_s", "prob_impact", "prob_reach"], [])],
    [
      "detections",
      tableChunk(
        detection_columns,
        sensors.map((s, k) => detectionsOf(s, k, flights, next)),
      ),
    ],
  ]);
  page.chunks = listChunks(chunks);
  return { page, chunks };
}

function aircraftRows(next: () => number): Row[] {
  const centre = {
    lat_rad: (45 + 30 * next()) * deg,
    lon_rad: 360 * next() * deg,
    h_m: 9000 + 3000 * next(),
  };
  return circling(centre, 40e3 + 200e3 * next(), 180 + 80 * next(), 6 * next(), end_s);
}
function satelliteRows(next: () => number): Row[] {
  const from = {
    lat_rad: 60 * (next() - 0.5) * deg,
    lon_rad: 360 * next() * deg,
    h_m: 400e3 + 900e3 * next(),
  };
  return fly(circular(from, 30 + 120 * next()), 0, end_s, 115);
}
function missileRows(next: () => number): Row[] {
  const from = { lat_rad: (40 + 30 * next()) * deg, lon_rad: 360 * next() * deg, h_m: 0 };
  const begin_s = Math.round(1500 * next());
  return fly(thrown(from, 360 * next(), 35 + 20 * next(), 4500 + 2200 * next()), begin_s, end_s, 60);
}

function radarAt(i: number): Sensor {
  return { ...radar, id: `radar-${i + 1}`, lat_rad: (50 + 3 * i) * deg, lon_rad: (45 * i - 180) * deg };
}

function objectOf(rows: readonly Row[], i: number, aircraft: number, satellites: number) {
  const symbol = i < aircraft ? "aircraft" : i < aircraft + satellites ? "satellite" : "missile";
  return {
    id: `thing-${i + 1}`,
    kind: "",
    symbol,
    begin_s: rows[0]![0],
    end_s: rows.at(-1)![0],
    milestones: [],
  };
}
function trackOf(rows: readonly Row[], number: number): Track {
  const [begin_s, until_s] = [rows[0]![0], rows.at(-1)![0]];
  const confirmed_s = begin_s + 20;
  return {
    ...{
      id: `north/${number}`,
      centre: "north",
      number,
      label: `track ${number}`,
      from: "",
      object: `thing-${number}`,
    },
    ...{ confirmed_s, arcs: [], num_detections: 300 },
    spans: [
      { status: "tentative", begin_s, end_s: confirmed_s },
      { status: "confirmed", begin_s: confirmed_s, end_s: until_s },
    ],
  };
}
function historyRow(r: Row): number[] {
  return [r[0], r[0], 200, NaN, NaN, NaN, NaN, NaN, NaN];
}
function contactsOf(rows: readonly Row[], track: number, sensors: readonly Sensor[]) {
  const sensor = sensors[track % sensors.length]!.id;
  const [begin_s, until_s] = [rows[0]![0], rows.at(-1)![0]];
  const stretch = (k: number) => begin_s + ((until_s - begin_s) * k) / 6;
  return [0, 2, 4].map((k) => {
    return {
      sensor,
      centre: "north",
      track,
      begin_s: stretch(k),
      end_s: stretch(k + 1),
      num: 30,
      peak_snr_db: 20,
    };
  });
}

/** One hit a minute on each of the sensor's objects. */
function detectionsOf(sensor: Sensor, k: number, flights: readonly Row[][], next: () => number) {
  const rows = flights.flatMap((flight, i) => {
    if ((i + 1) % 8 !== k) return [];
    const path = new Path(Float32Array.from(flight.flat()));
    const first = path.begin_s + 60 * next();
    const count = Math.max(0, Math.floor((path.end_s - first) / 60));
    return Array.from({ length: count }, (_, j) => {
      const t = first + 60 * j;
      return [t + 2, t, 1e6, 0.5, 0.2, 18, i + 1, 1, 0.5, 1e5];
    });
  });
  return { id: `${sensor.id}>north`, rows: rows.sort((a, b) => a[0]! - b[0]!) };
}
