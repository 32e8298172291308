// What the time bar shows: a lane for each track and each sensor, the alert band, markers of events.
import type { Contact, TrackSpan } from "./contract";
import type { AlertInterval } from "./alert_story";
import type { Knowledge, KnownEvent } from "./knowledge";
import { groupBy } from "./search";
import type { Truth } from "./truth";

export interface Bar {
  readonly kind: string; // status of a track; "contact"; "in-view", "flight" (truth)
  readonly begin_s: number;
  readonly end_s: number;
  readonly words: string;
}
export interface Lane {
  readonly id: string; // "track:moscow/3", "sensor:olenegorsk", "object:x": what a click selects
  readonly label: string;
  readonly kind: "track" | "sensor" | "object";
  readonly truth: boolean;
  readonly bars: readonly Bar[];
}
/** Events at nearly one time: drawn as one marker. */
export interface Marker {
  readonly t_s: number;
  readonly kind: string;
  readonly truth: boolean;
  readonly words: readonly string[];
  readonly track: number;
}

export function trackLanes(known: Knowledge): Lane[] {
  const contacts = groupBy(known.contacts, (c) => `${c.track}`);
  const held = [...known.tracks].sort(
    (a, b) => rank(a.confirmed_s) - rank(b.confirmed_s) || a.begin_s - b.begin_s,
  );
  return held.map((track) => ({
    id: `track:${track.id}`,
    label: track.label,
    kind: "track",
    truth: false,
    bars: [...track.spans.map(spanBar), ...contactBars(contacts.get(`${track.number}`) ?? [])],
  }));
}
/** Confirmed tracks stand above those that never were. */
function rank(confirmed_s: number | null): number {
  return confirmed_s === null ? 1 : 0;
}

export function sensorLanes(known: Knowledge): Lane[] {
  const contacts = groupBy(known.contacts, (c) => c.sensor);
  return known.sensors.map(({ id }) => {
    const bars = contactBars(contacts.get(id) ?? []);
    return { id: `sensor:${id}`, label: id, kind: "sensor", truth: false, bars };
  });
}

export function objectLanes(truth: Truth): Lane[] {
  const sightings = groupBy(truth.sightings, (s) => s.object);
  return truth.objects.map(({ id, begin_s, end_s }) => {
    const views = (sightings.get(id) ?? []).map((s): Bar => {
      const words = `in view of ${s.sensor}: opened by ${s.opened_by}, closed by ${s.closed_by}`;
      return { kind: "in-view", begin_s: s.begin_s, end_s: s.end_s, words };
    });
    const flight: Bar = { kind: "flight", begin_s, end_s, words: `${id} flies` };
    return { id: `object:${id}`, label: id, kind: "object", truth: true, bars: [flight, ...views] };
  });
}

/** The alert band: what stood declared, and what people were judging. */
export function alertBars(known: Knowledge): readonly (AlertInterval & { readonly words: string })[] {
  const words = {
    judging: "is being judged",
    declared: "stands",
    withdrawing: "stands, its end is being judged",
  };
  return known.alertIntervals().map((i) => ({ ...i, words: `${i.state} ${words[i.stage]}` }));
}

/** Events closer than `within_s` share a marker; the first gives it its kind. */
export function markers(
  events: readonly KnownEvent[],
  truth_events: Truth["events"],
  within_s: number,
): Marker[] {
  const all = [
    ...events.map((e) => ({ ...e, at_s: e.known_s, truth: false })),
    ...truth_events.map((e) => ({ ...e, at_s: e.t_s })),
  ].sort((a, b) => a.at_s - b.at_s);
  const made: { t_s: number; kind: string; truth: boolean; words: string[]; track: number }[] = [];
  for (const { at_s, kind, truth, words, track } of all) {
    const last = made.at(-1);
    if (last && last.truth === truth && at_s - last.t_s <= within_s) last.words.push(words);
    else made.push({ t_s: at_s, kind, truth, words: [words], track });
  }
  return made;
}

function spanBar({ status, begin_s, end_s }: TrackSpan): Bar {
  return { kind: status, begin_s, end_s, words: status };
}
function contactBars(contacts: readonly Contact[]): Bar[] {
  return contacts.map(({ sensor, begin_s, end_s, num, peak_snr_db }) => {
    const words = `${sensor}: ${num} detections, signal to noise at most ${peak_snr_db.toFixed(0)} dB`;
    return { kind: "contact", begin_s, end_s, words };
  });
}
