// The views of the scene. Each fills the element that it is given until it is disposed of.
import { CanvasView } from "./canvas_view";
import { GlobeView } from "./globe_view";
import type { View, ViewKind } from "./view";
import { hasWebGL } from "./webgl";

export { software } from "./webgl";

/** Without WebGL the 2-D globe stands in for the 3-D one. */
export function createView(kind: ViewKind, host: HTMLElement): View {
  if (kind !== "globe") return new CanvasView(kind, host);
  return hasWebGL() ? new GlobeView(host) : new CanvasView("globe-2d", host);
}
