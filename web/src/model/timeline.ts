// The time bar's scale: busy stretches get more room, so that the first minutes of a warning can be read.

const bins = 64;
/** How much of the bar is given out by time alone; the rest goes to where events are. */
const even_share = 0.45;

/** A piecewise linear map, strictly increasing both ways: share 0 at T = 0 and 1 at the end of the run. */
export class Timeline {
  readonly end_s: number;
  readonly #times: Float64Array;
  readonly #places: Float64Array;

  /** Without events the scale is even. */
  constructor(end_s: number, events_s: readonly number[] = []) {
    this.end_s = Math.max(end_s, 1e-3);
    this.#times = Float64Array.from({ length: bins + 1 }, (_, i) => this.#edge(i));
    this.#places = heaps(this.#weights(events_s));
  }

  /** Where t lies on the bar; outside the run: its ends. */
  share(t_s: number): number {
    return bend(this.#times, this.#places, t_s);
  }
  time(share: number): number {
    return bend(this.#places, this.#times, share);
  }

  #edge(i: number): number {
    return (this.end_s * i) / bins;
  }
  #weights(events_s: readonly number[]): number[] {
    const counts = new Array<number>(bins).fill(0);
    const width = this.end_s / bins;
    for (const t of events_s) {
      const bin = Math.floor(t / width);
      if (bin >= 0 && bin <= bins) counts[Math.min(bin, bins - 1)]! += 1;
    }
    // Roots: two events need more room than one, forty not forty times as much. Neighbours get a part, for markers' width.
    const roots = counts.map(Math.sqrt);
    const spread = roots.map((w, i) => w + 0.5 * ((roots[i - 1] ?? 0) + (roots[i + 1] ?? 0)));
    const sum = spread.reduce((a, b) => a + b, 0);
    const even = 1 / bins;
    return spread.map((w) => (sum > 0 ? even_share * even + ((1 - even_share) * w) / sum : even));
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
