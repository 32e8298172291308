// Reads the binary chunks without copying. Nothing in a header is believed before it is checked: a broken chunk is a
// DataError, never a wrong answer. The engine's side is src/dewline/report/chunk.hpp.
//
// Both kinds: magic (4 bytes), u32 little-endian header length, JSON header padded with spaces so that the rows begin at
// a multiple of 8 from the start, then float32 little-endian rows, all of entry 0, then of entry 1 ...
//   DWK1  header [{"id", "n"}], 7 columns: t_s, x, y, z [m], vx, vy, vz [m/s], Earth-fixed (ITRF). Cubic Hermite between
//         rows; two rows of equal t are a jump (an estimate was replaced). Outside its rows the entity is not there.
//   DWT1  header {"columns": [names], "entries": [{"id", "n"}]}, that many columns.
// Chunks of a page: "truth" (paths by object), "tracks" (paths by track: what the centre believed at t), "arcs" (paths by
// predicted arc), "history" (tables by track: known_s, t_s, sigma_m (1 sigma, largest axis of the position), impact_lat_rad,
// impact_lon_rad, impact_when_s, impact_major_m, impact_minor_m, impact_az_rad; NaN: no impact), "probabilities" (tables by
// "centre/track/asset": known_s, prob_impact, prob_reach), "detections" (tables by "sensor>centre": known_s, t_s, range_m,
// az_rad, el_rad, snr_db, track (0: none), lat_rad, lon_rad, h_m).
import { DataError } from "./data_error";

export const path_columns = 7; // t_s, x, y, z [m], vx, vy, vz [m/s]

/** Rows of one entry of a table; columns by name. */
export interface Rows {
  readonly columns: readonly string[];
  readonly data: Float32Array; // row by row
  readonly n: number;
}

interface Entry {
  readonly id: string;
  readonly n: number;
}
interface Head {
  readonly entries: Entry[];
  readonly columns: string[];
}

/** Paths by id; seven columns a row, times never decreasing and at most two rows of one time. */
export function parsePaths(name: string, bytes: ArrayBuffer): Map<string, Float32Array> {
  const [head, begin] = readHead(name, bytes, "DWK1");
  const paths = new Map<string, Float32Array>();
  for (const [id, data] of entryRows(name, bytes, begin, head.entries, path_columns)) {
    checkPath(name, id, data);
    paths.set(id, data);
  }
  return paths;
}

/** Tables by id. The first column never decreases: it is the time that the row became known. */
export function parseTables(name: string, bytes: ArrayBuffer): Map<string, Rows> {
  const [{ entries, columns }, begin] = readHead(name, bytes, "DWT1");
  const tables = new Map<string, Rows>();
  for (const [id, data] of entryRows(name, bytes, begin, entries, columns.length)) {
    const n = data.length / columns.length;
    checkTimes(name, id, data, columns.length);
    tables.set(id, { columns, data, n });
  }
  return tables;
}

function* entryRows(name: string, bytes: ArrayBuffer, begin: number, entries: Entry[], width: number) {
  let offset = begin;
  for (const { id, n } of entries) {
    const end = offset + n * width * 4;
    if (end > bytes.byteLength) throw broken(name, `is cut off in "${id}"`);
    yield [id, new Float32Array(bytes, offset, n * width)] as const;
    offset = end;
  }
  if (offset !== bytes.byteLength) throw broken(name, "has more bytes than its header says");
}

function readHead(name: string, bytes: ArrayBuffer, magic: string): [Head, number] {
  if (bytes.byteLength < 8) throw broken(name, "is cut off before its header");
  const found = String.fromCharCode(...new Uint8Array(bytes, 0, 4));
  if (found !== magic) throw broken(name, `does not begin with ${magic}`);
  const length = new DataView(bytes).getUint32(4, true);
  if (8 + length > bytes.byteLength) throw broken(name, "is cut off in its header");
  if (length % 8 !== 0) throw broken(name, "has a header that is not padded to 8 bytes");
  const head = parseJson(name, new Uint8Array(bytes, 8, length));
  return [
    magic === "DWK1" ? { entries: readEntries(name, head), columns: [] } : readTableHead(name, head),
    8 + length,
  ];
}

function parseJson(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw broken(name, "has a header that is not JSON");
  }
}

function readTableHead(name: string, head: unknown): Head {
  if (!isRecord(head)) throw broken(name, "has a header that is not an object");
  const columns: unknown = head["columns"];
  if (!Array.isArray(columns) || columns.length === 0 || !columns.every((c) => typeof c === "string"))
    throw broken(name, "names no columns");
  if (new Set(columns).size !== columns.length) throw broken(name, "names a column twice");
  return { entries: readEntries(name, head["entries"]), columns };
}

function readEntries(name: string, list: unknown): Entry[] {
  if (!Array.isArray(list)) throw broken(name, "lists no entries");
  const ids = new Set<string>();
  return list.map((entry: unknown) => {
    if (!isRecord(entry)) throw broken(name, "has an entry that is not an object");
    const { id, n } = entry;
    if (typeof id !== "string" || typeof n !== "number" || !Number.isSafeInteger(n) || n < 0)
      throw broken(name, "has an entry without an id or a number of rows");
    if (ids.has(id)) throw broken(name, `lists "${id}" twice`);
    ids.add(id);
    return { id, n };
  });
}

function checkTimes(name: string, id: string, data: Float32Array, width: number): void {
  let last = -Infinity;
  for (let i = 0; i < data.length; i += width) {
    const t = data[i]!;
    if (!(t >= last) || t === Infinity) throw broken(name, `has times out of order in "${id}"`);
    last = t;
  }
}

function checkPath(name: string, id: string, data: Float32Array): void {
  checkTimes(name, id, data, path_columns);
  if (!data.every(Number.isFinite)) throw broken(name, `has a number that is none in "${id}"`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(name: string, what: string): DataError {
  return new DataError(`The data "${name}" ${what}. The file may have been cut off or changed on its way.`);
}
