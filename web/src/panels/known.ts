// What may be shown: one centre's view, or the truth as well when the reader asked for it. Every panel, page and
// download takes its rows from here, so that nothing of the truth shows before.
import type { About, Alert, Band, Happening, Input, RecordStep, RunPage, Source } from "../model/contract";
import type { Knowledge, KnownEvent } from "../model/knowledge";
import type { Run } from "../model/run";
import { groupBy } from "../model/search";
import { capital } from "./words";

export interface Eyes {
  readonly centre: string;
  readonly truth: boolean;
}
/** A row of the ledger as these eyes may see it. */
export interface Row {
  readonly about: string; // rows of one thing in the sky
  readonly step: string;
  readonly state: string;
  readonly other: string; // the centre that told, or was told
  readonly label: string;
  readonly truth: boolean;
  readonly happened: boolean;
  readonly t_s: number | null; // when it happened
  readonly at_s: number | null; // on the clock: known to the centre; of truth: when it happened
  readonly to_impact_s: number | null; // the predicted one; with truth the true one
  readonly sensor: string;
  readonly track: number;
  readonly evidence: number;
  readonly waited_for: string;
  readonly limit_param: string;
  readonly missing: string;
  readonly band: Band | null;
}
export interface Group {
  readonly about: string;
  readonly title: string;
  readonly rows: readonly Row[];
}
export interface Event {
  readonly key: number;
  readonly kind: string;
  readonly step: string; // of the ledger or of an alert; else the kind
  readonly at_s: number;
  readonly words: string;
  readonly truth: boolean;
  readonly track: number;
  readonly sensor: string;
  readonly state: string;
  readonly object: string; // only of truth
}

/** The ledger by what it is about, each in order of time; what never came stands last. */
export function ledger(run: Run, eyes: Eyes): Group[] {
  return [...groupBy(rows(run, eyes), (row) => row.about)].map(([about, list]) => ({
    about,
    title: eyes.truth ? about : trackNames(list),
    rows: list.sort((a, b) => (a.at_s === b.at_s ? 0 : (a.at_s ?? Infinity) - (b.at_s ?? Infinity))),
  }));
}

function rows(run: Run, { centre, truth }: Eyes): Row[] {
  if (!truth)
    return run.knowledge(centre).steps.map((step) => ({
      ...step,
      about: String(step.about),
      truth: false,
      at_s: step.happened ? step.known_s : null,
      to_impact_s: step.to_predicted_s,
      limit_param: namesObject(step.limit_param) ? "" : step.limit_param,
    }));
  return run.truth.steps(centre).map((step) => ({
    ...step,
    about: step.object,
    at_s: step.happened ? (step.truth ? step.t_s : step.known_s) : null,
  }));
}

export function trackNames(list: readonly Row[]): string {
  const numbers = [...new Set(list.map((row) => row.track).filter((n) => n > 0))].sort((a, b) => a - b);
  const saw = list.some((row) => row.happened && row.step === "first-detection");
  if (numbers.length === 0) return saw ? "detections on no track" : "what others reported";
  return `${numbers.length === 1 ? "track" : "tracks"} ${numbers.join(", ")}`;
}

/** In order of the clock. */
export function events(run: Run, { centre, truth }: Eyes): Event[] {
  const knowledge = run.knowledge(centre);
  const known = knowledge.events.map((event) => ({
    ...knownEvent(knowledge, event),
    truth: false,
    object: "",
  }));
  const true_ones = truth ? run.truth.events.map((e) => trueEvent(run, e)) : [];
  return [...known, ...true_ones].sort((a, b) => a.at_s - b.at_s).map((event, key) => ({ ...event, key }));
}

/** Which object it is about, where there are several. */
function trueEvent(run: Run, event: Happening) {
  const words = run.truth.objects.length > 1 ? `${event.object}: ${event.words}` : event.words;
  return { ...event, words, step: event.kind, at_s: event.t_s };
}

function knownEvent(known: Knowledge, event: KnownEvent) {
  const plain = { ...event, step: event.kind, at_s: event.known_s };
  const alert = event.kind === "alert" ? alertBehind(known.alerts, event) : null;
  if (alert) return { ...plain, ...toldAlert(known, alert, event.words) };
  // Where one sensor reports, naming it in each line says nothing.
  return {
    ...plain,
    words: known.sensors.length === 1 ? event.words.replace(`, ${event.sensor}`, "") : event.words,
  };
}

