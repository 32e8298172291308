// What the reader can do, for buttons and keys alike: seek, step through events and moments, select, ask why.
import { batch } from "@preact/signals";
import * as state from "../app/state";
import { fly } from "./camera";
import { events, moments } from "./eyes";
import type { Event, Row } from "./known";

export const speeds = [1, 2, 5, 10, 20, 50, 100, 200] as const;
const key_speeds = [1, 5, 20, 60, 200] as const;

function end_s(): number {
  return state.run.peek()?.end_s ?? 0;
}

export function seek(t_s: number): void {
  state.t_s.value = Math.min(Math.max(0, t_s), end_s());
}

/** Stops the clock where the reader wants to look. */
export function stopAt(t_s: number): void {
  batch(() => {
    state.playing.value = false;
    seek(t_s);
  });
}

export function togglePlay(): void {
  batch(() => {
    if (!state.playing.value && state.t_s.value >= end_s()) state.t_s.value = 0;
    state.playing.value = !state.playing.value;
  });
}

export function keySpeed(index: number): void {
  state.speed.value = key_speeds[index] ?? state.speed.value;
}

export function openEvent(event: Event): void {
  batch(() => {
    stopAt(event.at_s);
    if (event.track > 0) selectTrack(event.track);
    else if (event.object) state.selected.value = `object:${event.object}`;
    else if (event.sensor) state.selected.value = `sensor:${event.sensor}`;
    state.why.value = { step: event.step, state: event.state, track: event.track, at_s: event.at_s };
  });
}

export function openRow(row: Row): void {
  batch(() => {
    if (row.at_s !== null) stopAt(row.at_s);
    if (row.track > 0) selectTrack(row.track);
    const target = { step: row.step, state: row.state, track: row.track };
    state.why.value = row.at_s === null ? target : { ...target, at_s: row.at_s };
  });
}

export function selectTrack(number: number): void {
  state.selected.value = number > 0 ? `track:${state.centre.value}/${number}` : "";
}

/** A second click lets go. */
export function toggleSelect(id: string): void {
  state.selected.value = state.selected.value === id ? "" : id;
}

/** The id of the selected track of the chosen centre, "moscow/3"; "": none. */
export function selectedTrack(): string {
  const id = state.selected.value;
  return id.startsWith(`track:${state.centre.value}/`) ? id.slice("track:".length) : "";
}

export function stepEvent(way: 1 | -1): void {
  const now = state.t_s.peek();
  const next =
    way > 0
      ? events.value.find((event) => event.at_s > now + 0.01)
      : events.value.findLast((event) => event.at_s < now - 0.01);
  if (next) openEvent(next);
}

export function nextMoment(): void {
  const count = moments.value.length;
  if (count > 0) openMoment((state.moment.peek() + 1) % count);
}

export function openMoment(index: number): void {
  const moment = moments.value[index];
  if (!moment) return;
  batch(() => {
    state.page.value = "replay";
    state.moment.value = index;
    stopAt(moment.t_s);
    if (moment.track > 0) selectTrack(moment.track);
    const { step, state: alert, track, t_s: at_s } = moment;
    state.why.value = step ? { step, state: alert, track, at_s } : null;
  });
  fly({ lat_rad: moment.lat_rad, lon_rad: moment.lon_rad, span_rad: moment.span_rad });
}

/** Another pair of eyes: what was chosen belonged to the old ones. */
export function chooseCentre(id: string): void {
  batch(() => {
    state.centre.value = id;
    state.moment.value = -1;
    state.why.value = null;
    if (state.selected.value.startsWith("track:")) state.selected.value = "";
  });
}

/** The alert states and ledgers of all centres beside each other, each as that centre knew it. */
export function toggleAllCentres(): void {
  if ((state.run.peek()?.page.centres.length ?? 0) > 1) state.all_centres.value = !state.all_centres.value;
}

export function setTruth(on: boolean): void {
  batch(() => {
    state.truth.value = on;
    if (on) return;
    if (state.selected.value.startsWith("object:")) state.selected.value = "";
    state.why.value = null;
  });
}

export function nextTheme(): void {
  const order = { dark: "light", light: "projector", projector: "dark" } as const;
  state.theme.value = order[state.theme.value];
}

export function nextView(): void {
  const order = ["globe", "globe-2d", "polar", "flat"] as const;
  state.view.value = order[(order.indexOf(state.view.value) + 1) % order.length] ?? "globe-2d";
}

export function toggleLayer(name: keyof typeof state.layers.value): void {
  state.layers.value = { ...state.layers.value, [name]: !state.layers.value[name] };
}
