// A camera that shows all that there is to see.
import { toEarthFixed, toGeodetic } from "../model/geodesy";
import type { Camera, Scene, Vec3 } from "../model/scene";

const least_rad = 0.12;
const margin = 1.35;

/** Sensors that are so far from the Earth's middle look at the scene, they are no part of it. */
const watches_from_m = 8e6;

/** What stands or flies, the ways ahead and where they may end. Areas are too large, and evidence has its ends there. */
export function placesOf(scene: Scene): Vec3[] {
  const ways = scene.lines
    .filter(({ kind }) => kind !== "evidence")
    .flatMap(({ points_m }) => ends(points_m));
  const impacts = scene.ellipses.map(({ lat_rad, lon_rad }) => toEarthFixed({ lat_rad, lon_rad, h_m: 0 }));
  const points = scene.points.filter(
    ({ look, p_m }) => look !== "sensor" || Math.hypot(...p_m) < watches_from_m,
  );
  return [...points.map(({ p_m }) => p_m), ...ways, ...impacts];
}
function ends(points_m: Float32Array): Vec3[] {
  const at = (i: number): Vec3 => [points_m[i]!, points_m[i + 1]!, points_m[i + 2]!];
  return points_m.length < 6 ? [] : [at(0), at(points_m.length - 3)];
}

/** Looks at the middle of the points' directions, wide enough for the farthest and a margin; null: no middle. */
export function around(points: readonly Vec3[]): Camera | null {
  const units = points.map(unit);
  const sum = units.reduce<Vec3>(([a, b, c], [x, y, z]) => [a + x, b + y, c + z], [0, 0, 0]);
  if (Math.hypot(...sum) < 1e-6) return null;
  const middle = unit(sum);
  const angles = units.map((u) =>
    Math.acos(Math.min(1, u[0] * middle[0] + u[1] * middle[1] + u[2] * middle[2])),
  );
  const { lat_rad, lon_rad } = toGeodetic([6.4e6 * middle[0], 6.4e6 * middle[1], 6.4e6 * middle[2]]);
  const farthest = angles.reduce((most, angle) => Math.max(most, angle), 0);
  return { lat_rad, lon_rad, span_rad: Math.max(least_rad, margin * farthest) };
}

function unit([x, y, z]: Vec3): Vec3 {
  const r = Math.hypot(x, y, z) || 1;
  return [x / r, y / r, z / r];
}