function alertBehind(alerts: readonly Alert[], { state, known_s, words }: KnownEvent): Alert | null {
  const at = alerts.filter((a) => a.state === state && Math.abs(a.known_s - known_s) < 1e-6);
  return at.find((a) => words.includes(a.label)) ?? null;
}

/** A change that the ledger does not hold, as it is another alert of a state, or another centre's. */
function toldAlert(known: Knowledge, alert: Alert, words: string): Pick<Event, "step" | "track" | "words"> {
  const { step, tracks } = alert;
  if (alert.raised_by !== known.centre) return { step, track: 0, words };
  const track = tracks[0] ?? 0;
  const about = track > 0 ? `, about track ${track}` : "";
  return { step, track, words: `${words}${isAgain(known.alerts, alert) ? " again" : ""}${about}` };
}

/** The same centre took this step towards the same state before. */
export function isAgain(alerts: readonly Alert[], alert: Alert): boolean {
  const { raised_by, state, step, known_s } = alert;
  return alerts.some(
    (a) => a.raised_by === raised_by && a.state === state && a.step === step && a.known_s < known_s,
  );
}

/** What luck does to a centre's declared and withdrawn states; with the truth, to those of all. */
export function luck({ luck: lines }: About, { centre, truth }: Eyes): readonly string[] {
  const name = capital(centre);
  return truth
    ? lines
    : lines.filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name} about `));
}

/** What the sources say; what they say of the flight itself is truth. */
export function record(run: Run, { centre, truth }: Eyes): readonly RecordStep[] {
  return run.record(centre, truth);
}

/** Parameters of objects carry the objects' names. */
export function namesObject(path: string): boolean {
  return path.startsWith("objects.");
}

/** The publications behind what is shown. Those behind the flight alone come with the truth, and so do the notes: what a
 * source says of the flight stands in them. */
export function sources(page: RunPage, truth: boolean): Source[] {
  const distinct = page.trust.bibliography.map((source) => ({
    ...source,
    cited_by: [...new Set(source.cited_by)],
  }));
  if (truth) return distinct.map((source) => inWords(page, source));
  return distinct
    .filter(({ cited_by }) => cited_by.length === 0 || !cited_by.every((path) => ofTruth(page, path)))
    .map((source) => ({
      ...source,
      note: "",
      cited_by: source.cited_by.filter((path) => !ofTruth(page, path)),
    }))
    .map((source) => inWords(page, source));
}

/** A row of the record by its step, as the reader finds it in the table. */
function inWords(page: RunPage, source: Source): Source {
  const word = (path: string): string => {
    const row = page.record[Number(/^record\[(\d+)\]$/.exec(path)?.[1])];
    return row ? `record: ${row.label}` : path;
  };
  return { ...source, cited_by: source.cited_by.map(word) };
}

/** Parameters of objects, and rows of the record (by their place in the file) that tell of the flight. */
function ofTruth(page: RunPage, path: string): boolean {
  const row = /^record\[(\d+)\]/.exec(path)?.[1];
  return namesObject(path) || (row !== undefined && page.record[Number(row)]?.truth !== false);
}

/** For each input the steps that waited for it, without those that no centre knows. */
export function usedBy(page: RunPage, inputs: readonly Input[], truth: boolean): string[][] {
  const hidden = new Set(
    truth ? [] : page.ledger.filter((step) => step.truth).map((step) => `${step.centre} ${step.step}`),
  );
  return inputs.map((input) => input.used_by.filter((step) => !hidden.has(step)));
}

/** The input that a parameter's path names, or the nearest one above it. */
export function inputAt(inputs: readonly Input[], path: string): Input | null {
  for (let at = path; at !== ""; at = at.replace(/(\.|^)[^.]*$/, "")) {
    const found = inputs.find((input) => input.path === at);
    if (found) return found;
  }
  return null;
}

/** Of four looks of an alert state: quiet, low, middle, top. */
export function rank(level: number, levels: number): "quiet" | "low" | "mid" | "top" {
  if (level <= 0) return "quiet";
  if (level >= levels - 1) return "top";
  return level < (levels - 1) / 2 ? "low" : "mid";
}
