// Paints the edges of the sensors' volumes where they stand over the ground.
import type { SceneFan } from "../model/scene";
import type { Colours } from "./colours";
import { fanEdge, fanTop } from "./lifted";
import { strokePath, type Ctx } from "./paint_lines";
import type { Projection } from "./projection2d";

/** The lowest beams' edge clearly. */
export function paintLowEdges(
  ctx: Ctx,
  view: Projection,
  fans: readonly SceneFan[],
  { fan_edge, width }: Colours,
): void {
  for (const fan of fans) {
    const width_px = (fan.active || fan.selected ? 1.5 : 1.1) * width;
    strokePath(ctx, view, fanEdge(fan), { colour: fan_edge, width_px, dash_px: [], alpha: 0.9 });
  }
}

/** Of a selected sensor the rest of the volume lightly: the highest beams and the upright edges between. */
export function paintHighEdges(
  ctx: Ctx,
  view: Projection,
  fans: readonly SceneFan[],
  { fan_edge, width }: Colours,
): void {
  const stroke = { colour: fan_edge, width_px: 1.1 * width, dash_px: [2, 4], alpha: 0.75 };
  for (const fan of fans)
    if (fan.selected) for (const edge of fanTop(fan)) strokePath(ctx, view, edge, stroke);
}
