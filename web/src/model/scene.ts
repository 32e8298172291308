// What there is to draw at one instant, for every view: plain numbers, Earth-fixed metres. Owner: model.
export type Vec3 = readonly [number, number, number];
export type Look = "truth" | "tentative" | "confirmed" | "coasting" | "sensor" | "centre" | "ended";

export interface ScenePoint {
  id: string; // "object:x", "track:moscow/3", "sensor:olenegorsk"
  label: string;
  p_m: Vec3;
  symbol: string; // key of the symbol sheet
  look: Look;
  selected: boolean;
}
export interface SceneLine {
  id: string;
  kind: "flown" | "predicted" | "evidence" | "true-path" | "link";
  points_m: Float32Array; // 3 n
  look: Look;
  selected: boolean;
}
export interface SceneEllipse {
  id: string;
  kind: "impact" | "past" | "region"; // region: it manoeuvres, no point can be predicted
  fade: number; // 0 to 1: of past ones, the older the fainter
  lat_rad: number;
  lon_rad: number;
  major_m: number; // the semi-axes as drawn (2 sigma), see model/build_scene.ts
  minor_m: number;
  az_rad: number;
  selected: boolean;
}
export interface SceneFan {
  id: string; // sensor id and face
  lat_rad: number;
  lon_rad: number;
  h_m: number;
  az_start_rad: number;
  az_width_rad: number;
  el_min_rad: number;
  el_max_rad: number;
  range_m: number;
  active: boolean; // it holds something now
  selected: boolean; // its sensor is: all edges of its volume are drawn
}
export interface SceneArea {
  id: string;
  label: string;
  outlines_deg: number[][][];
}
export interface Scene {
  t_s: number;
  rotation_rad: number; // of the Earth-fixed axes from the inertial ones, about z: for a view with fixed stars
  points: ScenePoint[];
  lines: SceneLine[];
  ellipses: SceneEllipse[];
  fans: SceneFan[];
  areas: SceneArea[];
}
export interface Layers {
  fans: boolean;
  trails: boolean;
  labels: boolean;
  evidence: boolean;
  ellipses: boolean;
  areas: boolean;
}
/** Where a view looks: centre and half the angle that it shows. */
export interface Camera {
  lat_rad: number;
  lon_rad: number;
  span_rad: number;
}
