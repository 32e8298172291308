// How often each rule set would be wrong, against what that costs: misses and delay. One mark a rule set and state.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { FalseAlertRow } from "../model/contract";
import { lookOf, shapePath } from "./icons";
import { coinciding, line_px, namesOf, placeBeside, type RocMark } from "./roc_labels";
import {
  evenTicks,
  logTicks,
  niceTop,
  perYear,
  rateWords,
  rocScale,
  type RocScale,
  upperBound,
} from "./roc_scale";
import { Term } from "./term";
import { capital, minutes, percent } from "./words";

const width = 455;
const height = 300;
const box = { left: 46, right: width - 22, top: 12, bottom: height - 40 };
const inside = { ...box, right: width - 2, top: 2 }; // where names may stand
const arrow_px = 20;
/** Shapes and colours by rule set, so that none is told by colour alone. */
const looks = [
  "first-detection",
  "track",
  "launch-call",
  "rule-met",
  "impact-point",
  "apogee",
  "lost",
  "region-excluded",
];

const rows = computed(() => {
  const all = state.run.value?.page.false_alerts ?? [];
  const mine = all.filter((row) => row.centre === state.centre.value);
  return state.all_centres.value ? all.toSorted((a, b) => a.centre.localeCompare(b.centre)) : mine;
});
const centres = computed(() => [...new Set(rows.value.map((row) => row.centre))]);
const sets = computed(() => [...new Set(rows.value.map((row) => row.rule_set))]);

export function RocSection(): JSX.Element | null {
  if (rows.value.length === 0) return null;
  return (
    <section class="roc">
      <h2>False alerts, and what fewer of them cost</h2>
      <p>
        Each mark is a state of a rule set: how many <Term>false alerts per year</Term> it gives, against the
        share of true attacks that it <Term word="missed">misses</Term> and the time it takes. Left and low is
        better. Thick bars are the 95 % interval of the count, thin ones how far the disputed rates of the
        sources move it. A hollow mark with an arrow: none was counted, and the rate lies below the mark, the
        upper end of that interval.
      </p>
      <Key />
      {centres.value.map((centre) => (
        <figure key={centre}>
          {centres.value.length > 1 && (
            <figcaption>
              <b>{capital(centre)}</b>
            </figcaption>
          )}
          <div class="roc-charts">
            <RocChart
              centre={centre}
              name="missed, share of true attacks"
              value={(row) => row.miss}
              says={percent}
              top_least={0.1}
            />
            <RocChart
              centre={centre}
              name="launch to declaration, min"
              value={inMinutes}
              says={(m) => minutes(60 * m)}
              top_least={1}
            />
          </div>
          <Never centre={centre} />
        </figure>
      ))}
      <Numbers />
    </section>
  );
}

/** What has no place in the picture on the right. */
function Never({ centre }: { centre: string }): JSX.Element | null {
  const never = rows.value.filter((row) => row.centre === centre && row.delay_s === null);
  if (never.length === 0) return null;
  const states = [...new Set(never.map((row) => row.state))];
  const setsOf = (word: string): string =>
    never
      .filter((row) => row.state === word)
      .map((row) => row.rule_set)
      .join(", ");
  return (
    <p class="dim">
      No mark on the right, as no true attack brought it about:{" "}
      {states.map((word) => `${word} (${setsOf(word)})`).join("; ")}.
    </p>
  );
}

function inMinutes({ delay_s }: FalseAlertRow): number | null {
  return delay_s === null ? null : delay_s / 60;
}

function lookOfSet(rule_set: string): { shape: string; colour: string } {
  const number = sets.value.indexOf(rule_set);
  const shape = lookOf(looks[number % looks.length] ?? "").shape;
  return { shape, colour: `var(--series-${(number % 7) + 1})` };
}

function Key(): JSX.Element {
  return (
    <p class="chart-key">
      {sets.value.map((name) => {
        const { shape, colour } = lookOfSet(name);
        return (
          <span key={name}>
            <svg width="14" height="14" viewBox="-6 -6 12 12" aria-hidden="true">
              <path d={shapePath(shape)} fill={colour} />
            </svg>{" "}
            {name}
          </span>
        );
      })}
    </p>
  );
}

