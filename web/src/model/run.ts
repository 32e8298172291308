// The run as the page asks for it. Two doors: `knowledge(centre)`, what a centre knew and when; `truth`, what was so.
// Panels show the second only if the reader asked for it.
import type { Input, Moment, RecordStep, RunPage } from "./contract";
import { parsePaths, parseTables } from "./chunks";
import { DataError } from "./data_error";
import { Knowledge, type RunChunks } from "./knowledge";
import { Path } from "./path";
import { Table } from "./table";
import { Truth } from "./truth";

export class Run {
  readonly page: RunPage;
  readonly begin_s = 0;
  readonly end_s: number;
  readonly truth: Truth;
  readonly #chunks: RunChunks;
  readonly #knowledge = new Map<string, Knowledge>();

  /** Throws DataError if a chunk is missing or broken. */
  constructor(page: RunPage, chunks: ReadonlyMap<string, ArrayBuffer>) {
    this.page = page;
    this.end_s = page.about.until_s;
    this.#chunks = readChunks(page, chunks);
    this.truth = new Truth(page, this.#chunks.truth);
  }

  knowledge(centre: string): Knowledge {
    let known = this.#knowledge.get(centre);
    if (!known) this.#knowledge.set(centre, (known = new Knowledge(this.page, centre, this.#chunks)));
    return known;
  }

  /** The centre with the first alert; else the first that has one track; else the first. */
  firstCentre(): string {
    const alert = earliest(this.page.alerts, (a) => a.known_s);
    const track = earliest(this.page.tracks, (t) => t.spans[0]?.begin_s ?? Infinity);
    return alert?.centre ?? track?.centre ?? this.page.centres[0]?.id ?? "";
  }
  /** Where a reader should start: the centre's first stop. */
  firstMoment(centre: string): Moment | null {
    return this.page.moments.find((m) => m.centre === centre) ?? null;
  }

  /** Inputs for "Can I trust this?"; without truth those that name an object are left out, and counted. */
  inputs(truth: boolean): { readonly shown: readonly Input[]; readonly hidden: number } {
    const all = this.page.trust.inputs;
    const shown = truth ? all : all.filter((i) => !this.#namesObject(JSON.stringify(i)));
    return { shown, hidden: all.length - shown.length };
  }
  /** What the sources say of a historical case; without truth no object is named. */
  record(centre: string, truth: boolean): readonly RecordStep[] {
    const rows = this.page.record.filter((r) => r.centre === centre || r.centre === "");
    if (truth) return rows;
    const told = rows.filter((r) => !r.truth && !this.#namesObject(r.text + r.label));
    return told.map((r) => ({ ...r, object: "" }));
  }

  #namesObject(text: string): boolean {
    return this.page.objects.some((o) => text.includes(o.id));
  }
}

function earliest<T>(items: readonly T[], time: (item: T) => number): T | null {
  return items.reduce<T | null>((first, item) => (first && time(first) <= time(item) ? first : item), null);
}

function readChunks(page: RunPage, chunks: ReadonlyMap<string, ArrayBuffer>): RunChunks {
  const listed = new Set(page.chunks.map((c) => c.name));
  for (const { name, bytes } of page.chunks) {
    const size = chunks.get(name)?.byteLength;
    if (size === undefined) throw new DataError(`The data "${name}" is missing from this file.`);
    if (size !== bytes) throw new DataError(`The data "${name}" has ${size} bytes instead of ${bytes}.`);
  }
  const bytes = (name: string) => (listed.has(name) ? chunks.get(name) : undefined);
  const paths = (name: string) => {
    const chunk = bytes(name);
    return chunk ? mapValues(parsePaths(name, chunk), (rows) => new Path(rows)) : new Map<string, Path>();
  };
  const tables = (name: string) => {
    const chunk = bytes(name);
    return chunk ? mapValues(parseTables(name, chunk), (rows) => new Table(rows)) : new Map<string, Table>();
  };
  return {
    truth: paths("truth"),
    tracks: paths("tracks"),
    arcs: paths("arcs"),
    history: tables("history"),
    probabilities: tables("probabilities"),
    detections: tables("detections"),
    classes: tables("classes"),
    threats: tables("threats"),
    asset_threats: tables("asset_threats"),
  };
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, change: (value: T) => U): Map<string, U> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
