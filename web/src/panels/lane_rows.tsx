// The lanes themselves: what each track was at each time, who saw it, and what happened to it.
import type { JSX } from "preact";
import * as state from "../app/state";

import { toggleSelect } from "./actions";
import { gutter, place, ticks, width } from "./bar_window";
import { knowledge } from "./eyes";
import type { Bar, Lane } from "./lanes";
import { theme_sizes } from "./theme_sizes";
import { Markers } from "./timebar_rows";
import { clock } from "./words";

const num_series = 7;

function laneHeight(): number {
  return theme_sizes[state.theme.value].lane;
}

export function LaneNames({ lanes }: { lanes: readonly Lane[] }): JSX.Element {
  return (
    <ul class="lane-names" style={{ width: `${gutter.value}px` }} aria-label="Lanes">
      {lanes.map((lane) => (
        <li key={lane.id} style={{ height: `${laneHeight()}px` }}>
          <button
            type="button"
            class={`plain ${lane.truth ? "truth-word" : ""}`}
            aria-pressed={state.selected.value === lane.id}
            title={lane.label}
            onClick={() => toggleSelect(lane.id)}
          >
            <bdi>{lane.label}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function LaneRows({ lanes }: { lanes: readonly Lane[] }): JSX.Element {
  const height = laneHeight();
  const { x } = place.value;
  const whole = Math.max(1, lanes.length) * height;
  return (
    <svg class="lane-rows" width={width.value} height={whole} aria-hidden="true">
      <g class="grid">
        {ticks.value.map(({ t_s }) => (
          <line key={t_s} x1={x(t_s)} x2={x(t_s)} y1="0" y2={whole} />
        ))}
      </g>
      <g clip-path="url(#bar-clip)">
        {lanes.map((lane, i) => (
          <g key={lane.id} transform={`translate(0 ${i * height})`}>
            <Row lane={lane} height={height} />
          </g>
        ))}
      </g>
      {lanes.length === 0 && (
        <text class="none" x={gutter.value + 6} y={height - 6}>
          no track was ever confirmed here
        </text>
      )}
    </svg>
  );
}

function Row({ lane, height }: { lane: Lane; height: number }): JSX.Element {
  const { from, to } = place.value;
  const chosen = state.selected.value === lane.id;
  return (
    <>
      <rect class={`ground ${chosen ? "on" : ""}`} x={from} width={to - from} height={height} />
      {lane.bars.map((bar) => (
        <LaneBar key={`${bar.kind} ${bar.sensor} ${bar.begin_s}`} bar={bar} lane={lane} height={height} />
      ))}
      <Markers list={lane.events} y={height / 2 - 2} />
    </>
  );
}

/** Status on the lane's middle; below it, thin and coloured by sensor, who saw it. */
function LaneBar({ bar, lane, height }: { bar: Bar; lane: Lane; height: number }): JSX.Element {
  const { x } = place.value;
  const end_s = Math.min(bar.end_s, state.run.value?.end_s ?? bar.end_s);
  const sensors = knowledge.value?.sensors ?? [];
  const number = Math.max(
    0,
    sensors.findIndex((sensor) => sensor.id === bar.sensor),
  );
  const thin = bar.sensor !== "";
  return (
    <rect
      class={`bar bar-${bar.kind}`}
      x={x(bar.begin_s)}
      width={Math.max(thin ? 2 : 1, x(end_s) - x(bar.begin_s))}
      y={thin ? height - 6 + (number % 2) * 2 : height / 2 - 5}
      height={thin ? 2.5 : 6}
      {...(thin ? { fill: `var(--series-${(number % num_series) + 1})` } : {})}
      data-hint={`${lane.label}: ${bar.words}, ${clock(bar.begin_s)} to ${clock(end_s)}`}
    />
  );
}
