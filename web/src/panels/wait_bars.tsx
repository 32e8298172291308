// Warning time taken apart: one bar, a piece for each wait, hatched and coloured in turn.
import type { JSX } from "preact";
import type { Link } from "./chain";
import { lookOf } from "./icons";
import { spell } from "./words";

const width = 300;

export function WaitBars({ links }: { links: readonly Link[] }): JSX.Element | null {
  const pieces = links.filter((link) => link.waited_s >= 0.5);
  const total = pieces.reduce((sum, link) => sum + link.waited_s, 0);
  if (total <= 0) return null;
  const words = pieces.map((link) => `${spell(link.waited_s)} to ${link.row.label}`).join(", ");
  let x = 0;
  return (
    <svg
      class="wait-bar"
      viewBox={`0 0 ${width} 16`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Waits: ${words}`}
    >
      <defs>
        <pattern
          id="wait-hatch"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="5" fill="var(--hatch)" />
        </pattern>
      </defs>
      {pieces.map((link, i) => {
        const w = (width * link.waited_s) / total;
        const at = x;
        x += w;
        return (
          <g
            key={`${link.row.step}${link.row.state}${link.row.other}`}
            data-hint={`${spell(link.waited_s)} to ${link.row.label}: ${link.row.waited_for}`}
          >
            <rect x={at} width={Math.max(0.5, w - 1)} height="16" fill={lookOf(link.row.step).colour} />
            {i % 2 === 1 && <rect x={at} width={Math.max(0.5, w - 1)} height="16" fill="url(#wait-hatch)" />}
          </g>
        );
      })}
    </svg>
  );
}
