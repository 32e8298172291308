import { expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { mockMany } from "../../../web/dev/mock_many";
import { Run } from "../../../web/src/model/run";

test("the mock run is the same every time and reads as a run", () => {
  const [a, b] = [mockRun(), mockRun()];
  expect(a.page).toEqual(b.page);
  for (const [name, bytes] of a.chunks)
    expect(new Uint8Array(bytes)).toEqual(new Uint8Array(b.chunks.get(name)!));
  const run = new Run(a.page, a.chunks);
  const north = run.knowledge("north");
  expect(north.tracks.map((t) => t.label)).toEqual(["track 1", "track 2"]);
  expect(run.firstCentre()).toBe("north");
});

test("the crowd has 500 entities for an hour", () => {
  const { page, chunks } = mockMany();
  expect(page.objects.length).toBe(500);
  expect(new Run(page, chunks).knowledge("north").tracks.length).toBe(500);
});
