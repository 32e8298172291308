// Paints lines that have a height: what the Earth hides of them is left faint.
import type { SceneLine, Vec3 } from "../model/scene";
import { wgs84 } from "../model/geodesy";
import { polar_m } from "./ball";
import type { Colours } from "./colours";
import type { Projection, Spot } from "./projection2d";
import { strokeOf, type Stroke } from "./strokes";

export type Ctx = CanvasRenderingContext2D;

const hidden_alpha = 0.22;

export function paintLines(ctx: Ctx, view: Projection, lines: readonly SceneLine[], colours: Colours): void {
  for (const line of [...lines].sort((a, b) => Number(a.selected) - Number(b.selected)))
    strokePath(ctx, view, pointsOf(line.points_m), strokeOf(line, colours));
}

function pointsOf(points_m: Float32Array): Vec3[] {
  const out: Vec3[] = [];
  for (let i = 0; i + 2 < points_m.length; i += 3)
    out.push([points_m[i]! / wgs84.a_m, points_m[i + 1]! / wgs84.a_m, points_m[i + 2]! / polar_m]);
  return out;
}

/** A line of the ball in one stroke for what is seen and one for what is hidden. */
export function strokePath(
  ctx: Ctx,
  view: Projection,
  points: readonly Vec3[],
  stroke: Stroke,
  show_hidden = true,
): void {
  const spots = points.map((p) => view.spot(p));
  ctx.strokeStyle = stroke.colour;
  ctx.lineWidth = stroke.width_px;
  ctx.lineCap = stroke.dash_px.length === 0 ? "round" : "butt";
  ctx.lineJoin = "round";
  ctx.setLineDash([...stroke.dash_px]);
  for (const hidden of show_hidden ? [true, false] : [false]) {
    ctx.globalAlpha = hidden ? hidden_alpha * stroke.alpha : stroke.alpha;
    if (tracePath(ctx, view, spots, hidden)) ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** The stretches that are hidden, or those that are not; false if there are none. */
function tracePath(ctx: Ctx, view: Projection, spots: readonly Spot[], hidden: boolean): boolean {
  let drawn = false;
  let pen = false;
  ctx.beginPath();
  for (let i = 1; i < spots.length; i++) {
    const [a, b] = [spots[i - 1]!, spots[i]!];
    const show = (a.hidden && b.hidden) === hidden && view.joined(a, b);
    if (show && !pen) ctx.moveTo(a.x, a.y);
    if (show) ctx.lineTo(b.x, b.y);
    pen = show;
    drawn ||= show;
  }
  return drawn;
}
