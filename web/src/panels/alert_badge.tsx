// The alert state of the chosen centre now: bars for its level, a word, a colour and a shape.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import { centre } from "../app/state";
import type { AlertInterval } from "../model/alert_story";
import { knowledge } from "./eyes";
import { rank } from "./known";
import { slow_t } from "./slow_clock";
import { capital, clock, minutes } from "./words";

const now = computed(() => knowledge.value?.alertNow(slow_t.value) ?? null);

export function AlertBadge(): JSX.Element | null {
  const alert = now.value;
  if (!alert) return null;
  const look = rank(alert.level, alert.levels);
  return (
    <div class="alert">
      <div class={`badge state-${look}`} role="status" aria-live="polite" title={alert.state.meaning}>
        <StateShape look={look} />
        <LevelBars level={alert.level} count={Math.max(2, alert.levels)} />
        <span class="hidden">{capital(centre.value)}: alert state </span>
        <b>{alert.state.word}</b>
        {alert.level > 0 && (
          <span class="since">
            {alert.again ? "again since" : "since"} {clock(alert.since_s)}
          </span>
        )}
      </div>
      {alert.pending && <Due pending={alert.pending} />}
    </div>
  );
}

/** People are at work: the rule is met, their answer is due. */
function Due({ pending }: { pending: AlertInterval }): JSX.Element {
  const left_s = pending.due_s === null ? null : pending.due_s - slow_t.value;
  return (
    <span class="due">
      {pending.stage === "withdrawing" ? "people stand it down" : `people judge ${pending.state}`}
      {left_s !== null && left_s > 0 && `, ${minutes(left_s)} to go`}
    </span>
  );
}

function LevelBars({ level, count }: { level: number; count: number }): JSX.Element {
  return (
    <svg class="bars" viewBox={`0 0 ${count * 6} 14`} width={count * 6} height="14" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => {
        const height = 5 + (9 * i) / (count - 1);
        return (
          <rect key={i} x={i * 6} width="4" y={14 - height} height={height} class={i <= level ? "on" : ""} />
        );
      })}
    </svg>
  );
}

const outlines = {
  quiet: "M1.5 7a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
  low: "M7 .8L13.2 7 7 13.2 .8 7z",
  mid: "M7 1.2L13.4 12.6H.6z",
  top: "M4.4 .7h5.2l3.7 3.7v5.2l-3.7 3.7H4.4L.7 9.6V4.4z",
} as const;

function StateShape({ look }: { look: keyof typeof outlines }): JSX.Element {
  return (
    <svg class="shape" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      <path d={outlines[look]} />
    </svg>
  );
}
