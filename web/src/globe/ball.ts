// The Earth as every view draws it: the WGS84 ellipsoid stretched to a unit ball, so that the ground is a sphere exactly
// and places with a height stay over their ground. A place's latitude on the ball is its reduced latitude.
import { deg, wgs84 } from "../model/geodesy";
import type { Vec3 } from "../model/scene";

export const polar_m = wgs84.a_m * (1 - wgs84.f);

export function onBall([x, y, z]: Vec3): Vec3 {
  return [x / wgs84.a_m, y / wgs84.a_m, z / polar_m];
}
export function reduced(lat_rad: number): number {
  return Math.atan2((1 - wgs84.f) * Math.sin(lat_rad), Math.cos(lat_rad));
}
export function geodetic(reduced_rad: number): number {
  return Math.atan2(Math.sin(reduced_rad), (1 - wgs84.f) * Math.cos(reduced_rad));
}
/** A direction of the ball from longitude and reduced latitude. */
export function direction(lon_rad: number, lat_rad: number): Vec3 {
  const c = Math.cos(lat_rad);
  return [c * Math.cos(lon_rad), c * Math.sin(lon_rad), Math.sin(lat_rad)];
}
/** A ring of [longitude, latitude] in degrees, with latitudes of the ball. */
export function ringOnBall(ring: readonly (readonly number[])[]): [number, number][] {
  return ring.map(([lon = 0, lat = 0]) => [lon, reduced(lat * deg) / deg]);
}
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
export function mix(a: Vec3, ka: number, b: Vec3, kb: number): Vec3 {
  return [ka * a[0] + kb * b[0], ka * a[1] + kb * b[1], ka * a[2] + kb * b[2]];
}
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Does the ball stand between a point and an eye (or, with a direction of length 1 and `far`, an eye far away)? */
export function behindBall(p: Vec3, eye: Vec3, far = false): boolean {
  const way = far ? eye : mix(eye, 1, p, -1);
  const ahead = dot(p, way);
  const inside = dot(p, p) - 1;
  return ahead < 0 && ahead * ahead > dot(way, way) * Math.max(0, inside);
}
