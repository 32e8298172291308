// Names beside the marks of the picture of false alerts: marks that coincide have one label that lists them all; a label
// that finds no room beside its mark stands further off, at the end of a line. No label covers another, nor a mark.
import type { FalseAlertRow } from "../model/contract";

export interface RocMark {
  readonly row: FalseAlertRow;
  readonly x: number;
  readonly y: number;
  readonly bound: boolean; // none counted: the rate lies below
}
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
interface Point {
  readonly x: number;
  readonly y: number;
}
type Line = readonly [from: Point, to: Point];
export interface Spot extends Point {
  readonly lines: readonly string[];
}
export interface PlacedLabel extends Box {
  readonly lines: readonly string[];
  readonly leader: Line | null;
}

const same_px = 6; // marks nearer than this are one for the eye
const mark_px = 8; // half a mark
const letter_px = 6;
export const line_px = 13;
const most_letters = 34;

/** Marks that lie on each other, in order of the first of each. */
export function coinciding(marks: readonly RocMark[]): RocMark[][] {
  const groups: RocMark[][] = [];
  for (const mark of marks) {
    const group = groups.find(
      ([first]) =>
        first!.bound === mark.bound &&
        Math.max(Math.abs(first!.x - mark.x), Math.abs(first!.y - mark.y)) <= same_px,
    );
    if (group) group.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

/** The state alone where the mark's shape tells the rule set; of several each state with its rule sets. */
export function namesOf(group: readonly RocMark[], num_sets: number): string[] {
  const states = [...new Set(group.map(({ row }) => row.state))];
  const setsOf = (state: string): string[] => [
    ...new Set(group.filter(({ row }) => row.state === state).map(({ row }) => row.rule_set)),
  ];
  const lines = states.flatMap((state) => {
    const sets = setsOf(state);
    if (group.length === 1) return [state];
    if (sets.length === num_sets && num_sets > 2) return [`${state}: every rule set`];
    return wrapped(`${state}: ${sets.join(", ")}`);
  });
  return group[0]?.bound ? [...lines, "none counted, so at most this"] : lines;
}

function wrapped(words: string): string[] {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= most_letters || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(`  ${word}`);
  }
  return lines;
}

const step_px = 6;
const most_rounds = 3;
const beside_px = 14; // nearer than this no line is needed
const cost = { bar: 40, meet: 60, through: 1000, left: 3, off_line: 0.2 } as const;

/** Where each label stands: the cheapest place of a grid around its mark. `bars` are better not written over. */
export function placeBeside(spots: readonly Spot[], bars: readonly Box[], inside: Box): PlacedLabel[] {
  const marks = spots.map(({ x, y }) => around(x, y, mark_px));
  const placed = new Map<Spot, PlacedLabel>();
  const tangled = (label: PlacedLabel): boolean => tangle(label, [...placed.values()]) > 0;
  const place = (spot: Spot): void => {
    placed.delete(spot);
    const found = bestPlace(spot, { marks, placed: [...placed.values()], bars }, inside);
    if (found) placed.set(spot, found);
  };
  const order = spots.toSorted((a, b) => b.lines.length - a.lines.length);
  order.forEach(place);
  // Those that came first did not know of the others: what is tangled, or found no room, looks again.
  for (let round = 0; round < most_rounds; round++)
    for (const spot of order) {
      const label = placed.get(spot);
      if (!label || tangled(label)) place(spot);
    }
  return [...placed.values()];
}

interface Taken {
  readonly marks: readonly Box[];
  readonly placed: readonly PlacedLabel[];
  readonly bars: readonly Box[];
}
/** The dear questions are asked only of a place that is nearer than the best one so far. */
function bestPlace(spot: Spot, { marks, placed, bars }: Taken, inside: Box): PlacedLabel | null {
  const w = letter_px * Math.max(...spot.lines.map((line) => line.length));
  const h = line_px * spot.lines.length;
  let best: PlacedLabel | null = null;
  let least = Infinity;
  const tops = grid(spot.y - h / 2, inside.top, inside.bottom - h);
  const lefts = grid(spot.x + mark_px + 3, inside.left, inside.right - w);
  for (const top of tops)
    for (const left of lefts) {
      const dx = Math.max(left - spot.x, 0, spot.x - left - w);
      const dy = Math.max(top - spot.y, 0, spot.y - top - h);
      const far = Math.hypot(dx, dy);
      const near = far + (left < spot.x ? cost.left : 0) + cost.off_line * Math.abs(top + h / 2 - spot.y);
      if (near >= least) continue;
      const box = { left, right: left + w, top, bottom: top + h };
      const covers = (other: Box): boolean => overlap(other, box);
      if (marks.some(covers) || placed.some(covers)) continue;
      const leader = far > beside_px ? ([spot, nearest(spot, box)] as const) : null;
      const label = { ...box, lines: spot.lines, leader };
      const sum = near + cost.bar * bars.filter(covers).length + tangle(label, placed);
      if (sum >= least) continue;
      least = sum;
      best = label;
    }
  return best;
}
/** Steps from low to high through `at`, the nearest to it first: a good place is found early. */
function grid(at: number, low: number, high: number): number[] {
  const steps: number[] = [];
  for (let k = Math.ceil((low - at) / step_px); at + k * step_px <= high; k++) steps.push(at + k * step_px);
  return steps.sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
}

/** What lines through names cost, and lines through lines. */
function tangle(label: PlacedLabel, placed: readonly PlacedLabel[]): number {
  const { leader } = label;
  let sum = 0;
  for (const other of placed) {
    if (other === label) continue;
    if (leader && crosses(leader, other)) sum += cost.through;
    if (other.leader && crosses(other.leader, label)) sum += cost.through;
    if (leader && other.leader && meet(leader, other.leader)) sum += cost.meet;
  }
  return sum;
}

const around = (x: number, y: number, r: number): Box => ({
  ...{ left: x - r, right: x + r, top: y - r, bottom: y + r },
});
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
function nearest({ x, y }: Point, box: Box): Point {
  return { x: clamp(x, box.left, box.right), y: clamp(y, box.top, box.bottom) };
}
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Which side of a line a point lies on. */
function side([a, b]: Line, p: Point): number {
  return Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
}
function meet(one: Line, two: Line): boolean {
  return side(one, two[0]) !== side(one, two[1]) && side(two, one[0]) !== side(two, one[1]);
}
/** A line goes through a box, or ends in it. */
export function crosses(line: Line, { left, right, top, bottom }: Box): boolean {
  const [a, b, c, d] = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  const sides: readonly Line[] = [
    [a, b],
    [b, c],
    [c, d],
    [d, a],
  ];
  const [p] = line;
  const inside = p.x > left && p.x < right && p.y > top && p.y < bottom;
  return inside || sides.some((edge) => meet(line, edge));
}
