// The ledger as a picture: for each centre that is shown a row for each thing, on one stretched axis of time; under each
// row the time to the impact, and in words what never came.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import { TimeScale, type Tick, ticks as ticksOf, Zoom } from "../model/timeline";
import { openRow, toggleAllCentres } from "./actions";
import { about, centres_shown } from "./eyes";
import { lookOf, shapePath } from "./icons";
import { ledger as ledgerOf, type Row } from "./known";
import {
  chartRow,
  type ChartRow,
  type Delay,
  isWeighty,
  type Mark,
  type PlacedLabel,
  placeLabels,
  type Spread,
} from "./ledger_marks";
import { Term } from "./term";
import { capital, clock, minutes, plural } from "./words";

const width = 930;
const name_width = 118;
const right = width - 8;
const most_lines = 8;
const line_height = 13;
const letter = 6.4;
/** From the line on which the marks stand: labels above it, what took time below it, then the time to the impact. */
const label_y = -12;
const delay_y = 9;
const ladder_y = 29;
const foot_y = { plain: 26, impact: ladder_y + 18 } as const;
const most_rows = 8;

interface CentreRows {
  readonly centre: string;
  readonly rows: readonly ChartRow[];
  readonly hidden: number;
}
const charts = computed<CentreRows[]>(() => {
  const run = state.run.value;
  if (!run) return [];
  return centres_shown.value.map((centre) => {
    const groups = ledgerOf(run, { centre, truth: state.truth.value });
    const told = groups.filter((group) => group.rows.some(isMore));
    return { centre, rows: told.slice(0, most_rows).map(chartRow), hidden: told.length - most_rows };
  });
});

/** A thing that was detected and never more is for the tables. */
function isMore({ at_s, step, truth }: Row): boolean {
  return at_s !== null && !truth && step !== "first-detection" && step !== "told";
}

interface Axis {
  readonly x: (t_s: number) => number;
  readonly ticks: readonly Tick[];
}
const axis = computed<Axis>(() => {
  const rows = charts.value.flatMap((chart) => chart.rows);
  const times = rows.flatMap((row) => [
    ...row.marks.map((mark) => mark.at_s),
    ...row.spreads.flatMap(({ low_s, high_s }) => [low_s, high_s]),
  ]);
  const end_s = Math.min(state.run.value?.end_s ?? 60, 1.04 * Math.max(60, ...times));
  const begin_s = Math.min(0, ...times);
  const scale = new TimeScale({ begin_s, end_s }, times);
  return {
    x: (t_s) => name_width + scale.x(t_s) * (right - name_width),
    ticks: ticksOf(scale, new Zoom(), 0.075).filter((tick) => tick.t_s % 30 === 0),
  };
});

export function LedgerChart(): JSX.Element | null {
  if (charts.value.every((chart) => chart.rows.length === 0)) return null;
  const others = (state.run.value?.page.centres.length ?? 0) > 1;
  return (
    <section class="ledger-chart">
      <h2>
        <Term>Ledger</Term>, a row for each thing
      </h2>
      {others && (
        <button
          type="button"
          class="button screen-only"
          aria-pressed={state.all_centres.value}
          onClick={toggleAllCentres}
        >
          All centres, each as it knew it
        </button>
      )}
      <Hatch />
      <Key />
      {charts.value.map((chart) => (
        <CentreChart key={chart.centre} chart={chart} />
      ))}
    </section>
  );
}

function CentreChart({ chart: { centre, rows, hidden } }: { chart: CentreRows }): JSX.Element {
  return (
    <figure>
      <figcaption>
        <b>{capital(centre)}</b>
        {rows.length === 0 && <span class="dim"> learns of nothing that flies</span>}
      </figcaption>
      {rows.length > 0 && <TimeAxis />}
      {rows.map((row) => (
        <RowOf key={row.about} centre={centre} row={row} />
      ))}
      {hidden > 0 && <p class="dim">{plural(hidden, "thing")} more: see the tables below.</p>}
    </figure>
  );
}

