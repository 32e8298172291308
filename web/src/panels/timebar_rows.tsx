// The rows above the lanes: axis with the moments' flags, the alert band, what the record says.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { AlertInterval } from "../model/alert_story";
import { openEvent, openMoment, stopAt } from "./actions";
import { gutter, place, ticks, width } from "./bar_window";
import { events, knowledge, moments, record } from "./eyes";
import { lookOf, shapePath } from "./icons";
import { type Event, rank } from "./known";
import { capital, clock } from "./words";

export const axis_height = 30;
export const band_height = 20;
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

/** What the centre declared, and hatched while its people judged. */
export function AlertBand(): JSX.Element {
  const { x, from, to } = place.value;
  const known = knowledge.value;
  const list = [...(known?.alertIntervals() ?? [])].sort((a, b) => a.level - b.level);
  const levels = known?.states.length ?? 1;
  return (
    <g class="band" transform={`translate(0 ${axis_height})`}>
      <text class="name" x={gutter.value - 8} y="14">
        Alert state
      </text>
      <rect class="state-quiet" x={from} width={to - from} y="2" height="16" />
      <Hatch />
      <text class="word quiet-word" x={from + 5} y="14">
        {known?.states[0]?.word ?? ""}
      </text>
      <g clip-path="url(#bar-clip)">
        {list.map((piece) => (
          <Piece
            key={`${piece.number} ${piece.state} ${piece.begin_s}`}
            piece={piece}
            levels={levels}
            x={x}
          />
        ))}
        <Markers
          list={events.value.filter((event) => !event.truth && (event.track === 0 || event.kind === "alert"))}
          y={10}
        />
      </g>
    </g>
  );
}

function Hatch(): JSX.Element {
  const { from, to } = place.value;
  return (
    <defs>
      <pattern
        id="band-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="3" height="6" fill="var(--hatch)" />
      </pattern>
      <pattern id="band-end" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="8" fill="var(--hatch-end)" />
      </pattern>
      <clipPath id="bar-clip">
        <rect x={from - 6} y="-40" width={to - from + 12} height="2000" />
      </clipPath>
    </defs>
  );
}

const doing = {
  judging: "is being judged",
  declared: "stands",
  withdrawing: "stands, and its end is being judged",
} as const;
interface PieceProps {
  piece: AlertInterval;
  levels: number;
  x: (t_s: number) => number;
}
function Piece({ piece, levels, x }: PieceProps): JSX.Element {
  const [a, b] = [x(piece.begin_s), x(piece.end_s)];
  const look = `state-${rank(piece.level, levels)}`;
  const name = piece.again ? `${piece.state} again` : piece.state;
  const words = `${name}: ${doing[piece.stage]}, ${clock(piece.begin_s)} to ${clock(piece.end_s)}`;
  const judged = piece.stage === "judging";
  const fits = (text: string): boolean => !judged && b - a > text.length * 7 + 12;
  const word = [name, piece.state].find(fits);
  return (
    <g class={look} data-hint={words}>
      <rect x={a} width={Math.max(1, b - a)} y={judged ? 12 : 2} height={judged ? 6 : 16} />
      {piece.stage !== "declared" && (
        <rect
          class={judged ? "hatched" : "hatched ending"}
          x={a}
          width={Math.max(1, b - a)}
          y={judged ? 12 : 2}
          height={judged ? 6 : 16}
        />
      )}
      {word && (
        <text class="word" x={Math.max(a, place.value.from) + 5} y="14">
          {word}
        </text>
      )}
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
    <g class="record-row" transform={`translate(0 ${axis_height + band_height})`}>
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
