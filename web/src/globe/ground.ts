// What lies on the ground, as d3 draws it: land, graticule, areas, ellipses and sensors' sectors, on the ball.
import { geoArea, geoCentroid, geoGraticule } from "d3-geo";
import type { MultiLineString, MultiPolygon, Polygon } from "geojson";
import { land as natural_earth } from "virtual:docs";
import { mean_radius_m, sectorRing } from "../model/geodesy";
import type { SceneArea, SceneEllipse, SceneFan } from "../model/scene";
import { ellipseOutline } from "../model/build_scene";
import { ringOnBall } from "./ball";

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
  readonly middle: [number, number]; // of its largest part
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
  const shape: MultiPolygon = { type: "MultiPolygon", coordinates: polygons.map((p) => p.coordinates) };
  return { shape, middle: largest ? geoCentroid(largest) : [0, 0] };
}

/** d3 takes what lies right of a ring's way as its inside: a ring that holds more than half the Earth runs the wrong way. */
export function polygonOf(ring: readonly (readonly number[])[]): Polygon {
  const polygon: Polygon = { type: "Polygon", coordinates: [ringOnBall(ring)] };
  if (geoArea(polygon) > 2 * Math.PI) polygon.coordinates[0]!.reverse();
  return polygon;
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
