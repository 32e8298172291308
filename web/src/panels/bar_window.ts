// The part of the run that the time bar shows, and where an instant stands in it, in pixels.
import { computed, signal } from "@preact/signals";
import * as state from "../app/state";
import { type Tick, TimeScale, ticks as ticksOf, Zoom } from "../model/timeline";
import { events } from "./eyes";
import { theme_sizes } from "./theme_sizes";

const right_edge = 12;
const tick_px = { dark: 66, light: 66, projector: 90 } as const;

export const gutter = computed(() => theme_sizes[state.theme.value].gutter);
export const width = signal(1000);
const shown = signal(new Zoom());

/** What comes all the time needs no room of its own. */
const minor = new Set(["deleted", "reacquired", "merged"]);
const scale = computed(() => {
  const told = events.value
    .filter((event) => !event.truth && !minor.has(event.kind))
    .map((event) => event.at_s);
  return new TimeScale({ begin_s: 0, end_s: state.run.value?.end_s ?? 1 }, told);
});
export const zoomed = computed(() => shown.value.high - shown.value.low < 0.999);

export interface Place {
  x(t_s: number): number;
  time(x: number): number;
  readonly from: number;
  readonly to: number;
}
/** Pixels for seconds in the window now. */
export const place = computed<Place>(() => {
  const from = gutter.value;
  const to = Math.max(from + 50, width.value - right_edge);
  const [whole, part] = [scale.value, shown.value];
  return {
    from,
    to,
    x: (t_s) => from + part.screen(whole.x(t_s)) * (to - from),
    time: (x) => whole.t(part.place((x - from) / (to - from))),
  };
});

export const ticks = computed<readonly Tick[]>(() => {
  const { from, to } = place.value;
  const span_s = place.value.time(to) - place.value.time(from);
  const roundest_s = span_s > 600 ? 30 : span_s > 120 ? 10 : 1;
  const all = ticksOf(scale.value, shown.value, tick_px[state.theme.value] / (to - from));
  return all.filter((tick) => tick.t_s % roundest_s === 0 && place.value.x(tick.t_s) < to - 44);
});

/** Closer (factor < 1) or farther about a pixel. */
export function zoom(factor: number, about_x = (place.value.from + place.value.to) / 2): void {
  const { from, to } = place.value;
  shown.value = shown.value.by(factor, Math.min(1, Math.max(0, (about_x - from) / (to - from))));
}

export function pan(pixels: number): void {
  const { from, to } = place.value;
  shown.value = shown.value.shifted(-pixels / (to - from));
}

export function showAll(): void {
  shown.value = new Zoom();
}
