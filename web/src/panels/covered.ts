// What the page lays over the map: its buttons and the moment's words. No name is written under them.
import type { Box } from "../globe/declutter";

const margin_px = 4;

export interface Cover {
  readonly boxes: readonly Box[]; // in the host's pixels
  stop(): void;
}

/** Measured only after a layout that changed something there: to ask at each draw would lay out the page each time. */
export function watchCover(host: HTMLElement, changed: () => void): Cover {
  const cover = { boxes: [] as readonly Box[], stop: () => {} };
  const sizes = new ResizeObserver(() => {
    cover.boxes = coversOf(host).map((element) => boxIn(host, element));
    changed();
  });
  const watchAll = (): void => {
    sizes.disconnect();
    for (const element of [host, ...coversOf(host)]) sizes.observe(element);
  };
  const parts = new MutationObserver(watchAll);
  const around = host.parentElement;
  if (around) parts.observe(around, { childList: true });
  for (const menu of around?.querySelectorAll(":scope > .view-menu") ?? [])
    parts.observe(menu, { childList: true });
  watchAll();
  cover.stop = () => {
    sizes.disconnect();
    parts.disconnect();
  };
  return cover;
}

/** The host's neighbours; of the menu, which is as wide as the map, its groups. */
function coversOf(host: HTMLElement): Element[] {
  return [...(host.parentElement?.children ?? [])]
    .filter((element) => element !== host)
    .flatMap((element) => (element.matches(".view-menu") ? [...element.children] : [element]));
}

function boxIn(host: HTMLElement, element: Element): Box {
  const origin = host.getBoundingClientRect();
  const { left, top, width, height } = element.getBoundingClientRect();
  return {
    ...{ x: left - origin.left - margin_px, y: top - origin.top - margin_px },
    ...{ w: width + 2 * margin_px, h: height + 2 * margin_px },
  };
}
