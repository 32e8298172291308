// What stands over the ground: the edges of a sensor's lowest beam, and the stalk from a point down to its ground.
import { placeAt } from "../model/geodesy";
import type { SceneFan, Vec3 } from "../model/scene";
import { onBall } from "./ball";

const steps = 36;

/** Points of the ball at a share of the range along an azimuth, on the lowest beam. */
function beam(fan: SceneFan, az_rad: number, share: number): Vec3 {
  return onBall(placeAt(fan, { az_rad, el_rad: fan.el_min_rad, range_m: share * fan.range_m }));
}

/** From the sensor out along one side, around its end, and back along the other; a whole turn has no sides. */
export function fanEdge(fan: SceneFan): Vec3[] {
  const whole = fan.az_width_rad > 2 * Math.PI - 1e-6;
  const out: Vec3[] = whole ? [] : [beam(fan, fan.az_start_rad, 0)];
  for (let i = 0; i <= steps; i++) out.push(beam(fan, fan.az_start_rad + (fan.az_width_rad * i) / steps, 1));
  if (!whole) out.push(beam(fan, fan.az_start_rad, 0));
  return out;
}

const least_height = 0.004; // of the radius: below it a point stands on the ground
/** The ground under a point of the ball; null if it is there already. */
export function foot(p: Vec3): Vec3 | null {
  const r = Math.hypot(p[0], p[1], p[2]);
  return r < 1 + least_height ? null : [p[0] / r, p[1] / r, p[2] / r];
}
