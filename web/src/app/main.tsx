// The page's start: reads the run out of the file, opens it where the address or its first moment says, and keeps the
// clock, the address and the view going.
import { batch } from "@preact/signals";
import { render } from "preact";
import { readEmbedded } from "../feed/embedded";
import { software } from "../globe";
import { Run } from "../model/run";
import { App } from "../panels/app";
import { heldView } from "../panels/camera";
import { scene } from "../panels/stage";
import { startClock } from "./clock";
import { Problem } from "./problem";
import * as state from "./state";
import { followUrl, readHash } from "./url";

declare global {
  interface Window {
    __dewline?: { view: typeof heldView; state: typeof state; run: Run; scene: typeof scene }; // for tests
  }
}

/** Paused at the first warning, as the centre that gave it, without truth; then as the address says. */
function open(run: Run): void {
  batch(() => {
    state.run.value = run;
    state.centre.value = run.firstCentre();
    if (software()) state.view.value = "globe-2d";
    readHash(location.hash);
    if (new URLSearchParams(location.hash.split("?")[1]).has("t")) return;
    const moment = run.firstMoment(state.centre.value);
    state.t_s.value = moment?.t_s ?? 0;
    state.moment.value = moment ? 0 : -1;
  });
}

async function start(host: HTMLElement): Promise<void> {
  const { page, chunks } = await readEmbedded(document);
  const run = new Run(page, chunks);
  open(run);
  document.title = `${page.about.title} | Dewline`;
  window.__dewline = { view: heldView, state, run, scene };
  render(<App />, host);
  startClock();
  followUrl(window);
  await firstDraw();
  ready();
}

/** Until the page is laid out and its view, if it shows one, has drawn what it shows. */
async function firstDraw(): Promise<void> {
  const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
  await frame();
  while (state.page.peek() === "replay" && !heldView()) await frame();
  await heldView()?.idle();
  await frame();
}

/** The tests' sign that all is loaded and drawn. */
function ready(): void {
  document.documentElement.dataset["ready"] = "";
}

const host = document.getElementById("app")!;
start(host).catch((error: unknown) => {
  render(<Problem error={error} />, host);
  ready();
});
