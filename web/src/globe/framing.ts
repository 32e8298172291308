// How a globe is looked at: a camera's cap of the ground becomes a viewpoint. Near the ground the look is slanted, so that
// what flies stands over its ground track; from far off it is straight down.
import type { Camera, Vec3 } from "../model/scene";
import { direction, mix, reduced } from "./ball";

export interface Turn {
  heading_rad: number; // the reader's own turn, added to the usual one
  tilt_rad: number;
}
/** In ball radii: the target is in the middle of the picture, whose shorter side is 2 extents. */
export interface Frame {
  readonly target: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly toward: Vec3; // the eye
  readonly extent: number;
  readonly heading_rad: number;
  readonly tilt_rad: number;
}

const near_tilt_rad = 0.96;
const near_heading_rad = -0.87; // north-west is up: arcs to the north or to the west are both seen from the side
const near_span_rad = 0.3;
const far_span_rad = 1.1;
const steepest_rad = 1.45;

/** 1 near the ground, 0 far off. */
function nearness(span_rad: number): number {
  const u = Math.min(1, Math.max(0, (far_span_rad - span_rad) / (far_span_rad - near_span_rad)));
  return u * u * (3 - 2 * u);
}

/** Half the shorter side: room for the cap and for a trajectory that rises over it; above a quarter turn, for orbits. */
export function extentOf(span_rad: number): number {
  const bend = 0.8;
  if (span_rad <= bend) return 1.75 * Math.sin(span_rad);
  const beyond = Math.max(0, span_rad - Math.PI / 2);
  return 1.75 * Math.sin(bend) + 0.1 * (span_rad - bend) + 5 * beyond * beyond;
}

/** The span with that extent. */
export function spanOf(extent: number): number {
  let [low, high] = [0, Math.PI];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (extentOf(middle) < extent) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function frameOf(camera: Camera, turn: Turn): Frame {
  const near = nearness(camera.span_rad);
  const heading_rad = near * near_heading_rad + turn.heading_rad;
  const tilt_rad = Math.min(steepest_rad, Math.max(0, near * near_tilt_rad + turn.tilt_rad));
  const target = direction(camera.lon_rad, reduced(camera.lat_rad));
  const east: Vec3 = [-Math.sin(camera.lon_rad), Math.cos(camera.lon_rad), 0];
  const lat = reduced(camera.lat_rad);
  const north: Vec3 = [
    -Math.sin(lat) * Math.cos(camera.lon_rad),
    -Math.sin(lat) * Math.sin(camera.lon_rad),
    Math.cos(lat),
  ];
  const ahead = mix(north, Math.cos(heading_rad), east, Math.sin(heading_rad));
  return {
    target,
    right: mix(east, Math.cos(heading_rad), north, -Math.sin(heading_rad)),
    up: mix(ahead, Math.cos(tilt_rad), target, Math.sin(tilt_rad)),
    toward: mix(target, Math.cos(tilt_rad), ahead, -Math.sin(tilt_rad)),
    extent: extentOf(camera.span_rad),
    heading_rad,
    tilt_rad,
  };
}

/** Where the target stands in the picture: lower the more the look is slanted, as trajectories rise upwards. */
export function targetHeight(frame: Frame): number {
  return 0.5 + 0.17 * Math.sin(frame.tilt_rad);
}

/** After a turning drag: sideways changes the heading, up and down the tilt, as long as it has room. */
export function turned(turn: Turn, tilt_rad: number, dx: number, dy: number): void {
  turn.heading_rad += 0.006 * dx;
  const wanted = Math.min(steepest_rad, Math.max(0, tilt_rad - 0.006 * dy));
  turn.tilt_rad += wanted - tilt_rad;
}
