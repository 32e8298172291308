// The sensors' lowest beams as translucent sheets: what flies over one can be seen by its sensor.
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  DynamicDrawUsage,
  Mesh,
  MeshBasicMaterial,
} from "three";
import type { SceneFan } from "../model/scene";
import type { Colours } from "./colours";
import { raw } from "./earth_mesh";
import { fanEdge } from "./lifted";

export class FanSheet {
  private readonly geometry = new BufferGeometry();
  private readonly material = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.045,
    side: DoubleSide,
    depthWrite: false,
  });
  readonly mesh = new Mesh(this.geometry, this.material);
  private places = new Float32Array(0);
  private shows = "";

  constructor() {
    this.mesh.frustumCulled = false;
  }

  set(fans: readonly SceneFan[], colours: Colours): void {
    raw(this.material.color, colours.fan);
    const wanted = fans.map(({ id }) => id).join();
    if (wanted === this.shows) return;
    this.shows = wanted;
    const corners = fans.flatMap(trianglesOf);
    this.room(corners.length);
    this.places.set(corners);
    this.geometry.getAttribute("position").needsUpdate = true;
    this.geometry.setDrawRange(0, corners.length / 3);
  }

  /** A larger buffer only when the old one is too small. */
  private room(numbers: number): void {
    if (numbers <= this.places.length && this.geometry.hasAttribute("position")) return;
    this.places = new Float32Array(Math.max(9, numbers));
    this.geometry.dispose();
    const attribute = new BufferAttribute(this.places, 3).setUsage(DynamicDrawUsage);
    this.geometry.setAttribute("position", attribute);
  }
}

/** From the sensor to each step of the edge; beams are straight, so triangles are exact along them. */
function trianglesOf(fan: SceneFan): number[] {
  const edge = fanEdge(fan);
  const whole = fan.az_width_rad > 2 * Math.PI - 1e-6;
  const apex = whole ? middleOf(edge) : edge[0]!;
  return edge.slice(1).flatMap((p, i) => [...apex, ...edge[i]!, ...p]);
}
function middleOf(edge: readonly (readonly [number, number, number])[]): [number, number, number] {
  const sum = edge.slice(1).reduce(([a, b, c], [x, y, z]) => [a + x, b + y, c + z], [0, 0, 0] as const);
  const n = edge.length - 1;
  return [sum[0] / n, sum[1] / n, sum[2] / n];
}
