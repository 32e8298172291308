// A table of a chunk as it grew: row by row in order of the time that it became known.
import type { Rows } from "./chunks";
import { rowsUntil } from "./search";

export class Table {
  readonly n: number;
  readonly columns: readonly string[];
  readonly #data: Float32Array;
  readonly #index: ReadonlyMap<string, number>;

  constructor(rows: Rows) {
    this.n = rows.n;
    this.columns = rows.columns;
    this.#data = rows.data;
    this.#index = new Map(rows.columns.map((column, i) => [column, i]));
  }

  /** Rows known at t; its times are float32, so t is rounded as they were. */
  until(t_s: number): number {
    return rowsUntil(this.#data, this.columns.length, Math.fround(t_s));
  }
  /** NaN: no such row or column. */
  at(row: number, column: string): number {
    const index = this.#index.get(column);
    if (index === undefined || row < 0 || row >= this.n) return NaN;
    return this.#data[row * this.columns.length + index]!;
  }
  /** A whole column, as far as it was known. */
  column(column: string, until_s = Infinity): Float64Array {
    return Float64Array.from({ length: this.until(until_s) }, (_, row) => this.at(row, column));
  }
}
