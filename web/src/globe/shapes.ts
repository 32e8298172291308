// Plain shapes for readers who do not know APP-6, and for what has no symbol. Shape says what a thing is, its line how
// surely it is known: dashed is tentative, hollow is coasting or over, and a cross says that nothing sees it now.
import type { ScenePoint } from "../model/scene";
import { colourOf, type Colours } from "./colours";

/** A path of the shape about the origin, `r` its radius. */
export function trace(ctx: CanvasRenderingContext2D, symbol: string, r: number): void {
  const corners = polygons[symbol] ?? polygons["unknown"]!;
  ctx.beginPath();
  if (symbol === "satellite" || symbol === "infrared") ctx.arc(0, 0, r, 0, 2 * Math.PI);
  else corners.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(r * x, r * y) : ctx.lineTo(r * x, r * y)));
  ctx.closePath();
}

const polygons: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  unknown: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  missile: [
    [0, -1.3],
    [1, 0.9],
    [-1, 0.9],
  ],
  rocket: [
    [0, -1.3],
    [0.75, -0.2],
    [0.75, 1],
    [-0.75, 1],
    [-0.75, -0.2],
  ],
  reentry: [
    [0, 1.3],
    [1, -0.9],
    [-1, -0.9],
  ],
  aircraft: [
    [0, -1.2],
    [1.2, 0.8],
    [0, 0.35],
    [-1.2, 0.8],
  ],
  radar: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  interceptor: [
    [0, -1.3],
    [0.45, -0.3],
    [1, 1],
    [0, 0.6],
    [-1, 1],
    [-0.45, -0.3],
  ],
  launcher: [
    [-0.35, -1.1],
    [0.35, -1.1],
    [0.35, 0.2],
    [1.1, 0.2],
    [1.1, 1],
    [-1.1, 1],
    [-1.1, 0.2],
    [-0.35, 0.2],
  ],
  asset: [
    [-1.1, -0.5],
    [0, -1.2],
    [1.1, -0.5],
    [1.1, 1],
    [-1.1, 1],
  ],
  centre: [
    [0, -1.2],
    [1.14, -0.37],
    [0.71, 0.97],
    [-0.71, 0.97],
    [-1.14, -0.37],
  ],
};

export function drawShape(
  ctx: CanvasRenderingContext2D,
  point: ScenePoint,
  x: number,
  y: number,
  r: number,
  colours: Colours,
): void {
  const colour = colourOf(point.look, colours);
  const hollow = point.look === "coasting" || point.look === "ended" || point.look === "tentative";
  ctx.save();
  ctx.translate(x, y);
  trace(ctx, point.symbol, r);
  ctx.lineJoin = "round";
  ctx.strokeStyle = colours.halo;
  ctx.lineWidth = 4.5;
  ctx.stroke();
  ctx.fillStyle = hollow ? colours.halo : colour;
  ctx.fill();
  ctx.strokeStyle = hollow ? colour : colours.halo;
  ctx.lineWidth = hollow ? 2 : 1;
  if (point.look === "tentative") ctx.setLineDash([2.5, 2]);
  ctx.stroke();
  if (point.look === "coasting") cross(ctx, 0.5 * r);
  ctx.restore();
}

function cross(ctx: CanvasRenderingContext2D, r: number): void {
  ctx.beginPath();
  ctx.moveTo(-r, -r);
  ctx.lineTo(r, r);
  ctx.moveTo(r, -r);
  ctx.lineTo(-r, r);
  ctx.lineWidth = 1.5;
  ctx.stroke();
}
