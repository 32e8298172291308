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

/** The row and the alert step that a target means. No row: an alert that the ledger does not hold, as it holds the first. */
export function explained(
  groups: readonly Group[],
  alerts: readonly Alert[],
  target: WhyTarget,
): { readonly row: Row | null; readonly alert: Alert | null } {
  const row = findRow(groups, target);
  const alert = findAlert(alerts, target);
  const another = row && alert && nearer(alert.known_s, row.at_s, target.at_s);
  return { row: another ? null : row, alert };
}

/** By more than a second, as a moment gathers what comes at nearly one time. */
function nearer(a_s: number, b_s: number | null, at_s: number | undefined): boolean {
  if (at_s === undefined || b_s === null) return false;
  return Math.abs(a_s - at_s) + 1 < Math.abs(b_s - at_s);
}

/** The ledger's row that a target means; an alert's state and track narrow it down, and its time where several remain. */
export function findRow(groups: readonly Group[], target: WhyTarget): Row | null {
  const named = groups
    .flatMap((group) => group.rows)
    .filter((row) => row.step === target.step && (!target.state || row.state === target.state));
  const mine = named.filter((row) => target.track > 0 && row.track === target.track);
  const happened = named.filter((row) => row.happened);
  const best = [mine, happened, named].find((rows) => rows.length > 0) ?? [];
  return nearest(best, target.at_s, (row) => row.at_s);
}

/** The alert step behind a row or an event, at the time that the clock shows if there are several. */
export function findAlert(alerts: readonly Alert[], target: WhyTarget): Alert | null {
  const named = alerts.filter((a) => a.step === target.step && (!target.state || a.state === target.state));
  const mine = named.filter((a) => target.track > 0 && a.tracks.includes(target.track));
  return nearest(mine.length > 0 ? mine : named, target.at_s, (a) => a.known_s);
}

/** The first of those nearest to a time; without one the first. */
function nearest<T>(
  items: readonly T[],
  at_s: number | undefined,
  time: (item: T) => number | null,
): T | null {
  const far = (item: T): number => Math.abs((time(item) ?? Infinity) - (at_s ?? 0));
  if (at_s === undefined) return items[0] ?? null;
  return items.reduce<T | null>((best, item) => (best && far(best) <= far(item) ? best : item), null);
}

/** The changes of an alert until one of them, in order. */
export function alertChain(alerts: readonly Alert[], last: Alert): Alert[] {
  const { raised_by, state, number } = last;
  const until = alerts.slice(0, 1 + alerts.indexOf(last));
  return until.filter((a) => a.raised_by === raised_by && a.state === state && a.number === number);
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
  "second-kind": ["launch-call", "track"],
  "region-threatened": ["impact-point", "track"],
  classified: ["track"],
  "rule-met": [
    ...["second-kind", "region-threatened", "classified", "told", "launch-call", "impact-point", "track"],
    "first-detection",
  ],
  assessed: ["rule-met"],
  declared: ["assessed", "rule-met"],
  delivered: ["declared"],
  decision: ["declared"],
  downgraded: ["withdraw-met"],
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
