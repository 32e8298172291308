// A path as a function of time: cubic Hermite between keyframes, Earth-fixed metres. Two keyframes of one time are a jump.
import { rowsUntil } from "./search";
import type { Vec3 } from "./scene";

const width = 7;

export class Path {
  readonly begin_s: number;
  readonly end_s: number;
  readonly rows: Float32Array;
  #hint = 0;

  constructor(rows: Float32Array) {
    this.rows = rows;
    this.begin_s = rows.length > 0 ? rows[0]! : Infinity;
    this.end_s = rows.length > 0 ? rows[rows.length - width]! : -Infinity;
  }

  get n(): number {
    return this.rows.length / width;
  }
  time(row: number): number {
    return this.rows[row * width]!;
  }
  /** Its times are float32: an instant is rounded as they were, so that a path begins when its track does. */
  has(t_s: number): boolean {
    const t = Math.fround(t_s);
    return this.begin_s <= t && t <= this.end_s;
  }

  /** Null outside its time. At a jump: where it jumped to. */
  position(t_s: number): Vec3 | null {
    const row = this.#row(t_s);
    return row < 0 ? null : [this.#value(row, t_s, 0), this.#value(row, t_s, 1), this.#value(row, t_s, 2)];
  }
  velocity(t_s: number): Vec3 | null {
    const row = this.#row(t_s);
    return row < 0 ? null : [this.#slope(row, t_s, 0), this.#slope(row, t_s, 1), this.#slope(row, t_s, 2)];
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

  /** The way flown between two times as lines, one for each stretch without a jump; at least `step_s` apart where smooth. */
  trail(begin_s: number, end_s: number, step_s = 20): Float32Array[] {
    const from = Math.max(begin_s, this.begin_s);
    const to = Math.min(end_s, this.end_s);
    if (!(from < to)) return [];
    const lines: Float32Array[] = [];
    let line: number[] = [];
    const close = () => {
      if (line.length > 3) lines.push(Float32Array.from(line));
      line = [];
    };
    let row = this.#row(from);
    for (; row < this.n - 1 && this.time(row) < to; row++) {
      const t0 = this.time(row);
      const t1 = this.time(row + 1);
      if (t0 === t1) close();
      else this.#sample(row, Math.max(t0, from), Math.min(t1, to), step_s, line);
    }
    close();
    return lines;
  }

  /** Adds the points of one stretch; its first only if the line is empty. */
  #sample(row: number, t0: number, t1: number, step_s: number, line: number[]): void {
    const steps = Math.max(1, Math.min(64, Math.ceil((t1 - t0) / step_s)));
    for (let i = line.length === 0 ? 0 : 1; i <= steps; i++) {
      const t = t0 + ((t1 - t0) * i) / steps;
      line.push(this.#value(row, t, 0), this.#value(row, t, 1), this.#value(row, t, 2));
    }
  }

  #row(t_s: number): number {
    if (!this.has(t_s)) return -1;
    const row = rowsUntil(this.rows, width, Math.fround(t_s), this.#hint);
    this.#hint = row;
    return row - 1;
  }

  #value(row: number, t_s: number, axis: number): number {
    const at = row * width;
    const { rows } = this;
    const p0 = rows[at + 1 + axis]!;
    const dt = (rows[at + width] ?? NaN) - rows[at]!;
    if (!(dt > 0)) return p0;
    const u = (t_s - rows[at]!) / dt;
    const p1 = rows[at + width + 1 + axis]!;
    const m0 = rows[at + 4 + axis]! * dt;
    const m1 = rows[at + width + 4 + axis]! * dt;
    const w = 1 - u;
    return w * w * ((1 + 2 * u) * p0 + u * m0) + u * u * ((3 - 2 * u) * p1 - w * m1);
  }

  #slope(row: number, t_s: number, axis: number): number {
    const at = row * width;
    const { rows } = this;
    const v0 = rows[at + 4 + axis]!;
    const dt = (rows[at + width] ?? NaN) - rows[at]!;
    if (!(dt > 0)) return v0;
    const u = (t_s - rows[at]!) / dt;
    const rise = (rows[at + width + 1 + axis]! - rows[at + 1 + axis]!) / dt;
    const v1 = rows[at + width + 4 + axis]!;
    return (1 - u) * (1 - 3 * u) * v0 + 6 * u * (1 - u) * rise + u * (3 * u - 2) * v1;
  }
}
