// What happened, as the centre learnt it. What has not come yet is grey, or hidden until it is reached.
import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { openEvent } from "./actions";
import { events } from "./eyes";
import { Mark } from "./icons";
import type { Event } from "./known";
import { slow_t } from "./slow_clock";
import { clock, plural } from "./words";

const first_shown = 120;
const filter = signal("");
const hide_future = signal(false);
const all = signal(false);

const found = computed(() => {
  const words = filter.value.trim().toLowerCase();
  if (!words) return events.value;
  return events.value.filter((e) =>
    `${e.kind} ${e.words} ${e.sensor} ${e.state}`.toLowerCase().includes(words),
  );
});
/** How many of them the clock has reached: changes seldom, so that the list is drawn seldom. */
const reached = computed(() => found.value.filter((event) => event.at_s <= slow_t.value).length);

export function EventsList(): JSX.Element {
  return (
    <section class="panel events" aria-labelledby="events-head">
      <header>
        <h2 id="events-head">Events</h2>
        <label class="check small">
          <input
            type="checkbox"
            checked={hide_future.value}
            onChange={(event) => (hide_future.value = event.currentTarget.checked)}
          />
          hide future
        </label>
        <input
          type="search"
          placeholder="filter"
          aria-label="Filter events"
          value={filter.value}
          onInput={(event) => (filter.value = event.currentTarget.value)}
        />
      </header>
      <List />
    </section>
  );
}

function List(): JSX.Element {
  const count = reached.value;
  const list = hide_future.value ? found.value.slice(0, count) : found.value;
  const from = all.value ? 0 : Math.max(0, Math.min(count - first_shown / 2, list.length - first_shown));
  const shown = all.value ? list : list.slice(from, from + first_shown);
  const box = useKeepInSight(count);
  return (
    <div class="scroll" ref={box} tabIndex={0} role="region" aria-label="Events">
      {list.length === 0 && (
        <p class="empty">{filter.value ? "No event has these words." : "Nothing yet."}</p>
      )}
      <ol class="event-list">
        {shown.map((event, i) => (
          <Line key={event.key} event={event} future={from + i >= count} last={from + i === count - 1} />
        ))}
      </ol>
      {shown.length < list.length && (
        <button type="button" class="button more" onClick={() => (all.value = true)}>
          Show all {plural(list.length, "event")}
        </button>
      )}
    </div>
  );
}

/** Scrolls the list, and nothing else, so that the newest event stays in sight; measured in the next frame, not twice. */
function useKeepInSight(count: number) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => keepInSight(box.current));
    return () => cancelAnimationFrame(frame);
  }, [count]);
  return box;
}
function keepInSight(host: HTMLElement | null): void {
  const line = host?.querySelector<HTMLElement>("li.last");
  if (!host || !line) return;
  const top = line.offsetTop; // in the host, which is positioned
  const outside = top < host.scrollTop + 20 || top > host.scrollTop + host.clientHeight - 60;
  if (outside) host.scrollTop = top - host.clientHeight / 2;
}

function Line({ event, future, last }: { event: Event; future: boolean; last: boolean }): JSX.Element {
  const look = `${future ? "future" : ""} ${last ? "last selected" : ""} ${event.truth ? "truth-row" : ""}`;
  return (
    <li class={look}>
      <button type="button" class="plain" onClick={() => openEvent(event)}>
        <span class="clock">{clock(event.at_s)}</span>
        <Mark kind={event.kind} />
        <span>
          {event.truth && <span class="hidden">[truth] </span>}
          {event.words}
          {future && <span class="hidden"> (not yet)</span>}
        </span>
      </button>
    </li>
  );
}
