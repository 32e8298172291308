// The 3-D globe's eye: where it stands, three's camera for it, and where points of the ball lie in the picture.
import { PerspectiveCamera, Vector4 } from "three";
import type { Vec3 } from "../model/scene";
import { behindBall, dot, mix } from "./ball";
import { targetHeight, type Frame } from "./framing";
import type { Projection, Size } from "./projection2d";

const field_rad = 0.56; // of view, over the picture's shorter side

export interface Eye {
  readonly camera: PerspectiveCamera;
  readonly at: Vec3;
}

/** Looks along the frame, with its target where slanted looks want it: by shifting the picture, not by turning. */
export function eyeOf(frame: Frame, { w, h }: Size): Eye {
  const distance = frame.extent / Math.tan(field_rad / 2);
  const at = mix(frame.target, 1, frame.toward, distance);
  const half = (Math.tan(field_rad / 2) * h) / Math.min(w, h);
  const height = Math.hypot(...at) - 1;
  const near = Math.max(1e-4, 0.2 * Math.min(height, distance));
  const camera = new PerspectiveCamera((2 * Math.atan(half) * 180) / Math.PI, w / h, near, distance + 12);
  camera.position.set(...at);
  camera.up.set(...frame.up);
  camera.lookAt(at[0] - frame.toward[0], at[1] - frame.toward[1], at[2] - frame.toward[2]);
  camera.updateMatrixWorld();
  camera.projectionMatrix.elements[9]! += 2 * targetHeight(frame) - 1;
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  return { camera, at };
}

export function perspective(frame: Frame, eye: Eye, size: Size): Projection {
  const all = eye.camera.projectionMatrix.clone().multiply(eye.camera.matrixWorldInverse);
  const v = new Vector4();
  return {
    lifts: true,
    px_per_radius: Math.min(size.w, size.h) / 2 / frame.extent,
    north_rad: -frame.heading_rad,
    spot: (p) => {
      v.set(p[0], p[1], p[2], 1).applyMatrix4(all);
      if (v.w < 1e-6) return { x: -1e6, y: -1e6, hidden: true };
      const x = (size.w / 2) * (1 + v.x / v.w);
      return { x, y: (size.h / 2) * (1 - v.y / v.w), hidden: behindBall(p, eye.at) };
    },
    joined: (a, b) => a.x > -1e6 && b.x > -1e6,
  };
}

/** From the eye, the rim of the ball is a circle about `middle` in the plane across the line to the ball's middle. */
export function rimOf({ at }: Eye, n = 180): Vec3[] {
  const d = Math.hypot(...at);
  const axis = mix(at, 1 / d, at, 0);
  const radius = Math.sqrt(1 - 1 / (d * d));
  const side: Vec3 = Math.abs(axis[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const u0 = mix(side, 1, axis, -dot(side, axis));
  const u = mix(u0, 1 / Math.hypot(...u0), u0, 0);
  const v: Vec3 = [
    axis[1] * u[2] - axis[2] * u[1],
    axis[2] * u[0] - axis[0] * u[2],
    axis[0] * u[1] - axis[1] * u[0],
  ];
  return Array.from({ length: n + 1 }, (_, i) => {
    const turn = (2 * Math.PI * i) / n;
    return mix(axis, 1 / d, mix(u, radius * Math.cos(turn), v, radius * Math.sin(turn)), 1);
  });
}
