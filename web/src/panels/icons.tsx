// Inline drawings: buttons' icons and the shapes of events and states. No glyph of a font is relied on.
import type { JSX } from "preact";

const paths = {
  play: "M3 1.5v11l9.5-5.5z",
  pause: "M3 2h3v10H3zM8 2h3v10H8z",
  next: "M2 2l6.5 5L2 12zM9.5 2h2.5v10H9.5z",
  previous: "M12 2L5.5 7 12 12zM2 2h2.5v10H2z",
  flag: "M3 1h1.5v12H3zM5 1.5l7 2.7-7 2.7z",
  minus: "M2 6h10v2H2z",
  plus: "M2 6h4V2h2v4h4v2H8v4H6V8H2z",
  close: "M3.2 2L7 5.8 10.8 2 12 3.2 8.2 7 12 10.8 10.8 12 7 8.2 3.2 12 2 10.8 5.8 7 2 3.2z",
  down: "M2 4.5h10L7 10z",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** Shapes on a field of -5 to 5. */
const shapes: Readonly<Record<string, string>> = {
  circle: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
  square: "M-3.7-3.7h7.4v7.4h-7.4z",
  diamond: "M0-4.8L4.8 0 0 4.8-4.8 0z",
  triangle: "M0-4.6L4.8 3.8H-4.8z",
  drop: "M0 4.6L4.8-3.8H-4.8z",
  plus: "M-1.5-4.7h3v3.2h3.2v3H1.5v3.2h-3V1.5h-3.2v-3h3.2z",
  cross: "M-2.2-4.5L0-2.3 2.2-4.5 4.5-2.2 2.3 0 4.5 2.2 2.2 4.5 0 2.3-2.2 4.5-4.5 2.2-2.3 0-4.5-2.2z",
  octagon: "M-2-4.7h4L4.7-2v4L2 4.7h-4L-4.7 2v-4z",
  hexagon: "M-4.7 0L-2.4-4.2h4.8L4.7 0 2.4 4.2h-4.8z",
  bar: "M-1.7-4.7h3.4v9.4h-3.4z",
  ring: "M0-4.6a4.6 4.6 0 1 0 .01 0zM0-2.4a2.4 2.4 0 1 1-.01 0z",
  bow: "M-4.6-4.2L0-1 4.6-4.2v8.4L0 1-4.6 4.2z",
};

interface Look {
  readonly shape: string;
  readonly colour: string;
}
/** How each kind of event looks; a ledger step, or alert, report, apogee, reacquired, deleted. */
const looks: Readonly<Record<string, Look>> = {
  launch: { shape: "triangle", colour: "var(--series-6)" },
  burnout: { shape: "bar", colour: "var(--series-6)" },
  apogee: { shape: "ring", colour: "var(--series-6)" },
  impact: { shape: "cross", colour: "var(--series-6)" },
  visible: { shape: "ring", colour: "var(--series-2)" },
  "first-detection": { shape: "circle", colour: "var(--series-2)" },
  track: { shape: "square", colour: "var(--series-3)" },
  "launch-call": { shape: "triangle", colour: "var(--series-1)" },
  "second-kind": { shape: "octagon", colour: "var(--series-2)" },
  "region-threatened": { shape: "bow", colour: "var(--series-6)" },
  classified: { shape: "square", colour: "var(--series-4)" },
  told: { shape: "bar", colour: "var(--series-5)" },
  assessed: { shape: "ring", colour: "var(--series-1)" },
  delivered: { shape: "plus", colour: "var(--series-5)" },
  decision: { shape: "ring", colour: "var(--series-6)" },
  "impact-point": { shape: "plus", colour: "var(--series-7)" },
  "region-excluded": { shape: "bow", colour: "var(--series-3)" },
  "rule-met": { shape: "diamond", colour: "var(--series-1)" },
  declared: { shape: "octagon", colour: "var(--series-6)" },
  alert: { shape: "hexagon", colour: "var(--series-6)" },
  message: { shape: "bar", colour: "var(--series-4)" },
  downgraded: { shape: "hexagon", colour: "var(--series-4)" },
  merged: { shape: "bow", colour: "var(--faint)" },
  report: { shape: "bar", colour: "var(--series-5)" },
  "left-field": { shape: "ring", colour: "var(--faint)" },
  coasting: { shape: "drop", colour: "var(--series-1)" },
  reacquired: { shape: "circle", colour: "var(--series-3)" },
  lost: { shape: "cross", colour: "var(--series-7)" },
  deleted: { shape: "cross", colour: "var(--faint)" },
  "withdraw-met": { shape: "diamond", colour: "var(--series-3)" },
  withdrawn: { shape: "hexagon", colour: "var(--series-3)" },
  record: { shape: "diamond", colour: "var(--text)" },
};
const other: Look = { shape: "circle", colour: "var(--faint)" };

export function lookOf(kind: string): Look {
  return looks[kind] ?? other;
}
export function shapePath(name: string): string {
  return shapes[name] ?? "";
}

export function Mark({ kind }: { kind: string }): JSX.Element {
  const look = lookOf(kind);
  return (
    <span class="mark" aria-hidden="true">
      <svg viewBox="-5.5 -5.5 11 11">
        <path d={shapePath(look.shape)} fill={look.colour} />
      </svg>
    </span>
  );
}
