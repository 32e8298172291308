import { describe, expect, test } from "vitest";
import { mockFalseAlerts } from "../../../web/dev/mock_judged";
import {
  coinciding,
  crosses,
  namesOf,
  overlap,
  type PlacedLabel,
  placeBeside,
  type RocMark,
} from "../../../web/src/panels/roc_labels";
import {
  evenTicks,
  logTicks,
  niceTop,
  perYear,
  rateWords,
  rocScale,
  upperBound,
} from "../../../web/src/panels/roc_scale";
import { changeWords, gainWords } from "../../../web/src/panels/worth_table";

describe("the axis of false alerts a year", () => {
  const rows = mockFalseAlerts();
  const scale = rocScale(rows, 50, 450);

  test("takes every mark and interval in, decade by decade", () => {
    for (const row of rows)
      for (const rate of [row.false_per_year, row.low!, row.high!, row.disputed_low!, row.disputed_high!]) {
        expect(scale.place(rate)).toBeGreaterThanOrEqual(50);
        expect(scale.place(rate)).toBeLessThanOrEqual(450);
      }
    expect(scale.x(1) - scale.x(0.1)).toBeCloseTo(scale.x(100) - scale.x(10), 6);
    expect(logTicks(scale).length).toBeLessThanOrEqual(7);
  });

  test("none at all has a place of its own, left of every rate", () => {
    const zero = rocScale([...rows, { ...rows[0]!, false_per_year: 0, low: 0, high: 0 }], 50, 450);
    expect(zero.place(0)).toBeLessThan(zero.place(1e-9));
    expect(zero.zero).not.toBeNull();
    expect(scale.zero).toBeNull();
  });

  test("none counted is no rate but an upper bound, and stands on the axis as one", () => {
    const none = { ...rows[0]!, false_per_year: 0, low: 0, high: 0.3 };
    expect(upperBound(none)).toBe(0.3);
    expect(upperBound(rows[0]!)).toBeNull();
    expect(upperBound({ ...none, high: 0 })).toBeNull();
    expect(upperBound({ ...none, high: null })).toBeNull();
    const with_it = rocScale([...rows, none], 50, 450);
    expect(with_it.zero).toBeNull();
    expect(with_it.place(0.3)).toBeGreaterThan(with_it.place(0.03));
    expect(rateWords(none)).toBe("none counted: at most 0.3 a year");
    expect(rateWords(rows[0]!)).toMatch(/^120 \(80 to 1\d\d\) a year$/);
  });

  test("the other axis ends at a round number with round steps", () => {
    expect([0.06, 0.1, 15.5, 21].map(niceTop)).toEqual([0.1, 0.1, 20, 50]);
    expect(evenTicks(20)).toEqual([0, 5, 10, 15, 20]);
    expect(evenTicks(50)).toEqual([0, 10, 20, 30, 40, 50]);
  });

  test("rates read as people write them", () => {
    expect([0, 120.4, 3.21, 0.02, 4e-4, 1e-6, 20000].map(perYear)).toEqual([
      ...["0", "120", "3.2", "0.02", "4e-4", "1e-6", "2e4"],
    ]);
  });
});

