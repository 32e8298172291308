// How each kind of ellipse looks, in every view: the prediction filled, a region dashed, what was thought before a faint
// outline that fades.
import type { SceneEllipse } from "../model/scene";
import type { Colours } from "./colours";

export interface EllipseLook {
  readonly width_px: number;
  readonly dash_px: readonly number[]; // empty: solid
  readonly alpha: number; // of the outline
  readonly fill: number; // 0: none, and no halo
}

export function ellipseLook({ kind, fade, selected }: SceneEllipse, { width }: Colours): EllipseLook {
  if (kind === "past") return { width_px: width, dash_px: [], alpha: 0.15 + 0.55 * fade, fill: 0 };
  const width_px = (selected ? 2.4 : 1.6) * width;
  if (kind === "region") return { width_px, dash_px: [9 * width, 6 * width], alpha: 1, fill: 0.12 };
  return { width_px, dash_px: [], alpha: 1, fill: 0.22 };
}
