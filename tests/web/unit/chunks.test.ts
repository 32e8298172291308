import { expect, test } from "vitest";
import { luck } from "../../../web/dev/mock_flight";
import { pathsChunk, tableChunk } from "../../../web/dev/write_chunks";
import { parsePaths, parseTables } from "../../../web/src/model/chunks";
import { DataError } from "../../../web/src/model/data_error";
import { Path } from "../../../web/src/model/path";
import { Table } from "../../../web/src/model/table";

const rows = [
  [0, 1, 2, 3, 4, 5, 6],
  [10, 7, 8, 9, 1, 2, 3],
];
const paths = (): ArrayBuffer =>
  pathsChunk([
    { id: "moscow/3", rows },
    { id: "empty", rows: [] },
  ]);
const tables = (): ArrayBuffer =>
  tableChunk(
    ["known_s", "sigma_m"],
    [
      {
        id: "a",
        rows: [
          [1, 5],
          [2, NaN],
        ],
      },
      { id: "b", rows: [[3, 7]] },
    ],
  );

test("paths come back as they were written, without a copy", () => {
  const bytes = paths();
  const read = parsePaths("tracks", bytes);
  expect([...read.keys()]).toEqual(["moscow/3", "empty"]);
  expect([...read.get("moscow/3")!]).toEqual(rows.flat());
  expect(read.get("moscow/3")!.buffer).toBe(bytes);
});

test("tables come back as they were written", () => {
  const read = parseTables("history", tables());
  const a = new Table(read.get("a")!);
  expect([a.n, a.at(0, "sigma_m"), a.at(1, "sigma_m"), a.at(0, "nothing"), a.at(9, "known_s")]).toEqual([
    ...[2, 5, NaN, NaN, NaN],
  ]);
  expect([0.9, 1, 1.5, 2, 9].map((t) => a.until(t))).toEqual([0, 1, 1, 2, 2]);
  expect([...a.column("known_s", 1.5)]).toEqual([1]);
});

test("every truncation is told as such", () => {
  for (const [bytes, parse] of [
    [paths(), parsePaths],
    [tables(), parseTables],
  ] as const)
    for (let n = 0; n < bytes.byteLength; n++) expect(() => parse("x", bytes.slice(0, n))).toThrow(DataError);
});

test("bytes that follow the rows are told as such", () => {
  const longer = new Uint8Array(paths().byteLength + 4);
  longer.set(new Uint8Array(paths()));
  expect(() => parsePaths("x", longer.buffer)).toThrow(/more bytes/);
});

test("lies in a header are told as such", () => {
  const lie = (header: unknown, magic = "DWK1"): ArrayBuffer => {
    const text = JSON.stringify(header).padEnd(Math.ceil(JSON.stringify(header).length / 8) * 8);
    const bytes = new Uint8Array(8 + text.length);
    bytes.set(new TextEncoder().encode(magic + "\0\0\0\0" + text));
    new DataView(bytes.buffer).setUint32(4, text.length, true);
    return bytes.buffer;
  };
  const wrong_paths = [
    ...[
      null,
      {},
      7,
      [7],
      [{}],
      [{ id: "a" }],
      [{ id: 1, n: 0 }],
      [{ id: "a", n: -1 }],
      [{ id: "a", n: 0.5 }],
    ],
    ...[
      [{ id: "a", n: 1e15 }],
      [{ id: "a", n: 1 }],
      [
        { id: "a", n: 0 },
        { id: "a", n: 0 },
      ],
      [{ id: "a", n: "0" }],
    ],
  ];
  for (const header of wrong_paths)
    expect(() => parsePaths("x", lie(header)), JSON.stringify(header)).toThrow(DataError);
  const wrong_tables = [
    ...[[], { columns: [], entries: [] }, { columns: ["a", "a"], entries: [] }, { columns: ["a"] }],
    ...[
      { columns: [1], entries: [] },
      { columns: ["a"], entries: [{ id: "x", n: 3 }] },
    ],
  ];
  for (const header of wrong_tables)
    expect(() => parseTables("x", lie(header, "DWT1")), JSON.stringify(header)).toThrow(DataError);
  expect(() => parsePaths("x", tables())).toThrow(/DWK1/);
  expect(() => parseTables("x", paths())).toThrow(/DWT1/);
});

test("times out of order and numbers that are none are told as such", () => {
  const wrong = (...bad: number[][]): ArrayBuffer => pathsChunk([{ id: "a", rows: bad }]);
  expect(() => parsePaths("x", wrong([5, 0, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0, 0]))).toThrow(/out of order/);
  expect(() => parsePaths("x", wrong([5, NaN, 0, 0, 0, 0, 0]))).toThrow(/no number|none/);
  expect(() => parsePaths("x", wrong([NaN, 0, 0, 0, 0, 0, 0]))).toThrow(DataError);
  expect(() => parseTables("x", tableChunk(["known_s"], [{ id: "a", rows: [[2], [1]] }]))).toThrow(
    /out of order/,
  );
});

/** What was read must be safe to ask anything. */
function use(bytes: ArrayBuffer): void {
  for (const rows of parsePaths("x", bytes).values()) {
    const path = new Path(rows);
    for (const t of [-1, 0, 5, 10, 1e9]) path.position(t);
    expect(path.trail(0, 10, 5).length).toBeLessThan(10);
  }
}

test("2,000 seeded flips of a byte: a DataError or something that can be used, never anything else", () => {
  const next = luck(42);
  let refused = 0;
  for (let i = 0; i < 2000; i++) {
    const bytes = new Uint8Array(paths());
    bytes[Math.floor(next() * bytes.length)]! ^= 1 << Math.floor(next() * 8);
    try {
      use(bytes.buffer);
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(500);
});
