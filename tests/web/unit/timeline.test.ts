import { expect, test } from "vitest";
import { TimeScale, ticks, Zoom } from "../../../web/src/model/timeline";

const whole = { begin_s: 0, end_s: 1560 };
const busy = [66, 73, 82, 92, 102, 102, 102, 107, 142, 142, 192, 202, 215, 243, 442, 1153];

test("the scale is strictly monotone both ways and its own inverse", () => {
  const scale = new TimeScale(whole, busy);
  let last = -1;
  for (let t = 0; t <= 1560; t += 0.5) {
    expect(scale.x(t)).toBeGreaterThan(last);
    last = scale.x(t);
    expect(scale.t(last)).toBeCloseTo(t, 8);
  }
  expect([scale.x(0), scale.x(1560), scale.t(0), scale.t(1)]).toEqual([0, 1, 0, 1560]);
  expect([scale.x(-5), scale.x(2000), scale.t(-1), scale.t(2)]).toEqual([0, 1, 0, 1560]);
});

test("the busy first minutes get more room than their time; quiet ones still some", () => {
  const scale = new TimeScale(whole, busy);
  expect(scale.x(300)).toBeGreaterThan(0.45); // a fifth of the time
  expect(scale.x(1150) - scale.x(500)).toBeGreaterThan(0.15);
});

test("what comes and goes all the time stretches nothing", () => {
  const noise = Array.from({ length: 64 }, (_, i) => (1560 * (i + 0.5)) / 64);
  expect(new TimeScale(whole, noise).x(300)).toBeCloseTo(300 / 1560, 1);
  expect(new TimeScale(whole, [...busy, ...noise]).x(300)).toBeGreaterThan(0.4);
});

test("without events, or with none in the run, the scale is even", () => {
  for (const events of [[], [-5, 9999, NaN]])
    expect(new TimeScale(whole, events).x(390)).toBeCloseTo(0.25, 12);
});

test("a run without duration still has a scale", () => {
  const scale = new TimeScale({ begin_s: 0, end_s: 0 }, [0]);
  expect([scale.x(0), scale.x(1)]).toEqual([0, 1]);
});

test("zooming keeps what lies under the pointer, and stays on the bar", () => {
  const closer = new Zoom().by(0.25, 0.8);
  expect(closer.place(0.8)).toBeCloseTo(0.8, 12);
  expect(closer.high - closer.low).toBeCloseTo(0.25, 12);
  expect(closer.screen(closer.place(0.3))).toBeCloseTo(0.3, 12);
  expect(closer.shifted(-100).low).toBe(0);
  expect(closer.shifted(100).high).toBe(1);
  const back = closer.by(1000, 0.5);
  expect([back.low, back.high]).toEqual([0, 1]);
  const closest = new Zoom(0.5, 0.5);
  expect(closest.high - closest.low).toBeCloseTo(1 / 500, 12);
});

test("ticks are round, in order, and stand apart at every zoom", () => {
  const scale = new TimeScale(whole, busy);
  for (const zoom of [new Zoom(), new Zoom(0.1, 0.3), new Zoom(0.2, 0.23), new Zoom(0.9, 1)]) {
    const found = ticks(scale, zoom, 0.06);
    expect(found.length).toBeGreaterThan(2);
    found.forEach((tick, i) => {
      expect(tick.t_s).toBe(Math.round(tick.t_s));
      if (i > 0) expect(tick.x - found[i - 1]!.x).toBeGreaterThanOrEqual(0.06);
    });
  }
});
