// What a centre made of what it held: what each track may be, the threat as a whole, and what it was told. No truth.
import type { Judgement, Message, ObjectKind, RunPage } from "./contract";
import { groupBy, lastUntil } from "./search";
import type { Table } from "./table";

export interface JudgedChunks {
  readonly classes: ReadonlyMap<string, Table>; // by track
  readonly threats: ReadonlyMap<string, Table>; // by centre
  readonly asset_threats: ReadonlyMap<string, Table>; // by centre/asset
}
export interface ClassShare {
  readonly word: string;
  readonly plain: string;
  readonly prob: number;
}
/** The whole picture at one instant. */
export interface Threat {
  readonly known_s: number;
  readonly raid_mean: number;
  readonly raid_low: number; // the middle 90 %
  readonly raid_high: number;
  readonly num_waves: number;
  readonly prob_attack: number;
  readonly level: number; // index of the assessment
  readonly assessment: string;
}
export interface AssetThreat {
  readonly asset: string;
  readonly prob_any: number;
  readonly expected: number;
}
/** A message without what was behind it. */
export type KnownMessage = Omit<Message, "cause" | "truth">;

export class Judged {
  readonly kinds: readonly ObjectKind[]; // of objects, in the order of the table's columns
  readonly assessments: readonly string[];
  readonly messages: readonly KnownMessage[]; // in order of known_s
  readonly #centre: string;
  readonly #assets: readonly string[];
  readonly #judgements: ReadonlyMap<string, readonly Judgement[]>;
  readonly #chunks: JudgedChunks;

  constructor(page: RunPage, centre: string, chunks: JudgedChunks) {
    this.kinds = page.classes;
    this.assessments = page.assessments;
    this.messages = page.messages.filter((m) => m.centre === centre && !m.truth).map(toldOnly);
    this.#centre = centre;
    this.#assets = page.assets.filter((a) => a.of === centre).map((a) => a.id);
    this.#judgements = groupBy(
      page.judgements.filter((j) => j.centre === centre),
      (j) => j.track,
    );
    this.#chunks = chunks;
  }

  /** How it saw the class probabilities move: columns known_s and one a class. */
  classTable(track: string): Table | null {
    return this.#chunks.classes.get(track) ?? null;
  }
  /** What it thought the track may be at t, the likeliest first; empty: it had not weighed it. */
  classes(track: string, t_s: number): ClassShare[] {
    const table = this.classTable(track);
    const row = table ? table.until(t_s) - 1 : -1;
    if (!table || row < 0) return [];
    const all = this.kinds.map(({ word, plain }) => ({ word, plain, prob: table.at(row, word) }));
    return all.filter((share) => share.prob > 0).sort((a, b) => b.prob - a.prob);
  }
  judgement(track: string, t_s: number): Judgement | null {
    return lastUntil(this.#judgements.get(track) ?? [], t_s, (j) => j.known_s);
  }

  threatTable(): Table | null {
    return this.#chunks.threats.get(this.#centre) ?? null;
  }
  threat(t_s: number): Threat | null {
    const table = this.threatTable();
    const row = table ? table.until(t_s) - 1 : -1;
    if (!table || row < 0) return null;
    const at = (column: string) => table.at(row, column);
    const level = at("assessment");
    const size = { raid_mean: at("raid_mean"), raid_low: at("raid_low"), raid_high: at("raid_high") };
    const whole = { num_waves: at("num_waves"), prob_attack: at("prob_attack") };
    return { known_s: at("known_s"), ...size, ...whole, level, assessment: this.assessments[level] ?? "" };
  }
  assetTable(asset: string): Table | null {
    return this.#chunks.asset_threats.get(`${this.#centre}/${asset}`) ?? null;
  }
  /** What each of its assets had to expect at t, the most threatened first. */
  assetThreats(t_s: number): AssetThreat[] {
    const all = this.#assets.flatMap((asset) => {
      const table = this.assetTable(asset);
      const row = table ? table.until(t_s) - 1 : -1;
      if (!table || row < 0) return [];
      return [{ asset, prob_any: table.at(row, "prob_any"), expected: table.at(row, "expected") }];
    });
    return all.sort((a, b) => b.prob_any - a.prob_any);
  }

  told(t_s: number): readonly KnownMessage[] {
    return this.messages.filter((m) => m.known_s <= t_s);
  }
}

function toldOnly({ cause: _cause, truth: _truth, ...known }: Message): KnownMessage {
  return known;
}
