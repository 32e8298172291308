// The time bar's scale: busy stretches get more room, so that the first minutes of a warning can be read.

export interface Window {
  readonly begin_s: number;
  readonly end_s: number;
}
export interface Tick {
  readonly t_s: number;
  readonly x: number;
  readonly major: boolean;
}

const bins = 64;
/** How much of the bar is given out by time alone; the rest goes to where events are. */
const even_share = 0.45;

/** A piecewise linear map, strictly increasing both ways: x = 0 at the start of the run and 1 at its end. */
export class TimeScale {
  readonly begin_s: number;
  readonly end_s: number;
  readonly #times: Float64Array;
  readonly #places: Float64Array;

  constructor({ begin_s, end_s }: Window, events_s: readonly number[]) {
    this.begin_s = begin_s;
    this.end_s = Math.max(end_s, begin_s + 1e-3);
    this.#times = Float64Array.from({ length: bins + 1 }, (_, i) => this.#edge(i));
    this.#places = heaps(this.#weights(events_s));
  }

  /** Where t lies on the bar; outside the run: its ends. */
  x(t_s: number): number {
    return bend(this.#times, this.#places, t_s);
  }
  t(x: number): number {
    return bend(this.#places, this.#times, x);
  }

  #edge(i: number): number {
    return this.begin_s + ((this.end_s - this.begin_s) * i) / bins;
  }
  #weights(events_s: readonly number[]): number[] {
    const counts = new Array<number>(bins).fill(0);
    const width = (this.end_s - this.begin_s) / bins;
    for (const t of events_s) {
      const bin = Math.floor((t - this.begin_s) / width);
      if (bin >= 0 && bin <= bins) counts[Math.min(bin, bins - 1)]! += 1;
    }
    // Roots: two events need more room than one, forty not forty times as much. Neighbours get a part, for markers' width.
    const roots = counts.map(Math.sqrt);
    const spread = roots.map((w, i) => w + 0.5 * ((roots[i - 1] ?? 0) + (roots[i + 1] ?? 0)));
    // What goes on all the time, such as false tracks that come and go, stretches nothing.
    const usual = spread.reduce((a, b) => a + b, 0) / bins;
    const busy = spread.map((w) => Math.max(0, w - usual));
    const sum = busy.reduce((a, b) => a + b, 0);
    const even = 1 / bins;
    return busy.map((w) => (sum > 0 ? even_share * even + ((1 - even_share) * w) / sum : even));
  }
}

/** Sums so far, from 0 to exactly 1. */
function heaps(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  weights.forEach((w, i) => (sums[i + 1] = sums[i]! + w));
  const whole = sums[weights.length]!;
  return sums.map((s, i) => (i === weights.length ? 1 : s / whole));
}

/** Linear between the points of a strictly increasing table; its ends outside. */
function bend(from: Float64Array, to: Float64Array, value: number): number {
  const last = from.length - 1;
  if (!(value > from[0]!)) return to[0]!;
  if (value >= from[last]!) return to[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= value) low = middle;
    else high = middle;
  }
  const u = (value - from[low]!) / (from[high]! - from[low]!);
  return to[low]! + u * (to[high]! - to[low]!);
}

/** The part of the bar that is shown, in places of the scale; zoom keeps what lies under the pointer in place. */
export class Zoom {
  readonly low: number;
  readonly high: number;
  constructor(low = 0, high = 1) {
    const width = Math.min(1, Math.max(1 / 500, high - low));
    this.low = Math.min(Math.max(0, low), 1 - width);
    this.high = this.low + width;
  }
  /** From a place on the scale to a place on the screen, both 0 to 1 across. */
  screen(x: number): number {
    return (x - this.low) / (this.high - this.low);
  }
  place(screen: number): number {
    return this.low + screen * (this.high - this.low);
  }
  /** factor < 1: closer. */
  by(factor: number, screen: number): Zoom {
    const at = this.place(screen);
    const width = Math.min(1, Math.max(1 / 500, (this.high - this.low) * factor));
    return new Zoom(at - screen * width, at - screen * width + width);
  }
  /** Drag by a share of the screen. */
  shifted(screen: number): Zoom {
    const by = screen * (this.high - this.low);
    return new Zoom(this.low + by, this.high + by);
  }
}

/** No finer step than makes so many on an even bar: odd half minutes in the gaps only confuse. */
const most_ticks = 45;
const steps_s = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];

/** Round times that stand at least `gap` of the screen apart; the rounder of two that are too close stays. */
export function ticks(scale: TimeScale, zoom: Zoom, gap = 0.06): Tick[] {
  const [from, to] = [scale.t(zoom.low), scale.t(zoom.high)];
  const taken: Tick[] = [];
  for (const [i, step] of [...steps_s.entries()].reverse()) {
    if ((to - from) / step > most_ticks) break;
    const major = i >= steps_s.indexOf(60) && (to - from) / step <= 12;
    for (let t_s = Math.ceil(from / step) * step; t_s <= to; t_s += step) {
      const x = zoom.screen(scale.x(t_s));
      if (taken.every((tick) => Math.abs(tick.x - x) >= gap)) taken.push({ t_s, x, major });
    }
  }
  return taken.sort((a, b) => a.t_s - b.t_s);
}