describe("names beside the marks", () => {
  const row = mockFalseAlerts()[0]!;
  const mark = (rule_set: string, word: string, x: number, y: number, bound = false): RocMark => ({
    ...{ row: { ...row, rule_set, state: word }, x, y, bound },
  });
  const inside = { left: 46, right: 453, top: 2, bottom: 260 };
  const spotsOf = (marks: readonly RocMark[]) =>
    coinciding(marks).map((group) => ({ x: group[0]!.x, y: group[0]!.y, lines: namesOf(group, 5) }));

  /** No two labels touch, none covers a mark, all are inside, and no line runs through a name. */
  function expectClear(placed: readonly PlacedLabel[], spots: readonly { x: number; y: number }[]): void {
    for (const a of placed) {
      expect(a.left >= inside.left && a.right <= inside.right).toBe(true);
      expect(a.top >= inside.top && a.bottom <= inside.bottom).toBe(true);
      for (const { x, y } of spots)
        expect(overlap(a, { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 })).toBe(false);
      for (const b of placed) {
        if (a === b) continue;
        expect(overlap(a, b)).toBe(false);
        if (b.leader) expect(crosses(b.leader, a)).toBe(false);
      }
    }
  }

  test("marks that coincide have one name that lists them", () => {
    const marks = [
      mark("a", "alert", 100, 50),
      mark("b", "alert", 103, 48),
      mark("c", "attack", 101, 50),
      mark("a", "attack", 300, 50),
    ];
    expect(spotsOf(marks).map(({ lines }) => lines)).toEqual([["alert: a, b", "attack: c"], ["attack"]]);
  });

  test("what every rule set does is said so; none counted is never one with a counted mark", () => {
    const all = ["a", "b", "c", "d", "e"].map((set) => mark(set, "alert", 100, 50));
    const none = mark("a", "attack", 100, 50, true);
    expect(spotsOf([...all, none]).map(({ lines }) => lines)).toEqual([
      ["alert: every rule set"],
      ["attack", "none counted, so at most this"],
    ]);
  });

  test("a long list has several lines", () => {
    const names = ["infrared-only", "radar-only", "dual-phenomenology", "two-of-three"];
    const [spot] = spotsOf(names.map((set) => mark(set, "attack-warning", 100, 50)));
    expect(spot!.lines.length).toBeGreaterThan(1);
    expect(spot!.lines.join(" ").replace(/\s+/g, " ")).toBe(`attack-warning: ${names.join(", ")}`);
    for (const line of spot!.lines) expect(line.length).toBeLessThanOrEqual(36);
  });

  test("a lone mark has its name right beside it", () => {
    const [label] = placeBeside([{ x: 200, y: 100, lines: ["alert"] }], [], inside);
    expect(label!.leader).toBeNull();
    expect(label!.left - 200).toBeLessThan(20);
  });

  test("in a crowd every name finds its place, and none overlaps", () => {
    const sets = ["infrared-only", "radar-only", "dual-phenomenology", "two-of-three", "own"];
    const marks = sets.flatMap((set, i) => [
      mark(set, "launch-report", 300 + (i % 2), 250 - (i === 1 ? 9 : 0)),
      mark(set, "threat-assessment", 290 + 4 * i, 250 - 12 * i),
      mark(set, "attack-warning", 440, i < 2 ? 20 : 258, true),
    ]);
    const spots = spotsOf(marks);
    const bars = spots.map(({ x, y }) => ({ left: x - 60, right: x + 30, top: y - 3, bottom: y + 3 }));
    const placed = placeBeside(spots, bars, inside);
    expect(spots.length).toBeGreaterThan(6);
    expect(placed.length).toBe(spots.length);
    expectClear(placed, spots);
  });

  test("marks close to each other along a row push their names apart", () => {
    const spots = Array.from({ length: 14 }, (_, i) => ({ x: 60 + 24 * i, y: 130, lines: ["evaluation"] }));
    const placed = placeBeside(spots, [], inside);
    expect(placed.length).toBe(spots.length);
    expect(placed.some(({ leader }) => leader)).toBe(true);
    expectClear(placed, spots);
  });
});

describe("what a variant is worth", () => {
  test("a gain has its sign; none is nothing", () => {
    expect(gainWords({ median_s: 85, low_s: -10, high_s: 120 })).toBe("+1:25 (-0:10 to +2:00)");
    expect(gainWords({ median_s: null, low_s: null, high_s: null })).toBe("");
  });
  test("changes read as one writes them; what names an object waits for the truth", () => {
    const changes = [{ key: "links.a.share", value: "alerts" }];
    expect(changeWords(changes, false)).toBe("links.a.share = alerts");
    expect(changeWords([], false)).toBe("as the scenario has it");
    const flown = [{ key: "objects.secret.loft", value: "0.5" }];
    expect(changeWords(flown, false)).not.toContain("secret");
    expect(changeWords(flown, true)).toContain("secret");
  });
});
