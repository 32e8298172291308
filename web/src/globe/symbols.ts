// The APP-6 symbols as images. All are loaded before the first is drawn: an image drawn as it arrives may be lost.
import { symbols } from "virtual:dewline-symbols";
import type { ScenePoint } from "../model/scene";

export interface Sheet {
  /** Null: no symbol for it; a plain shape then stands for it. */
  image(point: ScenePoint): HTMLImageElement | null;
}

let loading: Promise<Sheet> | null = null;
export function loadSheet(): Promise<Sheet> {
  return (loading ??= load());
}

async function load(): Promise<Sheet> {
  const entries = Object.entries(symbols).map(async ([key, svg]) => [key, await imageOf(svg)] as const);
  const images = new Map(await Promise.all(entries));
  return { image: (point) => images.get(keyOf(point)) ?? null };
}

/** A sensor is the centre's own; what flies is unknown to it, and so it is drawn, also where the truth is shown. */
export function keyOf({ symbol, look }: ScenePoint): string {
  if (look === "tentative") return `${symbol}/tentative`;
  return look === "coasting" || look === "ended" ? `${symbol}/faint` : symbol;
}

async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}
