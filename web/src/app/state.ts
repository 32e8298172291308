// The page's state: signals that every panel reads and writes. One place; no panel keeps what another needs.
import { signal } from "@preact/signals";
import type { ViewKind } from "../globe/view";
import type { Layers } from "../model/scene";
import type { Run } from "../model/run";

export type Theme = "dark" | "light" | "projector";
export type PageName = "replay" | "report" | "trust";

export const run = signal<Run | null>(null);
export const page = signal<PageName>("replay"); // #/replay, #/report (printed chronology, ledger, record), #/trust
export const t_s = signal(0); // the clock
export const playing = signal(false);
export const speed = signal(10);
export const centre = signal(""); // whose knowledge is shown
export const all_centres = signal(false); // the others' own views beside the chosen one's
export const truth = signal(false); // the reader asked for what was true
export const selected = signal(""); // "track:moscow/3", "object:x", "sensor:olenegorsk", ""
export const why = signal<WhyTarget | null>(null); // what the why panel explains
export const moment = signal(-1); // the moment last stepped to
export const view = signal<ViewKind>("globe");
export const layers = signal<Layers>({
  fans: true,
  trails: true,
  labels: true,
  evidence: true,
  ellipses: true,
  areas: true,
});
export const theme = signal<Theme>("dark");
export const plain_symbols = signal(false);
export const inertial = signal(false);
export const help_open = signal(false);

export interface WhyTarget {
  step: string; // a ledger step: "declared"
  state: string;
  track: number;
  at_s?: number; // on the clock: which, where it came more than once
}
