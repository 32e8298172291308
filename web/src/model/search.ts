// Finding rows by their time, and by a key.

/** Number of rows whose time (first of `width` columns) is at most t; tries near `hint` first, as a clock moves in steps. */
export function rowsUntil(data: Float32Array, width: number, t: number, hint = 0): number {
  const n = data.length / width;
  for (let rows = Math.min(hint, n); rows <= Math.min(hint + 1, n); rows++) {
    const begun = rows === 0 || data[(rows - 1) * width]! <= t;
    if (begun && (rows === n || t < data[rows * width]!)) return rows;
  }
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (data[middle * width]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of items whose time is at most t; items are in order of it. */
export function countUntil<T>(items: readonly T[], t: number, time: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time(items[middle]!) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last item whose time is at most t. */
export function lastUntil<T>(items: readonly T[], t: number, time: (item: T) => number): T | null {
  return items[countUntil(items, t, time) - 1] ?? null;
}

/** Groups in the order in which their keys first come. */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
