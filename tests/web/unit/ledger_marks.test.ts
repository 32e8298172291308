import { expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { Run } from "../../../web/src/model/run";
import { ledger } from "../../../web/src/panels/known";
import { chartRow, isWeighty, placeLabels } from "../../../web/src/panels/ledger_marks";

const { page, chunks } = mockRun();
const run = new Run(page, chunks);
const [group] = ledger(run, { centre: "north", truth: false });
const row = chartRow(group!);

test("a row has a mark for each step that came, and words for each that never did", () => {
  const rows = group!.rows;
  expect(row.marks.length).toBe(rows.filter((r) => r.at_s !== null).length);
  expect(row.nevers).toEqual([
    { label: "alert declared (attack-warning)", missing: "no second kind of sensor reported" },
  ]);
  expect(row.marks.map((m) => m.at_s)).toEqual([...row.marks.map((m) => m.at_s)].sort((a, b) => a - b));
});

test("people's time is a bar from the rule to the declaration, with what it waited for", () => {
  const [met, done] = ["rule-met", "declared"].map(
    (step) => row.marks.find((m) => m.row.step === step)!.at_s,
  );
  expect(row.delays.filter((d) => d.kind === "people")).toMatchObject([{ from_s: met, to_s: done }]);
  expect(row.delays[0]!.words).toContain("conference");
});

test("news on its way is a bar from when it happened to when it was known", () => {
  const late = group!.rows.map((r) => (r.step === "track" ? { ...r, t_s: r.at_s! - 5 } : r));
  const links = chartRow({ ...group!, rows: late }).delays.filter((d) => d.kind === "link");
  expect(links).toHaveLength(1);
  expect(links[0]!.to_s - links[0]!.from_s).toBe(5);
});

test("bands come from the repeats, and none is drawn for what came in none", () => {
  expect(row.spreads.length).toBe(
    group!.rows.filter((r) => r.band !== null && r.band.low_s !== null && !r.truth).length,
  );
});

test("the second axis runs to the impact as predicted last", () => {
  const last = row.marks.filter((m) => m.row.to_impact_s !== null).at(-1)!;
  expect(row.impact_s).toBe(last.at_s + last.row.to_impact_s!);
});

test("labels never overlap and stay on the sheet; what finds no room is left out", () => {
  const marks = Array.from({ length: 30 }, (_, i) => ({
    ...{ x: 100 + 6 * i, text: "a step of the ledger", weighty: i === 29 },
  }));
  const placed = placeLabels(marks, { lines: 4, right: 400, letter: 6 });
  expect(placed.length).toBeGreaterThan(3);
  expect(placed.length).toBeLessThan(30);
  expect(placed.some(({ x, line }) => x === marks[29]!.x && line === 0)).toBe(true); // the weighty one comes first
  for (const a of placed) {
    expect(a.left + 6 * a.text.length).toBeLessThanOrEqual(400);
    for (const b of placed)
      if (a !== b && a.line === b.line) expect(Math.abs(a.left - b.left)).toBeGreaterThan(6 * a.text.length);
  }
});

test("what is declared and withdrawn finds room for its name before all else", () => {
  expect(row.marks.filter(isWeighty).map((mark) => mark.row.step)).toContain("declared");
  expect(row.marks.every(isWeighty)).toBe(false);
});
