// A picture of the view at a stated time, for the report: the same scene, drawn once and kept as PNG.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import * as state from "../app/state";
import { createView } from "../globe";
import { buildScene } from "../model/build_scene";
import type { Moment } from "../model/contract";
import { moments } from "./eyes";
import { capital, clock } from "./words";

/** The moment that the picture shows: an alert if there is one, as that is what the reader asks about. */
export function pictured(list: readonly Moment[]): Moment | null {
  return list.find((moment) => moment.step === "declared") ?? list.at(-1) ?? null;
}

export function Snapshot(): JSX.Element | null {
  const host = useRef<HTMLDivElement>(null);
  const [url, setUrl] = useState("");
  const moment = pictured(moments.value);
  useSignalEffect(() => {
    const shown = pictured(moments.value);
    const wanted = { truth: state.truth.value, centre: state.centre.value };
    if (!host.current || !shown) return;
    void draw(host.current, shown, wanted).then(setUrl);
  });
  if (!moment) return null;
  const words = `What ${capital(state.centre.value)} knew at ${clock(moment.t_s)}: ${moment.title}`;
  return (
    <figure class="snapshot">
      <div class="studio" ref={host} aria-hidden="true" />
      {url && <img src={url} alt={words} />}
      <figcaption>
        {words}. Solid: flown; dashed: predicted; ellipses hold the impact with 86 % if the estimate is right.
      </figcaption>
    </figure>
  );
}

async function draw(
  host: HTMLElement,
  moment: Moment,
  eyes: { truth: boolean; centre: string },
): Promise<string> {
  const run = state.run.peek();
  if (!run) return "";
  const view = createView("globe-2d", host);
  try {
    const layers = { fans: true, trails: true, labels: true, evidence: true, ellipses: true, areas: true };
    const selected = moment.track > 0 ? `track:${eyes.centre}/${moment.track}` : "";
    const scene = buildScene(run, { ...eyes, t_s: moment.t_s, selected, layers });
    view.look(moment);
    const paint = (): void =>
      view.draw(scene, { theme: "light", layers, plain_symbols: false, inertial: false });
    paint();
    await view.idle();
    paint();
    return await asUrl(await view.png());
  } finally {
    view.dispose();
  }
}

function asUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("no picture"));
    reader.readAsDataURL(blob);
  });
}
