// The lanes of the time bar: one for each track that matters, and in truth one for each object, with what happened to it.
import type { Contact, Sighting, TrackSpan } from "../model/contract";
import type { KnownTrack } from "../model/knowledge";
import type { Run } from "../model/run";
import { groupBy } from "../model/search";
import type { Event, Eyes } from "./known";

export interface Bar {
  readonly kind: string; // status of a track; "contact"; of truth: "flight", "in-view"
  readonly begin_s: number;
  readonly end_s: number;
  readonly words: string;
  readonly sensor: string; // that saw it; "": none
}
export interface Lane {
  readonly id: string; // as it is selected: "track:moscow/3", "object:x"
  readonly label: string;
  readonly truth: boolean;
  readonly matters: boolean; // a track that was never confirmed is mostly false detections: only when selected
  readonly bars: readonly Bar[];
  readonly events: readonly Event[];
}

export function lanesOf(run: Run, eyes: Eyes, events: readonly Event[]): Lane[] {
  const known = run.knowledge(eyes.centre);
  const contacts = groupBy(known.contacts, (contact) => String(contact.track));
  const told = groupBy(events, (event) => laneOf(event, eyes.centre));
  const tracks = [...known.tracks]
    .sort((a, b) => (a.confirmed_s ?? a.begin_s) - (b.confirmed_s ?? b.begin_s))
    .map((track) => trackLane(track, contacts.get(String(track.number)) ?? []));
  const lanes = eyes.truth ? [...objectLanes(run), ...tracks] : tracks;
  const full = lanes.map((lane) => ({ ...lane, events: told.get(lane.id) ?? [] }));
  // In a crowd those with a story stand first.
  return full.sort((a, b) => Number(b.events.length > 0) - Number(a.events.length > 0));
}

function laneOf(event: Event, centre: string): string {
  if (event.kind === "alert") return ""; // stands on the band of the alert state
  return event.truth ? `object:${event.object}` : `track:${centre}/${event.track}`;
}

type BareLane = Omit<Lane, "events">;

function trackLane(
  { id, label, from, spans, confirmed_s }: KnownTrack,
  contacts: readonly Contact[],
): BareLane {
  const name = from && !label.includes(from) ? `${label} from ${from}` : label;
  return {
    id: `track:${id}`,
    label: name,
    truth: false,
    matters: confirmed_s !== null,
    bars: [...spans.map(spanBar), ...contacts.map(contactBar)],
  };
}

function spanBar({ status, begin_s, end_s }: TrackSpan): Bar {
  return { kind: status, begin_s, end_s, words: status, sensor: "" };
}
function contactBar({ sensor, begin_s, end_s, num, peak_snr_db }: Contact): Bar {
  const words = `${sensor}, ${num} detections, signal to noise at most ${peak_snr_db.toFixed(0)} dB`;
  return { kind: "contact", begin_s, end_s, words, sensor };
}

function objectLanes(run: Run): BareLane[] {
  const seen = groupBy(run.truth.sightings, (sighting) => sighting.object);
  return run.truth.objects.map(({ id, begin_s, end_s }) => {
    const flight: Bar = { kind: "flight", begin_s, end_s, words: "flies", sensor: "" };
    return {
      id: `object:${id}`,
      label: id,
      truth: true,
      matters: true,
      bars: [flight, ...(seen.get(id) ?? []).map(viewBar)],
    };
  });
}
function viewBar({ sensor, begin_s, end_s, opened_by, closed_by }: Sighting): Bar {
  const words = `in view of ${sensor}, opened by ${opened_by}, closed by ${closed_by}`;
  return { kind: "in-view", begin_s, end_s, words, sensor };
}
