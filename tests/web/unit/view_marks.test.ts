// Labels that do not overlap, the point under a pixel, and lines that end where the Earth hides them.
import { expect, test } from "vitest";
import { declutter, overlap } from "../../../web/src/globe/declutter.ts";
import { inDrawingOrder, labelsOf, markAt, most_labels, type Mark } from "../../../web/src/globe/marks.ts";
import { fanEdge, foot } from "../../../web/src/globe/lifted.ts";
import { fanOnBall, polygonOf, reach_m } from "../../../web/src/globe/ground.ts";
import { eyeOf, perspective, rimOf } from "../../../web/src/globe/perspective.ts";
import { direction, onBall } from "../../../web/src/globe/ball.ts";
import { frameOf } from "../../../web/src/globe/framing.ts";
import { distance_m, deg, mean_radius_m, toEarthFixed, toGeodetic } from "../../../web/src/model/geodesy.ts";
import type { Look, SceneFan, ScenePoint } from "../../../web/src/model/scene.ts";

const picture = { x: 0, y: 0, w: 400, h: 300 };
const wish = (x: number, y: number, weight = 1) => ({ x, y, w: 60, h: 16, gap: 10, weight });

test("of labels that cannot all stand the heaviest stay; none overlap, none leave the picture", () => {
  const wishes = Array.from({ length: 200 }, (_, i) => wish((37 * i) % 400, (53 * i) % 300, i % 7));
  const taken = [{ x: 100, y: 100, w: 50, h: 50 }];
  const boxes = declutter(wishes, taken, picture).filter((box) => box !== null);
  expect(boxes.length).toBeGreaterThan(20);
  boxes.forEach((a, i) => {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.w <= 400 && a.y + a.h <= 300).toBe(true);
    for (const b of [...taken, ...boxes.slice(i + 1)]) expect(overlap(a, b)).toBe(false);
  });
  const crowd = Array.from({ length: 9 }, (_, i) => wish(200, 150, i));
  const kept = declutter(crowd, [], picture).map((box) => box !== null);
  expect(kept.slice(5)).toEqual([true, true, true, true]);
});

test("a label stands right of its point, else left of it", () => {
  expect(declutter([wish(100, 50)], [], picture)[0]).toMatchObject({ x: 110, y: 42 });
  expect(declutter([wish(390, 50)], [], picture)[0]).toMatchObject({ x: 320, y: 42 });
});

const point = (id: string, look: Look = "confirmed", selected = false): ScenePoint => {
  return { id, label: id, p_m: [0, 0, 0], symbol: "unknown", look, selected };
};
const mark = (id: string, x: number, y: number, selected = false): Mark => {
  return { point: point(id, "confirmed", selected), x, y, r: 10 };
};

test("above 300 points only the selected one is named", () => {
  const many = Array.from({ length: most_labels + 1 }, (_, i) => mark(`${i}`, 5 * i, 150, i === 40));
  const labels = labelsOf(many, { w: 4000, h: 300 }, 12, () => 30);
  expect(labels.map(({ mark }) => mark.point.id)).toEqual(["40"]);
});

test("the nearest point is picked, and of two at one place the one on top; nothing far from all", () => {
  const marks = [mark("below", 50, 50), mark("top", 50, 50), mark("other", 70, 50)];
  expect(markAt(marks, 52, 50)?.point.id).toBe("top");
  expect(markAt(marks, 66, 50)?.point.id).toBe("other");
  expect(markAt(marks, 200, 200)).toBeNull();
  const order = inDrawingOrder([point("s", "confirmed", true), point("t", "truth"), point("r", "sensor")]);
  expect(order.map(({ id }) => id)).toEqual(["r", "t", "s"]);
});

const fan: SceneFan = {
  id: "sensor:x/0",
  ...{ lat_rad: 68 * deg, lon_rad: 33 * deg, h_m: 0 },
  ...{ az_start_rad: -110 * deg, az_width_rad: 120 * deg, el_min_rad: 5 * deg, el_max_rad: 35 * deg },
  ...{ range_m: 4e6, active: false, selected: false },
};

test("a sector ends under the end of its lowest beam, by the law of cosines", () => {
  const height = Math.sqrt(mean_radius_m ** 2 + 4e6 ** 2 + 2 * mean_radius_m * 4e6 * Math.sin(5 * deg));
  const angle = Math.asin((4e6 * Math.cos(5 * deg)) / height);
  expect(reach_m(fan)).toBeCloseTo(angle * mean_radius_m, 3);
  expect(fanOnBall(fan).coordinates[0]!.length).toBeGreaterThan(20);
  const end = fanEdge(fan)[10]!;
  expect(Math.hypot(...end) * mean_radius_m).toBeGreaterThan(height - 25e3);
  expect(Math.hypot(...end) * mean_radius_m).toBeLessThan(height + 25e3);
});

test("the foot of what flies is its own ground; what stands has none", () => {
  const place = { lat_rad: 1.2, lon_rad: 0.3 };
  const low = foot(onBall(toEarthFixed({ ...place, h_m: 1.4e6 })))!;
  const under = toGeodetic([low[0] * 6378137, low[1] * 6378137, low[2] * 6356752.314245]);
  expect(distance_m(under, place)).toBeLessThan(6e3); // the ball's normal is not the ellipsoid's
  expect(foot(onBall(toEarthFixed({ ...place, h_m: 100 })))).toBeNull();
});

test("a ring may run either way round", () => {
  const square = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
    [0, 0],
  ];
  expect(polygonOf(square).coordinates[0]).toEqual(polygonOf([...square].reverse()).coordinates[0]);
});

test("perspective: the target is where the frame wants it, near things are larger, the rim touches the horizon", () => {
  const size = { w: 800, h: 600 };
  const frame = frameOf({ lat_rad: 0, lon_rad: 0, span_rad: 1.5 }, { heading_rad: 0, tilt_rad: 0 });
  const eye = eyeOf(frame, size);
  const view = perspective(frame, eye, size);
  expect(view.spot(frame.target)).toMatchObject({ hidden: false });
  expect(view.spot(frame.target).x).toBeCloseTo(400, 6);
  expect(view.spot(frame.target).y).toBeCloseTo(300, 6);
  const d = Math.hypot(...eye.at);
  for (const p of rimOf(eye)) {
    expect(Math.hypot(...p)).toBeCloseTo(1, 9);
    expect(p[0]).toBeCloseTo(1 / d, 9); // the horizon's plane, seen from (d, 0, 0)
  }
  const horizon = Math.acos(1 / d);
  expect(view.spot(direction(horizon - 0.01, 0)).hidden).toBe(false);
  expect(view.spot(direction(horizon + 0.01, 0)).hidden).toBe(true);
  const step = (r: number) => view.spot([r, 0.01, 0]).x - 400;
  expect(step(1.5)).toBeGreaterThan(step(1));
  expect(step(1)).toBeCloseTo((0.01 * 300) / frame.extent, 6);
});
