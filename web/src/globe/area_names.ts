// The names of areas: in the middle of what is seen of each, where nothing else stands.
import type { SceneArea } from "../model/scene";
import type { Colours } from "./colours";
import { overlap, within, type Box } from "./declutter";
import { areaOnBall } from "./ground";
import type { Ctx } from "./paint_lines";
import type { Projection } from "./projection2d";

export interface AreaName {
  readonly text: string;
  readonly box: Box;
}

/** One for each area that has room for it in the picture. */
export function areaNames(
  areas: readonly SceneArea[],
  view: Projection,
  picture: Box,
  taken: readonly Box[],
  measure: (text: string) => { readonly w: number; readonly h: number },
): AreaName[] {
  const placed = [...taken];
  const out: AreaName[] = [];
  for (const area of areas) {
    const { w, h } = measure(area.label);
    const box = fromTheMiddle(area, view, picture)
      .map(({ x, y }) => ({ x: x - w / 2, y: y - h / 2, w, h }))
      .find((b) => within(b, picture) && !placed.some((p) => overlap(p, b)));
    if (!box) continue;
    placed.push(box);
    out.push({ text: area.label, box });
  }
  return out;
}

/** Places of the area that are in the picture, those nearest to the middle of them all first. */
function fromTheMiddle(area: SceneArea, view: Projection, picture: Box): { x: number; y: number }[] {
  const seen = areaOnBall(area)
    .inside.map((p) => view.spot(p))
    .filter(({ x, y, hidden }) => !hidden && within({ x, y, w: 0, h: 0 }, picture));
  const x0 = seen.reduce((sum, { x }) => sum + x, 0) / seen.length;
  const y0 = seen.reduce((sum, { y }) => sum + y, 0) / seen.length;
  const far = new Map(seen.map((spot) => [spot, Math.hypot(spot.x - x0, spot.y - y0)]));
  return seen.sort((a, b) => far.get(a)! - far.get(b)!);
}

/** As maps write the names of lands: in the area's own colour, spaced and slanted. */
export function areaFont(ctx: Ctx, { text_px }: Colours): void {
  ctx.font = `italic 600 ${1.05 * text_px}px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif`;
  ctx.letterSpacing = "2px";
}

export function paintAreaNames(ctx: Ctx, names: readonly AreaName[], colours: Colours): void {
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  ctx.strokeStyle = colours.halo;
  ctx.fillStyle = colours.area;
  ctx.lineWidth = 3;
  for (const { text, box } of names) {
    ctx.strokeText(text, box.x, box.y + box.h / 2);
    ctx.fillText(text, box.x, box.y + box.h / 2);
  }
  ctx.letterSpacing = "0px";
}
