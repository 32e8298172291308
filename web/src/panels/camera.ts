// Where the view looks, and its flights there. The view itself is the view panel's; this is how others move it.
import type { View } from "../globe/view";
import type { Camera } from "../model/scene";

const flight_ms = 500;
let held: View | null = null;
let flight = 0;

export function hold(view: View | null): void {
  cancelAnimationFrame(flight);
  held = view;
}
/** The reader has taken the map in hand. */
export function endFlight(): void {
  cancelAnimationFrame(flight);
}
export function heldView(): View | null {
  return held;
}

/** Looks there at once where motion is not wanted, else in a short flight along the great circle. */
export function fly(to: Camera): void {
  cancelAnimationFrame(flight);
  const view = held;
  if (!view) return;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) return view.look(to);
  const from = view.camera();
  const begin = performance.now();
  const step = (now: number): void => {
    const u = Math.min(1, Math.max(0, (now - begin) / flight_ms));
    if (held !== view) return;
    view.look(u === 1 ? to : between(from, to, u * u * (3 - 2 * u)));
    if (u < 1) flight = requestAnimationFrame(step);
  };
  flight = requestAnimationFrame(step);
}

/** A camera on the way: the centre along the great circle, the angle in equal ratios. */
export function between(from: Camera, to: Camera, u: number): Camera {
  const a = unit(from);
  const b = unit(to);
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const [wa, wb] = angle < 1e-6 || angle > Math.PI - 1e-3 ? [1 - u, u] : slerp(angle, u);
  const p = [wa * a[0] + wb * b[0], wa * a[1] + wb * b[1], wa * a[2] + wb * b[2]] as const;
  return {
    lat_rad: Math.atan2(p[2], Math.hypot(p[0], p[1])),
    lon_rad: Math.atan2(p[1], p[0]),
    span_rad: from.span_rad * (to.span_rad / from.span_rad) ** u,
  };
}

function slerp(angle: number, u: number): [number, number] {
  return [Math.sin((1 - u) * angle) / Math.sin(angle), Math.sin(u * angle) / Math.sin(angle)];
}

function unit({ lat_rad, lon_rad }: Camera): readonly [number, number, number] {
  return [Math.cos(lat_rad) * Math.cos(lon_rad), Math.cos(lat_rad) * Math.sin(lon_rad), Math.sin(lat_rad)];
}
