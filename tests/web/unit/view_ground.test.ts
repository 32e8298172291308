// What lies on and over the ground: areas with either winding and across 180 degrees, land, ellipses, sectors, beams.
import { geoArea, geoContains, geoDistance } from "d3-geo";
import { expect, test } from "vitest";
import { polar_m, reduced } from "../../../web/src/globe/ball.ts";
import { areaOnBall, ellipseOnBall, fanOnBall, land } from "../../../web/src/globe/ground.ts";
import { fanEdge } from "../../../web/src/globe/lifted.ts";
import { deg, lookAt, mean_radius_m, wgs84 } from "../../../web/src/model/geodesy.ts";
import type { SceneEllipse, SceneFan, Vec3 } from "../../../web/src/model/scene.ts";

const site = { lat_rad: 68.114 * deg, lon_rad: 33.91 * deg, h_m: 0 };
const fan: SceneFan = {
  ...{ id: "sensor:a/0", ...site, az_start_rad: 250 * deg, az_width_rad: 120 * deg },
  ...{ el_min_rad: 5 * deg, el_max_rad: 35 * deg, range_m: 3000e3, active: false, selected: false },
};
const unscaled = ([x, y, z]: Vec3): Vec3 => [x * wgs84.a_m, y * wgs84.a_m, z * polar_m];

test("an area is its inside, whichever way its ring runs, and across 180 degrees", () => {
  const ring = [
    [170, 60],
    [-170, 60],
    [-170, 70],
    [170, 70],
    [170, 60],
  ];
  const whole = [ring, [...ring].reverse()].map((one) => {
    const { shape, middle } = areaOnBall({ id: "a", label: "a", outlines_deg: [one] });
    expect(geoContains(shape, [180, 65])).toBe(true);
    expect(geoContains(shape, [0, 65])).toBe(false);
    expect(geoContains(shape, [160, 65])).toBe(false);
    expect(geoDistance(middle, [180, 65])).toBeLessThan(0.02);
    return geoArea(shape);
  });
  // A spherical rectangle between parallels has area dlon (sin 70 - sin 60); its edges here are great circles.
  const between_parallels = 20 * deg * (Math.sin(70 * deg) - Math.sin(60 * deg));
  expect(whole[0]).toBeCloseTo(whole[1]!, 12);
  expect(whole[0]! / between_parallels).toBeGreaterThan(0.97);
  expect(whole[0]! / between_parallels).toBeLessThan(1.1);
});

test("land is land: Moscow, the Kola peninsula and Antarctica are, the Barents Sea, the Pacific and the Caspian are not", () => {
  for (const place of [
    [37.6, 55.7],
    [34, 68],
    [0, -85],
    [-100, 45],
  ] as const)
    expect(geoContains(land, [...place])).toBe(true);
  for (const place of [
    [35, 74],
    [-150, 10],
    [51, 42],
    [180, 0],
  ] as const)
    expect(geoContains(land, [...place])).toBe(false);
  expect(geoArea(land) / (4 * Math.PI)).toBeGreaterThan(0.27); // Natural Earth: 29 % of the Earth
  expect(geoArea(land) / (4 * Math.PI)).toBeLessThan(0.31);
});

test("an ellipse has the axes it says, the major one where its azimuth points", () => {
  const ellipse: SceneEllipse = {
    ...{ id: "e", lat_rad: 0.2 * deg, lon_rad: 10 * deg, major_m: 300e3, minor_m: 80e3 },
    ...{ az_rad: 0, selected: false, kind: "impact", fade: 1 },
  };
  const ring = ellipseOnBall(ellipse).coordinates[0]!;
  const away_m = ring.map(([lon = 0, lat = 0]) => geoDistance([10, 0.2], [lon, lat]) * mean_radius_m);
  expect(Math.max(...away_m)).toBeGreaterThan(0.99 * 300e3);
  expect(Math.max(...away_m)).toBeLessThan(1.01 * 300e3);
  expect(Math.min(...away_m) / 80e3).toBeCloseTo(1, 1);
  const [lon = 0, lat = 0] = ring[away_m.indexOf(Math.max(...away_m))]!;
  expect(Math.abs(lon - 10)).toBeLessThan(0.05);
  const south = reduced((0.2 - 300e3 / mean_radius_m / deg) * deg) / deg;
  const north = reduced((0.2 + 300e3 / mean_radius_m / deg) * deg) / deg;
  expect(Math.min(Math.abs(lat - south), Math.abs(lat - north))).toBeLessThan(0.01);
});

test("the lowest beam's edge keeps its range and elevation as the radar sees it", () => {
  for (const p of fanEdge(fan).slice(1, -1)) {
    const look = lookAt(site, unscaled(p));
    expect(look.range_m).toBeCloseTo(fan.range_m, -1);
    expect(look.el_rad).toBeCloseTo(fan.el_min_rad, 6);
  }
  expect(fanEdge(fan)[0]).toEqual(fanEdge(fan).at(-1));
});

test("a radar that looks all round has a ring for an edge, without sides", () => {
  const edge = fanEdge({ ...fan, az_width_rad: 2 * Math.PI });
  for (const p of edge) expect(lookAt(site, unscaled(p)).range_m).toBeCloseTo(fan.range_m, -1);
});

test("a sector covers the way it looks, and not what lies behind it", () => {
  const sector = fanOnBall(fan);
  expect(geoContains(sector, [16, 70])).toBe(true);
  expect(geoContains(sector, [60, 60])).toBe(false);
});
