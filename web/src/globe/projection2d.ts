// Where the points of the ball lie in a 2-D picture. Three projections behind one interface; each offers d3's form of
// itself for what lies on the ground (d3 clips and bends it) and its own for what flies.
import { geoAzimuthalEquidistantRaw, geoOrthographic, geoProjection, type GeoProjection } from "d3-geo";
import { deg } from "../model/geodesy";
import type { Camera, Vec3 } from "../model/scene";
import { behindBall, dot, geodetic, reduced } from "./ball";
import { frameOf, targetHeight, type Frame, type Turn } from "./framing";

export interface Size {
  readonly w: number;
  readonly h: number;
}
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly hidden: boolean; // behind the Earth, or on the other side of the map's cut
}
export interface Projection {
  readonly lifts: boolean; // height shows
  readonly px_per_radius: number;
  readonly north_rad: number; // where north points at the middle of the picture, clockwise from up
  spot(p: Vec3): Spot;
  /** Do two neighbours of a line belong together, or does the map's cut lie between them? */
  joined(a: Spot, b: Spot): boolean;
}
export interface FlatProjection extends Projection {
  readonly geo: GeoProjection;
}

/** As seen from far away along the frame's direction. */
export function orthographic(camera: Camera, turn: Turn, size: Size): FlatProjection {
  const frame = frameOf(camera, turn);
  const scale = Math.min(size.w, size.h) / 2 / frame.extent;
  const x0 = size.w / 2 - scale * dot(frame.target, frame.right);
  const y0 = size.h * targetHeight(frame) + scale * dot(frame.target, frame.up);
  return {
    geo: clipped(
      geoOrthographic()
        .rotate(rotationOf(frame))
        .clipAngle(90 - 1e-6),
      scale,
      x0,
      y0,
      size,
    ),
    lifts: true,
    px_per_radius: scale,
    north_rad: -frame.heading_rad,
    spot: (p) => ({
      x: x0 + scale * dot(p, frame.right),
      y: y0 - scale * dot(p, frame.up),
      hidden: behindBall(p, frame.toward, true),
    }),
    joined: () => true,
  };
}

/** d3's angles that turn the frame's eye to the middle and its up to the top. */
export function rotationOf({ toward, up, right }: Frame): [number, number, number] {
  const lat = Math.asin(Math.max(-1, Math.min(1, toward[2])));
  const lon = Math.atan2(toward[1], toward[0]);
  const roll = Math.atan2(-right[2], up[2]);
  return [-lon / deg, -lat / deg, roll / deg];
}

/** Distances from the pole are true; the camera's meridian runs down from it (up from the South Pole). */
export function polar(camera: Camera, size: Size): FlatProjection {
  const sign = camera.lat_rad >= 0 ? 1 : -1;
  const scale = Math.min(size.w, size.h) / 2 / flatExtent(camera.span_rad);
  const from_pole = Math.PI / 2 - sign * reduced(camera.lat_rad);
  const [x0, y0] = [size.w / 2, size.h / 2 - sign * scale * from_pole];
  const geo = geoProjection(geoAzimuthalEquidistantRaw)
    .rotate([-camera.lon_rad / deg, -90 * sign, 0])
    .clipAngle(180 - 1e-3);
  const spot = (p: Vec3): Spot => {
    const distance = Math.PI / 2 - sign * Math.atan2(p[2], Math.hypot(p[0], p[1]));
    const turn = Math.atan2(p[1], p[0]) - camera.lon_rad;
    const [x, y] = [x0 + scale * distance * Math.sin(turn), y0 + sign * scale * distance * Math.cos(turn)];
    return { x, y, hidden: false };
  };
  const joined = (a: Spot, b: Spot): boolean => Math.hypot(a.x - b.x, a.y - b.y) < 2 * scale;
  return { geo: clipped(geo, scale, x0, y0, size), ...flatness(scale), spot, joined };
}

/** Straight meridians and parallels, true to scale along the meridians and the camera's parallel (at most at 60 deg). */
export function flat(camera: Camera, size: Size): FlatProjection {
  const squeeze = Math.max(0.5, Math.cos(camera.lat_rad));
  const scale = Math.min(size.w, size.h) / 2 / flatExtent(camera.span_rad);
  const [x0, y0] = [size.w / 2, size.h / 2 + scale * reduced(camera.lat_rad)];
  const geo = geoProjection((lon, lat) => [squeeze * lon, lat]).rotate([-camera.lon_rad / deg, 0, 0]);
  const spot = (p: Vec3): Spot => {
    const lat = Math.atan2(p[2], Math.hypot(p[0], p[1]));
    const lon = Math.atan2(p[1], p[0]) - camera.lon_rad;
    const wrapped = lon - 2 * Math.PI * Math.round(lon / (2 * Math.PI));
    return { x: x0 + scale * squeeze * wrapped, y: y0 - scale * lat, hidden: false };
  };
  const joined = (a: Spot, b: Spot): boolean => Math.abs(a.x - b.x) < scale * squeeze * Math.PI;
  return { geo: clipped(geo, scale, x0, y0, size), ...flatness(scale), spot, joined };
}

/** Half the shorter side in radians: a cap with some room around it, at most the whole Earth. */
export function flatExtent(span_rad: number): number {
  return Math.min(1.45 * span_rad, Math.PI);
}

function flatness(px_per_radius: number): Pick<Projection, "lifts" | "px_per_radius" | "north_rad"> {
  return { lifts: false, px_per_radius, north_rad: 0 };
}

function clipped(geo: GeoProjection, scale: number, x: number, y: number, { w, h }: Size): GeoProjection {
  const margin = 8;
  return geo
    .scale(scale)
    .translate([x, y])
    .precision(0.4)
    .clipExtent([
      [-margin, -margin],
      [w + margin, h + margin],
    ]);
}

/** The camera after a drag by (dx, dy) pixels: what was under the pointer goes with it, nearly. */
export function dragged(camera: Camera, view: Projection, tilt_rad: number, dx: number, dy: number): Camera {
  const [s, c] = [Math.sin(view.north_rad), Math.cos(view.north_rad)];
  const slant = dy / Math.max(0.3, Math.cos(tilt_rad));
  const east = -(c * dx + s * slant) / view.px_per_radius;
  const north = (c * slant - s * dx) / view.px_per_radius;
  const lat = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, reduced(camera.lat_rad) + north));
  const lon = camera.lon_rad + east / Math.max(0.25, Math.cos(lat));
  return { ...camera, lat_rad: geodetic(lat), lon_rad: lon - 2 * Math.PI * Math.round(lon / (2 * Math.PI)) };
}
