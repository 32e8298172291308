// Mouse, pen and touch on a view: drag moves it, drag with Shift or the right button turns it, wheel and pinch zoom.
export interface Moves {
  drag(dx: number, dy: number): void;
  turn(dx: number, dy: number): void;
  zoom(factor: number): void; // above 1: nearer
}

/** Until the returned function is called. */
export function followPointer(element: HTMLElement, moves: Moves): () => void {
  const fingers = new Map<number, PointerEvent>();
  const press = (event: PointerEvent): void => {
    fingers.set(event.pointerId, event);
    element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    const other = [...fingers.values()].find((f) => f.pointerId !== event.pointerId);
    if (other) moves.zoom(apart(event, other) / Math.max(1, apart(before, other)));
    else if (event.shiftKey || event.buttons & 2) moves.turn(dx, dy);
    else moves.drag(dx, dy);
    fingers.set(event.pointerId, event);
  };
  const lift = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    moves.zoom(Math.exp(-0.0015 * lines * Math.max(-400, Math.min(400, event.deltaY))));
  };
  const menu = (event: Event): void => event.preventDefault();
  const listeners = new AbortController();
  const on = { signal: listeners.signal };
  element.style.touchAction = "none";
  element.addEventListener("pointerdown", press, on);
  element.addEventListener("pointermove", move, on);
  element.addEventListener("pointerup", lift, on);
  element.addEventListener("pointercancel", lift, on);
  element.addEventListener("wheel", wheel, { ...on, passive: false });
  element.addEventListener("contextmenu", menu, on);
  return () => listeners.abort();
}

function apart(a: PointerEvent, b: PointerEvent): number {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}
