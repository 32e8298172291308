// The time bar: axis with moments, alert band, a lane for each track. Click or drag seeks; the wheel zooms; a zoomed bar pans.
import { computed, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as state from "../app/state";
import { seek, stepEvent } from "./actions";
import { pan, place, width, zoom, zoomed } from "./bar_window";
import { events, eyes } from "./eyes";
import { LaneNames, LaneRows } from "./lane_rows";
import { lanesOf } from "./lanes";
import { AlertBands, bands_height } from "./alert_bands";
import { axis_height } from "./axis";
import { Axis, RecordRow, record_height } from "./timebar_rows";
import { clock } from "./words";

const most_lanes = 24;
const all = computed(() => (state.run.value ? lanesOf(state.run.value, eyes.value, events.value) : []));
/** The first of them, and the selected one on top if it is not among them. */
const lanes = computed(() => {
  const first = all.value.filter((lane) => lane.matters).slice(0, most_lanes);
  const chosen = all.value.find((lane) => lane.id === state.selected.value);
  return chosen && !first.includes(chosen) ? [chosen, ...first] : first;
});

export function TimeBar(): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useWidth(host);
  useWheel(host);
  const head = axis_height + bands_height.value + record_height();
  return (
    <div class="timebar" ref={host} {...drag}>
      <svg class="head" width={width.value} height={head} aria-hidden="true">
        <Axis />
        <AlertBands />
        <RecordRow />
      </svg>
      <Lanes />
      <Cursor />
      <Slider />
    </div>
  );
}

function Lanes(): JSX.Element {
  return (
    <div class="lanes" tabIndex={-1}>
      <LaneNames lanes={lanes.value} />
      <LaneRows lanes={lanes.value} />
      <More />
    </div>
  );
}

function More(): JSX.Element | null {
  const hidden = all.value.filter((lane) => lane.matters).length - most_lanes;
  if (hidden <= 0) return null;
  return <p class="more-lanes">{hidden} more: select one in the table or on the map to see its lane</p>;
}

/** The line at now: moved, never redrawn. */
function Cursor(): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const { x, from, to } = place.value;
    const at = x(state.t_s.value);
    if (!line.current) return;
    line.current.style.transform = `translateX(${at.toFixed(1)}px)`;
    line.current.style.visibility = at < from - 1 || at > to + 1 ? "hidden" : "visible";
  });
  return <div class="cursor" ref={line} aria-hidden="true" />;
}

/** What a keyboard and a screen reader use in place of the pointer. */
function Slider(): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const now = Math.round(state.t_s.value);
    bar.current?.setAttribute("aria-valuenow", String(now));
    bar.current?.setAttribute("aria-valuetext", clock(now));
  });
  const now = Math.round(state.t_s.peek());
  return (
    <div
      ref={bar}
      class="slider"
      role="slider"
      tabIndex={0}
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={Math.round(state.run.value?.end_s ?? 0)}
      aria-valuenow={now}
      aria-valuetext={clock(now)}
      onKeyDown={onSliderKey}
    />
  );
}

function onSliderKey(event: KeyboardEvent): void {
  const step_s = event.shiftKey ? 60 : 10;
  const now = state.t_s.peek();
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => seek(now - step_s),
    ArrowDown: () => seek(now - step_s),
    ArrowRight: () => seek(now + step_s),
    ArrowUp: () => seek(now + step_s),
    Home: () => seek(0),
    End: () => seek(Infinity),
    PageUp: () => stepEvent(1),
    PageDown: () => stepEvent(-1),
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}

interface Held {
  readonly pans: boolean;
  last_x: number;
  moved: number;
}
let held: Held | null = null;

/** On the axis a drag seeks; below it, in a zoomed bar, it pans. A click seeks anywhere. */
const drag = {
  onPointerDown(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    const at = event.target instanceof Element ? event.target : null;
    if (event.button !== 0 || at?.closest("button, [data-press]")) return;
    const x = barX(event);
    if (x < place.value.from - 6) return;
    held = { pans: zoomed.value && Boolean(at?.closest(".lanes")), last_x: event.clientX, moved: 0 };
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!held.pans) seek(place.value.time(x));
  },
  onPointerMove(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (!held) return;
    const dx = event.clientX - held.last_x;
    held.last_x = event.clientX;
    held.moved += Math.abs(dx);
    if (held.pans) pan(dx);
    else seek(place.value.time(barX(event)));
  },
  onPointerUp(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (held?.pans && held.moved < 4) seek(place.value.time(barX(event)));
    held = null;
  },
  onPointerCancel(): void {
    held = null;
  },
};

function barX(event: { clientX: number; currentTarget: HTMLElement }): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}

function useWidth(host: { current: HTMLElement | null }): void {
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const watch = new ResizeObserver(() => (width.value = box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, [host]);
}

/** The wheel zooms; over lanes that do not all fit it scrolls them, and zooms with Ctrl. */
function useWheel(host: { current: HTMLElement | null }): void {
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const turn = (event: WheelEvent): void => {
      const list = event.target instanceof Element ? event.target.closest(".lanes") : null;
      if (list && list.scrollHeight > list.clientHeight + 1 && !event.ctrlKey) return;
      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(-event.deltaX);
      else zoom(Math.exp(event.deltaY * 0.002), event.clientX - box.getBoundingClientRect().left);
    };
    box.addEventListener("wheel", turn, { passive: false });
    return () => box.removeEventListener("wheel", turn);
  }, [host]);
}
