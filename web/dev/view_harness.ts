// One view with a scene made by hand:  view_harness.html?view=globe&theme=light&plain=1&n=200&lat=72&lon=15&span=0.4
// Without `n` the scene of one arc, else so many points. view_pictures.mjs makes pictures of it.
import { createView } from "../src/globe";
import type { ViewKind, ViewOptions } from "../src/globe/view";
import { deg } from "../src/model/geodesy";
import { crowd, layers, oneArc } from "./view_scene";

const asked = new URLSearchParams(location.search);
const number = (key: string, otherwise: number): number => Number(asked.get(key) ?? otherwise);
const options: ViewOptions = {
  theme: (asked.get("theme") ?? "dark") as ViewOptions["theme"],
  layers,
  plain_symbols: asked.get("plain") === "1",
  inertial: asked.get("inertial") === "1",
};
const num = number("n", 0);
const scene = num > 0 ? crowd(num, number("t", 0)) : oneArc();

const host = document.querySelector<HTMLElement>("#host")!;
const view = createView((asked.get("view") ?? "globe") as ViewKind, host);
view.look({
  lat_rad: number("lat", 72) * deg,
  lon_rad: number("lon", 15) * deg,
  span_rad: number("span", num > 0 ? 1.6 : 0.4),
});
view.draw(scene, options);
await view.idle();
document.documentElement.dataset["ready"] = "1";
