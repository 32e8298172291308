// A view of the scene: what every kind of globe and map offers to the page.
import type { Camera, Layers, Scene } from "../model/scene";
import type { Box } from "./declutter";

export type ViewKind = "globe" | "globe-2d" | "polar" | "flat";

export interface ViewOptions {
  theme: "dark" | "light" | "projector";
  layers: Layers;
  plain_symbols: boolean; // shapes instead of APP-6
  inertial: boolean; // the eye keeps still among the stars, the Earth turns under it (3-D globe only)
  covered?: readonly Box[]; // by the page's own buttons and words: no name is written there
}
export interface View {
  readonly kind: ViewKind;
  draw(scene: Scene, options: ViewOptions): void; // cheap to call every frame; draws in the same task
  look(camera: Camera): void;
  camera(): Camera;
  resize(): void; // the host element changed its size
  pick(x: number, y: number): string | null; // id of the point under a pixel of the host
  png(): Promise<Blob>;
  idle(): Promise<void>; // resolves when all assets are loaded and the last draw is on the canvas (for tests)
  dispose(): void;
}
