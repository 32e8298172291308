// Where a sensor is: a site, or a satellite on its way.
import type { Sensor } from "./contract";
import { toEarthFixed } from "./geodesy";
import type { Vec3 } from "./scene";

export function isSatellite(sensor: Sensor): boolean {
  return sensor.places.length > 0;
}

/** Earth-fixed; between two places that the page carries (at most five minutes apart) on a straight line. */
export function sensorPlace(sensor: Sensor, t_s: number): Vec3 {
  const { places } = sensor;
  const next = places.findIndex(([at]) => at! >= t_s);
  if (places.length === 0) return toEarthFixed(sensor);
  const after = places[next < 0 ? places.length - 1 : next]!;
  const before = places[next <= 0 ? (next < 0 ? places.length - 1 : 0) : next - 1]!;
  const span_s = after[0]! - before[0]!;
  const share = span_s > 0 ? (t_s - before[0]!) / span_s : 0;
  const at = (i: number): number => before[i]! + share * (after[i]! - before[i]!);
  return [at(1), at(2), at(3)];
}
