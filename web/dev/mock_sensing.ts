// What a mock radar sees of a flight, and what a mock tracker makes of it.
import type { Sensor, TrackSpan } from "../src/model/contract";
import { lookAt, toGeodetic, type Geodetic } from "../src/model/geodesy";
import { Path } from "../src/model/path";
import type { Vec3 } from "../src/model/scene";
import { fly, normal, type Row } from "./mock_flight";

export interface Hit {
  known_s: number;
  t_s: number;
  range_m: number;
  az_rad: number;
  el_rad: number;
  snr_db: number;
  at: Geodetic;
}

const processing_s = 2; // from the echo to the centre

export function inView(sensor: Sensor, p: Vec3): boolean {
  const { az_rad, el_rad, range_m } = lookAt(sensor, p);
  return sensor.faces.some((f) => {
    const off = (az_rad - f.az_start_rad + 4 * Math.PI) % (2 * Math.PI);
    return (
      off <= f.az_width_rad && el_rad >= f.el_min_rad && el_rad <= f.el_max_rad && range_m <= f.range_max_m
    );
  });
}

/** A look each revisit; one in ten is missed. */
export function hits(sensor: Sensor, path: Path, next: () => number): Hit[] {
  const found: Hit[] = [];
  for (let t_s = path.begin_s; t_s <= path.end_s; t_s += sensor.revisit_s) {
    const p = path.position(t_s);
    if (!p || !inView(sensor, p) || next() < 0.1) continue;
    const look = lookAt(sensor, p);
    const snr_db = 15 + 40 * Math.log10(1.5e6 / look.range_m) + normal(next);
    found.push({ known_s: t_s + processing_s, t_s, ...look, snr_db, at: toGeodetic(p) });
  }
  return found;
}

export interface Update {
  known_s: number;
  error: Vec3; // of the estimate's place from here on
  sigma_m: number;
}
/** An estimate gets better with the square root of the number of hits. */
export function updates(found: readonly Hit[], delay_s: number, next: () => number): Update[] {
  return found.slice(1).map((hit, i) => {
    const sigma_m = 6000 / (i + 1) ** 1.5 + 80;
    const error: Vec3 = [normal(next) * sigma_m, normal(next) * sigma_m, normal(next) * sigma_m];
    return { known_s: hit.known_s + delay_s, error, sigma_m };
  });
}

/** What was believed: truth plus the error, which jumps at each update. */
export function believed(path: Path, found: readonly Update[], end_s: number): Row[] {
  return found.flatMap(({ known_s, error }, i) => {
    const until = Math.min(found[i + 1]?.known_s ?? end_s, end_s, path.end_s);
    const rows: Row[] = [];
    for (let t = known_s; t < until; t += 30) rows.push(shifted(path, t, error));
    return known_s < until ? [...rows, shifted(path, until, error)] : [];
  });
}
function shifted(path: Path, t: number, error: Vec3): Row {
  const p = path.position(t)!;
  return [t, p[0] + error[0], p[1] + error[1], p[2] + error[2], ...path.velocity(t)!];
}

/** The fall that an estimate predicts: its speed is wrong by its place's error over a minute. */
export function predicted(path: Path, { known_s, error }: Update): Row[] {
  const [, x, y, z] = shifted(path, known_s, error);
  const v = path.velocity(known_s)!;
  const wrong: Vec3 = [v[0] + error[0] / 60, v[1] + error[1] / 60, v[2] + error[2] / 60];
  return fly({ p: [x, y, z], v: wrong }, known_s, known_s + 7200, 30);
}

export function spans(
  found: readonly Update[],
  confirmed_s: number,
  coasting_s: number,
  end_s: number,
): TrackSpan[] {
  const begin_s = found[0]!.known_s;
  return [
    { status: "tentative", begin_s, end_s: confirmed_s },
    { status: "confirmed", begin_s: confirmed_s, end_s: coasting_s },
    { status: "coasting", begin_s: coasting_s, end_s },
  ];
}
