import { expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { csvText, type CsvTable } from "../../../web/src/model/csv";
import { Run } from "../../../web/src/model/run";

const { page, chunks } = mockRun();
const run = new Run(page, chunks);
const north = { centre: "north", truth: false };

/** As RFC 4180 has it: quotes around cells with commas, doubled inside. */
function cells(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)]
    .map((m) => m[1]!.replace(/^"|"$/g, "").replaceAll('""', '"'))
    .slice(0, -1);
}
function read(table: CsvTable, eyes = north): { note: string; rows: Record<string, string>[] } {
  const [note = "", head = "", ...lines] = csvText(table, run, eyes).split("\r\n");
  expect(lines.pop()).toBe("");
  const columns = cells(`${head},`);
  return {
    note,
    rows: lines.map((line) => Object.fromEntries(cells(`${line},`).map((value, i) => [columns[i], value]))),
  };
}

test("each file says in its first line what it is and where it came from", () => {
  for (const table of ["ledger", "events", "tracks", "detections"] as const) {
    const { note } = read(table);
    expect(note).toMatch(/^# simulation, not real-world data; /);
    for (const part of [
      "what north knew;",
      "0123456789abcdef",
      "seed 1",
      "Dewline 0.1.0",
      "2026-03-20T12:00:00Z",
    ])
      expect(note).toContain(part);
  }
});

test("the ledger: every step, its band, and never where it never was", () => {
  const { rows } = read("ledger");
  expect(rows.length).toBe(run.knowledge("north").steps.length);
  const declared = rows.filter((row) => row["step"] === "declared");
  expect(declared).toMatchObject([
    {
      state: "launch-alert",
      happened: "yes",
      repeats: "100",
      happened_in: "98",
    },
    { state: "attack-warning", happened: "never", known_s: "", repeats: "" },
  ]);
  expect(declared[0]!["waited_for"]).toBe("assessment 30 s (assumption), conference 1 min (assumption)");
});

test("tracks and detections: one row each, numbers as they were known", () => {
  const detections = read("detections").rows;
  const known = run.knowledge("north").detections(-Infinity, Infinity);
  expect(detections.length).toBe(known.length);
  detections.forEach((row, i) => expect(Number(row["range_m"])).toBeCloseTo(known[i]!.range_m, 0));
  const tracks = read("tracks").rows;
  expect(new Set(tracks.map((row) => row["track"]))).toEqual(new Set(["1", "2"]));
  expect(new Set(tracks.map((row) => row["status"]))).toEqual(new Set(["tentative", "confirmed"]));
});

test("with truth: the object, and the events that nobody knew", () => {
  const eyes = { centre: "north", truth: true };
  expect(read("events").rows.some((row) => row["truth"] === "true")).toBe(false);
  expect(read("events", eyes).rows.filter((row) => row["truth"] === "true").length).toBe(
    run.truth.events.length,
  );
  expect(read("tracks", eyes).rows.map((row) => row["object"])).toContain("mock-arc");
});
