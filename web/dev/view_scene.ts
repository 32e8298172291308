// Scenes made by hand, for looking at the views: they need no run and no file.
import { deg, destination, distance_m, toEarthFixed, type Place } from "../src/model/geodesy";
import type { Layers, Scene, SceneFan, SceneLine, ScenePoint, Vec3 } from "../src/model/scene";

export const layers: Layers = {
  fans: true,
  trails: true,
  labels: true,
  evidence: true,
  ellipses: true,
  areas: true,
};

interface Way {
  readonly from: Place;
  readonly az_rad: number;
  readonly length_m: number;
  readonly top_m: number;
}
const launch = { lat_rad: 69.294 * deg, lon_rad: 16.021 * deg };
const splash = { lat_rad: 77.5 * deg, lon_rad: 13 * deg };
const flight: Way = {
  from: launch,
  az_rad: -4 * deg,
  length_m: distance_m(launch, splash),
  top_m: 1453e3,
};
const site = { lat_rad: 68.114 * deg, lon_rad: 33.91 * deg, h_m: 200 };

/** A height that is a parabola of the way: good enough to look at. */
function onWay({ from, az_rad, length_m, top_m }: Way, u: number): Vec3 {
  return toEarthFixed({ ...destination(from, az_rad, u * length_m), h_m: 4 * top_m * u * (1 - u) });
}
function stretch(way: Way, begin: number, end: number, num: number): Float32Array {
  const at = (i: number): Vec3 => onWay(way, begin + ((end - begin) * i) / (num - 1));
  return Float32Array.from(Array.from({ length: num }, (_, i) => [...at(i)]).flat());
}
function between(a: Vec3, b: Vec3): Float32Array {
  return Float32Array.from([...a, ...b]);
}

const fan: SceneFan = {
  id: "sensor:radar/0",
  ...site,
  az_start_rad: 250 * deg,
  az_width_rad: 120 * deg,
  el_min_rad: 5 * deg,
  el_max_rad: 35 * deg,
  range_m: 4000e3,
  active: true,
  selected: false,
};
/** Roughly a large country: its ring crosses 180 degrees. */
const country: [number, number][] = [
  [31, 69],
  [60, 70],
  [105, 77],
  [180, 70],
  [-172, 66],
  [162, 60],
  [135, 45],
  [120, 51],
  [85, 50],
  [50, 46],
  [37, 46],
  [28, 58],
  [31, 69],
];

/** Tracks of every status, a true object, and all that is drawn around them, as in 1995. */
export function oneArc(u = 0.45): Scene {
  const now = onWay(flight, u);
  const away = (east: number, north: number): Vec3 =>
    toEarthFixed({ lat_rad: (72 + north) * deg, lon_rad: (10 + east) * deg, h_m: 250e3 });
  const point = (id: string, p_m: Vec3, more: Partial<ScenePoint>): ScenePoint => ({
    ...{ id, label: id.replace(/^.*[:/]/, ""), p_m, symbol: "unknown", look: "confirmed", selected: false },
    ...more,
  });
  const line = (id: string, kind: SceneLine["kind"], points_m: Float32Array): SceneLine => ({
    ...{ id, kind, points_m, look: kind === "true-path" ? "truth" : "confirmed", selected: false },
  });
  return {
    t_s: 900 * u,
    rotation_rad: 0,
    points: [
      point("track:moscow/track 3", now, { symbol: "missile", selected: true }),
      point("track:moscow/track 4", away(-30, 3), { look: "tentative" }),
      point("track:moscow/track 5", away(25, 6), { look: "coasting" }),
      point("object:rocket", onWay(flight, u + 0.06), { symbol: "rocket", look: "truth" }),
      point("sensor:radar", toEarthFixed(site), { symbol: "radar", look: "sensor" }),
    ],
    lines: [
      line("flown", "flown", stretch(flight, 0.12, u, 24)),
      line("predicted", "predicted", stretch(flight, u, 1, 40)),
      line("true", "true-path", stretch({ ...flight, az_rad: -7 * deg }, 0, 1, 60)),
      line("evidence", "evidence", between(toEarthFixed(site), now)),
    ],
    ellipses: [
      {
        id: "impact",
        ...splash,
        major_m: 260e3,
        kind: "impact" as const,
        fade: 1,
        minor_m: 90e3,
        az_rad: -5 * deg,
        selected: false,
      },
    ],
    fans: [fan],
    areas: [{ id: "asset:country", label: "country", outlines_deg: [country] }],
  };
}

/** So many that fly, spread evenly by the golden angle, each with a trail of 20 points; 30 predicted arcs; five fans. */
export function crowd(num: number, t_s: number): Scene {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const ways = Array.from({ length: num }, (_, i): Way => {
    const from = { lat_rad: Math.asin(1 - (2 * i + 1) / num), lon_rad: i * golden };
    return { from, az_rad: i, length_m: 8000e3, top_m: 200e3 + 50e3 * (i % 20) };
  });
  const u = 0.2 + (0.6 * (t_s % 600)) / 600;
  const flying = ways.map((way, i): ScenePoint => ({
    ...{ id: `track:a/${i}`, label: `track ${i}`, symbol: i % 3 ? "missile" : "aircraft" },
    ...{ p_m: onWay(way, u), look: "confirmed", selected: i === 0 },
  }));
  const trails = ways.map((way, i): SceneLine => ({
    ...{ id: `trail ${i}`, kind: "flown", points_m: stretch(way, u - 0.15, u, 20) },
    ...{ look: "confirmed", selected: false },
  }));
  const arcs = ways.slice(0, 30).map((way, i): SceneLine => ({
    ...{ id: `arc ${i}`, kind: "predicted", points_m: stretch(way, u, 1, 64) },
    ...{ look: "confirmed", selected: false },
  }));
  const fans = [0, 1, 2, 3, 4].map((i) => ({ ...fan, id: `sensor:${i}/0`, lon_rad: 1.2 * i }));
  return {
    ...{ t_s, rotation_rad: 0, points: flying, lines: [...trails, ...arcs], ellipses: [] },
    ...{ fans, areas: [] },
  };
}
