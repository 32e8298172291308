// The axis of false alerts per year: logarithmic, with a place of its own at the left for none at all.
import type { FalseAlertRow } from "../model/contract";

export interface RocScale {
  readonly low: number; // of the decades shown
  readonly high: number;
  readonly zero: number | null; // where none at all stands; null: every rate, or what it is at most, is above zero
  readonly x: (rate: number) => number; // of a positive rate
  readonly place: (rate: number) => number; // of any rate
}

/** None counted, so that all that is known is what the rate is at most; null: it was counted, or is known to be none. */
export function upperBound({ false_per_year, high }: FalseAlertRow): number | null {
  return false_per_year === 0 && high !== null && high > 0 ? high : null;
}

const zero_room = 34;
const most_decades = 12;

export function rocScale(rows: readonly FalseAlertRow[], left: number, right: number): RocScale {
  const all = rows.flatMap((r) => [r.false_per_year, r.low, r.high, r.disputed_low, r.disputed_high]);
  const rates = all.filter((r): r is number => r !== null && r > 0);
  const has_zero = rows.some((row) => row.false_per_year === 0 && upperBound(row) === null);
  const top = Math.ceil(Math.log10(Math.max(1e-3, ...rates)) + 1e-9);
  const least = Math.floor(Math.log10(Math.min(1, ...rates)) - 1e-9);
  const bottom = Math.max(least, top - most_decades);
  const from = has_zero ? left + zero_room : left;
  const x = (rate: number): number =>
    from + ((Math.log10(rate) - bottom) / Math.max(1, top - bottom)) * (right - from);
  const zero = has_zero ? left + zero_room / 3 : null;
  const place = (rate: number): number => (rate > 0 ? Math.max(from, x(rate)) : (zero ?? from));
  return { low: 10 ** bottom, high: 10 ** top, zero, x, place };
}

/** Powers of ten, at most seven of them. */
export function logTicks({ low, high }: RocScale): number[] {
  const [a, b] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const step = Math.max(1, Math.ceil((b - a) / 6));
  const ticks: number[] = [];
  for (let k = a; k <= b; k += step) ticks.push(10 ** k);
  return ticks;
}

/** 1, 2, 5 times a power of ten, not below; never above what a share can be when it is one. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((k) => k * power >= value * 0.999) ?? 10;
  return step * power;
}

/** Some four to six even steps from 0 to a round top. */
export function evenTicks(top: number): number[] {
  const first = Math.round(top / 10 ** Math.floor(Math.log10(top) + 1e-9));
  const steps = first === 2 ? 4 : 5;
  return Array.from({ length: steps + 1 }, (_, i) => (top * i) / steps);
}

/** 120, 3.2, 0.02, 4e-4. */
export function perYear(rate: number): string {
  if (rate === 0) return "0";
  if (rate < 1e-3) return rate.toExponential(0).replace("e+", "e");
  if (rate >= 1e4) return rate.toExponential(0).replace("e+", "e");
  return String(Number(rate.toPrecision(2)));
}

export function rateWords(row: FalseAlertRow): string {
  const bound = upperBound(row);
  if (bound !== null) return `none counted: at most ${perYear(bound)} a year`;
  const { false_per_year, low, high } = row;
  const range = low === null || high === null ? "" : ` (${perYear(low)} to ${perYear(high)})`;
  return `${perYear(false_per_year)}${range} a year`;
}
