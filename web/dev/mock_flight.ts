// Flights for mock data: bodies under the Earth's point mass, and what a radar and a tracker would make of them.
import {
  deg,
  length,
  minus,
  mean_radius_m,
  placeAt,
  toEarthFixed,
  toGeodetic,
  type Geodetic,
} from "../src/model/geodesy";
import type { Vec3 } from "../src/model/scene";

export type Row = [number, number, number, number, number, number, number];
export interface Body {
  p: Vec3;
  v: Vec3;
}

const mu = 3.986004418e14;
const rate = 7.292115e-5; // of the Earth, rad/s

/** Acceleration in the turning Earth-fixed frame: gravity, and the frame's own two terms. */
function acceleration({ p, v }: Body): Vec3 {
  const g = -mu / length(p) ** 3;
  const [x, y, z] = p;
  return [g * x + rate * rate * x + 2 * rate * v[1], g * y + rate * rate * y - 2 * rate * v[0], g * z];
}
function add(a: Vec3, b: Vec3, k: number): Vec3 {
  return [a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]];
}

/** One step of the classical Runge-Kutta method. */
export function step(b: Body, dt: number): Body {
  const k1 = acceleration(b);
  const b2 = { p: add(b.p, b.v, dt / 2), v: add(b.v, k1, dt / 2) };
  const k2 = acceleration(b2);
  const b3 = { p: add(b.p, b2.v, dt / 2), v: add(b.v, k2, dt / 2) };
  const k3 = acceleration(b3);
  const b4 = { p: add(b.p, b3.v, dt), v: add(b.v, k3, dt) };
  const k4 = acceleration(b4);
  const mean = (a: Vec3, c: Vec3, d: Vec3, e: Vec3) =>
    add(add(add(add([0, 0, 0], a, 1 / 6), c, 1 / 3), d, 1 / 3), e, 1 / 6);
  return { p: add(b.p, mean(b.v, b2.v, b3.v, b4.v), dt), v: add(b.v, mean(k1, k2, k3, k4), dt) };
}

export function row(t_s: number, { p, v }: Body): Row {
  return [t_s, ...p, ...v];
}

/** Keyframes until the ground, or until the end; a keyframe each `every_s`. */
export function fly(start: Body, begin_s: number, end_s: number, every_s: number): Row[] {
  const rows = [row(begin_s, start)];
  let [t, b] = [begin_s, start];
  while (t < end_s) {
    const dt = Math.min(every_s, end_s - t);
    const next = step(step(b, dt / 2), dt / 2);
    if (height(next.p) < 0) return [...rows, ...touchdown(t, b, dt)];
    t += dt;
    b = next;
    rows.push(row(t, b));
  }
  return rows;
}
function touchdown(t: number, b: Body, dt: number): Row[] {
  let [low, high] = [0, dt];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (height(step(b, middle).p) > 0) low = middle;
    else high = middle;
  }
  return [row(t + low, step(b, low))];
}

export function height(p: Vec3): number {
  return toGeodetic(p).h_m;
}

/** Leaves a place with a speed in a direction, as seen from the ground. */
export function thrown(from: Geodetic, az_deg: number, el_deg: number, speed_m_s: number): Body {
  const p = toEarthFixed(from);
  const v = minus(placeAt(from, { az_rad: az_deg * deg, el_rad: el_deg * deg, range_m: speed_m_s }), p);
  return { p, v };
}

/** On a circular orbit: direction of flight at the place where it starts. */
export function circular(from: Geodetic, az_deg: number): Body {
  const p = toEarthFixed(from);
  const speed = Math.sqrt(mu / length(p));
  const { v } = thrown(from, az_deg, 0, speed);
  return { p, v: [v[0] + rate * p[1], v[1] - rate * p[0], v[2]] };
}

/** Level flight with turns: keyframes of an aircraft around a circle. */
export function circling(
  centre: Geodetic,
  radius_m: number,
  speed_m_s: number,
  phase: number,
  end_s: number,
): Row[] {
  const turn = speed_m_s / radius_m;
  const angle = radius_m / mean_radius_m;
  const at = (t: number) => {
    const lat_rad = centre.lat_rad + angle * Math.cos(phase + turn * t);
    const lon_rad = centre.lon_rad + (angle * Math.sin(phase + turn * t)) / Math.cos(centre.lat_rad);
    return toEarthFixed({ lat_rad, lon_rad, h_m: centre.h_m });
  };
  const rows: Row[] = [];
  for (let t = 0; t <= end_s; t += 60) {
    const v = minus(at(t + 0.5), at(t - 0.5));
    rows.push(row(t, { p: at(t), v }));
  }
  return rows;
}

/** A repeatable source of luck: xorshift32, uniform in [0, 1). */
export function luck(seed: number): () => number {
  let x = seed * 2654435761 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
/** Sum of uniforms: near enough to a normal law for mock errors. */
export function normal(next: () => number): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += next();
  return sum - 6;
}
