// The maps' projections against their published formulas (Snyder, Map Projections: A Working Manual, USGS 1395).
import { expect, test } from "vitest";
import { behindBall, direction, dot, geodetic, onBall, reduced } from "../../../web/src/globe/ball.ts";
import { extentOf, frameOf, spanOf, targetHeight } from "../../../web/src/globe/framing.ts";
import { dragged, flat, orthographic, polar } from "../../../web/src/globe/projection2d.ts";
import { deg, toEarthFixed } from "../../../web/src/model/geodesy.ts";

const size = { w: 800, h: 600 };
const upright = { heading_rad: 0, tilt_rad: 0 };
const places = [-170, -60, 0, 16, 33.9, 120].flatMap((lon) =>
  [-75, -20, 0, 40, 69.3, 89].map((lat) => [lon, lat]),
);

test("orthographic from far off: x = R cos(lat) sin(dlon), y as Snyder 20-3 and 20-4", () => {
  const camera = { lat_rad: geodetic(40 * deg), lon_rad: -100 * deg, span_rad: 1.4 };
  const view = orthographic(camera, upright, size);
  const k = view.px_per_radius;
  for (const [lon = 0, lat = 0] of places) {
    const [f, l] = [lat * deg, lon * deg + 100 * deg];
    const spot = view.spot(direction(lon * deg, f));
    expect(spot.x).toBeCloseTo(400 + k * Math.cos(f) * Math.sin(l), 6);
    const y = Math.cos(40 * deg) * Math.sin(f) - Math.sin(40 * deg) * Math.cos(f) * Math.cos(l);
    expect(spot.y).toBeCloseTo(300 - k * y, 6);
    const cos_c = Math.sin(40 * deg) * Math.sin(f) + Math.cos(40 * deg) * Math.cos(f) * Math.cos(l);
    expect(spot.hidden).toBe(cos_c < 0);
  }
});

test("azimuthal equidistant, polar: rho = R (90 deg - lat) at the angle of the longitude", () => {
  for (const [pole, sign] of [
    [70, 1],
    [-70, -1],
  ] as const) {
    const view = polar({ lat_rad: geodetic(pole * deg), lon_rad: 20 * deg, span_rad: 0.9 }, size);
    const k = view.px_per_radius;
    const middle = view.spot([0, 0, sign]);
    expect(middle.y).toBeCloseTo(300 - sign * k * 20 * deg, 6);
    for (const [lon = 0, lat = 0] of places) {
      const spot = view.spot(direction(lon * deg, lat * deg));
      const rho = k * (90 - sign * lat) * deg;
      expect(spot.x - middle.x).toBeCloseTo(rho * Math.sin((lon - 20) * deg), 6);
      expect(spot.y - middle.y).toBeCloseTo(sign * rho * Math.cos((lon - 20) * deg), 6);
    }
  }
});

test("what lies on the ground and what flies meet: d3 and our own form agree in every projection and posture", () => {
  for (const span_rad of [0.15, 0.5, 1.3])
    for (const [lat, lon] of [
      [70.4, 17.9],
      [-35, 140],
      [5, -179],
    ] as const) {
      const camera = { lat_rad: lat * deg, lon_rad: lon * deg, span_rad };
      for (const view of [
        orthographic(camera, { heading_rad: 0.4, tilt_rad: 0.2 }, size),
        polar(camera, size),
        flat(camera, size),
      ])
        for (const [east = 0, north = 0] of places) {
          const own = view.spot(direction(east * deg, north * deg));
          const theirs = view.geo([east, north])!;
          if (own.hidden) continue;
          expect(own.x).toBeCloseTo(theirs[0], 5);
          expect(own.y).toBeCloseTo(theirs[1], 5);
        }
    }
});

test("the ball: the ground of WGS84 has radius 1 at its reduced latitude; a camera's target is in its place", () => {
  const p = onBall(toEarthFixed({ lat_rad: 0.8, lon_rad: 2, h_m: 0 }));
  expect(Math.hypot(...p)).toBeCloseTo(1, 12);
  expect(Math.asin(p[2])).toBeCloseTo(reduced(0.8), 12);
  expect(geodetic(reduced(0.8))).toBeCloseTo(0.8, 12);
  const camera = { lat_rad: 1.2, lon_rad: 0.3, span_rad: 0.15 };
  const spot = orthographic(camera, upright, size).spot(onBall(toEarthFixed({ ...camera, h_m: 0 })));
  expect(spot.x).toBeCloseTo(400, 6);
  expect(spot.y).toBeCloseTo(600 * targetHeight(frameOf(camera, upright)), 6);
});

test("a frame's axes are perpendicular and right-handed; zoom and its inverse agree", () => {
  const { right, up, toward, target } = frameOf({ lat_rad: 0.7, lon_rad: -2, span_rad: 0.2 }, upright);
  for (const [a, b] of [
    [right, up],
    [up, toward],
    [toward, right],
  ] as const)
    expect(dot(a, b)).toBeCloseTo(0, 12);
  expect(dot(toward, toward)).toBeCloseTo(1, 12);
  expect(right[1] * up[2] - right[2] * up[1]).toBeCloseTo(toward[0], 12);
  expect(dot(target, right)).toBeCloseTo(0, 12);
  for (const span of [0.01, 0.3, 0.9, 1.5, 3]) expect(spanOf(extentOf(span))).toBeCloseTo(span, 6);
});

test("the limb: hidden are places beyond the horizon, seen those high enough over it", () => {
  const eye = [3, 0, 0] as const; // horizon at acos(1/3) = 70.53 deg
  expect(behindBall(direction(70 * deg, 0), eye)).toBe(false);
  expect(behindBall(direction(71 * deg, 0), eye)).toBe(true);
  const over = direction(110 * deg, 0).map((x) => 1.2 * x) as [number, number, number];
  expect(behindBall(over, eye)).toBe(true); // sees to 70.53 + acos(1/1.2) = 104.1 deg
  const higher = direction(104 * deg, 0).map((x) => 1.2 * x) as [number, number, number];
  expect(behindBall(higher, eye)).toBe(false);
  expect(behindBall([-5, 0.9, 0], [1, 0, 0], true)).toBe(true);
  expect(behindBall([-5, 1.1, 0], [1, 0, 0], true)).toBe(false);
});

test("a drag moves the ground with the pointer, in every posture, and stops at the poles", () => {
  const camera = { lat_rad: 0.6, lon_rad: 1, span_rad: 0.15 };
  const turn = { heading_rad: 0, tilt_rad: 0 };
  const before = orthographic(camera, turn, size);
  const p = onBall(toEarthFixed({ ...camera, h_m: 0 }));
  const after = orthographic(dragged(camera, before, frameOf(camera, turn).tilt_rad, 12, -7), turn, size);
  expect(after.spot(p).x - before.spot(p).x).toBeCloseTo(12, 0);
  expect(after.spot(p).y - before.spot(p).y).toBeCloseTo(-7, 0);
  const top = dragged({ ...camera, lat_rad: 1.5 }, polar(camera, size), 0, 0, 1e5);
  expect(top.lat_rad).toBeCloseTo(Math.PI / 2, 6);
});
