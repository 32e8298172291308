// A path as a function of time: cubic Hermite between keyframes, Earth-fixed metres. Two keyframes of one time are a jump.
import type { Vec3 } from "./scene";
import { rowsUntil } from "./search";

const width = 7;
/** Keyframes' times are float32: just outside the first and the last the path still holds where it was there. */
const slack_s = 5e-3;
const most_steps = 64; // of a trail between two keyframes

export class Path {
  readonly begin_s: number;
  readonly end_s: number;
  readonly rows: Float32Array;
  readonly n: number;
  #hint = 0;

  constructor(rows: Float32Array) {
    this.rows = rows;
    this.n = rows.length / width;
    this.begin_s = rows.length > 0 ? rows[0]! : Infinity;
    this.end_s = rows.length > 0 ? rows[rows.length - width]! : -Infinity;
  }

  time(row: number): number {
    return this.rows[row * width]!;
  }
  has(t_s: number): boolean {
    return this.begin_s - slack_s <= t_s && t_s <= this.end_s + slack_s;
  }

  /** Null outside its time. At a jump: where it jumped to. */
  position(t_s: number): Vec3 | null {
    if (!this.has(t_s)) return null;
    const t = Math.min(Math.max(t_s, this.begin_s), this.end_s);
    const place: [number, number, number] = [0, 0, 0];
    this.#place(this.#row(t), t, place, 0);
    return place;
  }
  velocity(t_s: number): Vec3 | null {
    if (!this.has(t_s)) return null;
    const t = Math.min(Math.max(t_s, this.begin_s), this.end_s);
    const row = this.#row(t);
    return [this.#slope(row, t, 0), this.#slope(row, t, 1), this.#slope(row, t, 2)];
  }

  /** First and last row of each stretch that has no jump in it. */
  stretches(): [number, number][] {
    const found: [number, number][] = [];
    let first = 0;
    for (let row = 1; row <= this.n; row++) {
      if (row < this.n && this.time(row) > this.time(row - 1)) continue;
      if (row - first > 1) found.push([first, row - 1]);
      first = row;
    }
    return found;
  }

  /** The way flown between two times: a line for each stretch without a jump, points at most `step_s` apart. */
  trail(begin_s: number, end_s: number, step_s = 20): Float32Array[] {
    const from = Math.max(begin_s, this.begin_s);
    const to = Math.min(end_s, this.end_s);
    if (!(from < to)) return [];
    const lines: Float32Array[] = [];
    let first = this.#row(from);
    while (first < this.n - 1 && this.time(first) < to) {
      let last = first;
      while (last < this.n - 1 && this.time(last) < to && this.time(last + 1) > this.time(last)) last++;
      if (last > first) lines.push(this.#line(first, last, from, to, step_s));
      first = last === first ? first + 1 : last;
    }
    return lines;
  }

  /** The points of one stretch of rows, cut at `from` and `to`. */
  #line(first: number, last: number, from: number, to: number, step_s: number): Float32Array {
    const steps: number[] = [];
    let n = 1;
    for (let row = first; row < last; row++) {
      const dt = Math.min(this.time(row + 1), to) - Math.max(this.time(row), from);
      steps.push(Math.max(1, Math.min(most_steps, Math.ceil(dt / step_s))));
      n += steps.at(-1)!;
    }
    const points = new Float32Array(3 * n);
    let at = 0;
    for (let row = first; row < last; row++) {
      const t0 = Math.max(this.time(row), from);
      const dt = Math.min(this.time(row + 1), to) - t0;
      const count = steps[row - first]!;
      for (let i = 0; i < count; i++, at += 3) this.#place(row, t0 + (dt * i) / count, points, at);
    }
    this.#place(last - 1, Math.min(this.time(last), to), points, at);
    return points;
  }

  #row(t_s: number): number {
    const rows = rowsUntil(this.rows, width, t_s, this.#hint);
    this.#hint = rows;
    return rows - 1;
  }

  /** Writes the place at t, which lies in the row's stretch, into three numbers of `out`. */
  #place(row: number, t_s: number, out: Float32Array | number[], to: number): void {
    const { rows } = this;
    const a = row * width;
    const b = a + width;
    const dt = row < this.n - 1 ? rows[b]! - rows[a]! : 0;
    if (!(dt > 0)) {
      for (let axis = 0; axis < 3; axis++) out[to + axis] = rows[a + 1 + axis]!;
      return;
    }
    const u = (t_s - rows[a]!) / dt;
    const w = 1 - u;
    const p0 = w * w * (1 + 2 * u);
    const m0 = w * w * u * dt;
    const p1 = u * u * (3 - 2 * u);
    const m1 = -u * u * w * dt;
    for (let axis = 1; axis <= 3; axis++) {
      const before = p0 * rows[a + axis]! + m0 * rows[a + 3 + axis]!;
      out[to + axis - 1] = before + p1 * rows[b + axis]! + m1 * rows[b + 3 + axis]!;
    }
  }

  #slope(row: number, t_s: number, axis: number): number {
    const { rows } = this;
    const a = row * width;
    const b = a + width;
    const v0 = rows[a + 4 + axis]!;
    const dt = row < this.n - 1 ? rows[b]! - rows[a]! : 0;
    if (!(dt > 0)) return v0;
    const u = (t_s - rows[a]!) / dt;
    const rise = (rows[b + 1 + axis]! - rows[a + 1 + axis]!) / dt;
    return (1 - u) * (1 - 3 * u) * v0 + 6 * u * (1 - u) * rise + u * (3 * u - 2) * rows[b + 4 + axis]!;
  }
}
