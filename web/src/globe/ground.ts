// What lies on the ground, as d3 draws it: land, graticule, areas, ellipses and sensors' sectors, on the ball.
import {
  geoArea,
  geoBounds,
  geoCentroid,
  geoContains,
  geoDistance,
  geoGraticule,
  geoInterpolate,
} from "d3-geo";
import type { MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import { land as natural_earth } from "virtual:docs";
import { deg, mean_radius_m, sectorRing } from "../model/geodesy";
import type { SceneArea, SceneEllipse, SceneFan, Vec3 } from "../model/scene";
import { ellipseOutline } from "../model/build_scene";
import { direction, ringOnBall } from "./ball";

export const land: MultiPolygon = {
  type: "MultiPolygon",
  coordinates: natural_earth.geometry.coordinates.map((polygon) => polygon.map(ringOnBall)),
};

const coarse = geoGraticule().step([30, 15])();
const fine = geoGraticule()
  .extentMajor([
    [-180, -90],
    [180, 90],
  ])
  .step([10, 5])();
/** Every 30 and 15 degrees; near the ground every 10 and 5. */
export function graticule(span_rad: number): MultiLineString {
  return span_rad < 0.35 ? fine : coarse;
}

export interface Ground {
  readonly shape: MultiPolygon;
  readonly rings: readonly (readonly Vec3[])[]; // its outlines on the ball
  readonly middle: [number, number]; // of its largest part
  readonly inside: readonly Vec3[]; // places of its largest part, spread evenly, for its name
}
const areas = new WeakMap<object, Ground>();
/** Kept, as a scenario's areas never change. */
export function areaOnBall(area: SceneArea): Ground {
  let known = areas.get(area.outlines_deg);
  if (!known) areas.set(area.outlines_deg, (known = groundOf(area.outlines_deg)));
  return known;
}
function groundOf(outlines_deg: readonly (readonly (readonly number[])[])[]): Ground {
  const polygons = outlines_deg.map(polygonOf);
  const largest = [...polygons].sort((a, b) => geoArea(b) - geoArea(a))[0];
  const outlines = polygons.map(({ coordinates }) => bent(coordinates[0]!));
  const shape: MultiPolygon = { type: "MultiPolygon", coordinates: outlines.map((ring) => [ring]) };
  const rings = outlines.map((ring) => ring.map(onUnit));
  const middle = largest ? geoCentroid(largest) : ([0, 0] as [number, number]);
  return { shape, rings, middle, inside: largest ? [middle, ...spread(largest)].map(onUnit) : [] };
}
function onUnit([lon = 0, lat = 0]: readonly number[]): Vec3 {
  return direction(lon * deg, lat * deg);
}

/** Some places inside a polygon, about as far from each other to the east as to the north. */
function spread(polygon: Polygon): [number, number][] {
  const [[west, south], [east, north]] = geoBounds(polygon);
  const width = west <= east ? east - west : east - west + 360;
  const step = Math.sqrt(geoArea(polygon)) / deg / 14;
  const out: [number, number][] = [];
  for (let lat = south + step / 2; lat < north; lat += step)
    for (let lon = west; lon < west + width; lon += step / Math.max(0.1, Math.cos(lat * deg)))
      if (geoContains(polygon, [lon, lat])) out.push([lon, lat]);
  return out;
}

/** d3 takes what lies right of a ring's way as its inside: a ring that holds more than half the Earth runs the wrong way. */
export function polygonOf(ring: readonly (readonly number[])[]): Polygon {
  const polygon: Polygon = { type: "Polygon", coordinates: [ringOnBall(ring)] };
  if (geoArea(polygon) > 2 * Math.PI) polygon.coordinates[0]!.reverse();
  return polygon;
}

const longest_rad = 2 * deg;
/** A ring's edges are parts of great circles: with corners so near that chords between them show it. */
function bent(ring: readonly Position[]): Position[] {
  return ring.flatMap((to, i): Position[] => {
    const from = ring[i - 1];
    const n = from ? Math.max(1, Math.ceil(geoDistance(pair(from), pair(to)) / longest_rad)) : 1;
    if (!from || n === 1) return [to];
    const along = geoInterpolate(pair(from), pair(to));
    return Array.from({ length: n }, (_, k) => (k + 1 < n ? along((k + 1) / n) : to));
  });
}

function pair([lon = 0, lat = 0]: Position): [number, number] {
  return [lon, lat];
}

export function ellipseOnBall(ellipse: SceneEllipse): Polygon {
  return { type: "Polygon", coordinates: [ringOnBall(ellipseOutline(ellipse))] };
}

/** The ground under the lowest beam, out to its end. */
export function fanOnBall(fan: SceneFan): Polygon {
  const ring = sectorRing(fan, fan.az_start_rad, fan.az_width_rad, reach_m(fan));
  return { type: "Polygon", coordinates: [ringOnBall(ring)] };
}
export function reach_m({ range_m, el_min_rad }: SceneFan): number {
  const up = mean_radius_m + range_m * Math.sin(el_min_rad);
  return mean_radius_m * Math.atan2(range_m * Math.cos(el_min_rad), up);
}
