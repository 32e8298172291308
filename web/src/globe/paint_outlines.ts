// Paints over the 3-D globe the outlines of what lies on it: rim, areas, sectors' edges and ellipses.
import { deg } from "../model/geodesy";
import { ellipseOutline } from "../model/build_scene";
import type { Scene, SceneEllipse, Vec3 } from "../model/scene";
import { direction, ringOnBall } from "./ball";
import type { Colours } from "./colours";
import { ellipseLook } from "./ellipse_look";
import { areaOnBall } from "./ground";
import { paintHighEdges, paintLowEdges } from "./paint_fans";
import { strokePath, type Ctx } from "./paint_lines";
import type { Projection } from "./projection2d";

export function paintOutlines(
  ctx: Ctx,
  view: Projection,
  scene: Scene,
  rim: readonly Vec3[],
  colours: Colours,
): void {
  strokePath(ctx, view, rim.map(justOver), { colour: colours.rim, width_px: 1.4, dash_px: [], alpha: 1 });
  const outline = { colour: colours.area, width_px: 1.1 * colours.width, dash_px: [6, 3], alpha: 1 };
  for (const area of scene.areas)
    for (const ring of areaOnBall(area).rings) strokePath(ctx, view, ring, outline, false);
  paintLowEdges(ctx, view, scene.fans, colours);
  paintHighEdges(ctx, view, scene.fans, colours);
  for (const ellipse of scene.ellipses) paintEllipse(ctx, view, ellipse, colours);
}

/** The rim itself is on the limit between seen and hidden. */
function justOver([x, y, z]: Vec3): Vec3 {
  return [1.001 * x, 1.001 * y, 1.001 * z];
}
function onGround(ring: readonly (readonly number[])[]): Vec3[] {
  return ring.map(([lon = 0, lat = 0]) => direction(lon * deg, lat * deg));
}

function paintEllipse(ctx: Ctx, view: Projection, ellipse: SceneEllipse, colours: Colours): void {
  const { width_px, dash_px, alpha, fill } = ellipseLook(ellipse, colours);
  const ring = onGround(ringOnBall(ellipseOutline(ellipse)));
  const spots = ring.map((p) => view.spot(p));
  if (fill > 0 && !spots.some(({ hidden }) => hidden)) {
    ctx.beginPath();
    for (const { x, y } of spots) ctx.lineTo(x, y);
    ctx.fillStyle = colours.ellipse;
    ctx.globalAlpha = fill;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  const halo = { colour: colours.halo, width_px: width_px + 2.5, dash_px: [], alpha: 1 };
  if (fill > 0) strokePath(ctx, view, ring, halo, false);
  strokePath(ctx, view, ring, { colour: colours.ellipse, width_px, dash_px, alpha }, false);
}
