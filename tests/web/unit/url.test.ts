import { beforeEach, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import * as state from "../../../web/src/app/state";
import { readHash, writeHash } from "../../../web/src/app/url";
import { Run } from "../../../web/src/model/run";

beforeEach(() => {
  const { page, chunks } = mockRun();
  state.run.value = new Run(page, chunks);
  state.page.value = "replay";
  state.t_s.value = 0;
  state.centre.value = "north";
  state.truth.value = false;
  state.selected.value = "";
  state.view.value = "globe-2d";
  state.theme.value = "dark";
  state.why.value = null;
});

const bookmark = "#/replay?t=102&centre=south&view=polar&truth=1&sel=track:south/1&theme=light";

test("an address is read into the state, and written the same", () => {
  readHash(bookmark);
  expect([state.t_s.value, state.centre.value, state.view.value, state.truth.value]).toEqual([
    102,
    "south",
    "polar",
    true,
  ]);
  expect([state.selected.value, state.theme.value]).toEqual(["track:south/1", "light"]);
  expect(writeHash()).toBe(bookmark);
});

test("every state comes back from its address", () => {
  state.page.value = "trust";
  state.t_s.value = 61.5;
  state.selected.value = "sensor:north-radar";
  const said = writeHash();
  expect(said).toBe("#/trust?t=61.5&centre=north&view=globe-2d&sel=sensor:north-radar");
  state.page.value = "replay";
  state.t_s.value = 0;
  state.selected.value = "";
  readHash(said);
  expect(writeHash()).toBe(said);
});

test("what is explained comes back too", () => {
  const target = { step: "declared", state: "attack-warning", track: 3, at_s: 192.1 };
  state.why.value = target;
  const said = writeHash();
  expect(said).toBe("#/replay?t=0&centre=north&view=globe-2d&why=declared~attack-warning~3~192.1");
  state.why.value = null;
  readHash(said);
  expect(state.why.value).toEqual(target);
  readHash("#/replay?why=track~~x~soon");
  expect(state.why.value).toEqual({ step: "track", state: "", track: 0 });
});

test("what is no page, centre, view, time or thing is passed over", () => {
  const before = writeHash();
  for (const hash of [
    "",
    "#",
    "#/",
    "#main",
    "#/nowhere?t=soon&centre=west&view=cube&theme=pink&sel=track:north/99",
    "#/replay?t=",
  ])
    readHash(hash);
  expect(writeHash()).toBe(before);
});

test("times outside the run are its ends", () => {
  readHash("#/replay?t=1e9");
  expect(state.t_s.value).toBe(900);
  readHash("#/replay?t=-5");
  expect(state.t_s.value).toBe(0);
});

test("an object in an address does not ask for the truth", () => {
  readHash("#/replay?sel=object:mock-arc");
  expect([state.selected.value, state.truth.value]).toEqual(["", false]);
  readHash("#/replay?truth=1&sel=object:mock-arc");
  expect(state.selected.value).toBe("object:mock-arc");
});
