// What stands over the ground: the edges of a sensor's lowest beam, and the stalk from a point down to its ground.
import { placeAt } from "../model/geodesy";
import type { SceneFan, Vec3 } from "../model/scene";
import { onBall } from "./ball";

const steps = 36;

/** A point of the ball at a share of the range along an azimuth; on the lowest beam if no other is asked for. */
function beam(fan: SceneFan, az_rad: number, share: number, el_rad = fan.el_min_rad): Vec3 {
  return onBall(placeAt(fan, { az_rad, el_rad, range_m: share * fan.range_m }));
}

/** From the sensor out along one side, around its end, and back along the other; a whole turn has no sides. */
export function fanEdge(fan: SceneFan): Vec3[] {
  const whole = fan.az_width_rad > 2 * Math.PI - 1e-6;
  const out: Vec3[] = whole ? [] : [beam(fan, fan.az_start_rad, 0)];
  for (let i = 0; i <= steps; i++) out.push(beam(fan, fan.az_start_rad + (fan.az_width_rad * i) / steps, 1));
  if (!whole) out.push(beam(fan, fan.az_start_rad, 0));
  return out;
}

/** The other edges of its volume: the end of the highest beams, and each side from the sensor up there and down to the lowest. */
export function fanTop(fan: SceneFan): Vec3[][] {
  const { az_start_rad, az_width_rad, el_min_rad, el_max_rad } = fan;
  const around = (i: number): Vec3 => beam(fan, az_start_rad + (az_width_rad * i) / steps, 1, el_max_rad);
  const out = [Array.from({ length: steps + 1 }, (_, i) => around(i))];
  if (az_width_rad > 2 * Math.PI - 1e-6) return out;
  const down = (i: number): number => el_max_rad + ((el_min_rad - el_max_rad) * i) / 12;
  for (const az_rad of [az_start_rad, az_start_rad + az_width_rad])
    out.push([beam(fan, az_rad, 0), ...Array.from({ length: 13 }, (_, i) => beam(fan, az_rad, 1, down(i)))]);
  return out;
}

const least_height = 0.004; // of the radius: below it a point stands on the ground
/** The ground under a point of the ball; null if it is there already. */
export function foot(p: Vec3): Vec3 | null {
  const r = Math.hypot(p[0], p[1], p[2]);
  return r < 1 + least_height ? null : [p[0] / r, p[1] / r, p[2] / r];
}
