// A page for tests of the panels: import this first, as Preact looks for `document` when it is loaded.
import { Window } from "happy-dom";

const page = new Window({ width: 1280, height: 720, url: "file:///report.html" });
const names = [
  ...["document", "Element", "HTMLElement", "SVGElement", "Node", "Event", "KeyboardEvent"],
  ...["ResizeObserver", "getComputedStyle", "matchMedia", "location", "requestAnimationFrame"],
  "cancelAnimationFrame",
] as const;
for (const name of names)
  Object.defineProperty(globalThis, name, {
    value: Reflect.get(page, name),
    configurable: true,
    writable: true,
  });
Object.defineProperty(globalThis, "window", { value: page, configurable: true });
