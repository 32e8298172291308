// The page's start: reads the run out of the file, opens it where the address or its first moment says, and keeps the
// clock, the address and the view going.
import { batch } from "@preact/signals";
import { render } from "preact";
import { readEmbedded } from "../feed/embedded";
import { webglWorks } from "../globe/make_view";
import { Run } from "../model/run";
import { App } from "../panels/app";
import { startClock } from "./clock";
import { Problem } from "./problem";
import { currentView, ready } from "./stage";
import * as state from "./state";
import { followUrl, readHash } from "./url";

declare global {
  interface Window {
    __dewline?: { view: typeof currentView; state: typeof state; run: Run }; // for tests
  }
}

/** Paused at the first warning, as the centre that gave it, without truth; then as the address says. */
function open(run: Run): void {
  batch(() => {
    state.run.value = run;
    state.centre.value = run.firstCentre();
    if (!webglWorks()) state.view.value = "globe-2d";
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
  window.__dewline = { view: currentView, state, run };
  render(<App />, host);
  startClock();
  followUrl(window);
  if (state.page.peek() !== "replay") requestAnimationFrame(ready);
}

const host = document.getElementById("app")!;
start(host).catch((error: unknown) => {
  render(<Problem error={error} />, host);
  ready();
});
