// Which labels fit: the more important first, each beside its point where nothing else stands, or not at all.
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export interface Wish {
  readonly x: number; // the point
  readonly y: number;
  readonly w: number; // the text
  readonly h: number;
  readonly gap: number; // from the point's middle to the text
  readonly weight: number; // the heaviest are placed first
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Right of the point, left, above, below: in that order of preference. */
function* sides({ x, y, w, h, gap }: Wish): Generator<Box> {
  yield { x: x + gap, y: y - h / 2, w, h };
  yield { x: x - gap - w, y: y - h / 2, w, h };
  yield { x: x - w / 2, y: y - gap - h, w, h };
  yield { x: x - w / 2, y: y + gap, w, h };
}

/** For each wish its box, or null. Boxes stay inside the picture, off each other and off the `taken` ones. */
export function declutter(wishes: readonly Wish[], taken: readonly Box[], picture: Box): (Box | null)[] {
  const placed: Box[] = [...taken];
  const out: (Box | null)[] = wishes.map(() => null);
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[b]!.weight - wishes[a]!.weight || a - b);
  for (const i of order) {
    const box = [...sides(wishes[i]!)].find((b) => within(b, picture) && !placed.some((p) => overlap(p, b)));
    if (!box) continue;
    out[i] = box;
    placed.push(box);
  }
  return out;
}

export function within(a: Box, b: Box): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;
}
