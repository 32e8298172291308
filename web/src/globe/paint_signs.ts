// Small signs of the map itself: where an ellipse has its middle, and where north is in a turned picture.
import { direction, reduced } from "./ball";
import { overlap, type Box } from "./declutter";
import type { SceneEllipse } from "../model/scene";
import type { Colours } from "./colours";
import type { Ctx } from "./paint_lines";
import type { Projection, Size } from "./projection2d";

/** A cross, so that an ellipse smaller than a few pixels is still found. */
export function paintImpacts(
  ctx: Ctx,
  view: Projection,
  list: readonly SceneEllipse[],
  colours: Colours,
): void {
  for (const { kind, lat_rad, lon_rad, selected } of list) {
    if (kind !== "impact") continue;
    const { x, y, hidden } = view.spot(direction(lon_rad, reduced(lat_rad)));
    if (hidden) continue;
    const r = (selected ? 6 : 4.5) * Math.min(1.3, colours.width);
    ctx.beginPath();
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x - r, y + r);
    ctx.lineTo(x + r, y - r);
    twice(ctx, colours.ellipse, 2, colours);
  }
}

const turned_rad = 0.1; // less is not worth an arrow

export function paintNorth(
  ctx: Ctx,
  view: Projection,
  size: Size,
  colours: Colours,
  covered: readonly Box[] = [],
): void {
  if (Math.abs(view.north_rad) < turned_rad) return;
  const corner = { x: 0, y: size.h - 52, w: 52, h: 52 };
  const over = covered.find((box) => overlap(box, corner));
  const [x, y, r] = [26, (over?.y ?? size.h) - 26, 11];
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(view.north_rad);
  ctx.beginPath();
  ctx.moveTo(0, -r);
  ctx.lineTo(0.55 * r, r);
  ctx.lineTo(0, 0.55 * r);
  ctx.lineTo(-0.55 * r, r);
  ctx.closePath();
  ctx.fillStyle = colours.ink;
  twice(ctx, colours.ink, 1, colours);
  ctx.fill();
  ctx.restore();
  const far = r + 9;
  ctx.font = `600 ${0.9 * colours.text_px}px system-ui, "DejaVu Sans", sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink;
  ctx.fillText("N", x + far * Math.sin(view.north_rad), y - far * Math.cos(view.north_rad));
}

/** The path in a colour over its halo. */
function twice(ctx: Ctx, colour: string, width_px: number, { halo, width }: Colours): void {
  for (const [strokeStyle, lineWidth] of [
    [halo, width_px * width + 3],
    [colour, width_px * width],
  ] as const) {
    ctx.strokeStyle = strokeStyle;
    ctx.lineWidth = lineWidth;
    ctx.stroke();
  }
}
