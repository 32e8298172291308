// A row of the ledger chart: the steps of one centre about one thing as marks in time, the spread of the repeats behind
// them, what people and links took as bars, and what never came. Plain numbers, no pixels but the labels' widths.
import { groupBy } from "../model/search";
import type { Group, Row } from "./known";

export interface Mark {
  readonly row: Row;
  readonly at_s: number;
  readonly label: string;
}
export interface Spread {
  readonly key: string;
  readonly low_s: number;
  readonly high_s: number;
  readonly words: string;
}
/** people: from a rule that is met to what they make of it; link: from when it happened to when it was known. */
export interface Delay {
  readonly kind: "people" | "link";
  readonly from_s: number;
  readonly to_s: number;
  readonly words: string;
}
export interface Never {
  readonly label: string;
  readonly missing: string;
}
export interface ChartRow {
  readonly about: string;
  readonly title: string;
  readonly marks: readonly Mark[];
  readonly spreads: readonly Spread[];
  readonly delays: readonly Delay[];
  readonly nevers: readonly Never[];
  readonly num_following: number; // that never came because one of those did not
  readonly impact_s: number | null; // as predicted last; with the truth the true one
}

export function chartRow({ about, title, rows }: Group): ChartRow {
  const marks = rows.flatMap((row) =>
    row.at_s === null ? [] : [{ row, at_s: row.at_s, label: labelOf(row) }],
  );
  const { nevers, num_following } = neversOf(rows);
  const impacts = rows.flatMap((row) =>
    row.at_s !== null && row.to_impact_s !== null ? [row.at_s + row.to_impact_s] : [],
  );
  return {
    ...{ about, title, marks, nevers, num_following },
    spreads: rows.flatMap(spreadOf),
    delays: [...peopleOf(rows), ...rows.flatMap(linkOf)],
    impact_s: impacts.at(-1) ?? null,
  };
}

/** What says only that an earlier step did not come, or that something else came in its place. */
const follows =
  /^(nothing was declared|no rule was met|no confirmed track|not confirmed|withdrawn instead|not assessed)/;

/** By reason: what never came for the same reason stands together; what only follows is counted. */
function neversOf(rows: readonly Row[]): { nevers: Never[]; num_following: number } {
  const all = rows.filter((row) => row.at_s === null);
  const own = all.filter((row) => !follows.test(row.missing));
  const told = own.length > 0 ? own : all.slice(0, 1);
  const nevers = [...groupBy(told, (row) => row.missing)].map(([missing, list]) => ({
    ...{ label: list.map(labelOf).join(", "), missing },
  }));
  return { nevers, num_following: all.length - told.length };
}

function labelOf({ label, state }: Row): string {
  return state && !label.includes(state) ? `${label} (${state})` : label;
}

function spreadOf(row: Row): Spread[] {
  const { band } = row;
  if (!band || row.truth || band.low_s === null || band.high_s === null) return [];
  const words = `${labelOf(row)}: in ${band.happened} of ${band.runs} repeats`;
  return [{ key: `${row.step} ${row.state} ${row.other}`, low_s: band.low_s, high_s: band.high_s, words }];
}

/** What people answer, and what they answer to. */
const answers: readonly (readonly [met: string, done: readonly string[]])[] = [
  ["rule-met", ["declared", "dropped"]],
  ["declared", ["decision"]],
  ["withdraw-met", ["withdrawn", "downgraded"]],
];
function peopleOf(rows: readonly Row[]): Delay[] {
  return answers.flatMap(([met, done]) =>
    rows
      .filter((row) => row.step === met && row.at_s !== null)
      .flatMap((begin) => {
        const end = rows.find(
          (row) => done.includes(row.step) && row.state === begin.state && row.at_s !== null,
        );
        const [from_s, to_s] = [begin.at_s ?? 0, end?.at_s ?? 0];
        if (!end || to_s - from_s < least_shown_s) return [];
        return [
          { kind: "people", from_s, to_s, words: end.waited_for || `people, until ${labelOf(end)}` } as const,
        ];
      }),
  );
}

const least_shown_s = 1;
function linkOf(row: Row): Delay[] {
  if (row.truth || row.t_s === null || row.at_s === null || row.at_s - row.t_s < least_shown_s) return [];
  const words = `news of: ${labelOf(row)}, ${(row.at_s - row.t_s).toFixed(0)} s`;
  return [{ kind: "link", from_s: row.t_s, to_s: row.at_s, words }];
}

export interface PlacedLabel {
  readonly x: number; // of the mark
  readonly left: number;
  readonly line: number; // 0 is next to the marks
  readonly text: string;
}
/** What a reader looks for first: these find room before the others. */
const weighty = new Set(["declared", "withdrawn", "downgraded", "launch-call", "impact", "interceptable"]);
export function isWeighty({ row }: Mark): boolean {
  return weighty.has(row.step);
}

interface WantedLabel {
  readonly x: number;
  readonly text: string;
  readonly weighty: boolean;
}
/** Labels beside their marks, on as many lines as there are, the weighty ones first; what finds no room is left out. */
export function placeLabels(
  marks: readonly WantedLabel[],
  { lines, right, letter }: { lines: number; right: number; letter: number },
): PlacedLabel[] {
  const taken = Array.from({ length: lines }, (): { left: number; end: number }[] => []);
  const place = ({ x, text }: WantedLabel): PlacedLabel[] => {
    const left = Math.min(x + 3, right - text.length * letter);
    const end = left + text.length * letter;
    const line = taken.findIndex((spans) =>
      spans.every((other) => other.end + 6 <= left || end + 6 <= other.left),
    );
    taken[line]?.push({ left, end });
    return line < 0 ? [] : [{ x, left, line, text }];
  };
  const [first, rest] = [true, false].map((is) => marks.filter((mark) => mark.weighty === is));
  return [...first!, ...rest!].flatMap(place);
}
