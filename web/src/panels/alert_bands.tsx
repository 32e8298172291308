// The alert states over time above the lanes, a band for each centre that is shown: a row a state, the gravest on top;
// hatched while people judge; what other centres told is marked.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { AlertInterval } from "../model/alert_story";
import type { Knowledge } from "../model/knowledge";
import { groupBy } from "../model/search";
import { axis_height } from "./axis";
import { gutter, place } from "./bar_window";
import { centres_shown, events } from "./eyes";
import { lookOf, shapePath } from "./icons";
import { rank } from "./known";
import { theme_sizes } from "./theme_sizes";
import { Markers } from "./timebar_rows";
import { capital, clock } from "./words";

interface Band {
  readonly known: Knowledge;
  readonly y: number;
  readonly row: number; // height of one state's row
  readonly height: number;
}
const gap = 2;
/** One state alone has the height that a word needs; of several each has a row. */
const bands = computed<Band[]>(() => {
  const run = state.run.value;
  const { row: small, band } = theme_sizes[state.theme.value];
  let y = axis_height;
  return centres_shown.value.flatMap((centre) => {
    if (!run) return [];
    const known = run.knowledge(centre);
    const raised = Math.max(1, known.states.length - 1);
    const row = raised === 1 ? band - 2 * gap : small;
    const one = { known, y, row, height: raised * row + 2 * gap };
    y += one.height;
    return [one];
  });
});
export const bands_height = computed(() => bands.value.reduce((sum, band) => sum + band.height, 0));

export function AlertBands(): JSX.Element {
  return (
    <g class="band">
      <Hatch />
      {bands.value.map((band) => (
        <CentreBand key={band.known.centre} band={band} />
      ))}
    </g>
  );
}

function CentreBand({ band: { known, y, row, height } }: { band: Band }): JSX.Element {
  const { x, from, to } = place.value;
  const list = [...known.alertIntervals()].sort((a, b) => a.level - b.level);
  const begins = list.filter((piece) => x(piece.end_s) > from).map((piece) => x(piece.begin_s));
  const room = Math.min(to, ...begins) - from;
  const chosen = known.centre === state.centre.value;
  const rest = known.states[0];
  return (
    <g transform={`translate(0 ${y})`} class={chosen ? "" : "other-centre"}>
      <text class="name" x={gutter.value - 8} y={height / 2 + 4}>
        {state.all_centres.value ? shortName(known.centre) : "Alert state"}
      </text>
      <rect
        class="state-quiet"
        x={from}
        width={to - from}
        y={gap}
        height={height - 2 * gap}
        data-hint={ladder(known)}
      />
      {rest && room > rest.word.length * 7 + 10 && (
        <text class="word quiet-word" x={from + 5} y={height - gap - row / 2 + 4}>
          {rest.word}
        </text>
      )}
      <g clip-path="url(#bar-clip)">
        {list.map((piece) => (
          <Piece
            key={`${piece.number} ${piece.state} ${piece.begin_s}`}
            piece={piece}
            known={known}
            y={height - gap - row * Math.max(1, piece.level)}
            row={row}
          />
        ))}
        <Notices known={known} y={height - gap - row / 2} />
        {chosen && (
          <OwnMarkers known={known} y={(level) => height - gap - row * (Math.max(1, level) - 0.5)} />
        )}
      </g>
    </g>
  );
}

/** What happened to no track: its own alerts and what it was told. */
function OwnMarkers({ known, y }: { known: Knowledge; y: (level: number) => number }): JSX.Element {
  const list = events.value.filter((event) => !event.truth && (event.track === 0 || event.kind === "alert"));
  const own = list.filter((event) => !isNotice(event.words));
  const levels = groupBy(own, (event) => known.states.findIndex((s) => s.word === event.state));
  return (
    <>
      {[...levels].map(([level, events_there]) => (
        <Markers key={level} list={events_there} y={y(level)} />
      ))}
    </>
  );
}
/** Events of other centres' alerts carry the centre's name before a colon; they are drawn as notices. */
function isNotice(words: string): boolean {
  const others = state.run.value?.page.centres ?? [];
  return others.some(({ id }) => id !== state.centre.value && words.startsWith(`${id}: `));
}

/** Hollow: another centre's alert, when it became known here. */
function Notices({ known, y }: { known: Knowledge; y: number }): JSX.Element {
  const { x, from, to } = place.value;
  const told = known.alerts.filter((a) => a.raised_by !== known.centre);
  return (
    <>
      {told.map((alert) => {
        const at = x(alert.known_s);
        if (at < from - 6 || at > to + 6) return null;
        const { raised_by, label, state: word, step, known_s: at_s } = alert;
        const open = (): void => {
          state.t_s.value = Math.max(0, at_s);
          if (known.centre === state.centre.value) state.why.value = { step, state: word, track: 0, at_s };
        };
        return (
          <path
            key={`${raised_by} ${label} ${at_s}`}
            class="notice"
            d={shapePath(lookOf("alert").shape)}
            transform={`translate(${at} ${y})`}
            data-press
            data-hint={`${clock(at_s)} learnt from ${raised_by}: ${label}`}
            onClick={open}
          />
        );
      })}
    </>
  );
}

/** All states of the rule set, the gravest first, so that what never came is told too. */
export function ladder({ centre, states, alerts }: Knowledge): string {
  const declared = new Set(
    alerts.filter((a) => a.raised_by === centre && a.step === "declared").map((a) => a.state),
  );
  const lines = states.map(({ word, meaning, resembles }, level) => {
    const like = resembles ? ` (resembles: ${resembles})` : "";
    const never = level > 0 && !declared.has(word) ? "; never declared in this run" : "";
    return `${word}: ${meaning}${like}${never}`;
  });
  return `${capital(centre)}. ${lines.reverse().join(". ")}.`;
}

function shortName(centre: string): string {
  return centre.length > 14 ? `${centre.slice(0, 13)}…` : centre;
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
        <rect x={from - 6} y="-400" width={to - from + 12} height="2400" />
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
  known: Knowledge;
  y: number;
  row: number;
}
function Piece({ piece, known, y, row }: PieceProps): JSX.Element {
  const { x, from } = place.value;
  const [a, b] = [x(piece.begin_s), x(piece.end_s)];
  const look = `state-${rank(piece.level, known.states.length)}`;
  const name = piece.again ? `${piece.state} again` : piece.state;
  const words = `${name}: ${doing[piece.stage]}, ${clock(piece.begin_s)} to ${clock(piece.end_s)}`;
  const judged = piece.stage === "judging";
  const box = {
    x: a,
    width: Math.max(1, b - a),
    y: judged ? y + row * 0.55 : y,
    height: judged ? row * 0.45 : row,
  };
  const fits = (text: string): boolean => !judged && b - Math.max(a, from) > text.length * 7 + 16;
  const word = [name, piece.state].find(fits);
  return (
    <g class={look} data-hint={words}>
      <rect {...box} />
      {piece.stage !== "declared" && <rect class={judged ? "hatched" : "hatched ending"} {...box} />}
      {word && (
        <text class="word" x={Math.max(a, from) + 9} y={y + row / 2 + 4}>
          {word}
        </text>
      )}
    </g>
  );
}
