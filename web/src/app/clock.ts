// Plays the clock: simulated time runs `speed` times as fast as the wall's, frame by frame, and stops at the end.
import { batch, effect } from "@preact/signals";
import { playing, run, speed, t_s } from "./state";

/** Where frames and wall time come from; tests bring their own. */
export interface Ticker {
  request(frame: (now_ms: number) => void): number;
  cancel(id: number): void;
}
const browser: Ticker = {
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};

/** A page in the background gets no frames; on its return the clock goes on from where it stood. */
const longest_frame_ms = 250;

/** Runs the clock while `playing`; returns how to stop for good. */
export function startClock(ticker: Ticker = browser): () => void {
  let pending = 0;
  let last_ms: number | null = null;
  const frame = (now_ms: number): void => {
    const passed_ms = last_ms === null ? 0 : Math.min(longest_frame_ms, Math.max(0, now_ms - last_ms));
    last_ms = now_ms;
    advance((passed_ms / 1000) * speed.peek());
    if (playing.peek()) pending = ticker.request(frame);
  };
  return effect(() => {
    if (!playing.value) return;
    last_ms = null;
    pending = ticker.request(frame);
    return () => ticker.cancel(pending);
  });
}

function advance(by_s: number): void {
  const end_s = run.peek()?.end_s ?? 0;
  const next_s = t_s.peek() + by_s;
  batch(() => {
    t_s.value = Math.min(next_s, end_s);
    if (next_s >= end_s) playing.value = false;
  });
}
