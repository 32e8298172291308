// A picture of the view at a stated time, for the report: drawn beside the page while nothing else is to do, so that it is
// there when somebody prints.
import { computed, effect, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as state from "../app/state";
import { createView } from "../globe";
import { buildScene } from "../model/build_scene";
import type { Moment } from "../model/contract";
import { eyes, moments } from "./eyes";
import type { Eyes } from "./known";
import { capital, clock } from "./words";

const patience_ms = 1500;
const layers = { fans: true, trails: true, labels: true, evidence: true, ellipses: true, areas: true };

/** The moment that the picture shows: an alert if there is one, as that is what the reader asks about. */
export function pictured(list: readonly Moment[]): Moment | null {
  return list.find((moment) => moment.step === "declared") ?? list.at(-1) ?? null;
}
const shown = computed(() => pictured(moments.value));
interface Picture {
  readonly url: string;
  readonly eyes: Eyes;
}
const picture = signal<Picture | null>(null);

export function Snapshot(): JSX.Element | null {
  const moment = shown.value;
  const now = picture.value;
  if (!moment || !now || now.eyes !== eyes.value) return null;
  const words = `What ${capital(state.centre.value)} knew at ${clock(moment.t_s)}: ${moment.title}`;
  return (
    <figure class="snapshot">
      <img src={now.url} alt={words} />
      <figcaption>
        {words}. Solid: flown; dashed: predicted; dotted: what a sensor just saw; an ellipse holds the impact
        with 86 % if the estimate is right.
      </figcaption>
    </figure>
  );
}

/** Out of sight; once for the page. */
export function Studio(): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const wanted = { eyes: eyes.value, moment: shown.value };
      clearTimeout(timer);
      if (state.playing.value || picture.peek()?.eyes === wanted.eyes) return;
      timer = setTimeout(() => void draw(host.current, wanted), patience_ms);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return <div class="studio" ref={host} aria-hidden="true" />;
}

async function draw(host: HTMLElement | null, wanted: { eyes: Eyes; moment: Moment | null }): Promise<void> {
  const run = state.run.peek();
  const { moment } = wanted;
  if (!run || !moment || !host) return;
  const view = createView("globe-2d", host);
  try {
    const selected = moment.track > 0 ? `track:${wanted.eyes.centre}/${moment.track}` : "";
    const scene = buildScene(run, { ...wanted.eyes, t_s: moment.t_s, selected, layers });
    const options = { theme: "light", layers, plain_symbols: false, inertial: false } as const;
    view.look(moment);
    await view.idle();
    view.draw(scene, options);
    const url = await asUrl(await view.png());
    if (eyes.peek() === wanted.eyes) picture.value = { url, eyes: wanted.eyes };
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
