// A long list that is built in slices while nothing else is to do, so that no task holds the page; whole before it is
// printed. A slice stays as it is when the next one comes: each holds the rest behind it.
import { signal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** True while the page is printed: all is built at once. */
export const on_paper = signal(false);

interface SlicesProps<T> {
  readonly list: readonly T[];
  readonly size: number; // how many are built at once
  readonly children: (item: T) => JSX.Element;
}
export function Slices<T>({ list, size, children }: SlicesProps<T>): JSX.Element {
  const rest = list.slice(size);
  return (
    <>
      {list.slice(0, size).map(children)}
      {rest.length > 0 && <Later list={rest} size={size} children={children} />}
    </>
  );
}

function Later<T>(props: SlicesProps<T>): JSX.Element {
  const [due, setDue] = useState(on_paper.peek());
  useEffect(() => (due ? undefined : whenIdle(() => setDue(true))), [due]);
  useSignalEffect(() => {
    if (on_paper.value) setDue(true);
  });
  return due ? <Slices {...props} /> : <p class="dim" data-building aria-busy="true" children="…" />;
}

const patience_ms = 200;
/** Returns what calls it off. Not every browser tells when it has nothing to do. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(work, 16);
    return () => clearTimeout(timer);
  }
  const number = requestIdleCallback(work, { timeout: patience_ms });
  return () => cancelIdleCallback(number);
}
