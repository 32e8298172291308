// What a track may be: a row a class, with its probability over time as a strip of bars and its value at one instant.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { ObjectKind } from "../model/contract";
import type { Table } from "../model/table";
import { knowledge } from "./eyes";
import { Term } from "./term";
import { clock, probability } from "./words";

const width = 120;
const height = 14;
const least_shown = 0.01;

interface ClassRow {
  readonly kind: ObjectKind;
  readonly strip: string; // a path of bars, 0 to width by 0 to height
  readonly now: number;
}

export function ClassRows({ track, t_s }: { track: string; t_s: number }): JSX.Element | null {
  const judged = knowledge.value?.judged;
  const table = judged?.classTable(track);
  if (!judged || !table || table.until(t_s) === 0) return null;
  const span = spanOf(table);
  const all = judged.kinds.map((kind) => rowOf(table, kind, span, t_s));
  const shown = all.filter((row) => row.strip !== "").sort((a, b) => b.now - a.now);
  return (
    <div class="block">
      <h3>
        <Term word="class">What it may be</Term> <span class="dim">over time, and at {clock(t_s)}</span>
      </h3>
      <table class="compact numbers classes">
        <caption class="hidden">Probability of each class, as the centre weighed it</caption>
        <tbody>
          {shown.map(({ kind, strip, now }, i) => (
            <tr key={kind.word} class={i === 0 ? "first" : ""}>
              <th scope="row">{kind.plain}</th>
              <td>
                <Strip path={strip} at={place(span, t_s)} />
              </td>
              <td class="num">{probability(now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < all.length && (
        <p class="dim">{all.length - shown.length} other classes: never above 0.01</p>
      )}
    </div>
  );
}

/** Drawn as a share of the largest there is, one: rows can be compared. */
function Strip({ path, at }: { path: string; at: number }): JSX.Element {
  return (
    <svg class="strip" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
      <line x1={at} x2={at} y1="0" y2={height} />
    </svg>
  );
}

interface Span {
  readonly begin_s: number;
  readonly end_s: number;
}
/** From the first weighing to the last, or a little after if there is only one. */
function spanOf(table: Table): Span {
  const t_s = table.column("known_s");
  const begin_s = t_s[0] ?? 0;
  return {
    begin_s,
    end_s: Math.max(begin_s + 1, (t_s.at(-1) ?? 0) * 1.0 + 0.03 * ((t_s.at(-1) ?? 0) - begin_s)),
  };
}
function place({ begin_s, end_s }: Span, t_s: number): number {
  return (width * (Math.min(Math.max(t_s, begin_s), end_s) - begin_s)) / (end_s - begin_s);
}

const strips = computed(() => (state.run.value ? new WeakMap<Table, Map<string, string>>() : new WeakMap()));

function rowOf(table: Table, kind: ObjectKind, span: Span, t_s: number): ClassRow {
  const row = table.until(t_s) - 1;
  const known: Map<string, string> = strips.value.get(table) ?? new Map<string, string>();
  strips.value.set(table, known);
  let strip = known.get(kind.word);
  if (strip === undefined) known.set(kind.word, (strip = stripOf(table, kind.word, span)));
  return { kind, strip, now: table.at(row, kind.word) };
}

/** Each value holds until the next; "": it never counted. */
function stripOf(table: Table, column: string, span: Span): string {
  const t_s = table.column("known_s");
  const y = table.column(column);
  if (!y.some((p) => p >= least_shown)) return "";
  const fixed = (n: number): string => String(Number(n.toFixed(1)));
  return [...y]
    .map((p, i) => {
      const [a, b] = [place(span, t_s[i] ?? 0), place(span, t_s[i + 1] ?? span.end_s)];
      const top = fixed(height * (1 - p));
      return `M${fixed(a)} ${height}V${top}H${fixed(b)}V${height}z`;
    })
    .join("");
}
