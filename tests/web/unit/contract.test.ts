// Both sides of the contract: the engine's schema against what it wrote and against the mock, the reader against its chunks.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { mockMany } from "../../../web/dev/mock_many";
import { parsePaths, parseTables } from "../../../web/src/model/chunks";
import { Run } from "../../../web/src/model/run";
import { goldenRun } from "./golden_run";

const web = new URL("../../../web/", import.meta.url);
const schema: unknown = JSON.parse(readFileSync(new URL("contract/run.schema.json", web), "utf8"));
const accepts = new Ajv2020({ strict: false, allErrors: true }).compile(schema as object);

function refused(page: unknown): unknown {
  return accepts(page) ? [] : accepts.errors?.slice(0, 5);
}

test("the schema accepts the engine's run and the mock runs", () => {
  expect(refused(goldenRun().page)).toEqual([]);
  expect(refused(mockRun().page)).toEqual([]);
  expect(refused(mockMany({ aircraft: 2, satellites: 1, missiles: 1 }).page)).toEqual([]);
});

test("the schema refuses what is missing, unknown or of another kind", () => {
  const { page } = mockRun();
  const { moments, ...without } = page;
  expect(moments.length).toBeGreaterThan(0);
  for (const wrong of [
    without,
    { ...page, extra: 1 },
    { ...page, format: "other" },
    { ...page, tracks: [{}] },
  ])
    expect(refused(wrong)).not.toEqual([]);
});

test("the page's types are what the schema says", () => {
  const generate = fileURLToPath(new URL("contract/generate.mjs", web));
  expect(() => execFileSync(process.execPath, [generate, "--check"], { stdio: "pipe" })).not.toThrow();
});

test("the engine's chunks are read, and hold what the engine's page speaks of", () => {
  const { page, chunks } = goldenRun();
  for (const { name, kind, bytes } of page.chunks) {
    expect(chunks.get(name)!.byteLength, name).toBe(bytes);
    const entries =
      kind === "DWK1" ? parsePaths(name, chunks.get(name)!) : parseTables(name, chunks.get(name)!);
    expect(entries.size, name).toBeGreaterThan(0);
  }
  const run = new Run(page, chunks);
  for (const object of page.objects) expect(run.truth.path(object.id), object.id).not.toBeNull();
  for (const { id, centre, arcs, confirmed_s } of page.tracks) {
    const known = run.knowledge(centre);
    expect(known.path(id), id).not.toBeNull();
    expect(known.history(id), id).not.toBeNull();
    for (const arc of arcs) expect(known.arc(id, arc.known_s)?.arc.id, arc.id).toBe(arc.id);
    if (confirmed_s !== null) expect(known.status(id, confirmed_s)).toBe("confirmed");
  }
});

test("where the engine puts a launch and an impact, the path is", () => {
  const { page, chunks } = goldenRun();
  const run = new Run(page, chunks);
  for (const { id, milestones } of page.objects)
    for (const { what, t_s } of milestones) expect(run.truth.path(id)!.has(t_s), `${id} ${what}`).toBe(true);
});
