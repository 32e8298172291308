// Paints the ground of a 2-D picture: sea, land, graticule, areas, sectors and ellipses.
import { geoPath, type GeoPath, type GeoPermissibleObjects } from "d3-geo";
import type { SceneArea, SceneEllipse, SceneFan } from "../model/scene";
import type { Colours } from "./colours";
import { ellipseLook } from "./ellipse_look";
import { areaOnBall, ellipseOnBall, fanOnBall, graticule, land } from "./ground";
import { paintHighEdges, paintLowEdges } from "./paint_fans";
import type { Ctx } from "./paint_lines";
import type { FlatProjection, Size } from "./projection2d";

interface Look {
  fill?: string;
  stroke?: string;
  alpha?: number;
  width?: number;
  dash?: readonly number[];
  line?: number; // opacity of the stroke
}
function paint(ctx: Ctx, path: GeoPath, shape: GeoPermissibleObjects, look: Look): void {
  ctx.beginPath();
  path(shape);
  ctx.globalAlpha = look.alpha ?? 1;
  if (look.fill) {
    ctx.fillStyle = look.fill;
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  if (!look.stroke) return;
  ctx.globalAlpha = look.line ?? 1;
  ctx.strokeStyle = look.stroke;
  ctx.lineWidth = look.width ?? 1;
  ctx.setLineDash([...(look.dash ?? [])]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

export function paintEarth(
  ctx: Ctx,
  view: FlatProjection,
  size: Size,
  span_rad: number,
  colours: Colours,
): void {
  const path = geoPath(view.geo, ctx);
  ctx.fillStyle = colours.space;
  ctx.fillRect(0, 0, size.w, size.h);
  paint(ctx, path, { type: "Sphere" }, { fill: colours.sea });
  paint(ctx, path, land, { fill: colours.land, stroke: colours.coast, width: 0.8 * colours.width });
  paint(ctx, path, graticule(span_rad), { stroke: colours.grid, width: 0.6 });
  paint(ctx, path, { type: "Sphere" }, { stroke: colours.rim, width: 1.2 * colours.width });
}

export function paintAreas(
  ctx: Ctx,
  view: FlatProjection,
  areas: readonly SceneArea[],
  colours: Colours,
): void {
  const path = geoPath(view.geo, ctx);
  const look = { fill: colours.area, alpha: 0.1, stroke: colours.area, width: 1.1 * colours.width };
  for (const area of areas) paint(ctx, path, areaOnBall(area).shape, { ...look, dash: [6, 3] });
}

/** A sector lightly, its edge clearly; where height shows, the edge of the lowest beam over its ground. */
export function paintFans(ctx: Ctx, view: FlatProjection, fans: readonly SceneFan[], colours: Colours): void {
  const path = geoPath(view.geo, ctx);
  for (const fan of fans) {
    const look = { fill: colours.fan, alpha: fan.active ? 0.1 : 0.06 };
    paint(ctx, path, fanOnBall(fan), view.lifts ? look : { ...look, stroke: colours.fan_edge });
  }
  if (view.lifts) paintLowEdges(ctx, view, fans, colours);
  paintHighEdges(ctx, view, fans, colours);
}

export function paintEllipses(
  ctx: Ctx,
  view: FlatProjection,
  list: readonly SceneEllipse[],
  colours: Colours,
): void {
  const path = geoPath(view.geo, ctx);
  for (const ellipse of list) {
    const { width_px: width, dash_px: dash, alpha: line, fill } = ellipseLook(ellipse, colours);
    const shape = ellipseOnBall(ellipse);
    if (fill > 0) {
      paint(ctx, path, shape, { stroke: colours.halo, width: width + 2.5 });
      paint(ctx, path, shape, { fill: colours.ellipse, alpha: fill });
    }
    paint(ctx, path, shape, { stroke: colours.ellipse, width, dash, line });
  }
}
