import { describe, expect, test } from "vitest";
import { mockFalseAlerts } from "../../../web/dev/mock_judged";
import {
  clearLabels,
  evenTicks,
  logTicks,
  niceTop,
  perYear,
  rocScale,
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
    const zero = rocScale([...rows, { ...rows[0]!, false_per_year: 0, low: 0 }], 50, 450);
    expect(zero.place(0)).toBeLessThan(zero.place(1e-9));
    expect(zero.zero).not.toBeNull();
    expect(scale.zero).toBeNull();
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

  test("words beside marks never overlap", () => {
    const marks = Array.from({ length: 10 }, (_, i) => ({ x: 100 + 30 * i, y: 100, text: "evaluation" }));
    const placed = clearLabels(marks, { left: 40, right: 440, bottom: 300 });
    expect(placed.length).toBeGreaterThan(1);
    for (const a of placed)
      for (const b of placed)
        if (a !== b) expect(Math.abs(a.x - b.x) >= 60 || Math.abs(a.y - b.y) >= 12).toBe(true);
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
