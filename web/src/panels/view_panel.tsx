// The picture, its menu and the moment's caption. What draws in it is stage.ts.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { mountStage } from "./stage";
import * as state from "../app/state";
import { moments } from "./eyes";
import { slow_t } from "./slow_clock";
import { ViewMenu } from "./view_menu";
import { capital, clock } from "./words";

export function ViewPanel(): JSX.Element {
  return (
    <section class="view" aria-label="Map">
      <ViewHost />
      <ViewMenu />
      <Caption />
    </section>
  );
}

export function ViewHost(): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? mountStage(host.current) : undefined), []);
  const words = `Map of what ${capital(state.centre.value)} knows now; the tables say the same in words`;
  return (
    <div
      class="host"
      ref={host}
      role="img"
      aria-label={words}
      tabIndex={0}
      aria-keyshortcuts="+ - W A S D Q E 0"
    />
  );
}

/** The sentence of the moment, over the picture, until the clock has left it. */
function Caption(): JSX.Element | null {
  const index = state.moment.value;
  const moment = moments.value[index];
  if (!moment || Math.abs(slow_t.value - moment.t_s) > 1) return null;
  return (
    <div class="caption" aria-live="polite">
      <b>
        {index + 1} of {moments.value.length}. <span class="clock">{clock(moment.t_s)}</span> {moment.title}
      </b>
      <p>{moment.words}</p>
      <button type="button" class="button" onClick={() => (state.moment.value = -1)}>
        Close
      </button>
    </div>
  );
}
