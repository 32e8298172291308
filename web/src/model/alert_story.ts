// A centre's own alerts over time: what it said of the world at t, and what its people were judging.
import type { Alert, AlertState } from "./contract";
import { groupBy } from "./search";

/** judging: the rule is met, people decide; declared; withdrawing: declared, and people decide to stand down. */
export type AlertStage = "judging" | "declared" | "withdrawing";

export interface AlertInterval {
  readonly state: string;
  readonly level: number; // index in the centre's states
  readonly number: number;
  readonly stage: AlertStage;
  readonly begin_s: number;
  readonly end_s: number;
  readonly due_s: number | null; // when people are to have decided
  readonly again: boolean; // the same state had been declared, and had ended, before
}
export interface AlertNow {
  readonly state: AlertState; // the highest that stands declared; else the resting state
  readonly level: number;
  readonly levels: number;
  readonly since_s: number;
  readonly again: boolean; // not for the first time
  readonly pending: AlertInterval | null; // the highest that is being judged or withdrawn
}

const next_stage: Readonly<Record<string, AlertStage | null>> = {
  "rule-met": "judging",
  declared: "declared",
  "withdraw-met": "withdrawing",
  withdrawn: null,
  downgraded: null, // the state below is declared with it
  dropped: null,
};

export class AlertStory {
  readonly intervals: readonly AlertInterval[];
  readonly #states: readonly AlertState[];

  /** `alerts` in order of known_s; only those that the centre raised itself are its state. */
  constructor(centre: string, states: readonly AlertState[], alerts: readonly Alert[], end_s: number) {
    this.#states = states;
    const own = alerts.filter((a) => a.raised_by === centre && a.step in next_stage);
    const stories = groupBy(own, (a) => `${a.state} ${a.number}`);
    const level = (state: string) => states.findIndex((s) => s.word === state);
    const all = [...stories.values()]
      .flatMap((changes) => stages(changes, level(changes[0]!.state), end_s))
      .sort((a, b) => a.begin_s - b.begin_s || a.level - b.level);
    const ends = groupBy(
      all.filter((i) => i.stage !== "judging"),
      (i) => i.state,
    );
    this.intervals = all.map((i) => ({
      ...i,
      again: (ends.get(i.state) ?? []).some((e) => endsBefore(e, i)),
    }));
  }

  at(t_s: number): AlertNow {
    const now = this.intervals.filter((i) => i.begin_s <= t_s && t_s < i.end_s);
    const top = highest(now.filter((i) => i.stage !== "judging"));
    const level = Math.max(0, top?.level ?? 0);
    return {
      state: this.#states[level] ?? { word: "quiet", meaning: "", resembles: "" },
      level,
      levels: this.#states.length,
      again: top?.again ?? false,
      since_s: top ? this.#begin(top) : this.#lastEnd(t_s),
      pending: highest(now.filter((i) => i.stage !== "declared")),
    };
  }

  /** When this alert was declared: a withdrawal being judged does not change the state. */
  #begin(top: AlertInterval): number {
    const same = this.intervals.filter((i) => i.state === top.state && i.number === top.number);
    return same.find((i) => i.stage !== "judging")?.begin_s ?? top.begin_s;
  }
  #lastEnd(t_s: number): number {
    const ended = this.intervals.filter((i) => i.stage !== "judging" && i.end_s <= t_s);
    return Math.max(0, ...ended.map((i) => i.end_s));
  }
}

function stages(changes: readonly Alert[], level: number, end_s: number): AlertInterval[] {
  return changes.flatMap((change, i) => {
    const stage = stageAfter(changes.slice(0, i + 1));
    const end = changes[i + 1]?.known_s ?? Math.max(end_s, change.known_s);
    if (!stage || end <= change.known_s) return [];
    const { state, number, due_s } = change;
    return [{ state, level, number, stage, begin_s: change.known_s, end_s: end, due_s, again: false }];
  });
}

function endsBefore(earlier: AlertInterval, later: AlertInterval): boolean {
  return earlier.number !== later.number && earlier.end_s <= later.begin_s;
}

/** A withdraw rule that is met before anybody declared leaves the alert in judgement. */
function stageAfter(changes: readonly Alert[]): AlertStage | null {
  const last = changes.at(-1)!;
  const stage = next_stage[last.step] ?? null;
  const declared = changes.some((c) => c.step === "declared");
  return stage === "withdrawing" && !declared ? "judging" : stage;
}

function highest(intervals: readonly AlertInterval[]): AlertInterval | null {
  return intervals.reduce<AlertInterval | null>((top, i) => (top && top.level >= i.level ? top : i), null);
}
