// The keyboard. Fields and buttons keep the keys that are theirs.
import * as state from "../app/state";
import * as act from "./actions";
import { fit } from "./fit";

type Action = () => void;
const letters: Readonly<Record<string, Action>> = {
  k: act.togglePlay,
  "[": () => act.stepEvent(-1),
  "]": () => act.stepEvent(1),
  "1": () => act.keySpeed(0),
  "2": () => act.keySpeed(1),
  "3": () => act.keySpeed(2),
  "4": () => act.keySpeed(3),
  "5": () => act.keySpeed(4),
  f: fit,
  g: () => act.toggleLayer("fans"),
  l: () => act.toggleLayer("labels"),
  v: act.nextView,
  c: act.toggleAllCentres,
  x: () => act.setTruth(!state.truth.value),
  t: act.nextTheme,
  "?": () => (state.help_open.value = !state.help_open.value),
  escape: letGo,
};

function letGo(): void {
  if (state.selected.value || state.why.value) {
    state.selected.value = "";
    state.why.value = null;
  }
}

const typed = "input, select, textarea, [contenteditable]";
const pressed = "button, a, summary, [role=menuitem]";

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target instanceof Element ? event.target : null;
  if (state.help_open.value || at?.closest(typed)) return; // the open dialog has the keyboard, Esc closes it
  const action = actionOf(event, at);
  if (!action) return;
  event.preventDefault();
  action();
}

function actionOf(event: KeyboardEvent, at: Element | null): Action | null {
  const { key } = event;
  if (key === " ") return at?.closest(pressed) ? null : act.nextMoment;
  if (key === "Enter") return at?.closest(pressed) ? null : act.togglePlay;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    if (at?.closest("[role=slider]")) return null;
    const step_s = (event.shiftKey ? 60 : 10) * (key === "ArrowLeft" ? -1 : 1);
    return () => act.seek(state.t_s.value + step_s);
  }
  return letters[key.toLowerCase()] ?? null;
}
