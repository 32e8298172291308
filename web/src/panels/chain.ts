// The chain of steps before one of them, and how long each waited: what warning time is made of.
import type { Alert } from "../model/contract";
import type { WhyTarget } from "../app/state";
import type { Eyes, Group, Row } from "./known";
import { capital, clock, spell } from "./words";

export interface Link {
  readonly row: Row;
  readonly at_s: number;
  readonly waited_s: number; // since the link before it, or since T = 0
}

/** The ledger's row that a target means; an alert's state and track narrow it down. */
export function findRow(groups: readonly Group[], target: WhyTarget): Row | null {
  const named = groups
    .flatMap((group) => group.rows)
    .filter((row) => row.step === target.step && (!target.state || row.state === target.state));
  const mine = target.track > 0 ? named.find((row) => row.track === target.track) : undefined;
  return mine ?? named.find((row) => row.happened) ?? named[0] ?? null;
}

/** The alert step behind a row or an event, at the time that the clock shows if there are several. */
export function findAlert(alerts: readonly Alert[], target: WhyTarget): Alert | null {
  const named = alerts.filter((a) => a.step === target.step && (!target.state || a.state === target.state));
  return named.find((a) => target.track > 0 && a.tracks.includes(target.track)) ?? named[0] ?? null;
}

/** What each step can have waited for: of those that came before it, the latest; of one time, the first named. */
const causes: Readonly<Record<string, readonly string[]>> = {
  burnout: ["launch"],
  visible: ["launch"],
  "first-detection": ["visible"],
  track: ["first-detection", "visible"],
  "launch-call": ["track"],
  "impact-point": ["track"],
  "region-excluded": ["impact-point", "track"],
  "rule-met": ["launch-call", "impact-point", "track", "first-detection"],
  declared: ["rule-met"],
  "left-field": ["track", "visible"],
  coasting: ["left-field", "track"],
  lost: ["coasting", "track"],
  "withdraw-met": ["region-excluded", "impact-point", "track"],
  withdrawn: ["withdraw-met"],
  impact: ["burnout", "launch"],
};

/** The steps that had to come before this one, in order, each with its wait; a step that never came: how far it got. */
export function chainTo(groups: readonly Group[], target: Row): Link[] {
  const rows = groups.find((group) => group.rows.includes(target))?.rows ?? [];
  const path: Row[] = [];
  for (let row: Row | null = target; row; row = causeOf(rows, row)) path.unshift(row);
  let before_s = 0;
  return path.flatMap((row) => {
    if (row.at_s === null) return [];
    const link = { row, at_s: row.at_s, waited_s: Math.max(0, row.at_s - before_s) };
    before_s = Math.max(before_s, row.at_s);
    return [link];
  });
}

function causeOf(rows: readonly Row[], row: Row): Row | null {
  const order = causes[row.step] ?? [];
  const before = rows.filter(
    (r) =>
      order.includes(r.step) &&
      r.at_s !== null &&
      r.at_s <= (row.at_s ?? Infinity) &&
      (!r.state || !row.state || r.state === row.state),
  );
  const later = (a: Row, b: Row): number =>
    (b.at_s ?? 0) - (a.at_s ?? 0) || order.indexOf(a.step) - order.indexOf(b.step);
  return before.sort(later)[0] ?? null;
}

/** The answer in one sentence. */
export function answer({ centre, truth }: Eyes, row: Row): string {
  const what = `${row.label}${row.state && !row.label.includes(row.state) ? ` (${row.state})` : ""}`;
  if (!row.happened) return `${capital(what)}: never in this run.`;
  const to = row.to_impact_s;
  const left = to === null ? "" : `, ${spell(to)} before the ${truth ? "" : "predicted "}impact`;
  const who = row.truth ? "In truth" : capital(centre);
  return `${who} at ${clock(row.at_s)}: ${what}${left}.`;
}

/** Why it did not come sooner: the longest waits of the chain, each with its reason. */
export function slowest(links: readonly Link[], count = 3): Link[] {
  const long = links.filter((link) => link.waited_s >= 0.5);
  const top = [...long].sort((a, b) => b.waited_s - a.waited_s).slice(0, count);
  return long.filter((link) => top.includes(link));
}
