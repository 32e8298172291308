// What the page lays over the map: its buttons and the moment's words. No name is written under them.
import type { Box } from "../globe/declutter";

const margin_px = 4;

/** Boxes of the host's neighbours, in the host's pixels. */
export function coveredBy(host: HTMLElement): Box[] {
  const origin = host.getBoundingClientRect();
  return [...(host.parentElement?.children ?? [])]
    .filter((child) => child !== host)
    .flatMap((child) => (child.matches(".view-menu") ? [...child.children] : [child]))
    .map((child) => child.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box) => ({
      ...{ x: box.left - origin.left - margin_px, y: box.top - origin.top - margin_px },
      ...{ w: box.width + 2 * margin_px, h: box.height + 2 * margin_px },
    }));
}
