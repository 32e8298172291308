// One small time series in uPlot: made once, then only given other data; a line of its own shows the clock.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import * as state from "../app/state";
import { seek } from "./actions";
import { minutes } from "./words";

export interface Series {
  readonly label: string;
  readonly t_s: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly steps: boolean; // holds until the next value
}
interface ChartProps {
  readonly name: string;
  readonly unit: string;
  readonly log: boolean;
  readonly series: readonly Series[];
  readonly height: number;
}
type Data = uPlot.AlignedData;

const steps_s = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600] as const;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

export function Chart(props: ChartProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = joined(props);
  const drawable = (data[0]?.length ?? 0) > 1 && data.slice(1).some((ys) => [...ys].some((y) => y !== null));
  useEffect(() => {
    if (!host.current || !drawable) return;
    const made = new uPlot(options(props, host.current.clientWidth), data, host.current);
    plot.current = made;
    const watch = new ResizeObserver(() =>
      made.setSize({ width: host.current?.clientWidth ?? 300, height: props.height }),
    );
    watch.observe(host.current);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [drawable, props.series.length, props.height]);
  useEffect(() => {
    if (plot.current && drawable) plot.current.setData(data);
  }, [props.series]);
  useSignalEffect(() => {
    const now = state.t_s.value;
    if (plot.current) placeNow(plot.current, now);
  });
  useEffect(() => plot.current?.redraw(false), [state.theme.value]);
  return (
    <figure class="chart">
      <figcaption>
        {props.name} <span class="dim">{props.unit}</span>
        <Legend series={props.series} />
      </figcaption>
      {drawable ? <div ref={host} class="plot" /> : <p class="empty">nothing to draw</p>}
    </figure>
  );
}

function Legend({ series }: { series: readonly Series[] }): JSX.Element | null {
  if (series.length < 2) return null;
  return (
    <span class="legend">
      {series.map((one, i) => (
        <span key={one.label}>
          <svg width="18" height="6" aria-hidden="true">
            <line
              x1="0"
              x2="18"
              y1="3"
              y2="3"
              stroke={`var(--series-${i + 1})`}
              stroke-width="2"
              stroke-dasharray={(dashes[i % 4] ?? []).join(" ")}
            />
          </svg>
          {one.label}
        </span>
      ))}
    </span>
  );
}

/** One axis of time for all series; a log axis takes only what is above 0. */
function joined({ series, log }: ChartProps): Data {
  const fits = (y: number): number | null => (Number.isFinite(y) && (!log || y > 0) ? y : null);
  const tables = series.map(({ t_s, y }): [number[], (number | null)[]] => [
    Array.from(t_s),
    Array.from(y, fits),
  ]);
  const first = tables[0];
  if (!first) return [[]];
  return tables.length === 1 ? first : uPlot.join(tables);
}

function css(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function options({ log, series, height }: ChartProps, width: number): uPlot.Options {
  const axis = {
    stroke: () => css("--dim"),
    font: `11px ${css("--font") || "sans-serif"}`,
    ticks: { show: false },
  };
  const grid = { stroke: () => css("--line"), width: 1 };
  return {
    width: Math.max(120, width),
    height,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 5 }, drag: { x: false, y: false }, y: false },
    scales: { x: { time: false }, y: log ? { distr: 3 } : { range: fromZero } },
    axes: [
      {
        ...axis,
        grid,
        size: 22,
        space: 55,
        incrs: [...steps_s],
        values: (_, splits) => splits.map((t) => minutes(t)),
      },
      {
        ...axis,
        ...(log ? { filter: decades } : {}),
        grid: log ? { ...grid, filter: decades } : grid,
        size: 38,
        space: log ? 12 : 22,
        values: (_, splits) => splits.map(short),
      },
    ],
    series: [{}, ...series.map((one, i) => line(one, i))],
    hooks: {
      ready: [(made) => made.over.addEventListener("click", () => seekTo(made))],
      draw: [(made) => placeNow(made, state.t_s.peek())],
    },
  };
}

function line({ label, steps }: Series, i: number): uPlot.Series {
  const stepped = steps ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    label,
    stroke: () => css(`--series-${i + 1}`),
    width: 1.6,
    dash: [...(dashes[i % 4] ?? [])],
    points: { show: false },
    spanGaps: true,
    ...(stepped ? { paths: stepped } : {}),
  };
}

function fromZero(_: uPlot, low: number, high: number): [number, number] {
  return [Math.min(0, low), high > low ? high * 1.05 : low + 1];
}

/** Of a log axis: whole powers of ten only. */
function decades(_: uPlot, splits: number[]): (number | null)[] {
  return splits.map((y) => (Math.abs(Math.log10(y) % 1) < 1e-6 ? y : null));
}

function short(y: number | null): string {
  if (y === null) return "";
  return y >= 1e4 ? `${y / 1000}k` : String(Number(y.toPrecision(6)));
}

function seekTo(made: uPlot): void {
  const left = made.cursor.left ?? -1;
  if (left >= 0) seek(made.posToVal(left, "x"));
}

function placeNow(made: uPlot, t_s: number): void {
  let now = made.over.querySelector<HTMLElement>(".now-line");
  if (!now) {
    now = document.createElement("div");
    now.className = "now-line";
    made.over.append(now);
  }
  const at = made.valToPos(t_s, "x");
  now.style.transform = `translateX(${at}px)`;
  now.style.visibility = at < 0 || at > made.over.clientWidth ? "hidden" : "visible";
}
