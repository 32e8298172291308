// The keyboard on a map that has the focus, for readers without a mouse. The page's own keys (panels/keys.ts) are others.
import type { Moves } from "./pointer";

const step_px = 60;
const turn_px = 25;
const zoom = 1.25;

export interface KeyMoves extends Moves {
  upright(): void; // undoes all turns
}
const actions: Readonly<Record<string, (moves: KeyMoves) => void>> = {
  "+": (m) => m.zoom(zoom),
  "=": (m) => m.zoom(zoom), // the same key without Shift
  "-": (m) => m.zoom(1 / zoom),
  w: (m) => m.drag(0, step_px),
  s: (m) => m.drag(0, -step_px),
  a: (m) => m.drag(step_px, 0),
  d: (m) => m.drag(-step_px, 0),
  q: (m) => m.turn(-turn_px, 0),
  e: (m) => m.turn(turn_px, 0),
  "0": (m) => m.upright(),
};

/** Until the returned function is called. */
export function followKeys(element: HTMLElement, moves: KeyMoves): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action(moves);
  };
  element.addEventListener("keydown", press);
  return () => element.removeEventListener("keydown", press);
}
