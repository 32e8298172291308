import { beforeAll, describe, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { object } from "../../../web/dev/mock_world";
import { buildScene } from "../../../web/src/model/build_scene";
import { csvText, type CsvTable } from "../../../web/src/model/csv";
import { czmlText } from "../../../web/src/model/czml";
import { DataError } from "../../../web/src/model/data_error";
import { Run } from "../../../web/src/model/run";
import { goldenRun } from "./golden_run";

const layers = {
  fans: true,
  trails: true,
  labels: true,
  evidence: true,
  ellipses: true,
  areas: true,
};

/** Everything that the page can ask of a centre's knowledge, at many instants. */
function allThatIsKnown(run: Run, centre: string): unknown[] {
  const known = run.knowledge(centre);
  const instants = Array.from({ length: 24 }, (_, i) => (run.end_s * i) / 23);
  const told: unknown[] = [
    known.headline,
    known.states,
    known.sensors,
    known.assets,
    known.tracks,
    known.contacts,
  ];
  told.push(known.events, known.steps, known.alerts, known.moments, known.alertIntervals());
  told.push(known.detections(-Infinity, Infinity), run.record(centre, false), run.inputs(false).shown);
  for (const t_s of instants) {
    told.push(known.alertNow(t_s), known.liveTracks(t_s), known.eventsUntil(t_s));
    told.push(known.sensors.map((sensor) => known.sensorNow(sensor, t_s)));
    told.push(buildScene(run, { t_s, centre, truth: false, selected: "", layers }));
    for (const { id } of known.tracks)
      told.push(
        known.status(id, t_s),
        known.estimate(id, t_s),
        known.risks(id, t_s),
        known.arc(id, t_s)?.arc,
      );
  }
  for (const table of ["ledger", "events", "tracks", "detections"] satisfies CsvTable[])
    told.push(csvText(table, run, { centre, truth: false }));
  told.push(czmlText(run, { centre, truth: false }));
  return told;
}

describe.each([
  ["the mock", mockRun],
  ["the engine's run", goldenRun],
])("a centre's knowledge of %s", (_, make) => {
  let run: Run;
  beforeAll(() => {
    const { page, chunks } = make();
    run = new Run(page, chunks);
  });

  test("names no object, and holds no row of truth", () => {
    expect(run.page.objects.length).toBeGreaterThan(0);
    for (const { id: centre } of run.page.centres) {
      const text = JSON.stringify(allThatIsKnown(run, centre), (key, value: unknown) => {
        if (key === "truth" && value === true) throw new Error("a row of truth is in what a centre knew");
        return value instanceof Float32Array ? [] : value;
      });
      expect(text.length).toBeGreaterThan(1000);
      for (const { id } of run.page.objects) expect(text.includes(id), id).toBe(false);
    }
  });

  test("holds no step of truth, and no place of the true path", () => {
    const truth_steps = new Set(run.page.ledger.filter((s) => s.truth).map((s) => s.step));
    const never_truth = new Set(run.page.ledger.filter((s) => !s.truth).map((s) => s.step));
    for (const { id } of run.page.centres)
      for (const { step } of run.knowledge(id).steps)
        expect(never_truth.has(step) && !truth_steps.has(step), step).toBe(true);
    const centre = run.firstCentre();
    for (let i = 0; i < 30; i++) {
      const scene = buildScene(run, {
        t_s: (run.end_s * i) / 29,
        centre,
        truth: false,
        selected: "",
        layers,
      });
      expect(scene.points.filter((p) => p.look === "truth" || p.id.startsWith("object:"))).toEqual([]);
      expect(scene.lines.filter((l) => l.kind === "true-path")).toEqual([]);
    }
  });

  test("with truth asked for, the object and its path are there", () => {
    const centre = run.firstCentre();
    const { id, begin_s, end_s } = run.page.objects[0]!;
    const t_s = (begin_s + end_s) / 2;
    const scene = buildScene(run, {
      t_s,
      centre,
      truth: true,
      selected: "",
      layers,
    });
    expect(scene.points.find((p) => p.id === `object:${id}`)?.look).toBe("truth");
    expect(scene.lines.some((l) => l.kind === "true-path")).toBe(true);
    expect(csvText("ledger", run, { centre, truth: true })).toContain(id);
  });

  test("nothing is known before it was known", () => {
    for (const { id: centre } of run.page.centres) {
      const known = run.knowledge(centre);
      for (let i = 0; i < 40; i++) {
        const t_s = (run.end_s * i) / 39;
        for (const event of known.eventsUntil(t_s)) expect(event.known_s).toBeLessThanOrEqual(t_s);
        for (const d of known.detections(-Infinity, t_s))
          expect(d.known_s).toBeLessThanOrEqual(Math.fround(t_s));
        for (const { id } of known.tracks) {
          expect(known.estimate(id, t_s)?.known_s ?? -Infinity).toBeLessThanOrEqual(Math.fround(t_s));
          expect(known.arc(id, t_s)?.arc.known_s ?? -Infinity).toBeLessThanOrEqual(t_s);
        }
      }
    }
  });
});

describe("the mock's story", () => {
  const { page, chunks } = mockRun();
  const run = new Run(page, chunks);
  const north = run.knowledge("north");
  const south = run.knowledge("south");
  const met_s = page.alerts[0]!.known_s;

  test("the alert goes from quiet over judging to declared and back", () => {
    expect(north.alertNow(met_s - 1).state.word).toBe("quiet");
    expect(north.alertNow(met_s - 1).pending).toBeNull();
    expect(north.alertNow(met_s).pending).toMatchObject({
      stage: "judging",
      state: "launch-alert",
      due_s: met_s + 90,
    });
    expect(north.alertNow(met_s).state.word).toBe("quiet");
    expect(north.alertNow(met_s + 90)).toMatchObject({
      state: { word: "launch-alert" },
      level: 1,
      since_s: met_s + 90,
    });
    expect(north.alertNow(met_s + 200)).toMatchObject({
      since_s: met_s + 90,
      pending: { stage: "withdrawing" },
    });
    expect(north.alertNow(met_s + 240)).toMatchObject({
      state: { word: "quiet" },
      since_s: met_s + 240,
    });
  });

  test("another centre's alert is news, not one's own state", () => {
    expect(south.alertNow(met_s + 100).state.word).toBe("quiet");
    expect(south.alerts.length).toBe(1);
  });

  test("a track is there while it was held, with its status and its estimate", () => {
    const [tentative, confirmed, coasting] = north.track("north/2")!.spans;
    expect(north.status("north/2", tentative!.begin_s - 0.1)).toBe("");
    for (const span of [tentative!, confirmed!, coasting!])
      expect(north.status("north/2", span.begin_s)).toBe(span.status);
    expect(north.status("north/2", coasting!.end_s)).toBe("");
    expect(north.estimate("north/2", tentative!.begin_s)).toMatchObject({
      impact: null,
    });
    expect(north.estimate("north/2", confirmed!.begin_s)?.impact?.when_s).toBeGreaterThan(400);
    expect(north.estimate("north/2", 0)).toBeNull();
    expect(north.risks("north/2", coasting!.begin_s)).toMatchObject([{ asset: "capital", prob_reach: 1 }]);
    expect(north.path("south/1")).toBeNull(); // another centre's track
  });

  test("a sensor holds what it reports on, and searches otherwise", () => {
    const [radar] = north.sensors;
    const { begin_s, end_s } = north.contacts.find((c) => c.track === 2)!;
    expect(north.sensorNow(radar!, begin_s + 1)).toEqual({
      sensor: "north-radar",
      doing: "holding",
      tracks: [2],
    });
    expect(north.sensorNow(radar!, 0).doing).toBe("searching");
    expect(north.sensorNow(radar!, end_s + 16).doing).toBe("searching");
  });

  test("what never happened is kept, with what was missing", () => {
    const never = north.steps.filter((s) => !s.happened);
    expect(never).toMatchObject([{ step: "declared", state: "attack-warning", t_s: null, known_s: null }]);
    expect(never[0]!.missing).not.toBe("");
    expect(csvText("ledger", run, { centre: "north", truth: false })).toMatch(/attack-warning,[^\n]*never/);
  });

  test("inputs and record that name an object wait for the truth", () => {
    expect(run.inputs(false)).toMatchObject({ hidden: 1 });
    expect(run.inputs(true)).toMatchObject({ hidden: 0 });
    expect(run.record("north", true)[0]?.object).toBe(object);
    expect(run.record("north", false)[0]?.object).toBe("");
  });

  test("an object that a centre never saw is not in its ledger, not even as `never`", () => {
    const unseen = page.ledger.map((s) => ({
      ...s,
      object: "ghost",
      happened: false,
      t_s: null,
      known_s: null,
    }));
    const haunted = new Run({ ...page, ledger: [...page.ledger, ...unseen] }, chunks);
    expect(haunted.knowledge("north").steps).toEqual(north.steps);
  });
});

test("chunks that are missing or of another size are told as such", () => {
  const { page, chunks } = mockRun();
  for (const { name } of page.chunks) {
    const without = new Map([...chunks].filter(([key]) => key !== name));
    expect(() => new Run(page, without)).toThrow(new RegExp(`"${name}" is missing`));
    expect(() => new Run(page, new Map([...chunks, [name, new ArrayBuffer(16)]]))).toThrow(DataError);
  }
});
