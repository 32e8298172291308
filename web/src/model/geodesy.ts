// The Earth-fixed frame E (WGS84, metres) and what is read off it: latitude and height, directions, rings on the ground.
import type { Earth } from "./contract";
import type { Vec3 } from "./scene";

export interface Geodetic {
  readonly lat_rad: number;
  readonly lon_rad: number;
  readonly h_m: number;
}
/** From a site: azimuth clockwise from north, elevation above its horizontal plane. */
export interface Look {
  readonly az_rad: number;
  readonly el_rad: number;
  readonly range_m: number;
}
type Ring = [number, number][]; // [lon, lat] in degrees, first = last

export const wgs84 = { a_m: 6378137, f: 1 / 298.257223563 } as const;
/** Mean radius, for great circles: distances on the sphere are within 0.6 % of those on the ellipsoid. */
export const mean_radius_m = 6371008.8;
export const deg = Math.PI / 180;

const e2 = wgs84.f * (2 - wgs84.f);

export function toEarthFixed({ lat_rad, lon_rad, h_m }: Geodetic): Vec3 {
  const s = Math.sin(lat_rad);
  const n = wgs84.a_m / Math.sqrt(1 - e2 * s * s);
  const r = (n + h_m) * Math.cos(lat_rad);
  return [r * Math.cos(lon_rad), r * Math.sin(lon_rad), (n * (1 - e2) + h_m) * s];
}

/** Bowring's iteration on the reduced latitude: to a micrometre from the ground to beyond geostationary orbit. */
export function toGeodetic([x, y, z]: Vec3): Geodetic {
  const p = Math.hypot(x, y);
  const b = wgs84.a_m * (1 - wgs84.f);
  let reduced = Math.atan2(z, (1 - wgs84.f) * p);
  let lat = 0;
  for (let i = 0; i < 4; i++) {
    const s = Math.sin(reduced);
    const c = Math.cos(reduced);
    lat = Math.atan2(z + (e2 / (1 - e2)) * b * s ** 3, p - e2 * wgs84.a_m * c ** 3);
    reduced = Math.atan2((1 - wgs84.f) * Math.sin(lat), Math.cos(lat));
  }
  const s = Math.sin(lat);
  const w = Math.sqrt(1 - e2 * s * s);
  // Along the normal: exact to first order in the latitude's error, also at the poles.
  const h_m = p * Math.cos(lat) + z * s - wgs84.a_m * w;
  return { lat_rad: lat, lon_rad: Math.atan2(y, x), h_m };
}

/** East, north and up of a site, in E. */
function localAxes({ lat_rad, lon_rad }: Geodetic): [Vec3, Vec3, Vec3] {
  const [sl, cl] = [Math.sin(lat_rad), Math.cos(lat_rad)];
  const [so, co] = [Math.sin(lon_rad), Math.cos(lon_rad)];
  return [
    [-so, co, 0],
    [-sl * co, -sl * so, cl],
    [cl * co, cl * so, sl],
  ];
}

export function lookAt(site: Geodetic, p_m: Vec3): Look {
  const line = minus(p_m, toEarthFixed(site));
  const [east, north, up] = localAxes(site).map((axis) => dot(axis, line)) as [number, number, number];
  const az_rad = wrapTurn(Math.atan2(east, north));
  return { az_rad, el_rad: Math.atan2(up, Math.hypot(east, north)), range_m: Math.hypot(east, north, up) };
}

/** The place at a range in a direction; no refraction. */
export function placeAt(site: Geodetic, { az_rad, el_rad, range_m }: Look): Vec3 {
  const [east, north, up] = localAxes(site);
  const flat = range_m * Math.cos(el_rad);
  const [e, n, u] = [flat * Math.sin(az_rad), flat * Math.cos(az_rad), range_m * Math.sin(el_rad)];
  const at = (i: 0 | 1 | 2) => e * east[i] + n * north[i] + u * up[i];
  return plus(toEarthFixed(site), [at(0), at(1), at(2)]);
}

/** Along a great circle of the sphere. */
export function destination(from: Place, az_rad: number, distance_m: number): Place {
  const angle = distance_m / mean_radius_m;
  const [s, c] = [Math.sin(from.lat_rad), Math.cos(from.lat_rad)];
  const sin_lat = s * Math.cos(angle) + c * Math.sin(angle) * Math.cos(az_rad);
  const east = Math.sin(az_rad) * Math.sin(angle) * c;
  const lon_rad = from.lon_rad + Math.atan2(east, Math.cos(angle) - s * sin_lat);
  return { lat_rad: Math.asin(Math.max(-1, Math.min(1, sin_lat))), lon_rad: wrapHalf(lon_rad) };
}
export interface Place {
  readonly lat_rad: number;
  readonly lon_rad: number;
}

/** The way between two places on the sphere. */
export function distance_m(a: Place, b: Place): number {
  const half_lat = Math.sin((b.lat_rad - a.lat_rad) / 2);
  const half_lon = Math.sin((b.lon_rad - a.lon_rad) / 2);
  const h = half_lat ** 2 + Math.cos(a.lat_rad) * Math.cos(b.lat_rad) * half_lon ** 2;
  return 2 * mean_radius_m * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** An ellipse on the ground; `az_rad` is where its major axis points. */
export function ellipseRing(at: Place, major_m: number, minor_m: number, az_rad: number, n = 72): Ring {
  return ring(n, (turn) => {
    const [along, across] = [major_m * Math.cos(turn), minor_m * Math.sin(turn)];
    return destination(at, az_rad + Math.atan2(across, along), Math.hypot(along, across));
  });
}

/** A sector on the ground, from its apex; the whole circle if it is that wide. */
export function sectorRing(
  at: Place,
  az_start_rad: number,
  az_width_rad: number,
  radius_m: number,
  n = 72,
): Ring {
  const whole = az_width_rad >= 2 * Math.PI - 1e-9;
  if (whole) return ring(n, (turn) => destination(at, turn, radius_m));
  const arc = Array.from({ length: n + 1 }, (_, i) =>
    degrees(destination(at, az_start_rad + (az_width_rad * i) / n, radius_m)),
  );
  return [degrees(at), ...arc, degrees(at)];
}

/** Angle about z from the inertial axes G to the Earth-fixed axes E. */
export function rotation_rad(earth: Earth, t_s: number): number {
  return wrapTurn(earth.rotation_epoch_rad + earth.rotation_rate_rad_s * t_s);
}
export function minus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
export function plus(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
export function length(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** Into [0, 2 pi). */
export function wrapTurn(angle_rad: number): number {
  const turn = 2 * Math.PI;
  const wrapped = angle_rad % turn;
  return wrapped < 0 ? (wrapped + turn) % turn : wrapped;
}
/** Into [-pi, pi). */
function wrapHalf(angle_rad: number): number {
  return wrapTurn(angle_rad + Math.PI) - Math.PI;
}

function ring(n: number, place: (turn_rad: number) => Place): Ring {
  const points = Array.from({ length: n }, (_, i) => degrees(place((2 * Math.PI * i) / n)));
  return [...points, points[0]!];
}
function degrees({ lat_rad, lon_rad }: Place): [number, number] {
  return [lon_rad / deg, lat_rad / deg];
}
