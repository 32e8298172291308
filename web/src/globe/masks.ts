// Where land, areas and sectors are, as plate-carree pictures that the globe's shader colours. Filtered smoothly, never
// by mip-maps: those smear at the poles.
import { geoEquirectangular, geoPath, type GeoPermissibleObjects } from "d3-geo";
import { CanvasTexture, LinearFilter, NoColorSpace, RepeatWrapping } from "three";
import type { Scene } from "../model/scene";
import { areaOnBall, fanOnBall, land } from "./ground";
import { context } from "./map_view";

function mask(width: number): {
  texture: CanvasTexture;
  fill: (shape: GeoPermissibleObjects, colour: string) => void;
} {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = width / 2;
  const ctx = context(canvas);
  ctx.globalCompositeOperation = "lighter";
  ctx.fillStyle = "#000";
  ctx.fillRect(0, 0, width, width / 2);
  const projection = geoEquirectangular()
    .scale(width / (2 * Math.PI))
    .translate([width / 2, width / 4]);
  const path = geoPath(projection.precision(0.3), ctx);
  const texture = new CanvasTexture(canvas);
  texture.generateMipmaps = false;
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.wrapS = RepeatWrapping;
  texture.colorSpace = NoColorSpace;
  const fill = (shape: GeoPermissibleObjects, colour: string): void => {
    ctx.beginPath();
    path(shape);
    ctx.fillStyle = colour;
    ctx.fill();
  };
  return { texture, fill };
}

/** Red: land. */
export function landMask(width: number): CanvasTexture {
  const { texture, fill } = mask(width);
  fill(land, "#f00");
  return texture;
}

/** Red: areas. Green: sectors, brighter where they overlap or hold something. */
export function tintMask(scene: Scene, width: number): CanvasTexture {
  const { texture, fill } = mask(width);
  for (const area of scene.areas) fill(areaOnBall(area).shape, "#f00");
  for (const fan of scene.fans) fill(fanOnBall(fan), fan.active ? "#006000" : "#003c00");
  return texture;
}

/** Changes when a new tint mask is due. */
export function tintKey(scene: Scene): string {
  const fans = scene.fans.map((fan) => fan.id + String(fan.active));
  return [...scene.areas.map((area) => area.id), ...fans].join();
}
