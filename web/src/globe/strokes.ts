// How each kind of line looks, in every view.
import type { SceneLine } from "../model/scene";
import { colourOf, type Colours } from "./colours";

export interface Stroke {
  readonly colour: string;
  readonly width_px: number;
  readonly dash_px: readonly number[]; // empty: solid
  readonly alpha: number;
}

export function strokeOf(line: SceneLine, colours: Colours): Stroke {
  const { width, ink, link } = colours;
  const more = line.selected ? 0.9 * width : 0;
  const own = colourOf(line.look, colours);
  const of: Record<SceneLine["kind"], Stroke> = {
    flown: { colour: own, width_px: 2.2 * width + more, dash_px: [], alpha: 1 },
    predicted: { colour: own, width_px: 1.8 * width + more, dash_px: [8 * width, 5 * width], alpha: 1 },
    evidence: { colour: ink, width_px: 1.4 * width, dash_px: [1.5 * width, 4 * width], alpha: 0.9 },
    "true-path": { colour: own, width_px: 1.5 * width + more, dash_px: [14, 3, 2, 3], alpha: 0.95 },
    link: { colour: link, width_px: 1.2 * width, dash_px: [2, 5], alpha: 0.8 },
  };
  return of[line.kind];
}
