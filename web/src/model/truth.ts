// What was true. Only for readers who asked: nothing else of the model may use it to answer for a centre.
import type { Happening, RunPage, Sighting, Step, TrueObject } from "./contract";
import type { Path } from "./path";
import { countUntil } from "./search";

export class Truth {
  readonly objects: readonly TrueObject[];
  readonly events: readonly Happening[]; // in order of t_s
  readonly sightings: readonly Sighting[];
  readonly #page: RunPage;
  readonly #by_id: ReadonlyMap<string, TrueObject>;
  readonly #of_track: ReadonlyMap<string, string>;
  readonly #paths: ReadonlyMap<string, Path>;

  constructor(page: RunPage, paths: ReadonlyMap<string, Path>) {
    this.objects = page.objects;
    this.events = page.events.filter((e) => e.truth).sort((a, b) => a.t_s - b.t_s);
    this.sightings = page.sightings;
    this.#page = page;
    this.#by_id = new Map(page.objects.map((o) => [o.id, o]));
    this.#of_track = new Map(page.tracks.map((t) => [t.id, t.object]));
    this.#paths = paths;
  }

  object(id: string): TrueObject | null {
    return this.#by_id.get(id) ?? null;
  }
  path(object: string): Path | null {
    return this.#paths.get(object) ?? null;
  }
  eventsUntil(t_s: number): readonly Happening[] {
    return this.events.slice(
      0,
      countUntil(this.events, t_s, (e) => e.t_s),
    );
  }
  /** The object that most detections of a track came from; "(none)": it is a false track. */
  objectOfTrack(track: string): string {
    return this.#of_track.get(track) ?? "";
  }
  /** All rows of a centre's ledger, with the steps that no centre knows. */
  steps(centre: string): readonly Step[] {
    return this.#page.ledger.filter((s) => s.centre === centre);
  }
}
