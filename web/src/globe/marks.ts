// The points of a scene in a picture: where each is, how large, which label it gets, and which is under a pixel.
import type { ScenePoint } from "../model/scene";
import { declutter, type Box, type Wish } from "./declutter";
import type { Size } from "./projection2d";

export interface Mark {
  readonly point: ScenePoint;
  readonly x: number;
  readonly y: number;
  readonly r: number; // half its size
}
export interface Label {
  readonly mark: Mark;
  readonly box: Box;
}

/** More than so many points: only the selected one is named. */
export const most_labels = 300;
/** From a symbol to the ring around it. */
export const selection_gap = 5;
export const truth_gap = 2;
const crowd = 60;
const huge_crowd = most_labels;

/** Half the size of a symbol among so many. */
export function symbolRadius(num_points: number): number {
  return num_points > huge_crowd ? 7 : num_points > crowd ? 10 : 14;
}
/** A plain shape needs less room. */
export function shapeRadius(num_points: number): number {
  return num_points > huge_crowd ? 3.5 : num_points > crowd ? 5 : 7;
}

export function labelsOf(
  marks: readonly Mark[],
  size: Size,
  text_px: number,
  width: (text: string) => number,
  covered: readonly Box[] = [],
): Label[] {
  const few = marks.length <= most_labels ? marks : marks.filter(({ point }) => point.selected);
  const wishes = few.map((mark) => wishOf(mark, text_px, width(mark.point.label)));
  const boxes = declutter(wishes, [...few.map(boxOf), ...covered], pictureOf(size));
  return few.flatMap((mark, i) => (boxes[i] ? [{ mark, box: boxes[i] }] : []));
}

/** Where names may stand. */
export function pictureOf({ w, h }: Size): Box {
  return { x: 2, y: 2, w: w - 4, h: h - 4 };
}

function wishOf({ point, x, y, r }: Mark, text_px: number, w: number): Wish {
  const weights = { confirmed: 5, coasting: 4, truth: 3, tentative: 2, sensor: 1, centre: 1, ended: 0 };
  const weight = point.selected ? 10 : weights[point.look];
  const ring = point.selected ? selection_gap : point.look === "truth" ? truth_gap : 0;
  return { x, y, w, h: 1.25 * text_px, gap: r + ring + 4, weight };
}
/** A little less than the symbol, whose corners are mostly empty. */
export function boxOf({ x, y, r }: Mark): Box {
  return { x: x - 0.9 * r, y: y - 0.9 * r, w: 1.8 * r, h: 1.8 * r };
}

const reach_px = 6;
/** The nearest mark under a pixel; of two as near, the one drawn last. */
export function markAt(marks: readonly Mark[], x: number, y: number): Mark | null {
  let best: Mark | null = null;
  let best_px = Infinity;
  for (const mark of marks) {
    const px = Math.hypot(mark.x - x, mark.y - y);
    if (px > mark.r + reach_px || px > best_px) continue;
    best = mark;
    best_px = px;
  }
  return best;
}

/** What is drawn last lies on top: sensors, then tracks by how sure they are, then the selected. */
export function inDrawingOrder(points: readonly ScenePoint[]): ScenePoint[] {
  const rank = { centre: 0, sensor: 1, ended: 2, tentative: 3, truth: 4, coasting: 5, confirmed: 6 };
  const of = (p: ScenePoint): number => (p.selected ? 9 : rank[p.look]);
  return [...points].sort((a, b) => of(a) - of(b));
}
