// Draws the scene: makes the view that the reader chose in an element of the page, and draws when something changed,
// at most once a frame.
import { computed, effect, untracked } from "@preact/signals";
import * as state from "../app/state";
import { createView } from "../globe";
import type { ViewKind, ViewOptions } from "../globe/view";
import { buildScene } from "../model/build_scene";
import type { Camera, Scene } from "../model/scene";
import { heldView, hold } from "./camera";
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
  const stops = [
    effect(() => showView(host, state.view.value)),
    effect(drawWhenChanged),
    onPick(host),
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

/** Where the first moment, or the one stepped to, wants the reader to look. */
function firstCamera(): Camera | null {
  return moments.peek()[Math.max(0, state.moment.peek())] ?? null;
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
  if (now) heldView()?.draw(now, options.peek());
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

function onResize(host: HTMLElement): () => void {
  const watch = new ResizeObserver(() => {
    heldView()?.resize();
    drawSoon();
  });
  watch.observe(host);
  return () => watch.disconnect();
}
