// Names of areas, what they and the points' names leave free, outlines along great circles, a sensor's whole volume.
import { geoContains, geoDistance } from "d3-geo";
import { expect, test } from "vitest";
import { areaNames } from "../../../web/src/globe/area_names.ts";
import { polar_m } from "../../../web/src/globe/ball.ts";
import { overlap, within } from "../../../web/src/globe/declutter.ts";
import { frameOf, targetHeight } from "../../../web/src/globe/framing.ts";
import { areaOnBall } from "../../../web/src/globe/ground.ts";
import { fanTop } from "../../../web/src/globe/lifted.ts";
import { labelsOf, pictureOf, selection_gap, type Mark } from "../../../web/src/globe/marks.ts";
import { flat, orthographic, polar } from "../../../web/src/globe/projection2d.ts";
import { onBall } from "../../../web/src/globe/ball.ts";
import { deg, lookAt, toEarthFixed, wgs84 } from "../../../web/src/model/geodesy.ts";
import type { SceneArea, SceneFan, ScenePoint, Vec3 } from "../../../web/src/model/scene.ts";

const size = { w: 800, h: 600 };
const upright = { heading_rad: 0, tilt_rad: 0 };
const square = (lon: number, lat: number, half: number): SceneArea => ({
  id: `asset:${lon}`,
  label: "land",
  outlines_deg: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ],
  ],
});
const words = () => ({ w: 60, h: 16 });
const camera = { lat_rad: 60 * deg, lon_rad: 40 * deg, span_rad: 0.5 };

test("a large area's name stands on what is seen of it, in every projection, and under nothing else", () => {
  const land = square(50, 55, 20);
  for (const view of [flat(camera, size), polar(camera, size), orthographic(camera, upright, size)]) {
    const [first] = areaNames([land], view, pictureOf(size), [], words);
    const middle = { x: first!.box.x + 30, y: first!.box.y + 8 };
    const { inside, shape } = areaOnBall(land);
    const under = inside.find(
      (p) => Math.hypot(view.spot(p).x - middle.x, view.spot(p).y - middle.y) < 1e-6,
    )!;
    const [x, y, z] = under;
    expect(geoContains(shape, [Math.atan2(y, x) / deg, Math.asin(z) / deg])).toBe(true);
    const [second] = areaNames([land], view, pictureOf(size), [first!.box], words);
    expect(overlap(first!.box, second!.box)).toBe(false);
    expect(within(second!.box, pictureOf(size))).toBe(true);
    expect(areaNames([land], view, pictureOf(size), [{ x: 0, y: 0, ...size }], words)).toEqual([]);
  }
});

test("a small area's name stands beside it; an area out of the picture has none", () => {
  const isle = square(40, 60, 0.3);
  const view = flat(camera, size);
  const [{ box } = { box: pictureOf(size) }] = areaNames([isle], view, pictureOf(size), [], words);
  const spots = areaOnBall(isle)
    .rings.flat()
    .map((p) => view.spot(p));
  expect(box.y).toBeGreaterThan(Math.max(...spots.map(({ y }) => y)));
  expect(Math.abs(box.x + 30 - spots[0]!.x)).toBeLessThan(30);
  expect(areaNames([square(-140, -30, 5)], view, pictureOf(size), [], words)).toEqual([]);
});

test("an outline's long edges follow great circles, in steps of at most 2 degrees", () => {
  const { shape, rings } = areaOnBall(square(90, 50, 30));
  const ring = shape.coordinates[0]![0]!.map(([lon = 0, lat = 0]): [number, number] => [lon, lat]);
  expect(ring.length).toBeGreaterThan(60);
  expect(rings[0]!.length).toBe(ring.length);
  ring.slice(1).forEach((p, i) => expect(geoDistance(ring[i]!, p) / deg).toBeLessThanOrEqual(2.0001));
  for (const [x, y, z] of rings[0]!) expect(Math.hypot(x, y, z)).toBeCloseTo(1, 12);
  const northmost = Math.max(...ring.map(([, lat]) => lat));
  expect(northmost).toBeGreaterThan(81); // a parallel of 80 degrees would stay at 80
});

test("no name of a point runs under the page's own words, nor into the ring of the selected", () => {
  const point: ScenePoint = {
    ...{ id: "track:a/1", label: "track 1", p_m: [0, 0, 0], symbol: "unknown" },
    ...{ look: "confirmed", selected: true },
  };
  const mark: Mark = { point, x: 400, y: 500, r: 10 };
  const caption = { x: 405, y: 450, w: 390, h: 140 };
  const named = (covered: (typeof caption)[]) => labelsOf([mark], size, 12, () => 50, covered)[0]!.box;
  expect(named([]).x).toBeGreaterThan(410 + selection_gap);
  expect(named([caption]).x + 50).toBeLessThan(390 - selection_gap);
});

const fan: SceneFan = {
  ...{ id: "sensor:a/0", lat_rad: 68.114 * deg, lon_rad: 33.91 * deg, h_m: 200, range_m: 4000e3 },
  ...{ az_start_rad: 250 * deg, az_width_rad: 120 * deg, el_min_rad: 5 * deg, el_max_rad: 35 * deg },
  ...{ active: true, selected: true },
};
const unscaled = ([x, y, z]: Vec3): Vec3 => [x * wgs84.a_m, y * wgs84.a_m, z * polar_m];

test("a volume's upper edge is at its highest elevation and its range; its sides come down to the lowest", () => {
  const [top, ...sides] = fanTop(fan);
  for (const p of top!) {
    const look = lookAt(fan, unscaled(p));
    expect(look.el_rad).toBeCloseTo(35 * deg, 9);
    expect(look.range_m).toBeCloseTo(4000e3, 3);
  }
  expect(sides.map((side) => lookAt(fan, unscaled(side.at(-1)!)).el_rad / deg)).toEqual([
    expect.closeTo(5, 6),
    expect.closeTo(5, 6),
  ]);
  expect(sides.map((side) => lookAt(fan, unscaled(side[5]!)).az_rad / deg)).toEqual([
    expect.closeTo(250, 6),
    expect.closeTo(10, 6),
  ]);
  expect(fanTop({ ...fan, az_width_rad: 2 * Math.PI })).toHaveLength(1);
});

test("what flies 1,453 km high stands that high over its ground, in the picture's own scale", () => {
  const near = { lat_rad: 0, lon_rad: 0.3, span_rad: 0.3 };
  const view = orthographic(near, upright, size);
  const frame = frameOf(near, upright);
  const at = (h_m: number) => view.spot(onBall(toEarthFixed({ lat_rad: 0, lon_rad: 0.3, h_m })));
  expect(at(0).y).toBeCloseTo(600 * targetHeight(frame), 6);
  const risen_px = (view.px_per_radius * 1453e3 * Math.sin(frame.tilt_rad)) / wgs84.a_m;
  expect(at(0).y - at(1453e3).y).toBeCloseTo(risen_px, 6);
  expect(at(1453e3).x).toBeCloseTo(at(0).x, 6);
});
