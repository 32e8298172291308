// The views of the scene. Each fills the element that it is given until it is disposed of.
import { CanvasView } from "./canvas_view";
import type { View, ViewKind } from "./view";

export { software } from "./webgl";

export function createView(kind: ViewKind, host: HTMLElement): View {
  return new CanvasView(kind === "globe" ? "globe-2d" : kind, host);
}