function TimeAxis(): JSX.Element {
  return (
    <svg class="chart-axis" viewBox={`0 0 ${width} 16`} aria-hidden="true">
      {axis.value.ticks.map(({ t_s }) => (
        <text key={t_s} x={Math.min(axis.value.x(t_s), width - 24)} y="12">
          {clock(t_s)}
        </text>
      ))}
    </svg>
  );
}

function RowOf({ centre, row }: { centre: string; row: ChartRow }): JSX.Element {
  const { x, ticks } = axis.value;
  const spoken = row.marks.map((mark) => `${mark.label} ${clock(mark.at_s)}`).join(", ");
  const labels = placeLabels(
    row.marks.map((mark) => ({ x: x(mark.at_s), text: mark.label, weighty: isWeighty(mark) })),
    { lines: most_lines, right, letter },
  );
  const top = label_y - line_height * (1 + Math.max(1, ...labels.map(({ line }) => line)));
  const foot = row.impact_s === null ? foot_y.plain : foot_y.impact;
  return (
    <div class="chart-row">
      <svg
        viewBox={`0 ${top} ${width} ${foot - top}`}
        role="img"
        aria-label={`${capital(centre)} about ${row.title}: ${spoken}`}
      >
        {ticks.map(({ t_s }) => (
          <line key={t_s} class="grid-line" x1={x(t_s)} x2={x(t_s)} y1={top} y2={Math.min(foot, ladder_y)} />
        ))}
        <text class={`row-name ${state.truth.value ? "truth-word" : ""}`} data-hint={row.title}>
          {nameLines(row.title).map((line, i, all) => (
            <tspan key={line} x="0" y={4 + line_height * (i - (all.length - 1) / 2)}>
              {line}
            </tspan>
          ))}
        </text>
        <line class="row-line" x1={name_width} x2={right} y1="0" y2="0" />
        {row.spreads.map((spread) => (
          <SpreadBox key={spread.key} spread={spread} />
        ))}
        {row.delays.map((delay) => (
          <DelayBar key={`${delay.kind} ${delay.from_s} ${delay.words}`} delay={delay} />
        ))}
        <Labels list={labels} />
        {row.marks.map((mark) => (
          <MarkOf key={`${mark.row.step} ${mark.row.state} ${mark.row.other}`} mark={mark} centre={centre} />
        ))}
        {row.impact_s !== null && <ToImpact impact_s={row.impact_s} />}
      </svg>
      {row.nevers.length > 0 && (
        <p class="nevers">
          <Term word="never">Never:</Term>{" "}
          {row.nevers.map(({ label, missing }) => `${label}${missing ? `: ${missing}` : ""}`).join("; ")}
          {row.num_following > 0 && `; and ${plural(row.num_following, "step")} for want of an earlier one`}.
        </p>
      )}
    </div>
  );
}

function SpreadBox({ spread }: { spread: Spread }): JSX.Element {
  const { x } = axis.value;
  const a = x(spread.low_s);
  return (
    <rect
      class="spread"
      x={a - 1}
      width={x(spread.high_s) - a + 2}
      y="-8"
      height="16"
      data-hint={`${spread.words}, middle 90 % ${clock(spread.low_s)} to ${clock(spread.high_s)}`}
    />
  );
}

function DelayBar({ delay: { kind, from_s, to_s, words } }: { delay: Delay }): JSX.Element {
  const { x } = axis.value;
  const box = { x: x(from_s), width: Math.max(1.5, x(to_s) - x(from_s)), height: 6 };
  const y = kind === "people" ? delay_y : delay_y + 7;
  return (
    <g data-hint={words}>
      <rect class={`delay-${kind}`} {...box} y={y} />
      {kind === "people" && <rect class="delay-hatch" {...box} y={y} />}
    </g>
  );
}

