// Paints symbols, the stalks under what flies, the selection's ring and labels.
import type { ScenePoint } from "../model/scene";
import { onBall } from "./ball";
import { colourOf, type Colours } from "./colours";
import { foot } from "./lifted";
import {
  inDrawingOrder,
  selection_gap,
  shapeRadius,
  symbolRadius,
  truth_gap,
  type Label,
  type Mark,
} from "./marks";
import { strokePath, type Ctx } from "./paint_lines";
import type { Projection, Size } from "./projection2d";
import { drawShape } from "./shapes";
import type { Sheet } from "./symbols";

/** Those that are seen, in drawing order. */
export function marksOf(
  points: readonly ScenePoint[],
  view: Projection,
  size: Size,
  plain: boolean,
  scale = 1,
): Mark[] {
  const r = scale * (plain ? shapeRadius(points.length) : symbolRadius(points.length));
  const out: Mark[] = [];
  for (const point of inDrawingOrder(points)) {
    const { x, y, hidden } = view.spot(onBall(point.p_m));
    const outside = x < -r || y < -r || x > size.w + r || y > size.h + r;
    if (!hidden && !outside) out.push({ point, x, y, r });
  }
  return out;
}

/** From what flies straight down to the ground: that is how a height is read. */
export function paintStalks(ctx: Ctx, view: Projection, marks: readonly Mark[], colours: Colours): void {
  if (!view.lifts || marks.length > 60) return;
  for (const { point } of marks) {
    const top = onBall(point.p_m);
    const bottom = foot(top);
    if (!bottom) continue;
    const stroke = { colour: colourOf(point.look, colours), width_px: 1, dash_px: [1, 3], alpha: 0.8 };
    strokePath(ctx, view, [top, bottom], stroke);
    const { x, y, hidden } = view.spot(bottom);
    if (hidden) continue;
    ctx.fillStyle = stroke.colour;
    ctx.fillRect(x - 1.5, y - 1.5, 3, 3);
  }
}

export function paintMarks(ctx: Ctx, marks: readonly Mark[], colours: Colours, sheet: Sheet | null): void {
  for (const mark of marks) {
    const image = sheet?.image(mark.point);
    if (image) {
      const { x, y, r } = mark;
      const k = (2 * r) / Math.max(image.width, image.height);
      ctx.drawImage(
        image,
        x - (k * image.width) / 2,
        y - (k * image.height) / 2,
        k * image.width,
        k * image.height,
      );
    } else drawShape(ctx, mark.point, mark.x, mark.y, mark.r, colours);
    if (mark.point.look === "truth") paintRing(ctx, mark, truth_gap, colours.truth, colours);
    if (mark.point.selected) paintRing(ctx, mark, selection_gap, colours.selection, colours);
  }
}

const crowded_px = 10;
function paintRing(ctx: Ctx, { x, y, r }: Mark, gap: number, own: string, colours: Colours): void {
  const fine = r < crowded_px ? 0.6 : 1; // in a crowd
  for (const [colour, width] of [
    [colours.halo, 4.5 * fine],
    [own, 2.2 * fine],
  ] as const) {
    ctx.beginPath();
    ctx.arc(x, y, r + gap, 0, 2 * Math.PI);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width * Math.min(colours.width, 1.3);
    ctx.stroke();
  }
}

export function fontOf({ text_px }: Colours, selected = false): string {
  return `${selected ? "600" : "500"} ${text_px}px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif`;
}

export function paintLabels(ctx: Ctx, labels: readonly Label[], colours: Colours): void {
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  for (const { mark, box } of labels) {
    ctx.font = fontOf(colours, mark.point.selected);
    ctx.strokeStyle = colours.halo;
    ctx.lineWidth = 3.5;
    ctx.strokeText(mark.point.label, box.x, box.y + box.h / 2);
    ctx.fillStyle = mark.point.look === "truth" ? colours.truth : colours.ink;
    ctx.fillText(mark.point.label, box.x, box.y + box.h / 2);
  }
}
