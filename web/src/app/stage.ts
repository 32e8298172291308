// Draws the scene: makes the view that the reader chose in an element of the page, and draws when something changed,
// at most once a frame.
import { computed, effect, untracked } from "@preact/signals";
import { makeView } from "../globe/make_view";
import type { View, ViewKind, ViewOptions } from "../globe/view";
import { buildScene } from "../model/build_scene";
import type { Camera, Scene } from "../model/scene";
import { hold } from "../panels/camera";
import * as state from "./state";

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

let view: View | null = null;
/** The view that is on the page now; null on the pages without one. */
export function currentView(): View | null {
  return view;
}

/** Fills `host` with the chosen view until the returned function is called. */
export function mountStage(host: HTMLElement): () => void {
  const stops = [
    effect(() => showView(host, state.view.value)),
    effect(drawWhenChanged),
    onPick(host),
    onResize(host),
  ];
  return () => {
    stops.forEach((stop) => stop());
    cancelAnimationFrame(pending);
    pending = 0;
    dispose();
  };
}

/** Another kind of view goes on looking where the last one looked. */
function showView(host: HTMLElement, kind: ViewKind): void {
  untracked(() => {
    if (view?.kind === kind) return;
    const camera = view?.camera() ?? last_camera ?? firstCamera();
    dispose();
    const made = makeView(kind, host);
    view = made;
    hold(made);
    if (camera) made.look(camera);
    state.view.value = made.kind; // without WebGL another one than was asked for
    drawSoon();
  });
}

let last_camera: Camera | null = null;
function dispose(): void {
  if (!view) return;
  last_camera = view.camera();
  hold(null);
  view.dispose();
  view = null;
}

/** Where the chosen centre's first moment, or the one stepped to, wants the reader to look. */
function firstCamera(): Camera | null {
  const known = state.run.peek()?.knowledge(state.centre.peek());
  return known?.moments[Math.max(0, state.moment.peek())] ?? null;
}

function drawWhenChanged(): void {
  void scene.value;
  void options.value;
  drawSoon();
}

let pending = 0;
function drawSoon(): void {
  pending ||= requestAnimationFrame(draw);
}
function draw(): void {
  pending = 0;
  const now = scene.peek();
  if (!view || !now) return;
  view.draw(now, options.peek());
  void view.idle().then(ready);
}
/** The tests' sign that everything is loaded and drawn. */
export function ready(): void {
  document.documentElement.dataset["ready"] = "";
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
    if (!still || !view) return;
    const box = host.getBoundingClientRect();
    state.selected.value = view.pick(event.clientX - box.left, event.clientY - box.top) ?? "";
  };
  host.addEventListener("pointerdown", press);
  host.addEventListener("pointerup", release);
  return () => {
    host.removeEventListener("pointerdown", press);
    host.removeEventListener("pointerup", release);
  };
}

function onResize(host: HTMLElement): () => void {
  const watch = new ResizeObserver(() => {
    view?.resize();
    drawSoon();
  });
  watch.observe(host);
  return () => watch.disconnect();
}
