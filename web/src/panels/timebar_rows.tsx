// The rows above the lanes: axis with the moments' flags, what the record says; marks that open what they stand for.
import type { JSX } from "preact";
import * as state from "../app/state";
import { openEvent, openMoment, stopAt } from "./actions";
import { gutter, place, ticks, width } from "./bar_window";
import { bands_height } from "./alert_bands";
import { axis_height } from "./axis";
import { moments, record } from "./eyes";
import { lookOf, shapePath } from "./icons";
import type { Event } from "./known";
import { capital, clock } from "./words";

export function record_height(): number {
  return record.value.some((row) => row.at_s !== null) ? 16 : 0;
}

export function Axis(): JSX.Element {
  const { x, from, to } = place.value;
  return (
    <g class="axis">
      {ticks.value.map(({ t_s }) => (
        <g key={t_s} transform={`translate(${x(t_s)} 0)`}>
          <line y1="20" y2="30" />
          <text x="3" y="28">
            {clock(t_s)}
          </text>
        </g>
      ))}
      {moments.value.map((moment, i) => {
        const at = x(moment.t_s);
        if (at < from - 2 || at > to + 2) return null;
        return (
          <g
            key={`${moment.t_s} ${moment.title}`}
            class={`flag ${state.moment.value === i ? "on" : ""}`}
            transform={`translate(${at} 0)`}
            data-press
            data-hint={`${i + 1}. ${clock(moment.t_s)} ${moment.title}`}
            onClick={() => openMoment(i)}
          >
            <path d="M0 17V2h13v11H1v4z" />
            <text x="6.5" y="11">
              {i + 1}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Shaped marks that open what they stand for. */
export function Markers({ list, y }: { list: readonly Event[]; y: number }): JSX.Element {
  const { x, from, to } = place.value;
  return (
    <>
      {list.map((event) => {
        const at = x(event.at_s);
        if (at < from - 6 || at > to + 6) return null;
        const look = lookOf(event.kind);
        return (
          <path
            key={event.key}
            class="marker"
            d={shapePath(look.shape)}
            fill={look.colour}
            transform={`translate(${at} ${y})`}
            data-press
            data-hint={`${clock(event.at_s)} ${event.truth ? "[truth] " : ""}${event.words}`}
            onClick={() => openEvent(event)}
          />
        );
      })}
    </>
  );
}

/** What the sources say: diamonds, never taken for the model's. */
export function RecordRow(): JSX.Element | null {
  const { x, from, to } = place.value;
  const rows = record.value.filter((row) => row.at_s !== null);
  if (rows.length === 0) return null;
  return (
    <g class="record-row" transform={`translate(0 ${axis_height + bands_height.value})`}>
      <text class="name" x={gutter.value - 8} y="12">
        Record
      </text>
      <line x1={from} x2={Math.min(to, width.value)} y1="8" y2="8" />
      {rows.map((row) => {
        const at_s = row.at_s ?? 0;
        const at = x(at_s);
        if (at < from - 6 || at > to + 6) return null;
        return (
          <path
            key={`${row.step} ${row.text}`}
            d={shapePath("diamond")}
            transform={`translate(${at} 8)`}
            data-press
            data-hint={`${clock(at_s)} in the record: ${capital(row.text)} (${row.sources.join(", ")})`}
            onClick={() => stopAt(at_s)}
          />
        );
      })}
    </g>
  );
}
