// Play, speed, steps and moments.
import type { JSX } from "preact";
import * as state from "../app/state";
import { nextMoment, openMoment, speeds, stepEvent, toggleAllCentres, togglePlay } from "./actions";
import { showAll, zoom, zoomed } from "./bar_window";
import { moments } from "./eyes";
import { Icon } from "./icons";
import { slow_t } from "./slow_clock";
import { clock } from "./words";

export function Transport(): JSX.Element {
  return (
    <div class="transport" role="group" aria-label="Clock">
      <PlayButton />
      <button
        type="button"
        class="button icon"
        title="Previous event ([)"
        aria-label="Previous event"
        onClick={() => stepEvent(-1)}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        class="button icon"
        title="Next event (])"
        aria-label="Next event"
        onClick={() => stepEvent(1)}
      >
        <Icon name="next" />
      </button>
      <Now />
      <Speed />
      <Moments />
      <AllCentres />
      <Zooms />
    </div>
  );
}

/** The other centres' alert states beside the chosen one's; only where there are others. */
function AllCentres(): JSX.Element | null {
  if ((state.run.value?.page.centres.length ?? 0) < 2) return null;
  return (
    <button
      type="button"
      class="button all-centres"
      aria-pressed={state.all_centres.value}
      title="The alert states of all centres, each as that centre knew it (C)"
      onClick={toggleAllCentres}
    >
      All centres
    </button>
  );
}

function Zooms(): JSX.Element {
  return (
    <div class="group zooms" role="group" aria-label="Zoom of the time bar">
      <button
        type="button"
        class="button icon"
        aria-label="Show more time"
        title="Show more time (wheel)"
        onClick={() => zoom(1.6)}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="button icon"
        aria-label="Show less time"
        title="Show less time (wheel)"
        onClick={() => zoom(1 / 1.6)}
      >
        <Icon name="plus" />
      </button>
      <button type="button" class="button" disabled={!zoomed.value} onClick={showAll}>
        All
      </button>
    </div>
  );
}

function PlayButton(): JSX.Element {
  const on = state.playing.value;
  return (
    <button
      type="button"
      class="button icon strong"
      title={on ? "Pause (K)" : "Play (K)"}
      aria-label={on ? "Pause" : "Play"}
      onClick={togglePlay}
    >
      <Icon name={on ? "pause" : "play"} />
    </button>
  );
}

function Now(): JSX.Element {
  return (
    <output class="now clock" aria-label="Time">
      {clock(slow_t.value)}
    </output>
  );
}

function Speed(): JSX.Element {
  const options = [...new Set([...speeds, state.speed.value])].sort((a, b) => a - b);
  return (
    <select
      aria-label="Speed"
      title="Speed (1 to 5)"
      value={state.speed.value}
      onChange={(event) => (state.speed.value = Number(event.currentTarget.value))}
    >
      {options.map((speed) => (
        <option key={speed} value={speed}>
          {speed} x
        </option>
      ))}
    </select>
  );
}

/** The stops worth looking at: the story's table of contents. */
function Moments(): JSX.Element | null {
  const list = moments.value;
  if (list.length === 0) return null;
  return (
    <div class="moments" role="group" aria-label="Moments">
      <select
        aria-label="Moments"
        value={state.moment.value}
        onChange={(event) => openMoment(Number(event.currentTarget.value))}
      >
        <option value={-1} disabled>
          {list.length} moments
        </option>
        {list.map((moment, i) => (
          <option key={moment.title} value={i}>
            {`${i + 1}. ${clock(moment.t_s)} ${moment.title}`}
          </option>
        ))}
      </select>
      <button type="button" class="button icon strong next" title="Next moment (Space)" onClick={nextMoment}>
        <Icon name="flag" />
        Next moment
      </button>
    </div>
  );
}