interface ChartProps {
  readonly centre: string;
  readonly name: string;
  readonly value: (row: FalseAlertRow) => number | null;
  readonly says: (value: number) => string;
  readonly top_least: number;
}
/** Charts of several centres share their axes. */
function RocChart({ centre, name, value, says, top_least }: ChartProps): JSX.Element | null {
  const drawn = rows.value.filter((row) => row.centre === centre && value(row) !== null);
  if (drawn.length === 0) return null;
  const top = niceTop(Math.max(top_least, ...rows.value.map((row) => value(row) ?? 0)));
  const scale = rocScale(rows.value, box.left, box.right);
  const y = (v: number): number => box.bottom - (v / top) * (box.bottom - box.top);
  const marks = drawn.map((row): RocMark => {
    const bound = upperBound(row);
    const x = scale.place(bound ?? row.false_per_year);
    return { row, x, y: y(value(row) ?? 0), bound: bound !== null };
  });
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${capital(centre)}: false alerts per year against ${name}`}
    >
      <Frame scale={scale} />
      {evenTicks(top).map((tick) => (
        <g key={tick}>
          <line class="grid-line" x1={box.left} x2={box.right} y1={y(tick)} y2={y(tick)} />
          <text class="tick-y" x={box.left - 5} y={y(tick) + 4}>
            {says(tick)}
          </text>
        </g>
      ))}
      <text x={box.left} y={height - 4}>
        false alerts per year
      </text>
      <text class="tick-y" x={box.right} y={height - 4}>
        up: {name}
      </text>
      {marks.map((mark) => (
        <Bars key={keyOf(mark.row)} mark={mark} scale={scale} />
      ))}
      <Names marks={marks} scale={scale} />
      {marks.map((mark) => (
        <MarkOf key={keyOf(mark.row)} mark={mark} />
      ))}
    </svg>
  );
}

function Names({ marks, scale }: { marks: readonly RocMark[]; scale: RocScale }): JSX.Element {
  const spots = coinciding(marks).map((group) => ({
    ...{ x: group[0]!.x, y: group[0]!.y, lines: namesOf(group, sets.value.length) },
  }));
  const bars = marks.flatMap(({ row: { low, high }, bound, x, y }) =>
    low === null || high === null
      ? []
      : [
          {
            left: bound ? x - arrow_px : scale.place(low),
            right: bound ? x : scale.place(high),
            ...{ top: y - 3, bottom: y + 3 },
          },
        ],
  );
  return (
    <>
      {placeBeside(spots, bars, inside).map(({ left, top, lines, leader }) => (
        <g key={`${left} ${top}`} class="roc-name">
          {leader && <line x1={leader[0].x} y1={leader[0].y} x2={leader[1].x} y2={leader[1].y} />}
          {lines.map((line, i) => (
            <text key={line} class="roc-label" x={left} y={top + line_px * (i + 1) - 3}>
              {line}
            </text>
          ))}
        </g>
      ))}
    </>
  );
}

function Frame({ scale }: { scale: RocScale }): JSX.Element {
  return (
    <>
      {logTicks(scale).map((tick) => (
        <g key={tick}>
          <line class="grid-line" x1={scale.x(tick)} x2={scale.x(tick)} y1={box.top} y2={box.bottom} />
          <text class="tick-x" x={scale.x(tick)} y={box.bottom + 14}>
            {perYear(tick)}
          </text>
        </g>
      ))}
      {scale.zero !== null && (
        <text class="tick-x" x={scale.zero} y={box.bottom + 14}>
          0
        </text>
      )}
    </>
  );
}

function keyOf({ rule_set, state: word }: FalseAlertRow): string {
  return `${rule_set} ${word}`;
}
function hintOf(row: FalseAlertRow): string {
  return `${row.rule_set}, ${row.state}: ${rateWords(row)}`;
}

function Bars({ mark: { row, x, y, bound }, scale }: { mark: RocMark; scale: RocScale }): JSX.Element {
  return (
    <g data-hint={hintOf(row)}>
      {bound ? (
        <path class="roc-arrow" d={`M${x} ${y}h${-arrow_px}m5 -4l-5 4l5 4`} />
      ) : (
        <>
          <Interval low={row.disputed_low} high={row.disputed_high} scale={scale} y={y} kind="disputed" />
          <Interval low={row.low} high={row.high} scale={scale} y={y} kind="count" />
        </>
      )}
    </g>
  );
}

function MarkOf({ mark: { row, x, y, bound } }: { mark: RocMark }): JSX.Element {
  const { shape, colour } = lookOfSet(row.rule_set);
  return (
    <g class={`roc-mark ${bound ? "bound" : ""}`} data-hint={hintOf(row)}>
      <path
        class="roc-shape"
        d={shapePath(shape)}
        fill={bound ? "var(--ground)" : colour}
        stroke={bound ? colour : "var(--ground)"}
        transform={`translate(${x} ${y}) scale(1.3)`}
      />
    </g>
  );
}

interface IntervalProps {
  readonly low: number | null;
  readonly high: number | null;
  readonly scale: RocScale;
  readonly y: number;
  readonly kind: "count" | "disputed";
}
function Interval({ low, high, scale, y, kind }: IntervalProps): JSX.Element | null {
  if (low === null || high === null) return null;
  return <line class={`roc-${kind}`} x1={scale.place(low)} x2={scale.place(high)} y1={y} y2={y} />;
}

function Numbers(): JSX.Element {
  return (
    <div class="table-box">
      <table>
        <caption class="hidden">False alerts a year by rule set and state</caption>
        <thead>
          <tr>
            <th scope="col">Rule set, state</th>
            <th scope="col">
              <Term>False alerts per year</Term>
              <small>95 % interval; over disputed rates</small>
            </th>
            <th scope="col">
              <Term>Missed</Term>
            </th>
            <th scope="col" class="num">
              Delay
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.value.map((row) => (
            <NumberLine key={`${row.centre} ${row.rule_set} ${row.state}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NumberLine({ row }: { row: FalseAlertRow }): JSX.Element {
  const {
    centre,
    rule_set,
    state: word,
    disputed_low,
    disputed_high,
    miss,
    miss_low,
    miss_high,
    delay_s,
  } = row;
  return (
    <tr>
      <th scope="row">
        {state.all_centres.value ? `${capital(centre)}: ` : ""}
        {rule_set}, {word}
      </th>
      <td>
        <span class="number">{rateWords(row)}</span>
        {disputed_low !== null && disputed_high !== null && disputed_high > 0 && (
          <small class="block-line dim">
            {perYear(disputed_low)} to {perYear(disputed_high)}
          </small>
        )}
      </td>
      <td>
        {miss === null ? "" : percent(miss)}
        {miss_low !== null && miss_high !== null && (
          <small class="block-line dim">
            {percent(miss_low)} to {percent(miss_high)}
          </small>
        )}
      </td>
      <td class="num">{delay_s === null ? "never" : minutes(delay_s)}</td>
    </tr>
  );
}
