// A camera that shows all that is there now.
import { scene } from "./stage";
import { toGeodetic } from "../model/geodesy";
import type { Camera, Vec3 } from "../model/scene";
import { fly } from "./camera";

const least_rad = 0.12;
const margin = 1.35;

export function fit(): void {
  const camera = around(scene.value?.points.map((point) => point.p_m) ?? []);
  if (camera) fly(camera);
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
  return { lat_rad, lon_rad, span_rad: Math.max(least_rad, margin * Math.max(...angles)) };
}

function unit([x, y, z]: Vec3): Vec3 {
  const r = Math.hypot(x, y, z) || 1;
  return [x / r, y / r, z / r];
}
