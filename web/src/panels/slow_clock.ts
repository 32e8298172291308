// The clock for tables and words: at once when it stands, at most four times a second while it plays.
import { effect, signal, untracked } from "@preact/signals";
import { playing, t_s } from "../app/state";

const period_ms = 250;
export const slow_t = signal(t_s.peek());

let last_ms = -Infinity;
let waiting: ReturnType<typeof setTimeout> | undefined;

function take(): void {
  last_ms = performance.now();
  clearTimeout(waiting);
  waiting = undefined;
  slow_t.value = t_s.peek();
}

effect(() => {
  const now = t_s.value;
  const runs = playing.value;
  untracked(() => {
    if (now === slow_t.peek()) return;
    const left_ms = runs ? last_ms + period_ms - performance.now() : 0;
    if (left_ms <= 0) take();
    else waiting ??= setTimeout(take, left_ms);
  });
});
