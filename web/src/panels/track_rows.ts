// What the centre believes of its tracks at one instant, as rows to sort and filter.
import { toGeodetic } from "../model/geodesy";
import type { Knowledge, KnownTrack } from "../model/knowledge";

export interface TrackRow {
  readonly id: string;
  readonly number: number;
  readonly label: string;
  readonly from: string;
  readonly status: string;
  readonly sigma_m: number;
  readonly height_m: number;
  readonly speed_m_s: number;
  readonly impact_in_s: number; // NaN: it predicts none
  readonly prob: number; // of an impact in any one asset, the largest
  readonly asset: string; // that one
}
export type Column = "number" | "sigma_m" | "height_m" | "speed_m_s" | "impact_in_s" | "prob";
export interface Order {
  readonly column: Column;
  readonly down: boolean;
}

export function trackRows(known: Knowledge, t_s: number): TrackRow[] {
  return known.liveTracks(t_s).map((track) => trackRow(known, track, t_s));
}

function trackRow(known: Knowledge, track: KnownTrack, t_s: number): TrackRow {
  const { id, number, label, from } = track;
  const path = known.path(id);
  const p = path?.position(t_s);
  const v = path?.velocity(t_s);
  const estimate = known.estimate(id, t_s);
  const risk = known
    .risks(id, t_s)
    .reduce((top, r) => (top.asset === "" || r.prob_impact > top.prob_impact ? r : top), no_risk);
  return {
    id,
    number,
    label,
    from,
    status: known.status(id, t_s),
    sigma_m: estimate?.sigma_m ?? NaN,
    height_m: p ? toGeodetic(p).h_m : NaN,
    speed_m_s: v ? Math.hypot(...v) : NaN,
    impact_in_s: estimate?.impact ? estimate.impact.when_s - t_s : NaN,
    prob: risk.prob_impact,
    asset: risk.asset,
  };
}
const no_risk = { asset: "", prob_impact: NaN, prob_reach: NaN };

export function sorted(rows: readonly TrackRow[], { column, down }: Order): TrackRow[] {
  const way = down ? -1 : 1;
  return [...rows].sort((a, b) => compare(a[column], b[column], way) || a.number - b.number);
}

/** What is missing stands last either way. */
function compare(a: number, b: number, way: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return way * (a - b);
}
