// Draws the scene: makes the view that the reader chose in an element of the page, and draws when something changed,
// at most once a frame.
import { computed, effect, untracked } from "@preact/signals";
import * as state from "../app/state";
import { createView } from "../globe";
import type { ViewKind, ViewOptions } from "../globe/view";
import { buildScene } from "../model/build_scene";
import type { Camera, Scene } from "../model/scene";
import { around, placesOf } from "./around";
import { endFlight, heldView, hold } from "./camera";
import { watchCover, type Cover } from "./covered";
import { moments } from "./eyes";

/** What there is to draw now; null before a run is read. */
export const scene = computed<Scene | null>(() => {
  const run = state.run.value;
  const options = { t_s: state.t_s.value, centre: state.centre.value, truth: state.truth.value };
  return run && buildScene(run, { ...options, selected: state.selected.value, layers: state.layers.value });
});
const options = computed<ViewOptions>(() => ({
  theme: state.theme.value,
  layers: state.layers.value,
  plain_symbols: state.plain_symbols.value,
  inertial: state.inertial.value,
}));

/** Fills `host` with the chosen view until the returned function is called. */
export function mountStage(host: HTMLElement): () => void {
  cover = watchCover(host, drawSoon);
  const stops = [
    effect(() => showView(host, state.view.value)),
    effect(drawWhenChanged),
    () => cover?.stop(),
    onPick(host),
    onHand(host),
    onResize(host),
  ];
  return () => {
    for (const stop of stops) stop();
    cancelAnimationFrame(pending);
    pending = 0;
    dispose();
  };
}

/** Another kind of view goes on looking where the last one looked. */
function showView(host: HTMLElement, kind: ViewKind): void {
  untracked(() => {
    if (heldView()?.kind === kind) return;
    const camera = heldView()?.camera() ?? last_camera ?? firstCamera();
    dispose();
    const view = createView(kind, host);
    hold(view);
    if (camera) view.look(camera);
    state.view.value = view.kind; // without WebGL another one than was asked for
    draw();
  });
}

let last_camera: Camera | null = null;
function dispose(): void {
  const view = heldView();
  if (!view) return;
  last_camera = view.camera();
  hold(null);
  view.dispose();
}

const rounding_s = 0.1; // of a time in an address
const least_first_rad = 0.3; // a lone sensor is looked at with what it looks over

/** Where the moment stepped to, else the last one before now, wants the reader to look; before all: at what there is. */
export function firstCamera(): Camera | null {
  const past = moments.peek().findLast(({ t_s }) => t_s <= state.t_s.peek() + rounding_s);
  const moment = moments.peek()[state.moment.peek()] ?? past;
  if (moment) return moment;
  const all = scene.peek() && around(placesOf(scene.peek()!));
  return all && { ...all, span_rad: Math.max(least_first_rad, all.span_rad) };
}

function drawWhenChanged(): void {
  void scene.value;
  void options.value;
  drawSoon();
}

let cover: Cover | null = null;
let pending = 0;
function drawSoon(): void {
  pending ||= requestAnimationFrame(draw);
}
function draw(): void {
  pending = 0;
  const now = scene.peek();
  const view = heldView();
  if (!now || !view) return;
  view.draw(now, { ...options.peek(), covered: cover?.boxes ?? [] });
}

/** A click that was no drag selects what is under it. */
function onPick(host: HTMLElement): () => void {
  let down: PointerEvent | null = null;
  const press = (event: PointerEvent): void => {
    down = event.button === 0 ? event : null;
  };
  const release = (event: PointerEvent): void => {
    const still = down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 5;
    down = null;
    if (!still) return;
    const box = host.getBoundingClientRect();
    state.selected.value = heldView()?.pick(event.clientX - box.left, event.clientY - box.top) ?? "";
  };
  host.addEventListener("pointerdown", press);
  host.addEventListener("pointerup", release);
  return () => {
    host.removeEventListener("pointerdown", press);
    host.removeEventListener("pointerup", release);
  };
}

/** A flight ends where the reader moves the map. */
function onHand(host: HTMLElement): () => void {
  const listeners = new AbortController();
  for (const what of ["pointerdown", "wheel", "keydown"])
    host.addEventListener(what, endFlight, { signal: listeners.signal, passive: true });
  return () => listeners.abort();
}

function onResize(host: HTMLElement): () => void {
  const watch = new ResizeObserver(() => heldView()?.resize());
  watch.observe(host);
  return () => watch.disconnect();
}
