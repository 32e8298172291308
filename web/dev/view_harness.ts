// One view with a scene made by hand:  view_harness.html?view=globe&theme=light&plain=1&n=200&lat=72&lon=15&span=0.4
// Without `n` the scene of one arc. window.__harness is for view_bench.mjs.
import { createView } from "../src/globe";
import type { View, ViewKind, ViewOptions } from "../src/globe/view";
import { deg } from "../src/model/geodesy";
import { crowd, layers, oneArc } from "./view_scene";

interface Harness {
  readonly view: View;
  /** Draws so many frames, a second of the scene's clock each; the mean time in this task, in milliseconds. */
  run(frames: number): Promise<number>;
}
declare global {
  var __harness: Harness;
}

const asked = new URLSearchParams(location.search);
const number = (key: string, otherwise: number): number => Number(asked.get(key) ?? otherwise);
const options: ViewOptions = {
  theme: (asked.get("theme") ?? "dark") as ViewOptions["theme"],
  layers,
  plain_symbols: asked.get("plain") === "1",
  inertial: asked.get("inertial") === "1",
};
const num = number("n", 0);
const sceneAt = (t_s: number) => (num > 0 ? crowd(num, t_s) : oneArc());

function frame(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => done()));
}

async function run(view: View, frames: number): Promise<number> {
  let total_ms = 0;
  for (let i = 0; i < frames; i++) {
    await frame();
    const scene = sceneAt(i);
    const begin = performance.now();
    view.draw(scene, options);
    total_ms += performance.now() - begin;
  }
  return total_ms / frames;
}

const host = document.querySelector<HTMLElement>("#host")!;
const view = createView((asked.get("view") ?? "globe") as ViewKind, host);
view.look({
  lat_rad: number("lat", 72) * deg,
  lon_rad: number("lon", 15) * deg,
  span_rad: number("span", num > 0 ? 1.6 : 0.4),
});
view.draw(sceneAt(0), options);
await view.idle();
view.draw(sceneAt(0), options);
globalThis.__harness = { view, run: (frames) => run(view, frames) };
document.documentElement.dataset["ready"] = "1";
