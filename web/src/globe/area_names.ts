// The names of areas: in the middle of what is seen of each, where nothing else stands.
import type { SceneArea, Vec3 } from "../model/scene";
import type { Colours } from "./colours";
import { overlap, within, type Box } from "./declutter";
import { areaOnBall } from "./ground";
import type { Ctx } from "./paint_lines";
import type { Projection } from "./projection2d";

interface Words {
  readonly w: number;
  readonly h: number;
}
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
  measure: (text: string) => Words,
): AreaName[] {
  const placed = [...taken];
  const out: AreaName[] = [];
  for (const area of areas) {
    const size = measure(area.label);
    const box = placesFor(area, view, picture, size).find(
      (b) => within(b, picture) && !placed.some((p) => overlap(p, b)),
    );
    if (!box) continue;
    placed.push(box);
    out.push({ text: area.label, box });
  }
  return out;
}

/** In a large area over places that are in the picture, nearest to the middle of them all first; beside a small one. */
function placesFor(area: SceneArea, view: Projection, picture: Box, { w, h }: Words): Box[] {
  const outline = seen(areaOnBall(area).rings.flat(), view);
  const { x, y, wide, high } = around(outline);
  const gap = 4;
  if (wide < w)
    return [
      { x: x - w / 2, y: y + high / 2 + gap, w, h },
      { x: x - w / 2, y: y - high / 2 - gap - h, w, h },
      { x: x - wide / 2 - gap - w, y: y - h / 2, w, h },
      { x: x + wide / 2 + gap, y: y - h / 2, w, h },
    ];
  const places = seen(areaOnBall(area).inside, view).filter((p) => within({ ...p, w: 0, h: 0 }, picture));
  const { x: x0, y: y0 } = mean(places);
  const far = new Map(places.map((p) => [p, Math.hypot(p.x - x0, p.y - y0)]));
  return places
    .sort((a, b) => far.get(a)! - far.get(b)!)
    .map((p) => ({ x: p.x - w / 2, y: p.y - h / 2, w, h }));
}

interface Place {
  readonly x: number;
  readonly y: number;
}
function seen(points: readonly Vec3[], view: Projection): Place[] {
  return points.map((p) => view.spot(p)).filter(({ hidden }) => !hidden);
}
function mean(places: readonly Place[]): Place {
  const x = places.reduce((sum, p) => sum + p.x, 0) / places.length;
  return { x, y: places.reduce((sum, p) => sum + p.y, 0) / places.length };
}
function around(places: readonly Place[]): Place & { readonly wide: number; readonly high: number } {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, wide: right - left, high: bottom - top };
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
