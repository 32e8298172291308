// The CZML that leaves the page, loaded in Cesium's own engine: does it put everything where this page does?
import CzmlDataSource from "@cesium/engine/Source/DataSources/CzmlDataSource.js";
import JulianDate from "@cesium/engine/Source/Core/JulianDate.js";
import { expect, test, vi } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { mockMany } from "../../../web/dev/mock_many";
import { czml, czmlText } from "../../../web/src/model/czml";
import { length, minus } from "../../../web/src/model/geodesy";
import type { Path } from "../../../web/src/model/path";
import { Run } from "../../../web/src/model/run";
import { goldenRun } from "./golden_run";

/** Cesium asks of each value whether it is a picture; Node has none. */
vi.stubGlobal("Image", class {});
vi.stubGlobal("HTMLCanvasElement", class {});

const instants = 36;

/** Largest distance between Cesium's position and ours, over instants away from jumps, where either side holds. */
function worst_m(
  path: Path,
  positionAt: (t_s: number) => { x: number; y: number; z: number } | undefined,
): number {
  let worst = 0;
  for (let i = 0; i < instants; i++) {
    const t_s = path.begin_s + ((path.end_s - path.begin_s) * (i + 0.5)) / instants;
    if (path.stretches().some(([, last]) => Math.abs(path.time(last) - t_s) < 1e-3)) continue;
    const theirs = positionAt(t_s);
    expect(theirs, `at ${t_s}`).toBeDefined();
    worst = Math.max(worst, length(minus([theirs!.x, theirs!.y, theirs!.z], path.position(t_s)!)));
  }
  return worst;
}

test.each([
  ["the engine's run", goldenRun, 2],
  ["the mock run", mockRun, 2],
  ["a crowd", () => mockMany({ aircraft: 12, satellites: 12, missiles: 12 }), 72],
])("Cesium shows %s within 10 m of this page", async (name, make, least) => {
  const { page, chunks } = make();
  const run = new Run(page, chunks);
  const centre = run.firstCentre();
  const source = await CzmlDataSource.load(JSON.parse(czmlText(run, { centre, truth: true })) as object[]);
  const epoch = JulianDate.fromIso8601(page.about.epoch_utc);
  const paths: [string, Path | null][] = [
    ...run
      .knowledge(centre)
      .tracks.map(({ id }) => [`track:${id}`, run.knowledge(centre).path(id)] as [string, Path]),
    ...page.objects.map(({ id }) => [`object:${id}`, run.truth.path(id)] as [string, Path]),
  ];
  let worst = { id: "", m: 0 };
  let compared = 0;
  for (const [id, path] of paths) {
    const position = source.entities.getById(id)?.position;
    if (!path || !position) continue;
    const at = (t_s: number) => position.getValue(JulianDate.addSeconds(epoch, t_s, new JulianDate()));
    const m = worst_m(path, at);
    if (m >= worst.m) worst = { id, m };
    compared++;
  }
  console.info(`${name}: ${compared} paths, worst ${worst.m.toExponential(1)} m (${worst.id})`);
  expect(compared).toBeGreaterThanOrEqual(least);
  expect(worst.m).toBeLessThan(10);
  const bounds = JulianDate.secondsDifference(source.clock.stopTime, source.clock.startTime);
  expect(bounds).toBeCloseTo(run.end_s, 6);
});

test("CZML says what it is, and shows truth only when asked", () => {
  const { page, chunks } = mockRun();
  const run = new Run(page, chunks);
  const known = czml(run, { centre: "north", truth: false });
  expect(known[0]).toMatchObject({ id: "document", version: "1.0" });
  for (const packet of known) expect(packet["description"]).toContain("simulation, not real-world data");
  const ids = known.map((packet) => String(packet["id"]));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith("object:"))).toEqual([]);
  expect(ids).toEqual(expect.arrayContaining(["sensor:north-radar", "asset:capital/0", "track:north/2"]));
  expect(ids.filter((id) => id.startsWith("arc:")).length).toBeGreaterThan(3);
  expect(czml(run, { centre: "north", truth: true }).map((p) => p["id"])).toContain("object:mock-arc");
});