const name_letters = 18;
/** On two lines at most; the rest is told by the pointer. */
function nameLines(title: string): string[] {
  if (title.length <= name_letters) return [title];
  const at = title.lastIndexOf(" ", name_letters);
  const cut = at > 0 ? at : name_letters;
  const rest = title.slice(cut).trim();
  return [title.slice(0, cut), rest.length > name_letters ? `${rest.slice(0, name_letters - 1)}…` : rest];
}

function Labels({ list }: { list: readonly PlacedLabel[] }): JSX.Element {
  return (
    <>
      {list.map(({ x, left, line, text }) => {
        const y = label_y - line * line_height;
        return (
          <g key={`${x} ${text}`} class="mark-label">
            <line x1={x} x2={x} y1={y - 2} y2="-5" />
            <text x={left} y={y}>
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}

function MarkOf({ mark: { row, at_s, label }, centre }: { mark: Mark; centre: string }): JSX.Element {
  const look = lookOf(row.step);
  const why = row.waited_for ? `; waited for ${row.waited_for}` : "";
  const open = (): void => {
    if (centre !== state.centre.value) return;
    openRow(row);
    state.page.value = "replay";
  };
  return (
    <path
      class={`marker ${row.truth ? "of-truth" : ""}`}
      d={shapePath(look.shape)}
      fill={look.colour}
      transform={`translate(${axis.value.x(at_s)} 0)`}
      data-hint={`${clock(at_s)} ${row.truth ? "[truth] " : ""}${label}${why}`}
      onClick={open}
    />
  );
}

/** The second axis: what was left until the impact. */
function ToImpact({ impact_s }: { impact_s: number }): JSX.Element {
  const { x } = axis.value;
  const end = x(impact_s);
  let taken = Infinity;
  const shown = [0, 60, 120, 300, 600, 900, 1200, 1500, 1800, 2400, 3000, 3600].filter((left_s) => {
    const at = x(impact_s - left_s);
    if (impact_s - left_s < 0 || at > taken - 46 || impact_s - left_s > about_end()) return false;
    taken = at;
    return true;
  });
  return (
    <g class="to-impact">
      <line x1={name_width} x2={Math.min(right, end)} y1={ladder_y} y2={ladder_y} />
      <text class="row-name" x="0" y={ladder_y + 12}>
        {state.truth.value ? "to impact" : "to predicted impact"}
      </text>
      {shown.map((left_s) => (
        <g key={left_s} transform={`translate(${x(impact_s - left_s)} ${ladder_y})`}>
          <line y1="-3" y2="3" />
          <text class="tick" x={Math.min(0, width - 16 - x(impact_s - left_s))} y="13">
            {left_s === 0 ? "0:00" : `-${minutes(left_s)}`}
          </text>
        </g>
      ))}
    </g>
  );
}
/** Beyond the end of the axis everything would stand on one spot. */
function about_end(): number {
  const last = axis.value.ticks.at(-1)?.t_s ?? 0;
  return Math.max(last, state.run.value?.end_s ?? 0);
}

function Hatch(): JSX.Element {
  return (
    <svg class="hatch-source" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern
          id="chart-hatch"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="5" fill="var(--hatch)" />
        </pattern>
      </defs>
    </svg>
  );
}

function Key(): JSX.Element {
  const repeats = about.value?.repeats ?? 0;
  return (
    <p class="chart-key dim">
      {repeats > 0 && (
        <span>
          <svg width="18" height="10" aria-hidden="true">
            <rect class="spread" width="18" height="10" />
          </svg>{" "}
          middle 90 % of {plural(repeats, "repeat")}
        </span>
      )}
      <span>
        <svg width="18" height="8" aria-hidden="true">
          <rect class="delay-people" width="18" height="6" />
          <rect class="delay-hatch" width="18" height="6" />
        </svg>{" "}
        people judge
      </span>
      <span>
        <svg width="18" height="8" aria-hidden="true">
          <rect class="delay-link" width="18" height="6" />
        </svg>{" "}
        news on its way
      </span>
    </p>
  );
}
